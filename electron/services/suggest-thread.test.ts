import { describe, expect, it } from 'vitest';
import { suggestMatches, type SuggestInput } from '../../shared/sync/sync.ts';
import { suggestInThread } from './suggest-thread.ts';

function crowd(count: number): SuggestInput {
  const subject = (side: string, number: number, digit: number) => ({
    key: `${side}-${number}`,
    name: `Ben Whitlock ${number}`,
    email: `${side}${number}@example.com`,
    phones: [`0491 ${100_000 + number * 7}${digit}`],
    places: [],
  });
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    erp: numbers.map((number) => subject('erp', number, 1)),
    shopify: numbers.map((number) => subject('shopify', number, 2)),
    apart: new Set(),
  };
}

const never = new AbortController().signal;

describe('the search for near matches in a thread of its own', () => {
  it('finds what the function itself finds, and tells how far it is', async () => {
    const input = crowd(1200);
    const heard: number[] = [];
    const found = await suggestInThread(input, (done) => void heard.push(done), never);
    expect(found).toEqual(suggestMatches(input, () => undefined));
    expect(found.matches.length).toBeGreaterThan(0);
    expect(heard.at(-1)).toBe(1200);
    expect(heard.length).toBeGreaterThan(2);
  });

  it('leaves this thread free: timers go on while it searches', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await suggestInThread(crowd(3000), () => undefined, never);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it('stops at once, before its start and in the middle', async () => {
    const stop = new AbortController();
    const searching = suggestInThread(crowd(20_000), () => stop.abort(), stop.signal);
    await expect(searching).rejects.toMatchObject({ code: 'STOPPED' });
    await expect(suggestInThread(crowd(1), () => undefined, stop.signal)).rejects.toMatchObject({
      code: 'STOPPED',
    });
  });
});
