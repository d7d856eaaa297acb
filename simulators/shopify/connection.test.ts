import { describe, expect, test } from 'vitest';
import { maximumObjects, readPage } from './connection.ts';
import type { Connection, PageArguments, Stretch } from './connection.ts';

interface Item {
  readonly number: number;
}
const position = ({ number }: Item): { readonly value: number; readonly number: number } => ({
  value: number,
  number,
});
const items = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => ({ number: index + 1 }));
const numbers = (page: Connection<Item>): readonly number[] => page.nodes.map(({ number }) => number);

/** Follows the cursors to the end. */
function readAll(records: readonly Item[], args: PageArguments, stretch?: Stretch<Item>): readonly number[] {
  const found: number[] = [];
  let page = readPage(records, position, args, stretch);
  for (;;) {
    found.push(...numbers(page));
    if (!page.pageInfo.hasNextPage) return found;
    page = readPage(records, position, { ...args, after: page.pageInfo.endCursor }, stretch);
  }
}

describe('a page', () => {
  test('after page reads every record once, forward and in reverse', () => {
    const all = items(23);
    expect(readAll(all, { first: 5 })).toEqual(all.map(({ number }) => number));
    expect(readAll(all, { first: 5, reverse: true })).toEqual(all.map(({ number }) => number).toReversed());
  });

  test('read backwards from a cursor ends before it, in the listing’s order', () => {
    const all = items(10);
    const first = readPage(all, position, { first: 6 });
    const before = readPage(all, position, { last: 3, before: first.pageInfo.endCursor });
    expect(numbers(before)).toEqual([3, 4, 5]);
    expect(before.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    expect(numbers(readPage(all, position, { last: 2 }))).toEqual([9, 10]);
    expect(numbers(readPage(all, position, { last: 2, reverse: true }))).toEqual([2, 1]);
  });

  test('knows that a further record exists only when one matches', () => {
    const isEven = ({ number }: Item): boolean => number % 2 === 0;
    const page = readPage(items(9), position, { first: 4 }, { matches: isEven });
    expect(numbers(page)).toEqual([2, 4, 6, 8]);
    expect(page.pageInfo.hasNextPage).toBe(false);
  });

  test('stays inside its stretch', () => {
    const stretch = { from: { value: 4, number: 4 }, below: { value: 8, number: 8 } };
    expect(readAll(items(20), { first: 2 }, stretch)).toEqual([4, 5, 6, 7]);
    expect(readAll(items(20), { first: 2, reverse: true }, stretch)).toEqual([7, 6, 5, 4]);
  });

  test('goes on where the cursor’s record was deleted', () => {
    const all = items(10);
    const { endCursor } = readPage(all, position, { first: 4 }).pageInfo;
    const left = all.filter(({ number }) => number !== 4);
    expect(numbers(readPage(left, position, { first: 2, after: endCursor }))).toEqual([5, 6]);
  });

  test('carries a cursor in the recorded form', () => {
    const { endCursor } = readPage(items(3), position, { first: 2 }).pageInfo;
    expect(JSON.parse(Buffer.from(endCursor ?? '', 'base64').toString())).toEqual({
      last_id: 2,
      last_value: '2',
    });
  });

  test.each([
    [{}, 'you must provide one of first or last'],
    [{ first: 1, last: 1 }, 'providing both first and last is not supported'],
    [{ first: 251 }, 'first must be between 0 and 250'],
    [{ first: 1, after: 'nonsense' }, 'Invalid cursor for current pagination sort.'],
  ])('is refused for %j', (args, message) => {
    expect(() => readPage(items(3), position, args)).toThrow(message);
  });

  test('beyond 25,000 objects is refused, however the listing is filtered', () => {
    const all = items(maximumObjects * 2);
    expect(() => readAll(all, { first: 250 })).toThrow('Paginating past 25000 objects is not supported.');
    const isEven = ({ number }: Item): boolean => number % 2 === 0;
    expect(readAll(all.slice(0, 2_000), { first: 250 }, { matches: isEven })).toHaveLength(1_000);
    const from = { value: maximumObjects + 1, number: maximumObjects + 1 };
    expect(readAll(all, { first: 250 }, { from })).toHaveLength(maximumObjects);
  });
});
