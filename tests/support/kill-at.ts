/** Kills a commit in memory at any step, before or after the system has carried it out. */
import { expect } from 'vitest';
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';
import { contentOf, type CommitWorld } from './commit-world.ts';

export type Instant = 'before' | 'after';

/** Ends everything at the n-th step, counted over ledger writes and remote writes: nothing gets through any more. */
export function killAt(world: CommitWorld, nth: number, instant: Instant): { readonly steps: () => number } {
  let steps = 0;
  let dead = false;
  const killed = () => new AppError('STORAGE_FAILED', { params: { file: 'ledger', reason: 'killed' } });
  const strikes = () => {
    steps += 1;
    return steps === nth;
  };
  world.ledger.beforeWrite = () => {
    if (strikes()) dead = true;
    if (dead) throw killed();
  };
  const fault = () => {
    if (dead) return killed();
    if (!strikes()) return null;
    dead = true;
    return instant === 'before' ? killed() : 'lostAnswer';
  };
  world.erp.fault = fault;
  world.shopify.fault = fault;
  return { steps: () => steps };
}

/** At the n-th remote write the line is cut: it was carried out, its answer is lost, and nobody is reached any more. */
export function cutLineAt({ erp, shopify }: CommitWorld, nth: number): void {
  const unreachable = new AppError('SERVER_ERROR', {
    params: { system: 'The system', host: 'twin', status: 503, message: 'later' },
    retry: 'later',
  });
  let writes = 0;
  const fault = () => {
    writes += 1;
    if (writes < nth) return null;
    for (const twin of [erp, shopify]) twin.readFault = unreachable;
    return writes === nth ? 'lostAnswer' : unreachable;
  };
  erp.fault = fault;
  shopify.fault = fault;
}

export function revive({ ledger, erp, shopify }: CommitWorld): void {
  ledger.beforeWrite = null;
  for (const twin of [erp, shopify]) {
    twin.fault = null;
    twin.readFault = null;
  }
}

/** Something that is killed and gone on with. */
interface Story<Scene extends { readonly world: CommitWorld }> {
  /** The same each time. */
  readonly prepare: () => Promise<Scene>;
  readonly carryOut: (scene: Scene) => Promise<Run>;
  readonly goOn: (scene: Scene) => Promise<Run>;
  /** Whatever has to be the same in the end. */
  readonly endOf: (scene: Scene, run: Run) => Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Kills it at every step there is, before and after the system carried the step out, and goes on: the end is each time that of one
 * that nobody disturbed.
 * @returns the undisturbed one, and of how many steps it consists.
 */
export async function killAtEveryStep<Scene extends { readonly world: CommitWorld }>(
  story: Story<Scene>,
): Promise<{ readonly scene: Scene; readonly whole: Run; readonly steps: number }> {
  const scene = await story.prepare();
  const counted = killAt(scene.world, Number.POSITIVE_INFINITY, 'before');
  const whole = await story.carryOut(scene);
  const steps = counted.steps();
  expect(whole.state).toBe('finished');
  const wanted = await story.endOf(scene, whole);
  for (const instant of ['before', 'after'] as const) {
    for (let nth = 1; nth <= steps; nth += 1) {
      const hint = `killed ${instant} step ${nth}`;
      const killed = await story.prepare();
      killAt(killed.world, nth, instant);
      await expect(story.carryOut(killed)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
      revive(killed.world);
      const resumed = await story.goOn(killed);
      const { state, counts } = resumed;
      expect({ hint, state, counts, ...(await story.endOf(killed, resumed)) }).toEqual({
        hint,
        state: 'finished',
        counts: whole.counts,
        ...wanted,
      });
    }
  }
  return { scene, whole, steps };
}

/** Something that is killed, and that something else is done in the place of. */
interface InsteadStory<Scene extends { readonly world: CommitWorld }> {
  /** The same each time. */
  readonly prepare: () => Promise<Scene>;
  readonly carryOut: (scene: Scene) => Promise<Run>;
  /** What is done in its place; answers what it comes to. */
  readonly instead: (scene: Scene) => Promise<unknown>;
}

/**
 * Kills it at every step there is, before and after the system carried the step out, and cuts its line at every write; it is never
 * resumed, and what is done instead comes to the same each time.
 * @returns of how many steps the undisturbed one consists.
 */
async function insteadAtEveryStep<Scene extends { readonly world: CommitWorld }>(
  { prepare, carryOut, instead }: InsteadStory<Scene>,
  wanted: unknown,
): Promise<number> {
  const plain = await prepare();
  const written = plain.world.writes();
  const counted = killAt(plain.world, Number.POSITIVE_INFINITY, 'before');
  await carryOut(plain);
  const steps = counted.steps();
  for (const instant of ['before', 'after'] as const) {
    for (let nth = 1; nth <= steps; nth += 1) {
      const hint = `killed ${instant} step ${nth} of ${steps}`;
      const scene = await prepare();
      killAt(scene.world, nth, instant);
      await expect(carryOut(scene)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
      revive(scene.world);
      expect({ hint, end: await instead(scene) }).toEqual({ hint, end: wanted });
    }
  }
  const writes = plain.world.writes() - written;
  for (let nth = 1; nth <= writes; nth += 1) {
    const hint = `line cut at write ${nth} of ${writes}`;
    const scene = await prepare();
    cutLineAt(scene.world, nth);
    expect({ hint, state: (await carryOut(scene)).state }).toEqual({ hint, state: 'interrupted' });
    revive(scene.world);
    expect({ hint, end: await instead(scene) }).toEqual({ hint, end: wanted });
  }
  return steps;
}

/** What both systems hold. */
function contentsOf({ erp, shopify }: CommitWorld): readonly unknown[] {
  return [contentOf(erp, 'erp'), contentOf(shopify, 'shopify')];
}

/** Of a preview, what it would do. */
function shownBy(plan: PlanHeader | null): unknown {
  if (plan === null) return null;
  const { writes, byVerb, locations, contacts } = plan.totals;
  return { writes, byVerb, locations, contacts };
}

/** Prepares, and commits if there is anything to do; answers the contents, and how many rows asked a person. */
async function syncAnew(world: CommitWorld): Promise<unknown> {
  const { totals } = await world.prepare();
  if (totals.writes.erp + totals.writes.shopify + totals.linkOnly > 0) await world.commit();
  return { contents: contentsOf(world), asked: totals.needPerson };
}

/** Takes a run back, as far as it did anything; answers the contents, and what the next preview shows. */
async function takeBack(world: CommitWorld, runId: string): Promise<unknown> {
  const undone = await world.undo(runId).catch((error: unknown) => {
    if (isAppError(error) && nothingToUndo.has(error.code)) return null;
    throw error;
  });
  const { failed = 0, stale = 0 } = undone?.counts ?? {};
  return { contents: contentsOf(world), shown: shownBy(await world.prepare()), failed, stale };
}

const nothingToUndo: ReadonlySet<string> = new Set([
  'UNDO_NOTHING_LEFT',
  'RUN_NOT_UNDOABLE',
  'RUN_MISSING',
  'PLAN_NOTHING_TO_DO',
]);

async function runOfNewestPlan({ ledger }: CommitWorld): Promise<string> {
  const plan = await ledger.latestPlan();
  return (await ledger.runs()).find(({ planId }) => planId === plan?.id)?.id ?? 'none';
}

/** A commit that is killed and never resumed: a new preview in its place brings both systems to the same end. */
export async function previewAnewAtEveryStep(prepare: () => Promise<CommitWorld>): Promise<number> {
  const plain = await prepare();
  await plain.commit();
  return insteadAtEveryStep(
    {
      prepare: async () => ({ world: await prepare() }),
      carryOut: ({ world }) => world.commit(),
      instead: ({ world }) => syncAnew(world),
    },
    { contents: contentsOf(plain), asked: 0 },
  );
}

/** A commit that is killed and taken back: both systems are as before, and the next preview shows what this one showed. */
export async function undoInsteadAtEveryStep(prepare: () => Promise<CommitWorld>): Promise<number> {
  const plain = await prepare();
  const shown = shownBy(await plain.ledger.latestPlan());
  return insteadAtEveryStep(
    {
      prepare: async () => ({ world: await prepare() }),
      carryOut: ({ world }) => world.commit(),
      instead: async ({ world }) => takeBack(world, await runOfNewestPlan(world)),
    },
    { contents: contentsOf(plain), shown, failed: 0, stale: 0 },
  );
}

/** An undo that is to be killed, of a run after which somebody did something. */
function undoToKill(prepare: () => Promise<CommitWorld>, since: (world: CommitWorld) => void) {
  return {
    prepare: async () => {
      const world = await prepare();
      const { id } = await world.commit();
      since(world);
      return { world, runId: id, plan: await world.prepareUndo(id) };
    },
    carryOut: ({ world, plan }: { readonly world: CommitWorld; readonly plan: PlanHeader }) =>
      world.commitUndo(plan),
  };
}

/**
 * An undo that is killed and never resumed: another undo of the run in its place ends where an undisturbed one does, and a new preview
 * does again what had been taken back.
 */
export async function anewAtEveryStepOfUndo(prepare: () => Promise<CommitWorld>): Promise<number> {
  const plain = await prepare();
  const before = { contents: contentsOf(plain), shown: shownBy(await plain.ledger.latestPlan()) };
  await plain.commit();
  const story = undoToKill(prepare, () => undefined);
  await insteadAtEveryStep(
    { ...story, instead: ({ world }) => syncAnew(world) },
    { contents: contentsOf(plain), asked: 0 },
  );
  return insteadAtEveryStep(
    { ...story, instead: ({ world, runId }) => takeBack(world, runId) },
    { ...before, failed: 0, stale: 0 },
  );
}

/** The same of a run of which some can no longer be taken back: another undo in its place ends where an undisturbed one does. */
export async function undoAnewAtEveryStep(
  prepare: () => Promise<CommitWorld>,
  since: (world: CommitWorld) => void,
): Promise<number> {
  const story = undoToKill(prepare, since);
  const plain = await story.prepare();
  const wanted = await takeBack(plain.world, plain.runId);
  return insteadAtEveryStep({ ...story, instead: ({ world, runId }) => takeBack(world, runId) }, wanted);
}
