import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/sync/ports.ts';
import { PointBucket } from './point-bucket.ts';

/** Time that passes only in `sleep`. */
function virtualClock(): Clock {
  let elapsed = 0;
  return {
    now: () => new Date(elapsed).toISOString(),
    elapsed: () => elapsed,
    sleep: (milliseconds, signal) => {
      signal?.throwIfAborted();
      elapsed += milliseconds;
      return Promise.resolve();
    },
  };
}

const standard = { maximumAvailable: 2000, currentlyAvailable: 2000, restoreRate: 100 };
const signal = new AbortController().signal;

describe('the point bucket', () => {
  it('sends without waiting while there are points, then at the pace of the refill', async () => {
    const clock = virtualClock();
    const bucket = new PointBucket(clock);
    bucket.settle(await bucket.reserve(4, signal), 4, { ...standard, currentlyAvailable: 1996 });
    for (let count = 0; count < 500; count += 1) {
      const reservation = await bucket.reserve(12, signal);
      bucket.settle(reservation, 12, null);
    }
    // 6000 points less a full bucket, at 100 a second: no faster, and hardly slower.
    expect(clock.elapsed()).toBeGreaterThanOrEqual(40_000);
    expect(clock.elapsed()).toBeLessThan(40_500);
  });

  it('gives back what was predicted and not charged', async () => {
    const clock = virtualClock();
    const bucket = new PointBucket(clock);
    const reservation = await bucket.reserve(800, signal);
    bucket.settle(reservation, 20, null);
    expect(bucket.status.currentlyAvailable).toBe(980);
  });

  it('believes the answer, less what is still under way', async () => {
    const bucket = new PointBucket(virtualClock());
    const first = await bucket.reserve(10, signal);
    await bucket.reserve(30, signal);
    bucket.settle(first, 10, { ...standard, currentlyAvailable: 500 });
    expect(bucket.status).toEqual({ ...standard, currentlyAvailable: 470 });
  });

  it('does not believe an answer that a later one has overtaken', async () => {
    const bucket = new PointBucket(virtualClock());
    const first = await bucket.reserve(10, signal);
    const second = await bucket.reserve(10, signal);
    bucket.settle(second, 10, { ...standard, currentlyAvailable: 100 });
    bucket.settle(first, 10, { ...standard, currentlyAvailable: 1900 });
    expect(bucket.status.currentlyAvailable).toBeLessThan(101);
  });

  it('serves who came first, and a stop frees the place of who waits', async () => {
    const clock = virtualClock();
    const bucket = new PointBucket(clock);
    await bucket.reserve(1000, signal);
    const stopping = new AbortController();
    const order: string[] = [];
    const large = bucket.reserve(900, stopping.signal).then(
      () => order.push('large'),
      (error: unknown) => order.push(error instanceof Error ? error.message : 'unknown'),
    );
    const small = bucket.reserve(1, signal).then(() => order.push('small'));
    stopping.abort();
    await Promise.all([large, small]);
    expect(order).toEqual(['STOPPED {}', 'small']);
    expect(clock.elapsed()).toBeLessThan(1000);
  });

  it('sends a request larger than any bucket when the bucket is full', async () => {
    const clock = virtualClock();
    const bucket = new PointBucket(clock);
    bucket.settle(await bucket.reserve(10, signal), 10, { ...standard, currentlyAvailable: 1900 });
    await bucket.reserve(5000, signal);
    expect(clock.elapsed()).toBe(1000);
  });

  it('leaves to others of the same app what they take, and takes it back when they stop', async () => {
    const clock = virtualClock();
    const bucket = new PointBucket(clock);
    let held = 2000;
    let lookedAt = 0;
    let others = 50;
    let refused = 0;
    let spent = 0;
    /** The store's own view: it refuses what the bucket does not hold. */
    async function send(points: number): Promise<void> {
      const reservation = await bucket.reserve(points, signal);
      const seconds = (clock.elapsed() - lookedAt) / 1000;
      lookedAt = clock.elapsed();
      held = Math.min(2000, held + seconds * (standard.restoreRate - others));
      const isRefused = held < points;
      if (isRefused) refused += 1;
      else held -= points;
      spent += isRefused ? 0 : points;
      const charged = isRefused ? 0 : points;
      bucket.settle(reservation, charged, { ...standard, currentlyAvailable: Math.floor(held) });
    }
    for (let count = 0; count < 100; count += 1) await send(92);
    // A few at the edge of an empty bucket until their pace is known; without learning it were two of every three.
    expect(refused).toBeLessThan(12);
    const needed = ((spent - 2000) / 50) * 1000;
    expect(clock.elapsed() / needed).toBeGreaterThan(0.99);
    expect(clock.elapsed() / needed).toBeLessThan(1.05);
    others = 0;
    for (let count = 0; count < 20; count += 1) await send(92);
    const before = clock.elapsed();
    for (let count = 0; count < 20; count += 1) await send(92);
    expect((clock.elapsed() - before) / 1000).toBeLessThan(((20 * 92) / 100) * 1.1);
  });
});
