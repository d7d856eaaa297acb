/**
 * The journal: what was about to be sent, and what came of it (L5). Append-only. The lines of a run are numbered from 1 and
 * each carries a checksum over itself and over the one before, so that a line that was changed, exchanged, moved or
 * removed is noticed before a run is resumed, undone or reported from it.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Clock, Intent, JournalEntry, JournalResult, Ledger } from '../../shared/sync/ports.ts';
import { textOf, type Database } from './database.ts';
import { chainStart, lineChecksum } from './journal-chain.ts';

type Journal = Pick<Ledger, 'appendIntent' | 'appendResult' | 'journal'>;

type Row = Readonly<Record<string, unknown>>;

/** Where the lines of a run ended when the last one was written; what is missing after it was removed since. */
interface ChainEnd {
  readonly number: number;
  readonly checksum: string;
}

export function journalLedger(database: Database, file: string, clock: Clock): Journal {
  const { sql, read, write } = database;

  function endOf(runId: string): ChainEnd {
    const row = sql('SELECT number, checksum FROM journal_ends WHERE run_id = ?').get(runId);
    return row === undefined
      ? { number: 0, checksum: chainStart }
      : { number: Number(row['number']), checksum: textOf(row, 'checksum') };
  }

  /** `intent` is the seq of the line that a result belongs to; null for an intent. Answers the seq of the new line. */
  function append(runId: string, intent: number | null, text: string): number {
    const end = endOf(runId);
    const number = end.number + 1;
    const checksum = lineChecksum(end.checksum, { runId, number, intent, text });
    const { lastInsertRowid } = sql(
      'INSERT INTO journal_lines (run_id, number, intent, json, checksum) VALUES (?, ?, ?, ?, ?)',
    ).run(runId, number, intent, text, checksum);
    sql('INSERT OR REPLACE INTO journal_ends (run_id, number, checksum) VALUES (?, ?, ?)').run(
      runId,
      number,
      checksum,
    );
    return Number(lastInsertRowid);
  }

  /** Every line of a run in its order. @throws AppError LEDGER_CORRUPT at the first one that is not as it was written. */
  function* checkedLines(runId: string): Generator<Row> {
    const refuse = (reason: string): AppError =>
      new AppError('LEDGER_CORRUPT', { params: { file, reason: `${reason} of run ${runId}` } });
    let number = 0;
    let previous = chainStart;
    for (const row of sql(
      'SELECT seq, number, intent, json, checksum FROM journal_lines WHERE run_id = ? ORDER BY number',
    ).iterate(runId)) {
      number += 1;
      if (Number(row['number']) !== number) throw refuse(`line ${number} is missing in the journal`);
      const intent = row['intent'] === null ? null : Number(row['intent']);
      const checksum = lineChecksum(previous, { runId, number, intent, text: textOf(row, 'json') });
      if (checksum !== row['checksum']) throw refuse(`line ${number} was changed in the journal`);
      previous = checksum;
      yield row;
    }
    const end = endOf(runId);
    if (end.number !== number || end.checksum !== previous) {
      throw refuse(`lines after line ${number} are missing in the journal`);
    }
  }

  return {
    appendIntent: async (intent) =>
      write(() => append(intent.runId, null, JSON.stringify({ ...intent, at: clock.now() }))),

    // A later result settles an earlier `unknown`; both stay, and the later one counts.
    appendResult: async (result) =>
      write(() => {
        const intent = sql('SELECT run_id FROM journal_lines WHERE seq = ? AND intent IS NULL').get(
          result.seq,
        );
        if (intent === undefined) throw new Error(`The journal has no line ${result.seq}`);
        append(textOf(intent, 'run_id'), result.seq, JSON.stringify(result));
      }),

    journal: async (runId) =>
      read(() => {
        const entries = new Map<number, JournalEntry>();
        for (const row of checkedLines(runId)) {
          const text = textOf(row, 'json');
          if (row['intent'] === null) {
            const seq = Number(row['seq']);
            entries.set(seq, { ...(JSON.parse(text) as Intent & { at: string }), seq, result: null });
          } else {
            const seq = Number(row['intent']);
            const entry = entries.get(seq);
            if (entry !== undefined)
              entries.set(seq, { ...entry, result: JSON.parse(text) as JournalResult });
          }
        }
        return [...entries.values()];
      }),
  };
}
