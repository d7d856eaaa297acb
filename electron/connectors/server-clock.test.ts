import { describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../../tests/support/test-ports.ts';
import type { HttpAnswer } from './http.ts';
import { ServerClock } from './server-clock.ts';

const start = Date.parse('2026-03-02T00:00:00.000Z');

interface Asked {
  /** Milliseconds from the start of the test to the server's `Date`; null sends none. */
  readonly date: number | null;
  /** Milliseconds until the answer is there. */
  readonly takes: number;
}

async function ask(watched: ServerClock, clock: TestClock, { date, takes }: Asked): Promise<HttpAnswer> {
  return watched.watch(() => {
    clock.advance(takes);
    const headers = new Headers(date === null ? {} : { Date: new Date(start + date).toUTCString() });
    return Promise.resolve({ status: 200, headers, text: '' });
  });
}

describe('the clock of a server', () => {
  it('is held against the middle of the request, half a second into the second it names', async () => {
    const clock = createTestClock();
    const watched = new ServerClock(clock);
    await ask(watched, clock, { date: 90_000, takes: 4000 });
    expect(watched.told()).toEqual({ clockAhead: 88.5 });
  });

  it('is told by the quickest answer, whatever slower ones say before and after it', async () => {
    const clock = createTestClock();
    const watched = new ServerClock(clock);
    await ask(watched, clock, { date: 60_000, takes: 60_000 });
    await ask(watched, clock, { date: 60_000, takes: 200 });
    await ask(watched, clock, { date: 60_000, takes: 30_000 });
    expect(watched.told()).toEqual({ clockAhead: 0.4 });
  });

  it('may be behind', async () => {
    const clock = createTestClock();
    const watched = new ServerClock(clock);
    await ask(watched, clock, { date: -86_400_000, takes: 0 });
    expect(watched.told()).toEqual({ clockAhead: -86_399.5 });
  });

  it('is not told by an answer during which our own clock was set back', async () => {
    const clock = createTestClock();
    const watched = new ServerClock(clock);
    await ask(watched, clock, { date: 0, takes: -3_600_000 });
    expect(watched.told()).toEqual({});
  });

  it('is not known where no answer has a date', async () => {
    const clock = createTestClock();
    const watched = new ServerClock(clock);
    const answer = await ask(watched, clock, { date: null, takes: 10 });
    expect(answer.status).toBe(200);
    expect(watched.told()).toEqual({});
  });

  it('is not told by a question that fails, which fails as it would otherwise', async () => {
    const watched = new ServerClock(createTestClock());
    await expect(watched.watch(() => Promise.reject(new Error('cut off')))).rejects.toThrow('cut off');
    expect(watched.told()).toEqual({});
  });
});
