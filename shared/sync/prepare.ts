/** The preview: read both systems, plan every record, check the whole, store it. Nothing is written to either system (L2). */
import { AppError } from '../domain/app-error.ts';
import type { CompanyPause } from '../domain/company-gate.ts';
import { summarise, type Side } from '../domain/party.ts';
import { fullScope, type Scope } from '../domain/scope.ts';
import type { Profile } from '../domain/settings.ts';
import { choicesOf, isChoice, type Choices } from './match-choices.ts';
import { guardInput } from './guard-input.ts';
import { checkGuards } from './guards.ts';
import { partyHash, planHash, rowHash } from './hashes.ts';
import { createIdentityIndex } from './identity-index.ts';
import { mappedSources } from './mapped-sources.ts';
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
import type { Ledger, MadeDecision, StoredRow } from './ledger-port.ts';
import type { Clock, Ids, Logger, Progress, ProgressStage, TakenNumbers } from './ports.ts';
import { otherStoreExclusion } from './other-store.ts';
import { withSuggestions } from './prepare-suggestions.ts';
import {
  planScope,
  startOf,
  stateAfter,
  summariseOrders,
  type PlannedScope,
  type Start,
} from './prepare-scope.ts';
import { readScope, type ScopeReading } from './read-scope.ts';
import type { Readings, Sources } from './read-sides.ts';
import { pausedRecords } from './links-read.ts';
import { withChangesSince } from './prepare-changes.ts';
import { changedRecords, parkAborted } from './record-status.ts';
import { sayTakenBack } from './taken-back.ts';
import { suggestHere, type SuggestMatches } from './suggest.ts';

export interface PrepareInput {
  readonly profile: Profile;
  /** How much to look at; absent means everything. */
  readonly scope?: Scope;
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
  /** Business customers are not among what the sources bring, though the entity is active. */
  readonly companyPaused?: CompanyPause;
  readonly signal: AbortSignal;
}

const sides: readonly Side[] = ['erp', 'shopify'];

function surroundingsOf(
  { readings, part }: ScopeReading,
  taken: ReadonlySet<string>,
  profile: Profile,
  ids: Ids,
): Surroundings {
  const identities = createIdentityIndex(profile.homeCountry);
  // The ERP may hold one e-mail for each store.
  const ofOtherStore = otherStoreExclusion(profile);
  const numbers = new Set(taken);
  const locationKeys = new Set<string>();
  for (const side of sides) {
    for (const party of readings[side].parties) {
      // A company's e-mail is its main contact's, and stands in nobody's way.
      if (party.kind === 'individual' && ofOtherStore(party) === null) identities.add(side, summarise(party));
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
    isPart: part !== null,
    contentHash: (party) => partyHash(party, ids),
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
  const { profile, takenNumbers, ledger, clock, ids, logger, onProgress, signal } = input;
  const { customer, company } = profile;
  const { companyPaused } = input;
  if (!customer.active && !company.active) {
    throw new AppError('ENTITY_INACTIVE', { params: { missing: 'the activation of Customer' } });
  }
  const report = (stage: ProgressStage, done: number, total: number | null): void =>
    onProgress({ stage, done, total, failed: 0, secondsLeft: null });

  const sources = mappedSources(profile, input.sources);
  const start = await startOf(input.scope ?? fullScope, profile, { ...input, sources, now: clock.now() });
  const { links, decisions, forgotten, runs } = start;
  const paused = companyPaused === undefined ? {} : pausedRecords(start.known, start.state?.companies);
  const read = await readScope({ ...input, ...start, sources, now: clock.now() });
  signal.throwIfAborted();

  report(
    'match',
    0,
    sides.reduce((sum, side) => sum + read.readings[side].parties.length, 0),
  );
  const planOf = (now: ScopeReading): Promise<PlannedRecords> => {
    const [erp, shopify] = [now.readings.erp.parties, now.readings.shopify.parties];
    const chosen = choicesThatHold(decisions, now.readings, ids);
    const plan = (taken: ReadonlySet<string>): PlannedRecords =>
      planRecords(
        { erp, shopify, links, ...chosen },
        { ...surroundingsOf(now, taken, profile, ids), ...paused },
        profile,
      );
    return takenNumbers === undefined
      ? Promise.resolve(plan(new Set()))
      : planWithFreeNumbers(plan, takenNumbers, signal);
  };
  const scope = await planScope(read, planOf);
  const { planned, readings, part } = scope;
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
  checkSum(entries, { erp: readings.erp.parties, shopify: readings.shopify.parties });
  const counter = createTotalsCounter(writesOf, profile);
  for (const entry of entries) counter.add(entry);
  signal.throwIfAborted();

  const now = clock.now();
  if (sides.every((side) => readings[side].bounds.complete)) {
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
    ...(companyPaused === undefined ? {} : { companyPaused }),
    withLocations: customer.withLocations,
    settingsHash: start.settingsHash,
    linkSerial: await ledger.linkSerial(),
    ...scopeOf(start, scope, entries),
    read: { erp: readings.erp.bounds, shopify: readings.shopify.bounds },
    guards: checkGuards(
      guardInput({
        readings,
        counts: part === null ? null : (start.state?.counts ?? { erp: 0, shopify: 0 }),
        links,
        match: planned.match,
        entries,
        profile,
        runs,
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
  // Before the plan: were the program killed in between, decisions of the plan before would otherwise be gone.
  const state = stateAfter({ start, planned: scope, entries, now });
  if (state !== null) await ledger.saveReadingState(state);
  await ledger.savePlan(header, entries);
  await ledger.saveRecords(changedRecords(entries, records, now));
  report('plan', entries.length, entries.length);
  logger.info('Prepared a preview', {
    plan: header.id,
    scope: start.scope.kind,
    rows: header.rowCount,
    guards: header.guards.map(({ code }) => code),
  });
  return header;
}

/** A full preview that was asked for says nothing about its scope: it looked at everything. */
function scopeOf(
  start: Start,
  { part }: PlannedScope,
  entries: readonly StoredRow[],
): Pick<PlanHeader, 'scope'> {
  const { scope, said } = start;
  if (said.asked.kind === 'full') return {};
  const placed = part?.orders ?? null;
  if (placed === null || scope.kind !== 'orders') return { scope: said };
  return { scope: { ...said, orders: summariseOrders(scope, placed, entries) } };
}
