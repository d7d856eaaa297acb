import { describe, expect, it } from 'vitest';
import { problemsOf } from './settings-form.ts';
import { newProfile } from '../../../shared/domain/settings.ts';

describe('problemsOf', () => {
  const { customer, company, defaults, policies, guards } = newProfile('a', 'A', '2026-11-20T00:00:00Z');

  it('finds nothing wrong with a new profile', () => {
    expect(problemsOf({ customer, company, defaults, policies, guards })).toEqual({});
  });

  it('says in our words what is wrong, at the field', () => {
    const broken = { ...defaults, numbering: { mode: 'template', template: '', next: Number.NaN } };
    expect(problemsOf({ customer, company, defaults: broken, policies, guards })).toEqual({
      'defaults.numbering.template': 'Enter a template such as C######; each # is a digit.',
      'defaults.numbering.next': 'Enter the next number, a whole number from 0.',
    });
  });

  it('wants a sign by which business customers are known', () => {
    const known = (organization: unknown) =>
      problemsOf({ customer, company: { ...company, organization }, defaults, policies, guards });
    expect(known({ by: 'class', classes: [] })).toEqual({
      'company.organization.classes': 'Add at least one customer class.',
    });
    expect(known({ by: 'attribute', attribute: '', value: '' })).toEqual({
      'company.organization.attribute': 'Enter the ID of the attribute.',
      'company.organization.value': 'Enter the value that business customers have.',
    });
  });
});
