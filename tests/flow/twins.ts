/** The two simulators of a test, the profile that connects to them, and what they hold, comparable between two runs. */
import type { ProfileOverview } from '../../shared/ipc/contract.ts';
import { demoCompany, type DemoWorld, type WorldSnapshot } from '../../simulators/demo/world.ts';
import { businessTrees } from './business-oracle.ts';
import type { CommandLine } from './command-line.ts';

export interface Addresses {
  readonly shopify: string;
  readonly erp: string;
}

export const addressesOf = (world: DemoWorld): Addresses => ({
  shopify: world.shopify.url,
  erp: world.erp.url,
});

/** The arguments of `profile create` that connect to the twins; what is given later on a command line wins. */
export function profileArguments(name: string, { shopify, erp }: Addresses): readonly string[] {
  return [
    'profile',
    'create',
    '--name',
    name,
    '--shopify-domain',
    demoCompany.domain,
    '--shopify-url',
    shopify,
    '--acumatica-url',
    erp,
    '--tenant',
    demoCompany.tenant,
    '--user',
    demoCompany.user,
    '--requests-per-minute',
    String(demoCompany.requestsPerMinute),
    '--whole-licence',
    '--customer-class',
    demoCompany.customerClass,
    '--guest-customer',
    demoCompany.guestCustomer,
    '--activate',
  ];
}

/** Makes an active profile and answers its id. */
export async function makeProfile(
  accord: CommandLine,
  name: string,
  addresses: Addresses,
  ...further: readonly string[]
): Promise<string> {
  const made = await accord.ask<ProfileOverview>(...profileArguments(name, addresses), ...further);
  if (made.code !== 0) throw new Error(made.stderr);
  return made.answer.profile.id;
}

/** Writes that the two systems were asked for since the counters began. */
export function writesAt({ shopify, erp }: DemoWorld): number {
  return shopify.counters.mutationsTotal + erp.counters.writesTotal;
}

/** Waits, without asking the twins for anything, until the condition holds or half a minute has passed. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen within half a minute.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

const textOf = (values: Values | undefined, names: readonly string[]): string =>
  names.map((name) => String(values?.[name] ?? '')).join('|');

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

/**
 * Everything people see of both systems, without what depends on the order of work: numbers, ids and stamps. Where one
 * record refers to another by number, the other's e-mail, street or name stands for it. A duplicate shows as a further line.
 */
export function contentsOf(snapshot: WorldSnapshot) {
  const { shopify, erp } = snapshot;
  const { companies, locations: sites } = shopify.business ?? { companies: [], locations: [] };
  const emails = new Map<string, string | null>([
    ...shopify.customers.map(({ number, email }) => [String(number), email] as const),
    ...companies.map(({ number, name }) => [String(number), name] as const),
  ]);
  const streets = new Map<string, string | null>([
    ...shopify.customers.flatMap(({ addresses }) =>
      addresses.map(({ number, address1 }) => [String(number), address1] as const),
    ),
    ...sites.map(({ number, name }) => [String(number), name] as const),
  ]);
  const referred = (names: ReadonlyMap<string, string | null>, reference: unknown): string => {
    if (typeof reference !== 'string') return '';
    const id = reference.split(' - ')[0] ?? '';
    return names.get(id) ?? `nothing known: ${reference}`;
  };
  const addressFields = ['AddressLine1', 'AddressLine2', 'City', 'State', 'PostalCode', 'Country'];
  const contactFields = ['FullName', 'Attention', 'Email', 'Phone1', 'Phone2'];
  const partnerIn = (externalId: string | null): string =>
    externalId === null ? '' : externalId.replaceAll(/\d+/g, '#');
  return {
    businesses: businessTrees(snapshot),
    /** Of the ERP's numbers only the form counts: which of them a newcomer gets depends on the order of work. */
    partners: [...companies, ...sites]
      .map(({ name, externalId }) => `${name}|${partnerIn(externalId)}`)
      .toSorted(),
    shopify: shopify.customers
      .map(({ firstName, lastName, email, phone, addresses, defaultAddressNumber }) => ({
        who: [firstName, lastName, email, phone].join('|'),
        addresses: addresses
          .map(({ number, ...address }) => ({
            ...address,
            isDefault: number === defaultAddressNumber,
          }))
          .toSorted(byText),
      }))
      .toSorted(byText),
    erp: erp.customers
      .map(({ values, mainContact, contacts, locations, defaultLocationId }) => ({
        who: textOf(values, ['CustomerName', 'CustomerClass', 'Status']),
        partner: referred(emails, values['AccountRef']),
        contact: textOf(mainContact.values, contactFields),
        address: textOf(mainContact.address.values, addressFields),
        people: contacts.map(({ values: person }) => textOf(person, ['FirstName', 'LastName'])).toSorted(),
        locations: locations
          .map(({ id, values: location, contact, address }) => ({
            name: textOf(location, ['LocationName', 'Status', 'TaxZone', 'ShipVia', 'ShippingTerms']),
            isMain: location['LocationID'] === 'MAIN',
            isDefault: id === defaultLocationId,
            partner: referred(streets, location['ExtRefNbr']),
            contact: contact === null ? null : textOf(contact.values, contactFields),
            address: address === null ? null : textOf(address.values, addressFields),
          }))
          .toSorted(byText),
      }))
      .toSorted(byText),
  };
}
