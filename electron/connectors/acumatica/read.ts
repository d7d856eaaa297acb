/** Every customer of the kinds that are read, with all its locations; business customers with their contacts. */
import type { Party } from '../../../shared/domain/party.ts';
import type { ChangeSource, ReadPage, ReadSummary, Source } from '../../../shared/sync/ports.ts';
import { readChanged } from './changes.ts';
import { readCompanies } from './companies.ts';
import { findByIdentities } from './find.ts';
import { quote, together } from './list.ts';
import { LocationIndex, readLocationsOf, readLocationsOfPage } from './location-index.ts';
import { ofKinds } from './kind.ts';
import { partiesOf, readContactsOf, type Reader } from './reader.ts';
import { ValuesInUse } from './values-in-use.ts';
import { byCustomerId, byLocationId, walk, wasWhole } from './walk.ts';
import { keyOf, type WireRecord } from './wire.ts';

async function readAll(
  reader: Reader,
  onPage: (page: ReadPage) => void,
  signal: AbortSignal,
): Promise<ReadSummary> {
  const { lists, customerView, locationView, kinds, logger } = reader;
  const asOf = reader.serverNow();
  const requestsBefore = reader.counters().requests;
  let customers = 0;
  let locations = 0;
  let others = 0;
  let partial = 0;
  let last: WireRecord | null = null;
  const inUse = new ValuesInUse();

  const everyCustomer = byCustomerId(customerView);
  const pages = walk(lists, everyCustomer, signal);
  let next = pages.next();
  for (;;) {
    const step = await next;
    if (step.done === true) break;
    const page = step.value;
    const index = new LocationIndex();
    // The next page is on its way while this one's locations are; its failure is met in the next turn.
    next = pages.next();
    const arrived = next.then(
      () => [],
      () => [],
    );
    const [missing = []] = await together([readLocationsOfPage(reader, page, index, signal), arrived]);
    partial += missing.length;
    customers += page.records.length;
    locations += index.count;
    ({ last } = page);
    for (const customer of page.records) inUse.addCustomer(customer);
    index.each((location) => inUse.addLocation(location));
    const wanted = ofKinds(page.records, kinds);
    others += page.records.length - wanted.length;
    const contacts = await readContactsOf(reader, wanted, signal);
    if (!contacts.isWhole) partial += 1;
    onPage({ parties: partiesOf(reader, wanted, index, contacts), expected: null });
  }
  if (last !== null) {
    const filter = `Customer gt ${quote(keyOf(last, 'CustomerID'))}`;
    locations += (await lists.list(locationView, { filter }, signal)).length;
  }
  const wholeLists = await together([
    wasWhole(lists, everyCustomer, customers, signal),
    wasWhole(lists, byLocationId(locationView), locations, signal),
  ]);
  const complete = partial === 0 && wholeLists.every(Boolean);
  reader.onValuesInUse(inUse.toInUse(complete));
  logger.info('MYOB Acumatica customers read', {
    customers,
    locations,
    others,
    partial,
    complete,
  });
  const requests = reader.counters().requests - requestsBefore;
  return { complete, asOf, requests, points: 0, ...reader.clockAhead() };
}

/** A customer that became one of another kind since is none of these any more, where that kind is not read. */
async function readByKeys(
  reader: Reader,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Party>> {
  const { lists, customerView, kinds } = reader;
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
  const wanted = ofKinds([...customers.values()], kinds);
  await readLocationsOf(reader, wanted, locations, signal);
  const contacts = await readContactsOf(reader, wanted, signal);
  return new Map(partiesOf(reader, wanted, locations, contacts).map((party) => [party.key, party]));
}

/** The ERP as a source of customers. */
export function createSource(reader: Reader): Source & ChangeSource {
  return {
    side: 'erp',
    readAll: (onPage, signal) => readAll(reader, onPage, signal),
    readChanged: (since, onPage, signal) => readChanged(reader, since, onPage, signal),
    readCompanies: (onPage, signal) => readCompanies(reader, onPage, signal),
    readByKeys: (keys, signal) => readByKeys(reader, keys, signal),
    companiesOfPeople: () => Promise.resolve(new Map()),
    spent: () => ({ requests: reader.counters().requests, points: 0 }),
    findByIdentities: (identities, signal) =>
      findByIdentities(
        { ...reader, readByKeys: (keys) => readByKeys(reader, keys, signal) },
        identities,
        signal,
      ),
  };
}
