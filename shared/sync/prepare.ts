/** The preview: read both systems, plan every record, check the whole, store it. Nothing is written to either system (L2). */
import { AppError } from '../domain/app-error.ts';
import { summarise, type Party, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { choicesOf, isChoice, type Choices } from './match-choices.ts';
import { checkGuards, type GuardInput } from './guards.ts';
import { wasEdited } from './edited-since.ts';
import { partyHash, planHash, rowHash, settingsHash } from './hashes.ts';
import { createIdentityIndex } from './identity-index.ts';
import { hasEnded } from './link-end.ts';
import { kindOf } from './match-kinds.ts';
import type { MatchResult } from './match.ts';
import { createNumbering, planWithFreeNumbers } from './numbering.ts';
import { planVersion, type PlanHeader } from './plan.ts';
import {
  buildEntry,
  carryDecision,
  checkSum,
  createTotalsCounter,
  sortEntries,
  stillHolds,
  type WritesOf,
} from './plan-build.ts';
import { planRecords, type PlannedRecords, type Surroundings } from './plan-records.ts';
import type {
  Clock,
  Ids,
  Ledger,
  Link,
  Logger,
  MadeDecision,
  Progress,
  ProgressStage,
  Run,
  StoredRow,
  TakenNumbers,
} from './ports.ts';
import { withSuggestions } from './prepare-suggestions.ts';
import { readSides, type SideReading, type Sources } from './read-sides.ts';
import { withChangesSince } from './prepare-changes.ts';
import { changedRecords, parkAborted } from './record-status.ts';
import { rowsTakenBack, sayTakenBack, withoutTakenBack } from './taken-back.ts';
import { suggestHere, type SuggestMatches } from './suggest.ts';

export interface PrepareInput {
  readonly profile: Profile;
  readonly sources: Sources;
  /** Asked before a template's numbers are given to new customers; absent where there is no ERP to ask. */
  readonly takenNumbers?: TakenNumbers;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly onProgress: (progress: Progress) => void;
  /** A thread of its own for the search for near matches; without it the search is made in this one. */
  readonly suggest?: SuggestMatches;
  readonly signal: AbortSignal;
}

type Readings = Readonly<Record<Side, SideReading>>;

const sides: readonly Side[] = ['erp', 'shopify'];

function surroundingsOf(
  readings: Readings,
  taken: ReadonlySet<string>,
  profile: Profile,
  ids: Ids,
): Surroundings {
  const identities = createIdentityIndex(profile.homeCountry);
  const numbers = new Set(taken);
  const locationKeys = new Set<string>();
  for (const side of sides) {
    for (const party of readings[side].parties) {
      // A company's e-mail is its main contact's, and stands in nobody's way.
      if (party.kind === 'individual') identities.add(side, summarise(party));
    }
  }
  for (const party of readings.erp.parties) {
    numbers.add(party.number.toUpperCase());
    for (const location of party.locations) locationKeys.add(location.key.toUpperCase());
  }
  return {
    identities,
    nextNumber: createNumbering(profile.defaults.numbering, numbers),
    nextLocationNumber: createNumbering(profile.defaults.locationNumbering, locationKeys),
    complete: { erp: readings.erp.bounds.complete, shopify: readings.shopify.bounds.complete },
    contentHash: (party) => partyHash(party, ids),
  };
}

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

interface GuardParts {
  readonly readings: Readings;
  readonly links: readonly Link[];
  readonly match: MatchResult;
  readonly entries: readonly StoredRow[];
  readonly profile: Profile;
  readonly runs: readonly Run[];
}

function guardInput({ readings, links: allLinks, match, entries, profile, runs }: GuardParts): GuardInput {
  // What is not synchronised now is not read: its links miss nothing (L4).
  const isActive = { individual: profile.customer.active, company: profile.company.active };
  const links = allLinks.filter((link) => !hasEnded(link) && isActive[kindOf(link)]);
  const ended = new Set(allLinks.filter(hasEnded).map(({ id }) => id));
  // What was dealt with and is proposed again (R12) is no part of a flood.
  const deactivatesOn = (side: Side, entry: StoredRow): boolean =>
    proposesOn(side, entry) && !(entry.row.linkId !== null && ended.has(entry.row.linkId));
  const count = (judge: (side: Side, entry: StoredRow) => boolean, side: Side): number =>
    entries.filter((entry) => judge(side, entry)).length;
  const read = { erp: readings.erp.parties.length, shopify: readings.shopify.parties.length };
  return {
    settings: profile.guards,
    complete: { erp: readings.erp.bounds.complete, shopify: readings.shopify.bounds.complete },
    read,
    links: links.length,
    missing: {
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

/** What people chose in the preview before, where the records that they chose for are still what they were (L3). */
function choicesThatHold(
  decisions: ReadonlyMap<string, MadeDecision>,
  readings: Readings,
  ids: Ids,
): Choices {
  const made = [...decisions.values()].filter(({ decision }) => isChoice(decision));
  const wanted = new Set(made.flatMap(({ keys }) => [keys.erp, keys.shopify]));
  const found = new Map(
    sides
      .flatMap((side) => readings[side].parties)
      .filter(({ key }) => wanted.has(key))
      .map((party) => [party.key, party]),
  );
  const hashOf = (key: string | null): string | null => {
    const party = key === null ? undefined : found.get(key);
    return party === undefined ? null : partyHash(party, ids);
  };
  return choicesOf(
    made.filter((each) =>
      stillHolds(each, { erp: hashOf(each.keys.erp), shopify: hashOf(each.keys.shopify) }),
    ),
  );
}

/** The stages after `writesOf` are not this stage's business: `sync.ts` brings them together. */
export async function prepareWith(writesOf: WritesOf, input: PrepareInput): Promise<PlanHeader> {
  const { profile, sources, takenNumbers, ledger, clock, ids, logger, onProgress, signal } = input;
  const { customer, company } = profile;
  if (!customer.active && !company.active) {
    throw new AppError('ENTITY_INACTIVE', { params: { missing: 'the activation of Customer' } });
  }
  const report = (stage: ProgressStage, done: number, total: number | null): void =>
    onProgress({ stage, done, total, failed: 0, secondsLeft: null });

  const readings = await readSides(sources, onProgress, signal);
  signal.throwIfAborted();
  const { erp, shopify } = { erp: readings.erp.parties, shopify: readings.shopify.parties };
  const complete = sides.every((side) => readings[side].bounds.complete);

  report('match', 0, erp.length + shopify.length);
  const links = await ledger.links();
  const { decisions, forgotten } = withoutTakenBack(await ledger.decisions(), await rowsTakenBack(ledger));
  const chosen = choicesThatHold(decisions, readings, ids);
  const plan = (taken: ReadonlySet<string>): PlannedRecords =>
    planRecords({ erp, shopify, links, ...chosen }, surroundingsOf(readings, taken, profile, ids), profile);
  const planned =
    takenNumbers === undefined ? plan(new Set()) : await planWithFreeNumbers(plan, takenNumbers, signal);
  signal.throwIfAborted();

  report('suggest', 0, null);
  const suggested = await withSuggestions(planned, {
    suggest: input.suggest ?? suggestHere,
    onProgress: (done, total) => report('suggest', done, total),
    logger,
    signal,
  });
  signal.throwIfAborted();

  report('plan', 0, planned.rows.length);
  const built = suggested.rows.map((row) =>
    sayTakenBack(carryDecision(buildEntry(row, writesOf, ids), decisions), forgotten),
  );
  const records = await ledger.recordsByIds(built.map(({ row }) => row.id));
  const explained = await withChangesSince(built, records, ledger);
  const entries = sortEntries(
    explained.map((entry) => ({ ...entry, row: parkAborted(entry.row, records.get(entry.row.id)) })),
  );
  checkSum(entries, { erp, shopify });
  const counter = createTotalsCounter(writesOf, profile);
  for (const entry of entries) counter.add(entry);
  signal.throwIfAborted();

  const now = clock.now();
  if (complete) {
    const refreshed = planned.rows.flatMap(({ agreedRefresh }) =>
      agreedRefresh === null ? [] : [{ ...agreedRefresh, agreedAt: now }],
    );
    if (refreshed.length > 0) await ledger.saveLinks(refreshed);
  }
  const unsigned = {
    planVersion,
    id: ids.next('plan'),
    profileId: profile.id,
    createdAt: now,
    direction: customer.direction,
    ...(company.active ? { companyDirection: company.direction } : {}),
    withLocations: customer.withLocations,
    settingsHash: settingsHash(profile, ids),
    linkSerial: await ledger.linkSerial(),
    read: { erp: readings.erp.bounds, shopify: readings.shopify.bounds },
    guards: checkGuards(
      guardInput({
        readings,
        links,
        match: planned.match,
        entries,
        profile,
        runs: await ledger.runs(),
      }),
    ),
    suggestions: suggested.summary,
    rowCount: entries.length,
  } as const;
  const rowHashes = entries.map(({ row }) => rowHash(row, ids));
  const header: PlanHeader = {
    ...unsigned,
    totals: counter.totals(),
    sha256: planHash(unsigned, rowHashes, ids),
  };
  await ledger.savePlan(header, entries);
  await ledger.saveRecords(changedRecords(entries, records, now));
  report('plan', entries.length, entries.length);
  logger.info('Prepared a preview', {
    plan: header.id,
    rows: header.rowCount,
    guards: header.guards.map(({ code }) => code),
  });
  return header;
}
