/** The first pass over the parts of two linked records, locations or contacts: what a person said of them outranks everything else. */

interface Tie {
  readonly erpKey: string | null;
  readonly shopifyKey: string | null;
}

interface PartLink {
  readonly erpKey: string;
  readonly shopifyKey: string;
  readonly state: 'linked' | 'apart' | 'deleted';
}

interface PartPool<Part> {
  /** The part with this key, unless a pair has it already. */
  byKey(key: string): Part | null;
}

export interface PartsToPair<Part, Link extends PartLink> {
  readonly erp: PartPool<Part>;
  readonly shopify: PartPool<Part>;
  readonly pair: (
    pairing: 'tied' | 'linked' | 'alone',
    erp: Part | null,
    shopify: Part | null,
    link: Link | null,
  ) => void;
}

/** What was said in this preview; of what the ledger knows already, as the ledger knows it. */
export function pairTied<Part, Link extends PartLink>(
  ties: readonly Tie[],
  links: readonly Link[],
  { erp, shopify, pair }: PartsToPair<Part, Link>,
): void {
  for (const { erpKey, shopifyKey } of ties) {
    const one = erpKey === null ? null : erp.byKey(erpKey);
    const other = shopifyKey === null ? null : shopify.byKey(shopifyKey);
    const known =
      links.find((link) => link.erpKey === (erpKey ?? '') && link.shopifyKey === (shopifyKey ?? '')) ?? null;
    if (erpKey !== null && shopifyKey !== null) {
      if (one === null || other === null) continue;
      if (known?.state === 'linked') pair('linked', one, other, known);
      else pair('tied', one, other, null);
    } else if (one !== null || other !== null) {
      pair('alone', one, other, known?.state === 'apart' ? known : null);
    }
  }
}

/** What was said in an earlier preview, and kept by its commit: these parts have no partner. */
export function pairApart<Part, Link extends PartLink>(
  links: readonly Link[],
  { erp, shopify, pair }: PartsToPair<Part, Link>,
): void {
  for (const link of links) {
    if (link.state !== 'apart') continue;
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null || other !== null) pair('alone', one, other, link);
  }
}
