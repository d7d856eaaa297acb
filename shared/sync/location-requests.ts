/** What each system takes of one location in requests of their own: each is a write of its own, all there or not at all (L5). */
import type { Location, Party } from '../domain/party.ts';
import type { LocationPatch } from './ports.ts';

/** ERP: the location takes everything from its customer, and no other does: its address is written through the customer. */
export function inheritsAlone(owner: Party, location: Location): boolean {
  return location.inherits && owner.locations.filter(({ inherits }) => inherits).length === 1;
}

/**
 * The patches of a location of the ERP. What is the customer's goes to the customer, with the name of the default location, which is
 * a field of both; the rest is the location's.
 */
export function requestsOfErpLocation(
  owner: Party,
  held: Location,
  { values, name, ...others }: LocationPatch,
): readonly LocationPatch[] {
  const named = name === undefined ? {} : { name };
  const isShared = Object.keys(values).length > 0 && inheritsAlone(owner, held);
  if (!isShared) return [{ values, ...named, ...others }];
  const own = held.isDefault ? others : { ...named, ...others };
  return [
    { values, ...(held.isDefault ? named : {}) },
    ...(Object.keys(own).length === 0 ? [] : [{ values: {}, ...own }]),
  ];
}

/**
 * What Shopify takes of a company's location in requests of their own: what is the location's, phone and name; its address; its
 * tax; its terms.
 */
export function requestsOfSite({ values, site = {}, ...own }: LocationPatch): readonly LocationPatch[] {
  const { phone, ...address } = values;
  const { terms, billing, ...tax } = site;
  return [
    { values: phone === undefined ? {} : { phone }, ...own },
    { values: address },
    ...(billing === undefined ? [] : [{ values: {}, site: { billing } }]),
    ...(Object.keys(tax).length === 0 ? [] : [{ values: {}, site: tax }]),
    ...(terms === undefined ? [] : [{ values: {}, site: { terms } }]),
  ].filter((patch) => !isEmptyPatch(patch));
}

export function isEmptyPatch({ values, ...others }: LocationPatch): boolean {
  return Object.keys(values).length === 0 && Object.keys(others).length === 0;
}
