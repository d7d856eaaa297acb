/** Records that something ties to each other, and who of them can only be told apart by a person (L9). */
import type { Party } from '../domain/party.ts';
import type { Evidence } from './plan.ts';
import { compareParties, type Bucket } from './match-buckets.ts';

/** Two records, one of each system, and what speaks for their being the same. */
export interface Tie {
  readonly erp: Party;
  readonly shopify: Party;
  readonly evidence: Evidence;
}

/** Records that are tied to each other, over others or directly. */
export interface TiedRecords extends Bucket {
  /** The strongest first, as they were given. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** Every tied record is in exactly one of the answer's parts. */
export function tiedRecords(ties: readonly Tie[]): readonly TiedRecords[] {
  const tiesOf = new Map<Party, Tie[]>();
  for (const tie of ties) {
    for (const party of [tie.erp, tie.shopify]) {
      const known = tiesOf.get(party);
      if (known === undefined) tiesOf.set(party, [tie]);
      else known.push(tie);
    }
  }
  const parts: TiedRecords[] = [];
  const seen = new Set<Party>();
  for (const first of ties) {
    if (seen.has(first.erp)) continue;
    const members = [first.erp];
    seen.add(first.erp);
    for (const member of members) {
      for (const { erp, shopify } of tiesOf.get(member) ?? []) {
        for (const party of [erp, shopify]) {
          if (seen.has(party)) continue;
          seen.add(party);
          members.push(party);
        }
      }
    }
    const sorted = members.toSorted(compareParties);
    const erp = sorted.filter(({ side }) => side === 'erp');
    const shopify = sorted.filter(({ side }) => side === 'shopify');
    const [strongest = first, ...others] = erp.flatMap((party) => tiesOf.get(party) ?? []);
    parts.push({ erp, shopify, evidence: [strongest.evidence, ...others.map(({ evidence }) => evidence)] });
  }
  return parts;
}
