/** Random business customers of both systems and what people do to them, within each system's own rules. */
import fc from 'fast-check';
import type { Contact, ContactRole } from '../../shared/domain/contact.ts';
import type { Location, Party, Side } from '../../shared/domain/party.ts';
import { erpCompany, erpContact, erpSite, shopifyCompany, shopifyContact, shopifySite } from './companies.ts';
import type { MemoryTwin } from './memory-twin.ts';

/** Two that mean the same in both systems, and one of each that the other does not know. */
export const termsTable = [
  { shopify: 'gid://shopify/PaymentTermsTemplate/4', erp: '30D' },
  { shopify: 'gid://shopify/PaymentTermsTemplate/7', erp: '60D' },
] as const;
const erpTerms = [null, '30D', '60D', 'COD'] as const;
const shopifyTerms = [
  null,
  termsTable[0].shopify,
  termsTable[1].shopify,
  'gid://shopify/PaymentTermsTemplate/9',
];

const roles = fc.constantFrom<ContactRole | null>(null, 'orderingOnly', 'locationAdmin');

const company = fc.record({
  number: fc.integer({ min: 1, max: 3 }),
  sites: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  people: fc.uniqueArray(
    fc.record({ number: fc.integer({ min: 1, max: 4 }), roles: fc.array(roles, { maxLength: 3 }) }),
    {
      maxLength: 3,
      selector: ({ number }) => number,
    },
  ),
  /** Nobody, or the first of them. */
  hasMain: fc.boolean(),
  terms: fc.nat(3),
  taxExempt: fc.boolean(),
});
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;

/** At most one company of each name. */
export const randomCompanies = fc.uniqueArray(company, { maxLength: 3, selector: ({ number }) => number });

/** Number `n` is the same company, site or person on both sides. */
export function partiesOfCompanies(given: readonly Company[], side: Side): Party[] {
  return given.map(({ number, sites, people, hasMain, terms, taxExempt }) => {
    const locations = sites.map((site, index): Location => {
      const traits = { name: `Depot ${site}`, site: { taxExempt: side === 'shopify' && taxExempt } };
      if (side === 'erp') {
        const values = erpSite(site).values;
        return { ...erpSite(index, traits), values };
      }
      const own = shopifyTerms[(terms + (site === 4 ? 1 : 0)) % 4] ?? null;
      return shopifySite(number * 1000 + index, site, { ...traits, site: { ...traits.site, terms: own } });
    });
    const contacts = people.map((person) => {
      const held = person.roles.flatMap((role, index) => {
        const key = locations[index]?.key;
        return role === null || key === undefined ? [] : [[key, role] as const];
      });
      const make = side === 'erp' ? erpContact : shopifyContact;
      return make(number * 10 + person.number, { roles: Object.fromEntries(held) });
    });
    const main = hasMain ? (contacts[0]?.key ?? null) : null;
    return side === 'erp'
      ? erpCompany(number, { locations, contacts, main, terms: erpTerms[terms] ?? null })
      : shopifyCompany(number, { locations, contacts, main });
  });
}

export interface CompanyEdit {
  readonly side: Side;
  readonly index: number;
  readonly kind: (typeof kinds)[number];
  readonly pick: number;
}

const kinds = [
  'rename',
  'street',
  'taxId',
  'addSite',
  'dropSite',
  'addPerson',
  'renamePerson',
  'dropPerson',
  'role',
  'main',
  'terms',
] as const;

export const companyEdits = fc.array(
  fc.record<CompanyEdit>({
    side: fc.constantFrom<Side>('erp', 'shopify'),
    index: fc.nat(2),
    kind: fc.constantFrom(...kinds),
    pick: fc.nat(3),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What a person does to one company in one system, within that system's own rules. */
export function applyCompanyEdit(
  twin: MemoryTwin,
  { side, index, kind, pick }: CompanyEdit,
  round = 0,
): void {
  const party = twin.parties().filter(({ kind: of }) => of === 'company')[index];
  if (party?.business === undefined) return;
  const { locations, business } = party;
  const { contacts } = business;
  const location = locations[pick % Math.max(1, locations.length)];
  const contact = contacts[pick % Math.max(1, contacts.length)];
  const put = (change: Partial<Party>): void => twin.edit(party.key, (held) => ({ ...held, ...change }));
  const putSite = (next: Location): void =>
    put({ locations: locations.map((each) => (each.key === next.key ? next : each)) });
  const putPeople = (next: readonly Contact[], main = business.mainContactKey): void =>
    put({ business: { ...business, contacts: next, mainContactKey: main } });
  const putPerson = (next: Contact): void =>
    putPeople(contacts.map((each) => (each.key === next.key ? next : each)));
  const serial = 1000 * (round + 1) + 100 * index + 10 * pick + (side === 'erp' ? 1 : 2);
  switch (kind) {
    case 'rename':
      return put({ accountName: `Harbour Traders ${serial}` });
    case 'street':
      if (location === undefined) return undefined;
      return putSite({ ...location, values: { ...location.values, address1: `${serial} Quay Street` } });
    case 'taxId':
      if (location?.site === undefined) return undefined;
      return putSite({
        ...location,
        site: { ...location.site, taxId: pick === 0 ? null : `5182475355${pick}` },
      });
    case 'addSite': {
      const held = side === 'erp' ? erpSite(serial) : shopifySite(900_000 + serial, serial);
      if (locations.some(({ key }) => key === held.key)) return undefined;
      return put({ locations: [...locations, held] });
    }
    case 'dropSite':
      if (location === undefined || location.isDefault) return undefined;
      return put({
        locations:
          side === 'erp'
            ? locations.map((each) => (each === location ? { ...each, active: false } : each))
            : locations.filter((each) => each !== location),
      });
    case 'addPerson': {
      const made = side === 'erp' ? erpContact(serial) : shopifyContact(serial);
      if (contacts.some(({ key }) => key === made.key)) return undefined;
      return putPeople([...contacts, made]);
    }
    case 'renamePerson':
      if (contact === undefined) return undefined;
      return putPerson({ ...contact, values: { ...contact.values, lastName: `Lane${serial}` } });
    case 'dropPerson': {
      if (contact === undefined) return undefined;
      if (side === 'erp') return putPerson({ ...contact, active: false });
      const main = business.mainContactKey === contact.key ? null : business.mainContactKey;
      return putPeople(
        contacts.filter((each) => each !== contact),
        main,
      );
    }
    case 'role': {
      if (contact === undefined || location === undefined) return undefined;
      const others = contact.roles.filter(({ locationKey }) => locationKey !== location.key);
      const role = ([null, 'orderingOnly', 'locationAdmin', 'orderingOnly'] as const)[pick] ?? null;
      const given =
        role === null
          ? []
          : [{ key: `${contact.key} ${location.key} ${serial}`, locationKey: location.key, role }];
      return putPerson({ ...contact, roles: [...others, ...given] });
    }
    case 'main':
      if (contact === undefined || !contact.active) return undefined;
      return putPeople(contacts, contact.key);
    case 'terms':
      if (side === 'erp') return put({ business: { ...business, terms: erpTerms[pick] ?? null } });
      return put({
        locations: locations.map((each) =>
          each.site === undefined
            ? each
            : { ...each, site: { ...each.site, terms: shopifyTerms[pick] ?? null } },
        ),
      });
  }
}
