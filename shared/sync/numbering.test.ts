import { expect, it } from 'vitest';
import { isAppError } from '../domain/app-error.ts';
import { createNumbering, fillTemplate } from './numbering.ts';

it.each([
  ['C######', 52, 'C000052'],
  ['ECUS-RET1-####', 7, 'ECUS-RET1-0007'],
  ['##-####', 123_456, '12-3456'],
])('template %s and %i make %s', (template, counter, expected) => {
  expect(fillTemplate(template, counter)).toBe(expected);
});

it('numbers that the ERP has are skipped, ignoring case', () => {
  const next = createNumbering({ mode: 'template', template: 'C###', next: 1 }, new Set(['C001', 'C003']));
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
