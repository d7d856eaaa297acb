import { expect, it } from 'vitest';
import { isAppError } from '../domain/app-error.ts';
import { createNumbering, planWithFreeNumbers } from './numbering.ts';
import type { PlannedRecords } from './plan-records.ts';

it('numbers that the ERP has are skipped, ignoring case', () => {
  const next = createNumbering({ mode: 'template', template: 'c###', next: 1 }, new Set(['C001', 'C003']));
  expect([next(), next(), next()]).toEqual(['C002', 'C004', 'C005']);
});

it('the ERP numbers by itself where no template is set', () => {
  expect(createNumbering({ mode: 'erp' }, new Set())()).toBeNull();
});

it('a template that is full is said so, not overrun', () => {
  const next = createNumbering({ mode: 'template', template: 'C#', next: 9 }, new Set());
  expect(next()).toBe('C9');
  let thrown: unknown;
  try {
    next();
  } catch (error) {
    thrown = error;
  }
  expect(isAppError(thrown) && thrown.code).toBe('SETTINGS_INVALID');
});

it('is planned again with other numbers until the ERP has none of them', async () => {
  const inErp = new Set(['C001', 'C002', 'C005']);
  const asked: (readonly string[])[] = [];
  const plan = (taken: ReadonlySet<string>) => {
    const next = createNumbering({ mode: 'template', template: 'C###', next: 1 }, taken);
    const rows = [0, 1, 2].map(() => ({ row: { newNumber: next() } }));
    return { rows } as unknown as PlannedRecords;
  };
  const planned = await planWithFreeNumbers(
    plan,
    async (numbers) => {
      asked.push(numbers);
      return new Set(numbers.filter((number) => inErp.has(number)));
    },
    new AbortController().signal,
  );
  expect(planned.rows.map(({ row }) => row.newNumber)).toEqual(['C003', 'C004', 'C006']);
  // What is known is not asked for again.
  expect(asked).toEqual([['C001', 'C002', 'C003'], ['C004', 'C005'], ['C006']]);
});
