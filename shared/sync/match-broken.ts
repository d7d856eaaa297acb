/**
 * Links of which one record is gone, because somebody deleted it or merged it into another. Who may have taken its place is
 * looked for, and asked about: never linked again, and never created a second time, without a person.
 */
import { otherSide, type FieldValue, type Party, type Side } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { phoneTail } from '../mapping/phone-tail.ts';
import { compareParties, indexBy, isApart, listOf, type Apart } from './match-buckets.ts';
import type { BrokenLink, Heir, MatchedPair } from './match-types.ts';
import { compared, emailOf, phoneOf } from './match-values.ts';
import type { Marks } from './match-marks.ts';
import type { Link } from './ledger-port.ts';

export interface OpenLink {
  readonly link: Link;
  readonly survivor: Party;
  readonly heirs: Heir[];
}

/** The matching as it stands. */
export interface Matching {
  /** In the order of their survivors. */
  readonly open: readonly OpenLink[];
  readonly pairs: readonly MatchedPair[];
  readonly apart: Apart;
  free(side: Side): readonly Party[];
  isFree(party: Party): boolean;
  claim(party: Party): void;
}

type Completeness = Readonly<Record<Side, boolean>>;

const sides: readonly Side[] = ['erp', 'shopify'];

/** Links whose survivor is on this side, whose partner's side was read to its end (L4), and for whom nobody was found yet. */
function lostOn(side: Side, { open }: Matching, complete: Completeness): readonly OpenLink[] {
  if (!complete[otherSide(side)]) return [];
  return open.filter(({ survivor, heirs }) => survivor.side === side && heirs.length === 0);
}

/** What the survivor holds and what its partner held when the two last agreed. */
function wantedTexts({ link, survivor }: OpenLink, field: 'email' | 'phone'): readonly FieldValue[] {
  return [survivor.values[field], link.agreed[field]?.[otherSide(survivor.side)] ?? null];
}

function wantedEmails(open: OpenLink): ReadonlySet<string> {
  return new Set(
    wantedTexts(open, 'email')
      .map(normaliseEmail)
      .filter((email) => email !== null),
  );
}

function offer(
  matching: Matching,
  { survivor, heirs }: OpenLink,
  party: Party,
  found: { readonly rule: 'email' | 'phone'; readonly value: string },
): void {
  if (!matching.isFree(party) || isApart(matching.apart, survivor, party)) return;
  matching.claim(party);
  if (survivor.side === party.side) heirs.push({ party, evidence: found });
  else {
    const [erp, shopify] = survivor.side === 'erp' ? [survivor, party] : [party, survivor];
    heirs.push({ party, evidence: { ...found, compared: compared(found.rule, erp, shopify) } });
  }
}

/** Before anybody is matched by e-mail: who has the survivor's e-mail, or the one that its partner had, is asked about. */
export function heirsByEmail(matching: Matching, complete: Completeness): void {
  for (const side of sides) {
    const lost = lostOn(side, matching, complete);
    if (lost.length === 0) continue;
    const free = indexBy(matching.free(otherSide(side)), emailOf);
    const rivals = indexBy(matching.free(side), emailOf);
    for (const open of lost) {
      for (const value of wantedEmails(open)) {
        for (const party of listOf(free.get(value))) offer(matching, open, party, { rule: 'email', value });
        // R11: who shares the e-mail on the survivor's side waits as well, once there is something to wait for.
        if (open.heirs.length === 0) continue;
        for (const party of listOf(rivals.get(value))) offer(matching, open, party, { rule: 'email', value });
      }
    }
  }
}

/** After everybody was matched: who is left and has the survivor's phone, or the one that its partner had. */
export function heirsByPhone(matching: Matching, complete: Completeness, homeCountry: string): void {
  for (const side of sides) {
    const wanted = lostOn(side, matching, complete).flatMap((open) => {
      const country = phoneCountryOf(open.survivor, homeCountry);
      const numbers = wantedTexts(open, 'phone').map((text) => normalisePhone(text, country).e164);
      return [...new Set(numbers)].flatMap((e164) => (e164 === null ? [] : [{ open, e164 }]));
    });
    if (wanted.length === 0) continue;
    const tails = new Set(wanted.map(({ e164 }) => phoneTail(e164)));
    const free = indexBy(matching.free(otherSide(side)), (party) => {
      const tail = party.values.phone === null ? null : phoneTail(party.values.phone);
      return tail !== null && !tails.has(tail) ? null : phoneOf(party, homeCountry);
    });
    for (const { open, e164 } of wanted) {
      const found = { rule: 'phone', value: e164 } as const;
      for (const party of listOf(free.get(e164))) offer(matching, open, party, found);
    }
  }
}

/** Companies: who is left and shares one of these marks, such as a business number, with the survivor. */
export function heirsByMark(
  matching: Matching,
  complete: Completeness,
  rule: 'taxId' | 'nameAndPostcode',
  marksOf: (party: Party) => Marks,
): void {
  for (const side of sides) {
    const lost = lostOn(side, matching, complete);
    if (lost.length === 0) continue;
    const free = Map.groupBy(
      matching
        .free(otherSide(side))
        .flatMap((party) => [...marksOf(party)].map(([value, text]) => ({ party, value, text }))),
      ({ value }) => value,
    );
    for (const { survivor, heirs } of lost) {
      for (const [value, own] of marksOf(survivor)) {
        for (const { party, text } of free.get(value) ?? []) {
          if (!matching.isFree(party) || isApart(matching.apart, survivor, party)) continue;
          matching.claim(party);
          const compared = side === 'erp' ? { erp: own, shopify: text } : { erp: text, shopify: own };
          heirs.push({ party, evidence: { rule, value, compared } });
        }
      }
    }
  }
}

/** By survivor: the record that has the e-mail now and is somebody else's partner, or waits with others. */
function holders(
  matching: Matching,
  complete: Completeness,
  records: Readonly<Record<Side, readonly Party[]>>,
): ReadonlyMap<Party, NonNullable<BrokenLink['holder']>> {
  const found = new Map<Party, NonNullable<BrokenLink['holder']>>();
  for (const side of sides) {
    const lost = lostOn(side, matching, complete);
    if (lost.length === 0) continue;
    const missing = otherSide(side);
    const all = indexBy(records[missing], emailOf);
    const partners = new Map(matching.pairs.map((pair) => [pair[missing], pair[side]]));
    for (const open of lost) {
      const party = [...wantedEmails(open)]
        .flatMap((email) => listOf(all.get(email)))
        .filter((each) => !isApart(matching.apart, open.survivor, each))
        .toSorted(compareParties)[0];
      if (party !== undefined) found.set(open.survivor, { party, partner: partners.get(party) ?? null });
    }
  }
  return found;
}

/** The other side's first: those a person can choose. */
function compareHeirs(side: Side, a: Heir, b: Heir): number {
  if (a.party.side !== b.party.side) return a.party.side === side ? 1 : -1;
  return compareParties(a.party, b.party);
}

/** The broken links with what was found for them, once all passes are through. */
export function brokenLinks(
  matching: Matching,
  complete: Completeness,
  records: Readonly<Record<Side, readonly Party[]>>,
): readonly BrokenLink[] {
  const known = holders(matching, complete, records);
  return matching.open.map(({ link, survivor, heirs }) => ({
    erp: survivor.side === 'erp' ? survivor : null,
    shopify: survivor.side === 'shopify' ? survivor : null,
    link,
    evidence: [{ rule: 'link', value: link.id }],
    heirs: heirs.toSorted((a, b) => compareHeirs(survivor.side, a, b)),
    holder: known.get(survivor) ?? null,
  }));
}
