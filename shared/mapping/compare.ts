/**
 * When two values are the same.
 *
 * Two questions, two answers. Did a system change a value since it was agreed (`sameValue`)? Text then compares
 * exactly, after NFC and collapsed blanks: a corrected capital letter is a change and is passed on. Do two systems that
 * never agreed, or were both edited, hold the same (`alike`)? Case then does not count, nor punctuation in address
 * lines: nobody wants to be asked about "12 King St." and "12 KING ST".
 */
import type { FieldName, FieldValue } from '../domain/party.ts';
import { ruleOf } from './field-rules.ts';
import { itemsIn } from './items.ts';
import {
  collapseBlanks,
  normaliseAddressText,
  normaliseEmail,
  normalisePhone,
  normalisePostcode,
  normaliseText,
} from './normalise.ts';
import { countryCode, zoneCode } from './zones.ts';

/**
 * The form of a value that `sameValue` compares; null for blank. `country` (ISO alpha-2) reads national phones and
 * states. A phone that is no valid number compares by its digits, a state outside the tables by its text.
 */
export function comparable(field: FieldName, value: FieldValue, country: string | null): string | null {
  if (value === null) return null;
  switch (ruleOf(field).kind) {
    case 'email':
      return normaliseEmail(value);
    case 'phone':
      return normalisePhone(value, country).e164 ?? blankAsNull(digitsOf(value));
    case 'postcode':
      return normalisePostcode(value);
    case 'province':
      return zoneCode(country, value) ?? blankAsNull(normaliseText(value));
    case 'country':
      return countryCode(value) ?? blankAsNull(normaliseText(value));
    case 'taxId':
      return blankAsNull(value.replaceAll(/[\s.-]/gu, '').toUpperCase());
    case 'code':
      return blankAsNull(value.trim());
    case 'word':
      return blankAsNull(normaliseText(value));
    case 'words':
      return blankAsNull(itemsIn(value).map(normaliseText).toSorted().join(','));
    case 'name':
    case 'address':
      return blankAsNull(collapseBlanks(value));
  }
}

/** `country` is the left value's, and also the right one's unless that has its own. */
export function sameValue(
  field: FieldName,
  left: FieldValue,
  right: FieldValue,
  country: string | null,
  rightCountry: string | null = country,
): boolean {
  if (left === right && country === rightCountry) return true;
  return comparable(field, left, country) === comparable(field, right, rightCountry);
}

/** Whether two systems hold the same, however they spell it. */
export function alike(
  field: FieldName,
  left: FieldValue,
  right: FieldValue,
  country: string | null,
  rightCountry: string | null = country,
): boolean {
  const { kind } = ruleOf(field);
  if (kind === 'name')
    return left === right || spelling(left, normaliseText) === spelling(right, normaliseText);
  if (kind === 'address') {
    return left === right || spelling(left, normaliseAddressText) === spelling(right, normaliseAddressText);
  }
  return sameValue(field, left, right, country, rightCountry);
}

function spelling(value: FieldValue, normalise: (text: string) => string): string | null {
  return value === null ? null : blankAsNull(normalise(value));
}

function digitsOf(text: string): string {
  const digits = text.replace(/\D+/gu, '');
  return digits === '' ? normaliseText(text) : digits;
}

function blankAsNull(text: string): string | null {
  return text === '' ? null : text;
}
