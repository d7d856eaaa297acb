/** What a preview looks at, and the plan of just that. */
import type { CompanyPause } from '../domain/company-gate.ts';
import type { Party, Side } from '../domain/party.ts';
import { fullScope, type OrdersSummary, type PlanScope, type Scope } from '../domain/scope.ts';
import type { Profile } from '../domain/settings.ts';
import { settingsHash } from './hashes.ts';
import { companiesAfter, linksRead } from './links-read.ts';
import { partiesOf } from './plan-build.ts';
import type { PlannedRecords } from './plan-records.ts';
import type { Ledger, Link, MadeDecision, ReadingState, Run, StoredRow } from './ledger-port.ts';
import type { Ids } from './ports.ts';
import type { KeysBySide } from './read-around.ts';
import type { Part, ScopeReading } from './read-scope.ts';
import { reasonAgainst } from './read-scope.ts';
import { readingOf, type Readings, type Sources } from './read-sides.ts';
import {
  decisionsKept,
  decisionsSoFar,
  fullReasonOf,
  isSettled,
  keysToBringBack,
  lastFinished,
  openRows,
} from './reading-state.ts';
import { rowsTakenBack, withoutTakenBack } from './taken-back.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

/** What is known before anything is read. */
export interface Start {
  /** What is read. */
  readonly scope: Scope;
  /** What the plan says about it. */
  readonly said: PlanScope;
  readonly state: ReadingState | null;
  readonly settingsHash: string;
  /** All of the ledger. */
  readonly known: readonly Link[];
  /** Those of entities that are read. */
  readonly links: readonly Link[];
  /** Business customers are not read, so this is no complete reading. */
  readonly isPaused: boolean;
  /** Whether business customers are among what is read. */
  readonly readsCompanies: boolean;
  readonly runs: readonly Run[];
  readonly decisions: ReadonlyMap<string, MadeDecision>;
  readonly forgotten: ReturnType<typeof withoutTakenBack>['forgotten'];
  readonly bringBack: KeysBySide;
}

function sayAsked(scope: Scope): PlanScope['asked'] {
  return scope.kind === 'chosen' ? { kind: 'chosen', records: scope.records.length } : scope;
}

/** Reads the ledger only. */
export async function startOf(
  asked: Scope,
  profile: Profile,
  {
    sources,
    ledger,
    ids,
    now,
    companyPaused,
  }: {
    readonly sources: Sources;
    readonly ledger: Ledger;
    readonly ids: Ids;
    readonly now: string;
    readonly companyPaused?: CompanyPause;
  },
): Promise<Start> {
  const [state, known, runs] = await Promise.all([ledger.readingState(), ledger.links(), ledger.runs()]);
  const hash = settingsHash(profile, ids);
  const { decisions, forgotten } = withoutTakenBack(
    await decisionsSoFar(ledger, state),
    await rowsTakenBack(ledger),
  );
  const reason =
    (companyPaused === undefined ? null : 'paused') ??
    reasonAgainst(asked, profile, sources) ??
    fullReasonOf(state, { kind: asked.kind, settingsHash: hash, now });
  const forced = asked.kind === 'full' ? null : reason;
  const scope = forced === null ? asked : fullScope;
  return {
    scope,
    said: { asked: sayAsked(asked), ...(forced === null ? {} : { forced }) },
    state,
    settingsHash: hash,
    known,
    links: linksRead(known, profile, companyPaused),
    isPaused: companyPaused !== undefined,
    readsCompanies: profile.company.active && companyPaused === undefined,
    runs,
    decisions,
    forgotten,
    bringBack:
      state === null || scope.kind !== 'changes'
        ? { erp: [], shopify: [] }
        : await keysToBringBack(state, decisions, runs, ledger),
  };
}

function recordsOf({ records }: PlannedRecords['rows'][number]): readonly Party[] {
  return partiesOf(records);
}

/** The rows that a part is about, and the readings as if nothing else had been read: the buckets add up to them (L12). */
function ofPart(planned: PlannedRecords, readings: Readings, part: Part): PlannedScope {
  const rows = planned.rows.filter((row) => recordsOf(row).some(({ key }) => part.isAsked(key)));
  const shown = new Set(rows.flatMap(recordsOf).map(({ key }) => key));
  const of = (side: Side) => {
    const { parties, bounds, clockAhead } = readings[side];
    const shownParties = parties.filter(({ key }) => shown.has(key));
    return readingOf(shownParties, { ...bounds, ...(clockAhead === null ? {} : { clockAhead }) });
  };
  return { planned: { ...planned, rows }, readings: { erp: of('erp'), shopify: of('shopify') }, part };
}

export interface PlannedScope {
  readonly planned: PlannedRecords;
  readonly readings: Readings;
  readonly part: Part | null;
}

/**
 * Plans what was read. A business customer that turns out to have a say in it is taken in, with everybody around it, until none is left
 * out.
 */
export async function planScope(
  read: ScopeReading,
  plan: (read: ScopeReading) => Promise<PlannedRecords>,
): Promise<PlannedScope> {
  let { readings, part } = read;
  for (;;) {
    const planned = await plan({ readings, part });
    if (part === null) return { planned, readings, part };
    const found = ofPart(planned, readings, part);
    const { isIn, takeIn } = part;
    const joined = found.planned.rows.flatMap(recordsOf).filter(({ key }) => !isIn(key));
    if (joined.length === 0) return found;
    ({ readings, part } = await takeIn(joined));
  }
}

/** What the open orders come to, once it is known what there is to do for whose customer. */
export function summariseOrders(
  { of }: Extract<Scope, { kind: 'orders' }>,
  orders: NonNullable<Part['orders']>,
  entries: readonly StoredRow[],
): OrdersSummary {
  const waiting = new Set(
    entries
      .filter(({ row }) => !isSettled(row))
      .flatMap(({ records }) => partiesOf(records).map(({ key }) => key)),
  );
  const known = new Set(entries.flatMap(({ records }) => partiesOf(records).map(({ key }) => key)));
  const keys = orders.flatMap((order) => (order.by === 'customer' ? [order.key] : []));
  const wait = keys.filter((key) => waiting.has(key));
  const count = (by: 'guest' | 'unknown'): number => orders.filter((order) => order.by === by).length;
  return {
    of,
    open: orders.length,
    waiting: wait.length,
    customers: new Set(wait).size,
    guests: count('guest'),
    unknown: count('unknown') + keys.filter((key) => !known.has(key)).length,
  };
}

export interface EndInput {
  readonly start: Start;
  readonly planned: PlannedScope;
  readonly entries: readonly StoredRow[];
  readonly now: string;
}

/** What is remembered of a reading once it is planned; null where there is nothing new to remember. */
export function stateAfter({ start, planned, entries, now }: EndInput): ReadingState | null {
  const { readings, part } = planned;
  const { state, decisions } = start;
  const complete = sides.every((side) => readings[side].bounds.complete);
  const kept = decisionsKept(decisions, entries);
  // Only a reading of everything that could have changed moves a cursor, and only one that came to its end.
  if (!complete || start.isPaused || (part !== null && start.scope.kind !== 'changes')) {
    return state === null ? null : { ...state, decisions: kept };
  }
  const parties = { erp: readings.erp.parties, shopify: readings.shopify.parties };
  const companies = start.readsCompanies
    ? companiesAfter(state?.companies, parties, part === null)
    : state?.companies;
  const reading = {
    settingsHash: start.settingsHash,
    lastRunId: lastFinished(start.runs),
    asOf: { erp: readings.erp.bounds.asOf, shopify: readings.shopify.bounds.asOf },
    open: openRows(entries),
    ...(companies === undefined ? {} : { companies }),
  };
  if (part === null) {
    const counts = { erp: parties.erp.length, shopify: parties.shopify.length };
    return { ...reading, fullAt: now, counts, decisions: [] };
  }
  return state === null ? null : { ...state, ...reading, decisions: kept };
}
