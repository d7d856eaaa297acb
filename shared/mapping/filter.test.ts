import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import {
  filterSchema,
  type FilterGroup,
  type FilterOperator,
  type FilterPart,
  type FilterValue,
} from '../domain/filter.ts';
import type { Party, PartyAttribute } from '../domain/party.ts';
import { timeZones } from './calendar.ts';
import { filterProblems, operatorsOf, valueCount } from './filter-check.ts';
import { describeFilter } from './filter-sentence.ts';
import { compileFilter } from './filter.ts';
import { partyFieldsOf } from './party-fields.ts';

const fields = { erp: partyFieldsOf('erp'), shopify: partyFieldsOf('shopify') };
const timeZone = timeZones.AU;

const condition = (field: string, operator: FilterOperator, ...values: FilterValue[]): FilterPart => ({
  field,
  operator,
  values,
});
const all = (...parts: FilterPart[]): FilterGroup => ({ join: 'and', parts });
const any = (...parts: FilterPart[]): FilterGroup => ({ join: 'or', parts });

function passes(party: Party, where: FilterGroup): boolean {
  return compileFilter({ name: 'Test', where }, { fields: fields[party.side], timeZone })(party);
}

const attributes = (values: Readonly<Record<string, PartyAttribute>>): Pick<Party, 'attributes'> => ({
  attributes: values,
});

const jane: Party = {
  ...shopifyParty(17, {
    firstName: 'Jane',
    lastName: 'O\u2019Brien',
    email: 'Jane@Example.com',
    phone: '+61 412 345 678',
    locations: [
      makeLocation('1', { city: 'Newtown', postcode: '2042', country: 'Australia' }, { isDefault: true }),
      makeLocation('2', { city: 'Auckland', postcode: '1010', country: 'NZ' }),
    ],
    // 1 March in Sydney, still 28 February in London.
    createdAt: '2026-02-28T20:00:00Z',
  }),
  extras: {
    taxExempt: true,
    note: null,
    tags: ['VIP', 'Trade show'],
    locale: 'en-AU',
    emailConsent: { state: 'subscribed', level: 'single', at: null },
  },
  ...attributes({ orders: 7, account: 'enabled' }),
};

const plumber: Party = {
  ...erpParty(17, { accountName: 'Doe Plumbing', status: 'onHold' }),
  ...attributes({ customerClass: 'RETAIL', terms: '30D' }),
};

describe('a condition', () => {
  it.each<[string, FilterOperator, readonly FilterValue[], boolean]>([
    ['address.city', 'equals', ['NEWTOWN '], true],
    ['address.city', 'doesNotEqual', ['Enmore'], true],
    ['address.city', 'contains', ['town'], true],
    ['address.city', 'doesNotContain', ['town'], false],
    ['address.city', 'startsWith', ['new'], true],
    ['address.city', 'endsWith', ['ton'], false],
    ['address.postcode', 'isBetween', ['2000', '2999'], true],
    ['address.postcode', 'isGreaterThan', ['2042'], false],
    ['address.postcode', 'isGreaterThanOrEqualTo', ['2042'], true],
    ['address.postcode', 'isLessThan', ['2043'], true],
    ['address.postcode', 'isLessThanOrEqualTo', ['2041'], false],
    ['address.company', 'isEmpty', [], true],
    ['address.city', 'isNotEmpty', [], true],
    ['email', 'equals', ['jane@example.com'], true],
    ['phone', 'startsWith', ['+61412'], true],
    ['orders', 'isGreaterThanOrEqualTo', [7], true],
    ['orders', 'isGreaterThan', [7], false],
    ['orders', 'isLessThan', [8], true],
    ['orders', 'isLessThanOrEqualTo', [6], false],
    ['orders', 'equals', [7], true],
    ['orders', 'doesNotEqual', [7], false],
    ['orders', 'isBetween', [1, 7], true],
    ['locationCount', 'equals', [2], true],
    ['createdAt', 'equals', ['2026-03-01'], true],
    ['createdAt', 'doesNotEqual', ['2026-03-01'], false],
    ['createdAt', 'isLessThan', ['2026-03-01'], false],
    ['createdAt', 'isLessThanOrEqualTo', ['2026-03-01'], true],
    ['createdAt', 'isGreaterThan', ['2026-02-28'], true],
    ['createdAt', 'isGreaterThan', ['2026-03-01'], false],
    ['createdAt', 'isGreaterThanOrEqualTo', ['2026-03-02'], false],
    ['createdAt', 'isBetween', ['2026-02-01', '2026-03-01'], true],
    ['taxExempt', 'equals', [true], true],
    ['taxExempt', 'doesNotEqual', [true], false],
    ['taxExempt', 'isEmpty', [], false],
    ['taxExempt', 'isNotEmpty', [], true],
    ['emailConsent', 'equals', ['subscribed'], true],
    ['account', 'doesNotEqual', ['enabled'], false],
    ['address.country', 'equals', ['AU'], true],
    ['countries', 'contains', ['New Zealand'], true],
    ['countries', 'contains', ['GB'], false],
    ['tags', 'contains', ['vip'], true],
    ['tags', 'contains', ['Trade'], false],
    ['tags', 'startsWith', ['Trade'], true],
    ['tags', 'endsWith', ['show'], true],
    ['tags', 'doesNotContain', ['VIP'], false],
    ['tags', 'isEmpty', [], false],
    ['note', 'isEmpty', [], true],
  ])('%s %s %j of a Shopify customer: %s', (field, operator, values, expected) => {
    expect(passes(jane, all(condition(field, operator, ...values)))).toBe(expected);
  });

  it.each<[string, FilterOperator, readonly FilterValue[], boolean]>([
    ['status', 'equals', ['onHold'], true],
    ['customerClass', 'equals', ['retail'], true],
    ['terms', 'doesNotEqual', ['30D'], false],
    ['accountName', 'endsWith', ['plumbing'], true],
    ['number', 'startsWith', ['C0000'], true],
    ['priceClass', 'isEmpty', [], true],
  ])('%s %s %j of a customer of the ERP: %s', (field, operator, values, expected) => {
    expect(passes(plumber, all(condition(field, operator, ...values)))).toBe(expected);
  });

  it('passes a record without a value only where it is said in the negative, as the ERP does', () => {
    const stranger = shopifyParty(18);
    const passing = (field: string, value: FilterValue): readonly FilterOperator[] =>
      operatorsOf[fields.shopify.get(field)?.type ?? 'text'].filter((operator) => {
        const values = operator === 'isBetween' ? [value, value] : valueCount(operator) === 0 ? [] : [value];
        return passes(stranger, all(condition(field, operator, ...values)));
      });
    expect(passing('address.city', 'Newtown')).toEqual(['doesNotEqual', 'doesNotContain', 'isEmpty']);
    expect(passing('orders', 0)).toEqual(['doesNotEqual', 'isEmpty']);
    expect(passing('tags', 'VIP')).toEqual(['doesNotContain', 'isEmpty']);
    expect(passing('taxExempt', false)).toEqual(['doesNotEqual', 'isEmpty']);
    expect(passing('emailConsent', 'pending')).toEqual(['doesNotEqual', 'isEmpty']);
  });

  it('asks the default location, and the first by key where none is the default', () => {
    const locations = [makeLocation('2', { city: 'Perth' }), makeLocation('1', { city: 'Hobart' })];
    const inHobart = all(condition('address.city', 'equals', 'Hobart'));
    expect(passes(shopifyParty(1, { locations }), inHobart)).toBe(true);
    expect(passes(shopifyParty(1, { locations: locations.toReversed() }), inHobart)).toBe(true);
  });

  it('begins a day at midnight where the customers are, also when the clocks change', () => {
    const at = (createdAt: string): Party => shopifyParty(1, { createdAt });
    const on = (day: string): FilterGroup => all(condition('createdAt', 'equals', day));
    // Sydney goes back to standard time on 5 April 2026 at 03:00, so that day has 25 hours.
    expect(passes(at('2026-04-04T12:59:59.999Z'), on('2026-04-05'))).toBe(false);
    expect(passes(at('2026-04-04T13:00:00.000Z'), on('2026-04-05'))).toBe(true);
    expect(passes(at('2026-04-05T13:59:59.999Z'), on('2026-04-05'))).toBe(true);
    expect(passes(at('2026-04-05T14:00:00.000Z'), on('2026-04-05'))).toBe(false);
  });
});

describe('a group', () => {
  it('without conditions lets every record through', () => {
    expect(passes(jane, all())).toBe(true);
    expect(passes(jane, any())).toBe(true);
  });

  it('joins groups inside groups', () => {
    const vip = condition('tags', 'contains', 'VIP');
    const rich = condition('orders', 'isGreaterThan', 100);
    const exempt = condition('taxExempt', 'equals', true);
    expect(passes(jane, all(vip, any(rich, exempt)))).toBe(true);
    expect(passes(jane, all(vip, all(rich, exempt)))).toBe(false);
    expect(passes(jane, any(rich, all(vip, exempt)))).toBe(true);
  });
});

describe('a filter that cannot be used is refused at its place', () => {
  it.each<[FilterPart, string, string]>([
    [
      condition('metafield:loyalty.VIP', 'equals', 'x'),
      'parts.0.field',
      'The field \u201CVIP\u201D no longer exists.',
    ],
    [condition('orders', 'contains', 'x'), 'parts.0.operator', 'cannot be put to Number of orders'],
    [condition('orders', 'equals'), 'parts.0.values', 'Number of orders needs one value here.'],
    [condition('orders', 'isBetween', 1), 'parts.0.values', 'needs two values, from and to'],
    [condition('orders', 'isEmpty', 1), 'parts.0.values', 'needs no value here'],
    [condition('orders', 'equals', '7'), 'parts.0.values.0', 'is compared with a number'],
    [condition('orders', 'isBetween', 9, 1), 'parts.0.values', 'enter the smaller one first'],
    [condition('address.postcode', 'isBetween', '3000', '2000'), 'parts.0.values', 'the smaller one first'],
    [condition('createdAt', 'equals', '2026-02-30'), 'parts.0.values.0', 'a date, such as 2026-03-01'],
    [
      condition('createdAt', 'isBetween', '2026-02-02', '2026-02-01'),
      'parts.0.values',
      'the smaller one first',
    ],
    [condition('taxExempt', 'equals', 'yes'), 'parts.0.values.0', 'is compared with yes or no'],
    [condition('emailConsent', 'equals', 'maybe'), 'parts.0.values.0', 'one of the values offered'],
    [condition('address.country', 'equals', 'Atlantis'), 'parts.0.values.0', 'one of the values offered'],
    [condition('tags', 'contains', ' '), 'parts.0.values.0', 'Tags is compared with a text'],
    [any(), 'parts.0', 'This group has no condition.'],
    [
      all(any(condition('gone', 'isEmpty'))),
      'parts.0.parts.0.parts.0.field',
      '\u201Cgone\u201D no longer exists',
    ],
  ])('%j', (part, path, message) => {
    const [problem, ...others] = filterProblems(all(part), fields.shopify);
    expect(others).toEqual([]);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toContain(message);
    expect(() =>
      compileFilter({ name: 'Bad', where: all(part) }, { fields: fields.shopify, timeZone }),
    ).toThrow(path);
  });

  it('takes groups five deep, and not six', () => {
    const nested = (depth: number): FilterGroup => {
      let group = all(condition('tags', 'isEmpty'));
      for (let level = 0; level < depth; level += 1) group = all(group);
      return group;
    };
    expect(filterProblems(nested(5), fields.shopify)).toEqual([]);
    expect(filterSchema.safeParse({ name: 'Deep', where: nested(5) }).success).toBe(true);
    expect(filterProblems(nested(6), fields.shopify)[0]?.message).toContain('Groups can be nested 5 deep.');
    expect(filterSchema.safeParse({ name: 'Deep', where: nested(6) }).success).toBe(false);
    expect(filterSchema.safeParse({ name: 'Deep', where: nested(50_000) }).success).toBe(false);
  });

  it('knows the fields that only this store has', () => {
    const further = [
      { key: 'metafield:loyalty.points', label: 'Loyalty points', type: 'number', maximum: null } as const,
    ];
    const known = partyFieldsOf('shopify', further);
    const where = all(condition('metafield:loyalty.points', 'isGreaterThan', 100));
    const member = { ...shopifyParty(1), ...attributes({ 'metafield:loyalty.points': 250 }) };
    expect(filterProblems(where, known)).toEqual([]);
    expect(compileFilter({ name: 'Members', where }, { fields: known, timeZone })(member)).toBe(true);
  });
});

describe('a filter in plain English', () => {
  it.each<[FilterGroup, string]>([
    [
      all(
        condition('customerClass', 'equals', 'RETAIL'),
        any(condition('address.country', 'equals', 'AU'), condition('address.country', 'equals', 'NZ')),
      ),
      'Class is RETAIL and Country is Australia or New Zealand',
    ],
    [
      any(
        condition('status', 'equals', 'onHold'),
        all(condition('terms', 'equals', '30D'), condition('priceClass', 'isEmpty')),
      ),
      'Status is On Hold or (Terms is 30D and Price class is empty)',
    ],
    [
      any(
        condition('terms', 'startsWith', '7D'),
        condition('terms', 'startsWith', '14D'),
        condition('terms', 'startsWith', 'end of month'),
      ),
      'Terms starts with 7D, 14D or \u201Cend of month\u201D',
    ],
    [all(condition('locationCount', 'isBetween', 2, 9)), 'Number of addresses is between 2 and 9'],
    [
      all(condition('createdAt', 'isGreaterThanOrEqualTo', '2026-03-01')),
      'Created is on or after 2026-03-01',
    ],
    [
      all(condition('countries', 'doesNotContain', 'nz')),
      'Countries of its addresses do not include New Zealand',
    ],
    [all(condition('attribute:VIP', 'equals', 'x')), 'VIP is x'],
    [all(), ''],
  ])('%j', (where, sentence) => {
    expect(describeFilter(where, fields.erp)).toBe(sentence);
  });
});
