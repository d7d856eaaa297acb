/**
 * Which country's national numbers a phone is read with. `021 555 0100` is a mobile in Auckland and, read as Australian,
 * a valid number of somebody in Sydney: so the customer's own country decides, and the profile's only where there is none.
 */
import { defaultCountry, type FieldValue, type Party } from '../domain/party.ts';
import { countryCode } from './countries.ts';

/** @param country a customer's country as it is stored: code, name or null. */
export function phoneCountry(country: FieldValue, homeCountry: string): string {
  return countryCode(country) ?? homeCountry;
}

export function phoneCountryOf(party: Party, homeCountry: string): string {
  return phoneCountry(defaultCountry(party), homeCountry);
}

/** For two records of one customer: the ERP's address speaks first, as Shopify's phones carry their country. */
export function phoneCountryOfPair(erp: Party | null, shopify: Party | null, homeCountry: string): string {
  const known =
    (erp === null ? null : defaultCountry(erp)) ?? (shopify === null ? null : defaultCountry(shopify));
  return phoneCountry(known, homeCountry);
}
