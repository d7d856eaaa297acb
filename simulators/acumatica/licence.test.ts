import { describe, expect, it } from 'vitest';
import { createManualClock } from './clock.ts';
import { createLicenceGate } from './licence.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the request licence', () => {
  it('lets the first half of the minute through and spreads the rest over the time left', async () => {
    const clock = createManualClock(0);
    const gate = createLicenceGate({ apiUsers: 1, concurrent: 10, requestsPerMinute: 10 }, clock);
    for (let request = 0; request < 5; request += 1) (await gate.enter())();
    expect(gate.counts().delayed).toBe(0);
    clock.advance(10_000);
    let passed = false;
    const sixth = gate.enter().then((leave) => {
      passed = true;
      leave();
    });
    await settle();
    // 50 s are left for 5 requests: 10 s each.
    clock.advance(9999);
    await settle();
    expect(passed).toBe(false);
    clock.advance(1);
    await sixth;
    expect(gate.counts().delayed).toBe(1);
  });

  it('starts afresh in the next minute', async () => {
    const clock = createManualClock(0);
    const gate = createLicenceGate({ apiUsers: 1, concurrent: 10, requestsPerMinute: 4 }, clock);
    (await gate.enter())();
    (await gate.enter())();
    clock.advance(60_000);
    (await gate.enter())();
    expect(gate.counts()).toEqual({ declined: 0, delayed: 0 });
  });

  it('queues beyond the concurrent requests and declines the request behind 20 waiting ones', async () => {
    const clock = createManualClock(0);
    const gate = createLicenceGate({ apiUsers: 1, concurrent: 1, requestsPerMinute: 1000 }, clock);
    const leave = await gate.enter();
    const waiting = Array.from({ length: 20 }, () => gate.enter());
    await expect(gate.enter()).rejects.toMatchObject({ status: 429 });
    leave();
    (await waiting[0])?.();
    await settle();
    expect(gate.counts().declined).toBe(1);
    for (const next of waiting) (await next)();
  });

  it('declines a request that waited ten minutes', async () => {
    const clock = createManualClock(0);
    const gate = createLicenceGate({ apiUsers: 1, concurrent: 1, requestsPerMinute: 1000 }, clock);
    await gate.enter();
    const waiting = gate.enter();
    clock.advance(600_000);
    await expect(waiting).rejects.toMatchObject({ status: 429 });
  });

  it('has no limit in a trial', async () => {
    const gate = createLicenceGate('trial', createManualClock(0));
    await Promise.all(Array.from({ length: 500 }, () => gate.enter()));
    expect(gate.counts()).toEqual({ declined: 0, delayed: 0 });
  });
});
