/** Short ways to make business customers for tests: everything that is not named is plain and valid. */
import type { MemoryTwin } from './memory-twin.ts';
import { erpParty, makeLocation, shopifyParty } from './parties.ts';
import type { Contact, ContactRole, RoleAssignment } from '../../shared/domain/contact.ts';
import type { CustomerValues, Location, LocationValues, Party, Site } from '../../shared/domain/party.ts';

export const plainSite: Site = { taxId: null, taxExempt: false, terms: null, billing: null };

/** A valid Australian address that differs by its number. */
export function siteAddress(number: number): Partial<LocationValues> {
  return {
    address1: `${number} Dock Road`,
    city: 'Geelong',
    province: 'VIC',
    postcode: '3220',
    country: 'AU',
  };
}

interface SiteTraits extends Partial<Omit<Location, 'key' | 'values' | 'site'>> {
  readonly values?: Partial<LocationValues>;
  readonly site?: Partial<Site>;
}

/** `MAIN` for number 0, else `L000007` for number 7; called `Depot 7`. */
export function erpSite(number: number, { values, site, ...traits }: SiteTraits = {}): Location {
  const isMain = number === 0;
  const key = isMain ? 'MAIN' : `L${String(number).padStart(6, '0')}`;
  return makeLocation(
    key,
    { ...siteAddress(number), ...values },
    {
      name: `Depot ${number}`,
      isDefault: isMain,
      inherits: isMain,
      site: { ...plainSite, ...site },
      ...traits,
    },
  );
}

export function siteGid(id: number): string {
  return `gid://shopify/CompanyLocation/${id}`;
}

/** As `erpSite` with the same number has it; `id` is Shopify's. */
export function shopifySite(
  id: number,
  number: number,
  { values, site, ...traits }: SiteTraits = {},
): Location {
  return makeLocation(
    siteGid(id),
    { ...siteAddress(number), ...values },
    { name: `Depot ${number}`, site: { ...plainSite, ...site }, ...traits },
  );
}

interface ContactTraits extends Partial<CustomerValues> {
  readonly active?: boolean;
  /** By location key. */
  readonly roles?: Readonly<Record<string, ContactRole>>;
  readonly externalReference?: string | null;
}

const people = ['Ada', 'Ben', 'Cleo', 'Dev', 'Esi', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jai'];

function personValues(number: number, traits: ContactTraits): CustomerValues {
  const firstName = traits.firstName ?? people[number % people.length] ?? 'Kit';
  const {
    lastName = `Park${number}`,
    email = `${firstName.toLowerCase()}${number}@example.com.au`,
    phone = null,
  } = traits;
  return { firstName, lastName, email, phone };
}

function rolesOf(key: string, roles: ContactTraits['roles'] = {}): readonly RoleAssignment[] {
  return Object.entries(roles).map(([locationKey, role]) => ({
    key: `${key} ${locationKey}`,
    locationKey,
    role,
  }));
}

const revision = '2026-03-01T00:00:00.000Z';

export function erpContactKey(number: number): string {
  return `00000000-0000-4000-b000-${String(number).padStart(12, '0')}`;
}

export function erpContact(number: number, traits: ContactTraits = {}): Contact {
  const key = erpContactKey(number);
  return {
    key,
    number: String(number),
    values: personValues(number, traits),
    active: traits.active ?? true,
    externalReference: traits.externalReference ?? null,
    roles: rolesOf(key, traits.roles),
    revision,
  };
}

export function contactGid(id: number): string {
  return `gid://shopify/CompanyContact/${id}`;
}

/** As `erpContact` with the same number has it. */
export function shopifyContact(number: number, traits: ContactTraits = {}): Contact {
  const key = contactGid(number);
  return {
    key,
    number: String(7000 + number),
    values: personValues(number, traits),
    active: true,
    externalReference: null,
    personKey: `gid://shopify/Customer/${7000 + number}`,
    roles: rolesOf(key, traits.roles),
    revision,
  };
}

export interface CompanyInput {
  readonly name?: string;
  readonly locations?: readonly Location[];
  readonly contacts?: readonly Contact[];
  /** Key of the main contact; absent is the first. */
  readonly main?: string | null;
  /** ERP: TermsID. */
  readonly terms?: string | null;
  readonly externalReference?: string | null;
  readonly status?: Party['status'];
}

function businessOf({ contacts = [], main, terms = null }: CompanyInput): NonNullable<Party['business']> {
  return { contacts, mainContactKey: main === undefined ? (contacts[0]?.key ?? null) : main, terms };
}

/** ERP customer `C000017` of category Organization for number 17, with one location unless others are given. */
export function erpCompany(number: number, input: CompanyInput = {}): Party {
  const { contacts = [], externalReference = null, status = 'active' } = input;
  const main = contacts[0]?.values;
  const plain = erpParty(number, {
    accountName: input.name ?? `Harbour Supplies ${number}`,
    email: main?.email ?? null,
    phone: main?.phone ?? null,
    locations: input.locations ?? [erpSite(0)],
    externalReference,
    status,
  });
  return { ...plain, kind: 'company', business: businessOf(input) };
}

export function companyGid(number: number): string {
  return `gid://shopify/Company/${number}`;
}

export function shopifyCompany(number: number, input: CompanyInput = {}): Party {
  const { externalReference = null, locations = [shopifySite(number * 100, 0)] } = input;
  const plain = shopifyParty(number, { externalReference });
  return {
    ...plain,
    kind: 'company',
    key: companyGid(number),
    accountName: input.name ?? `Harbour Supplies ${number}`,
    locations: locations.map((location, index) => ({ ...location, isDefault: index === 0 })),
    business: businessOf({ ...input, terms: null }),
  };
}

/** The companies among the records: in Shopify each contact is a customer, too. */
export function companiesOf(twin: Pick<MemoryTwin, 'parties'>): readonly Party[] {
  return twin.parties().filter(({ kind }) => kind === 'company');
}
