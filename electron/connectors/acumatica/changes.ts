/**
 * Reading only what changed. The stamp of a customer belongs to its own row; an edit of a location or of a contact need not
 * move it (acumatica.md 7.3), so three lists are asked, and what changed in the other two brings its customer.
 */
import type { ReadPage, ReadSummary } from '../../../shared/sync/ports.ts';
import { isListFault, quote } from './list.ts';
import { LocationIndex, readEveryLocationOf } from './location-index.ts';
import { ofKinds } from './kind.ts';
import { partiesOf, readContactsOf, type Reader } from './reader.ts';
import { changedWithin, readOffset, windowSince, type TimeWindow } from './time-window.ts';
import { contactKeyView, locationKeyView } from './views.ts';
import { byContactId, byCustomerId, byLocationId, walk, wasWhole, type Walk } from './walk.ts';
import { keyOf, textOf, type WireRecord } from './wire.ts';

/** The stamp of a record, and that of the contact that is edited on the same form. */
interface Stamps {
  readonly own: string;
  readonly contact: string;
}

/** [VERIFY, acumatica.md 9.4] which of these an edit of a contact or of its address moves. */
const customerStamps: Stamps = { own: 'LastModifiedDateTime', contact: 'MainContact/LastModifiedDateTime' };
const locationStamps: Stamps = {
  own: 'LastModifiedDateTime',
  contact: 'LocationContact/LastModifiedDateTime',
};
const contactStamp = 'LastModifiedDateTime';

/** Customers fetched at once by their ids. */
const fetchSize = 100;

type OnRecords = (records: readonly WireRecord[]) => Promise<void> | void;

/**
 * Walks a list and answers whether it was whole. An edit made meanwhile takes a record out of the window and so makes the list shorter
 * than what was read; a second walk then agrees with the list as it is.
 */
async function walkWhole(
  { lists }: Reader,
  list: Walk,
  onRecords: OnRecords,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    let count = 0;
    for await (const { records } of walk(lists, list, signal)) {
      count += records.length;
      await onRecords(records);
    }
    if (await wasWhole(lists, list, count, signal)) return true;
  }
  return false;
}

/**
 * Walks what changed in one of the lists. A condition on a linked record is the first thing that a server cannot build its query for;
 * without it the list still tells what changed in the record itself.
 */
async function walkChanged(
  reader: Reader,
  by: (filter: string) => Walk,
  { own, contact }: Stamps,
  window: TimeWindow,
  onRecords: OnRecords,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await walkWhole(reader, by(changedWithin([own, contact], window)), onRecords, signal);
  } catch (error) {
    if (!isListFault(error)) throw error;
    reader.logger.warn('MYOB Acumatica cannot filter by the stamp of a linked contact', { contact });
    return walkWhole(reader, by(changedWithin([own], window)), onRecords, signal);
  }
}

const keyed = (id: string) => id.trimEnd().toUpperCase();

/** `ChangeSource.readChanged`. @throws AppError ERP_NO_RIGHTS where one of the three forms may not be read. */
export async function readChanged(
  reader: Reader,
  since: string,
  onPage: (page: ReadPage) => void,
  signal: AbortSignal,
): Promise<ReadSummary> {
  const { lists, customerView, kinds, logger } = reader;
  const requestsBefore = reader.counters().requests;
  const asOf = reader.serverNow();
  const window = windowSince(since, asOf, await readOffset(lists, signal));
  /** CustomerIDs that were handed on, and those that wait to be. */
  const done = new Set<string>();
  const waiting = new Set<string>();
  let complete = true;

  async function handOn(customers: readonly WireRecord[]): Promise<void> {
    const fresh = customers.filter((customer) => !done.has(keyed(keyOf(customer, 'CustomerID'))));
    for (const customer of fresh) done.add(keyed(keyOf(customer, 'CustomerID')));
    const wanted = ofKinds(fresh, kinds);
    if (wanted.length === 0) return;
    const locations = new LocationIndex();
    const isWhole = await readEveryLocationOf(reader, wanted, locations, signal);
    const contacts = await readContactsOf(reader, wanted, signal);
    complete &&= isWhole && contacts.isWhole;
    onPage({ parties: partiesOf(reader, wanted, locations, contacts), expected: null });
  }
  const wait = (field: string) => (records: readonly WireRecord[]) => {
    for (const record of records) {
      const id = textOf(record, field);
      if (id !== null && !done.has(keyed(id))) waiting.add(keyed(id));
    }
  };

  const customers = (filter: string) => byCustomerId(customerView, filter);
  const locations = (filter: string) => byLocationId(locationKeyView, filter);
  const contacts = byContactId(contactKeyView, changedWithin([contactStamp], window));
  const wholeLists = [
    await walkChanged(reader, customers, customerStamps, window, handOn, signal),
    await walkChanged(reader, locations, locationStamps, window, wait('Customer'), signal),
    await walkWhole(reader, contacts, wait('BusinessAccount'), signal),
  ];
  // An account without a customer of that id is a supplier or a prospect and none of ours.
  const ids = [...waiting];
  for (let start = 0; start < ids.length; start += fetchSize) {
    const conditions = ids.slice(start, start + fetchSize).map((id) => `CustomerID eq ${quote(id)}`);
    const fetched = await lists.listEvery(customerView, 'NoteID', conditions, signal);
    complete &&= fetched.isWhole;
    await handOn(fetched.records);
  }

  complete &&= wholeLists.every(Boolean);
  logger.info('MYOB Acumatica changes read', { customers: done.size, complete });
  const requests = reader.counters().requests - requestsBefore;
  return { complete, asOf, requests, points: 0, ...reader.clockAhead() };
}
