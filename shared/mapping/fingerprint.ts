import type { LocationField, LocationValues } from '../domain/party.ts';
import { normaliseAddressText, normalisePostcode, normaliseText } from './normalise.ts';
import { countryCode, zoneCode, zoneRequired } from './zones.ts';

const addressLines: readonly LocationField[] = ['address1', 'address2', 'city', 'postcode'];

/**
 * True without any address line. Country and state alone are no address: the ERP gives a new MAIN the country of its
 * class (domain facts 3.3).
 */
export function isBlankAddress(values: LocationValues): boolean {
  return addressLines.every((field) => (values[field] ?? '').trim() === '');
}

/**
 * One text for one place, whoever lives there and however it is punctuated; null for a blank address. Two locations of
 * one customer with the same fingerprint are the same address.
 *
 * The state counts only where a country requires one: in New Zealand Shopify knows a region and the ERP usually does
 * not (domain facts 8), and that makes no second place.
 */
export function addressFingerprint(values: LocationValues): string | null {
  if (isBlankAddress(values)) return null;
  const country = countryCode(values.country);
  return [
    normaliseAddressText(values.address1 ?? ''),
    normaliseAddressText(values.address2 ?? ''),
    normaliseAddressText(values.city ?? ''),
    zoneRequired(country) ? (zoneCode(country, values.province) ?? normaliseText(values.province ?? '')) : '',
    normalisePostcode(values.postcode) ?? '',
    country ?? normaliseText(values.country ?? ''),
  ].join('|');
}
