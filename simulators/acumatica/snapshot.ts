import { insertCustomer, insertPerson } from './company-data.ts';
import type { CompanyData } from './company-data.ts';
import { lookUpSchemas } from './look-up-schemas.ts';
import type { LookUpName } from './look-up-schemas.ts';
import type { ContactRow, CustomerRow, LocationRow, RoleRow, Row, SalesOrderRow } from './records.ts';
import { normaliseKey } from './records.ts';

/** Roles and salespersons came later: a snapshot of before has none. */
type SavedLocation = Omit<LocationRow, 'customer' | 'roles'> & { readonly roles?: RoleRow[] };

type SavedCustomer = Omit<
  CustomerRow,
  'locations' | 'defaultLocation' | 'primaryContact' | 'salespersons'
> & {
  readonly locations: readonly SavedLocation[];
  readonly salespersons?: Row[];
  readonly defaultLocationId: string | null;
  readonly primaryContactId: number | null;
};

/** A tenant's whole data as JSON. */
export interface CompanySnapshot {
  readonly version: 1;
  readonly customers: readonly SavedCustomer[];
  /** Persons that belong to no customer. */
  readonly contacts: readonly ContactRow[];
  /** Left out by snapshots of before there were orders. */
  readonly salesOrders?: readonly SalesOrderRow[];
  readonly lookUps: Readonly<Record<LookUpName, readonly Row[]>>;
  readonly terms: readonly string[];
  readonly counters: CompanyData['counters'];
}

/** A copy that later changes do not touch. */
export function takeSnapshot(data: CompanyData): CompanySnapshot {
  const owned = new Set(data.customers.flatMap((customer) => customer.contacts));
  return structuredClone({
    version: 1,
    customers: data.customers.map(({ locations, defaultLocation, primaryContact, ...customer }) => ({
      ...customer,
      locations: locations.map((location) => {
        const { customer: _, ...saved } = location;
        return saved;
      }),
      defaultLocationId: defaultLocation?.id ?? null,
      primaryContactId: primaryContact?.contactId ?? null,
    })),
    contacts: [...data.contacts.values()].filter((contact) => !owned.has(contact)),
    salesOrders: data.salesOrders,
    lookUps: Object.fromEntries(
      Object.entries(data.lookUps).map(([name, rows]) => [name, [...rows.values()]]),
    ) as unknown as Record<LookUpName, Row[]>,
    terms: [...data.terms],
    counters: data.counters,
  } satisfies CompanySnapshot);
}

/** Replaces everything the tenant holds by the snapshot. */
export function loadSnapshot(data: CompanyData, snapshot: CompanySnapshot): void {
  if (snapshot.version !== 1)
    throw new Error(`A snapshot of version ${String(snapshot.version)} cannot be read.`);
  const copy = structuredClone(snapshot);
  data.customers.length = 0;
  data.salesOrders.splice(0, Infinity, ...(copy.salesOrders ?? []));
  for (const index of [
    data.customersById,
    data.customersByGuid,
    data.locationsByGuid,
    data.contacts,
    data.contactsByGuid,
  ])
    index.clear();
  for (const { locations, defaultLocationId, primaryContactId, ...saved } of copy.customers) {
    const customer: CustomerRow = {
      ...saved,
      salespersons: saved.salespersons ?? [],
      locations: [],
      defaultLocation: null,
      primaryContact: saved.contacts.find((contact) => contact.contactId === primaryContactId) ?? null,
    };
    customer.locations = locations.map((location) => ({
      ...location,
      roles: location.roles ?? [],
      customer,
    }));
    customer.defaultLocation =
      customer.locations.find((location) => location.id === defaultLocationId) ?? null;
    // A role is one object at its location and its person; in JSON it was written twice.
    for (const contact of customer.contacts) {
      const isHis = ({ values }: RoleRow) => values['ContactID'] === contact.contactId;
      contact.roles = customer.locations.flatMap(({ roles }) => roles.filter(isHis));
    }
    insertCustomer(data, customer);
  }
  for (const contact of copy.contacts) insertPerson(data, contact);
  for (const name of Object.keys(data.lookUps) as LookUpName[]) {
    data.lookUps[name].clear();
    for (const row of copy.lookUps[name])
      data.lookUps[name].set(normaliseKey(String(row.values[lookUpSchemas[name].keys[0] ?? ''])), row);
  }
  data.terms.clear();
  for (const term of copy.terms) data.terms.add(term);
  Object.assign(data.counters, copy.counters);
}
