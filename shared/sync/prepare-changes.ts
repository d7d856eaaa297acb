/** Rows that a run came too late for say in the next preview what had changed in between (L3). */
import { stillHolds } from './plan-build.ts';
import type { Ledger, StoredRow, SyncRecord } from './ledger-port.ts';
import { rowChanges } from './record-changes.ts';

/**
 * Each stale row against the preview that the person last saw. Until its records change again it goes on saying the same,
 * however often a preview is made.
 */
export async function withChangesSince(
  entries: readonly StoredRow[],
  known: ReadonlyMap<string, SyncRecord>,
  ledger: Pick<Ledger, 'latestPlan' | 'planRow'>,
): Promise<readonly StoredRow[]> {
  const stale = new Set([...known.values()].flatMap(({ id, changes }) => (changes === undefined ? [] : id)));
  const before = stale.size === 0 ? null : await ledger.latestPlan();
  if (before === null) return entries;
  return Promise.all(
    entries.map(async (entry) => {
      const { row, records } = entry;
      const shown = stale.has(row.id) ? await ledger.planRow(before.id, row.id) : null;
      if (shown === null) return entry;
      const isSame = stillHolds({ beforeHash: shown.row.beforeHash }, row.beforeHash);
      const changes = isSame ? (shown.row.changedSince ?? []) : rowChanges(shown.records, records);
      return changes.length === 0 ? entry : { ...entry, row: { ...row, changedSince: changes } };
    }),
  );
}
