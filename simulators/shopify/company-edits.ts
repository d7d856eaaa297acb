import {
  addCompany,
  addCustomerAsContact,
  assignRole,
  findCompany,
  findContact,
  findLocation,
  saveCompany,
  saveContact,
  saveLocation,
  saveNewContact,
} from './company-changes.ts';
import type { CompanyAddressInput } from './company-address-rules.ts';
import { withCustomer } from './company-contact-mutations.ts';
import { prepareContactChange, prepareNewContact } from './company-contact-rules.ts';
import type { CompanyContactInput } from './company-contact-rules.ts';
import { withAssignedAddress } from './company-location-mutations.ts';
import type { CompanyAddressType } from './company-location-mutations.ts';
import { prepareLocationChange, prepareNewLocation } from './company-location-rules.ts';
import type { CompanyLocationChange, CompanyLocationInput } from './company-location-rules.ts';
import type {
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  RoleAssignmentRecord,
} from './company-records.ts';
import { prepareCompany } from './company-rules.ts';
import type { CompanyInput } from './company-rules.ts';
import type { Checked } from './field-error.ts';
import { gid } from './gid.ts';
import { findCustomer } from './shop-context.ts';
import type { ShopWriter } from './shop-context.ts';

type RoleName = 'Location admin' | 'Ordering only';

/** A contact of a company: an existing customer by its id, or a new person. */
export type CompanyContactSeed = CompanyContactInput & {
  readonly customerId?: string;
  readonly hasOrders?: boolean;
  /** Given at the company's first location. */
  readonly role?: RoleName;
};

/** A company with everything that belongs to it. Its first contact is the main contact. */
export interface CompanySeed extends CompanyInput {
  /** The first is made with the company; without any it has one of its own name. */
  readonly locations?: readonly (CompanyLocationInput & { readonly hasOrders?: boolean })[];
  readonly contacts?: readonly CompanyContactSeed[];
}

export interface CompanyView {
  readonly company: CompanyRecord;
  readonly locations: readonly CompanyLocationRecord[];
  readonly contacts: readonly CompanyContactRecord[];
  readonly assignments: readonly RoleAssignmentRecord[];
}

/** Business customers as a person in the admin changes them. Ids are global ids; what is added answers its id. */
export interface CompanyEditor {
  readonly addCompany: (seed: CompanySeed) => string;
  readonly editCompany: (id: string, patch: CompanyInput) => void;
  readonly deleteCompany: (id: string) => void;
  readonly addCompanyLocation: (companyId: string, input: CompanyLocationInput) => string;
  readonly editCompanyLocation: (
    id: string,
    patch: CompanyLocationChange &
      Partial<Pick<CompanyLocationRecord, 'taxExempt' | 'taxRegistrationId' | 'hasOrders'>>,
  ) => void;
  readonly setCompanyAddress: (
    locationId: string,
    types: readonly CompanyAddressType[],
    address: CompanyAddressInput,
  ) => void;
  readonly removeCompanyLocation: (id: string) => void;
  readonly addCompanyContact: (companyId: string, seed: CompanyContactSeed) => string;
  readonly editCompanyContact: (id: string, patch: CompanyContactInput) => void;
  readonly removeCompanyContact: (id: string) => void;
  readonly setMainContact: (companyId: string, contactId: string) => void;
  /** Replaces the contact's role at the location; null takes it away. */
  readonly setContactRole: (contactId: string, locationId: string, role: RoleName | null) => void;
  /** All companies in order of their ids; `company` by id. */
  readonly companies: () => readonly CompanyView[];
  readonly company: (id: string) => CompanyView | undefined;
}

/** The value, or an error that tells every reason for the refusal. */
export function unwrap<T>(what: string, result: Checked<T>): T {
  if ('value' in result) return result.value;
  const reasons = result.errors.map(({ field, message }) => `${field?.join('.') ?? 'record'}: ${message}`);
  throw new Error(`${what} was refused: ${reasons.join('; ')}`);
}

function required<T>(record: T | undefined, id: string): T {
  if (record === undefined) throw new Error(`There is no ${id}.`);
  return record;
}

function viewOf({ store: { business } }: ShopWriter, company: CompanyRecord): CompanyView {
  const contacts = business.contactsOf(company.number);
  return {
    company,
    locations: business.locationsOf(company.number),
    contacts,
    assignments: contacts.flatMap(({ number }) => business.assignmentsOfContact(number)),
  };
}

function setRole(
  writer: ShopWriter,
  contact: CompanyContactRecord,
  location: CompanyLocationRecord,
  roleName: RoleName | null,
): void {
  const { business } = writer.store;
  for (const assignment of business.assignmentsOfContact(contact.number))
    if (assignment.locationNumber === location.number) business.removeAssignment(assignment);
  const role = business.companies.get(contact.companyNumber)?.roles.find(({ name }) => name === roleName);
  if (role) assignRole(writer, contact, location, role);
}

function addContact(
  writer: ShopWriter,
  company: CompanyRecord,
  seed: CompanyContactSeed,
): CompanyContactRecord {
  const { customerId, hasOrders = false, role, ...input } = seed;
  const made = customerId === undefined ? newPerson(writer, company, input) : undefined;
  const contact =
    made ??
    addCustomerAsContact(writer, company, required(findCustomer(writer, customerId), customerId ?? ''));
  if (hasOrders) writer.store.business.putContact({ ...contact, hasOrders });
  const [location] = writer.store.business.locationsOf(company.number);
  if (role && location) setRole(writer, contact, location, role);
  return contact;
}

function newPerson(
  writer: ShopWriter,
  { number }: CompanyRecord,
  input: CompanyContactInput,
): CompanyContactRecord {
  const prepared = unwrap('The contact', prepareNewContact(writer, number, input));
  saveNewContact(writer, prepared);
  return prepared.contact;
}

function addLocation(
  writer: ShopWriter,
  company: CompanyRecord,
  { hasOrders = false, ...input }: CompanyLocationInput & { readonly hasOrders?: boolean },
): CompanyLocationRecord {
  const location = { ...unwrap('The location', prepareNewLocation(writer, company, input)), hasOrders };
  writer.store.business.putLocation(location);
  return location;
}

function seedCompany(writer: ShopWriter, { locations = [], contacts = [], ...company }: CompanySeed): string {
  const [{ hasOrders = false, ...first } = {}, ...others] = locations;
  const added = unwrap(
    `The company ${company.name ?? ''}`,
    addCompany(writer, { company, companyLocation: first }),
  );
  const { business } = writer.store;
  const [made] = business.locationsOf(added.number);
  if (made && hasOrders) business.putLocation({ ...made, hasOrders });
  for (const other of others) addLocation(writer, added, other);
  const [main] = contacts.map((contact) => addContact(writer, added, contact));
  if (main) business.putCompany({ ...added, mainContactNumber: main.number });
  return gid('Company', added.number);
}

export function createCompanyEditor(writer: () => ShopWriter): CompanyEditor {
  const company = (id: string): CompanyRecord => required(findCompany(writer(), id), id);
  const location = (id: string): CompanyLocationRecord => required(findLocation(writer(), id), id);
  const contact = (id: string): CompanyContactRecord => required(findContact(writer(), id), id);

  return {
    addCompany: (seed) => seedCompany(writer(), seed),
    editCompany: (id, patch) => {
      const before = company(id);
      const { store } = writer();
      const fields = unwrap(
        `The edit of ${id}`,
        prepareCompany(patch, before, store.business, store.stamp()),
      );
      saveCompany(writer(), before, { ...before, ...fields });
    },
    deleteCompany: (id) => writer().store.business.removeCompany(company(id)),
    addCompanyLocation: (companyId, input) =>
      gid('CompanyLocation', addLocation(writer(), company(companyId), input).number),
    editCompanyLocation: (id, { taxExempt, taxRegistrationId, hasOrders, ...patch }) => {
      const before = location(id);
      const changed = unwrap(`The edit of ${id}`, prepareLocationChange(writer(), before, patch));
      saveLocation(writer(), before, {
        ...changed,
        taxExempt: taxExempt ?? changed.taxExempt,
        taxRegistrationId: taxRegistrationId === undefined ? changed.taxRegistrationId : taxRegistrationId,
        hasOrders: hasOrders ?? changed.hasOrders,
      });
    },
    setCompanyAddress: (locationId, types, address) => {
      const before = location(locationId);
      const changed = unwrap('The address', withAssignedAddress(writer(), before, address, types));
      saveLocation(writer(), before, changed.location);
    },
    removeCompanyLocation: (id) => writer().store.business.removeLocation(location(id)),
    addCompanyContact: (companyId, seed) =>
      gid('CompanyContact', addContact(writer(), company(companyId), seed).number),
    editCompanyContact: (id, patch) => {
      const before = withCustomer(writer(), contact(id));
      saveContact(
        writer(),
        before,
        unwrap(`The edit of ${id}`, prepareContactChange(writer(), before, patch)),
      );
    },
    removeCompanyContact: (id) => writer().store.business.removeContact(contact(id)),
    setMainContact: (companyId, contactId) => {
      const before = company(companyId);
      saveCompany(writer(), before, { ...before, mainContactNumber: contact(contactId).number });
    },
    setContactRole: (contactId, locationId, role) =>
      setRole(writer(), contact(contactId), location(locationId), role),
    companies: () =>
      writer()
        .store.business.companies.list('ID')
        .records.map((each) => viewOf(writer(), each)),
    company: (id) => {
      const found = findCompany(writer(), id);
      return found && viewOf(writer(), found);
    },
  };
}
