import type { FieldName, FieldValue, Side } from '../domain/party.ts';
import { ruleOf } from './field-rules.ts';
import { collapseBlanks, normalisePhone } from './normalise.ts';
import { countryCode, zoneCode } from './zones.ts';

/**
 * What is really written to `target` for a value of the other system: codes for countries and states (domain facts
 * 3.6), E.164 for phones in Shopify (anything else it may refuse or silently corrupt), e-mails without blanks,
 * everything else as it stands. Null for a phone that Shopify could not take (R5).
 *
 * `country` is the ISO alpha-2 code that national phones and states belong to.
 */
export function writtenValue(
  field: FieldName,
  value: FieldValue,
  target: Side,
  country: string | null,
): FieldValue {
  if (value === null || value.trim() === '') return null;
  switch (ruleOf(field).kind) {
    case 'phone':
      return target === 'shopify' ? normalisePhone(value, country).e164 : value.trim();
    case 'email':
      return collapseBlanks(value).replaceAll(' ', '');
    case 'province':
      return zoneCode(country, value) ?? value.trim();
    case 'country':
      return countryCode(value) ?? value.trim();
    case 'taxId':
    case 'code':
    case 'word':
    case 'words':
    case 'postcode':
    case 'name':
    case 'address':
      return value.trim();
  }
}
