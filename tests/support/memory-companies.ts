/**
 * What the two systems do with business customers, as far as it matters to a sync; for the memory twin. It shares no code with
 * the product's mapping.
 *
 * ERP (acumatica.md 4, CR302000): MAIN and the main contact come with the customer; a contact and its roles are one write; a
 * contact that is taken away becomes inactive; terms are those of the class unless given.
 * Shopify (shopify.md 4.2): a company always comes with one location; the main contact given with it gets "Ordering only"
 * there; externalId is unique, among companies and among locations; a contact needs an e-mail that no other customer has, or
 * is a customer already; a person is a contact of one company only, and is written through to the customer; one role per
 * contact and location; the only location, and what has orders, cannot be deleted; the oldest location counts as the default.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Contact, ContactRole, RoleAssignment } from '../../shared/domain/contact.ts';
import { blankLocation } from '../../shared/domain/fields.ts';
import type {
  CustomerValues,
  Location,
  LocationValues,
  Party,
  Side,
  Site,
} from '../../shared/domain/party.ts';
import type { ContactDraft, ContactPatch, RoleChange } from '../../shared/sync/contact-ports.ts';
import type { ContactResult, CustomerDraft, NamedCompany, SiteDraft } from '../../shared/sync/ports.ts';
import { expectOneRole } from './one-request.ts';

export interface CompanyTools {
  readonly side: Side;
  readonly records: ReadonlyMap<string, Party>;
  /** ERP: terms of the customer class. */
  readonly classTerms: string | null;
  readonly nextNumber: () => number;
  /** Shopify: makes the customer that a new contact is. */
  readonly newCustomer: (values: CustomerValues) => Party;
  readonly store: (party: Party) => Party;
  /** Deletes a customer, unless it has orders. */
  readonly remove: (party: Party) => void;
  readonly refuse: (field: string, message: string) => AppError;
}

/** E-mail or phone of somebody; the owner is a customer, by key. */
export interface Owned {
  readonly key: string;
  readonly number: string;
  readonly values: CustomerValues;
}

const roleless: readonly RoleAssignment[] = [];

/** As Shopify compares e-mails: blanks removed, any case; null where nothing is left. */
export function comparableEmail(email: string | null): string | null {
  const text = email?.replaceAll(/\s/g, '').toLowerCase() ?? '';
  return text === '' ? null : text;
}

export type CompanyRules = ReturnType<typeof companyRules>;

export function companyRules({
  side,
  records,
  classTerms,
  nextNumber,
  newCustomer,
  store,
  remove,
  refuse,
}: CompanyTools) {
  const system = side === 'erp' ? 'MYOB' : 'Shopify';

  function companies(): readonly Party[] {
    return [...records.values()].filter(({ kind }) => kind === 'company');
  }

  function contactsOf(party: Party): readonly Contact[] {
    return party.business?.contacts ?? [];
  }

  function withContacts(party: Party, contacts: readonly Contact[], mainContactKey?: string | null): Party {
    const { business } = party;
    const main = mainContactKey === undefined ? (business?.mainContactKey ?? null) : mainContactKey;
    return {
      ...party,
      business: { contacts, terms: business?.terms ?? null, mainContactKey: main },
    };
  }

  function find(party: Party, key: string): Contact {
    const contact = contactsOf(party).find((candidate) => candidate.key === key);
    if (contact === undefined) throw new AppError('RECORD_GONE', { params: { record: key, system } });
    return contact;
  }

  // -------------------------------------------------------------------------------------------- people

  /** Everybody whom Shopify has as a customer with this record: an individual, or the contacts of a company. */
  function peopleOf(party: Party): readonly Owned[] {
    if (party.kind === 'individual') return [party];
    return contactsOf(party).map(({ personKey = '', number, values }) => ({
      key: personKey,
      number,
      values,
    }));
  }

  function people(): readonly Owned[] {
    return [...records.values()].flatMap(peopleOf);
  }

  function checkPerson(values: CustomerValues, own: string | null): void {
    if (side === 'erp') return;
    const { email, phone } = values;
    if (comparableEmail(email) === null) throw refuse('email', 'A contact needs an e-mail.');
    if (phone !== null && !/^\+[1-9]\d{6,14}$/.test(phone)) throw refuse('phone', 'Phone is invalid');
    for (const other of people()) {
      if (other.key === own) continue;
      const params = { system, record: email ?? '', other: other.key };
      if (comparableEmail(other.values.email) === comparableEmail(email)) {
        throw new AppError('EMAIL_TAKEN', { params: { ...params, value: email ?? '' } });
      }
      if (phone !== null && other.values.phone === phone) {
        throw new AppError('PHONE_TAKEN', { params: { ...params, value: phone } });
      }
    }
  }

  function checkOneCompany(personKey: string): void {
    const held = companies().some((party) =>
      contactsOf(party).some((contact) => contact.personKey === personKey),
    );
    if (held) throw refuse('contact', 'Customer is already a contact of a company.');
  }

  function newContact(draft: ContactDraft & { readonly personKey: string | null }): Contact {
    const key = side === 'erp' ? contactGuid(nextNumber()) : `gid://shopify/CompanyContact/${nextNumber()}`;
    const plain = { key, active: true, roles: roleless, revision: '' };
    if (side === 'erp') {
      const { values, externalReference } = draft;
      return { ...plain, number: String(nextNumber()), values, externalReference };
    }
    if (draft.personKey !== null) {
      const customer = records.get(draft.personKey);
      if (customer === undefined) {
        throw new AppError('RECORD_GONE', { params: { record: draft.personKey, system } });
      }
      checkOneCompany(draft.personKey);
      if (comparableEmail(customer.values.email) === null)
        throw refuse('email', 'A contact needs an e-mail.');
      const { key: personKey, number, values } = customer;
      return { ...plain, number, values, externalReference: null, personKey };
    }
    checkPerson(draft.values, null);
    const values = { ...draft.values, email: comparableEmail(draft.values.email) };
    const { key: personKey, number } = newCustomer(values);
    return { ...plain, number, values, externalReference: null, personKey };
  }

  // -------------------------------------------------------------------------------------------- roles

  function withRole(roles: readonly RoleAssignment[], locationKey: string, role: ContactRole | null) {
    const others = roles.filter((held) => held.locationKey !== locationKey);
    if (role === null) return others;
    const known = roles.find((held) => held.locationKey === locationKey && held.role === role);
    const key =
      side === 'erp'
        ? contactGuid(nextNumber())
        : `gid://shopify/CompanyContactRoleAssignment/${nextNumber()}`;
    return [...others, known ?? { key, locationKey, role }];
  }

  function withRoles(party: Party, contact: Contact, changes: readonly RoleChange[]): Contact {
    let { roles } = contact;
    for (const { locationKey, role } of changes) {
      if (!party.locations.some(({ key }) => key === locationKey)) {
        throw refuse('role', `There is no location ${locationKey}.`);
      }
      roles = withRole(roles, locationKey, role);
    }
    return { ...contact, roles };
  }

  function replace(party: Party, contact: Contact): Party {
    const contacts = contactsOf(party).map((held) => (held.key === contact.key ? contact : held));
    return withContacts(party, contacts);
  }

  // -------------------------------------------------------------------------------------------- writes

  function checkReferences(company: Party): void {
    if (side === 'erp') return;
    for (const other of companies()) {
      if (other.key !== company.key && sameText(other.externalReference, company.externalReference)) {
        throw refuse('externalId', 'External id has already been taken.');
      }
      for (const location of company.locations) {
        const isTaken = other.locations.some(
          ({ key, externalReference }) =>
            key !== location.key && sameText(externalReference, location.externalReference),
        );
        if (isTaken) throw refuse('externalId', 'External id has already been taken.');
      }
    }
  }

  /** The company itself, without its number and stamps. */
  function create(draft: CustomerDraft, plain: Party): Party {
    const { business, accountName } = draft;
    if (business === undefined || accountName === null) throw refuse('accountName', 'Name cannot be empty.');
    const { location: first, mainContact } = business;
    const location: Location = {
      key: side === 'erp' ? 'MAIN' : `gid://shopify/CompanyLocation/${nextNumber()}`,
      values: placeValues(draft.main ?? blankLocation),
      name: first.name ?? (side === 'erp' ? 'Primary Location' : accountName),
      isDefault: true,
      active: true,
      externalReference: first.externalReference,
      inherits: side === 'erp',
      site: siteOf(first.site),
    };
    const made = mainContact === null ? [] : [newContact({ ...mainContact, personKey: null })];
    const contacts = made.map((contact) =>
      side === 'erp' ? contact : { ...contact, roles: withRole([], location.key, 'orderingOnly') },
    );
    const company: Party = {
      ...plain,
      kind: 'company',
      values: side === 'erp' ? draft.values : noValues,
      accountName,
      locations: [location],
      business: {
        contacts,
        mainContactKey: contacts[0]?.key ?? null,
        terms: side === 'erp' ? (business.terms ?? classTerms) : null,
      },
    };
    checkReferences(company);
    return company;
  }

  function siteOf({ taxId, taxExempt, terms, billing }: SiteDraft): Site {
    if (side === 'erp') return { taxId, taxExempt, terms: null, billing: null };
    return { taxId, taxExempt, terms, billing };
  }

  /** Shopify's company addresses always say the company's name, which is no information. */
  function placeValues(values: LocationValues): LocationValues {
    return side === 'erp' ? values : { ...values, company: null };
  }

  function createContact(
    party: Party,
    draft: ContactDraft & { readonly personKey: string | null },
  ): ContactResult {
    if (side === 'shopify' && draft.roles.length > 0)
      throw refuse('roles', 'Roles are a request of their own.');
    const contact = withRoles(party, newContact(draft), draft.roles);
    return { party: store(withContacts(party, [...contactsOf(party), contact])), key: contact.key };
  }

  function updateContact(party: Party, key: string, patch: ContactPatch): Party {
    const contact = find(party, key);
    if (side === 'shopify' && (patch.roles !== undefined || patch.active !== undefined)) {
      throw refuse('roles', 'Roles are a request of their own.');
    }
    const values: CustomerValues = { ...contact.values, ...patch.values };
    checkPerson(values, contact.personKey ?? null);
    const customer = contact.personKey === undefined ? undefined : records.get(contact.personKey);
    if (customer !== undefined) store({ ...customer, values });
    const next: Contact = {
      ...contact,
      values: side === 'erp' ? values : { ...values, email: comparableEmail(values.email) },
      ...(patch.externalReference === undefined ? {} : { externalReference: patch.externalReference }),
      ...(patch.active === undefined ? {} : { active: patch.active }),
    };
    return store(replace(party, withRoles(party, next, patch.roles ?? [])));
  }

  function removeContact(party: Party, key: string): Party {
    const contact = find(party, key);
    if (side === 'erp') return store(replace(party, { ...contact, active: false }));
    const { mainContactKey = null } = party.business ?? {};
    const left = contactsOf(party).filter((held) => held.key !== key);
    return store(withContacts(party, left, mainContactKey === key ? null : mainContactKey));
  }

  function setContactRoles(party: Party, key: string, roles: readonly RoleChange[]): Party {
    const contact = find(party, key);
    expectOneRole(party, contact, roles);
    return store(replace(party, withRoles(party, contact, roles)));
  }

  function setMainContact(party: Party, key: string): Party {
    find(party, key);
    return store(withContacts(party, contactsOf(party), key));
  }

  function deletePerson(key: string): void {
    const person = records.get(key);
    if (person === undefined) throw new AppError('RECORD_GONE', { params: { record: key, system } });
    if (
      side === 'erp' ||
      companies().some((party) => contactsOf(party).some((held) => held.personKey === key))
    ) {
      const message = 'The customer acts for a company there.';
      throw new AppError('WRITE_REFUSED', { params: { system, record: person.number, message } });
    }
    remove(person);
  }

  /** Whatever was done to a company: the oldest location counts as the default, and roles go with their location. */
  function settled(party: Party): Party {
    const keys = new Set(party.locations.map(({ key }) => key));
    const contacts = contactsOf(party).map((contact) => ({
      ...contact,
      roles: contact.roles.filter(({ locationKey }) => keys.has(locationKey)),
    }));
    const kept = withContacts(party, contacts);
    if (side === 'erp') return kept;
    return { ...kept, locations: kept.locations.map((each, index) => ({ ...each, isDefault: index === 0 })) };
  }

  function companiesOf(people: readonly string[]): ReadonlyMap<string, NamedCompany> {
    const found = companies().flatMap((party) =>
      contactsOf(party).flatMap(({ personKey = '' }) =>
        people.includes(personKey)
          ? [[personKey, { key: party.key, name: party.accountName ?? party.number }] as const]
          : [],
      ),
    );
    return new Map(found);
  }

  /** A customer of Shopify was changed: its contact shows it. */
  function follow(customer: Party): void {
    for (const company of companies()) {
      const contact = contactsOf(company).find(({ personKey }) => personKey === customer.key);
      if (contact !== undefined) store(replace(company, { ...contact, values: customer.values }));
    }
  }

  return {
    create,
    peopleOf,
    checkReferences,
    placeValues,
    siteOf,
    settled,
    companiesOf,
    follow,
    createContact,
    updateContact,
    removeContact,
    setContactRoles,
    setMainContact,
    deletePerson,
  };
}

const noValues: CustomerValues = { firstName: null, lastName: null, email: null, phone: null };
function sameText(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

function contactGuid(count: number): string {
  return `00000000-0000-4000-a000-${String(count).padStart(12, '0')}`;
}
