import { describe, expect, it } from 'vitest';
import { defaultRuleSchema } from '../domain/default-rules.ts';
import { defaultMappings } from '../domain/field-mapping.ts';
import { inactiveCompanyEntity, newProfile, type Profile } from '../domain/settings.ts';
import { chosenValues, lostValues, type OfferedLists } from './chosen-values.ts';

const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
const profile: Profile = {
  ...base,
  customer: { ...base.customer, active: true, direction: 'bidirectional' },
  company: {
    ...inactiveCompanyEntity,
    active: true,
    organization: { by: 'class', classes: ['WHOLESALE', 'TRADE'] },
  },
  defaults: {
    ...base.defaults,
    customerClass: 'RETAIL',
    guestCustomer: 'GUEST',
    location: { ...base.defaults.location, shipVia: { from: 'fixed', value: 'POST' } },
  },
  defaultRules: [
    defaultRuleSchema.parse({ countries: ['NZ'], values: { customerClass: 'RETAILNZ', branch: 'NZ' } }),
  ],
  substitutions: [
    { name: 'Tags', pairs: [{ erp: 'VIP', shopify: 'vip' }], otherwise: 'empty' },
    { name: 'Unused', pairs: [{ erp: 'NOWHERE', shopify: 'x' }], otherwise: 'empty' },
  ],
  fieldMappings: {
    ...defaultMappings,
    customer: {
      import: {},
      export: { tags: { kind: 'template', template: '{lookup(priceClass, "Tags")}' } },
    },
  },
};

const everything: OfferedLists = {
  customerClass: new Set(['WHOLESALE', 'TRADE', 'RETAIL', 'RETAILNZ']),
  shipVia: new Set(['POST']),
  branch: new Set(['NZ']),
  priceClass: new Set(['VIP']),
  customer: new Set(['GUEST']),
};
const without = (list: keyof OfferedLists, value: string) =>
  lostValues(chosenValues(profile), {
    ...everything,
    [list]: new Set([...(everything[list] ?? [])].filter((each) => each !== value)),
  });

describe('what was chosen from the lists of the ERP', () => {
  it('is in order while all of it is there, in any case of letters', () => {
    expect(lostValues(chosenValues(profile), everything)).toEqual([]);
    const lower = { ...profile, defaults: { ...profile.defaults, customerClass: ' retail ' } };
    expect(lostValues(chosenValues(lower), everything)).toEqual([]);
  });

  it.each([
    ['customerClass', 'RETAIL', 'defaults.customerClass', 'Customer class: RETAIL'],
    [
      'customerClass',
      'RETAILNZ',
      'defaultRules.0.values.customerClass',
      'Customer class of rule 1: RETAILNZ',
    ],
    ['branch', 'NZ', 'defaultRules.0.values.branch', 'Branch of rule 1: NZ'],
    ['shipVia', 'POST', 'defaults.location.shipVia', 'Ship via of further locations: POST'],
    ['customer', 'GUEST', 'defaults.guestCustomer', 'Guest customer: GUEST'],
    [
      'customerClass',
      'TRADE',
      'company.organization.classes.1',
      'Customer class of business customers: TRADE',
    ],
  ] as const)('is named at its place when %s %s is gone', (list, value, path, says) => {
    expect(without(list, value)).toEqual([
      {
        path,
        message: expect.stringContaining(`${says} no longer exists in MYOB.`) as unknown,
        isNeeded: true,
      },
    ]);
  });

  it('flags a pair of a list that a rule looks up, as nothing is written by it', () => {
    expect(without('priceClass', 'VIP')).toEqual([
      {
        path: 'substitutions.0.pairs.0',
        message:
          'Price class in the list \u201CTags\u201D: VIP no longer exists in MYOB. Remove the pair, or choose another value.',
        isNeeded: false,
      },
    ]);
  });

  it('is not looked at where it is not used, nor where a list cannot be read', () => {
    const exporting: Profile = {
      ...profile,
      customer: { ...profile.customer, direction: 'export' },
      company: inactiveCompanyEntity,
    };
    expect(chosenValues(exporting).map(({ path }) => path)).toEqual([
      'defaults.guestCustomer',
      'substitutions.0.pairs.0',
    ]);
    expect(lostValues(chosenValues(profile), { customerClass: null })).toEqual([]);
  });
});
