/** Records that share an identity value, and who of them a person keeps apart. */
import type { Party } from '../domain/party.ts';

/** Records that share an identity value. */
export interface Bucket {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
}

/** Key of a record to the keys of the records it is never matched with by itself; what holds one way holds the other. */
export type Apart = ReadonlyMap<string, ReadonlySet<string>>;

/** One record or, rarely, several: 100,000 arrays of one would cost more than the matching. */
export type OneOrMore = Party | Party[];

export function indexBy(
  parties: readonly Party[],
  identity: (party: Party) => string | null,
): ReadonlyMap<string, OneOrMore> {
  const index = new Map<string, OneOrMore>();
  for (const party of parties) {
    const value = identity(party);
    if (value === null) continue;
    const known = index.get(value);
    if (known === undefined) index.set(value, party);
    else if (Array.isArray(known)) known.push(party);
    else index.set(value, [known, party]);
  }
  return index;
}

export function listOf(found: OneOrMore | undefined): readonly Party[] {
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

/** Every value that more than one record has, on whichever side. */
export function* sharedBy(
  erp: readonly Party[],
  shopify: readonly Party[],
  identity: (party: Party) => string | null,
): Generator<readonly [string, Bucket]> {
  const ofErp = indexBy(erp, identity);
  const ofShopify = indexBy(shopify, identity);
  for (const [value, found] of ofErp) {
    const partners = ofShopify.get(value);
    if (partners !== undefined || Array.isArray(found)) {
      yield [value, { erp: listOf(found), shopify: listOf(partners) }];
    }
  }
  for (const [value, found] of ofShopify) {
    if (Array.isArray(found) && !ofErp.has(value)) yield [value, { erp: [], shopify: found }];
  }
}

/** Oldest number first, as people count: `99` before `100`. The key settles equal numbers. */
export function compareParties(a: Party, b: Party): number {
  if (a.number.length !== b.number.length) return a.number.length - b.number.length;
  if (a.number !== b.number) return a.number < b.number ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

export function isApart(apart: Apart, one: Party, other: Party): boolean {
  return apart.get(one.key)?.has(other.key) === true;
}

/** Adds both ways. */
export function setApart(apart: Map<string, Set<string>>, one: string, other: string): void {
  for (const [key, from] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = apart.get(key);
    if (known === undefined) apart.set(key, new Set([from]));
    else known.add(from);
  }
}

/**
 * The parts of a bucket that may still be one customer: two records are in one part unless everything between them is kept
 * apart. A record that is apart from all others is in no part.
 */
export function partsOf(bucket: Bucket, apart: Apart): readonly Bucket[] {
  const all = [...bucket.erp, ...bucket.shopify];
  if (apart.size === 0 || !all.some(({ key }) => apart.has(key))) return [bucket];
  const parts: Bucket[] = [];
  const waiting = new Set(all);
  for (const first of all) {
    if (!waiting.delete(first)) continue;
    const part = [first];
    for (const member of part) {
      for (const other of waiting) {
        if (isApart(apart, member, other)) continue;
        waiting.delete(other);
        part.push(other);
      }
    }
    if (part.length === 1) continue;
    const members = new Set(part);
    parts.push({
      erp: bucket.erp.filter((party) => members.has(party)),
      shopify: bucket.shopify.filter((party) => members.has(party)),
    });
  }
  return parts;
}
