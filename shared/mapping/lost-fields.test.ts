import { describe, expect, it } from 'vitest';
import { defaultMappings } from '../domain/field-mapping.ts';
import { noFilters, type Filter } from '../domain/filter.ts';
import { furtherFieldsSchema, type FurtherField } from '../domain/further-field.ts';
import { newProfile, type Profile } from '../domain/settings.ts';
import { profileFieldsOf } from './further-fields.ts';
import { lostFields, usesFurtherFields } from './lost-fields.ts';
import { usedFurtherFields } from './named-fields.ts';

const level: FurtherField = {
  key: 'metafield:loyalty.level',
  label: 'Loyalty level',
  type: 'text',
  maximum: null,
};
const points: FurtherField = {
  key: 'metafield:loyalty.points',
  label: 'Points',
  type: 'number',
  maximum: null,
};
const territory: FurtherField = {
  key: 'attribute:TERRITORY',
  label: 'Sales territory',
  type: 'text',
  maximum: null,
};

const asking = (field: string): Filter => ({
  name: 'With a value',
  where: {
    join: 'and',
    parts: [{ join: 'or', parts: [{ field, operator: 'isNotEmpty', values: [] }] }],
  },
});

const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
const profile: Profile = {
  ...base,
  customer: { ...base.customer, active: true, direction: 'import' },
  furtherFields: { shopify: [points, level], erp: [territory] },
  filters: { ...noFilters, customer: { import: asking(level.key), export: asking(territory.key) } },
};
const withCompanies: Profile = {
  ...profile,
  company: { ...profile.company, active: true, direction: 'export' },
  filters: { ...profile.filters, company: { import: null, export: asking(territory.key) } },
};

const offered = (...fields: readonly FurtherField[]) => ({
  fields: fields.map((field) => ({ ...field, says: '' })),
});

describe('further fields that are needed', () => {
  it('are those that a rule of a direction in use names', () => {
    expect(usedFurtherFields(profile, 'shopify')).toEqual([level]);
    expect(usesFurtherFields(profile, 'erp')).toBe(false);
  });

  it('are those of business customers as well, of which the ERP has the same', () => {
    expect(usedFurtherFields(withCompanies, 'erp')).toEqual([territory]);
    const mapped: Profile = {
      ...withCompanies,
      filters: noFilters,
      fieldMappings: {
        ...defaultMappings,
        company: { import: {}, export: { 'location.name': { kind: 'field', source: territory.key } } },
      },
    };
    expect(usedFurtherFields(mapped, 'erp')).toEqual([territory]);
    expect([...profileFieldsOf(profile, 'erp', 'company').keys()]).toContain(territory.key);
    expect([...profileFieldsOf(profile, 'shopify', 'company').keys()]).not.toContain(level.key);
  });
});

describe('further fields that are lost', () => {
  it('are named with their place in the profile and a remedy; what no rule names is not', () => {
    expect(lostFields(profile, 'shopify', offered())).toEqual([
      {
        path: 'furtherFields.shopify.1',
        message:
          'The field \u201CLoyalty level\u201D (metafield:loyalty.level) no longer exists in Shopify. Remove it from the filters and mappings, or choose another field there.',
      },
    ]);
    expect(lostFields(profile, 'erp', offered())).toEqual([]);
  });

  it('are those that hold another kind of value now, too', () => {
    const [problem] = lostFields(profile, 'shopify', offered({ ...level, type: 'number' }));
    expect(problem?.message).toContain('holds another kind of value in Shopify than when it was added');
  });

  it('are none where the field is as it was, whatever it is called now', () => {
    expect(lostFields(profile, 'shopify', offered({ ...level, label: 'Level' }))).toEqual([]);
  });
});

describe('what a profile can take up', () => {
  it.each([
    ['shopify', 'attribute:TERRITORY'],
    ['shopify', 'metafield:level'],
    ['shopify', `metafield:loyalty.${'x'.repeat(200)}`],
    ['erp', 'metafield:loyalty.level'],
    ['erp', 'attribute:SALES REGION'],
    ['erp', 'custom:UsrTier'],
  ])('is no field of %s with the key %s', (side, key) => {
    const fields = { erp: [], shopify: [], [side]: [{ ...level, key }] };
    expect(furtherFieldsSchema.safeParse(fields).success).toBe(false);
  });

  it.each([
    ['shopify', 'metafield:app--100001--loyalty.points_of-2024'],
    ['erp', 'attribute:TERRITORY'],
    ['erp', 'custom:Document.UsrTier'],
  ])('is a field of %s with the key %s', (side, key) => {
    const fields = { erp: [], shopify: [], [side]: [{ ...level, key }] };
    expect(furtherFieldsSchema.safeParse(fields).success).toBe(true);
  });
});
