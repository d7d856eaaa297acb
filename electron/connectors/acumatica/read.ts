/** The reading half: every individual customer with all its locations. It has no way to write (L2). */
import type { Party } from '../../../shared/domain/party.ts';
import type { Clock, Logger, ReadPage, ReadSummary, Source } from '../../../shared/sync/ports.ts';
import type { Counters } from './client.ts';
import { findByIdentities } from './find.ts';
import { quote, together, type ErpLists } from './list.ts';
import { isOrganization, parseParty, type ParseSettings } from './parse.ts';
import { customerView, type View } from './views.ts';
import { flagOf, keyOf, type WireRecord } from './wire.ts';

/** Customers of one page. Their locations come in one answer of about 1.6 times as many. */
const pageSize = 500;

export interface Reader {
  readonly lists: ErpLists;
  readonly locationView: View;
  readonly settings: ParseSettings;
  /** Country whose national phone numbers are understood without a prefix. */
  readonly homeCountry: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: () => Counters;
}

interface CustomerPage {
  readonly customers: readonly WireRecord[];
  /** CustomerID of the last record of the page before; null for the first page. */
  readonly after: string | null;
  readonly last: string;
}

const customerIdOf = (customer: WireRecord) => keyOf(customer, 'CustomerID');

/**
 * Walks the customers by their key: there is no total, no next link and no promise of an order to skip along (acumatica.md 7.3).
 * Every page begins with the last record of the one before, so an answer that breaks off early only makes the next page begin
 * earlier, and an empty one is seen to be wrong and asked for again. The walk ends with a page that holds nothing new.
 */
async function* walkCustomers(
  { lists }: Reader,
  signal: AbortSignal,
): AsyncGenerator<CustomerPage, void, void> {
  const seen = new Set<string>();
  let after: string | null = null;
  let emptyAnswers = 0;
  for (;;) {
    const from = after === null ? {} : { filter: `CustomerID ge ${quote(after)}` };
    const records = await lists.list(customerView, { ...from, top: pageSize }, signal);
    const customers = records.filter((record) => !seen.has(keyOf(record, 'NoteID')));
    const last = records.at(-1);
    if (last === undefined && emptyAnswers === 0) {
      emptyAnswers += 1;
      continue;
    }
    if (last === undefined || customers.length === 0) return;
    emptyAnswers = 0;
    for (const customer of customers) seen.add(keyOf(customer, 'NoteID'));
    yield { customers, after, last: customerIdOf(last) };
    after = customerIdOf(last);
  }
}

/**
 * Whether the list holds exactly `count` records: the one at the end is there and none comes after it. The walk rests on the order of
 * keys, which nobody promises; this does not.
 */
async function isWholeList(
  { lists }: Reader,
  view: View,
  count: number,
  signal: AbortSignal,
): Promise<boolean> {
  const skip = Math.max(0, count - 1);
  const end = await lists.list({ ...view, select: ['NoteID'], expand: [] }, { skip, top: 2 }, signal);
  return end.length === Math.min(1, count);
}

/** Locations by CustomerID, each once. */
class LocationIndex {
  readonly #byCustomer = new Map<string, Map<string, WireRecord>>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(records: readonly WireRecord[]): void {
    for (const record of records) {
      const customer = keyOf(record, 'Customer').toUpperCase();
      const known = this.#byCustomer.get(customer) ?? new Map<string, WireRecord>();
      this.#byCustomer.set(customer, known);
      const key = keyOf(record, 'NoteID');
      if (!known.has(key)) this.#count += 1;
      known.set(key, record);
    }
  }

  of(customer: WireRecord): readonly WireRecord[] {
    return [...(this.#byCustomer.get(customerIdOf(customer).toUpperCase())?.values() ?? [])];
  }

  /** Every customer has one default location from its creation on (AR303020): without it something was not answered. */
  isWhole(customer: WireRecord): boolean {
    return this.of(customer).filter((location) => flagOf(location, 'Default')).length === 1;
  }
}

/** Asks again for the locations of customers that cannot be whole. Answers those that still are not. */
async function askAgain(
  { lists, locationView }: Reader,
  customers: readonly WireRecord[],
  locations: LocationIndex,
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const partial = customers.filter((customer) => !locations.isWhole(customer));
  if (partial.length === 0) return [];
  const conditions = partial.map((customer) => `Customer eq ${quote(customerIdOf(customer))}`);
  locations.add(await lists.listAny(locationView, conditions, signal));
  return partial.filter((customer) => !locations.isWhole(customer));
}

/** The locations of the customers of one page, in one question that does not depend on any order. */
async function readLocations(
  reader: Reader,
  { customers, after, last }: CustomerPage,
  locations: LocationIndex,
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const { lists, locationView } = reader;
  const upTo = `Customer le ${quote(last)}`;
  const filter = after === null ? upTo : `Customer gt ${quote(after)} and ${upTo}`;
  locations.add(await lists.list(locationView, { filter }, signal));
  if (customers.every((customer) => locations.isWhole(customer))) return [];
  // The answer broke off: the customer it broke off in cannot be told, so all of it is asked for again first.
  locations.add(await lists.list(locationView, { filter }, signal));
  return askAgain(reader, customers, locations, signal);
}

async function readAll(
  reader: Reader,
  onPage: (page: ReadPage) => void,
  signal: AbortSignal,
): Promise<ReadSummary> {
  const { clock, lists, locationView, logger, settings } = reader;
  const asOf = clock.now();
  const requestsBefore = reader.counters().requests;
  let customers = 0;
  let locations = 0;
  let organizations = 0;
  let partial = 0;
  let last: string | null = null;

  const walk = walkCustomers(reader, signal);
  let next = walk.next();
  for (;;) {
    const step = await next;
    if (step.done === true) break;
    const page: CustomerPage = step.value;
    const index = new LocationIndex();
    // The next page is on its way while this one's locations are; its failure is met in the next turn.
    next = walk.next();
    const arrived = next.then(
      () => [],
      () => [],
    );
    const [missing = []] = await together([readLocations(reader, page, index, signal), arrived]);
    partial += missing.length;
    customers += page.customers.length;
    locations += index.count;
    ({ last } = page);
    const individuals = page.customers.filter((customer) => !isOrganization(customer));
    organizations += page.customers.length - individuals.length;
    onPage({
      parties: individuals.map((customer) => parseParty(customer, index.of(customer), settings)),
      expected: null,
    });
  }
  if (last !== null) {
    const beyond = await lists.list(locationView, { filter: `Customer gt ${quote(last)}` }, signal);
    locations += beyond.length;
  }
  const [allCustomers, allLocations] = await together([
    isWholeList(reader, customerView, customers, signal),
    isWholeList(reader, locationView, locations, signal),
  ]);
  const complete = partial === 0 && allCustomers === true && allLocations === true;
  logger.info('MYOB Acumatica customers read', {
    customers,
    locations,
    organizations,
    partial,
    complete,
  });
  return { complete, asOf, requests: reader.counters().requests - requestsBefore, points: 0 };
}

async function readByKeys(
  reader: Reader,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Party>> {
  const { lists, settings } = reader;
  const customers = new Map<string, WireRecord>();
  const conditions = keys.map((key) => `NoteID eq guid${quote(key)}`);
  for (const customer of await lists.listAny(customerView, conditions, signal)) {
    customers.set(keyOf(customer, 'NoteID').toLowerCase(), customer);
  }
  // A list that breaks off must not pass for "no longer exists" (L4): what is missing is asked for by itself.
  const missing = keys.filter((key) => !customers.has(key));
  const found = await together(missing.map((key) => lists.get(customerView, key, signal)));
  for (const customer of found) {
    if (customer !== null) customers.set(keyOf(customer, 'NoteID').toLowerCase(), customer);
  }
  const locations = new LocationIndex();
  const all = [...customers.values()];
  await askAgain(reader, all, locations, signal);
  // Once more for those whose answer broke off.
  await askAgain(reader, all, locations, signal);
  return new Map(
    [...customers].map(([key, customer]) => [key, parseParty(customer, locations.of(customer), settings)]),
  );
}

/** The ERP as a source of customers. Business customers (category Organization) are another entity and left out. */
export function createSource(reader: Reader): Source {
  return {
    side: 'erp',
    readAll: (onPage, signal) => readAll(reader, onPage, signal),
    readByKeys: (keys, signal) => readByKeys(reader, keys, signal),
    findByIdentities: (identities, signal) =>
      findByIdentities(
        { ...reader, readByKeys: (keys) => readByKeys(reader, keys, signal) },
        identities,
        signal,
      ),
  };
}
