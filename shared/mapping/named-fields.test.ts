import { describe, expect, it } from 'vitest';
import { defaultMappings } from '../domain/field-mapping.ts';
import { noFilters, type Filter } from '../domain/filter.ts';
import { newProfile, type Profile } from '../domain/settings.ts';
import { namedFields } from './named-fields.ts';

const marketable: Filter = {
  name: 'Marketable',
  where: {
    join: 'and',
    parts: [
      { field: 'customerClass', operator: 'equals', values: ['RETAIL'] },
      { join: 'or', parts: [{ field: 'noMarketing', operator: 'equals', values: [false] }] },
    ],
  },
};
const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
const profile: Profile = {
  ...base,
  customer: { ...base.customer, active: true, direction: 'export' },
  filters: { ...noFilters, customer: { import: null, export: marketable } },
  fieldMappings: {
    ...defaultMappings,
    customer: {
      import: { accountName: { kind: 'template', template: '{upper(note)}' } },
      export: {
        language: { kind: 'field', source: 'language' },
        emailConsent: { kind: 'template', template: '{lookup(doNotEmail, "Consent")}' },
        note: { kind: 'constant', value: '{terms}' },
      },
    },
  },
};

describe('the fields that rules name', () => {
  it('are those of filters, groups within groups, and of mappings', () => {
    expect([...namedFields(profile, 'erp')]).toEqual([
      'customerClass',
      'noMarketing',
      'language',
      'doNotEmail',
    ]);
  });

  it('are none of a side that is not copied from', () => {
    expect([...namedFields(profile, 'shopify')]).toEqual([]);
    const both: Profile = { ...profile, customer: { ...profile.customer, direction: 'bidirectional' } };
    expect([...namedFields(both, 'shopify')]).toEqual(['note']);
  });

  it('are, of Shopify, also the metafields that an export writes', () => {
    const level = { 'metafield:loyalty.level': { kind: 'field', source: 'customerClass' } } as const;
    const writing: Profile = {
      ...profile,
      fieldMappings: { ...defaultMappings, customer: { import: {}, export: level } },
    };
    expect([...namedFields(writing, 'shopify')]).toEqual(['metafield:loyalty.level']);
    const importing: Profile = { ...writing, customer: { ...writing.customer, direction: 'import' } };
    expect([...namedFields(importing, 'shopify')]).toEqual([]);
  });

  it('are, of MYOB, also those that an import writes only because they are mapped', () => {
    const importing: Profile = {
      ...profile,
      customer: { ...profile.customer, direction: 'import' },
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: {
            note: { kind: 'field', source: 'note' },
            doNotEmail: { kind: 'constant', value: 'yes' },
            language: { kind: 'unmapped' },
            lastName: { kind: 'constant', value: 'X' },
          },
          export: {},
        },
      },
    };
    expect([...namedFields(importing, 'erp')]).toEqual(['note', 'doNotEmail']);
    expect([...namedFields(importing, 'shopify')]).toEqual(['note']);
  });
});
