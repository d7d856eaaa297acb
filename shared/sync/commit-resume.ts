/** Where a row was when its run ended early, from the lines of the journal. */
import { canonicalJson } from './hashes.ts';
import { withMadeKeys } from './commit-made-keys.ts';
import { mayBeSent, notWritten } from './commit-step.ts';
import type { RowProgress, StepOutcome } from './commit-types.ts';
import type { Operation } from './operations.ts';
import type { JournalEntry } from './ledger-port.ts';

/** A line whose outcome has to be settled by reading. */
export interface OpenLine {
  readonly entry: JournalEntry;
  readonly operation: Operation;
}

/** What the journal knows of a write; `open` where that has to be found out by reading. */
export function outcomeOf({ result }: Pick<JournalEntry, 'result'>): StepOutcome | 'open' {
  if (result?.status === 'done') {
    return { status: 'done', after: result.after, createdKey: result.createdKey, cause: result.cause };
  }
  if (result?.status !== 'refused' || result.cause === null) return 'open';
  return mayBeSent(result) ? { status: 'waiting' } : { status: 'failed', cause: result.cause };
}

/**
 * Puts known outcomes into the row's steps and answers the open lines, one per step at most. Of several lines of one step
 * the last one counts. Null when the row would now do something else than what was begun: a decision was changed.
 */
export function restoreSteps(
  progress: RowProgress,
  entries: readonly JournalEntry[],
): readonly OpenLine[] | null {
  const last = new Map(entries.map((entry) => [entry.step, entry]));
  const open: OpenLine[] = [];
  const reached = Math.max(...last.keys());
  // In their order: keys that earlier steps made belong to what later ones sent.
  for (const [step, entry] of [...last].toSorted(([one], [other]) => one - other)) {
    const planned = progress.work.operations[step];
    const operation = planned === undefined ? null : withMadeKeys(planned, progress);
    const isSame =
      operation?.kind === entry.kind &&
      operation.side === entry.side &&
      canonicalJson(operation.payload) === canonicalJson(entry.payload);
    if (operation === null || !isSame) return null;
    const outcome = outcomeOf(entry);
    if (outcome === 'open') open.push({ entry, operation });
    // Given up before the row went on stays given up: sent now, it would come after steps that may have taken away what it is about.
    else if (outcome.status === 'waiting' && step < reached)
      progress.steps[step] = { status: 'failed', cause: notWritten(operation, entry.before, null) };
    else progress.steps[step] = outcome;
  }
  return open;
}
