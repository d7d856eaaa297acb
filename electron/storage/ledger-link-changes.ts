/** What runs did to links, which is what an undo goes by. Every image carries a checksum, as the lines of the journal do. */
import { createHash } from 'node:crypto';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Ledger, LinkChange } from '../../shared/sync/ledger-port.ts';
import { textOf, type Database } from './database.ts';

/** Over the images and the run they belong to, so that one that was moved or exchanged is noticed too. */
function checksum(runId: string, text: string): string {
  return createHash('sha256').update(`${runId}\n${text}`).digest('hex');
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
