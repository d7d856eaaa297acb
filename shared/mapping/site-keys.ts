/** What mappings call the fields of a location, by the names that the sync core has for them. */
import type { FieldName, SiteField } from '../domain/party.ts';

export const siteKeys: Readonly<Record<SiteField, string>> = {
  locationName: 'location.name',
  taxId: 'location.taxId',
  taxExempt: 'location.taxExempt',
};

/** Of the address (`address.city`), or of what a location of a business customer has besides. */
export function locationKey(field: FieldName): string {
  return (siteKeys as Readonly<Partial<Record<FieldName, string>>>)[field] ?? `address.${field}`;
}
