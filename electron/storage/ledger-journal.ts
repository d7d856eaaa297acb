/**
 * The journal: what was about to be sent, and what came of it (L5). Append-only. The lines of a run are numbered from 1 and
 * each carries a checksum over itself and over the one before, so that a line that was changed, exchanged, moved or
 * removed is noticed before a run is resumed, undone or reported from it.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type {
  Intent,
  JournalEntry,
  JournalResult,
  JournalWrite,
  Ledger,
} from '../../shared/sync/ledger-port.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import { jsonOf, textOf, type Database } from './database.ts';
import { chainStart, lineChecksum } from './journal-chain.ts';

type Journal = Pick<
  Ledger,
  'appendIntent' | 'appendResult' | 'journal' | 'journalWrites' | 'journalEntries' | 'eachJournalEntry'
>;

/** Lines fetched at once for a visit of all. */
const chunkSize = 250;

type Row = Readonly<Record<string, unknown>>;

/** The last result of an intent in `lines`: a later one settles an earlier `unknown`. */
const lastResult = `FROM journal_lines AS results WHERE results.intent = lines.seq ORDER BY seq DESC LIMIT 1`;

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

  /** @throws AppError LEDGER_CORRUPT at the first line of a run that is not as it was written. Nothing is read from a line. */
  function requireWhole(runId: string): void {
    const refuse = (reason: string): AppError =>
      new AppError('LEDGER_CORRUPT', {
        params: { file, reason: `${reason} in the journal of run ${runId}` },
      });
    let number = 0;
    let previous = chainStart;
    const lines = sql(
      'SELECT number, intent, json, checksum FROM journal_lines WHERE run_id = ? ORDER BY number',
    );
    for (const row of lines.iterate(runId)) {
      number += 1;
      if (Number(row['number']) !== number) throw refuse(`line ${number} is missing`);
      const intent = row['intent'] === null ? null : Number(row['intent']);
      previous = lineChecksum(previous, { runId, number, intent, text: textOf(row, 'json') });
      if (previous !== row['checksum']) throw refuse(`line ${number} was changed`);
    }
    const end = endOf(runId);
    if (end.number !== number || end.checksum !== previous) {
      throw refuse(`lines after line ${number} are missing`);
    }
  }

  function entryOf(row: Row): JournalEntry {
    const intent = jsonOf<Intent & { readonly at: string }>(row);
    const result = row['result'] === null ? null : jsonOf<JournalResult>(row, 'result');
    return { ...intent, seq: Number(row['seq']), result };
  }

  /** Intents of a run behind line `after`, each with its last result. The run's lines have to be whole. */
  function entriesAfter(runId: string, after: number, limit: number): JournalEntry[] {
    return sql(
      `SELECT seq, json, (SELECT json ${lastResult}) AS result
       FROM journal_lines AS lines WHERE run_id = ? AND intent IS NULL AND seq > ? ORDER BY seq LIMIT ?`,
    )
      .all(runId, after, limit)
      .map(entryOf);
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
        requireWhole(runId);
        return entriesAfter(runId, 0, -1);
      }),

    // Said by SQLite, which does not build what nobody asks for: of 100,000 lines a fifth of the time.
    journalWrites: async (runId) =>
      read(() => {
        requireWhole(runId);
        return sql(
          `SELECT seq, json ->> 'rowId' AS rowId, json ->> 'side' AS side, (SELECT json ->> 'status' ${lastResult}) AS status
           FROM journal_lines AS lines WHERE run_id = ? AND intent IS NULL ORDER BY seq`,
        ).all(runId) as unknown as readonly JournalWrite[];
      }),

    journalEntries: async (seqs) =>
      read(() =>
        seqs.flatMap((seq) => {
          const row = sql(
            `SELECT seq, json, (SELECT json ${lastResult}) AS result
             FROM journal_lines AS lines WHERE seq = ? AND intent IS NULL`,
          ).get(seq);
          return row === undefined ? [] : [entryOf(row)];
        }),
      ),

    eachJournalEntry: async (runId, visit) => {
      read(() => requireWhole(runId));
      for (let last = 0; ;) {
        const chunk = read(() => entriesAfter(runId, last, chunkSize));
        for (const entry of chunk) visit(entry);
        last = chunk.at(-1)?.seq ?? last;
        if (chunk.length < chunkSize) return;
      }
    },
  };
}
