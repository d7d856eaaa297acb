import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/sync/ports.ts';
import { Pace, type PaceSettings } from './pace.ts';

/** A clock that jumps to the next sleeper whenever nothing else is left to do. */
class JumpingClock implements Clock {
  time = 0;
  readonly #sleepers: { due: number; wake: () => void }[] = [];

  now(): string {
    return new Date(this.time).toISOString();
  }

  elapsed(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#sleepers.push({ due: this.time + milliseconds, wake: resolve });
      signal?.addEventListener('abort', () => resolve());
    });
  }

  /** Lets everything run until `done` settles. */
  async run<T>(done: Promise<T>): Promise<T> {
    let settled = false;
    const mark = () => {
      settled = true;
    };
    done.then(mark, mark);
    while (!settled) {
      for (let turn = 0; turn < 20 && !settled; turn += 1) await Promise.resolve();
      if (settled) break;
      this.#sleepers.sort((one, other) => one.due - other.due);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('Everybody waits and nobody sleeps.');
      this.time = Math.max(this.time, next.due);
      next.wake();
    }
    return done;
  }
}

const never = new AbortController().signal;
const settings: PaceSettings = { requestsPerMinute: 600, useWholeLicence: false, concurrency: 3 };

interface Trace {
  readonly starts: readonly number[];
  readonly mostAtOnce: number;
}

/** Sends so many requests, each as soon as it is admitted and each taking `latency`. */
async function send(
  pace: Pace,
  clock: JumpingClock,
  count: number,
  latency: (index: number) => number,
): Promise<Trace> {
  const starts: number[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  await clock.run(
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const leave = await pace.enter(never);
        starts.push(clock.time);
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        await clock.sleep(latency(index));
        atOnce -= 1;
        pace.observe(latency(index));
        leave();
      }),
    ),
  );
  return { starts, mostAtOnce };
}

/** The most requests that any minute holds. */
function busiestMinute(starts: readonly number[]): number {
  return Math.max(
    ...starts.map((start) => starts.filter((other) => other >= start && other < start + 60_000).length),
  );
}

describe('the pace of requests', () => {
  it.each([
    [600, false, 300],
    [600, true, 600],
    [null, false, 25],
    [1, false, 1],
  ])(
    'keeps a licence of %s (whole: %s) to %s in any minute, and close to it',
    async (licence, whole, limit) => {
      const clock = new JumpingClock();
      const pace = new Pace({ requestsPerMinute: licence, useWholeLicence: whole, concurrency: 3 }, clock);
      expect(pace.limit).toBe(limit);
      const { starts } = await send(pace, clock, limit * 3, () => 100);
      expect(busiestMinute(starts)).toBeLessThanOrEqual(limit);
      expect(starts.at(-1)).toBeLessThan(3 * 62_000);
    },
  );

  it('lets a handful go at once and spreads the rest evenly', async () => {
    const clock = new JumpingClock();
    const { starts } = await send(new Pace(settings, clock), clock, 60, () => 1);
    expect(starts.slice(0, 10).every((start) => start < 10)).toBe(true);
    const gaps = starts.slice(11).map((start, index) => start - (starts[index + 10] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(250);
    expect(Math.min(...gaps)).toBeGreaterThan(150);
  });

  it('never has more in flight than allowed', async () => {
    const clock = new JumpingClock();
    expect((await send(new Pace(settings, clock), clock, 20, () => 5_000)).mostAtOnce).toBe(3);
  });

  it('holds everybody back when the ERP declines', async () => {
    const clock = new JumpingClock();
    const pace = new Pace(settings, clock);
    pace.decline(30_000);
    const { starts } = await send(pace, clock, 2, () => 1);
    expect(starts[0]).toBe(30_000);
  });

  it('sends fewer at once while answers take three times as long, and more again afterwards', async () => {
    const clock = new JumpingClock();
    const pace = new Pace(settings, clock);
    await send(pace, clock, 20, () => 200);
    await send(pace, clock, 60, () => 3_000);
    expect((await send(pace, clock, 4, () => 3_000)).mostAtOnce).toBe(1);
    await send(pace, clock, 100, () => 200);
    expect((await send(pace, clock, 12, () => 5_000)).mostAtOnce).toBe(3);
  });

  it('ends a wait at once on Stop, and lets the others go on', async () => {
    const clock = new JumpingClock();
    const pace = new Pace({ ...settings, concurrency: 1 }, clock);
    const leave = await pace.enter(never);
    const stop = new AbortController();
    const stopped = pace.enter(stop.signal);
    const other = pace.enter(never);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
    await expect(pace.enter(stop.signal)).rejects.toMatchObject({ code: 'STOPPED' });
    leave();
    await clock.run(other);
  });
});
