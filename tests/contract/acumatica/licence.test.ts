import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/sync/ports.ts';
import type { Clock as SimulatorClock } from '../../../simulators/acumatica/index.ts';
import { nothingLearned } from '../../../shared/domain/settings.ts';
import { connect, connectionTo, draft, never, startSimulator } from './support.ts';

/** Both sides live on one clock on which a minute passes in 1.2 seconds. */
const speed = 50;
const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds / speed));
const clock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now() * speed,
  sleep,
};
const simulatorClock: SimulatorClock = { now: () => performance.now() * speed, sleep };

describe('the request licence', () => {
  it.each([
    ['half of it: nobody is even delayed', false, 380, 0],
    ['all of it: delayed as documented, and never declined', true, 700, 700],
  ])('is kept with %s', async (_, useWholeLicence, requests, mostDelayed) => {
    const simulator = await startSimulator({
      licence: { apiUsers: 2, concurrent: 3, requestsPerMinute: 600 },
      clock: simulatorClock,
    });
    const connection = connectionTo(simulator.url, { requestsPerMinute: 600, useWholeLicence });
    const { source, counters } = await connect(simulator, { connection, clock });
    const missing = 'a0c0de00-0000-4000-8000-ffffffffffff';
    await Promise.all(Array.from({ length: requests / 2 }, () => source.readByKeys([missing], never)));
    expect(counters()).toEqual({ requests, declined: 0 });
    expect(simulator.counters.declined).toBe(0);
    expect(simulator.counters.delayed).toBeLessThanOrEqual(mostDelayed);
  });

  it('is learned from the writes that are sent, and what was learned decides the next pace', async () => {
    const simulator = await startSimulator({ clock: simulatorClock });
    const connection = connectionTo(simulator.url, { requestsPerMinute: null, useWholeLicence: false });
    const before = { ...nothingLearned, requestsPerMinute: 6000, slowedAt: 3100 };
    const { sink, learned } = await connect(simulator, { connection, clock, learned: before });
    for (let number = 0; number < 25; number += 1) {
      await sink.createCustomer(
        draft({ values: { ...draft().values, email: `m${number}@example.com` } }),
        never,
      );
    }
    expect(learned()).toEqual({ ...before, secondsPerWrite: expect.any(Number) as number });
    expect(learned().secondsPerWrite).toBeGreaterThan(0);

    simulator.faults.add({ kind: 'tooManyRequests', method: 'PUT' });
    await sink.createCustomer(draft(), never);
    expect(learned().declinedAt).not.toBeNull();
  });
});
