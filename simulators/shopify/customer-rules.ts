import type { AddressInput } from './address-rules.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { normalisePhone } from './phone.ts';
import { noConsent } from './records.ts';
import type { CustomerRecord } from './records.ts';
import type { ShopStore } from './store.ts';
import {
  cleanEmail,
  cleanText,
  isEmail,
  isLocale,
  lengthError,
  normaliseTags,
  tagErrors,
} from './text-rules.ts';

/** What `CustomerInput` and `CustomerSetInput` have in common. */
export interface CustomerFields {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly taxExempt?: boolean | null;
  readonly taxExemptions?: readonly string[] | null;
  readonly locale?: string | null;
  readonly addresses?: readonly AddressInput[] | null;
}

export const identityMissing = 'A name, phone number, or email address must be present';

/** A customer as it is before anything was entered. */
export function blankCustomer(number: number, stamp: string): CustomerRecord {
  return {
    typeName: 'Customer',
    number,
    createdAt: stamp,
    updatedAt: stamp,
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    note: null,
    tags: [],
    taxExempt: false,
    taxExemptions: [],
    locale: 'en',
    state: 'DISABLED',
    verifiedEmail: true,
    numberOfOrders: 0,
    amountSpent: '0.0',
    emailConsent: noConsent,
    smsConsent: noConsent,
    addresses: [],
    defaultAddressNumber: null,
    metafields: [],
  };
}

/** Whether there is anything to tell the customer by. */
export function hasIdentity(customer: CustomerRecord): boolean {
  return [customer.firstName, customer.lastName, customer.email, customer.phone].some(
    (text) => text !== null,
  );
}

/** The country in which bare national phone numbers are read. */
function phoneCountry(customer: CustomerRecord, shopCountry: string): string {
  const address = customer.addresses.find(({ number }) => number === customer.defaultAddressNumber);
  return address?.countryCodeV2 ?? shopCountry;
}

/**
 * The customer's own fields after the input; a field that was not sent stays. Addresses, consent and metafields have rules of their own.
 * Error paths are relative to the input.
 */
export function prepareCustomer(
  input: CustomerFields,
  before: CustomerRecord,
  store: ShopStore,
  shopCountry: string,
): Checked<CustomerRecord> {
  const errors: FieldError[] = [];
  const report = (found: readonly FieldError[]): void => void errors.push(...found);

  const firstName = 'firstName' in input ? cleanText(input.firstName) : before.firstName;
  report(lengthError('firstName', 'First name', firstName, 255));
  const lastName = 'lastName' in input ? cleanText(input.lastName) : before.lastName;
  report(lengthError('lastName', 'Last name', lastName, 255));

  const email = 'email' in input ? cleanEmail(input.email) : before.email;
  if (email !== before.email) report(emailErrors(email, before, store));

  const { phone, phoneErrors } = resolvePhone(input, before, store, shopCountry);
  report(phoneErrors);

  const note = 'note' in input ? cleanText(input.note) : before.note;
  report(lengthError('note', 'Note', note, 5000));
  const tags = input.tags ? normaliseTags(input.tags) : before.tags;
  report(tagErrors('tags', tags));
  const locale = input.locale ?? before.locale;
  if (!isLocale(locale)) report([fieldError('locale', 'Locale is invalid', 'INVALID')]);

  if (errors.length > 0) return { errors };
  const taxExempt = input.taxExempt ?? before.taxExempt;
  const taxExemptions = input.taxExemptions ?? before.taxExemptions;
  return {
    value: { ...before, firstName, lastName, email, phone, note, tags, locale, taxExempt, taxExemptions },
  };
}

function emailErrors(email: string | null, before: CustomerRecord, store: ShopStore): readonly FieldError[] {
  if (email === null) return [];
  const tooLong = lengthError('email', 'Email', email, 255);
  if (tooLong.length > 0) return tooLong;
  if (!isEmail(email)) return [fieldError('email', 'Email is invalid', 'INVALID')];
  const owner = store.customerByEmail(email);
  return owner && owner.number !== before.number
    ? [fieldError('email', 'Email has already been taken', 'TAKEN')]
    : [];
}

function resolvePhone(
  input: CustomerFields,
  before: CustomerRecord,
  store: ShopStore,
  shopCountry: string,
): { readonly phone: string | null; readonly phoneErrors: readonly FieldError[] } {
  if (!('phone' in input)) return { phone: before.phone, phoneErrors: [] };
  const text = cleanText(input.phone);
  if (text === null) return { phone: null, phoneErrors: [] };
  const country = input.addresses?.[0]?.countryCode ?? phoneCountry(before, shopCountry);
  const phone = normalisePhone(text, country);
  if (phone === undefined)
    return { phone: null, phoneErrors: [fieldError('phone', 'Phone is invalid', 'INVALID')] };
  const owner = store.customerByPhone(phone);
  const taken = owner !== undefined && owner.number !== before.number;
  return { phone, phoneErrors: taken ? [fieldError('phone', 'Phone has already been taken', 'TAKEN')] : [] };
}
