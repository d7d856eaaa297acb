import { describe, expect, it } from 'vitest';
import { problemsOf } from './settings-form.ts';
import { newProfile } from '../../../shared/domain/settings.ts';

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
