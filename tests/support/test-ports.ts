/** Small ports for tests of the pure core: a clock that obeys, ids that repeat, a logger that says nothing. */
import { createHash } from 'node:crypto';
import type { Clock, Ids, Logger } from '../../shared/sync/ports.ts';

export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** Starts at 2026-03-02T00:00:00Z; time passes only by `advance` and `sleep`, which returns at once. */
export function createTestClock(start = '2026-03-02T00:00:00.000Z'): TestClock {
  let elapsed = 0;
  const begin = Date.parse(start);
  return {
    now: () => new Date(begin + elapsed).toISOString(),
    elapsed: () => elapsed,
    sleep: (milliseconds) => {
      elapsed += milliseconds;
      return Promise.resolve();
    },
    advance: (milliseconds) => {
      elapsed += milliseconds;
    },
  };
}

/** @param last number of the last id that was given out before, as after a restart. */
export function createTestIds(last = 0): Ids {
  return {
    next: (prefix) => `${prefix}-${String((last += 1)).padStart(6, '0')}`,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
