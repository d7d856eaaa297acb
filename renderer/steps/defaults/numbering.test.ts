import { describe, expect, it } from 'vitest';
import { nextNumbers } from './numbering.ts';
import { problemsOf } from './settings-form.ts';
import { newProfile } from '../../../shared/domain/settings.ts';

describe('nextNumbers', () => {
  it('shows the ids that will really be given', () => {
    expect(nextNumbers('C######', 611, 3)).toEqual(['C000611', 'C000612', 'C000613']);
    expect(nextNumbers('WEB-##-AU', 8, 5)).toEqual([
      'WEB-08-AU',
      'WEB-09-AU',
      'WEB-10-AU',
      'WEB-11-AU',
      'WEB-12-AU',
    ]);
  });

  it('ends where the counter no longer fits', () => {
    expect(nextNumbers('C##', 98, 5)).toEqual(['C98', 'C99']);
  });

  it.each(['C', 'C##-##', ''])('has no id for the template "%s"', (template) => {
    expect(nextNumbers(template, 1, 5)).toEqual([]);
  });

  it('has no id for a counter that is no number', () => {
    expect(nextNumbers('C###', Number.NaN, 5)).toEqual([]);
  });
});

describe('problemsOf', () => {
  const { customer, defaults, policies, guards } = newProfile('a', 'A', '2026-11-20T00:00:00Z');

  it('finds nothing wrong with a new profile', () => {
    expect(problemsOf({ customer, defaults, policies, guards })).toEqual({});
  });

  it('says in our words what is wrong, at the field', () => {
    const broken = { ...defaults, numbering: { mode: 'template', template: '', next: Number.NaN } };
    expect(problemsOf({ customer, defaults: broken, policies, guards })).toEqual({
      'defaults.numbering.template': 'Enter a template such as C######; each # is a digit.',
      'defaults.numbering.next': 'Enter the next number, a whole number from 0.',
    });
  });
});
