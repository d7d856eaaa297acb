import { checkAddress } from './address-rules.ts';
import { findCustomer } from './company-data.ts';
import { createContact, touchContact } from './company.ts';
import type { Company } from './company.ts';
import { writeContact } from './customers.ts';
import { emptyInput } from './entity-input.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { ContactRow } from './records.ts';

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
  if (errors.size > 0) return null;
  const contact = existing ?? createContact(company, true, { Active: true, Status: 'Active' }, {});
  const before = contact.values['BusinessAccount'];
  if (
    writeContact(
      contact,
      {
        ...input,
        values: {
          ...values,
          ...(customer === undefined ? {} : { BusinessAccount: customer.values['CustomerID'] ?? null }),
        },
      },
      address,
    )
  )
    touchContact(company, contact);
  if (values['Active'] !== undefined)
    contact.values['Status'] = values['Active'] === true ? 'Active' : 'Inactive';
  company.data.contacts.set(contact.contactId, contact);
  if (contact.values['BusinessAccount'] !== before) {
    const previous = typeof before === 'string' ? findCustomer(company.data, before) : undefined;
    if (previous !== undefined) previous.contacts = previous.contacts.filter((other) => other !== contact);
    customer?.contacts.push(contact);
  }
  return contact;
}
