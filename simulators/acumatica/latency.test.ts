import { describe, expect, it } from 'vitest';
import { delayOf } from './latency.ts';

/** Repeatable chance: a linear congruential generator. */
function createChance(): () => number {
  let state = 20_261_125;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function sample(latency: Parameters<typeof delayOf>[0], isWrite = false): readonly number[] {
  const random = createChance();
  return Array.from({ length: 2000 }, () => delayOf(latency, isWrite, random)).toSorted((a, b) => a - b);
}
const share = (delays: readonly number[], part: number) => delays[Math.floor(delays.length * part)] ?? 0;

describe('the delay of an answer', () => {
  it('is none by default', () => {
    expect(delayOf({ minimum: 0, maximum: 0 }, false, Math.random)).toBe(0);
  });

  it('is alike over its span without a typical value', () => {
    const delays = sample({ minimum: 20, maximum: 60 });
    expect(share(delays, 0.5)).toBeGreaterThan(37);
    expect(share(delays, 0.5)).toBeLessThan(43);
    expect([delays[0] ?? 0, delays.at(-1) ?? 0].map(Math.round)).toEqual([20, 60]);
  });

  it('has a long tail with one', () => {
    const delays = sample({ minimum: 100, maximum: 5000, typical: 400 });
    expect(share(delays, 0.5)).toBeGreaterThan(370);
    expect(share(delays, 0.5)).toBeLessThan(430);
    expect(share(delays, 0.95)).toBeGreaterThan(1100);
    expect(share(delays, 0.99)).toBeGreaterThan(1700);
    expect(delays[0]).toBeGreaterThanOrEqual(100);
    expect(delays.at(-1)).toBeLessThanOrEqual(5000);
  });

  it('can be another for writes', () => {
    const latency = { minimum: 10, maximum: 20, writes: { minimum: 500, maximum: 2000 } };
    expect(share(sample(latency), 1 - 1e-9)).toBeLessThan(20);
    expect(share(sample(latency, true), 0)).toBeGreaterThanOrEqual(500);
  });
});
