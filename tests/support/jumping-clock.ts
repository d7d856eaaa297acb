/** A clock that jumps to the next sleeper whenever nothing else is left to do: an hour of waiting takes no time. */
import type { Clock } from '../../shared/sync/ports.ts';

export interface JumpingClock extends Clock {
  /** Milliseconds since the start. */
  readonly time: number;
  /** Lets everything run until `done` settles. */
  run<T>(done: Promise<T>): Promise<T>;
}

export function createJumpingClock(): JumpingClock {
  let time = 0;
  const sleepers: { readonly due: number; readonly wake: () => void }[] = [];

  /** Until no promise is left that could go on by itself. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    get time() {
      return time;
    },
    now: () => new Date(time).toISOString(),
    elapsed: () => time,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        sleepers.push({ due: time + milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => resolve());
      }),
    run: async (done) => {
      let isSettled = false;
      const mark = () => {
        isSettled = true;
      };
      done.then(mark, mark);
      for (;;) {
        await settle();
        if (isSettled) return done;
        sleepers.sort((one, other) => one.due - other.due);
        const next = sleepers.shift();
        if (next === undefined) throw new Error('Everybody waits and nobody sleeps.');
        time = Math.max(time, next.due);
        next.wake();
      }
    },
  };
}
