/**
 * Business customers as the two stores hold them, each as one comparable tree. It reads the simulators' own data and knows nothing of
 * Accord: what the two systems say in different words is set side by side here once more.
 */
import { demoTerms } from '../../simulators/demo/companies.ts';
import type { WorldSnapshot } from '../../simulators/demo/world.ts';

export interface SiteTree {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly taxId: string;
}

export interface PersonTree {
  readonly name: string;
  readonly email: string;
  /** `Warehouse: Admin` */
  readonly roles: readonly string[];
}

export interface BusinessTree {
  readonly name: string;
  /** Credit terms of the ERP where the shop has some for them; else empty. */
  readonly terms: string;
  readonly mainContact: string;
  readonly sites: readonly SiteTree[];
  readonly people: readonly PersonTree[];
}

export interface BusinessTrees {
  readonly shopify: readonly BusinessTree[];
  readonly erp: readonly BusinessTree[];
}

type Values = Readonly<Record<string, unknown>>;

const text = (value: unknown): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value as string).trim();

/** The subscriber's digits: how much of the prefix is written differs. */
const tail = (phone: unknown): string => text(phone).replaceAll(/\D/g, '').slice(-8);

const bySpelling = (one: unknown, other: unknown): number => {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first < second ? -1 : first === second ? 0 : 1;
};

const sorted = <T>(items: readonly T[]): readonly T[] => items.toSorted(bySpelling);

const lines = (...parts: readonly unknown[]): string => parts.map(text).join(', ');

/** All that the locations have, one behind the other: where they differ, no terms of the ERP can look like it. */
function shopTerms(templates: readonly (number | null)[]): string {
  const known = [...new Set(templates.filter((template) => template !== null))];
  return known
    .map(
      (number) =>
        demoTerms.find(({ shopify }) => shopify === `gid://shopify/PaymentTermsTemplate/${number}`)?.erp ??
        `template ${number}`,
    )
    .join(' and ');
}

function shopTrees({ shopify }: WorldSnapshot): readonly BusinessTree[] {
  const { companies, locations, contacts, assignments } = shopify.business ?? {
    companies: [],
    locations: [],
    contacts: [],
    assignments: [],
  };
  const people = new Map(shopify.customers.map((customer) => [customer.number, customer]));
  return companies.map(({ number, name, mainContactNumber, roles }) => {
    const own = locations.filter(({ companyNumber }) => companyNumber === number);
    const places = new Map(own.map((location) => [location.number, location.name]));
    const inWords = new Map(
      roles.map((role) => [role.number, role.name === 'Location admin' ? 'Admin' : 'User']),
    );
    const acting = contacts.filter(({ companyNumber }) => companyNumber === number);
    const main = acting.find((contact) => contact.number === mainContactNumber);
    return {
      name,
      terms: shopTerms(own.map(({ buyerExperience }) => buyerExperience.paymentTermsTemplateNumber)),
      mainContact: text(people.get(main?.customerNumber ?? 0)?.email),
      sites: sorted(
        own.map(({ name: siteName, phone, shippingAddress: place, taxRegistrationId }) => ({
          name: siteName,
          address: lines(
            place?.address1,
            place?.address2,
            place?.city,
            place?.zoneCode,
            place?.zip,
            place?.countryCode,
          ),
          phone: tail(phone),
          taxId: text(taxRegistrationId),
        })),
      ),
      people: sorted(
        acting.map((contact) => {
          const person = people.get(contact.customerNumber);
          return {
            name: `${text(person?.firstName)} ${text(person?.lastName)}`,
            email: text(person?.email),
            roles: sorted(
              assignments
                .filter(({ contactNumber }) => contactNumber === contact.number)
                .map(
                  ({ locationNumber, roleNumber }) =>
                    `${places.get(locationNumber) ?? locationNumber}: ${inWords.get(roleNumber) ?? roleNumber}`,
                ),
            ),
          };
        }),
      ),
    };
  });
}

function erpTrees({ erp }: WorldSnapshot): readonly BusinessTree[] {
  const businesses = erp.customers.filter(({ values }) => values['CustomerCategory'] === 'Organization');
  return businesses.map((customer) => {
    const { values, mainContact, contacts, primaryContactId } = customer;
    const own = customer.locations.filter((location) => location.values['Status'] === 'Active');
    const acting = contacts.filter(({ person, values: { Active } }) => person && Active !== false);
    const main = acting.find(({ contactId }) => contactId === primaryContactId);
    const terms = text(values['Terms']);
    return {
      name: text(values['CustomerName']),
      terms: demoTerms.some((pair) => pair.erp === terms) ? terms : '',
      mainContact: text(main?.values['Email']),
      sites: sorted(
        own.map((location) => {
          const contact = location.contact ?? mainContact;
          const place: Values = (location.address ?? mainContact.address).values;
          return {
            name: text(location.values['LocationName']),
            address: lines(
              place['AddressLine1'],
              place['AddressLine2'],
              place['City'],
              place['State'],
              place['PostalCode'],
              place['Country'],
            ),
            phone: tail(contact.values['Phone1']),
            taxId: text(location.values['TaxRegistrationID']),
          };
        }),
      ),
      people: sorted(
        acting.map((contact) => ({
          name: `${text(contact.values['FirstName'])} ${text(contact.values['LastName'])}`,
          email: text(contact.values['Email']),
          roles: sorted(
            own.flatMap(({ roles = [], values: { LocationName, LocationID } }) =>
              roles
                .filter((role) => role.values['ContactID'] === contact.contactId)
                .map(
                  (role) =>
                    `${text(LocationName) === '' ? text(LocationID) : text(LocationName)}: ${text(role.values['Role'])}`,
                ),
            ),
          ),
        })),
      ),
    };
  });
}

export function businessTrees(snapshot: WorldSnapshot): BusinessTrees {
  return { shopify: sorted(shopTrees(snapshot)), erp: sorted(erpTrees(snapshot)) };
}
