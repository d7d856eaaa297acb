import { newContact, prepareNewContact } from './company-contact-rules.ts';
import type { CompanyContactInput, PreparedContact } from './company-contact-rules.ts';
import { prepareNewLocation } from './company-location-rules.ts';
import type { CompanyLocationInput } from './company-location-rules.ts';
import type {
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  ContactRoleRecord,
  RoleAssignmentRecord,
} from './company-records.ts';
import { prepareCompany } from './company-rules.ts';
import type { CompanyInput } from './company-rules.ts';
import { below } from './field-error.ts';
import type { Checked } from './field-error.ts';
import { parseGid } from './gid.ts';
import type { CustomerRecord } from './records.ts';
import { saveCustomer } from './shop-context.ts';
import type { ShopWriter } from './shop-context.ts';

const roleNames = ['Location admin', 'Ordering only'] as const;
/** The role a first contact gets by itself. */
const defaultRoleName = 'Ordering only';

export function defaultRole({ roles }: CompanyRecord): ContactRoleRecord | undefined {
  return roles.find(({ name }) => name === defaultRoleName);
}

/** Number of a global id of this type; undefined for any other text. */
function numberOf(type: string, id: string): number | undefined {
  const parsed = parseGid(id);
  return parsed?.type === type ? parsed.id : undefined;
}

export function findCompany({ store }: Pick<ShopWriter, 'store'>, id: string): CompanyRecord | undefined {
  return store.business.companies.get(numberOf('Company', id) ?? 0);
}

export function findLocation(
  { store }: Pick<ShopWriter, 'store'>,
  id: string,
): CompanyLocationRecord | undefined {
  return store.business.locations.get(numberOf('CompanyLocation', id) ?? 0);
}

export function findContact(
  { store }: Pick<ShopWriter, 'store'>,
  id: string,
): CompanyContactRecord | undefined {
  return store.business.contact(numberOf('CompanyContact', id) ?? 0);
}

export function findAssignment(
  { store }: Pick<ShopWriter, 'store'>,
  id: string,
): RoleAssignmentRecord | undefined {
  return store.business.assignment(numberOf('CompanyContactRoleAssignment', id) ?? 0);
}

export function findRole(company: CompanyRecord, id: string): ContactRoleRecord | undefined {
  const number = numberOf('CompanyContactRole', id);
  return company.roles.find((role) => role.number === number);
}

/** `CompanyCreateInput`. */
export interface NewCompany {
  readonly company: CompanyInput;
  readonly companyLocation?: CompanyLocationInput | null;
  readonly companyContact?: CompanyContactInput | null;
}

/**
 * Makes a company with its first location, its two roles and, if one is given, its main contact with the default role at that
 * location. All or nothing. Error paths are relative to the input.
 */
export function addCompany(writer: ShopWriter, input: NewCompany): Checked<CompanyRecord> {
  const { store } = writer;
  const stamp = store.stamp();
  const fields = prepareCompany(input.company, undefined, store.business, stamp);
  if ('errors' in fields) return { errors: below('company', fields.errors) };
  const number = store.nextNumber();
  const location = prepareNewLocation(
    writer,
    { number, name: fields.value.name },
    input.companyLocation ?? {},
  );
  if ('errors' in location) return { errors: below('companyLocation', location.errors) };
  const contact = input.companyContact ? prepareNewContact(writer, number, input.companyContact) : undefined;
  if (contact && 'errors' in contact) return { errors: below('companyContact', contact.errors) };

  const company: CompanyRecord = {
    typeName: 'Company',
    number,
    ...fields.value,
    createdAt: stamp,
    updatedAt: stamp,
    mainContactNumber: contact?.value.contact.number ?? null,
    roles: roleNames.map((name) => ({
      typeName: 'CompanyContactRole',
      number: store.nextNumber(),
      name,
      note: null,
    })),
    metafields: [],
  };
  store.business.putCompany(company);
  store.business.putLocation(location.value);
  const role = defaultRole(company);
  if (contact && role) {
    saveNewContact(writer, contact.value);
    assignRole(writer, contact.value.contact, location.value, role);
  }
  return { value: company };
}

export function saveNewContact({ store }: ShopWriter, { contact, customer }: PreparedContact): void {
  store.put(customer);
  store.business.putContact(contact);
}

/** Makes an existing customer a contact of the company. */
export function addCustomerAsContact(
  writer: ShopWriter,
  company: CompanyRecord,
  customer: CustomerRecord,
): CompanyContactRecord {
  const contact = newContact(writer, company.number, customer.number);
  writer.store.business.putContact(contact);
  return contact;
}

export function assignRole(
  { store }: ShopWriter,
  contact: CompanyContactRecord,
  location: CompanyLocationRecord,
  role: ContactRoleRecord,
): RoleAssignmentRecord {
  const stamp = store.stamp();
  const assignment: RoleAssignmentRecord = {
    typeName: 'CompanyContactRoleAssignment',
    number: store.nextNumber(),
    companyNumber: contact.companyNumber,
    contactNumber: contact.number,
    locationNumber: location.number,
    roleNumber: role.number,
    createdAt: stamp,
    updatedAt: stamp,
  };
  store.business.putAssignment(assignment);
  return assignment;
}

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

export function saveCompany(
  { store }: ShopWriter,
  before: CompanyRecord,
  after: CompanyRecord,
): CompanyRecord {
  if (isSame(before, after)) return before;
  const saved = { ...after, updatedAt: store.stamp() };
  store.business.putCompany(saved);
  return saved;
}

/** Stores a changed location. Whether its company's updatedAt moves with it is a switch. */
export function saveLocation(
  writer: ShopWriter,
  before: CompanyLocationRecord,
  after: CompanyLocationRecord,
): CompanyLocationRecord {
  if (isSame(before, after)) return before;
  const { store, switches } = writer;
  const saved = { ...after, updatedAt: store.stamp() };
  store.business.putLocation(saved);
  const company = store.business.companies.get(after.companyNumber);
  if (company && switches.locationEditsMoveCompanyUpdatedAt)
    store.business.putCompany({ ...company, updatedAt: store.stamp() });
  return saved;
}

/** Stores a changed contact and the customer behind it. */
export function saveContact(
  writer: ShopWriter,
  before: PreparedContact,
  after: PreparedContact,
): CompanyContactRecord {
  saveCustomer(writer, before.customer, after.customer);
  if (isSame(before, after)) return before.contact;
  const saved = { ...after.contact, updatedAt: writer.store.stamp() };
  writer.store.business.putContact(saved);
  return saved;
}

/** Whether orders or draft orders hold the company in the shop. */
export function companyHasOrders({ store }: ShopWriter, { number }: CompanyRecord): boolean {
  const { business } = store;
  return [...business.locationsOf(number), ...business.contactsOf(number)].some(({ hasOrders }) => hasOrders);
}
