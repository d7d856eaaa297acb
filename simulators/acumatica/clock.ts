/** The simulator's time: epoch milliseconds, and waiting that a test can advance by hand. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

/** A clock that stands still until `advance` moves it and wakes the sleepers that are due. */
export interface ManualClock extends Clock {
  readonly advance: (milliseconds: number) => void;
  readonly sleepers: () => number;
}

export function createManualClock(start: number): ManualClock {
  let now = start;
  let waiting: { readonly due: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (milliseconds <= 0 || signal?.aborted) return resolve();
        const sleeper = { due: now + milliseconds, wake: resolve };
        waiting.push(sleeper);
        signal?.addEventListener('abort', () => {
          waiting = waiting.filter((other) => other !== sleeper);
          resolve();
        });
      }),
    advance: (milliseconds) => {
      now += milliseconds;
      const due = waiting.filter((sleeper) => sleeper.due <= now);
      waiting = waiting.filter((sleeper) => sleeper.due > now);
      for (const sleeper of due) sleeper.wake();
    },
    sleepers: () => waiting.length,
  };
}
