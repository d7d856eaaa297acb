/**
 * Before a new preview, and before one of an undo: what a run had written that did not come to its end is put into the links.
 * Without it a preview would meet its own half-made records as strangers: of the role that Shopify gives a main contact by itself nobody
 * would know any more that no person gave it (R18). And an undo would make a contact again of whom the link knows the old key only.
 */
import { isAppError } from '../domain/app-error.ts';
import { isStorageFailure, RunHalted } from './commit-failure.ts';
import { loadRow, type RunOfRows } from './commit-load.ts';
import { restoreSteps } from './commit-resume.ts';
import { saveLink } from './commit-row.ts';
import { settleStep } from './commit-step.ts';
import { isDone, type CommitPorts, type RowProgress } from './commit-types.ts';
import type { JournalEntry, Run } from './ledger-port.ts';
import { mappedSources } from './mapped-sources.ts';
import { holdersOf, madeLinkIds } from './undo-link-changes.ts';

/** Nothing is written to either system (L2). */
export type CutOffPorts = Pick<CommitPorts, 'profile' | 'sources' | 'ledger' | 'clock' | 'ids' | 'signal'>;

/** Lines of rows that the run had begun and not brought to an end, by row. */
async function begunRows(
  { ledger }: CutOffPorts,
  { id, planId }: Run,
): Promise<ReadonlyMap<string, readonly JournalEntry[]>> {
  const ended = new Set((await ledger.endedRows(planId, id)).map(({ rowId }) => rowId));
  const writes = (await ledger.journalWrites(id)).filter(({ rowId }) => !ended.has(rowId));
  const entries = await ledger.journalEntries(writes.map(({ seq }) => seq));
  return Map.groupBy(entries, ({ rowId }) => rowId);
}

/** False where the row was decided otherwise since, so that its lines say nothing any more. */
async function restore(
  ports: CutOffPorts,
  progress: RowProgress,
  entries: readonly JournalEntry[],
): Promise<boolean> {
  const open = restoreSteps(progress, entries);
  for (const { entry, operation } of open ?? []) {
    const write = { operation, before: entry.before, sentAt: entry.at };
    progress.steps[entry.step] = await settleStep(ports, entry.seq, write);
  }
  for (const [step, { side }] of progress.work.operations.entries()) {
    const outcome = progress.steps[step];
    if (isDone(outcome)) progress.now[side] = outcome.after;
  }
  return open !== null;
}

/** What the rows of the run share. Of an undo, all links: those that are to hold again depend on who has their records by now. */
async function runOfRows(
  { ledger, profile }: CutOffPorts,
  { id, planId, undoes }: Run,
  begun: ReadonlyMap<string, unknown>,
): Promise<RunOfRows> {
  const shared = { ledger, profile, planId, runId: id };
  if (undoes === undefined) return { ...shared, undone: new Map(), links: null, holders: new Map() };
  const undone = Map.groupBy(await ledger.linkChanges(undoes.runId), ({ rowId }) => rowId);
  const links = new Map((await ledger.links()).map((link) => [link.id, link]));
  const leaving = [...begun.keys()].flatMap((rowId) => madeLinkIds(undone.get(rowId) ?? []));
  return { ...shared, undone, links, holders: holdersOf(links.values(), new Set(leaving)) };
}

/**
 * A journal that is damaged, and a record that cannot be read however often it is asked for, must not stand in the way of every preview.
 * What may work a little later must work first: a preview without it would take the run's own half for somebody's change.
 */
function isLeftToResume(reason: unknown): boolean {
  if (!isAppError(reason)) return false;
  if (reason.code === 'LEDGER_CORRUPT') return true;
  return reason.retry === 'never' && reason.code !== 'STOPPED' && !isStorageFailure(reason);
}

/**
 * Does nothing after a run that came to its end, or where it was done. One that was stopped or interrupted has done it for rows that it
 * could leave between two writes; of others a write may be open.
 * @throws AppError what a system answers that does not let its records be read just now; STOPPED; DISK_FULL, STORAGE_FAILED.
 */
export async function linkWhatWasWritten(input: CutOffPorts): Promise<void> {
  const { ledger, profile } = input;
  const [run] = await ledger.runs();
  if (run === undefined || run.state === 'finished' || run.isLinked === true) return;
  // An undo reads the records as they are.
  const sources = run.undoes === undefined ? mappedSources(profile, input.sources) : input.sources;
  const ports = { ...input, sources };
  try {
    const begun = await begunRows(input, run);
    const rows = await runOfRows(input, run, begun);
    for (const [rowId, entries] of begun) {
      const stored = await ledger.planRow(run.planId, rowId);
      if (stored === null) continue;
      const progress = await loadRow({ rowId, decision: stored.row.decision }, rows);
      if (await restore(ports, progress, entries)) {
        await saveLink(ports, run.id, progress, { status: 'waiting', cause: null });
      }
    }
    // Once: what links have become since then is not to be undone.
    await ledger.saveRun({ ...run, isLinked: true });
  } catch (error) {
    const reason = error instanceof RunHalted ? error.reason : error;
    if (!isLeftToResume(reason)) throw reason;
  }
}
