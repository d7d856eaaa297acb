import { creditTerms, defaultLookUps } from './look-up-data.ts';
import { lookUpSchemas } from './look-up-schemas.ts';
import type { LookUpName } from './look-up-schemas.ts';
import type { ContactRow, CustomerRow, LocationRow, Row, Values, SalesOrderRow } from './records.ts';
import { normaliseKey } from './records.ts';

/** Look-up rows by key; a class row also has its attributes. */
type LookUps = Record<LookUpName, Map<string, Row>>;

/** Everything one tenant holds. Rules live in customers.ts and locations.ts; this file only keeps the indexes in step. */
export interface CompanyData {
  /** Sorted by CustomerID, so that a page of a key-set walk starts by bisection. */
  readonly customers: CustomerRow[];
  readonly customersById: Map<string, CustomerRow>;
  /** Customers and locations by their guid. */
  readonly customersByGuid: Map<string, CustomerRow>;
  readonly locationsByGuid: Map<string, LocationRow>;
  /** Persons (form CR302000) by ContactID, and by their guid. */
  readonly contacts: Map<number, ContactRow>;
  readonly contactsByGuid: Map<string, ContactRow>;
  /** Sorted by type and number. */
  readonly salesOrders: SalesOrderRow[];
  readonly lookUps: LookUps;
  readonly terms: Set<string>;
  /** Last number used by each counter. */
  readonly counters: {
    row: number;
    account: number;
    contact: number;
    customer: number;
    location: number;
    role: number;
  };
}

export function createCompanyData(): CompanyData {
  const data: CompanyData = {
    customers: [],
    customersById: new Map(),
    customersByGuid: new Map(),
    locationsByGuid: new Map(),
    contacts: new Map(),
    contactsByGuid: new Map(),
    salesOrders: [],
    lookUps: Object.fromEntries(
      Object.keys(lookUpSchemas).map((name) => [name, new Map<string, Row>()]),
    ) as LookUps,
    terms: new Set(creditTerms),
    counters: { row: 0, account: 7000, contact: 9000, customer: 0, location: 0, role: 0 },
  };
  for (const name of Object.keys(defaultLookUps) as LookUpName[])
    for (const values of defaultLookUps[name]) setLookUp(data, name, values);
  return data;
}

/** The next guid: reproducible, so that two runs over the same seed agree. */
export function nextGuid(data: CompanyData): string {
  data.counters.row += 1;
  return `a0c0de00-0000-4000-8000-${data.counters.row.toString(16).padStart(12, '0')}`;
}

/** Adds or replaces a look-up row. A customer class takes its attributes as `attributes`. */
/** A value that records carry is deleted all the same: they keep it, as after an import of data. */
export function removeLookUp(data: CompanyData, name: LookUpName, key: string): void {
  data.lookUps[name].delete(normaliseKey(key));
}

export function setLookUp(
  data: CompanyData,
  name: LookUpName,
  values: Values,
  attributes: readonly Values[] = [],
): void {
  const key = String(values[lookUpSchemas[name].keys[0] ?? ''] ?? '');
  const known = data.lookUps[name].get(normaliseKey(key));
  const row = {
    id: known?.id ?? nextGuid(data),
    values: { ...values },
    attributes: attributes.map((attribute) => ({ id: nextGuid(data), values: { ...attribute } })),
    branches: [],
  };
  data.lookUps[name].set(normaliseKey(key), row);
}

/** Position of the first customer whose ID is not below `id`. */
function positionOf(data: CompanyData, id: string): number {
  let low = 0;
  let high = data.customers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (customerIdOf(data.customers[middle]) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function customerIdOf(customer: CustomerRow | undefined): string {
  return String(customer?.values['CustomerID'] ?? '');
}

export function findCustomer(data: CompanyData, id: string): CustomerRow | undefined {
  return data.customersById.get(normaliseKey(id));
}

export function findLocation(customer: CustomerRow, locationId: string): LocationRow | undefined {
  const wanted = normaliseKey(locationId);
  return customer.locations.find((location) => location.values['LocationID'] === wanted);
}

export function insertCustomer(data: CompanyData, customer: CustomerRow): void {
  const id = customerIdOf(customer);
  data.customers.splice(positionOf(data, id), 0, customer);
  data.customersById.set(id, customer);
  data.customersByGuid.set(customer.id, customer);
  for (const location of customer.locations) data.locationsByGuid.set(location.id, location);
  for (const contact of customer.contacts) insertPerson(data, contact);
}

export function insertPerson(data: CompanyData, contact: ContactRow): void {
  data.contacts.set(contact.contactId, contact);
  data.contactsByGuid.set(contact.id, contact);
}

export function removePerson(data: CompanyData, contact: ContactRow): void {
  data.contacts.delete(contact.contactId);
  data.contactsByGuid.delete(contact.id);
}

export function removeCustomer(data: CompanyData, customer: CustomerRow): void {
  const id = customerIdOf(customer);
  data.customers.splice(positionOf(data, id), 1);
  data.customersById.delete(id);
  data.customersByGuid.delete(customer.id);
  for (const location of customer.locations) data.locationsByGuid.delete(location.id);
  for (const contact of customer.contacts) removePerson(data, contact);
}

export function insertLocation(data: CompanyData, location: LocationRow): void {
  const { customer } = location;
  customer.locations.push(location);
  customer.locations.sort((one, other) =>
    String(one.values['LocationID']) < String(other.values['LocationID']) ? -1 : 1,
  );
  data.locationsByGuid.set(location.id, location);
}

export function removeLocation(data: CompanyData, location: LocationRow): void {
  location.customer.locations = location.customer.locations.filter((other) => other !== location);
  data.locationsByGuid.delete(location.id);
}

/** Customers of a key range in order of their IDs. */
export function* customersInRange(
  data: CompanyData,
  least: string | undefined,
  greatest: string | undefined,
): Generator<CustomerRow> {
  for (
    let position = least === undefined ? 0 : positionOf(data, least);
    position < data.customers.length;
    position += 1
  ) {
    const customer = data.customers[position];
    if (customer === undefined || (greatest !== undefined && customerIdOf(customer) > greatest)) return;
    yield customer;
  }
}
