import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../shared/sync/ports.ts';

export interface FastClock extends Clock {
  /** The same time as a date, for a simulator that shares it. */
  readonly date: () => Date;
  /** Milliseconds slept so far. */
  slept(): number;
}

/** A clock on which sleeping takes no time: waits for back-off and refill pass at once, and can be asked about. */
export function createFastClock(): FastClock {
  const start = Date.now();
  let skipped = 0;
  const date = () => new Date(Date.now() + skipped);
  return {
    now: () => date().toISOString(),
    elapsed: () => date().getTime() - start,
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted === true) return;
      skipped += milliseconds;
      await setImmediate();
    },
    date,
    slept: () => skipped,
  };
}
