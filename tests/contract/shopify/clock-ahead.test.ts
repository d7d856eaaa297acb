import { describe, expect, it } from 'vitest';
import { createFastClock } from './fast-clock.ts';
import { addCustomers, openStore, readWhole, signal } from './support.ts';

const day = 86_400;

/** A store whose clock is that many seconds ahead of ours. */
async function storeAhead(seconds: number) {
  const clock = createFastClock();
  const store = await openStore({
    clock: () => new Date(clock.date().getTime() + seconds * 1000),
    limits: 'off',
  });
  return { store, options: { clock } };
}

describe('the clock of the store', () => {
  it.each([0, day, -day])('is told by a reading: %i seconds ahead', async (seconds) => {
    const { store, options } = await storeAhead(seconds);
    addCustomers(store, 3);
    const { source } = await store.connect(options);
    const { summary } = await readWhole(source);
    expect(Math.abs((summary.clockAhead ?? Number.NaN) - seconds)).toBeLessThan(10);
  });

  it('is told by a reading of what changed as well', async () => {
    const { store, options } = await storeAhead(day);
    const { source } = await store.connect(options);
    const { clockAhead } = await source.readChanged('2026-01-01T00:00:00.000Z', () => {}, signal);
    expect(Math.abs((clockAhead ?? Number.NaN) - day)).toBeLessThan(10);
  });

  it('is told by the store itself where the customers come in a file that another machine dates', async () => {
    const { store, options } = await storeAhead(-day);
    addCustomers(store, 60);
    const { source } = await store.connect({ ...options, reading: { bulkAbove: 50 } });
    const { parties, summary } = await readWhole(source);
    expect(parties).toHaveLength(60);
    expect(summary.clockAhead).toBeLessThan(-day + 10);
  });
});
