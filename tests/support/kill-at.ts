/** Kills a commit in memory at any step, before or after the system has carried it out. */
import { AppError } from '../../shared/domain/app-error.ts';
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
