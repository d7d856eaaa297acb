/**
 * The preview of an undo: what a run did, from its journal, beside a fresh reading of exactly the records that it wrote, as a
 * plan of its own. It is stored, shown and committed like any other plan: there is one way to write (L1). Nothing is
 * written to either system here (L2).
 */
import { AppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { unreadOptIn } from '../mapping/named-fields.ts';
import { RunHalted } from './commit-failure.ts';
import { outcomeOf } from './commit-resume.ts';
import { settleStep } from './commit-step.ts';
import { planHash, rowHash, settingsHash, systemsHash } from './hashes.ts';
import { planVersion, type PlanHeader, type ReadBounds } from './plan.ts';
import { createTotalsCounter, type WritesOf } from './plan-build.ts';
import type { JournalEntry, Ledger, Run, StoredRow } from './ledger-port.ts';
import type { Clock, Ids, Logger, Progress } from './ports.ts';
import type { Sources } from './read-sides.ts';
import { operationOf, readRunFacts, withEarlierUndos, type RowFacts } from './undo-facts.ts';
import {
  changedLinkId,
  holdersOf,
  madeLinkIds,
  needsTaken,
  ownChange,
  revivesAny,
} from './undo-link-changes.ts';
import { peopleTouched, type People } from './undo-people.ts';
import { isBackAlready, undoRow } from './undo-row.ts';

export interface UndoInput {
  readonly profile: Profile;
  readonly sources: Sources;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** The run to take back. */
  readonly runId: string;
  /** Only these of its rows; null takes all. */
  readonly rowIds: readonly string[] | null;
}

const sides: readonly Side[] = ['erp', 'shopify'];
/** Records asked for between two reports of progress. */
const readAtOnce = 200;

/** The stages after `writesOf` are not this stage's business: `sync.ts` brings them together. */
export async function prepareUndoWith(writesOf: WritesOf, input: UndoInput): Promise<PlanHeader> {
  const { profile, ledger, clock, ids, logger, onProgress, signal, runId } = input;
  const run = await runToUndo(input);
  await settleOpenWrites(input);
  const rowIds = input.rowIds === null ? null : new Set(input.rowIds);
  const facts = await withEarlierUndos(ledger, runId, await readRunFacts(ledger, runId, rowIds));
  requireRows(input, facts);

  const readings = await readWritten(input, [...facts.values()]);
  const people = await readPeople(input, [...facts.values()], readings);
  signal.throwIfAborted();
  onProgress({ stage: 'plan', done: 0, total: facts.size, failed: 0, secondsLeft: null });
  const entries = await buildEntries(input, run, facts, readings, people);
  if (entries.every(({ row }) => isBackAlready(row))) {
    throw new AppError('UNDO_NOTHING_LEFT', { params: { run: runId } });
  }
  const counter = createTotalsCounter(writesOf, profile);
  for (const entry of entries) counter.add(entry);
  const unsigned = {
    planVersion,
    id: ids.next('undo'),
    profileId: profile.id,
    createdAt: clock.now(),
    direction: profile.customer.direction,
    withLocations: profile.customer.withLocations,
    settingsHash: settingsHash(profile, ids),
    linkSerial: await ledger.linkSerial(),
    read: { erp: readings.erp.bounds, shopify: readings.shopify.bounds },
    guards: [],
    rowCount: entries.length,
    undoes: { runId, startedAt: run.startedAt },
  } as const;
  const rowHashes = entries.map(({ row }) => rowHash(row, ids));
  const header: PlanHeader = {
    ...unsigned,
    totals: counter.totals(),
    sha256: planHash(unsigned, rowHashes, ids),
  };
  await ledger.savePlan(header, entries);
  onProgress({ stage: 'plan', done: facts.size, total: facts.size, failed: 0, secondsLeft: null });
  logger.info('Prepared an undo', { plan: header.id, run: runId, rows: header.rowCount });
  return header;
}

/** @throws AppError RUN_MISSING, RUN_NOT_UNDOABLE. */
async function runToUndo({ ledger, ids, profile, runId }: UndoInput): Promise<Run> {
  const run = await ledger.run(runId);
  if (run === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
  const refuse = (reason: string): AppError =>
    new AppError('RUN_NOT_UNDOABLE', { params: { run: runId, reason } });
  if (run.undoes !== undefined) {
    throw refuse('It took back another run. To have those changes again, prepare a preview and commit it.');
  }
  if (run.withoutLinkImages === true) {
    throw refuse('It was made by an older version of Accord, which did not keep all that is needed for it.');
  }
  if (run.systems !== undefined && run.systems !== systemsHash(profile, ids)) {
    throw refuse('Accord is connected to another store or another company now than the run wrote to.');
  }
  return run;
}

/** A run that was killed may have a write of which nobody knows whether it was carried out: that is found out first (L5). */
async function settleOpenWrites({
  ledger,
  sources,
  profile,
  clock,
  signal,
  runId,
}: UndoInput): Promise<void> {
  const last = new Map<string, JournalEntry>();
  await ledger.eachJournalEntry(runId, (entry) => {
    const step = `${entry.rowId} ${entry.step}`;
    if (outcomeOf(entry) === 'open') last.set(step, entry);
    else last.delete(step);
  });
  for (const entry of last.values()) {
    try {
      const write = { operation: operationOf(entry), before: entry.before, sentAt: entry.at };
      await settleStep({ ledger, sources, profile, clock, signal }, entry.seq, write);
    } catch (error) {
      throw error instanceof RunHalted ? error.reason : error;
    }
  }
}

/** @throws AppError ROW_MISSING for a row that was asked for, RUN_NOT_UNDOABLE for a run that changed nothing. */
function requireRows({ runId, rowIds }: UndoInput, facts: ReadonlyMap<string, RowFacts>): void {
  const missing = rowIds?.find((id) => !facts.has(id));
  if (missing !== undefined) throw new AppError('ROW_MISSING', { params: { row: missing } });
  if (facts.size > 0) return;
  throw new AppError('RUN_NOT_UNDOABLE', {
    params: { run: runId, reason: 'It changed nothing, neither in the two systems nor in what is linked.' },
  });
}

interface Reading {
  readonly parties: ReadonlyMap<string, Party>;
  readonly bounds: ReadBounds;
}

type Readings = Readonly<Record<Side, Reading>>;

async function readWritten(input: UndoInput, facts: readonly RowFacts[]): Promise<Readings> {
  const [erp, shopify] = await Promise.all(sides.map((side) => readSide(input, side, facts)));
  if (erp === undefined || shopify === undefined) throw new AppError('INTERNAL');
  return { erp, shopify };
}

/** Reads by key: a record that is not answered no longer exists. */
async function readSide(input: UndoInput, side: Side, facts: readonly RowFacts[]): Promise<Reading> {
  const { sources, clock, onProgress, signal } = input;
  const stage = side === 'erp' ? 'readErp' : 'readShopify';
  const keys = facts.flatMap(({ sides: { [side]: written } }) =>
    written === undefined ? [] : [written.after.key, ...(side === 'shopify' ? peopleTouched(written) : [])],
  );
  const asOf = clock.now();
  const before = sources[side].spent();
  const parties = new Map<string, Party>();
  for (let start = 0; start < keys.length; start += readAtOnce) {
    const wanted = keys.slice(start, start + readAtOnce);
    for (const [key, party] of await sources[side].readByKeys(wanted, signal)) parties.set(key, party);
    const done = Math.min(start + readAtOnce, keys.length);
    onProgress({ stage, done, total: keys.length, failed: 0, secondsLeft: null });
  }
  const locationCount = [...parties.values()].reduce((sum, { locations }) => sum + locations.length, 0);
  const spent = sources[side].spent();
  return {
    parties,
    bounds: {
      // A reading by key is always whole.
      complete: true,
      count: parties.size,
      locationCount,
      asOf,
      requests: spent.requests - before.requests,
      points: spent.points - before.points,
    },
  };
}

/** Whom the run made customers of Shopify, made contacts or took their part in a company from, as they are now. */
async function readPeople(
  { sources, signal }: UndoInput,
  facts: readonly RowFacts[],
  { shopify }: Readings,
): Promise<People> {
  const keys = facts.flatMap(({ sides: { shopify: written } }) =>
    written === undefined ? [] : peopleTouched(written),
  );
  if (keys.length === 0) return { records: shopify.parties, companies: new Map() };
  const companies = await sources.shopify.companiesOfPeople([...new Set(keys)], signal);
  return { records: shopify.parties, companies };
}

async function buildEntries(
  { ledger, ids, profile }: UndoInput,
  run: Run,
  facts: ReadonlyMap<string, RowFacts>,
  readings: Readings,
  people: People,
): Promise<readonly StoredRow[]> {
  const links = new Map((await ledger.links()).map((link) => [link.id, link]));
  const isUnread = unreadOptIn(profile);
  const usedLater = await linksUsedAfter(ledger, run);
  const records = await ledger.recordsByIds([...facts.keys()]);
  const entryOf = (each: RowFacts, holders: ReadonlyMap<string, readonly string[]>): StoredRow => {
    const own = ownChange(each.links);
    const nowOn = (side: Side): Party | null => {
      const key = each.sides[side]?.after.key;
      return key === undefined ? null : (readings[side].parties.get(key) ?? null);
    };
    return undoRow(
      {
        facts: each,
        now: { erp: nowOn('erp'), shopify: nowOn('shopify') },
        people,
        isUnread,
        links,
        isLinkUsedLater: own !== null && usedLater.has(changedLinkId(own)),
        isLinkTaken: needsTaken(each.links, holders),
        record: records.get(each.rowId),
      },
      ids,
    );
  };
  const made = new Map([...facts.values()].map((each) => [each.rowId, madeLinkIds(each.links)]));
  let leaving = new Set([...made.values()].flat());
  for (;;) {
    const holders = holdersOf(links.values(), leaving);
    const entries = [...facts.values()].map((each) => entryOf(each, holders));
    // A link that stays may hold what another row needs for its own; each round finds fewer that leave.
    const left = entries.flatMap(({ row }) =>
      row.undo?.link?.fate === 'reversed' ? (made.get(row.id) ?? []) : [],
    );
    const isSettled =
      left.length === leaving.size || [...facts.values()].every((each) => !revivesAny(each.links));
    if (isSettled) return sortByName(entries);
    leaving = new Set(left);
  }
}

/** Links that runs after this one changed. What an earlier undo of it did is no use that anybody made of them. */
async function linksUsedAfter(ledger: Ledger, run: Run): Promise<ReadonlySet<string>> {
  const runs = await ledger.runs();
  const later = runs
    .slice(
      0,
      Math.max(
        0,
        runs.findIndex(({ id }) => id === run.id),
      ),
    )
    .filter(({ undoes }) => undoes?.runId !== run.id);
  const changes = await Promise.all(later.map(({ id }) => ledger.linkChanges(id)));
  return new Set(changes.flat().map(changedLinkId));
}

/** As the rows of a preview are sorted: by name as people read it, then by number; never by chance (P11). */
function sortByName(entries: readonly StoredRow[]): readonly StoredRow[] {
  const textOf = ({ row }: StoredRow): string =>
    [row.undo?.name.normalize('NFC').toLowerCase(), row.undo?.number ?? '', row.id].join('\n');
  return entries.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}
