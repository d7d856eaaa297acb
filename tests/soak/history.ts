/**
 * Some weeks of two systems and one profile, all from one seed: people edit, a preview is prepared, decided and committed, in
 * whatever weather. The same seed in calm weather is the oracle: in the end both systems must hold the same.
 */
import type { Party, Side } from '../../shared/domain/party.ts';
import { undoBucketOf, type PlanHeader, type PlanRow, type UndoBucket } from '../../shared/sync/plan.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from '../support/memory-twin.ts';
import { stateOf } from '../support/undo-story.ts';
import { editBusiness, enterBusiness, inventBusiness } from './businesses.ts';
import { createChance, type Chance } from './chance.ts';
import { contentOf, contentsOf } from './content.ts';
import { Operator, type Committed } from './operator.ts';
import { editOwnField, withOwnFields } from './own-fields.ts';
import { createSerials, editSomething, invent } from './people.ts';
import { judgeUndo, noUndos, type UndoCounts } from './undo-judge.ts';
import { createVirtualTime } from './virtual-time.ts';
import { beginLife, noWeather, type Weather, type WeatherCounts } from './weather.ts';
import { hasBusinesses, planWeek, profileFor, sides, type UndoPlan, type WeekPlan } from './week.ts';

export interface HistoryOptions {
  readonly seed: number;
  /** Whether there is weather at all; the oracle has none. */
  readonly isStormy: boolean;
  readonly edition: Edition;
}

/**
 * What there is in a history: persons only; business customers, too; runs and undos that are cut off and left, with another preview or
 * another undo made in their place; and, of half of the profiles, tags, notes and fields of their own that are mapped. A seed that found
 * something is played in the edition in which it did.
 */
export type Edition = 1 | 2 | 3 | 4;
export const newestEdition: Edition = 4;

/** What both systems held at the end of a week. */
export interface Week extends Readonly<Record<Side, readonly string[]>> {
  /** Whether the run that was to be taken back later was there: a guard, or nothing to do, can leave none. */
  readonly isTakenBack: boolean;
}

export interface History {
  readonly weeks: readonly Week[];
  /** Each names the law or property that was broken, and when. */
  readonly violations: readonly string[];
  readonly weather: WeatherCounts;
  readonly undos: UndoCounts;
  readonly commits: number;
  readonly edits: number;
}

const day = 86_400_000;
/** Syncs without weather until nothing is left; more would be a loop. */
const calmSyncs = 6;
/** An e-mail or a phone goes back once another customer has let go of it; and a row that a system declined is tried again. */
const undoAttempts = 8;

class Play {
  readonly violations: string[] = [];
  readonly weeks: Week[] = [];
  readonly undos = noUndos();
  edits = 0;
  readonly #time = createVirtualTime();
  readonly #weather: Weather;
  readonly #ledger = createMemoryLedger(() => this.#time.now());
  readonly #twins: Readonly<Record<Side, MemoryTwin>>;
  readonly #operator: Operator;
  readonly #serials = createSerials();
  readonly #chance: Chance;
  readonly #isStormy: boolean;
  readonly #withBusinesses: boolean;
  readonly #withOwnFields: boolean;
  /** Whether what was cut off may be left: another preview is made in its place, or another undo. */
  readonly #leavesRuns: boolean;
  #week = 0;
  /** Of the weeks' first commits in calm weather, the newest last: these are the same ones in every weather. */
  readonly #runs: Committed[] = [];

  constructor({ seed, isStormy, edition }: HistoryOptions) {
    this.#chance = createChance(seed);
    this.#isStormy = isStormy;
    this.#weather = {
      time: this.#time,
      chance: this.#chance.branch('weather'),
      repeats: this.#chance.branch('repeats'),
      counts: noWeather(),
      storm: 0,
      stepsToCrash: null,
      sent: 0,
      answered: 0,
    };
    this.#withBusinesses = edition >= 2 && hasBusinesses(this.#chance);
    this.#leavesRuns = edition >= 3;
    this.#withOwnFields = edition >= 4 && this.#chance.branch('own fields').happens(0.5);
    const profile = profileFor(this.#chance.branch('profile'), this.#withBusinesses);
    const pageSize = 1 + this.#chance.branch('pages').below(5);
    this.#twins = {
      erp: createMemoryTwin({ side: 'erp', pageSize }),
      shopify: createMemoryTwin({ side: 'shopify', pageSize }),
    };
    this.#operator = new Operator({
      profile: this.#withOwnFields ? withOwnFields(profile) : profile,
      twins: this.#twins,
      ledger: this.#ledger,
      weather: this.#weather,
      isStormy,
      leavesRuns: this.#leavesRuns,
      violate: (what) => this.#violate(what),
    });
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
    if (!this.#withBusinesses) return;
    for (let shared = chance.below(3); shared > 0; shared -= 1) {
      const business = inventBusiness(chance, this.#serials);
      for (const side of sides) enterBusiness(this.#twins[side], business);
    }
    for (const side of sides) {
      if (chance.happens(0.5)) enterBusiness(this.#twins[side], inventBusiness(chance, this.#serials));
    }
  }

  async play(): Promise<void> {
    const weeks = 1 + this.#chance.branch('weeks').below(4);
    for (this.#week = 1; this.#week <= weeks; this.#week += 1) {
      const isTakenBack = await this.#playWeek(this.#chance.branch(`week ${this.#week}`));
      const { erp, shopify } = this.#twins;
      this.weeks.push({ erp: contentsOf(erp), shopify: contentsOf(shopify), isTakenBack });
    }
  }

  #violate(what: string): void {
    this.violations.push(`week ${this.#week}, ${what}`);
  }

  // ------------------------------------------------------------------------------------------- a week

  /** Whether a run was taken back later in the week. */
  async #playWeek(chance: Chance): Promise<boolean> {
    const week = planWeek(chance);
    const { undo } = week;
    await this.#time.pass(7 * day);
    if (week.losesLedger) this.#loseLedger();
    for (let count = 0; count < week.edits; count += 1) this.#edit(chance);
    this.#changeWeather();
    const { storm } = this.#weather;
    const plan = await this.#operator.preparePatiently();
    await this.#operator.decide(plan, week);
    const previewed = this.#contentsByKey();
    for (let count = 0; count < week.lateEdits; count += 1) this.#edit(chance);
    const late = this.#editedSince(previewed);
    if (week.isCommitCalm) this.#calmDown();
    // Of a run that is not whole other rows would be chosen to be taken back.
    const isChosen = undo?.moment === 'atOnce' && undo.share < 1;
    const isLeft =
      this.#leavesRuns &&
      !isChosen &&
      this.#chance.branch(`leaving run ${this.#week}`).happens(0.3) &&
      !(await this.#linksOnly(plan, late));
    const run = await this.#operator.commitAndCheck(plan.id, late, isLeft || undo?.moment === 'instead');
    if (run !== null && week.isCommitCalm) this.#runs.push(run);
    if (undo !== null && undo.moment !== 'later' && run !== null) {
      const isBack = await this.#takeBack(run, undo, chance);
      this.#calmDown();
      if (isBack && week.lateEdits === 0) await this.#expectSamePreview(plan.id, week);
    }
    this.#calmDown();
    await this.#comeToRest(week);
    if (undo?.moment !== 'later') return false;
    const taken = undo.isOfEarlierWeek ? this.#runs.at(-2) : run;
    if (taken === undefined || taken === null) return false;
    for (let count = 0; count < undo.edits; count += 1) this.#edit(chance);
    this.#weather.storm = storm;
    await this.#takeBack(taken, undo, chance);
    this.#calmDown();
    await this.#comeToRest(week);
    return true;
  }

  /** Which weeks' runs are still known differs with the weather, so none of them is taken back any more. */
  #loseLedger(): void {
    this.#ledger.forgetLinks();
    this.#runs.length = 0;
  }

  #changeWeather(): void {
    const { chance: sky, counts } = this.#weather;
    // A day either way: nothing may be decided by comparing clocks.
    this.#time.skew = this.#isStormy ? (sky.below(3) - 1) * day : 0;
    if (this.#time.skew > 0) counts.clocksAhead += 1;
    if (this.#time.skew < 0) counts.clocksBehind += 1;
    this.#weather.storm = this.#isStormy ? sky.pick([0, 0.05, 0.2, 0.4]) : 0;
    // Whether the two systems tell what time it is; a clock that is a day off then halts the preview.
    const tells = this.#isStormy && this.#chance.branch(`clock ${this.#week}`).happens(0.5);
    for (const side of sides) this.#twins[side].clockAhead = tells ? -this.#time.skew / 1000 : null;
  }

  #calmDown(): void {
    this.#weather.storm = 0;
    this.#weather.stepsToCrash = null;
    for (const side of sides) this.#twins[side].clockAhead = null;
  }

  /** Edited and edited back is not edited. */
  #editedSince(contents: ReadonlyMap<string, string>): readonly Party[] {
    return sides
      .flatMap((side) => this.#twins[side].parties())
      .filter((party) => contents.has(party.key) && contents.get(party.key) !== contentOf(party));
  }

  /**
   * Whether a row does no more than link one of these records. That needs no look at them, so a run links what was edited since; cut off
   * before that and left, it leaves them to a preview that may see two customers, and both ends are right.
   */
  async #linksOnly({ id }: PlanHeader, edited: readonly Party[]): Promise<boolean> {
    const { items } = await this.#ledger.planRows(id, { offset: 0, limit: 10_000 });
    const linked = items
      .filter(({ verb, target }) => verb === 'link' && target === 'none')
      .flatMap(({ erp, shopify }) => [erp?.key, shopify?.key]);
    return edited.some(({ key }) => linked.includes(key));
  }

  #edit(chance: Chance): void {
    const edit =
      this.#withOwnFields && chance.happens(0.4)
        ? editOwnField
        : this.#withBusinesses && chance.happens(0.6)
          ? editBusiness
          : editSomething;
    if (edit(this.#twins[chance.pick(sides)], chance, this.#serials) !== null) this.edits += 1;
  }

  #contentsByKey(): ReadonlyMap<string, string> {
    const parties = sides.flatMap((side) => this.#twins[side].parties());
    return new Map(parties.map((party) => [party.key, contentOf(party)]));
  }

  /** Without weather: decides and commits until a preview has nothing left to write (L7). */
  async #comeToRest(week: WeekPlan): Promise<void> {
    for (let round = 1; round <= calmSyncs; round += 1) {
      const prepared = await this.#operator.prepare(beginLife(this.#weather));
      const plan = this.#leavesRuns ? await this.#operator.answerGuards(prepared) : prepared;
      await this.#operator.decide(plan, week);
      const { writes, byVerb } = (await this.#ledger.plan(plan.id))?.totals ?? plan.totals;
      const isHalted = plan.guards.length > 0 && plan.guardOverride === undefined;
      if (isHalted || writes.erp + writes.shopify + byVerb.link === 0) return;
      await this.#operator.commitAndCheck(plan.id, []);
    }
    this.#violate(`L7: after ${calmSyncs} syncs without weather a preview still writes`);
  }

  // ------------------------------------------------------------------------------------------- undo

  /** P10: prepares and commits the undo of a run as often as it takes. True where all of it is back. */
  async #takeBack({ runId, before, after }: Committed, undo: UndoPlan, chance: Chance): Promise<boolean> {
    const isAllOfCutOff = undo.moment === 'instead' && (this.#withBusinesses || this.#leavesRuns);
    const isWhole = undo.share === 1 || isAllOfCutOff;
    const rowIds = isWhole ? null : await this.#chooseRows(runId, undo.share, chance);
    if (rowIds?.length === 0) return false;
    const { counts } = this.#weather;
    const kills = counts.killedUndos;
    let edited = stateOf(this.#twins);
    const leaving = this.#chance.branch(`leaving ${this.#week}`);
    const rows = new Map<string, PlanRow>();
    const buckets = new Map<string, UndoBucket | null>();
    for (let attempt = 1; attempt <= undoAttempts; attempt += 1) {
      if (attempt === undoAttempts - 1) this.#weather.storm = 0;
      const plan = await this.#operator.prepareUndo(runId, rowIds);
      if (plan === null) break;
      const previewed = this.#contentsByKey();
      for (let count = 0; attempt === 1 && count < undo.lateEdits; count += 1) this.#edit(chance);
      if (attempt === 1) edited = stateOf(this.#twins);
      const mayLeave = this.#leavesRuns && attempt < undoAttempts - 1 && leaving.happens(0.4);
      await this.#operator.commitAndCheck(plan.id, this.#editedSince(previewed), mayLeave);
      const isLeft = mayLeave && !(await this.#operator.isFinished(plan.id));
      let isThrough = !isLeft;
      for (const row of (await this.#ledger.planRows(plan.id, { offset: 0, limit: 10_000 })).items) {
        // Also what was edited too late for this attempt: whoever wants a run taken back looks again, whatever the weather.
        if (row.ended !== undefined && row.ended.status !== 'processed') isThrough = false;
        rows.set(row.id, row);
        if (isLeft && row.ended === undefined) continue;
        if (buckets.get(row.id) !== 'reversed') buckets.set(row.id, undoBucketOf(row));
      }
      if (isThrough) break;
    }
    const undone = stateOf(this.#twins);
    for (const broken of judgeUndo({ before, run: after, edited, undone, rows: [...rows.values()], isWhole }))
      this.#violate(`undo ${undo.moment}, ${broken}`);
    const held = [...buckets.values()];
    for (const bucket of ['reversed', 'kept', 'errored'] as const)
      this.undos[bucket] += held.filter((each) => each === bucket).length;
    this.undos.runs += 1;
    if (!isWhole) this.undos.ofChosenRows += 1;
    if (counts.killedUndos > kills) this.undos.cutOff += 1;
    if ((await this.#ledger.run(runId))?.state !== 'finished') this.undos.ofCutOffRuns += 1;
    // A main contact, for one, is taken away by no system, and its row says so.
    const isKept = [...rows.values()].some(({ undo: taken }) =>
      taken?.parts.some(({ fate }) => fate === 'kept'),
    );
    return isWhole && !isKept && held.every((bucket) => bucket === 'reversed');
  }

  /** What a preview shows once a run was taken back is what the preview of that run showed. */
  async #expectSamePreview(planId: string, week: WeekPlan): Promise<void> {
    const shownBy = async (id: string) => {
      const totals = (await this.#ledger.plan(id))?.totals;
      return JSON.stringify([totals?.writes, totals?.creates, totals?.deletes]);
    };
    const again = await this.#operator.prepare(beginLife(this.#weather));
    await this.#operator.decide(again, week);
    const [before, now] = [await shownBy(planId), await shownBy(again.id)];
    if (before !== now) this.#violate(`P10: the next preview writes ${now}, before the run it was ${before}`);
  }

  async #chooseRows(runId: string, share: number, chance: Chance): Promise<readonly string[]> {
    const plan = await this.#operator.prepareUndo(runId, null);
    if (plan === null) return [];
    const { items } = await this.#ledger.planRows(plan.id, { offset: 0, limit: 10_000 });
    const links = new Map((await this.#ledger.links()).map((link) => [link.id, link]));
    /** Numbers are given in another order in a storm: who has the same name is told apart by what the two systems hold. */
    const orderOf = ({ linkId }: PlanRow): string => {
      const link = links.get(linkId ?? '');
      const held = sides.map((side) => this.#twins[side].party(link?.[`${side}Key`] ?? ''));
      return held.map((party) => (party === null ? '' : contentOf(party))).join('\n');
    };
    return items
      .map((row) => ({ row, name: row.undo?.name ?? '', order: orderOf(row) }))
      .toSorted((one, other) => (one.name === other.name ? one.order.localeCompare(other.order) : 0))
      .filter(() => chance.happens(share))
      .map(({ row }) => row.id);
  }

  result(): History {
    return {
      weeks: this.weeks,
      violations: this.violations,
      weather: this.#weather.counts,
      undos: this.undos,
      commits: this.#operator.commits,
      edits: this.edits,
    };
  }
}

export async function playHistory(options: HistoryOptions): Promise<History> {
  const play = new Play(options);
  await play.play();
  return play.result();
}
