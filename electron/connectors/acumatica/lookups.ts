/** The ERP's own lists, for defaults that are picked and not typed. */
import type { InUse, Lookups, LookupValue } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import type { ErpClient } from './client.ts';
import { together, type ErpLists } from './list.ts';
import { isAbsentList } from './store-record.ts';
import { ValuesInUse } from './values-in-use.ts';
import type { View } from './views.ts';
import { flagOf, isWireRecord, keyOf, textOf, type WireRecord } from './wire.ts';

function valueView(entity: string, id: string, description: string): View {
  return { entity, select: [id, description], expand: [] };
}

const classView = valueView('CustomerClass', 'ClassID', 'Description');
const taxZoneView = valueView('TaxZone', 'TaxZoneID', 'Description');
const shipViaView = valueView('ShipVia', 'CarrierID', 'Description');
const shippingTermView = valueView('ShippingTerm', 'TermID', 'Description');
const guestView = valueView('Customer', 'CustomerID', 'CustomerName');
const priceClassView = valueView('CustomerPriceClass', 'PriceClassID', 'Description');
const currencyView = valueView('Currency', 'CurrencyID', 'Description');

/** Views of lists that defaults and rules are chosen from. */
export const listViews = {
  customerClass: classView,
  taxZone: taxZoneView,
  shipVia: shipViaView,
  shippingTerms: shippingTermView,
  priceClass: priceClassView,
} as const;

const likelyGuest = "substringof('guest',CustomerName)";

/** Customers looked at for values that the contract has no list of. A whole reading looks at all of them. */
const sampleSize = 500;
const sampleView: View = {
  entity: 'Customer',
  select: ['NoteID', 'Terms', 'MainContact/Address/State', 'MainContact/Address/Country'],
  expand: ['MainContact', 'MainContact/Address'],
};

const byId = (one: LookupValue, other: LookupValue) => one.id.localeCompare(other.id, 'en');

export async function readValues(
  lists: ErpLists,
  view: View,
  signal: AbortSignal,
  filter?: string,
): Promise<readonly LookupValue[]> {
  const [id = '', description = ''] = view.select;
  const records = await lists.list(view, filter === undefined ? {} : { filter }, signal);
  return records
    .map((record) => ({ id: keyOf(record, id), description: textOf(record, description) ?? '' }))
    .toSorted(byId);
}

/** A list that Accord can do without; null where the user may not read it. */
export async function ifReadable(
  values: Promise<readonly LookupValue[]>,
): Promise<readonly LookupValue[] | null> {
  try {
    return await values;
  } catch (error) {
    if (isAbsentList(error)) return null;
    throw error;
  }
}

/** The branches stand in an inquiry, whose lines come only when it is put; nothing is written by that. */
export async function readBranches(client: ErpClient, signal: AbortSignal): Promise<readonly LookupValue[]> {
  const inquiry = await client.inquire('CompaniesStructure', { expand: ['Results'] }, signal);
  const lines = inquiry['Results'];
  const branches: readonly WireRecord[] = Array.isArray(lines) ? lines.filter(isWireRecord) : [];
  return branches
    .filter((branch) => textOf(branch, 'BranchID') !== null && flagOf(branch, 'BranchStatus'))
    .map((branch) => ({ id: keyOf(branch, 'BranchID'), description: textOf(branch, 'BranchName') ?? '' }))
    .toSorted(byId);
}

async function readSample(lists: ErpLists, signal: AbortSignal): Promise<InUse> {
  const values = new ValuesInUse();
  for (const customer of await lists.list(sampleView, { top: sampleSize }, signal)) {
    values.addCustomer(customer);
  }
  return values.toInUse(false);
}

/** @throws AppError ERP_NO_RIGHTS naming the form that the user may not use, ERP_LIST_FAILED, ERP_READ_FAILED. */
export async function readLookups(
  client: ErpClient,
  lists: ErpLists,
  clock: Clock,
  signal: AbortSignal,
): Promise<Lookups> {
  const readAt = clock.now();
  const guests = `IsGuestCustomer eq true or ${likelyGuest}`;
  const [customerClasses = [], taxZones = [], shipVia = [], shippingTerms = [], guestCustomers = []] =
    await together([
      readValues(lists, classView, signal),
      readValues(lists, taxZoneView, signal),
      readValues(lists, shipViaView, signal),
      readValues(lists, shippingTermView, signal),
      readValues(lists, guestView, signal, guests),
    ]);
  const [priceClasses = null, currencies = null, branches = null] = await together([
    ifReadable(readValues(lists, priceClassView, signal)),
    ifReadable(readValues(lists, currencyView, signal)),
    ifReadable(readBranches(client, signal)),
  ]);
  return {
    customerClasses,
    taxZones,
    shipVia,
    shippingTerms,
    guestCustomers,
    priceClasses,
    currencies,
    branches,
    inUse: await readSample(lists, signal),
    readAt,
  };
}
