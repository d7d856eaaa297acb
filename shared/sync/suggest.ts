/**
 * Near matches among records that no rule could match: suggestions for a person, never links (L9). Pure, and long enough on large
 * stores to have a thread of its own; `SuggestMatches` is that thread, or this function itself.
 */
import type { Party } from '../domain/party.ts';
import { blockingKeys, mostPerKey } from './suggest-blocks.ts';
import { featuresOf, type Features } from './suggest-features.ts';
import { compareIfNear, compareRecords, type Comparison } from './suggest-score.ts';
import { subjectOf, type SuggestSubject } from './suggest-subject.ts';
import type { FieldEvidence } from '../domain/suggestion.ts';

export interface SuggestInput {
  readonly erp: readonly SuggestSubject[];
  readonly shopify: readonly SuggestSubject[];
  /** Pairs of keys, `<ERP key>\n<Shopify key>`, that a person keeps apart. */
  readonly apart: ReadonlySet<string>;
}

export interface NearMatch {
  readonly erpKey: string;
  readonly shopifyKey: string;
  readonly score: number;
  readonly fields: readonly FieldEvidence[];
}

export interface NearMatches {
  /** Best first; equal scores in the order of their keys. */
  readonly matches: readonly NearMatch[];
  readonly compared: number;
  /** Keys that too many records share. */
  readonly crowded: number;
}

/** Told how many of the ERP's records are through; a throw ends the search. */
export type SuggestProgress = (done: number, total: number) => void;

/** Searches wherever the host lets it. Throws STOPPED when the signal says so. */
export type SuggestMatches = (
  input: SuggestInput,
  onProgress: SuggestProgress,
  signal: AbortSignal,
) => Promise<NearMatches>;

const reportEvery = 500;

/** Positions of the records that share a key: one, or rarely several. */
type Members = number | number[];

function indexKeys(records: readonly Features[]): ReadonlyMap<number, Members> {
  const index = new Map<number, Members>();
  for (const [position, record] of records.entries()) {
    for (const key of blockingKeys(record)) {
      const members = index.get(key);
      if (members === undefined) index.set(key, position);
      else if (Array.isArray(members)) members.push(position);
      else index.set(key, [members, position]);
    }
  }
  return index;
}

/** How many records have each of the keys that the other side has as well. */
function countKeys(keys: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const own of keys) for (const key of own) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function compareMatches(a: NearMatch, b: NearMatch): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.erpKey !== b.erpKey) return a.erpKey < b.erpKey ? -1 : 1;
  return a.shopifyKey < b.shopifyKey ? -1 : 1;
}

/**
 * Every pair that shares a key no more than `mostPerKey` records of a side have, scored; those from `suggestedFrom` on. At most
 * some 20 keys a record and `mostPerKey` partners a key, so the time grows with the number of records, not with its square.
 */
export function suggestMatches(input: SuggestInput, onProgress: SuggestProgress): NearMatches {
  const erp = input.erp.map(featuresOf);
  const shopify = input.shopify.map(featuresOf);
  const index = indexKeys(shopify);
  const keys = erp.map((record) => blockingKeys(record).filter((key) => index.has(key)));
  const counts = countKeys(keys);
  const matches: NearMatch[] = [];
  const crowded = new Set<number>();
  /** By position in Shopify: the last ERP record that it was compared with. */
  const met = new Int32Array(shopify.length).fill(-1);
  let compared = 0;
  for (const [position, record] of erp.entries()) {
    if (position % reportEvery === 0) onProgress(position, erp.length);
    for (const key of keys[position] ?? []) {
      const members = index.get(key) ?? [];
      const partners = Array.isArray(members) ? members : [members];
      if (partners.length > mostPerKey || (counts.get(key) ?? 0) > mostPerKey) {
        crowded.add(key);
        continue;
      }
      for (const partner of partners) {
        const other = shopify[partner];
        if (other === undefined || met[partner] === position) continue;
        met[partner] = position;
        if (input.apart.has(`${record.key}\n${other.key}`)) continue;
        compared += 1;
        const near = compareIfNear(record, other);
        if (near !== null) matches.push({ erpKey: record.key, shopifyKey: other.key, ...near });
      }
    }
  }
  onProgress(erp.length, erp.length);
  return { matches: matches.toSorted(compareMatches), compared, crowded: crowded.size };
}

/** The search in the thread of whoever calls: for tests, and for a few records. */
export const suggestHere: SuggestMatches = async (input, onProgress, signal) =>
  suggestMatches(input, (done, total) => {
    signal.throwIfAborted();
    onProgress(done, total);
  });

/** How alike two records are, field by field, whatever the score. */
export function likenessOf(erp: Party, shopify: Party): Comparison {
  return compareRecords(featuresOf(subjectOf(erp)), featuresOf(subjectOf(shopify)));
}
