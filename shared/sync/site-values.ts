/** What a location of a business customer has besides its address, as values that can be compared like all others. */
import type { FieldValue, Location, LocationField, LocationValues, SiteField } from '../domain/party.ts';

import { siteValuesOf } from './locations-site.ts';
import { blankLocation } from '../domain/fields.ts';

export type PlaceValues = LocationValues & Readonly<Record<SiteField, FieldValue>>;
export type PlaceField = LocationField | SiteField;

export const blankPlace: PlaceValues = { ...blankLocation, locationName: null, taxId: null, taxExempt: null };

/** With its address; of an individual's location the site's values are blank. */
export function placeValuesOf(location: Location): PlaceValues {
  return { ...location.values, ...siteValuesOf(location) };
}

/** Values of a patch, as those of a location are named. */
export function patchedValues({
  values,
  name,
  site,
}: {
  readonly values: Readonly<Partial<LocationValues>>;
  readonly name?: FieldValue;
  readonly site?: { readonly taxId?: FieldValue; readonly taxExempt?: boolean };
}): Readonly<Partial<PlaceValues>> {
  return {
    ...values,
    ...(name === undefined ? {} : { locationName: name }),
    ...(site?.taxId === undefined ? {} : { taxId: site.taxId }),
    ...(site?.taxExempt === undefined ? {} : { taxExempt: site.taxExempt ? 'yes' : null }),
  };
}
