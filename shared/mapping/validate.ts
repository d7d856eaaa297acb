/**
 * What the two systems would refuse, found before anything is sent. Only values that would be written are checked: what
 * a system already holds is its own business.
 */
import type {
  CustomerValues,
  FieldValue,
  LocationField,
  LocationValues,
  NamedField,
  OptInField,
  Side,
  SiteField,
} from '../domain/party.ts';
import { customerFields, isFurtherKey, locationFields, otherSide } from '../domain/party.ts';
import { accountNameLabel, fieldRules } from './field-rules.ts';
import { maximumLengths } from './limits.ts';
import { normaliseEmail } from './normalise.ts';
import type { Note } from '../domain/note-catalogue.ts';
import { note, systemNames } from './note.ts';
import { sideOfOptIn } from './opt-in.ts';
import {
  countryCode,
  countryName,
  postcodeIsPossible,
  postcodeIsUnusual,
  zoneCode,
  zoneRequired,
  zonesOf,
} from './zones.ts';

/** One `@`, something on both sides, a dot in the domain, no dot at an edge: what Shopify takes (domain facts 2.5). */
const emailSyntax = /^[^\s@.]+(?:\.[^\s@.]+)*@[^\s@.]+(?:\.[^\s@.]+)+$/u;

/** Shopify refuses these in the text of an address. A plain (c) or tm sign is no emoji. */
const refusedCharacters =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|<[a-z/!][^>]*>|https?:\/\/|www\./iu;

export function isEmail(text: string): boolean {
  return emailSyntax.test(normaliseEmail(text) ?? '');
}

/** Reasons why `targetSide` would refuse this value of a customer; empty when it would not. */
export function validateCustomerValue(
  field: keyof CustomerValues,
  value: FieldValue,
  targetSide: Side,
): readonly Note[] {
  if (value === null) return [];
  const notes = lengthNotes(field, fieldRules[field].label, value, targetSide);
  if (field === 'email' && targetSide === 'shopify' && !isEmail(value)) {
    notes.push(note('emailNotValid', { email: value, system: systemNames[targetSide] }));
  }
  return notes;
}

/** Reasons why `targetSide` would refuse these values of a customer. */
export function validateCustomer(values: CustomerValues, targetSide: Side): readonly Note[] {
  return customerFields.flatMap((field) => validateCustomerValue(field, values[field], targetSide));
}

/** Reasons why `targetSide` would refuse a CustomerName, or the name of a company (R14). */
export function validateAccountName(accountName: FieldValue, targetSide: Side = 'erp'): readonly Note[] {
  return accountName === null ? [] : lengthNotes('accountName', accountNameLabel, accountName, targetSide);
}

/** Reasons why `targetSide` would refuse this value of a location of a company (R14). */
export function validateSiteValue(field: SiteField, value: FieldValue, targetSide: Side): readonly Note[] {
  return value === null ? [] : lengthNotes(field, fieldRules[field].label, value, targetSide);
}

/** Language and, where there is one, region, as `en` or `en-AU`: what Shopify takes of the shape (domain facts 12.1). */
const languageSyntax = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu;

export function isLanguage(text: string): boolean {
  return languageSyntax.test(text);
}

/** Reasons why the system that has this field would refuse its value; of tags, one tag. */
export function validateOptInValue(field: OptInField, value: FieldValue): readonly Note[] {
  // How much a field of only this store or company takes is known to its system alone, which has the last word.
  if (value === null || isFurtherKey(field)) return [];
  return lengthNotes(field, fieldRules[field].label, value, sideOfOptIn(field));
}

/**
 * Reasons why `targetSide` would refuse a location with these values; `written` are the fields that would be sent.
 * The phone is never a reason: an address goes without it (R5).
 */
export function validateLocation(
  values: LocationValues,
  targetSide: Side,
  sourceSide: Side,
  written: ReadonlySet<LocationField> = allLocationFields,
): readonly Note[] {
  const notes: Note[] = [];
  for (const field of locationFields) {
    const value = values[field];
    if (value === null || !written.has(field)) continue;
    notes.push(...lengthNotes(field, fieldRules[field].label, value, targetSide));
    if (targetSide === 'shopify' && refusedCharacters.test(value)) {
      notes.push(
        note('charactersRefused', {
          field: fieldRules[field].label,
          system: systemNames[targetSide],
          source: systemNames[sourceSide],
        }),
      );
    }
  }
  if (targetSide === 'shopify') notes.push(...placeNotes(values, sourceSide, written));
  return notes;
}

const allLocationFields: ReadonlySet<LocationField> = new Set(locationFields);

function placeNotes(
  values: LocationValues,
  sourceSide: Side,
  written: ReadonlySet<LocationField>,
): readonly Note[] {
  if (!written.has('country') && !written.has('province')) return [];
  const system = systemNames[otherSide(sourceSide)];
  const source = systemNames[sourceSide];
  const country = countryCode(values.country);
  if (country === null) {
    return values.country === null
      ? []
      : [note('countryUnknown', { country: values.country, system, source })];
  }
  if (zonesOf(country) === null) return [];
  if (values.province === null) {
    return zoneRequired(country)
      ? [note('provinceRequired', { country: countryName(country), system, source })]
      : [];
  }
  return zoneCode(country, values.province) === null
    ? [note('provinceUnknown', { province: values.province, country: countryName(country), system, source })]
    : [];
}

/**
 * Reasons, besides those of `validateLocation`, why Shopify would refuse an address of a company, which it checks as it does not
 * check a customer's (domain facts 4.2): an address without a first line or a country, a postcode that its country does not have.
 * A blank address is none.
 */
export function validateCompanyAddress(values: LocationValues): readonly Note[] {
  const source = systemNames.erp;
  const system = systemNames.shopify;
  const notes: Note[] = [];
  if (isBlank(values.address1)) notes.push(note('addressLineRequired', { system, source }));
  if (isBlank(values.country)) notes.push(note('countryRequired', { system, source }));
  const country = countryCode(values.country);
  if (country !== null && !isBlank(values.postcode) && !postcodeIsPossible(country, values.postcode)) {
    notes.push(
      note('postcodeRefused', {
        postcode: values.postcode ?? '',
        country: countryName(country),
        system,
        source,
      }),
    );
  }
  return notes;
}

function isBlank(value: FieldValue): boolean {
  return value === null || value.trim() === '';
}

/** Things worth a second look that nobody refuses. */
export function addressWarnings(values: LocationValues): readonly Note[] {
  const country = countryCode(values.country);
  if (values.postcode === null || country === null) return [];
  return postcodeIsUnusual(country, zoneCode(country, values.province), values.postcode)
    ? [note('postcodeUnusual', { postcode: values.postcode, country: countryName(country) })]
    : [];
}

function lengthNotes(field: NamedField, label: string, value: string, targetSide: Side): Note[] {
  const maximum = maximumLengths[targetSide][field];
  if (value.length <= maximum) return [];
  return [
    note('tooLong', {
      field: label,
      length: String(value.length),
      maximum: String(maximum),
      system: systemNames[targetSide],
      source: systemNames[otherSide(targetSide)],
    }),
  ];
}
