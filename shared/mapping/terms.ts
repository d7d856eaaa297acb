/** Payment terms of the two systems, by the profile's table of those that mean the same. */
import type { FieldValue, Side } from '../domain/party.ts';

export interface TermsPair {
  /** Key of the template. */
  readonly shopify: string;
  /** TermsID */
  readonly erp: string;
}

/**
 * What the other side's terms are called on `target`; null where the table does not say. Of several that mean the same the one
 * that is there already, else the first.
 */
export function translateTerms(
  value: FieldValue,
  target: Side,
  pairs: readonly TermsPair[],
  there: FieldValue = null,
): FieldValue {
  const from = target === 'erp' ? 'shopify' : 'erp';
  const names = pairs.filter((pair) => pair[from] === value).map((pair) => pair[target]);
  return there !== null && names.includes(there) ? there : (names[0] ?? null);
}
