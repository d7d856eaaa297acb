/**
 * Which records of the two systems are the same customer. What a person chose comes first, then passes from strong to weak; a
 * record that a pass has claimed cannot be taken by a weaker one. More than one candidate is a question, never a pick (L9), and
 * so is who takes the place of a partner that is gone. Nothing is filtered here: a record outside a filter takes part, so that
 * it is not created a second time (R34, R19).
 */
import { customerGid, parseExternalReference } from '../domain/ids.ts';
import type { Party, Side } from '../domain/party.ts';
import { hasEnded } from './link-end.ts';
import { brokenLinks, heirsByEmail, heirsByPhone, type OpenLink } from './match-broken.ts';
import { compareParties, isApart, partsOf, sharedBy, type Apart, type Bucket } from './match-buckets.ts';
import type { AmbiguityReason, AmbiguousGroup, ManualPairing, MatchedPair } from './match-types.ts';
import type { MatchInput, MatchResult } from './match-types.ts';
import { compared, emailOf, phoneReader } from './match-values.ts';
import type { Evidence } from './plan.ts';
import type { Link } from './ledger-port.ts';

export type { AmbiguousGroup, BrokenLink, MatchInput, MatchResult } from './match-types.ts';
export type { AmbiguityReason, MatchedPair } from './match-types.ts';

function leading(entry: { erp: readonly Party[]; shopify: readonly Party[] }): Party {
  const party = entry.shopify[0] ?? entry.erp[0];
  if (party === undefined) throw new Error('A match without records');
  return party;
}

export function compareGroups(a: AmbiguousGroup, b: AmbiguousGroup): number {
  return compareParties(leading(a), leading(b));
}

function comparePairs(a: MatchedPair, b: MatchedPair): number {
  const first = a.shopify ?? a.erp;
  const second = b.shopify ?? b.erp;
  if (first === null || second === null) return 0;
  if (first.side !== second.side) return first.side === 'shopify' ? -1 : 1;
  return compareParties(first, second);
}

/** The frame of all passes: who is still free, and what was decided. */
export class Matcher {
  readonly pairs: MatchedPair[] = [];
  readonly groups: AmbiguousGroup[] = [];
  readonly released = new Map<string, Link>();
  /** Links of which one record is gone. */
  readonly open: OpenLink[] = [];
  readonly #records: Readonly<Record<Side, readonly Party[]>>;
  readonly #left: Record<Side, readonly Party[]>;
  readonly #byKey: Partial<Record<Side, ReadonlyMap<string, Party>>> = {};
  readonly apart: Apart;
  /** Keys of records that a pass has taken; the two systems' keys never look alike. */
  readonly #claimed = new Set<string>();
  /** Ids of links that give way to a pairing by hand. */
  readonly #replaced = new Set<string>();

  constructor({ erp, shopify, apart = new Map() }: MatchInput) {
    this.#records = { erp, shopify };
    this.#left = { erp, shopify };
    this.apart = apart;
  }

  /** Records that no pass has claimed yet. What is claimed stays so: each pass looks only at what the one before left. */
  free(side: Side): readonly Party[] {
    this.#left[side] = this.#left[side].filter(({ key }) => !this.#claimed.has(key));
    return this.#left[side];
  }

  isFree({ key }: Party): boolean {
    return !this.#claimed.has(key);
  }

  claim({ key }: Party): void {
    this.#claimed.add(key);
  }

  #known(side: Side, key: string): Party | null {
    const byKey = (this.#byKey[side] ??= new Map(this.#records[side].map((party) => [party.key, party])));
    return byKey.get(key) ?? null;
  }

  /** A record that is free, by its key. */
  find(side: Side, key: string): Party | null {
    return this.#claimed.has(key) ? null : this.#known(side, key);
  }

  /** Claims both. */
  pair(erp: Party, shopify: Party, link: Link | null, evidence: Evidence): void {
    if (link === null && evidence.rule !== 'manual' && isApart(this.apart, erp, shopify)) return;
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

  /** A link of the same two stays what it is; any other link of either gives way. */
  byHand(pairings: readonly ManualPairing[], links: readonly Link[]): void {
    if (pairings.length === 0) return;
    const wanted = new Set(pairings.flatMap(({ erpKey, shopifyKey }) => [erpKey, shopifyKey]));
    const linkOf = new Map<string, Link>();
    for (const link of links) {
      if (hasEnded(link)) continue;
      for (const key of [link.erpKey, link.shopifyKey]) if (wanted.has(key)) linkOf.set(key, link);
    }
    for (const { erpKey, shopifyKey } of pairings) {
      const erp = this.find('erp', erpKey);
      const shopify = this.find('shopify', shopifyKey);
      if (erp === null || shopify === null || erp.isGuest) continue;
      const held = [linkOf.get(erpKey), linkOf.get(shopifyKey)].filter((link) => link !== undefined);
      const replaced = [...new Set(held)];
      if (replaced.some((link) => link.erpKey === erpKey && link.shopifyKey === shopifyKey)) continue;
      this.#claimed.add(erpKey).add(shopifyKey);
      const evidence: readonly Evidence[] = [{ rule: 'manual', value: erp.number }];
      this.pairs.push({ erp, shopify, link: null, evidence, ...(replaced.length === 0 ? {} : { replaced }) });
      for (const link of replaced) {
        this.#replaced.add(link.id);
        const left = link.erpKey === erpKey ? link.shopifyKey : link.erpKey;
        this.released.set(left, link);
      }
    }
  }

  byLink(links: readonly Link[]): void {
    for (const link of links) {
      if (hasEnded(link) || this.#replaced.has(link.id)) continue;
      const erp = this.find('erp', link.erpKey);
      const shopify = this.find('shopify', link.shopifyKey);
      if (erp !== null && shopify !== null) this.pair(erp, shopify, link, { rule: 'link', value: link.id });
      else {
        const survivor = erp ?? shopify;
        if (survivor === null) continue;
        // Its partner was read and taken: that is not a partner that is gone.
        if (erp === null && this.#known('erp', link.erpKey) !== null) continue;
        if (shopify === null && this.#known('shopify', link.shopifyKey) !== null) continue;
        this.claim(survivor);
        this.open.push({ link, survivor, heirs: [] });
      }
    }
    this.open.sort((a, b) => compareParties(a.survivor, b.survivor));
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
      const named = id === null ? null : this.find('shopify', customerGid(id));
      if (id === null || named === null || isApart(this.apart, party, named)) continue;
      const claimants = claims.get(id);
      if (claimants === undefined) claims.set(id, [party]);
      else claimants.push(party);
    }
    for (const [id, claimants] of claims) {
      const shopify = this.find('shopify', customerGid(id));
      const [erp] = claimants;
      if (shopify === null || erp === undefined) continue;
      if (claimants.length === 1) {
        const { externalReference } = erp;
        const texts = { erp: externalReference, shopify: shopify.number };
        const value = externalReference ?? id;
        this.pair(erp, shopify, null, { rule: 'externalReference', value, compared: texts });
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
      else if (!isApart(this.apart, erp, shopify)) {
        const compared = { erp: erp.number, shopify: shopify.externalReference };
        this.pair(erp, shopify, null, { rule: 'externalReference', value: number, compared });
      }
    }
  }

  /** R11: two of one side wait together, partner or not. */
  byEmail(asks: boolean): void {
    const shared = sharedBy(this.free('erp'), this.free('shopify'), emailOf);
    for (const [email, whole] of shared) {
      for (const bucket of partsOf(whole, this.apart)) {
        const [erp] = bucket.erp;
        const [shopify] = bucket.shopify;
        const isPair = bucket.erp.length === 1 && bucket.shopify.length === 1;
        if (bucket.erp.length > 1 || bucket.shopify.length > 1 || (asks && isPair)) {
          this.group('email', email, bucket);
        } else if (erp !== undefined && shopify !== undefined) {
          const evidence = {
            rule: 'email',
            value: email,
            compared: compared('email', erp, shopify),
          } as const;
          this.pair(erp, shopify, null, evidence);
        }
      }
    }
  }

  /**
   * Equal phones join two records of which at least one has no e-mail: if neither has one they are a pair, if one has
   * it is a question (R7). Two with different e-mails are two people who share a phone.
   */
  byPhone(homeCountry: string, asks: boolean): void {
    const erp = this.free('erp');
    const shopify = this.free('shopify');
    if (erp.length === 0 || shopify.length === 0) return;
    const withoutEmail = (party: Party): boolean => emailOf(party) === null;
    // Reading phones is the dear part: not done where no pair could come of it.
    if (!erp.some(withoutEmail) && !shopify.some(withoutEmail)) return;
    const read = phoneReader(erp, shopify, homeCountry);
    for (const [phone, whole] of sharedBy(erp, shopify, read)) {
      for (const bucket of partsOf(whole, this.apart)) {
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
        if (!asks && onlyTwo && bare.erp.length === 1 && bare.shopify.length === 1) {
          const evidence = {
            rule: 'phone',
            value: phone,
            compared: compared('phone', first, second),
          } as const;
          this.pair(first, second, null, evidence);
        } else this.group('phone', phone, candidates);
      }
    }
  }

  /** Once all passes are through. `guests` were set aside and come back as singles. */
  result(
    input: MatchInput,
    complete: Readonly<Record<Side, boolean>>,
    guests: readonly Party[],
  ): MatchResult {
    const singles = {
      erp: [...this.free('erp'), ...guests].toSorted(compareParties),
      shopify: this.free('shopify').toSorted(compareParties),
    };
    const alone = new Set([...singles.erp, ...singles.shopify].map(({ key }) => key));
    return {
      pairs: this.pairs.toSorted(comparePairs),
      broken: brokenLinks(this, complete, input).toSorted(comparePairs),
      singles,
      groups: this.groups.toSorted(compareGroups),
      released: new Map([...this.released].filter(([key]) => alone.has(key))),
    };
  }
}

/**
 * Persons only; `matchCompanies` is the same for companies.
 *
 * Linear in the number of records. Guests of the ERP match nothing new and come back as singles.
 * Throws nothing; a link of which both records are missing leaves no trace in the result.
 */
export function matchParties(input: MatchInput): MatchResult {
  const { homeCountry, complete = { erp: true, shopify: true } } = input;
  const matcher = new Matcher(input);
  matcher.byHand(input.manual ?? [], input.links);
  matcher.byLink(input.links);
  const guests = matcher.setAside('erp', (party) => party.isGuest || input.isSetAside?.(party) === true);
  matcher.byReference();
  matcher.byErpNumber();
  heirsByEmail(matcher, complete);
  const asks = input.asksBySharedIdentity === true;
  matcher.byEmail(asks);
  matcher.byPhone(homeCountry, asks);
  heirsByPhone(matcher, complete, homeCountry);
  return matcher.result(input, complete, guests);
}
