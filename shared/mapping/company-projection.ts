/**
 * A business customer of the source as its mapping shows it to the other side (ADR 19, 26): its name, and what its locations hold. Its
 * contacts are copied as they are, its terms by their own table. Pure.
 */
import type { FieldValue, Location, LocationValues, Party } from '../domain/party.ts';
import type { CompiledMapping, MappedField } from './field-mapping.ts';
import { isBlankAddress } from './fingerprint.ts';
import { mainLocation } from './party-fields.ts';
import { siteKeys } from './site-keys.ts';
import { fieldValueOf } from './template-value.ts';

const ownRules = (fields: readonly MappedField[]): readonly MappedField[] =>
  fields.filter(({ rule }) => rule.kind !== 'default');

/** A constant makes no address, and no phone, of a location that has none. */
function isMapped(key: string, { values }: Location): boolean {
  if (!key.startsWith('address.') || !isBlankAddress(values)) return true;
  return key === 'address.phone' && values.phone !== null;
}

function projectSite(fields: readonly MappedField[], party: Party, location: Location): Location {
  const made = new Map(
    fields.flatMap(({ target: { key }, valueOf }): readonly (readonly [string, FieldValue])[] =>
      isMapped(key, location) ? [[key, fieldValueOf(valueOf(party, location))]] : [],
    ),
  );
  const valueAt = (key: string, asRead: FieldValue): FieldValue => {
    const value = made.get(key);
    return value === undefined ? asRead : value;
  };
  const { site } = location;
  const values = Object.entries(location.values).map(([field, asRead]) => [
    field,
    valueAt(`address.${field}`, asRead),
  ]);
  return {
    ...location,
    name: valueAt(siteKeys.locationName, location.name),
    values: Object.fromEntries(values) as LocationValues,
    ...(site !== undefined && {
      site: {
        ...site,
        taxId: valueAt(siteKeys.taxId, site.taxId),
        taxExempt: valueAt(siteKeys.taxExempt, site.taxExempt ? 'yes' : null) === 'yes',
      },
    }),
  };
}

/** Null where every field is copied as it is. */
export function companyProjection({ customer, location }: CompiledMapping): ((party: Party) => Party) | null {
  const [ofCompany, ofSites] = [ownRules(customer), ownRules(location)];
  if (ofCompany.length + ofSites.length === 0) return null;
  const name = ofCompany.find(({ target }) => target.key === 'accountName');
  return (party) => ({
    ...party,
    accountName:
      name === undefined ? party.accountName : fieldValueOf(name.valueOf(party, mainLocation(party))),
    asRead: party,
    locations: party.locations.map((each) => projectSite(ofSites, party, each)),
  });
}
