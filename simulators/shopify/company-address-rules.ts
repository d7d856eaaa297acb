import type { CompanyAddressRecord } from './company-records.ts';
import { findCountry, findZone, hasZones, isZip, requiresZone } from './countries.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { normalisePhone } from './phone.ts';
import { cleanText, forbiddenContentErrors, lengthError } from './text-rules.ts';

/** `CompanyAddressInput`. */
export interface CompanyAddressInput {
  readonly recipient?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly zoneCode?: string | null;
  readonly countryCode?: string | null;
  readonly phone?: string | null;
}

export type CompanyAddressContent = Omit<
  CompanyAddressRecord,
  'typeName' | 'number' | 'createdAt' | 'updatedAt'
>;

const textFields = [
  ['recipient', 'Recipient'],
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['address1', 'Address1'],
  ['address2', 'Address2'],
  ['city', 'City'],
  ['zip', 'Zip'],
] as const;

const invalid = (field: string, label: string): FieldError =>
  fieldError(field, `${label} is invalid`, 'INVALID');

/**
 * A company's address as it would be stored. Unlike a customer's it is validated: country, zone and postcode against the country, and
 * no HTML, emoji or URL in any text. Error paths are relative to the input.
 */
export function prepareCompanyAddress(input: CompanyAddressInput): Checked<CompanyAddressContent> {
  const text = (field: (typeof textFields)[number][0]): string | null => cleanText(input[field]);
  const errors: FieldError[] = textFields.flatMap(([field, label]) => [
    ...lengthError(field, label, text(field), 255),
    ...(forbiddenContentErrors(field, label, text(field)).length > 0 ? [invalid(field, label)] : []),
  ]);
  const address1 = text('address1');
  if (address1 === null) errors.push(fieldError('address1', "Address1 can't be blank", 'BLANK'));

  const country = findCountry(cleanText(input.countryCode) ?? '');
  if (!country) return { errors: [...errors, invalid('countryCode', 'Country code')] };
  const zoneText = cleanText(input.zoneCode);
  const zone = zoneText === null ? undefined : findZone(country.code, zoneText);
  if (zoneText === null ? requiresZone(country.code) : hasZones(country.code) && !zone)
    errors.push(invalid('zoneCode', 'Zone code'));
  const zip = text('zip');
  if (zip !== null && !errors.some(({ field }) => field?.[0] === 'zip') && !isZip(country.code, zip))
    errors.push(invalid('zip', 'Zip'));
  const phoneText = cleanText(input.phone);
  const phone = phoneText === null ? null : normalisePhone(phoneText, country.code);
  if (phone === undefined) errors.push(invalid('phone', 'Phone'));
  if (errors.length > 0 || address1 === null || phone === undefined) return { errors };
  return {
    value: {
      recipient: text('recipient'),
      firstName: text('firstName'),
      lastName: text('lastName'),
      address1,
      address2: text('address2'),
      city: text('city'),
      zip,
      zoneCode: zone?.code ?? null,
      province: zone?.name ?? null,
      countryCode: country.code,
      country: country.name,
      phone,
    },
  };
}
