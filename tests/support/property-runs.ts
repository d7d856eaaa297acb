/** How often a property is tried: a failing one is found sooner with more, and CI has its time. */
import process from 'node:process';

const factor = Number(process.env['ACCORD_RUNS'] ?? 1);

/** ACCORD_RUNS times as many as usual: `ACCORD_RUNS=50 vitest run shared/sync/whole-sync.test.ts`. */
export function runsOf(usual: number): number {
  return Math.ceil(usual * factor);
}

/** Milliseconds until a property is taken to hang: more runs take longer. */
export function patienceOf(usual: number): number {
  return usual * Math.max(1, factor);
}
