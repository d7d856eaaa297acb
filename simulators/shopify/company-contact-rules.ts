import { wrongType } from './company-location-rules.ts';
import type { CompanyContactRecord } from './company-records.ts';
import { blankCustomer } from './customer-rules.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { normalisePhone } from './phone.ts';
import type { CustomerRecord } from './records.ts';
import type { ShopWriter } from './shop-context.ts';
import { cleanEmail, cleanText, isEmail, isLocale, lengthError } from './text-rules.ts';

/** `CompanyContactInput`. */
export interface CompanyContactInput {
  readonly email?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly phone?: string | null;
  readonly title?: string | null;
  readonly locale?: string | null;
}

/** A contact and the person behind it: what is written to one is written to the other. */
export interface PreparedContact {
  readonly contact: CompanyContactRecord;
  readonly customer: CustomerRecord;
}

/** A contact to be made together with its customer. Error paths are relative to the input. */
export function prepareNewContact(
  writer: ShopWriter,
  companyNumber: number,
  input: CompanyContactInput,
): Checked<PreparedContact> {
  if (cleanEmail(input.email) === null)
    return {
      errors: [fieldError(null, 'Either the attribute email or customer_id must be provided', 'INVALID')],
    };
  const { store } = writer;
  const stamp = store.stamp();
  const customer = blankCustomer(store.nextNumber(), stamp);
  return prepare(writer, input, { customer, contact: newContact(writer, companyNumber, customer.number) });
}

export function newContact(
  { store }: ShopWriter,
  companyNumber: number,
  customerNumber: number,
): CompanyContactRecord {
  const stamp = store.stamp();
  return {
    typeName: 'CompanyContact',
    number: store.nextNumber(),
    companyNumber,
    customerNumber,
    title: null,
    locale: null,
    hasOrders: false,
    createdAt: stamp,
    updatedAt: stamp,
  };
}

/** A contact and its customer after `companyContactUpdate`. Error paths are relative to the input. */
export function prepareContactChange(
  writer: ShopWriter,
  before: PreparedContact,
  input: CompanyContactInput,
): Checked<PreparedContact> {
  const errors: FieldError[] = [];
  if (input.firstName === null) errors.push(wrongType('firstName', 'First name'));
  if (input.lastName === null) errors.push(wrongType('lastName', 'Last name'));
  if (input.phone === null)
    errors.push(wrongType('phone', 'Phone'), fieldError('phone', 'Phone is invalid', 'INVALID'));
  if (input.email === null) errors.push(fieldError(null, 'Unexpected keys given: email', 'INVALID'));
  return errors.length > 0 ? { errors } : prepare(writer, input, before);
}

function prepare(
  { store, shop }: ShopWriter,
  input: CompanyContactInput,
  { contact, customer }: PreparedContact,
): Checked<PreparedContact> {
  const firstName = 'firstName' in input ? cleanText(input.firstName) : customer.firstName;
  const lastName = 'lastName' in input ? cleanText(input.lastName) : customer.lastName;
  const title = 'title' in input ? cleanText(input.title) : contact.title;
  const locale = 'locale' in input ? cleanText(input.locale) : contact.locale;
  const email = 'email' in input ? cleanEmail(input.email) : customer.email;
  const phoneText = 'phone' in input ? cleanText(input.phone) : customer.phone;
  const phone = phoneText === null ? null : normalisePhone(phoneText, shop.countryCode);
  const isOther = (owner: CustomerRecord | undefined): boolean =>
    owner !== undefined && owner.number !== customer.number;

  const errors: FieldError[] = [
    ...lengthError('firstName', 'First name', firstName, 255),
    ...lengthError('lastName', 'Last name', lastName, 255),
    ...lengthError('title', 'Title', title, 255),
  ];
  if (email === null || !isEmail(email))
    errors.push(fieldError('email', 'Email address is invalid', 'INVALID'));
  else if (isOther(store.customerByEmail(email)))
    errors.push(fieldError('email', 'Email address has already been taken.', 'TAKEN'));
  if (phone === undefined) errors.push(fieldError('phone', 'Phone is invalid', 'INVALID'));
  else if (phone !== null && isOther(store.customerByPhone(phone)))
    errors.push(fieldError('phone', 'Phone number has already been taken.', 'TAKEN'));
  if (locale !== null && !isLocale(locale)) errors.push(fieldError('locale', 'Locale is invalid', 'INVALID'));
  if (errors.length > 0 || phone === undefined) return { errors };
  return {
    value: {
      contact: { ...contact, title, locale },
      customer: { ...customer, firstName, lastName, email, phone },
    },
  };
}
