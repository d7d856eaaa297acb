/**
 * Commit: carries out the approved rows of a stored plan, and nothing else (L1).
 *
 * Both systems are written at the same time, several rows at once, each row's operations in order. Every write is
 * recorded before it is sent and after it is answered (L5), so that a run that was stopped, cut off or killed goes on
 * where it was. One bad record never stops another (L6); a failure that is not a record's stops the run as a whole.
 */
import { AppError, isAppError } from '../domain/app-error.ts';
import { checkWindow, type CheckedRow } from './commit-check.ts';
import { committablePlan, eachChosenRow, resumablePlan } from './commit-choice.ts';
import { causeOf, isStorageFailure, RunHalted } from './commit-failure.ts';
import { loadRow } from './commit-load.ts';
import { restoreSteps } from './commit-resume.ts';
import { totalsLeft } from './commit-left.ts';
import { linkChangesOf, recordAfter, saveLink, writeRow } from './commit-row.ts';
import { knownRows, RowQueue, type RowsToDo } from './commit-rows.ts';
import { settleStep } from './commit-step.ts';
import { Tally } from './commit-tally.ts';
import { isLinkTaken } from './commit-undo.ts';
import { endsLink, type ChosenRow, type CommitPorts, type RowEnd, type RowProgress } from './commit-types.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountry } from '../mapping/phone-country.ts';
import { systemsHash } from './hashes.ts';
import { mappedSources } from './mapped-sources.ts';
import type { PlanHeader } from './plan.ts';
import type {
  EndedRow,
  JournalEntry,
  JournalWrite,
  Link,
  LinkChange,
  Run,
  SyncRecord,
} from './ledger-port.ts';
import { holdersOf, madeLinkIds, revivesAny } from './undo-link-changes.ts';

export type { CommitPorts } from './commit-types.ts';

export interface CommitInput extends CommitPorts {
  readonly planId: string;
  /** Hash of the preview that was on screen. */
  readonly sha256: string;
  /** "Try 3 first": only the first rows of each verb; null commits all. */
  readonly firstRowsPerVerb: number | null;
}

export interface ResumeInput extends CommitPorts {
  readonly runId: string;
}

/** Rows read again together before they are written: few enough to be fresh, enough to be cheap. */
const windowSize = 30;
/** Rows on their way at once per system. The sinks pace themselves; this only keeps them busy. */
const rowsAtOnce = 6;
/** Rows that only change the ledger, saved together. */
const ledgerBatch = 200;

/**
 * Commits a plan.
 * @returns the run: `finished`, `stopped` by the signal, or `interrupted` with its cause; the last two can be resumed.
 * @throws AppError PLAN_MISSING, PLAN_HASH_MISMATCH, PLAN_INCOMPLETE, PLAN_GUARDED, PLAN_OUTDATED, PLAN_NOTHING_TO_DO;
 * DISK_FULL, STORAGE_FAILED, LEDGER_CORRUPT when nothing more can be recorded.
 */
export async function commitPlan(input: CommitInput): Promise<Run> {
  const { ids, clock, profile, ledger } = input;
  const plan = await committablePlan(input, input.planId, input.sha256);
  const { firstRowsPerVerb } = input;
  const rows: ChosenRow[] = [];
  const choice = { planId: plan.id, firstRowsPerVerb, resumed: null };
  await eachChosenRow(input, choice, (row) => rows.push(row));
  if (rows.length === 0) throw new AppError('PLAN_NOTHING_TO_DO');
  const run: Run = {
    id: ids.next('run'),
    profileId: profile.id,
    planId: plan.id,
    planSha256: plan.sha256,
    state: 'running',
    startedAt: clock.now(),
    finishedAt: null,
    counts: { written: { erp: 0, shopify: 0 }, linked: 0, failed: 0, stale: 0, waiting: rows.length },
    firstRowsPerVerb,
    cause: null,
    systems: systemsHash(profile, ids),
    ...(plan.undoes === undefined ? {} : { undoes: { ...plan.undoes, rows: plan.rowCount, reversed: 0 } }),
  };
  await ledger.saveRun(run);
  return new Commit(input, run, plan).carryOut(knownRows(rows), nothingDone);
}

/**
 * Goes on with a run that was stopped, interrupted or killed. Writes whose outcome is not known are settled first.
 * @throws AppError RUN_MISSING, RUN_NOT_RESUMABLE when it is finished or a later run exists, and as `commitPlan`.
 */
export async function resumeRun(input: ResumeInput): Promise<Run> {
  const { ledger, runId } = input;
  const stored = await ledger.run(runId);
  if (stored === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
  const [newest] = await ledger.runs();
  if (stored.state === 'finished' || newest?.id !== runId) {
    throw new AppError('RUN_NOT_RESUMABLE', { params: { run: runId } });
  }
  const plan = await resumablePlan(input, stored.planId);
  const { isLinked: _, ...before } = stored;
  const run: Run = { ...before, state: 'running', finishedAt: null, cause: null };
  const { firstRowsPerVerb } = run;
  // Before anything is said to go on: a journal that cannot be relied on resumes nothing.
  const writes = await ledger.journalWrites(runId);
  const ended = await ledger.endedRows(plan.id, runId);
  await ledger.saveRun(run);
  const choice = { planId: plan.id, firstRowsPerVerb, resumed: { runId, ended } };
  const rows: RowsToDo = { count: null, each: (visit) => eachChosenRow(input, choice, visit) };
  return new Commit(input, run, plan).carryOut(rows, { ended, writes });
}

/** What earlier parts of a run did. */
interface DoneBefore {
  readonly ended: readonly EndedRow[];
  readonly writes: readonly JournalWrite[];
}

const nothingDone: DoneBefore = { ended: [], writes: [] };

/** A row of an undo changes nothing after all where its link cannot hold again, as another row's did not go. */
function ledgerEnd(progress: RowProgress): RowEnd {
  if (progress.row.undo !== undefined && isLinkTaken(progress)) {
    return { status: 'stale', cause: causeOf(new AppError('PLAN_OUTDATED')) };
  }
  return { status: endsLink(progress.work) ? 'deleted' : 'processed', cause: null };
}

/** One run on its way: what its rows share. */
class Commit {
  readonly #ports: CommitPorts;
  readonly #run: Run;
  readonly #plan: PlanHeader;
  readonly #tally: Tally;
  /** Every link by id, once it came to the rows whose links are to hold again; until then each row has its own looked up. */
  #links: ReadonlyMap<string, Link> | null = null;
  /** What the run that is taken back did to links, by row id; empty in a commit. */
  #undone: ReadonlyMap<string, readonly LinkChange[]> = new Map();
  /** Who has which record, once it came to those rows: of all links but those that they give up. */
  #holders: ReadonlyMap<string, readonly string[]> = new Map();
  #journal: ReadonlyMap<string, readonly JournalEntry[]> = new Map();
  /** Why everything stops at once. */
  #halt: { readonly reason: unknown } | null = null;
  /** Identities of rows on their way: two rows of one identity never run at the same time. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(ports: CommitPorts, run: Run, plan: PlanHeader) {
    // An undo reads and writes the records as they are.
    const sources = plan.undoes === undefined ? mappedSources(ports.profile, ports.sources) : ports.sources;
    this.#ports = { ...ports, sources };
    this.#run = run;
    this.#plan = plan;
    this.#tally = new Tally(ports, plan.totals.estimatedSeconds);
  }

  readonly #isHalted = (): boolean => this.#halt !== null || this.#ports.signal.aborted;

  async carryOut(rows: RowsToDo, before: DoneBefore): Promise<Run> {
    await this.#open(before);
    if (rows.count !== null) this.#tally.expect(rows.count);
    this.#tally.report(true);
    // A link holds again only once the others of its records are gone, so those rows wait until it is known which of them went.
    const reviving: ChosenRow[] = [];
    await this.#carryOutRows(async (visit) => {
      await rows.each((row) => {
        this.#tally.rowFound();
        if (revivesAny(this.#undone.get(row.rowId) ?? [])) reviving.push(row);
        else visit(row);
      });
      this.#tally.allFound();
    });
    if (reviving.length > 0 && !this.#isHalted()) {
      this.#links = new Map((await this.#ports.ledger.links()).map((link) => [link.id, link]));
      const leaving = reviving.flatMap(({ rowId }) => madeLinkIds(this.#undone.get(rowId) ?? []));
      this.#holders = holdersOf(this.#links.values(), new Set(leaving));
      await this.#carryOutRows(knownRows(reviving).each);
    }
    this.#tally.report(true);
    return this.#end();
  }

  async #carryOutRows(each: RowsToDo['each']): Promise<void> {
    const lanes = { ledger: new RowQueue(), erp: new RowQueue(), shopify: new RowQueue() };
    const fill = async (): Promise<void> => {
      try {
        await each((row) => lanes[row.lane].add(row));
      } finally {
        for (const lane of Object.values(lanes)) lane.complete();
      }
    };
    await Promise.all([
      this.#guarded(fill),
      this.#guarded(() => this.#saveLedgerRows(lanes.ledger)),
      this.#guarded(() => this.#writeLane(lanes.erp)),
      this.#guarded(() => this.#writeLane(lanes.shopify)),
    ]);
  }

  /** What is known of rows that are done goes into the counts; of those that were begun, into where they go on. */
  async #open({ ended, writes }: DoneBefore): Promise<void> {
    const { ledger } = this.#ports;
    this.#tally.takeOver(ended, writes);
    const done = new Set(ended.map(({ rowId }) => rowId));
    const begun = writes.filter(({ rowId }) => !done.has(rowId)).map(({ seq }) => seq);
    this.#journal = Map.groupBy(await ledger.journalEntries(begun), ({ rowId }) => rowId);
    const { undoes } = this.#plan;
    const undone = undoes === undefined ? [] : await ledger.linkChanges(undoes.runId);
    this.#undone = Map.groupBy(undone, ({ rowId }) => rowId);
  }

  /** A failure of one lane halts the others between two operations. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const reason = error instanceof RunHalted ? error.reason : error;
      // A storage failure outranks what else goes wrong with it.
      if (this.#halt === null || isStorageFailure(reason)) this.#halt = { reason };
    }
  }

  async #end(): Promise<Run> {
    const { ledger, clock, signal, logger } = this.#ports;
    const reason = this.#halt?.reason;
    const wasStopped = signal.aborted && (!isAppError(reason) || reason.code === 'STOPPED');
    const counts = this.#tally.counts();
    const { undoes } = this.#run;
    const state =
      counts.waiting === 0 && reason === undefined ? 'finished' : wasStopped ? 'stopped' : 'interrupted';
    const ended: Run = {
      ...this.#run,
      state,
      counts,
      finishedAt: state === 'finished' ? clock.now() : null,
      cause: state === 'interrupted' ? causeOf(reason) : null,
      ...(undoes === undefined ? {} : { undoes: { ...undoes, reversed: this.#tally.processed() } }),
    };
    if (isStorageFailure(reason)) {
      // The disk may have room for this one line; without it the run is still `running` and can be resumed all the same.
      await ledger.saveRun(ended).catch(() => undefined);
      throw reason;
    }
    const finished = state === 'finished' ? await this.#finished(ended) : ended;
    await ledger.saveRun(finished);
    logger.info('run ended', { run: ended.id, state, cause: ended.cause?.code ?? null, ...counts });
    return finished;
  }

  /** A trial run leaves the rest of its plan to be committed: the plan says how much that is. */
  async #finished(run: Run): Promise<Run> {
    const { ledger } = this.#ports;
    if (run.firstRowsPerVerb !== null) {
      await ledger.saveDecisions(this.#plan.id, new Map(), await totalsLeft(this.#ports, this.#plan.id));
    }
    return { ...run, linkSerial: await ledger.linkSerial() };
  }

  // -------------------------------------------------------------------------------------------- rows

  #load(row: ChosenRow): Promise<RowProgress> {
    const { ledger, profile } = this.#ports;
    return loadRow(row, {
      ledger,
      profile,
      planId: this.#plan.id,
      runId: this.#run.id,
      undone: this.#undone,
      links: this.#links,
      holders: this.#holders,
    });
  }

  async #finish(progress: RowProgress, end: RowEnd): Promise<void> {
    await saveLink(this.#ports, this.#run.id, progress, end);
    if (end.status !== 'waiting') await this.#saveRecords([{ progress, end }]);
    this.#tally.rowEnded(progress, end);
  }

  async #saveRecords(
    rows: readonly { readonly progress: RowProgress; readonly end: RowEnd }[],
  ): Promise<void> {
    const { ledger, clock, profile } = this.#ports;
    const known = await ledger.recordsByIds(rows.map(({ progress }) => progress.row.id));
    const records: SyncRecord[] = rows.map(({ progress, end }) =>
      recordAfter(progress, end, known.get(progress.row.id), this.#run.id, {
        at: clock.now(),
        maxFailedAttempts: profile[progress.row.entity].maxFailedAttempts,
      }),
    );
    await ledger.endRows(this.#plan.id, records);
  }

  /**
   * Rows that write to neither system. Their records need not be read again: what is agreed is what the preview showed,
   * and an edit since then is seen against it by the next one.
   */
  async #saveLedgerRows(rows: RowQueue): Promise<void> {
    const { ledger } = this.#ports;
    for (;;) {
      const batch = await rows.take(ledgerBatch);
      if (batch.length === 0 || this.#isHalted()) return;
      const loaded = await Promise.all(batch.map((row) => this.#load(row)));
      const ended = loaded.map((progress) => ({ progress, end: ledgerEnd(progress) }));
      const changes = await Promise.all(loaded.map((progress) => linkChangesOf(this.#ports, progress)));
      await ledger.changeLinks(this.#run.id, changes.flat());
      await this.#saveRecords(ended);
      for (const { progress, end } of ended) this.#tally.rowEnded(progress, end);
    }
  }

  async #writeLane(rows: RowQueue): Promise<void> {
    const checked = this.#checkedRows(rows);
    const writers = Array.from({ length: rowsAtOnce }, () =>
      this.#guarded(async () => {
        for (;;) {
          if (this.#isHalted()) return;
          const next = await checked.next();
          if (next.done === true) return;
          await this.#alone(next.value.progress, () => this.#write(next.value));
        }
      }),
    );
    await Promise.all(writers);
  }

  /** Checks the next window while the current one is written, so that writing never waits for reading. */
  async *#checkedRows(rows: RowQueue): AsyncGenerator<CheckedRow, void> {
    const check = (): Promise<readonly CheckedRow[] | null> => {
      const checking = this.#nextChecked(rows);
      // Nobody may be waiting any more when it fails; whoever is gets the failure.
      checking.catch(() => undefined);
      return checking;
    };
    for (let ahead = check(); ;) {
      const current = await ahead;
      if (current === null) return;
      ahead = check();
      yield* current;
    }
  }

  /** Null when there is no further window. */
  async #nextChecked(rows: RowQueue): Promise<readonly CheckedRow[] | null> {
    const window = await rows.take(windowSize);
    return window.length === 0 || this.#isHalted() ? null : this.#check(window);
  }

  async #check(window: readonly ChosenRow[]): Promise<readonly CheckedRow[]> {
    const rows = await Promise.all(window.map((row) => this.#load(row)));
    const open: RowProgress[] = [];
    const outdated: CheckedRow[] = [];
    for (const progress of rows) {
      if (await this.#restore(progress)) open.push(progress);
      else
        outdated.push({ progress, end: { status: 'stale', cause: causeOf(new AppError('PLAN_OUTDATED')) } });
    }
    return [...outdated, ...(await checkWindow(open, this.#ports))];
  }

  /** Brings a row of a resumed run to where its journal says it was. False: it was decided otherwise in the meantime. */
  async #restore(progress: RowProgress): Promise<boolean> {
    const lines = restoreSteps(progress, this.#journal.get(progress.row.id) ?? []);
    for (const { entry, operation } of lines ?? []) {
      const write = { operation, before: entry.before, sentAt: entry.at };
      progress.steps[entry.step] = await settleStep(this.#ports, entry.seq, write);
    }
    return lines !== null;
  }

  async #write({ progress, end }: CheckedRow): Promise<void> {
    await this.#finish(progress, end ?? (await this.#writeOrFail(progress)));
  }

  /** A fault of the program in one record is that record's failure, and no reason to stop the others (L6). */
  async #writeOrFail(progress: RowProgress): Promise<RowEnd> {
    try {
      return await writeRow(this.#ports, this.#run.id, progress, this.#isHalted);
    } catch (error) {
      if (error instanceof RunHalted || isAppError(error)) throw error;
      this.#ports.logger.error('a row failed unexpectedly', { row: progress.row.id, error: String(error) });
      return { status: 'failed', cause: causeOf(error) };
    }
  }

  /** Waits until no row with one of the same identities is on its way. */
  async #alone(progress: RowProgress, work: () => Promise<void>): Promise<void> {
    const identities = identitiesOf(progress, this.#ports.profile.homeCountry);
    for (;;) {
      const busy = identities.map((identity) => this.#busy.get(identity)).find((each) => each !== undefined);
      if (busy === undefined) break;
      await busy;
    }
    const working = work();
    const settled = working.then(
      () => undefined,
      () => undefined,
    );
    for (const identity of identities) this.#busy.set(identity, settled);
    try {
      await working;
    } finally {
      for (const identity of identities) this.#busy.delete(identity);
    }
  }
}

/** Keys, e-mails and phones of a row, comparable. */
function identitiesOf({ row }: RowProgress, homeCountry: string): readonly string[] {
  const identities = new Set<string>();
  for (const summary of [row.erp, row.shopify]) {
    if (summary === null) continue;
    identities.add(summary.key);
    const email = normaliseEmail(summary.email);
    const phone = normalisePhone(summary.phone, phoneCountry(summary.country, homeCountry)).e164;
    if (email !== null) identities.add(email);
    if (phone !== null) identities.add(phone);
  }
  // A contact is a customer of Shopify too, which another row may be about.
  for (const { erp, shopify, personKey } of row.contacts ?? []) {
    if (personKey !== null) identities.add(personKey);
    const email = normaliseEmail((shopify ?? erp)?.email ?? null);
    if (email !== null) identities.add(email);
  }
  return [...identities];
}
