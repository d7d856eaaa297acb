import { performance } from 'node:perf_hooks';
import type { Clock } from '../../shared/sync/ports.ts';

/** The machine's own time. An aborted sleep ends at once and does not throw; whoever slept looks at the signal. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(finish, milliseconds);
      function finish() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      }
      signal?.addEventListener('abort', finish);
    }),
};
