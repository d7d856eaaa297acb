/**
 * The journal: what was about to be sent, and what came of it. Append-only; every line carries a checksum (L5). The same care
 * is taken of what runs did to links, which is what an undo goes by.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../shared/domain/app-error.ts';
import type {
  Clock,
  Intent,
  JournalEntry,
  JournalResult,
  Ledger,
  LinkChange,
} from '../../shared/sync/ports.ts';
import { textOf, type Database } from './database.ts';

type Journal = Pick<Ledger, 'appendIntent' | 'appendResult' | 'journal' | 'eachJournalEntry'>;

/** Lines fetched at once for a visit of all. */
const chunkSize = 250;

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

  /** Lines of a run behind `after`, in their order. */
  function entriesAfter(runId: string, after: number, limit: number): JournalEntry[] {
    return read(() =>
      sql(
        `SELECT journal.seq AS seq, journal.json AS json, journal.checksum AS checksum,
           journal_results.json AS result, journal_results.checksum AS result_checksum
         FROM journal LEFT JOIN journal_results ON journal_results.seq = journal.seq
         WHERE run_id = ? AND journal.seq > ? ORDER BY journal.seq LIMIT ?`,
      )
        .all(runId, after, limit)
        .map((row) => entryOf(runId, row)),
    );
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

    journal: async (runId) => entriesAfter(runId, 0, -1),

    eachJournalEntry: async (runId, visit) => {
      for (let last = 0; ;) {
        const chunk = entriesAfter(runId, last, chunkSize);
        for (const entry of chunk) visit(entry);
        last = chunk.at(-1)?.seq ?? last;
        if (chunk.length < chunkSize) return;
      }
    },
  };
}

type LinkChanges = Pick<Ledger, 'linkChanges'> & {
  /** Inside a transaction. */
  readonly keep: (runId: string, change: LinkChange) => void;
};

/** What runs did to links. The first image before and the last one after count, however often a run came by. */
export function linkChangeLedger({ sql, read }: Database, file: string): LinkChanges {
  function checked(runId: string, row: Readonly<Record<string, unknown>>): LinkChange {
    const text = textOf(row, 'json');
    if (checksum(runId, text) !== textOf(row, 'checksum')) {
      throw new AppError('LEDGER_CORRUPT', {
        params: { file, reason: `what run ${runId} did to a link was changed` },
      });
    }
    return JSON.parse(text) as LinkChange;
  }

  return {
    keep: (runId, change) => {
      const linkId = (change.after ?? change.before)?.id ?? '';
      const known = sql('SELECT json, checksum FROM link_changes WHERE run_id = ? AND link_id = ?').get(
        runId,
        linkId,
      );
      const before = known === undefined ? change.before : checked(runId, known).before;
      const text = JSON.stringify({ ...change, before });
      sql(
        `INSERT INTO link_changes (run_id, link_id, json, checksum) VALUES (?, ?, ?, ?)
         ON CONFLICT (run_id, link_id) DO UPDATE SET json = excluded.json, checksum = excluded.checksum`,
      ).run(runId, linkId, text, checksum(runId, text));
    },
    linkChanges: async (runId) =>
      read(() =>
        sql('SELECT json, checksum FROM link_changes WHERE run_id = ? ORDER BY seq')
          .all(runId)
          .map((row) => checked(runId, row)),
      ),
  };
}
