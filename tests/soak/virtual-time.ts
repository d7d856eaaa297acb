/**
 * Time that passes only when everybody waits. Whoever waits is woken in the order of time, so that a run with the same seed
 * takes the same course down to the last interleaving, and weeks pass in a moment.
 */
import type { Clock } from '../../shared/sync/ports.ts';

interface Waiter {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export interface VirtualTime extends Clock {
  /** Runs work to its end, time included. @throws what the work throws; Error when everybody waits and nobody will wake. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Calls `action` after so many milliseconds, whatever runs then. */
  after(milliseconds: number, action: () => void): void;
  /** Lets time pass between two runs. Milliseconds. */
  pass(milliseconds: number): Promise<void>;
  /** How far the machine's clock is off the true time. Milliseconds. */
  skew: number;
}

/** Everything that is ready runs, however many promises it takes. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createVirtualTime(start = '2026-03-02T08:00:00.000Z'): VirtualTime {
  const begin = Date.parse(start);
  let elapsed = 0;
  let orders = 0;
  let waiting: readonly Waiter[] = [];

  function add(milliseconds: number, wake: () => void): Waiter {
    orders += 1;
    const waiter = { at: elapsed + Math.max(0, milliseconds), order: orders, wake };
    waiting = [...waiting, waiter];
    return waiter;
  }

  function drop(waiter: Waiter): void {
    waiting = waiting.filter((each) => each !== waiter);
  }

  /** The next to be woken, or undefined. */
  function next(): Waiter | undefined {
    return waiting.toSorted((one, other) => one.at - other.at || one.order - other.order)[0];
  }

  function wake(waiter: Waiter): void {
    drop(waiter);
    elapsed = Math.max(elapsed, waiter.at);
    waiter.wake();
  }

  const time: VirtualTime = {
    skew: 0,
    now: () => new Date(begin + elapsed + time.skew).toISOString(),
    elapsed: () => elapsed,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const waiter = add(milliseconds, finish);
        function finish() {
          drop(waiter);
          signal?.removeEventListener('abort', finish);
          resolve();
        }
        signal?.addEventListener('abort', finish);
      }),
    after: (milliseconds, action) => void add(milliseconds, action),
    run: async (work) => {
      let isOver = false;
      const running = work().finally(() => (isOver = true));
      running.catch(() => {});
      for (;;) {
        await settle();
        if (isOver) return await running;
        const waiter = next();
        if (waiter === undefined) throw new Error('Everybody waits, and nobody will wake them.');
        wake(waiter);
      }
    },
    pass: async (milliseconds) => {
      const until = elapsed + milliseconds;
      for (;;) {
        await settle();
        const waiter = next();
        if (waiter === undefined || waiter.at > until) break;
        wake(waiter);
      }
      elapsed = until;
    },
  };
  return time;
}
