import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { defaultRuleFields, defaultRuleSchema, type DefaultRule } from '../domain/default-rules.ts';
import type { Party } from '../domain/party.ts';
import { defaultRuleProblems, defaultsFor, defaultsOfExisting, explainDefault } from './default-rules.ts';

const rule = (countries: readonly string[], values: Partial<DefaultRule['values']>): DefaultRule =>
  defaultRuleSchema.parse({ countries, values });

const from = (country: string | null): Party =>
  shopifyParty(1, { locations: [makeLocation('1', { country }, { isDefault: true })] });

const rules = [
  rule(['NZ'], { customerClass: 'ECNZ', taxZone: 'OVERSEAS', shipVia: 'NZPOST' }),
  rule(['AU', 'NZ'], { taxZone: 'DOMESTIC' }),
  rule([], { customerClass: 'ECWORLD', taxZone: 'OVERSEAS', branch: 'SYDNEY' }),
];
const input = { rules, customerClass: 'ECCUSTOMER' };

function given(party: Party): Readonly<Record<string, string | null>> {
  const { values } = defaultsFor(party, input);
  return Object.fromEntries(defaultRuleFields.map((field) => [field, values[field].value]));
}

describe('defaults of a new customer', () => {
  it.each([
    ['NZ', { customerClass: 'ECNZ', taxZone: 'OVERSEAS', shipVia: 'NZPOST', terms: null, branch: null }],
    [
      'New Zealand',
      { customerClass: 'ECNZ', taxZone: 'OVERSEAS', shipVia: 'NZPOST', terms: null, branch: null },
    ],
    ['AU', { customerClass: 'ECCUSTOMER', taxZone: 'DOMESTIC', shipVia: null, terms: null, branch: null }],
    ['FR', { customerClass: 'ECWORLD', taxZone: 'OVERSEAS', shipVia: null, terms: null, branch: 'SYDNEY' }],
    [null, { customerClass: 'ECWORLD', taxZone: 'OVERSEAS', shipVia: null, terms: null, branch: 'SYDNEY' }],
  ])('in %s come from the first rule that matches', (country, expected) => {
    expect(given(from(country))).toEqual(expected);
  });

  it('say from where each value is', () => {
    const { country, rule: matched, values } = defaultsFor(from('AU'), input);
    expect({ country, matched }).toEqual({ country: 'AU', matched: 1 });
    expect(explainDefault(values.taxZone, rules)).toBe('From rule 2: Australia or New Zealand.');
    expect(explainDefault(values.customerClass, rules)).toBe('From the defaults of all customers.');
    expect(explainDefault(values.terms, rules)).toBe('MYOB takes it from the customer class.');
    expect(explainDefault(defaultsFor(from('FR'), input).values.branch, rules)).toBe(
      'From rule 3: anywhere else.',
    );
  });

  it('never touch what a customer has already', () => {
    const erp = {
      ...erpParty(1, { locations: [makeLocation('MAIN', { country: 'NZ' }, { isDefault: true })] }),
      attributes: { customerClass: 'VIP', terms: '7D' },
    };
    const { values, rule: matched } = defaultsOfExisting(erp);
    expect(matched).toBeNull();
    expect(values.customerClass).toEqual({ value: 'VIP', origin: { from: 'current' } });
    expect(values.taxZone).toEqual({ value: null, origin: { from: 'current' } });
    expect(explainDefault(values.taxZone, rules)).toBe(
      'The customer exists in MYOB already and keeps what it has.',
    );
  });

  it('come from one rule and the profile, never from two rules', () => {
    const countries = ['AU', 'NZ', 'FR'] as const;
    const anyRule = fc
      .record({
        countries: fc.subarray([...countries]),
        taxZone: fc.constantFrom(null, 'A', 'B'),
        terms: fc.constantFrom(null, '7D', '30D'),
      })
      .map(({ countries: places, ...values }) => rule(places, values));
    fc.assert(
      fc.property(
        fc.array(anyRule, { maxLength: 5 }),
        fc.constantFrom(...countries, null),
        (made, country) => {
          const { rule: matched, values } = defaultsFor(from(country), { rules: made, customerClass: null });
          const first = made.find(
            ({ countries: places }) => places.length === 0 || (country !== null && places.includes(country)),
          );
          expect(matched === null ? undefined : made[matched]).toBe(first);
          for (const field of defaultRuleFields)
            expect(values[field].value).toBe(first?.values[field] ?? null);
        },
      ),
    );
  });
});

describe('rules that cannot be used are refused by name', () => {
  const offered = {
    customerClass: new Set(['ECNZ']),
    taxZone: new Set(['DOMESTIC']),
    shipVia: null,
    terms: null,
    branch: null,
  };

  it.each<[string, readonly DefaultRule[], string, string]>([
    [
      'never reached',
      [rule([], { terms: '7D' }), rule(['AU'], { terms: '7D' })],
      '1',
      'Rule 1 is for anywhere, so this rule is never reached.',
    ],
    [
      'a country twice',
      [rule(['AU'], { terms: '7D' }), rule(['AU'], { terms: '7D' })],
      '1.countries',
      'Australia stands in rule 1 already',
    ],
    [
      'no such country',
      [rule(['XX'], { terms: '7D' })],
      '0.countries',
      'There is no country \u201CXX\u201D.',
    ],
    ['gives nothing', [rule(['AU'], {})], '0', 'This rule gives nothing.'],
    [
      'a value that is gone',
      [rule(['AU'], { taxZone: 'OLD' })],
      '0.values.taxZone',
      'Tax zone OLD no longer exists in MYOB.',
    ],
    [
      'a class that is gone',
      [rule(['AU'], { customerClass: 'OLD' })],
      '0.values.customerClass',
      'Customer class OLD no longer exists',
    ],
  ])('%s', (_, made, path, message) => {
    const [problem, ...others] = defaultRuleProblems(made, offered);
    expect(others).toEqual([]);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toContain(message);
  });

  it('and a value of which the ERP has no list is taken as it is', () => {
    expect(defaultRuleProblems([rule(['AU'], { terms: 'ANY', shipVia: 'ANY' })], offered)).toEqual([]);
  });
});
