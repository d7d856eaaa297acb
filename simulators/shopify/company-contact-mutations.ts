import {
  addCustomerAsContact,
  findCompany,
  findContact,
  saveContact,
  saveNewContact,
} from './company-changes.ts';
import { prepareContactChange, prepareNewContact } from './company-contact-rules.ts';
import type { CompanyContactInput, PreparedContact } from './company-contact-rules.ts';
import { removeEach } from './company-mutations.ts';
import type { CompanyContactRecord, CompanyRecord } from './company-records.ts';
import { notThere } from './company-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { findCustomer } from './shop-context.ts';
import type { ShopContext, ShopWriter } from './shop-context.ts';

interface ContactPayload {
  readonly companyContact: CompanyContactRecord | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (...userErrors: readonly FieldError[]): ContactPayload => ({
  companyContact: null,
  userErrors,
});

/** Documented limit of one company. */
const maximumContacts = 10_000;
export const contactMissing = "The company contact doesn't exist.";

function limitErrors({ store }: ShopWriter, { number }: CompanyRecord): readonly FieldError[] {
  if (store.business.contactsOf(number).length < maximumContacts) return [];
  return [
    fieldError('companyId', `A company cannot have more than ${maximumContacts} contacts.`, 'LIMIT_REACHED'),
  ];
}

/** `companyContactCreate`: makes the contact's customer too, so an e-mail or phone that a customer has is refused. */
export function createContact(
  context: ShopContext,
  { companyId, input }: { readonly companyId: string; readonly input: CompanyContactInput },
): ContactPayload {
  const company = findCompany(context, companyId);
  if (!company) return refused(notThere('companyId'));
  if (Object.keys(input).length === 0)
    return refused(fieldError(null, 'Company contact create input is empty.', 'NO_INPUT'));
  const tooMany = limitErrors(context, company);
  if (tooMany.length > 0) return refused(...tooMany);
  const prepared = prepareNewContact(context, company.number, input);
  if ('errors' in prepared) return refused(...below('input', prepared.errors));
  saveNewContact(context, prepared.value);
  return { companyContact: prepared.value.contact, userErrors: [] };
}

/** A contact with the customer behind it. */
export function withCustomer({ store }: ShopWriter, contact: CompanyContactRecord): PreparedContact {
  const customer = store.customers.get(contact.customerNumber);
  if (!customer) throw new Error(`Contact ${contact.number} has no customer.`);
  return { contact, customer };
}

/** `companyContactUpdate`: writes through to the customer. */
export function updateContact(
  context: ShopContext,
  { companyContactId, input }: { readonly companyContactId: string; readonly input: CompanyContactInput },
): ContactPayload {
  const contact = findContact(context, companyContactId);
  if (!contact) return refused(notThere('companyContactId', contactMissing));
  if (Object.keys(input).length === 0)
    return refused(fieldError(null, 'Company contact update input is empty.', 'NO_INPUT'));
  const before = withCustomer(context, contact);
  const prepared = prepareContactChange(context, before, input);
  if ('errors' in prepared) return refused(...below('input', prepared.errors));
  return { companyContact: saveContact(context, before, prepared.value), userErrors: [] };
}

/** `companyAssignCustomerAsContact`. */
export function assignCustomerAsContact(
  context: ShopContext,
  { companyId, customerId }: { readonly companyId: string; readonly customerId: string },
): ContactPayload {
  const company = findCompany(context, companyId);
  if (!company) return refused(notThere('companyId', 'Company does not exist.'));
  const customer = findCustomer(context, customerId);
  if (!customer) return refused(notThere('customerId', 'Customer does not exist.'));
  const contacts = context.store.business.contactsByCustomer(customer.number);
  const isContact = context.switches.customerInSeveralCompanies
    ? contacts.some(({ companyNumber }) => companyNumber === company.number)
    : contacts.length > 0;
  if (isContact) {
    const message = 'Customer is already associated with a company contact.';
    return refused(fieldError('companyId', message, 'INVALID_INPUT'));
  }
  if (customer.email === null)
    return refused(fieldError('companyId', 'Customer must have an email address.', 'INVALID_INPUT'));
  const tooMany = limitErrors(context, company);
  if (tooMany.length > 0) return refused(...tooMany);
  return { companyContact: addCustomerAsContact(context, company, customer), userErrors: [] };
}

function remove(context: ShopContext, path: string, id: string): FieldError | undefined {
  const contact = findContact(context, id);
  if (!contact) return notThere(path, contactMissing);
  if (contact.hasOrders) {
    const message = 'Cannot delete a company contact with existing orders or draft orders.';
    return fieldError(path, message, 'FAILED_TO_DELETE');
  }
  context.store.business.removeContact(contact);
  return undefined;
}

/** `companyContactDelete`: refused with orders or draft orders. The customer stays. */
export function deleteContact(
  context: ShopContext,
  { companyContactId }: { readonly companyContactId: string },
): unknown {
  const error = remove(context, 'companyContactId', companyContactId);
  return { deletedCompanyContactId: error ? null : companyContactId, userErrors: error ? [error] : [] };
}

/** `companyContactsDelete`: each for itself. */
export function deleteContacts(
  context: ShopContext,
  { companyContactIds }: { readonly companyContactIds: readonly string[] },
): unknown {
  return removeEach(companyContactIds, 'companyContactIds', 'deletedCompanyContactIds', (path, id) =>
    remove(context, path, id),
  );
}

/** `companyContactRemoveFromCompany`: orders do not hold it. */
export function removeContactFromCompany(
  context: ShopContext,
  { companyContactId }: { readonly companyContactId: string },
): unknown {
  const contact = findContact(context, companyContactId);
  if (contact) context.store.business.removeContact(contact);
  return contact
    ? { removedCompanyContactId: companyContactId, userErrors: [] }
    : { removedCompanyContactId: null, userErrors: [notThere('companyContactId', contactMissing)] };
}
