/** Shopify's names of the fields we write, and ours. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { FieldName } from '../../../shared/domain/party.ts';

const fieldNames: Readonly<Record<string, FieldName>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  email: 'email',
  phone: 'phone',
  company: 'company',
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  province: 'province',
  provinceCode: 'province',
  zip: 'postcode',
  country: 'country',
  countryCode: 'country',
};

const labels: Readonly<Record<FieldName, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  attention: 'Name on the address',
  company: 'Company',
  address1: 'Address line 1',
  address2: 'Address line 2',
  city: 'Suburb or city',
  province: 'State',
  postcode: 'Postcode',
  country: 'Country',
};

/**
 * Our field at the end of an error's path (`['address', 'zip']` is the postcode), or null. An address has no first and
 * last name of ours: both are its `attention`.
 */
export function fieldAt(path: readonly string[]): FieldName | null {
  const field = fieldNames[path.at(-1) ?? ''] ?? null;
  const isOfAddress = path.includes('address') || path.includes('addresses');
  return isOfAddress && (field === 'firstName' || field === 'lastName') ? 'attention' : field;
}

/** VALUE_REFUSED for the field at `path`; null where the path names none of ours. */
export function valueRefused(record: string, path: readonly string[], message: string): AppError | null {
  const field = fieldAt(path);
  if (field === null) return null;
  return new AppError('VALUE_REFUSED', {
    params: { system: 'Shopify', record, field: labels[field], message, source: 'MYOB Acumatica' },
    fields: { [field]: message },
  });
}
