/**
 * Some weeks of two systems and one profile, all from one seed: people edit, a preview is prepared, decided and committed, in
 * whatever weather. The same seed in calm weather is the oracle: in the end both systems must hold the same.
 */
import { isAppError } from '../../shared/domain/app-error.ts';
import type { Party, Side } from '../../shared/domain/party.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { operationSettingsOf } from '../../shared/sync/operations.ts';
import {
  conflictKeys,
  noDecision,
  withProposalsApproved,
  type Decision,
  type PlanHeader,
} from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ports.ts';
import { commitPlan, decideRows, preparePlan, resumeRun } from '../../shared/sync/sync.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from '../support/memory-twin.ts';
import { createTestIds, silentLogger } from '../support/test-ports.ts';
import { createChance, type Chance } from './chance.ts';
import { contentOf, contentsOf } from './content.ts';
import { createSerials, editSomething, invent } from './people.ts';
import { createVirtualTime } from './virtual-time.ts';
import { watchCommit } from './watch.ts';
import {
  beginLife,
  ledgerInWeather,
  noWeather,
  sinkInWeather,
  sourceInWeather,
  type Life,
  type Weather,
  type WeatherCounts,
} from './weather.ts';

export interface HistoryOptions {
  readonly seed: number;
  /** Whether there is weather at all; the oracle has none. */
  readonly isStormy: boolean;
}

export interface History {
  /** What both systems held at the end of each week. */
  readonly weeks: readonly Readonly<Record<Side, readonly string[]>>[];
  /** Each names the law or property that was broken, and when. */
  readonly violations: readonly string[];
  readonly weather: WeatherCounts;
  readonly commits: number;
  readonly edits: number;
}

const sides: readonly Side[] = ['erp', 'shopify'];
const day = 86_400_000;
/** Syncs without weather until nothing is left; more would be a loop. */
const calmSyncs = 6;
/** Lives of one run. After so many the weather is calm, as it is one day. */
const stormyLives = 8;

function profileFor(chance: Chance): Profile {
  const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
  return {
    ...base,
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    customer: {
      ...base.customer,
      active: true,
      withLocations: chance.happens(0.8),
      direction: chance.pick(['import', 'export', 'bidirectional', 'bidirectional']),
      primary: chance.pick(sides),
    },
    policies: {
      conflicts: chance.pick(['ask', 'primary']),
      phoneTaken: 'without',
      approveDeactivations: chance.happens(0.3),
    },
    guards: { ...base.guards, minimumRows: 1000 },
  };
}

interface WeekPlan {
  readonly edits: number;
  readonly lateEdits: number;
  /** How conflicts are decided; null leaves them. */
  readonly conflictsGoTo: Side | null;
  readonly approvesProposals: boolean;
  readonly losesLedger: boolean;
}

function planWeek(chance: Chance): WeekPlan {
  return {
    edits: chance.below(7),
    lateEdits: chance.below(3),
    conflictsGoTo: chance.pick(['erp', 'shopify', null] as const),
    approvesProposals: chance.happens(0.3),
    losesLedger: chance.happens(0.03),
  };
}

class Play {
  readonly violations: string[] = [];
  readonly weeks: Readonly<Record<Side, readonly string[]>>[] = [];
  commits = 0;
  edits = 0;
  readonly #time = createVirtualTime();
  readonly #weather: Weather;
  readonly #ledger = createMemoryLedger(() => this.#time.now());
  readonly #ids = createTestIds();
  readonly #twins: Readonly<Record<Side, MemoryTwin>>;
  readonly #profile: Profile;
  readonly #serials = createSerials();
  readonly #chance: Chance;
  readonly #isStormy: boolean;
  #week = 0;

  constructor({ seed, isStormy }: HistoryOptions) {
    this.#chance = createChance(seed);
    this.#isStormy = isStormy;
    this.#weather = {
      time: this.#time,
      chance: this.#chance.branch('weather'),
      counts: noWeather(),
      storm: 0,
      stepsToCrash: null,
    };
    this.#profile = profileFor(this.#chance.branch('profile'));
    const pageSize = 1 + this.#chance.branch('pages').below(5);
    this.#twins = {
      erp: createMemoryTwin({ side: 'erp', pageSize }),
      shopify: createMemoryTwin({ side: 'shopify', pageSize }),
    };
    this.#populate(this.#chance.branch('people'));
  }

  get counts(): WeatherCounts {
    return this.#weather.counts;
  }

  #populate(chance: Chance): void {
    for (let shared = chance.below(6); shared > 0; shared -= 1) {
      const email = `shared${this.#serials.next()}@example.com`;
      for (const side of sides) this.#twins[side].put(invent(side, chance, this.#serials, email));
    }
    for (const side of sides) {
      for (let own = chance.below(4); own > 0; own -= 1) {
        const email = chance.happens(0.8) ? `${side}${this.#serials.next()}@example.com` : null;
        this.#twins[side].put(invent(side, chance, this.#serials, email));
      }
    }
  }

  async play(): Promise<void> {
    const weeks = 1 + this.#chance.branch('weeks').below(4);
    for (this.#week = 1; this.#week <= weeks; this.#week += 1) {
      await this.#playWeek(this.#chance.branch(`week ${this.#week}`));
      this.weeks.push({ erp: contentsOf(this.#twins.erp), shopify: contentsOf(this.#twins.shopify) });
    }
  }

  #writeCount(): number {
    return this.#twins.erp.writes.length + this.#twins.shopify.writes.length;
  }

  #violate(law: string, what: string): void {
    this.violations.push(`week ${this.#week}, ${law}: ${what}`);
  }

  // ------------------------------------------------------------------------------------------- a week

  async #playWeek(chance: Chance): Promise<void> {
    const week = planWeek(chance);
    await this.#time.pass(7 * day);
    if (week.losesLedger) this.#ledger.forgetLinks();
    for (let count = 0; count < week.edits; count += 1) this.#edit(chance);
    const { chance: sky } = this.#weather;
    // A day either way: nothing may be decided by comparing clocks.
    this.#time.skew = this.#isStormy ? (sky.below(3) - 1) * day : 0;
    this.#weather.storm = this.#isStormy ? sky.pick([0, 0.05, 0.2, 0.4]) : 0;
    const plan = await this.#preparePatiently();
    await this.#decide(plan, week);
    const previewed = this.#contentsByKey();
    for (let count = 0; count < week.lateEdits; count += 1) this.#edit(chance);
    // Edited and edited back is not edited.
    const late = sides
      .flatMap((side) => this.#twins[side].parties())
      .filter((party) => previewed.has(party.key) && previewed.get(party.key) !== contentOf(party));
    await this.#commitAndCheck(plan.id, late);
    this.#weather.storm = 0;
    this.#weather.stepsToCrash = null;
    await this.#comeToRest(week);
  }

  #edit(chance: Chance): void {
    if (editSomething(this.#twins[chance.pick(sides)], chance, this.#serials) !== null) this.edits += 1;
  }

  #contentsByKey(): ReadonlyMap<string, string> {
    const parties = sides.flatMap((side) => this.#twins[side].parties());
    return new Map(parties.map((party) => [party.key, contentOf(party)]));
  }

  /** Without weather: decides and commits until a preview has nothing left to write (L7). */
  async #comeToRest(week: WeekPlan): Promise<void> {
    for (let round = 1; round <= calmSyncs; round += 1) {
      const plan = await this.#prepare(beginLife(this.#weather));
      await this.#decide(plan, week);
      const { writes, byVerb } = (await this.#ledger.plan(plan.id))?.totals ?? plan.totals;
      if (plan.guards.length > 0 || writes.erp + writes.shopify + byVerb.link === 0) return;
      await this.#commitAndCheck(plan.id, []);
    }
    this.#violate('L7', `after ${calmSyncs} syncs without weather a preview still writes`);
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
      clock: this.#time,
      ids: this.#ids,
      logger: silentLogger,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    };
  }

  async #prepare(life: Life): Promise<PlanHeader> {
    const before = this.#writeCount();
    const plan = await this.#time.run(() => preparePlan(this.#ports(life)));
    if (this.#writeCount() > before) this.#violate('L2', 'a preview wrote');
    for (const side of sides) {
      const held = this.#twins[side].parties().length;
      if (plan.totals.records[side] !== held) {
        this.#violate('L12', `${plan.totals.records[side]} of ${held} records of ${side} are in a row`);
      }
    }
    return plan;
  }

  /** As a person does: when it fails, again. */
  async #preparePatiently(): Promise<PlanHeader> {
    for (let attempt = 1; ; attempt += 1) {
      const life = beginLife(this.#weather);
      if (this.#isStormy && attempt === 1 && this.#weather.chance.happens(0.1)) {
        this.#weather.stepsToCrash = 1 + this.#weather.chance.below(8);
      }
      try {
        return await this.#prepare(life);
      } catch (error) {
        if (!isAppError(error)) throw error;
        this.#weather.stepsToCrash = null;
        if (attempt > 5) this.#weather.storm = 0;
        await this.#time.pass(60_000);
      }
    }
  }

  async #decide(plan: PlanHeader, { conflictsGoTo, approvesProposals }: WeekPlan): Promise<void> {
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

  // ------------------------------------------------------------------------------------------- commit

  async #commitAndCheck(planId: string, late: readonly Party[]): Promise<void> {
    const settings = operationSettingsOf(this.#profile);
    const watch = await watchCommit(this.#twins, this.#ledger, planId, settings);
    this.commits += 1;
    await this.#commit(planId);
    // What was on its way when the process ended has arrived by now.
    await this.#time.pass(3_600_000);
    for (const broken of watch.judge(late)) this.violations.push(`week ${this.#week}, ${broken}`);
  }

  /** Until the run is finished: after a crash or an interruption it is resumed, as often as it takes. */
  async #commit(planId: string): Promise<void> {
    const { chance } = this.#weather;
    for (let lives = 1; !(await this.#isFinished(planId)); lives += 1) {
      if (lives > stormyLives) this.#weather.storm = 0;
      const mayCrash = this.#isStormy && this.#weather.storm > 0 && lives <= stormyLives;
      this.#weather.stepsToCrash = mayCrash && chance.happens(0.6) ? 1 + chance.below(120) : null;
      try {
        await this.#time.run(() => this.#goOn(planId, beginLife(this.#weather)));
      } catch (error) {
        if (!isAppError(error)) throw error;
        // A guard asks a person: was it right that a side is empty now? Nobody answers here.
        if (error.code === 'PLAN_NOTHING_TO_DO' || error.code === 'PLAN_GUARDED') return;
        if (error.code !== 'STORAGE_FAILED') throw error;
      }
      if (lives > 2 * stormyLives) {
        this.#violate('L5', 'a run does not come to its end in calm weather');
        return;
      }
      await this.#time.pass(chance.below(15_000));
    }
  }

  /** A process can end between the last line of its run and the word to whoever waits for it. */
  async #isFinished(planId: string): Promise<boolean> {
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

  result(): History {
    return {
      weeks: this.weeks,
      violations: this.violations,
      weather: this.#weather.counts,
      commits: this.commits,
      edits: this.edits,
    };
  }
}

export async function playHistory(options: HistoryOptions): Promise<History> {
  const play = new Play(options);
  await play.play();
  return play.result();
}
