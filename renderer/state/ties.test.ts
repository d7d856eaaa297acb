import { expect, it } from 'vitest';
import { tieOf, tiesToNone, withTies } from './ties.ts';

const [one, other] = [tieOf('erp', 'E1', 'S1'), tieOf('shopify', 'S2', 'E2')];

it('a tie names both systems, whichever side it is said of', () => {
  expect(one).toEqual({ erpKey: 'E1', shopifyKey: 'S1' });
  expect(other).toEqual({ erpKey: 'E2', shopifyKey: 'S2' });
});

it('whoever has no partner leaves the former one without, too', () => {
  expect(tiesToNone('erp', 'E1', 'S1')).toEqual([
    { erpKey: 'E1', shopifyKey: null },
    { erpKey: null, shopifyKey: 'S1' },
  ]);
  expect(tiesToNone('shopify', 'S1', null)).toEqual([{ erpKey: null, shopifyKey: 'S1' }]);
});

it('the last word takes the place of what was said of either of the two, and of nothing else', () => {
  const crossed = tieOf('erp', 'E1', 'S2');
  expect(withTies([one, other], [crossed])).toEqual([crossed]);
  const apart = tiesToNone('erp', 'E9', null);
  expect(withTies([one, ...apart], [other])).toEqual([one, ...apart, other]);
});
