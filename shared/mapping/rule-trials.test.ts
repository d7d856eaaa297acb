/** What the screens of mappings and defaults are told while somebody edits them. */
import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { defaultRuleSchema } from '../domain/default-rules.ts';
import type { Direction } from '../domain/settings.ts';
import { tryDefaults, wantedCountry } from './defaults-trial.ts';
import { tryMapping, type MappingDraft } from './mapping-trial.ts';
import { ruleChoices } from './rule-choices.ts';

const draft = (change: Partial<MappingDraft>): MappingDraft => ({
  entity: 'customer',
  way: 'import',
  direction: 'import',
  rules: {},
  otherRules: {},
  substitutions: [],
  ...change,
});
const choicesIn = (direction: Direction) => ruleChoices({ customer: direction, company: direction });
const jane = shopifyParty(1, { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' });

describe('what is offered', () => {
  it('is only what a synchronisation writes', () => {
    const { mapping } = choicesIn('bidirectional');
    const tags = mapping.customer.export.rows.find(({ target }) => target === 'tags');
    expect(tags?.kinds).toEqual(['default', 'field', 'constant', 'template', 'unmapped']);
    expect(mapping.customer.import.rows.map(({ target }) => target)).not.toContain('tags');
  });

  it('is no constant for what is each customer\u2019s own, and nothing but a copy where both directions write', () => {
    const kindsOf = (direction: 'import' | 'bidirectional', key: string) =>
      choicesIn(direction).mapping.customer.import.rows.find(({ target }) => target === key)?.kinds;
    expect(kindsOf('import', 'email')).toEqual(['default', 'field', 'template', 'unmapped']);
    expect(kindsOf('bidirectional', 'lastName')).toEqual(['default', 'unmapped']);
    expect(kindsOf('bidirectional', 'accountName')).toEqual(['default', 'field', 'constant', 'template']);
  });

  it('has the words of each condition and how many values it wants', () => {
    const orders = choicesIn('import').filters.customer.import.find(({ key }) => key === 'orders');
    expect(orders?.operators.find(({ id }) => id === 'isBetween')).toEqual({
      id: 'isBetween',
      words: 'is between',
      values: 2,
    });
  });
});

describe('a mapping that is tried', () => {
  it('shows for each record what is read and what would be written', () => {
    const { rows, problems } = tryMapping(
      draft({ rules: { accountName: { kind: 'template', template: '{upper(lastName)}, {firstName}' } } }),
      [jane],
      'AU',
    );
    expect(problems).toEqual([]);
    expect(rows.find(({ target }) => target === 'accountName')?.cells).toEqual([
      {
        sources: [
          { label: 'Last name', text: 'Doe' },
          { label: 'First name', text: 'Jane' },
        ],
        text: 'DOE, Jane',
        problem: null,
      },
    ]);
  });

  it('names what is wrong at its row and character, and still shows the others', () => {
    const { rows, problems } = tryMapping(
      draft({
        rules: {
          lastName: { kind: 'template', template: '{lastname}' },
          firstName: { kind: 'constant', value: 'x'.repeat(300) },
        },
      }),
      [jane],
      'AU',
    );
    expect(problems.map(({ path, position }) => [path, position])).toEqual([
      ['lastName', 1],
      ['firstName', undefined],
    ]);
    expect(rows.map(({ target }) => target)).not.toContain('lastName');
    expect(rows.map(({ target }) => target)).toContain('email');
  });

  it('says where it would go round in a circle', () => {
    const { problems } = tryMapping(
      draft({
        direction: 'bidirectional',
        rules: { lastName: { kind: 'template', template: '{upper(firstName)}' } },
        otherRules: { firstName: { kind: 'field', source: 'lastName' } },
      }),
      [],
      'AU',
    );
    expect(problems.some(({ message }) => message.includes('which is made from'))).toBe(true);
  });
});

describe('defaults that are tried', () => {
  const rules = [
    defaultRuleSchema.parse({ countries: ['NZ'], values: { taxZone: 'GSTNZ' } }),
    defaultRuleSchema.parse({ countries: [], values: { customerClass: 'WEB' } }),
  ];
  const input = { rules, customerClass: 'ECCUSTOMER' };
  const from = (country: string) =>
    shopifyParty(1, { lastName: 'Doe', locations: [makeLocation('A', { country }, { isDefault: true })] });

  it('name the rule that gave each value', () => {
    const [customer] = tryDefaults(input, [{ party: from('NZ'), erp: null }], null);
    expect(customer?.values.map(({ field, value, from: origin }) => [field, value, origin])).toEqual([
      ['customerClass', 'ECCUSTOMER', 'From the defaults of all customers.'],
      ['taxZone', 'GSTNZ', 'From rule 1: New Zealand.'],
      ['shipVia', null, 'MYOB takes it from the customer class.'],
      ['terms', null, 'MYOB takes it from the customer class.'],
      ['branch', null, 'MYOB takes it from the customer class.'],
    ]);
  });

  it('leave a customer that exists what it has', () => {
    const erp = { ...erpParty(1), attributes: { taxZone: 'OLD' } };
    const [customer] = tryDefaults(input, [{ party: from('NZ'), erp }], null);
    expect(customer).toMatchObject({ exists: true });
    expect(customer?.values.find(({ field }) => field === 'taxZone')?.value).toBe('OLD');
  });

  it('stand for a new customer of a country that is named', () => {
    expect([
      wantedCountry('NZ'),
      wantedCountry('new zealand'),
      wantedCountry('al'),
      wantedCountry('Ann'),
    ]).toEqual(['NZ', 'NZ', null, null]);
    const [customer] = tryDefaults(input, [], 'FR');
    expect(customer?.name).toBe('A new customer from France');
    expect(customer?.values[0]?.value).toBe('WEB');
  });
});
