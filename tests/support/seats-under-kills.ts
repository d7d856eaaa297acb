/** Runs that are killed at random instants, and what becomes of the ERP's seats. For a flow test and the bench. */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createRandom, type Random } from '../../simulators/demo/random.ts';

export interface Run {
  /** Code of the error that it ended with, null without one, `'killed'` where it was. */
  readonly ended: Promise<string | null>;
  kill(): Promise<void>;
}

export interface KillInput {
  readonly runs: number;
  readonly kills: number;
  /** Begins a run: the next start after the one before. */
  readonly start: () => Run;
  readonly seatsTaken: () => Promise<number>;
  /** After a run that ended with a code of its own; throws where that may not be. */
  readonly mend: (code: string) => Promise<void>;
}

export interface KillFigures {
  /** Runs that ended before the kill came, or were not meant to be killed. */
  readonly completed: number;
  /** Kills that left a seat taken until the next start. */
  readonly leaving: number;
  /** Most seats that were taken at the end of a run that was not killed. */
  readonly afterNextStart: number;
}

/** Whether each run is killed; so many are, spread by chance, and never the last. */
function fates({ runs, kills }: KillInput, random: Random): readonly boolean[] {
  const order = Array.from({ length: runs - 1 }, (_, index) => ({ index, at: random.below(1_000_000) }));
  const killed = new Set(
    order
      .sort((one, other) => one.at - other.at)
      .slice(0, kills)
      .map(({ index }) => index),
  );
  return Array.from({ length: runs }, (_, index) => killed.has(index));
}

export async function runAndKill(input: KillInput): Promise<KillFigures> {
  const { start, seatsTaken, mend } = input;
  const random = createRandom(20_261_125);
  /** How long the last whole run took, after one that was killed and after another. Milliseconds. */
  const durations = { afterKill: 1_200, afterRun: 1_200 };
  let wasKilled = false;
  let completed = 0;
  let leaving = 0;
  let afterNextStart = 0;
  for (const isKilled of fates(input, random)) {
    const kind = wasKilled ? 'afterKill' : 'afterRun';
    wasKilled = isKilled;
    const began = performance.now();
    const run = start();
    if (isKilled) {
      await setTimeout((random.below(1_000) / 1_000) * durations[kind]);
      await run.kill();
    }
    const code = await run.ended;
    if (!isKilled) durations[kind] = performance.now() - began;
    if (code === null) completed += 1;
    const taken = await seatsTaken();
    if (isKilled) {
      if (taken > 0) leaving += 1;
      continue;
    }
    if (code !== null) await mend(code);
    afterNextStart = Math.max(afterNextStart, taken);
  }
  return { completed, leaving, afterNextStart };
}
