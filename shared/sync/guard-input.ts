/** From a plan to the counts that guards judge. Pure. */
import type { Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { wasEdited } from './edited-since.ts';
import type { GuardInput } from './guards.ts';
import { hasEnded } from './link-end.ts';
import type { MatchResult } from './match.ts';
import type { Link, Run, StoredRow } from './ledger-port.ts';
import type { Readings } from './read-sides.ts';

function missingLinks(
  links: readonly Link[],
  parties: readonly Party[],
  key: (link: Link) => string,
): number {
  const keys = new Set(parties.map((party) => party.key));
  return links.filter((link) => !keys.has(key(link))).length;
}

function proposesOn(side: Side, { row }: StoredRow): boolean {
  if (row.verb === 'delete') return row[side] !== null;
  return [...row.locations, ...(row.contacts ?? [])].some(
    ({ proposed, target }) => proposed && (target === side || target === 'both'),
  );
}

function updatesOn(side: Side, { row }: StoredRow): boolean {
  return row.verb === 'update' && row.linkId !== null && (row.target === side || row.target === 'both');
}

function createsOn(side: Side, { row }: StoredRow): boolean {
  return row.verb === 'create' && row.target === side;
}

/** Linked records of a side that are no longer what the two agreed on. */
function changedRecordsOf(
  side: Side,
  parties: readonly Party[],
  links: readonly Link[],
  home: string,
): number {
  const linked = new Map(links.map((link) => [side === 'erp' ? link.erpKey : link.shopifyKey, link]));
  return parties.filter((party) => {
    const link = linked.get(party.key);
    return link !== undefined && wasEdited(party, link, home);
  }).length;
}

export interface GuardParts {
  readonly readings: Readings;
  /** Records of each side where only some were read: what shares are taken of. */
  readonly counts: Readonly<Record<Side, number>> | null;
  readonly links: readonly Link[];
  readonly match: MatchResult;
  readonly entries: readonly StoredRow[];
  readonly profile: Profile;
  readonly runs: readonly Run[];
}

/** The counts that guards judge. */
export function guardInput({
  readings,
  counts,
  links: allLinks,
  match,
  entries,
  profile,
  runs,
}: GuardParts): GuardInput {
  const links = allLinks.filter((link) => !hasEnded(link));
  const ended = new Set(allLinks.filter(hasEnded).map(({ id }) => id));
  // What was dealt with and is proposed again (R12) is no part of a flood.
  const deactivatesOn = (side: Side, entry: StoredRow): boolean =>
    proposesOn(side, entry) && !(entry.row.linkId !== null && ended.has(entry.row.linkId));
  const count = (judge: (side: Side, entry: StoredRow) => boolean, side: Side): number =>
    entries.filter((entry) => judge(side, entry)).length;
  const read = { erp: readings.erp.parties.length, shopify: readings.shopify.parties.length };
  // What was not asked for misses nothing and has partners that nobody looked for (L4).
  const isPart = counts !== null;
  return {
    settings: profile.guards,
    complete: { erp: readings.erp.bounds.complete, shopify: readings.shopify.bounds.complete },
    isPart,
    read: isPart
      ? { erp: Math.max(counts.erp, read.erp), shopify: Math.max(counts.shopify, read.shopify) }
      : read,
    links: links.length,
    missing: isPart
      ? { erp: 0, shopify: 0 }
      : {
          erp: missingLinks(links, readings.erp.parties, (link) => link.erpKey),
          shopify: missingLinks(links, readings.shopify.parties, (link) => link.shopifyKey),
        },
    unmatched: { erp: read.erp - match.pairs.length, shopify: read.shopify - match.pairs.length },
    deactivations: { erp: count(deactivatesOn, 'erp'), shopify: count(deactivatesOn, 'shopify') },
    updates: { erp: count(updatesOn, 'erp'), shopify: count(updatesOn, 'shopify') },
    changed: {
      erp: changedRecordsOf('erp', readings.erp.parties, links, profile.homeCountry),
      shopify: changedRecordsOf('shopify', readings.shopify.parties, links, profile.homeCountry),
    },
    creates: { erp: count(createsOn, 'erp'), shopify: count(createsOn, 'shopify') },
    isFirstCopy: !runs.some(
      ({ state, firstRowsPerVerb }) => state === 'finished' && firstRowsPerVerb === null,
    ),
    clockAhead: { erp: readings.erp.clockAhead, shopify: readings.shopify.clockAhead },
  };
}
