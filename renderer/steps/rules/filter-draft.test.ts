import { describe, expect, it } from 'vitest';
import type { FilterCondition, FilterGroup } from '../../../shared/domain/filter.ts';
import type { FilterFieldChoice } from '../../../shared/domain/rule-trial.ts';
import {
  conditionOn,
  isUnfinished,
  noConditions,
  pathText,
  typedNumber,
  withAdded,
  withOperator,
  withPart,
} from './filter-draft.ts';

const on = (field: string): FilterCondition => ({ field, operator: 'equals', values: ['x'] });
const inner: FilterGroup = { join: 'or', parts: [on('b'), on('c')] };
const draft: FilterGroup = { join: 'and', parts: [on('a'), inner] };

const orders: FilterFieldChoice = {
  key: 'orders',
  label: 'Number of orders',
  type: 'number',
  choices: null,
  operators: [
    { id: 'equals', words: 'is', values: 1 },
    { id: 'isBetween', words: 'is between', values: 2 },
    { id: 'isEmpty', words: 'is empty', values: 0 },
  ],
};

describe('a filter while it is edited', () => {
  it('has a part replaced or taken away at any depth', () => {
    expect(withPart(draft, [1, 0], on('d'))).toEqual({
      join: 'and',
      parts: [on('a'), { join: 'or', parts: [on('d'), on('c')] }],
    });
    expect(withPart(draft, [1, 1], null).parts[1]).toEqual({ join: 'or', parts: [on('b')] });
    expect(withPart(draft, [0], null).parts).toEqual([inner]);
  });

  it('gets a part more in the group that is meant', () => {
    expect(withAdded(noConditions, [], on('a')).parts).toEqual([on('a')]);
    expect(withAdded(draft, [1], on('d')).parts[1]).toEqual({
      join: 'or',
      parts: [on('b'), on('c'), on('d')],
    });
  });

  it('keeps what was entered when the operator changes', () => {
    const condition: FilterCondition = { field: 'orders', operator: 'equals', values: [3] };
    expect(withOperator(condition, orders, 'isBetween').values).toEqual([3, '']);
    expect(withOperator(condition, orders, 'isEmpty').values).toEqual([]);
  });

  it('is unfinished while a value or a group is empty', () => {
    expect(isUnfinished(draft)).toBe(false);
    expect(isUnfinished(withAdded(draft, [1], conditionOn(orders)))).toBe(true);
    expect(isUnfinished(withAdded(draft, [], noConditions))).toBe(true);
  });

  it('reads numbers, and leaves alone what is none', () => {
    expect([typedNumber('12'), typedNumber('1.5'), typedNumber('12 ab')]).toEqual([12, 1.5, '12 ab']);
  });

  it('names its places as problems do', () => {
    expect(pathText([1, 0])).toBe('parts.1.parts.0');
  });
});
