import { describe, expect, test } from 'vitest';
import { blankCustomer } from './customer-rules.ts';
import { prepareSearch } from './customer-search.ts';
import type { CustomerRecord } from './records.ts';

const person = (number: number, fields: Partial<CustomerRecord>): CustomerRecord => ({
  ...blankCustomer(number, '2026-10-05T10:00:00Z'),
  ...fields,
});
const people: readonly CustomerRecord[] = [
  person(1, { firstName: 'Jo', lastName: 'Smith', email: 'jo@example.com', tags: ['VIP', 'wholesale'] }),
  person(2, { firstName: 'Jo', lastName: 'Smith', email: 'jo.smith@example.com', phone: '+61412345678' }),
  person(3, {
    firstName: 'Aroha',
    email: 'aroha@example.co.nz',
    updatedAt: '2026-10-06T00:00:00Z',
    numberOfOrders: 3,
  }),
  person(4, { firstName: 'Aroha', lastName: 'Ngata', updatedAt: '2026-10-06T09:30:00Z', state: 'ENABLED' }),
];

const found = (query: string): readonly number[] => {
  const { matches } = prepareSearch(query, 'NAME');
  return people.filter(matches).map(({ number }) => number);
};

describe('a search', () => {
  test.each([
    ['', [1, 2, 3, 4]],
    ['jo', [1, 2]],
    ['aroha ngata', [4]],
    ['email:jo@example.com', [1, 2]],
    ['email:"jo@example.com"', [1]],
    ['email:jo.smith@example.com', [2]],
    ['email:aro*', [3]],
    ['phone:+61412345678', [2]],
    ['first_name:Aroha', [3, 4]],
    ['first_name:Aroha AND last_name:Ngata', [4]],
    ['last_name:Ngata OR tag:vip', [1, 4]],
    ['(last_name:Ngata OR tag:vip) email:*', [1]],
    ['tag_not:vip', [2, 3, 4]],
    ['-tag:vip', [2, 3, 4]],
    ['NOT first_name:jo', [3, 4]],
    ['id:>2', [3, 4]],
    ['id:>=2 id:<4', [2, 3]],
    ['id:3', [3]],
    ['orders_count:>0', [3]],
    ['state:enabled', [4]],
    ["updated_at:>'2026-10-06T00:00:00Z'", [4]],
    ["updated_at:>='2026-10-06T00:00:00Z'", [3, 4]],
    ["updated_at:<='2026-10-06T00:00:00Z'", [1, 2, 3]],
    ["updated_at:>'2026-10-06T10:00:00+11:00'", [3, 4]],
    ['updated_at:2026-10-06', [3, 4]],
    ["updated_at:>='2026-10-05T00:00:00Z' updated_at:<='2026-10-05T23:59:59Z'", [1, 2]],
  ])('for %s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  test('ignores a field Shopify does not know and names it', () => {
    const search = prepareSearch('shoe_size:44 id:1', 'ID');
    expect(people.filter(search.matches).map(({ number }) => number)).toEqual([1]);
    expect(search.unknownFields).toEqual(['shoe_size']);
  });

  test('by the value of the order is a stretch of it', () => {
    expect(prepareSearch('id:>5 id:>9 id:<=20', 'ID')).toMatchObject({
      isStretchOnly: true,
      from: { value: 10, number: 10 },
      below: { value: 21, number: 21 },
    });
    expect(prepareSearch("updated_at:>'2026-10-06T00:00:00Z'", 'UPDATED_AT')).toMatchObject({
      isStretchOnly: true,
      from: { value: '2026-10-06T00:00:01Z', number: 0 },
    });
    expect(prepareSearch('id:>5 tag:vip', 'ID')).toMatchObject({ isStretchOnly: false, from: { value: 6 } });
    expect(prepareSearch('id:>5', 'UPDATED_AT')).toMatchObject({ isStretchOnly: false, from: undefined });
    expect(prepareSearch('id:>5 OR id:>9', 'ID')).toMatchObject({ isStretchOnly: false, from: undefined });
  });
});
