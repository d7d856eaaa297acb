/** The journal: what was about to be sent, and what came of it. Append-only; every line carries a checksum (L5). */
import { createHash } from 'node:crypto';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Clock, Intent, JournalEntry, JournalResult, Ledger } from '../../shared/sync/ports.ts';
import { textOf, type Database } from './database.ts';

type Journal = Pick<Ledger, 'appendIntent' | 'appendResult' | 'journal'>;

/** Over the line and what it belongs to, so that a line that was moved or exchanged is noticed too. */
function checksum(owner: string, text: string): string {
  return createHash('sha256').update(`${owner}\n${text}`).digest('hex');
}

export function journalLedger(database: Database, file: string, clock: Clock): Journal {
  const { sql, read, write } = database;

  function checked<T>(seq: number, owner: string, text: string, sum: string): T {
    if (checksum(owner, text) !== sum) {
      throw new AppError('LEDGER_CORRUPT', {
        params: { file, reason: `line ${seq} of the journal was changed` },
      });
    }
    return JSON.parse(text) as T;
  }

  function entryOf(runId: string, row: Readonly<Record<string, unknown>>): JournalEntry {
    const seq = Number(row['seq']);
    const intent = checked<Intent & { readonly at: string }>(
      seq,
      runId,
      textOf(row, 'json'),
      textOf(row, 'checksum'),
    );
    const result =
      row['result'] === null
        ? null
        : checked<JournalResult>(seq, String(seq), textOf(row, 'result'), textOf(row, 'result_checksum'));
    return { ...intent, seq, result };
  }

  return {
    appendIntent: async (intent) =>
      write(() => {
        const text = JSON.stringify({ ...intent, at: clock.now() });
        const { lastInsertRowid } = sql('INSERT INTO journal (run_id, json, checksum) VALUES (?, ?, ?)').run(
          intent.runId,
          text,
          checksum(intent.runId, text),
        );
        return Number(lastInsertRowid);
      }),

    // A later result replaces an earlier `unknown`: that is how an outcome gets settled.
    appendResult: async (result) =>
      write(() => {
        const text = JSON.stringify(result);
        sql('INSERT OR REPLACE INTO journal_results (seq, json, checksum) VALUES (?, ?, ?)').run(
          result.seq,
          text,
          checksum(String(result.seq), text),
        );
      }),

    journal: async (runId) =>
      read(() =>
        sql(
          `SELECT journal.seq AS seq, journal.json AS json, journal.checksum AS checksum,
             journal_results.json AS result, journal_results.checksum AS result_checksum
           FROM journal LEFT JOIN journal_results ON journal_results.seq = journal.seq
           WHERE run_id = ? ORDER BY journal.seq`,
        )
          .all(runId)
          .map((row) => entryOf(runId, row)),
      ),
  };
}
