/** How the lines of a run's journal hold together: each checksum stands for its own line and for every line before it. */
import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/domain/app-error.ts';

/** What the first line of a run follows. */
export const chainStart = '';

export interface JournalLine {
  readonly runId: string;
  /** From 1, without a gap, within the run. */
  readonly number: number;
  /** Seq of the intent that a result belongs to; null for an intent. */
  readonly intent: number | null;
  /** The stored text itself: nothing is read from it before it is known to be whole. */
  readonly text: string;
}

/** SHA-256 over the checksum before and the line with all that says where it belongs. */
export function lineChecksum(previous: string, { runId, number, intent, text }: JournalLine): string {
  return hash('sha256', `${previous}\n${JSON.stringify([runId, number, intent])}\n${text}`);
}

interface OldLine {
  readonly seq: number;
  readonly run_id: string;
  readonly json: string;
  readonly checksum: string;
  readonly result: string | null;
  readonly result_checksum: string | null;
}

/**
 * Puts the lines of a ledger whose lines had a checksum each into chains. A line that was changed before is refused here, as
 * its new place in a chain would hide it.
 * @throws AppError LEDGER_CORRUPT; the ledger stays as it was.
 */
export function chainOldLines(connection: DatabaseSync, file: string): void {
  const check = (seq: number, owner: string, text: string, checksum: string | null): void => {
    if (hash('sha256', `${owner}\n${text}`) === checksum) return;
    throw new AppError('LEDGER_CORRUPT', {
      params: { file, reason: `line ${seq} was changed in the journal of run ${owner}` },
    });
  };
  const insert = connection.prepare(
    'INSERT INTO journal_lines (run_id, number, intent, json, checksum) VALUES (?, ?, ?, ?, ?)',
  );
  const ends = new Map<string, { number: number; checksum: string }>();
  const append = (runId: string, intent: number | null, text: string): number => {
    const end = ends.get(runId) ?? { number: 0, checksum: chainStart };
    const number = end.number + 1;
    const checksum = lineChecksum(end.checksum, { runId, number, intent, text });
    ends.set(runId, { number, checksum });
    return Number(insert.run(runId, number, intent, text, checksum).lastInsertRowid);
  };
  const old = connection
    .prepare(
      `SELECT journal.seq AS seq, run_id, journal.json AS json, journal.checksum AS checksum,
         journal_results.json AS result, journal_results.checksum AS result_checksum
       FROM journal LEFT JOIN journal_results ON journal_results.seq = journal.seq ORDER BY journal.seq`,
    )
    .all() as unknown as readonly OldLine[];
  for (const line of old) {
    check(line.seq, line.run_id, line.json, line.checksum);
    const seq = append(line.run_id, null, line.json);
    if (line.result === null) continue;
    check(line.seq, String(line.seq), line.result, line.result_checksum);
    append(line.run_id, seq, JSON.stringify({ ...(JSON.parse(line.result) as object), seq }));
  }
  const saveEnd = connection.prepare('INSERT INTO journal_ends (run_id, number, checksum) VALUES (?, ?, ?)');
  for (const [runId, { number, checksum }] of ends) saveEnd.run(runId, number, checksum);
}
