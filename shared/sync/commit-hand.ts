/** What a row does to links because a person said so. */
import type { RowProgress } from './commit-types.ts';
import type { ByHand, LocationLink } from './ledger-port.ts';
import type { LocationTie, LocationVerb, Note } from './plan.ts';

/** Who linked the row's two records, or unlinked them, by hand; null where a rule did. */
export function linkerOf({ row, work, decision, runId }: RowProgress): ByHand | null {
  const isChosen = row.evidence.some(({ rule }) => rule === 'manual');
  if (work.linkEffect !== 'separate' && !isChosen) return null;
  return { person: decision?.person ?? 'a person', runId };
}

/** A part of the row as far as its partner goes: a location or a contact. */
interface TiedPart {
  readonly verb: LocationVerb;
  readonly erp: { readonly key: string } | null;
  readonly shopify: { readonly key: string } | null;
}

/** Whether a person said that the two parts are one, though their values cannot be written: that they are one holds all the same. */
export function isTiedAsTheyAre({ verb, notes }: TiedPart & { readonly notes: readonly Note[] }): boolean {
  return (
    verb === 'invalid' && notes.some(({ code }) => code === 'tiedByHand' || code === 'contactLinkedByHand')
  );
}

/** Links of locations or contacts. A tie made by hand takes the place of everything that either part was tied to before. */
export function withoutTied<L extends Pick<LocationLink, 'erpKey' | 'shopifyKey'>>(
  links: readonly L[],
  ties: readonly LocationTie[],
  parts: readonly TiedPart[],
): L[] {
  if (ties.length === 0) return [...links];
  const carriedOut = new Set(
    parts.flatMap(({ erp, shopify, verb }) =>
      verb === 'untie' || ties.some((tie) => tie.erpKey === erp?.key && tie.shopifyKey === shopify?.key)
        ? [erp?.key, shopify?.key]
        : [],
    ),
  );
  return links.filter(
    ({ erpKey, shopifyKey }) =>
      (!carriedOut.has(erpKey) && !carriedOut.has(shopifyKey)) ||
      ties.some((tie) => tie.erpKey === erpKey && tie.shopifyKey === shopifyKey),
  );
}
