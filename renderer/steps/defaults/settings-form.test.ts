import { describe, expect, it } from 'vitest';
import { problemsOf } from './settings-form.ts';
import { newProfile } from '../../../shared/domain/settings.ts';

describe('problemsOf', () => {
  const { customer, company, defaults, policies, guards } = newProfile('a', 'A', '2026-11-20T00:00:00Z');
  const importFilter = null;

  it('finds nothing wrong with a new profile', () => {
    expect(problemsOf({ customer, company, defaults, policies, guards, importFilter })).toEqual({});
  });

  it('says in our words what is wrong, at the field', () => {
    const broken = { ...defaults, numbering: { mode: 'template', template: '', next: Number.NaN } };
    expect(problemsOf({ customer, company, defaults: broken, policies, guards, importFilter })).toEqual({
      'defaults.numbering.template': 'Enter a template such as C######; each # is a digit.',
      'defaults.numbering.next': 'Enter the next number, a whole number from 0.',
    });
  });

  it('wants the tag of those who have one', () => {
    const withTag = (tag: string) => ({
      name: 'Customers with the tag',
      where: { join: 'and', parts: [{ field: 'tags', operator: 'contains', values: [tag] }] },
    });
    const asked = (tag: string) =>
      problemsOf({ customer, company, defaults, policies, guards, importFilter: withTag(tag) });
    expect(asked('')).toEqual({ importFilter: 'Enter the tag that these customers have.' });
    expect(asked('trade')).toEqual({});
  });

  it('wants a sign by which business customers are known', () => {
    const known = (organization: unknown) =>
      problemsOf({
        customer,
        company: { ...company, organization },
        defaults,
        policies,
        guards,
        importFilter,
      });
    expect(known({ by: 'class', classes: [] })).toEqual({
      'company.organization.classes': 'Add at least one customer class.',
    });
    expect(known({ by: 'attribute', attribute: '', value: '' })).toEqual({
      'company.organization.attribute': 'Enter the ID of the attribute.',
      'company.organization.value': 'Enter the value that business customers have.',
    });
  });
});
