/** The real clock and the real ids, for everything that runs outside tests. */
import { createHash, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Ids, Logger } from '../../shared/sync/ports.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

export const systemIds: Ids = {
  next: (prefix) => `${prefix}-${randomUUID()}`,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
