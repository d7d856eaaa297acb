/**
 * The last look before writing (L3): both records of every row are read again, in batches, and a row whose record is no
 * longer what the preview showed is not written. A customer about to be created is looked for first.
 */
import type { Party, Side } from '../domain/party.ts';
import { customerFields, otherSide } from '../domain/party.ts';
import type { RecordChange } from '../domain/record-change.ts';
import { recordCause, RunHalted } from './commit-failure.ts';
import { identityOf, hasIdentity, isSameIdentity } from './commit-settle.ts';
import {
  isDone,
  type Both,
  type CommitPorts,
  type Done,
  type RowProgress,
  type StaleEnd,
} from './commit-types.ts';
import { partyHash } from './hashes.ts';
import { otherStoreExclusion } from './other-store.ts';
import { alike } from '../mapping/compare.ts';
import { optInFieldsOf, withHeldOnly } from '../mapping/opt-in.ts';
import { phoneCountryOfPair } from '../mapping/phone-country.ts';
import { contactOf } from './operation-contacts.ts';
import type { ContactChange } from './plan.ts';
import type { CustomerDraft } from './ports.ts';
import { recordChanges } from './record-changes.ts';
import { filterExclusion, nobodyExcluded, type Exclusion } from './record-filter.ts';
import { undoneOptIn } from './undo-part.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

/** A row that may be written, or how it ended without being written. */
export interface CheckedRow {
  readonly progress: RowProgress;
  readonly end: StaleEnd | null;
}

/** What a side's record has to look like: as in the preview, or as this run itself left it before it was stopped. */
interface Expected {
  readonly key: string;
  readonly hash: string | null;
  /** The record with what of it is compared. */
  readonly look: (party: Party) => Party;
}

function lastDone(progress: RowProgress, side: Side): Done | undefined {
  const mine = progress.steps.filter((_, step) => progress.work.operations[step]?.side === side);
  return mine.findLast(isDone);
}

/** Null where there is nothing to look for: no record yet, or one that the run itself has deleted. */
function expected(progress: RowProgress, side: Side, ports: CommitPorts): Expected | null {
  const { undo, beforeHash } = progress.row;
  const undone = undo === undefined ? null : undoneOptIn(undo.parts, side);
  const done = lastDone(progress, side);
  if (done !== undefined) {
    const { after } = done;
    if (after === null) return null;
    // An answer does not tell what the rules make of the record for the other side.
    const fields = undone ?? optInFieldsOf(after);
    const look = (party: Party): Party => withHeldOnly(party, fields);
    return { key: after.key, hash: partyHash(look(after), ports.ids), look };
  }
  const planned = progress.records[side];
  if (planned === null) return null;
  const look = (party: Party): Party => (undone === null ? party : withHeldOnly(party, undone));
  return { key: planned.key, hash: beforeHash[side], look };
}

/** The customer a row is about to create on `side`, if it did not do so before it was stopped. */
function draftFor(progress: RowProgress, side: Side): CustomerDraft | null {
  for (const [step, operation] of progress.work.operations.entries()) {
    const isCreation = operation.side === side && operation.kind === 'createCustomer';
    if (isCreation && progress.steps[step]?.status === 'waiting') return operation.payload;
  }
  return null;
}

type Found = ReadonlyMap<RowProgress, Party>;

/** Rows whose customer exists already on `side`. */
async function findExisting(window: readonly RowProgress[], side: Side, ports: CommitPorts): Promise<Found> {
  const drafts = window.flatMap((progress) => {
    const draft = draftFor(progress, side);
    return draft === null || !hasIdentity(identityOf(draft, side)) ? [] : [{ progress, draft }];
  });
  if (drafts.length === 0) return new Map();
  const found = await ports.sources[side].findByIdentities(
    drafts.map(({ draft }) => identityOf(draft, side)),
    ports.signal,
  );
  const existing = new Map<RowProgress, Party>();
  for (const [index, { progress, draft }] of drafts.entries()) {
    // Who was kept apart from others by a person has doubles that are no surprise (L9); anybody else is one.
    const known = progress.decision?.apartFrom ?? [];
    const ofOtherStore = otherStoreExclusion(ports.profile);
    const same = found[index]?.find(
      (party) =>
        !known.includes(party.key) &&
        ofOtherStore(party) === null &&
        isSameIdentity(draft, party, ports.profile.homeCountry),
    );
    if (same !== undefined) existing.set(progress, same);
  }
  return existing;
}

/** Keys of the people whom the row is still to delete. */
function peopleToDelete({ work, steps }: RowProgress, side: Side): readonly string[] {
  return work.operations.flatMap((operation, step) =>
    operation.side === side && operation.kind === 'deletePerson' && steps[step]?.status === 'waiting'
      ? [operation.payload.key]
      : [],
  );
}

/** Customers of Shopify whom the row is still to make contacts, as the preview showed them: by what it says of each value. */
function peopleToAssign({ row, work, steps }: RowProgress, side: Side): readonly ContactChange[] {
  if (side === 'erp') return [];
  const waiting = new Set(
    work.operations.flatMap(({ kind, contactId }, step) =>
      kind === 'createContact' && steps[step]?.status === 'waiting' ? [contactId] : [],
    ),
  );
  return (row.contacts ?? []).filter(({ id, personKey }) => personKey !== null && waiting.has(id));
}

/** L3 of such a person, who is a record of its own. A value that the preview says nothing of was the ERP's. */
function personChanged(
  { records }: RowProgress,
  change: ContactChange,
  people: ReadonlyMap<string, Party>,
  homeCountry: string,
): Party | null {
  const person = people.get(change.personKey ?? '');
  const contact = contactOf(records.erp, change.erp?.key);
  if (person === undefined || contact === undefined) return null;
  const country = phoneCountryOfPair(records.erp, records.shopify, homeCountry);
  const isAsShown = customerFields.every((field) => {
    const shown = change.fields.find((each) => each.field === field);
    return shown === undefined
      ? alike(field, contact.values[field], person.values[field], country)
      : shown.shopify === person.values[field];
  });
  return isAsShown ? null : person;
}

async function readAgain(
  window: readonly RowProgress[],
  side: Side,
  ports: CommitPorts,
): Promise<ReadonlyMap<string, Party>> {
  const keys = window
    .flatMap((progress) => [
      expected(progress, side, ports)?.key ?? [],
      ...peopleToDelete(progress, side),
      ...peopleToAssign(progress, side).map(({ personKey }) => personKey ?? []),
    ])
    .flat();
  return keys.length === 0 ? new Map() : ports.sources[side].readByKeys(keys, ports.signal);
}

/** Against what the run itself left, where it had begun with the row: its own writes are nobody's change. */
function changesOf(progress: RowProgress, found: Party, { look }: Expected): readonly RecordChange[] {
  const known = lastDone(progress, found.side)?.after ?? progress.records[found.side];
  return known === null ? [] : recordChanges(look(known), look(found));
}

/**
 * Whether a record was changed out of its filter by something that is no part of its hash, such as a tag or the number of orders. What
 * the run itself wrote does not count.
 */
function leavesFilter(progress: RowProgress, found: Party, excluded: Exclusion): boolean {
  return lastDone(progress, found.side) === undefined && excluded(found) !== null;
}

function check(
  progress: RowProgress,
  records: Both<ReadonlyMap<string, Party>>,
  existing: Both<Found>,
  excluded: Exclusion,
  ports: CommitPorts,
): CheckedRow {
  const fresh: Record<Side, Party | null> = { erp: null, shopify: null };
  for (const side of sides) {
    const wanted = expected(progress, side, ports);
    const found = wanted === null ? null : (records[side].get(wanted.key) ?? null);
    const known = progress.records[side] ?? progress.records[otherSide(side)];
    const record = found ?? known ?? progress.row.id;
    if (wanted !== null && found === null) {
      return { progress, end: { status: 'stale', cause: recordCause('RECORD_GONE', side, record) } };
    }
    if (wanted !== null && found !== null && partyHash(wanted.look(found), ports.ids) !== wanted.hash) {
      const cause = recordCause('RECORD_CHANGED', side, record);
      return { progress, end: { status: 'stale', cause, changes: changesOf(progress, found, wanted) } };
    }
    if (found !== null && leavesFilter(progress, found, excluded)) {
      return { progress, end: { status: 'stale', cause: recordCause('RECORD_CHANGED', side, record) } };
    }
    const other = existing[side].get(progress);
    if (other !== undefined) {
      return { progress, end: { status: 'stale', cause: recordCause('RECORD_EXISTS', side, other) } };
    }
    // What was not compared is not agreed on by what the row goes on with either.
    fresh[side] = found === null || wanted === null ? found : wanted.look(found);
  }
  for (const change of peopleToAssign(progress, 'shopify')) {
    const person = personChanged(progress, change, records.shopify, ports.profile.homeCountry);
    if (person === null) continue;
    return { progress, end: { status: 'stale', cause: recordCause('RECORD_CHANGED', 'shopify', person) } };
  }
  progress.now = fresh;
  progress.people = records.shopify;
  // What an earlier part of the run wrote is part of the row's own doing: its base is what was read before that.
  progress.fresh = {
    erp: lastDone(progress, 'erp') === undefined ? fresh.erp : progress.records.erp,
    shopify: lastDone(progress, 'shopify') === undefined ? fresh.shopify : progress.records.shopify,
  };
  return { progress, end: null };
}

/**
 * Reads a window of rows again and tells which of them may be written.
 * @throws RunHalted when a side cannot be read.
 */
export async function checkWindow(
  window: readonly RowProgress[],
  ports: CommitPorts,
): Promise<readonly CheckedRow[]> {
  try {
    const [erp, shopify, erpExisting, shopifyExisting] = await Promise.all([
      readAgain(window, 'erp', ports),
      readAgain(window, 'shopify', ports),
      findExisting(window, 'erp', ports),
      findExisting(window, 'shopify', ports),
    ]);
    // Taking a run back asks no filter, not even one that cannot be used any more.
    const asksFilter = window.some(({ row }) => row.undo === undefined);
    const excluded = asksFilter ? filterExclusion(ports.profile) : nobodyExcluded;
    return window.map((progress) =>
      check(progress, { erp, shopify }, { erp: erpExisting, shopify: shopifyExisting }, excluded, ports),
    );
  } catch (error) {
    throw new RunHalted(error);
  }
}
