import { describe, expect, it } from 'vitest';
import { nothingLearned } from '../../../shared/domain/settings.ts';
import { secondsToSend, type PaceSettings } from '../../../shared/sync/erp-pace.ts';
import { createLicenceGate } from '../../../simulators/acumatica/licence.ts';
import { createJumpingClock, type JumpingClock } from '../../../tests/support/jumping-clock.ts';
import { Pace, type RequestKind } from './pace.ts';

const never = new AbortController().signal;
const settings: PaceSettings = { requestsPerMinute: 600, useWholeLicence: false, concurrency: 3 };

interface Trace {
  readonly starts: readonly number[];
  readonly mostAtOnce: number;
}

/** What the ERP does with a request: answers after a while. */
type Answer = (index: number) => Promise<void>;

/** Sends so many requests, each as soon as it is admitted. Twelve are asked for at a time, as a commit does. */
async function send(
  pace: Pace,
  clock: JumpingClock,
  count: number,
  answer: Answer,
  kind: RequestKind = 'write',
): Promise<Trace> {
  const starts: number[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  let next = 0;
  const sendAll = async () => {
    for (;;) {
      const index = next++;
      if (index >= count) return;
      const leave = await pace.enter(kind, never);
      const start = clock.time;
      starts.push(start);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await answer(index);
      atOnce -= 1;
      pace.observe('Customer new', clock.time - start);
      leave();
    }
  };
  await clock.run(Promise.all(Array.from({ length: 12 }, sendAll)));
  return { starts, mostAtOnce };
}

const after =
  (clock: JumpingClock, milliseconds: number): Answer =>
  () =>
    clock.sleep(milliseconds);

/** The most requests that any minute holds. */
function busiestMinute(starts: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, start] of starts.entries()) {
    while ((starts[first] ?? start) <= start - 60_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** An ERP with this licence, whose work takes `milliseconds`, a third more or less by turns. */
function licensed(
  clock: JumpingClock,
  licence: { readonly requestsPerMinute: number; readonly concurrent: number },
  milliseconds: number,
) {
  const gate = createLicenceGate(
    { apiUsers: 1, ...licence },
    { now: () => clock.time, sleep: (length, signal) => clock.sleep(length, signal) },
  );
  const shares = [0.8, 1.3, 1, 0.7, 1.2];
  const answer: Answer = async (index) => {
    const leave = await gate.enter();
    await clock.sleep(milliseconds * (shares[index % shares.length] ?? 1));
    leave();
  };
  return { gate, answer };
}

describe('the pace of requests', () => {
  it.each([
    [600, false, 300],
    [600, true, 600],
    [1, false, 1],
  ])(
    'keeps an entered licence of %s (whole: %s) to %s in any minute, and close to it',
    async (licence, whole, limit) => {
      const clock = createJumpingClock();
      const pace = new Pace(
        { requestsPerMinute: licence, useWholeLicence: whole, concurrency: 3 },
        null,
        clock,
      );
      expect(pace.limit).toBe(limit);
      const { starts } = await send(pace, clock, limit * 3, after(clock, 100));
      expect(busiestMinute(starts)).toBeLessThanOrEqual(limit);
      expect(starts.at(-1)).toBeLessThan(3 * 62_000);
    },
  );

  it('lets a handful go at once and spreads the rest evenly', async () => {
    const clock = createJumpingClock();
    const { starts } = await send(new Pace(settings, null, clock), clock, 60, after(clock, 1), 'read');
    expect(starts.slice(0, 10).every((start) => start < 10)).toBe(true);
    const gaps = starts.slice(11).map((start, index) => start - (starts[index + 10] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(250);
    expect(Math.min(...gaps)).toBeGreaterThan(150);
  });

  it('never has more in flight than allowed', async () => {
    const clock = createJumpingClock();
    const slow = after(clock, 5_000);
    expect((await send(new Pace(settings, null, clock), clock, 20, slow, 'read')).mostAtOnce).toBe(3);
    expect((await send(new Pace(settings, null, clock), clock, 200, slow)).mostAtOnce).toBe(3);
  });

  it('lets a read pass a write that waits for another write', async () => {
    const clock = createJumpingClock();
    const pace = new Pace(settings, null, clock);
    const admitted: string[] = [];
    const leave = await pace.enter('write', never);
    const write = pace.enter('write', never).then(() => admitted.push('write'));
    await clock.run(pace.enter('read', never).then(() => admitted.push('read')));
    leave();
    await clock.run(write);
    expect(admitted).toEqual(['read', 'write']);
  });

  it('holds everybody back when the ERP declines, and remembers it', async () => {
    const clock = createJumpingClock();
    const pace = new Pace(settings, null, clock);
    pace.decline(30_000);
    const { starts } = await send(pace, clock, 2, after(clock, 1));
    expect(starts[0]).toBe(30_000);
    expect(pace.learned().declinedAt).toBe(new Date(0).toISOString());
  });

  it('ends a wait at once on Stop, and lets the others go on', async () => {
    const clock = createJumpingClock();
    const pace = new Pace({ ...settings, concurrency: 1 }, null, clock);
    const leave = await pace.enter('write', never);
    const stop = new AbortController();
    const stopped = pace.enter('write', stop.signal);
    const other = pace.enter('write', never);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
    await expect(pace.enter('read', stop.signal)).rejects.toMatchObject({ code: 'STOPPED' });
    leave();
    await clock.run(other);
  });
});

describe('what is learned of the licence', () => {
  it.each([
    [60, 1000, false, 0.85, 1.15],
    [100, 1000, false, 0.85, 1.15],
    [150, 700, false, 0.85, 1.15],
    // A delay of less than a third of an answer is not seen, and not felt by anybody either.
    [600, 250, false, 0.8, 2],
    [100, 1000, true, 0.85, 1],
    [300, 500, true, 0.85, 1],
  ])(
    'finds %s requests a minute by how long writes of %s ms take (whole: %s), without being declined',
    async (truth, milliseconds, useWholeLicence, least, most) => {
      const clock = createJumpingClock();
      const erp = licensed(clock, { requestsPerMinute: truth, concurrent: 6 }, milliseconds);
      const pace = new Pace({ requestsPerMinute: null, useWholeLicence, concurrency: 4 }, null, clock);
      expect(pace.limit).toBe(useWholeLicence ? 50 : 25);
      await send(pace, clock, truth * 20, erp.answer);
      const learned = pace.learned();
      expect((learned.requestsPerMinute ?? 0) / truth).toBeGreaterThanOrEqual(least);
      expect((learned.requestsPerMinute ?? 0) / truth).toBeLessThanOrEqual(most);
      expect(learned.slowedAt).toBeGreaterThan(truth / 2);
      expect(learned.secondsPerWrite).toBeCloseTo(milliseconds / 1000, 0);
      expect(erp.gate.counts().declined).toBe(0);

      const next = new Pace({ requestsPerMinute: null, useWholeLicence, concurrency: 4 }, learned, clock);
      const share = next.limit / (learned.requestsPerMinute ?? 0);
      expect(share).toBeCloseTo(useWholeLicence ? 1 : 0.5, 1);
    },
  );

  it('finds how many writes at once make each of them slower', async () => {
    const clock = createJumpingClock();
    const pace = new Pace({ ...settings, requestsPerMinute: 6000, concurrency: 6 }, null, clock);
    const erp = licensed(clock, { requestsPerMinute: 6000, concurrent: 1 }, 500);
    await send(pace, clock, 400, erp.answer);
    expect(pace.learned().concurrency).toBe(1);
    expect(erp.gate.counts().declined).toBe(0);

    const wide = new Pace({ ...settings, requestsPerMinute: 6000, concurrency: 6 }, null, clock);
    const { mostAtOnce } = await send(wide, clock, 400, after(clock, 500));
    expect([mostAtOnce, wide.learned().concurrency]).toEqual([6, null]);
  });

  it('gives way while the ERP is slow, and comes back afterwards; an entered licence stays as entered', async () => {
    const clock = createJumpingClock();
    const pace = new Pace({ requestsPerMinute: 200, useWholeLicence: false, concurrency: 2 }, null, clock);
    await send(pace, clock, 200, after(clock, 400));
    expect(pace.limit).toBe(100);
    await send(pace, clock, 500, after(clock, 1_100));
    expect(pace.limit).toBeLessThan(60);
    await send(pace, clock, 700, after(clock, 400));
    expect(pace.limit).toBe(100);
    expect(pace.learned()).toMatchObject({
      requestsPerMinute: null,
      slowedAt: expect.any(Number) as number,
      secondsPerWrite: 0.4,
    });
  });

  it('keeps what earlier runs learned where this one saw nothing', async () => {
    const clock = createJumpingClock();
    const before = { ...nothingLearned, requestsPerMinute: 160, slowedAt: 90, secondsPerWrite: 0.9 };
    const pace = new Pace({ requestsPerMinute: null, useWholeLicence: false, concurrency: 2 }, before, clock);
    expect(pace.limit).toBe(80);
    await send(pace, clock, 3, after(clock, 700));
    expect(pace.learned()).toEqual(before);
  });
});

describe('the estimate', () => {
  const known = { ...nothingLearned, secondsPerWrite: 0.5 };
  it.each([
    ['half of a known licence', { requestsPerMinute: 100 }, known, 300],
    ['half of a large one', { requestsPerMinute: 600 }, known, 900],
    ['all of it', { requestsPerMinute: 300, useWholeLicence: true }, known, 900],
    [
      'one as it was learned',
      { requestsPerMinute: null },
      { ...known, requestsPerMinute: 120, slowedAt: 70 },
      200,
    ],
    ['slow answers', { requestsPerMinute: 6000 }, { ...known, secondsPerWrite: 2 }, 300],
    ['few at once', { requestsPerMinute: 6000 }, { ...known, concurrency: 1 }, 300],
    ['only a few requests', { requestsPerMinute: 100 }, known, 8],
  ])(
    'of %s agrees with the time that sending takes, within 5 %% or half a second',
    async (_, changes, learned, count) => {
      const clock = createJumpingClock();
      const chosen: PaceSettings = { useWholeLicence: false, concurrency: 3, ...changes };
      const licence = chosen.requestsPerMinute ?? learned.requestsPerMinute ?? 0;
      const erp = licensed(
        clock,
        { requestsPerMinute: licence, concurrent: learned.concurrency ?? 6 },
        (learned.secondsPerWrite ?? 0) * 1000,
      );
      await send(new Pace(chosen, learned, clock), clock, count, erp.answer);
      const seconds = clock.time / 1000;
      const estimated = secondsToSend(count, chosen, learned);
      expect(Math.abs(estimated - seconds)).toBeLessThan(Math.max(0.5, 0.05 * seconds));
    },
  );
});
