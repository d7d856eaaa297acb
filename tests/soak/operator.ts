/**
 * Who operates the product in a history, and judges every step of it: previews, decides, answers guards, commits, resumes what was cut off,
 * prepares undos.
 */
import { isAppError } from '../../shared/domain/app-error.ts';
import type { Party, Side } from '../../shared/domain/party.ts';
import { storeNameOf, type Profile } from '../../shared/domain/settings.ts';
import { operationSettingsOf } from '../../shared/sync/operations.ts';
import {
  conflictKeys,
  noDecision,
  withProposalsApproved,
  type Decision,
  type PlanHeader,
} from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import {
  commitPlan,
  decideRows,
  overrideGuards,
  preparePlan,
  prepareUndo,
  resumeRun,
} from '../../shared/sync/sync.ts';
import type { MemoryLedger } from '../support/memory-ledger.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';
import { createTestIds, silentLogger } from '../support/test-ports.ts';
import { stateOf, type State } from '../support/undo-story.ts';
import { watchCommit } from './watch.ts';
import {
  beginLife,
  ledgerInWeather,
  sinkInWeather,
  sourceInWeather,
  type Life,
  type Weather,
} from './weather.ts';
import { sides, type WeekPlan } from './week.ts';

/** A run that can be taken back, and what both systems held before and after it. */
export interface Committed {
  readonly runId: string;
  readonly before: State;
  readonly after: State;
}

/** Lives of one run. After so many the weather is calm, as it is one day. */
const stormyLives = 8;
const nothingToUndo: ReadonlySet<string> = new Set(['UNDO_NOTHING_LEFT', 'RUN_NOT_UNDOABLE']);

interface OperatorOptions {
  readonly profile: Profile;
  readonly twins: Readonly<Record<Side, MemoryTwin>>;
  readonly ledger: MemoryLedger;
  readonly weather: Weather;
  readonly isStormy: boolean;
  /** Whether what was cut off may be left: another preview is made in its place, or another undo. */
  readonly leavesRuns: boolean;
  /** Told of every law that is broken: `L2: a preview wrote`. */
  readonly violate: (what: string) => void;
}

export class Operator {
  commits = 0;
  readonly #ids = createTestIds();
  readonly #profile: Profile;
  readonly #twins: Readonly<Record<Side, MemoryTwin>>;
  readonly #ledger: MemoryLedger;
  readonly #weather: Weather;
  readonly #isStormy: boolean;
  readonly #leavesRuns: boolean;
  readonly #violate: (what: string) => void;

  constructor({ profile, twins, ledger, weather, isStormy, leavesRuns, violate }: OperatorOptions) {
    this.#profile = profile;
    this.#twins = twins;
    this.#ledger = ledger;
    this.#weather = weather;
    this.#isStormy = isStormy;
    this.#leavesRuns = leavesRuns;
    this.#violate = violate;
  }

  #writeCount(): number {
    return this.#twins.erp.writes.length + this.#twins.shopify.writes.length;
  }

  // ------------------------------------------------------------------------------------------- preview

  #sources(life: Life) {
    const { erp, shopify } = this.#twins;
    return {
      erp: sourceInWeather(this.#weather, life, erp),
      shopify: sourceInWeather(this.#weather, life, shopify),
    };
  }

  #ports(life: Life) {
    return {
      profile: this.#profile,
      sources: this.#sources(life),
      ledger: ledgerInWeather(life, this.#ledger),
      clock: this.#weather.time,
      ids: this.#ids,
      logger: silentLogger,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    };
  }

  async prepare(life: Life): Promise<PlanHeader> {
    const before = this.#writeCount();
    const plan = await this.#weather.time.run(() => preparePlan(this.#ports(life)));
    if (this.#writeCount() > before) this.#violate('L2: a preview wrote');
    for (const side of sides) {
      const held = this.#twins[side].parties().length;
      if (plan.totals.records[side] !== held) {
        this.#violate(`L12: ${plan.totals.records[side]} of ${held} records of ${side} are in a row`);
      }
    }
    return plan;
  }

  async preparePatiently(): Promise<PlanHeader> {
    return this.#patiently(async (life) => {
      const plan = await this.prepare(life);
      return this.answerGuards(plan);
    });
  }

  /**
   * A person who knows that only the clock is wrong types the name of the store, and where runs are left also one who knows that the only
   * customer of a system was deleted: what a resume would not have asked. Every other guard stands.
   */
  async answerGuards(plan: PlanHeader): Promise<PlanHeader> {
    const codes = new Set(plan.guards.map(({ code }) => code));
    if (codes.has('clockSkew')) this.#weather.counts.clockGuards += 1;
    codes.delete('clockSkew');
    if (this.#leavesRuns) codes.delete('emptySide');
    if (plan.guards.length === 0 || codes.size > 0) return plan;
    return overrideGuards({
      planId: plan.id,
      profile: this.#profile,
      ledger: this.#ledger,
      sha256: plan.sha256,
      typedName: storeNameOf(this.#profile),
      by: 'somebody',
      clock: this.#weather.time,
    });
  }

  /** As a person does: when it fails, again. */
  async #patiently<T>(prepare: (life: Life) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const life = beginLife(this.#weather);
      if (this.#isStormy && attempt === 1 && this.#weather.chance.happens(0.1)) {
        this.#weather.stepsToCrash = 1 + this.#weather.chance.below(8);
      }
      try {
        return await prepare(life);
      } catch (error) {
        if (!isAppError(error) || nothingToUndo.has(error.code)) throw error;
        this.#weather.stepsToCrash = null;
        if (attempt > 5) this.#weather.storm = 0;
        await this.#weather.time.pass(60_000);
      }
    }
  }

  async decide(plan: PlanHeader, { conflictsGoTo, approvesProposals }: WeekPlan): Promise<void> {
    const { items } = await this.#ledger.planRows(plan.id, { offset: 0, limit: 10_000 });
    const decisions = new Map<string, Decision>();
    for (const row of items) {
      let decision: Decision | null = null;
      const keys = conflictKeys(row);
      if (conflictsGoTo !== null && keys.length > 0) {
        decision = { ...noDecision, choices: Object.fromEntries(keys.map((key) => [key, conflictsGoTo])) };
      }
      if (approvesProposals) decision = withProposalsApproved(row, decision ?? noDecision);
      if (decision !== null) decisions.set(row.id, decision);
    }
    if (decisions.size === 0) return;
    await decideRows({ planId: plan.id, profile: this.#profile, ledger: this.#ledger, decisions });
  }

  /** Null where no run was made. */
  async commitAndCheck(
    planId: string,
    late: readonly Party[],
    isLeftCutOff = false,
  ): Promise<Committed | null> {
    const settings = operationSettingsOf(this.#profile);
    const watch = await watchCommit(this.#twins, this.#ledger, planId, settings);
    const before = stateOf(this.#twins);
    this.commits += 1;
    await this.#commit(planId, isLeftCutOff);
    // What was on its way when the process ended has arrived by now.
    await this.#weather.time.pass(3_600_000);
    for (const broken of watch.judge(late)) this.#violate(broken);
    const run = (await this.#ledger.runs()).find((each) => each.planId === planId);
    if (run?.state === 'finished') {
      for (const broken of await watch.judgeEnds()) this.#violate(broken);
    }
    return run === undefined ? null : { runId: run.id, before, after: stateOf(this.#twins) };
  }

  /** Until the run is finished: after a crash or an interruption it is resumed, as often as it takes. */
  async #commit(planId: string, isLeftCutOff: boolean): Promise<void> {
    const { chance } = this.#weather;
    const isUndo = (await this.#ledger.plan(planId))?.undoes !== undefined;
    const activity = isUndo ? 'killedUndos' : 'killedCommits';
    // An undo is mostly short.
    const steps = isUndo ? 40 : 120;
    for (let lives = 1; !(await this.isFinished(planId)); lives += 1) {
      if (lives > stormyLives) this.#weather.storm = 0;
      const mayCrash = this.#isStormy && this.#weather.storm > 0 && lives <= stormyLives;
      this.#weather.stepsToCrash = mayCrash && chance.happens(0.6) ? 1 + chance.below(steps) : null;
      try {
        await this.#weather.time.run(() => this.#goOn(planId, beginLife(this.#weather, activity)));
      } catch (error) {
        if (!isAppError(error)) throw error;
        // A guard asks a person: was it right that a side is empty now? Nobody answers here.
        if (error.code === 'PLAN_NOTHING_TO_DO' || error.code === 'PLAN_GUARDED') return;
        if (error.code !== 'STORAGE_FAILED') throw error;
      }
      if (isLeftCutOff) return;
      if (lives > 2 * stormyLives) {
        this.#violate('L5: a run does not come to its end in calm weather');
        return;
      }
      await this.#weather.time.pass(chance.below(15_000));
    }
  }

  /** A process can end between the last line of its run and the word to whoever waits for it. */
  async isFinished(planId: string): Promise<boolean> {
    return (await this.#ledger.runs()).some((run) => run.planId === planId && run.state === 'finished');
  }

  async #goOn(planId: string, life: Life): Promise<Run> {
    const { erp, shopify } = this.#twins;
    const ports = {
      ...this.#ports(life),
      sinks: {
        erp: sinkInWeather(this.#weather, life, erp),
        shopify: sinkInWeather(this.#weather, life, shopify),
      },
    };
    const open = (await this.#ledger.runs()).find((run) => run.planId === planId && run.state !== 'finished');
    if (open !== undefined) return resumeRun({ ...ports, runId: open.id });
    const sha256 = (await this.#ledger.plan(planId))?.sha256 ?? '';
    return commitPlan({ ...ports, planId, sha256, firstRowsPerVerb: null });
  }

  /** Null where nothing is left of what the run did, or it did nothing. */
  async prepareUndo(runId: string, rowIds: readonly string[] | null): Promise<PlanHeader | null> {
    const before = this.#writeCount();
    try {
      return await this.#patiently((life) =>
        this.#weather.time.run(() => prepareUndo({ ...this.#ports(life), runId, rowIds })),
      );
    } catch (error) {
      if (isAppError(error) && nothingToUndo.has(error.code)) return null;
      throw error;
    } finally {
      if (this.#writeCount() > before) this.#violate('L2: the preview of an undo wrote');
    }
  }
}
