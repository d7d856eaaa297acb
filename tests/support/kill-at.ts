/** Kills a commit in memory at any step, before or after the system has carried it out. */
import { expect } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import type { CommitWorld } from './commit-world.ts';

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

export function revive(world: CommitWorld): void {
  world.ledger.beforeWrite = null;
  world.erp.fault = null;
  world.shopify.fault = null;
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

/**
 * Kills a commit at every step there is, before and after the system carried the step out, and never resumes it: a new preview is made
 * in its place and committed. Nobody is asked anything, and both systems end as without a kill.
 * @returns of how many steps the undisturbed commit consists.
 */
export async function previewAnewAtEveryStep(
  prepare: () => Promise<CommitWorld>,
  contents: (world: CommitWorld) => unknown,
): Promise<number> {
  const plain = await prepare();
  const counted = killAt(plain, Number.POSITIVE_INFINITY, 'before');
  await plain.commit();
  const steps = counted.steps();
  const wanted = contents(plain);
  for (const instant of ['before', 'after'] as const) {
    for (let nth = 1; nth <= steps; nth += 1) {
      const hint = `killed ${instant} step ${nth} of ${steps}`;
      const world = await prepare();
      killAt(world, nth, instant);
      await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
      revive(world);
      const { totals } = await world.prepare();
      if (totals.writes.erp + totals.writes.shopify + totals.linkOnly > 0) await world.commit();
      expect({ hint, asked: totals.needPerson, contents: contents(world) }).toEqual({
        hint,
        asked: 0,
        contents: wanted,
      });
    }
  }
  return steps;
}
