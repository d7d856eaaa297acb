import { checkAddress } from './address-rules.ts';
import { findCustomer, insertPerson, removePerson } from './company-data.ts';
import { createContact } from './company.ts';
import type { Company } from './company.ts';
import { writeContact } from './customers.ts';
import { emptyInput } from './entity-input.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { ContactRow } from './records.ts';
import { dropRoles, planContactRoles } from './roles.ts';

/** Creates or changes a person (form CR302000) and files it under its business account. With errors nothing is changed and the answer is null. */
export function savePerson(
  company: Company,
  input: EntityInput,
  existing: ContactRow | null,
  errors: FieldErrors,
): ContactRow | null {
  const { values } = input;
  if (values['LastName'] === null || (existing === null && values['LastName'] === undefined))
    errors.set('LastName', `'Last Name' cannot be empty.`);
  if (existing === null && typeof values['ContactID'] === 'number')
    errors.set('ContactID', `'Contact ID' cannot be found in the system.`);
  const account = values['BusinessAccount'];
  const customer = typeof account === 'string' ? findCustomer(company.data, account) : undefined;
  if (typeof account === 'string' && customer === undefined)
    errors.set('BusinessAccount', `'Business Account' cannot be found in the system.`);
  const address = checkAddress(
    input.links['Address'] ?? emptyInput,
    existing?.address ?? null,
    company.options.validation,
    'Address',
    errors,
  );
  const before = existing?.values['BusinessAccount'];
  const own = typeof before === 'string' ? findCustomer(company.data, before) : undefined;
  const giveRoles = planContactRoles(company, customer ?? own, existing, input, errors);
  if (errors.size > 0) return null;
  const contact = existing ?? createContact(company, true, { Active: true, Status: 'Active' }, {});
  const filed = customer === undefined ? {} : { BusinessAccount: customer.values['CustomerID'] ?? null };
  writeContact(company, contact, { ...input, values: { ...values, ...filed } }, address);
  if (values['Active'] !== undefined)
    contact.values['Status'] = values['Active'] === true ? 'Active' : 'Inactive';
  insertPerson(company.data, contact);
  if (contact.values['BusinessAccount'] !== before) {
    if (own !== undefined) own.contacts = own.contacts.filter((other) => other !== contact);
    if (typeof before === 'string') dropRoles(company, contact, before);
    customer?.contacts.push(contact);
  }
  giveRoles(contact);
  return contact;
}

/** Deletes a person; its account goes on without it. */
export function deletePerson(company: Company, contact: ContactRow): void {
  const account = contact.values['BusinessAccount'];
  const customer = typeof account === 'string' ? findCustomer(company.data, account) : undefined;
  if (customer !== undefined) {
    dropRoles(company, contact, String(account));
    customer.contacts = customer.contacts.filter((other) => other !== contact);
    if (customer.primaryContact === contact) customer.primaryContact = null;
  }
  removePerson(company.data, contact);
}
