import { describe, expect, it } from 'vitest';
import { fillTemplate, idsFrom, templateProblem, type IdKind } from './numbering.ts';

describe('a template', () => {
  it.each([
    ['C######', 52, 'C000052'],
    ['ECUS-RET1-####', 7, 'ECUS-RET1-0007'],
    ['##-####', 123_456, '12-3456'],
    ['web###', 4, 'WEB004'],
  ])('%s and %i make %s', (template, counter, expected) => {
    expect(fillTemplate(template, counter)).toBe(expected);
  });

  it('that is full is said so, not overrun', () => {
    expect(() => fillTemplate('C#', 10)).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID' }) as Error,
    );
    expect(idsFrom('C#', 8, 5)).toEqual(['C8', 'C9']);
  });

  it('in order has no problem', () => {
    expect(templateProblem('customer', 'C######', 611)).toBeNull();
    expect(templateProblem('location', 'ECOM-#####', 0)).toBeNull();
  });

  it.each<[IdKind, string, number, RegExp]>([
    ['customer', 'C', 1, /one group of #/],
    ['customer', 'C##-##', 1, /one group of #/],
    ['customer', '____-####', 1, /place of each _/],
    ['customer', ' C###', 1, /blank/],
    ['customer', `${'C'.repeat(28)}###`, 1, /longer than 30/],
    ['location', 'ECOM-RET1-###', 1, /longer than 10/],
    ['location', 'L##', 100, /more digits/],
    ['location', 'L##', Number.NaN, /whole number/],
  ])('for a %s: %s from %s on has one', (kind, template, next, problem) => {
    expect(templateProblem(kind, template, next)).toMatch(problem);
  });
});
