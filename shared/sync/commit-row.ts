/** One row from its first operation to its link and its lasting record. */
import { joinName, nameOf, type Side } from '../domain/party.ts';
import { carryOut } from './commit-step.ts';
import { linksAfter } from './commit-link.ts';
import { linkerOf } from './commit-hand.ts';
import { joinNotices } from './commit-notice.ts';
import { isDone, wroteTo, type CommitPorts, type RowEnd, type RowProgress } from './commit-types.ts';
import type { Operation } from './operations.ts';
import type { FailureCause, RecordStatus, SyncRecord } from './ports.ts';

/** Whether an operation can still be carried out: its customer exists, and nothing it builds on has failed. */
function isPossible(progress: RowProgress, operation: Operation): boolean {
  return operation.kind === 'createCustomer' || progress.now[operation.side] !== null;
}

/**
 * A default location is only given up once another one is the default; when that failed, deactivating the old one would
 * be refused anyway.
 */
function isBlocked(progress: RowProgress, step: number, operation: Operation): boolean {
  if (operation.kind !== 'removeLocation') return false;
  const { key } = operation.payload;
  const isDefault = progress.now[operation.side]?.locations.some(
    (location) => location.key === key && location.isDefault,
  );
  return (
    operation.side === 'erp' &&
    isDefault === true &&
    progress.work.operations
      .slice(0, step)
      .some(
        ({ side, kind }, earlier) =>
          side === operation.side &&
          kind === 'setDefaultLocation' &&
          progress.steps[earlier]?.status === 'failed',
      )
  );
}

/** The row stops between two operations, so that what is under way always has its answer. */
export async function writeRow(
  ports: CommitPorts,
  runId: string,
  progress: RowProgress,
  isHalted: () => boolean,
): Promise<RowEnd> {
  const { operations } = progress.work;
  for (const [step, operation] of operations.entries()) {
    if (progress.steps[step]?.status !== 'waiting') continue;
    if (isHalted()) return { status: 'waiting', cause: null };
    if (!isPossible(progress, operation) || isBlocked(progress, step, operation)) continue;
    const outcome = await carryOut(ports, runId, progress, step, operation);
    progress.steps[step] = outcome;
    if (isDone(outcome)) progress.now[operation.side] = outcome.after;
    if (outcome.status === 'waiting') return { status: 'waiting', cause: null };
  }
  return endOf(progress);
}

function endOf(progress: RowProgress): RowEnd {
  const notices: FailureCause[] = [];
  for (const outcome of progress.steps) {
    if (outcome.status === 'failed') return { status: 'failed', cause: outcome.cause };
    if (isDone(outcome) && outcome.cause !== null) notices.push(outcome.cause);
  }
  return progress.work.linkEffect === 'save'
    ? { status: 'processed', cause: joinNotices(notices) }
    : { status: 'deleted', cause: null };
}

/** Moves the link to where the row got, also when only a part of it was written: the next preview continues from there. */
export async function saveLink(ports: CommitPorts, progress: RowProgress, end: RowEnd): Promise<void> {
  const { ledger, clock, ids } = ports;
  const wrote = wroteTo(progress, 'erp') || wroteTo(progress, 'shopify');
  const isDue =
    progress.work.linkEffect === 'save' ? end.status === 'processed' || wrote : end.status === 'deleted';
  if (isDue) await ledger.saveLinks(linksAfter(progress, clock.now(), ids));
}

const operationNames: Readonly<Record<Operation['kind'], string>> = {
  createCustomer: 'Created',
  updateCustomer: 'Updated',
  createLocation: 'Location added',
  updateLocation: 'Location updated',
  setDefaultLocation: 'Default location changed',
  removeLocation: 'Location removed',
  deactivateCustomer: 'Set Inactive',
};
const sideNames: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };

/** What was done in words: `Created in MYOB, Location added in MYOB`. */
export function describeOperations(progress: RowProgress, steps: RowProgress['steps']): string {
  const { row, work } = progress;
  const done = work.operations.filter((_, step) => isDone(steps[step]));
  const names = new Set(done.map(({ kind, side }) => `${operationNames[kind]} in ${sideNames[side]}`));
  const person = linkerOf(progress)?.person;
  if (work.linkEffect === 'separate') return `Link ended by ${person ?? 'a person'}`;
  if (person !== undefined) names.add(`Linked by ${person}`);
  if (names.size > 0) return [...names].join(', ');
  if (work.linkEffect === 'end') return 'Link ended';
  return row.verb === 'link' ? 'Linked' : 'Nothing written';
}

function statusOf(end: RowEnd, attempts: number, maximum: number): RecordStatus {
  if (end.status === 'waiting') return 'prepared';
  if (end.status !== 'failed') return end.status;
  return attempts >= maximum ? 'aborted' : 'failed';
}

/** The record's lasting history after the row (L6). `before` is what was known of it. */
export function recordAfter(
  progress: RowProgress,
  end: RowEnd,
  before: SyncRecord | undefined,
  runId: string,
  context: { readonly at: string; readonly maxFailedAttempts: number },
): SyncRecord {
  const { row, now, steps } = progress;
  const party = now.shopify ?? now.erp;
  const known = row.shopify ?? row.erp;
  const tried = before?.attempts ?? 0;
  const attempts = end.status === 'failed' ? tried + 1 : end.status === 'processed' ? 0 : tried;
  return {
    id: row.id,
    name:
      (party === null ? null : joinName(party.values.firstName, party.values.lastName)) ??
      known?.name ??
      (party === null ? row.id : nameOf(party)),
    erpNumber: now.erp?.number ?? row.erp?.number ?? null,
    erpKey: now.erp?.key ?? row.erp?.key ?? null,
    shopifyKey: now.shopify?.key ?? row.shopify?.key ?? null,
    status: statusOf(end, attempts, context.maxFailedAttempts),
    lastOperation: describeOperations(progress, steps),
    cause: end.cause,
    attempts,
    lastRunId: runId,
    updatedAt: context.at,
  };
}
