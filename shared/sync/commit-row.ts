/** One row from its first operation to its link and its lasting record. */
import type { ErrorCode } from '../domain/error-catalogue.ts';
import { joinName, nameOf, type Side } from '../domain/party.ts';
import { personName } from '../domain/person.ts';
import { recordCause } from './commit-failure.ts';
import { carryOut } from './commit-step.ts';
import { withMadeKeys } from './commit-made-keys.ts';
import { linksAfter } from './commit-link.ts';
import { joinNotices } from './commit-notice.ts';
import { linksTakenBack } from './commit-undo.ts';
import { describeOperations } from './commit-words.ts';
import {
  endsLink,
  isDone,
  wroteTo,
  type CommitPorts,
  type RowEnd,
  type RowProgress,
  type StepOutcome,
} from './commit-types.ts';
import { contactOf } from './operation-contacts.ts';
import type { Operation } from './operations.ts';
import { ownChange } from './undo-link-changes.ts';
import { whatHolds } from './undo-people.ts';
import type { LinkChange, RecordStatus, SyncRecord } from './ledger-port.ts';
import type { FailureCause } from '../domain/failure-cause.ts';

/** The system said no to this very thing. A write that did not get through says nothing about the system's will. */
function wasRefused(outcome: StepOutcome | undefined): boolean {
  return outcome?.status === 'failed' && refusals.has(outcome.cause.code);
}

const refusals: ReadonlySet<string> = new Set<ErrorCode>(['WRITE_REFUSED', 'VALUE_REFUSED']);

/** Whether an operation can still be carried out: its customer exists, and it is wanted if it only stands in for another. */
function isPossible(progress: RowProgress, step: number, operation: Operation): boolean {
  if (operation.onlyIfRefused === true && !wasRefused(progress.steps[step - 1])) return false;
  if (operation.kind === 'deletePerson') {
    const acts = contactOf(progress.now[operation.side], operation.contactId) !== undefined;
    return !acts && progress.people.has(operation.payload.key);
  }
  return operation.kind === 'createCustomer' || progress.now[operation.side] !== null;
}

/**
 * A default location is only given up once another one is the default; when that failed, taking the old one away would
 * be refused anyway.
 */
function isBlocked(progress: RowProgress, step: number, operation: Operation): boolean {
  if (operation.kind !== 'removeLocation' && operation.kind !== 'deleteLocation') return false;
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

/**
 * Who was edited since the preview stays a customer (L3): the company, which was read again, does not show all of a person. Orders
 * are Shopify's own word, right when it is asked.
 */
function whyPersonStays({ people }: RowProgress, { kind, payload }: Operation): StepOutcome | null {
  if (kind !== 'deletePerson') return null;
  const now = people.get(payload.key);
  const held = now === undefined ? null : whatHolds(payload, now);
  if (held === null || held === 'orders') return null;
  return { status: 'failed', cause: recordCause('RECORD_CHANGED', 'shopify', personName(payload)) };
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
    const known = withMadeKeys(operation, progress);
    if (known === null) continue;
    if (!isPossible(progress, step, known) || isBlocked(progress, step, known)) continue;
    const outcome = whyPersonStays(progress, known) ?? (await carryOut(ports, runId, progress, step, known));
    progress.steps[step] = outcome;
    if (isDone(outcome)) progress.now[operation.side] = outcome.after;
    if (outcome.status === 'waiting') return { status: 'waiting', cause: null };
  }
  return endOf(progress);
}

/** What was refused does not count once another operation has taken its place. */
function isReplaced({ work, steps }: RowProgress, step: number): boolean {
  return work.operations[step + 1]?.onlyIfRefused === true && steps[step + 1]?.status !== 'waiting';
}

function endOf(progress: RowProgress): RowEnd {
  const notices: FailureCause[] = [];
  for (const [step, outcome] of progress.steps.entries()) {
    if (outcome.status === 'failed' && !isReplaced(progress, step)) {
      return isLateObstacle(outcome.cause, progress.work.operations[step])
        ? { status: 'stale', cause: outcome.cause }
        : { status: 'failed', cause: outcome.cause };
    }
    if (isDone(outcome) && outcome.cause !== null) notices.push(outcome.cause);
  }
  return endsLink(progress.work)
    ? { status: 'deleted', cause: null }
    : { status: 'processed', cause: joinNotices(notices) };
}

/**
 * Not a failure but news: a customer that an undo would delete has got its first order since (R15), and so is whatever else keeps a
 * person from being deleted.
 */
function isLateObstacle({ code }: FailureCause, operation: Operation | undefined): boolean {
  if (code === 'CUSTOMER_HAS_ORDERS') return true;
  return operation?.kind === 'deletePerson' && (code === 'RECORD_CHANGED' || code === 'WRITE_REFUSED');
}

type LinkPorts = Pick<CommitPorts, 'ledger' | 'clock' | 'ids'>;

/** What the row, as far as it got, does to links, one by one: each as it is now, and as it is left. */
export async function linkChangesOf(
  { ledger, clock, ids }: LinkPorts,
  progress: RowProgress,
): Promise<readonly LinkChange[]> {
  const { row, work } = progress;
  if (work.linkEffect === 'restore') return linksTakenBack(progress);
  // A link that is made may take over the id of one that it replaces: the last image counts.
  const left = new Map(linksAfter(progress, clock.now(), ids).map((link) => [link.id, link]));
  const known = new Map((await ledger.linksByIds([...left.keys()])).map((link) => [link.id, link]));
  return [...left.values()].map((after) => ({
    rowId: row.id,
    before: known.get(after.id) ?? null,
    after,
  }));
}

/** Moves the link to where the row got, also when only a part of it was written: the next preview continues from there. */
export async function saveLink(
  ports: LinkPorts,
  runId: string,
  progress: RowProgress,
  end: RowEnd,
): Promise<void> {
  const wrote = wroteTo(progress, 'erp') || wroteTo(progress, 'shopify');
  const isDue = endsLink(progress.work) ? end.status === 'deleted' : end.status === 'processed' || wrote;
  const changes = isDue ? await linkChangesOf(ports, progress) : [];
  if (changes.length > 0) await ports.ledger.changeLinks(runId, changes);
}

function statusOf(end: RowEnd, attempts: number, maximum: number): RecordStatus {
  if (end.status === 'waiting') return 'prepared';
  if (end.status !== 'failed') return end.status;
  return attempts >= maximum ? 'aborted' : 'failed';
}

/** An undo that failed, or was too late, before it had changed anything. */
function hasDoneNothing({ row, steps }: RowProgress, { status }: RowEnd): boolean {
  return row.undo !== undefined && status !== 'processed' && !steps.some(isDone);
}

/** How the customer is known in both systems after the row. An undo reads only the side that was written. */
function keysAfter(
  { row, now, undone }: RowProgress,
  before: SyncRecord | undefined,
): Pick<SyncRecord, 'erpNumber' | 'erpKey' | 'shopifyKey'> {
  if (row.undo === undefined) {
    return {
      erpNumber: now.erp?.number ?? row.erp?.number ?? null,
      erpKey: now.erp?.key ?? row.erp?.key ?? null,
      shopifyKey: now.shopify?.key ?? row.shopify?.key ?? null,
    };
  }
  const isGone = (side: Side): boolean => row[side] !== null && now[side] === null;
  const link = ownChange(undone)?.after ?? null;
  return {
    erpNumber: isGone('erp') ? null : (now.erp?.number ?? before?.erpNumber ?? link?.erpNumber ?? null),
    erpKey: isGone('erp') ? null : (now.erp?.key ?? before?.erpKey ?? link?.erpKey ?? null),
    shopifyKey: isGone('shopify')
      ? null
      : (now.shopify?.key ?? before?.shopifyKey ?? link?.shopifyKey ?? null),
  };
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
  // Attempts are those of the sync: an undo that failed says nothing about the next one.
  const counts = end.status === 'failed' && row.undo === undefined;
  const attempts = counts ? tried + 1 : end.status === 'processed' ? 0 : tried;
  return {
    id: row.id,
    name:
      row.undo?.name ??
      (party === null ? null : joinName(party.values.firstName, party.values.lastName)) ??
      known?.name ??
      (party === null ? row.id : nameOf(party)),
    ...keysAfter(progress, before),
    status: statusOf(end, attempts, context.maxFailedAttempts),
    lastOperation: hasDoneNothing(progress, end) ? 'Nothing taken back' : describeOperations(progress, steps),
    cause: end.cause,
    attempts,
    lastRunId: runId,
    updatedAt: context.at,
    ...(end.status === 'stale' && end.changes !== undefined ? { changes: end.changes } : {}),
  };
}
