import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../shared/domain/filter.ts';
import { savedFiltersProblem, withSaved } from './saved-filters.tsx';

const filter = (name: string, tag: string): Filter => ({
  name,
  where: { join: 'and', parts: [{ field: 'tags', operator: 'contains', values: [tag] }] },
});
const [trade, retail] = [filter('Trade', 'trade'), filter('Retail', 'retail')];

describe('saved filters', () => {
  it('take a filter under its name, in place of the one that had the name', () => {
    expect(withSaved([trade], { ...retail, name: ' Retail ' })).toEqual([trade, retail]);
    expect(withSaved([trade, retail], filter('trade', 'wholesale'))).toEqual([
      filter('trade', 'wholesale'),
      retail,
    ]);
  });

  it.each([
    ['two of one name', [trade, filter(' TRADE', 'other')]],
    ['one without a name', [filter('  ', 'trade')]],
    ['a name that is too long', [filter('x'.repeat(81), 'trade')]],
  ])('cannot be kept with %s', (_, filters) => {
    expect(savedFiltersProblem(filters)).toBe('Correct the names of the saved filters first.');
  });

  it('can be kept otherwise', () => {
    expect(savedFiltersProblem([trade, retail])).toBeNull();
  });
});
