/**
 * Persons and companies are matched each among themselves. Where one system says that a record is a person and the other that it
 * is a company, that is a question: nothing is converted, and nothing is linked across the kinds.
 */
import { companyGid, customerGid, parseExternalReference } from '../domain/ids.ts';
import type { Party, PartyKind, Side } from '../domain/party.ts';
import { normaliseEmail } from '../mapping/normalise.ts';
import { hasEnded } from './link-end.ts';
import { isApart, type Apart } from './match-buckets.ts';
import { compareGroups } from './match.ts';
import { tiedRecords, type Tie } from './match-ties.ts';
import type { AmbiguousGroup, MatchResult } from './match-types.ts';
import type { Evidence } from './plan.ts';
import type { Link } from './ledger-port.ts';

export const partyKinds: readonly PartyKind[] = ['individual', 'company'];

interface Records {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
  readonly links: readonly Link[];
}

export function kindOf({ kind = 'individual' }: Link): PartyKind {
  return kind;
}

/** The records and links of one kind. */
export function recordsOfKind({ erp, shopify, links }: Records, kind: PartyKind): Records {
  const isOfKind = (party: Party): boolean => party.kind === kind;
  return {
    erp: erp.filter(isOfKind),
    shopify: shopify.filter(isOfKind),
    links: links.filter((link) => kindOf(link) === kind),
  };
}

/** Linked records of which one became a customer of the other kind since: somebody changed its category in the ERP. */
export function convertedRecords({ erp, shopify, links }: Records, apart: Apart): readonly AmbiguousGroup[] {
  const byKey = new Map<string, Party>();
  const find = (side: Side, key: string): Party | undefined => {
    if (byKey.size === 0) for (const party of [...erp, ...shopify]) byKey.set(party.key, party);
    const party = byKey.get(key);
    return party?.side === side ? party : undefined;
  };
  const kinds = new Set([...erp, ...shopify].map(({ kind }) => kind));
  if (kinds.size < 2) return [];
  return links.flatMap((link): AmbiguousGroup[] => {
    if (hasEnded(link)) return [];
    const one = find('erp', link.erpKey);
    const other = find('shopify', link.shopifyKey);
    if (one === undefined || other === undefined || one.kind === other.kind) return [];
    if (isApart(apart, one, other)) return [];
    return [{ reason: 'kind', value: one.number, erp: [one], shopify: [other] }];
  });
}

/** E-mails by which a company may be a person on the other side: its own, and its main contact's. */
function emailsOf({ values, business }: Party): readonly string[] {
  const main = business?.contacts.find(({ key }) => key === business.mainContactKey);
  return [values.email, main?.values.email ?? null]
    .map(normaliseEmail)
    .filter((email, index, all) => email !== null && all.indexOf(email) === index)
    .filter((email) => email !== null);
}

function tiesAcross(
  singles: MatchResult['singles'],
  kind: PartyKind,
  takesPart: (party: Party) => boolean,
): readonly Tie[] {
  if (singles.erp.length === 0 || singles.shopify.length === 0) return [];
  const erp = singles.erp.filter(takesPart);
  const shopify = singles.shopify.filter(takesPart);
  const gidOf = kind === 'company' ? customerGid : companyGid;
  const byKey = new Map(shopify.map((party) => [party.key, party]));
  const byReference = Map.groupBy(shopify, ({ externalReference }) => externalReference ?? '');
  const byEmail = Map.groupBy(
    shopify.flatMap((party) => emailsOf(party).map((email) => ({ email, party }))),
    ({ email }) => email,
  );
  const ties: Tie[] = [];
  for (const party of erp) {
    const add = (other: Party | undefined, rule: Evidence['rule'], value: string): void => {
      if (other !== undefined) ties.push({ erp: party, shopify: other, evidence: { rule, value } });
    };
    const id = parseExternalReference(party.externalReference);
    if (id !== null) add(byKey.get(gidOf(id)), 'externalReference', party.externalReference ?? id);
    for (const other of byReference.get(party.number) ?? []) add(other, 'externalReference', party.number);
    for (const email of emailsOf(party)) {
      for (const { party: other } of byEmail.get(email) ?? []) add(other, 'email', email);
    }
  }
  return ties;
}

/**
 * The two matchings, with those records set aside as questions that have no partner of their own kind and one of the other.
 * @param takesPart whether a record without partner would be planned at all.
 */
export function askAcrossKinds(
  matches: Readonly<Record<PartyKind, MatchResult>>,
  apart: Apart,
  takesPart: (party: Party) => boolean,
): Readonly<Record<PartyKind, MatchResult>> {
  const groups: AmbiguousGroup[] = [];
  const asked = new Set<Party>();
  for (const kind of partyKinds) {
    const other = kind === 'company' ? 'individual' : 'company';
    const singles = { erp: matches[kind].singles.erp, shopify: matches[other].singles.shopify };
    const ties = tiesAcross(singles, kind, takesPart).filter(
      ({ erp, shopify }) => !isApart(apart, erp, shopify),
    );
    for (const { erp, shopify, evidence } of tiedRecords(ties)) {
      groups.push({ reason: 'kind', value: evidence[0].value, erp, shopify });
      for (const party of [...erp, ...shopify]) asked.add(party);
    }
  }
  if (groups.length === 0) return matches;
  const without = ({ singles, ...rest }: MatchResult): MatchResult => ({
    ...rest,
    singles: {
      erp: singles.erp.filter((party) => !asked.has(party)),
      shopify: singles.shopify.filter((party) => !asked.has(party)),
    },
  });
  const company = without(matches.company);
  return {
    individual: without(matches.individual),
    company: { ...company, groups: [...company.groups, ...groups].toSorted(compareGroups) },
  };
}
