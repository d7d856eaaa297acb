/**
 * Which ERP location is which Shopify address. Passes in order, a claimed location is never taken by a weaker pass:
 * what a person tied, stored link, deleted and added again (R10), same address, blank MAIN that is filled.
 */
import type { Location, Party } from '../domain/party.ts';
import { legacyId, parseExternalReference } from '../domain/ids.ts';
import { locationReference } from '../mapping/external-id.ts';
import { addressFingerprint, isBlankAddress } from '../mapping/fingerprint.ts';
import { normaliseText } from '../mapping/normalise.ts';
import type { LocationTie } from './location-choices.ts';
import type { LocationLink } from './ledger-port.ts';
import { pairApart, pairTied } from './pair-by-hand.ts';

/** ERP LocationID of the location that is created with every customer. */
export const mainKey = 'MAIN';

/**
 * How the two of a pair found each other, or what a single one is.
 *
 * `tied`: by a person. `alone`: a person gave it no partner. `linked`: by the ledger. `revived`: by R10. `paired`: same address, for the first time. `fillsMain`: the address goes
 * into a blank MAIN. `gone`: linked, but one of the two is no longer there. `settled`: was dealt with before, stays
 * silent. `single`: has no partner.
 */
export type Pairing =
  'tied' | 'alone' | 'linked' | 'revived' | 'paired' | 'fillsMain' | 'gone' | 'settled' | 'single';

export interface LocationPair {
  readonly pairing: Pairing;
  readonly erp: Location | null;
  readonly shopify: Location | null;
  /** The stored link; null where there is none. */
  readonly link: LocationLink | null;
}

export interface PairingInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly links: readonly LocationLink[];
  /** What a person tied. It outranks a stored link of either location. */
  readonly ties?: readonly LocationTie[];
  /** Imports may fill a blank MAIN and revive an inactive location. */
  readonly intoErp: boolean;
}

/** Every location of both records is in exactly one pair; those without partner come last, the default ones first. */
export function pairLocations(input: PairingInput): readonly LocationPair[] {
  const erp = new Pool(input.erp?.locations ?? [], erpRank);
  const shopify = new Pool(input.shopify?.locations ?? [], shopifyRank);
  const pairs: LocationPair[] = [];
  const pair = (
    pairing: Pairing,
    one: Location | null,
    other: Location | null,
    link: LocationLink | null,
  ): void => {
    if (one !== null) erp.claim(one);
    if (other !== null) shopify.claim(other);
    pairs.push({ pairing, erp: one, shopify: other, link });
  };

  const parts = { erp, shopify, pair };
  pairTied(input.ties ?? [], input.links, parts);
  const links = input.links
    .filter((link) => !erp.isTied(link.erpKey) && !shopify.isTied(link.shopifyKey))
    .toSorted(
      (one, other) => compareAges(one.erpKey, other.erpKey) || compareAges(one.shopifyKey, other.shopifyKey),
    );
  pairApart(links, parts);

  // Whole pairs first: a location that was tied to a new partner has left its old link behind.
  const settled = links.filter((link) => link.state === 'deleted');
  const stored = links.filter((link) => link.state === 'linked');
  for (const link of stored) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one === null || other === null) continue;
    pair(input.intoErp && isStillToFill(one, other, link) ? 'fillsMain' : 'linked', one, other, link);
  }
  // Deleted and added again with the same text is still the same place, whichever side did it (R10).
  for (const link of [...stored, ...settled]) {
    const one = erp.byKey(link.erpKey);
    if (one === null || shopify.byKey(link.shopifyKey) !== null) continue;
    const again = bestWithSameAddress(one, shopify);
    if (again !== null && (one.active || input.intoErp)) pair('revived', one, again, link);
  }
  for (const link of stored) {
    const other = shopify.byKey(link.shopifyKey);
    if (other === null || erp.byKey(link.erpKey) !== null) continue;
    const again = bestWithSameAddress(other, erp);
    if (again !== null) pair('paired', again, other, null);
  }

  for (const link of stored) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null || other !== null) pair('gone', one, other, link);
  }
  for (const link of settled) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null) pair('settled', one, null, link);
    if (other !== null) pair('settled', null, other, link);
  }

  const isCompany = (input.erp ?? input.shopify)?.kind === 'company';
  if (isCompany && input.erp !== null) {
    for (const one of erp.unclaimed()) {
      const other = withSameReference(input.erp, one, shopify);
      if (other !== null) pair('paired', one, other, null);
    }
  }
  for (const one of erp.unclaimed()) {
    const other = bestWithSameAddress(one, shopify);
    if (other !== null) pair('paired', one, other, null);
  }
  if (isCompany) {
    // A company is never without a location, so that the first two belong together while one of them is blank.
    const one = erp.unclaimed().find(({ isDefault, active }) => isDefault && active);
    const other = shopify.unclaimed().find(({ isDefault }) => isDefault);
    if (one !== undefined && other !== undefined && isBlankAddress(other.values)) {
      pair('paired', one, other, null);
    }
  }

  const main = erp.unclaimed().find(isBlankMain);
  const filling = shopify.unclaimed().find((location) => !isBlankAddress(location.values));
  if (main !== undefined && filling !== undefined && input.intoErp) pair('fillsMain', main, filling, null);

  for (const one of erp.unclaimed()) pair('single', one, null, null);
  for (const other of shopify.unclaimed()) pair('single', null, other, null);
  return pairs;
}

function isBlankMain({ key, active, values }: Location): boolean {
  return key === mainKey && active && isBlankAddress(values);
}

/** The two were linked as one was to fill the other, and that write did not come about: there is no agreement on any country yet. */
function isStillToFill(one: Location, other: Location, { agreed }: LocationLink): boolean {
  return agreed.country === undefined && isBlankMain(one) && !isBlankAddress(other.values);
}

/** The two of a company that name each other; each system's id of a location is its own. */
function withSameReference(company: Party, location: Location, others: Pool): Location | null {
  const id = parseExternalReference(location.externalReference);
  const name = locationReference(company.number, location.key);
  return (
    others
      .unclaimed()
      .find(({ key, externalReference }) => legacyId(key) === id || externalReference === name) ?? null
  );
}

/** Prefers the address of the same person, or of the same name: two may share a house. */
function bestWithSameAddress(location: Location, others: Pool): Location | null {
  const free = others.unclaimed();
  if (free.length === 0) return null;
  const place = addressFingerprint(location.values);
  if (place === null) return null;
  const candidates = free.filter(({ values }) => addressFingerprint(values) === place);
  const attention = normaliseText(location.values.attention ?? '');
  const name = location.site === undefined ? '' : normaliseText(location.name ?? '');
  return (
    candidates.find((each) => name !== '' && normaliseText(each.name ?? '') === name) ??
    candidates.find(({ values }) => normaliseText(values.attention ?? '') === attention) ??
    candidates[0] ??
    null
  );
}

/** MAIN first, then the older one, as both systems number: by length, then by text. Never by the order of an answer (P11). */
function compareAges(one: string, other: string): number {
  if (one === mainKey || other === mainKey) return Number(other === mainKey) - Number(one === mainKey);
  if (one.length !== other.length) return one.length - other.length;
  return one === other ? 0 : one < other ? -1 : 1;
}

/** R21: the default first, then the older one. MAIN is the oldest. */
function erpRank(location: Location): number {
  if (!location.active) return 3;
  if (location.isDefault) return 0;
  return location.key === mainKey ? 1 : 2;
}

function shopifyRank(location: Location): number {
  return location.isDefault ? 0 : 1;
}

/** The locations of one side and which of them are taken. */
class Pool {
  readonly #locations: readonly Location[];
  readonly #claimed = new Set<Location>();

  constructor(locations: readonly Location[], rank: (location: Location) => number) {
    this.#locations =
      locations.length < 2
        ? locations
        : [...locations].sort((one, other) => rank(one) - rank(other) || compareAges(one.key, other.key));
  }

  byKey(key: string): Location | null {
    return this.#locations.find((location) => location.key === key && !this.#claimed.has(location)) ?? null;
  }

  claim(location: Location): void {
    this.#claimed.add(location);
  }

  isTied(key: string): boolean {
    return this.#locations.some((location) => location.key === key && this.#claimed.has(location));
  }

  unclaimed(): readonly Location[] {
    return this.#locations.filter((location) => !this.#claimed.has(location));
  }
}
