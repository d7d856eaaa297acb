/**
 * Which records of the two systems are the same customer. Passes from strong to weak; a record that a pass has claimed
 * cannot be taken by a weaker one. More than one candidate is a question, never a pick (L9). Nothing is filtered here:
 * a record outside a filter takes part, so that it is not created a second time (R34, R19).
 */
import { customerGid, parseExternalReference } from '../domain/ids.ts';
import type { Party, Side } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { hasEnded } from './link-end.ts';
import type { Evidence } from './plan.ts';
import type { Link } from './ports.ts';

/** What a person chose for records that were ambiguous. */
export interface ManualPairing {
  readonly erpKey: string;
  readonly shopifyKey: string;
}

export interface MatchInput {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
  /** Ended ones match nothing. */
  readonly links: readonly Link[];
  /** Country whose national phone numbers need no prefix. */
  readonly homeCountry: string;
  readonly manual?: readonly ManualPairing[];
  /** Keys of records that a person keeps apart: they are matched with nothing and wait for nobody. */
  readonly apart?: ReadonlySet<string>;
}

/** Two records that are one customer; with a link, one of them may be gone. */
export interface MatchedPair {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly evidence: readonly Evidence[];
}

export type AmbiguityReason = 'reference' | 'email' | 'phone';

/** Records of which nobody but a person can say which belong together. */
export interface AmbiguousGroup {
  readonly reason: AmbiguityReason;
  /** The reference, e-mail or E.164 phone that they share. */
  readonly value: string;
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
}

/** Every record read is in exactly one place of this. Lists are in an order that does not depend on the input's (P11). */
export interface MatchResult {
  readonly pairs: readonly MatchedPair[];
  /** Linked records whose partner was not read; whether it is gone depends on the completeness of the read (L4). */
  readonly broken: readonly MatchedPair[];
  readonly singles: Readonly<Record<Side, readonly Party[]>>;
  readonly groups: readonly AmbiguousGroup[];
}

/** Records that share an identity value. */
interface Bucket {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
}

/** One record or, rarely, several: 100,000 arrays of one would cost more than the matching. */
type OneOrMore = Party | Party[];

function indexBy(
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

function listOf(found: OneOrMore | undefined): readonly Party[] {
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

/** Every value that more than one record has, on whichever side. */
function* sharedBy(
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

function leading(entry: { erp: readonly Party[]; shopify: readonly Party[] }): Party {
  const party = entry.shopify[0] ?? entry.erp[0];
  if (party === undefined) throw new Error('A match without records');
  return party;
}

function comparePairs(a: MatchedPair, b: MatchedPair): number {
  const first = a.shopify ?? a.erp;
  const second = b.shopify ?? b.erp;
  if (first === null || second === null) return 0;
  if (first.side !== second.side) return first.side === 'shopify' ? -1 : 1;
  return compareParties(first, second);
}

class Matcher {
  readonly pairs: MatchedPair[] = [];
  readonly broken: MatchedPair[] = [];
  readonly groups: AmbiguousGroup[] = [];
  readonly #records: Readonly<Record<Side, readonly Party[]>>;
  readonly #byKey: Partial<Record<Side, ReadonlyMap<string, Party>>> = {};
  /** Keys of records that a pass has taken; the two systems' keys never look alike. */
  readonly #claimed = new Set<string>();

  constructor({ erp, shopify }: MatchInput) {
    this.#records = { erp, shopify };
  }

  /** Records that no pass has claimed yet. */
  free(side: Side): readonly Party[] {
    return this.#records[side].filter(({ key }) => !this.#claimed.has(key));
  }

  /** A record that is free, by its key. */
  find(side: Side, key: string): Party | null {
    const byKey = (this.#byKey[side] ??= new Map(this.#records[side].map((party) => [party.key, party])));
    return this.#claimed.has(key) ? null : (byKey.get(key) ?? null);
  }

  /** Claims both. */
  pair(erp: Party, shopify: Party, link: Link | null, evidence: Evidence): void {
    this.#claimed.add(erp.key);
    this.#claimed.add(shopify.key);
    this.pairs.push({ erp, shopify, link, evidence: [evidence] });
  }

  group(reason: AmbiguityReason, value: string, bucket: Bucket): void {
    for (const { key } of [...bucket.erp, ...bucket.shopify]) this.#claimed.add(key);
    this.groups.push({
      reason,
      value,
      erp: bucket.erp.toSorted(compareParties),
      shopify: bucket.shopify.toSorted(compareParties),
    });
  }

  byLink(links: readonly Link[]): void {
    for (const link of links) {
      if (hasEnded(link)) continue;
      const erp = this.find('erp', link.erpKey);
      const shopify = this.find('shopify', link.shopifyKey);
      const evidence: Evidence = { rule: 'link', value: link.id };
      if (erp !== null && shopify !== null) this.pair(erp, shopify, link, evidence);
      else if (erp !== null || shopify !== null) {
        this.#claimed.add(erp?.key ?? link.shopifyKey);
        this.broken.push({ erp, shopify, link, evidence: [evidence] });
      }
    }
  }

  byHand(pairings: readonly ManualPairing[]): void {
    for (const { erpKey, shopifyKey } of pairings) {
      const erp = this.find('erp', erpKey);
      const shopify = this.find('shopify', shopifyKey);
      if (erp !== null && shopify !== null) {
        this.pair(erp, shopify, null, { rule: 'manual', value: erp.number });
      }
    }
  }

  /** Takes these out of the passes; answers them, to be put back as singles. */
  setAside(side: Side, leave: (party: Party) => boolean): readonly Party[] {
    const left = this.free(side).filter(leave);
    for (const { key } of left) this.#claimed.add(key);
    return left;
  }

  /** The ERP's `<Shopify id> - <store>`: only an id that was read counts; two records with one id are a question. */
  byReference(): void {
    const claims = new Map<string, Party[]>();
    for (const party of this.free('erp')) {
      const id = parseExternalReference(party.externalReference);
      if (id === null || this.find('shopify', customerGid(id)) === null) continue;
      const claimants = claims.get(id);
      if (claimants === undefined) claims.set(id, [party]);
      else claimants.push(party);
    }
    for (const [id, claimants] of claims) {
      const shopify = this.find('shopify', customerGid(id));
      const [erp] = claimants;
      if (shopify === null || erp === undefined) continue;
      if (claimants.length === 1) {
        const value = erp.externalReference ?? id;
        this.pair(erp, shopify, null, { rule: 'externalReference', value });
      } else this.group('reference', id, { erp: claimants, shopify: [shopify] });
    }
  }

  /** The ERP's CustomerID that a Shopify customer carries, where the profile stores it there. */
  byErpNumber(): void {
    const carriers = this.free('shopify').filter(({ externalReference }) => externalReference !== null);
    if (carriers.length === 0) return;
    const shared = sharedBy(this.free('erp'), carriers, ({ side, number, externalReference }) =>
      side === 'erp' ? number : externalReference,
    );
    for (const [number, bucket] of shared) {
      const [erp] = bucket.erp;
      const [shopify] = bucket.shopify;
      if (erp === undefined || shopify === undefined) continue;
      if (bucket.erp.length > 1 || bucket.shopify.length > 1) this.group('reference', number, bucket);
      else this.pair(erp, shopify, null, { rule: 'externalReference', value: number });
    }
  }

  /** R11: two of one side wait together, partner or not. */
  byEmail(): void {
    const shared = sharedBy(this.free('erp'), this.free('shopify'), ({ values }) =>
      normaliseEmail(values.email),
    );
    for (const [email, bucket] of shared) {
      const [erp] = bucket.erp;
      const [shopify] = bucket.shopify;
      if (bucket.erp.length > 1 || bucket.shopify.length > 1) this.group('email', email, bucket);
      else if (erp !== undefined && shopify !== undefined) {
        this.pair(erp, shopify, null, { rule: 'email', value: email });
      }
    }
  }

  /**
   * Equal phones join two records of which at least one has no e-mail: if neither has one they are a pair, if one has
   * it is a question (R7). Two with different e-mails are two people who share a phone.
   */
  byPhone(homeCountry: string): void {
    const erp = this.free('erp');
    const shopify = this.free('shopify');
    if (erp.length === 0 || shopify.length === 0) return;
    const withoutEmail = (party: Party): boolean => normaliseEmail(party.values.email) === null;
    // Reading phones is the dear part: not done where no pair could come of it.
    if (!erp.some(withoutEmail) && !shopify.some(withoutEmail)) return;
    const shared = sharedBy(erp, shopify, (party) => {
      const { phone } = party.values;
      return phone === null ? null : normalisePhone(phone, phoneCountryOf(party, homeCountry)).e164;
    });
    for (const [phone, bucket] of shared) {
      const bare: Bucket = {
        erp: bucket.erp.filter(withoutEmail),
        shopify: bucket.shopify.filter(withoutEmail),
      };
      // A record with an e-mail is a candidate only where the other side has one without.
      const candidates: Bucket = {
        erp: bare.shopify.length > 0 ? bucket.erp : bare.erp,
        shopify: bare.erp.length > 0 ? bucket.shopify : bare.shopify,
      };
      const [first] = candidates.erp;
      const [second] = candidates.shopify;
      if (first === undefined || second === undefined) continue;
      const onlyTwo = candidates.erp.length === 1 && candidates.shopify.length === 1;
      if (onlyTwo && bare.erp.length === 1 && bare.shopify.length === 1) {
        this.pair(first, second, null, { rule: 'phone', value: phone });
      } else this.group('phone', phone, candidates);
    }
  }
}

/**
 * Linear in the number of records. Guests of the ERP match nothing new and come back as singles.
 * Throws nothing; a link of which both records are missing leaves no trace in the result.
 */
export function matchParties(input: MatchInput): MatchResult {
  const matcher = new Matcher(input);
  matcher.byLink(input.links);
  const guests = matcher.setAside('erp', (party) => party.isGuest);
  matcher.byHand(input.manual ?? []);
  const { apart } = input;
  const keptApart = {
    erp: apart === undefined ? [] : matcher.setAside('erp', (party) => apart.has(party.key)),
    shopify: apart === undefined ? [] : matcher.setAside('shopify', (party) => apart.has(party.key)),
  };
  matcher.byReference();
  matcher.byErpNumber();
  matcher.byEmail();
  matcher.byPhone(input.homeCountry);
  return {
    pairs: matcher.pairs.toSorted(comparePairs),
    broken: matcher.broken.toSorted(comparePairs),
    singles: {
      erp: [...matcher.free('erp'), ...keptApart.erp, ...guests].toSorted(compareParties),
      shopify: [...matcher.free('shopify'), ...keptApart.shopify].toSorted(compareParties),
    },
    groups: matcher.groups.toSorted((a, b) => compareParties(leading(a), leading(b))),
  };
}
