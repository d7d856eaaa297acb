/** The locations of customers, and asking for them until each customer is whole. */
import { quote, type ErpLists } from './list.ts';
import type { View } from './views.ts';
import type { WalkedPage } from './walk.ts';
import { flagOf, keyOf, type WireRecord } from './wire.ts';

/** Locations by CustomerID, each once. */
export class LocationIndex {
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

  each(visit: (location: WireRecord) => void): void {
    for (const locations of this.#byCustomer.values())
      for (const location of locations.values()) visit(location);
  }

  of(customer: WireRecord): readonly WireRecord[] {
    return [...(this.#byCustomer.get(keyOf(customer, 'CustomerID').toUpperCase())?.values() ?? [])];
  }

  /** Every customer has one default location from its creation on (AR303020): without it something was not answered. */
  isWhole(customer: WireRecord): boolean {
    return this.of(customer).filter((location) => flagOf(location, 'Default')).length === 1;
  }
}

export interface LocationLists {
  readonly lists: ErpLists;
  readonly locationView: View;
}

const conditionFor = (customer: WireRecord) => `Customer eq ${quote(keyOf(customer, 'CustomerID'))}`;

const partialOf = (customers: readonly WireRecord[], locations: LocationIndex) =>
  customers.filter((customer) => !locations.isWhole(customer));

/** Reads the locations of these customers. Answers the customers that are not whole. */
export async function readLocationsOf(
  { lists, locationView }: LocationLists,
  customers: readonly WireRecord[],
  locations: LocationIndex,
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const conditions = customers.map(conditionFor);
  locations.add(await lists.listAny(locationView, conditions, signal));
  if (partialOf(customers, locations).length === 0) return [];
  // The answer broke off: the customer it broke off in cannot be told, so all are asked for again.
  locations.add(await lists.listAny(locationView, conditions, signal));
  return partialOf(customers, locations);
}

/** As `readLocationsOf`, with proof that no location is missing; false where there is none. */
export async function readEveryLocationOf(
  { lists, locationView }: LocationLists,
  customers: readonly WireRecord[],
  locations: LocationIndex,
  signal: AbortSignal,
): Promise<boolean> {
  const { records, isWhole } = await lists.listEvery(
    locationView,
    'NoteID',
    customers.map(conditionFor),
    signal,
  );
  locations.add(records);
  return isWhole && partialOf(customers, locations).length === 0;
}

/**
 * Reads the locations of the customers of one page of a whole walk, in one question that does not depend on any order. Answers the
 * customers that are not whole.
 */
export async function readLocationsOfPage(
  reader: LocationLists,
  { records, after, last }: WalkedPage,
  locations: LocationIndex,
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const { lists, locationView } = reader;
  const upTo = `Customer le ${quote(keyOf(last, 'CustomerID'))}`;
  const filter = after === null ? upTo : `Customer gt ${quote(keyOf(after, 'CustomerID'))} and ${upTo}`;
  locations.add(await lists.list(locationView, { filter }, signal));
  if (records.every((customer) => locations.isWhole(customer))) return [];
  // The answer broke off: the customer it broke off in cannot be told, so all of it is asked for again first.
  locations.add(await lists.list(locationView, { filter }, signal));
  const partial = partialOf(records, locations);
  if (partial.length === 0) return [];
  locations.add(await lists.listAny(locationView, partial.map(conditionFor), signal));
  return partialOf(partial, locations);
}
