import { findCountry, findZone, hasZones } from './countries.ts';
import type { Country } from './countries.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { normaliseAddressPhone } from './phone.ts';
import type { AddressRecord } from './records.ts';
import { cleanText, forbiddenContentErrors, lengthError } from './text-rules.ts';

/** `MailingAddressInput`. */
export interface AddressInput {
  readonly id?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly province?: string | null;
  readonly provinceCode?: string | null;
  readonly zip?: string | null;
  readonly country?: string | null;
  readonly countryCode?: string | null;
  readonly phone?: string | null;
}

/** An address without its number: what a duplicate is compared by. */
export type AddressContent = Omit<AddressRecord, 'typeName' | 'number'>;

const textFields = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['company', 'Company'],
  ['address1', 'Address1'],
  ['address2', 'Address2'],
  ['city', 'City'],
  ['zip', 'Zip'],
] as const;

const blankAddress: AddressContent = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  provinceCode: null,
  zip: null,
  country: null,
  countryCodeV2: null,
  phone: null,
};

interface AddressOwner {
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/**
 * The address a customer would have after the input: a partial patch of `existing`, or a new one. Blank names inherit the owner's,
 * `countryCode` beats `country`, a wrong province is reported at `province` whichever field was sent, zip is not validated.
 */
export function prepareAddress(
  input: AddressInput,
  existing: AddressContent | undefined,
  owner: AddressOwner,
  shopCountry: string,
): Checked<AddressContent> {
  const before = existing ?? blankAddress;
  const patch = (field: (typeof textFields)[number][0]): string | null =>
    field in input ? cleanText(input[field]) : before[field];

  const draft = {
    firstName: patch('firstName') ?? owner.firstName,
    lastName: patch('lastName') ?? owner.lastName,
    company: patch('company'),
    address1: patch('address1'),
    address2: patch('address2'),
    city: patch('city'),
    zip: patch('zip'),
  };
  const sentPhone = 'phone' in input ? cleanText(input.phone) : before.phone;
  const errors: FieldError[] = [
    ...textFields.flatMap(([field, label]) => [
      ...lengthError(field, label, draft[field], 255),
      ...forbiddenContentErrors(field, label, draft[field]),
    ]),
    ...lengthError('phone', 'Phone', sentPhone, 255),
    ...forbiddenContentErrors('phone', 'Phone', sentPhone),
  ];

  const place = resolvePlace(input, before);
  if ('errors' in place) errors.push(...place.errors);
  if (errors.length > 0 || 'errors' in place) return { errors };

  const phone =
    sentPhone === null || !('phone' in input)
      ? sentPhone
      : normaliseAddressPhone(sentPhone, place.value.countryCodeV2 ?? shopCountry);
  return { value: { ...draft, ...place.value, phone } };
}

type Place = Pick<AddressContent, 'country' | 'countryCodeV2' | 'province' | 'provinceCode'>;

function resolvePlace(input: AddressInput, before: AddressContent): Checked<Place> {
  const countrySent = 'countryCode' in input || 'country' in input;
  const countryText = countrySent
    ? (cleanText(input.countryCode) ?? cleanText(input.country))
    : before.countryCodeV2;
  const country = countryText === null ? undefined : findCountry(countryText);
  if (countryText !== null && !country)
    return { errors: [fieldError('country', 'Country is invalid', 'INVALID')] };

  const provinceSent = 'provinceCode' in input || 'province' in input;
  const provinceText = provinceSent
    ? (cleanText(input.provinceCode) ?? cleanText(input.province))
    : before.provinceCode;
  const none: Place = { country: null, countryCodeV2: null, province: null, provinceCode: null };
  if (!country) return { value: none };
  const inCountry: Place = { ...none, country: country.name, countryCodeV2: country.code };
  if (provinceText === null || !hasZones(country.code)) return { value: inCountry };
  return withZone(inCountry, country, provinceText);
}

function withZone(place: Place, country: Country, provinceText: string): Checked<Place> {
  const zone = findZone(country.code, provinceText);
  return zone
    ? { value: { ...place, province: zone.name, provinceCode: zone.code } }
    : { errors: [fieldError('province', 'Province is invalid', 'INVALID')] };
}

/** Whether two addresses say exactly the same. */
export function isSameAddress(a: AddressContent, b: AddressContent): boolean {
  return (Object.keys(blankAddress) as (keyof AddressContent)[]).every((field) => a[field] === b[field]);
}

/** Whether the input of a nested address says nothing at all about the place. */
export function isBlankInput(input: AddressInput): boolean {
  const { company, address1, address2, city, province, provinceCode, zip, country, countryCode, phone } =
    input;
  const place = [company, address1, address2, city, province, provinceCode, zip, country, countryCode, phone];
  return place.every((text) => cleanText(text) === null);
}
