/** What people do to business customers in the two systems, within each system's own rules, by chance. */
import type { Contact, ContactRole } from '../../shared/domain/contact.ts';
import type { Location, Party } from '../../shared/domain/party.ts';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteAddress,
} from '../support/companies.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';
import { shopifyParty } from '../support/parties.ts';
import { termsTable } from '../support/random-companies.ts';
import { contentOf } from './content.ts';
import type { Chance } from './chance.ts';
import type { Serials } from './people.ts';

/** The last of each is what the other system has no word for. */
const erpTerms = [null, termsTable[0].erp, termsTable[1].erp, 'COD'] as const;
const shopifyTerms = [
  null,
  termsTable[0].shopify,
  termsTable[1].shopify,
  'gid://shopify/PaymentTermsTemplate/9',
] as const;
const roles = [null, 'orderingOnly', 'locationAdmin'] as const satisfies readonly (ContactRole | null)[];

interface Person {
  readonly serial: number;
  /** By the place of the location among those of the company. */
  readonly roles: readonly (ContactRole | null)[];
}

/** As both systems may know it. */
interface Business {
  readonly serial: number;
  readonly sites: readonly number[];
  /** The first is the main contact. */
  readonly people: readonly Person[];
  readonly terms: number;
}

export function inventBusiness(chance: Chance, serials: Serials): Business {
  const sites = Array.from({ length: 1 + chance.below(3) }, () => serials.next());
  const people = Array.from({ length: chance.below(4) }, () => ({
    serial: serials.next(),
    roles: sites.map(() => chance.pick(roles)),
  }));
  return { serial: serials.next(), sites, people, terms: chance.below(4) };
}

/** The first is MAIN in the ERP, and takes its address from the customer. */
function siteIn({ side }: MemoryTwin, serial: number, index: number, terms: number): Location {
  if (side === 'erp') {
    const isMain = index === 0;
    const site = erpSite(isMain ? 0 : serial, { name: `Depot ${serial}`, values: siteAddress(serial) });
    return isMain ? site : { ...site, key: `N${serial}` };
  }
  return shopifySite(500_000 + serial, serial, { site: { terms: shopifyTerms[terms] ?? null } });
}

function contactIn({ side }: MemoryTwin, person: Person, sites: readonly Location[]): Contact {
  const held = person.roles.flatMap((role, index) => {
    const key = sites[index]?.key;
    return role === null || key === undefined ? [] : [[key, role] as const];
  });
  const make = side === 'erp' ? erpContact : shopifyContact;
  return make(person.serial, { roles: Object.fromEntries(held) });
}

/** In Shopify whoever acts for a company is a customer. */
function putPeople(twin: MemoryTwin, contacts: readonly Contact[]): void {
  if (twin.side === 'erp') return;
  for (const { number, values, personKey } of contacts) {
    const customer = shopifyParty(Number(number), values);
    if (customer.key !== personKey) throw new Error(`${personKey} is no customer`);
    twin.put(customer);
  }
}

export function enterBusiness(twin: MemoryTwin, { serial, sites, people, terms }: Business): string {
  const locations = sites.map((site, index) => siteIn(twin, site, index, terms));
  const contacts = people.map((person) => contactIn(twin, person, locations));
  const input = { locations, contacts };
  putPeople(twin, contacts);
  const company =
    twin.side === 'erp'
      ? erpCompany(serial, { ...input, terms: erpTerms[terms] ?? null })
      : shopifyCompany(serial, input);
  twin.put(company);
  return company.key;
}

const edits = [
  'rename',
  'street',
  'phone',
  'siteName',
  'exempt',
  'addSite',
  'dropSite',
  'addPerson',
  'renamePerson',
  'dropPerson',
  'role',
  'role',
  'main',
  'terms',
  'new',
] as const;

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const siteText = ({ name, values }: Location): string => `${name ?? ''} ${values.address1 ?? ''}`;
const personText = ({ values }: Contact): string => `${values.email ?? ''} ${values.lastName ?? ''}`;

/** Changes one company and answers its key, or null where there was nothing to change. */
export function editBusiness(twin: MemoryTwin, chance: Chance, serials: Serials): string | null {
  const kind = chance.pick(edits);
  const { side } = twin;
  if (kind === 'new') return enterBusiness(twin, inventBusiness(chance, serials));
  // In the order of what they say: the order they were made in depends on the weather.
  const all = twin.parties().filter((party) => party.kind === 'company' && party.status === 'active');
  const companies = all.toSorted((one, other) => byText(contentOf(one), contentOf(other)));
  const party = companies[chance.below(Math.max(1, companies.length))];
  if (party?.business === undefined) return null;
  const { business } = party;
  const sites = party.locations
    .filter(({ active }) => active)
    .toSorted((one, other) => byText(siteText(one), siteText(other)));
  const people = business.contacts
    .filter(({ active }) => active)
    .toSorted((one, other) => byText(personText(one), personText(other)));
  const site = sites[chance.below(Math.max(1, sites.length))];
  const person = people[chance.below(Math.max(1, people.length))];

  const put = (change: Partial<Party>): string => {
    twin.edit(party.key, (held) => ({ ...held, ...change }));
    return party.key;
  };
  const putSite = (change: Partial<Location>): string | null =>
    site === undefined
      ? null
      : put({
          locations: party.locations.map((each) => (each.key === site.key ? { ...each, ...change } : each)),
        });
  const putContacts = (contacts: readonly Contact[], mainContactKey = business.mainContactKey): string =>
    put({ business: { ...business, contacts, mainContactKey } });
  const putPerson = (change: Partial<Contact>): string | null =>
    person === undefined
      ? null
      : putContacts(
          business.contacts.map((each) => (each.key === person.key ? { ...each, ...change } : each)),
        );

  switch (kind) {
    case 'rename':
      return put({ accountName: `Harbour Traders ${serials.next()}` });
    case 'street':
      return putSite({
        values: { ...(site ?? erpSite(0)).values, address1: `${serials.next()} Quay Street` },
      });
    case 'phone':
      return putSite({
        values: {
          ...(site ?? erpSite(0)).values,
          phone: `+6149157${String(serials.next()).padStart(4, '0')}`,
        },
      });
    case 'siteName':
      return putSite({ name: `Shop ${serials.next()}` });
    case 'exempt':
      return site?.site === undefined
        ? null
        : putSite({ site: { ...site.site, taxExempt: !site.site.taxExempt } });
    case 'addSite':
      return put({ locations: [...party.locations, siteIn(twin, serials.next(), 1, 0)] });
    case 'dropSite':
      if (site === undefined || site.isDefault) return null;
      return put({
        locations:
          side === 'erp'
            ? party.locations.map((each) => (each.key === site.key ? { ...each, active: false } : each))
            : party.locations.filter((each) => each.key !== site.key),
      });
    case 'addPerson': {
      const newcomer = { serial: serials.next(), roles: sites.map(() => chance.pick(roles)) };
      const contact = contactIn(twin, newcomer, sites);
      putPeople(twin, [contact]);
      return putContacts([...business.contacts, contact]);
    }
    case 'renamePerson':
      return person === undefined
        ? null
        : putPerson({ values: { ...person.values, lastName: `Lane${serials.next()}` } });
    case 'dropPerson': {
      if (person === undefined) return null;
      if (side === 'erp') return putPerson({ active: false });
      const main = business.mainContactKey === person.key ? null : business.mainContactKey;
      return putContacts(
        business.contacts.filter(({ key }) => key !== person.key),
        main,
      );
    }
    case 'role': {
      if (person === undefined || site === undefined) return null;
      const others = person.roles.filter(({ locationKey }) => locationKey !== site.key);
      const role = chance.pick(roles);
      const key = `${person.key} ${site.key} ${serials.next()}`;
      return putPerson({ roles: role === null ? others : [...others, { key, locationKey: site.key, role }] });
    }
    case 'main':
      return person === undefined ? null : putContacts(business.contacts, person.key);
    case 'terms': {
      const next = chance.below(4);
      if (side === 'erp') return put({ business: { ...business, terms: erpTerms[next] ?? null } });
      const terms = shopifyTerms[next] ?? null;
      return put({
        locations: party.locations.map((each) =>
          each.site === undefined ? each : { ...each, site: { ...each.site, terms } },
        ),
      });
    }
  }
}
