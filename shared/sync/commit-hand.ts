/** What a row does to links because a person said so. */
import type { RowProgress } from './commit-types.ts';
import type { ByHand } from './ports.ts';

/** Who linked the row's two records, or unlinked them, by hand; null where a rule did. */
export function linkerOf({ row, work, decision, runId }: RowProgress): ByHand | null {
  const isChosen = row.evidence.some(({ rule }) => rule === 'manual');
  if (work.linkEffect !== 'separate' && !isChosen) return null;
  return { person: decision?.person ?? 'a person', runId };
}
