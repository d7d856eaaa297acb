import { describe, expect, it } from 'vitest';
import { makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { createFilterCounter } from './filter-trial.ts';
import { partyFieldsOf } from './party-fields.ts';
import { createValueCounter } from './values-in-use.ts';

const fields = partyFieldsOf('shopify');
const context = { fields, timeZone: 'Australia/Sydney' };
const withOrders = (serial: number, orders: number) => ({ ...shopifyParty(serial), attributes: { orders } });

describe('a filter that is tried', () => {
  it('is counted with the first of those who are in and of those who are not', () => {
    const counter = createFilterCounter(
      { join: 'and', parts: [{ field: 'orders', operator: 'isGreaterThan', values: [9] }] },
      context,
      3,
    );
    for (let orders = 0; orders < 50; orders++) counter.add(withOrders(orders + 1, orders));
    const { of, passing, sample, sampleOutside } = counter.result();
    expect({ of, passing }).toEqual({ of: 50, passing: 40 });
    expect(sample.map(({ number }) => number)).toEqual(['11', '12', '13']);
    expect(sampleOutside.map(({ number }) => number)).toEqual(['1', '2', '3']);
  });

  it('asks records as they were read, whatever a mapping makes of them', () => {
    const read = withOrders(1, 12);
    const counter = createFilterCounter(
      { join: 'and', parts: [{ field: 'orders', operator: 'equals', values: [12] }] },
      context,
      1,
    );
    counter.add({ ...withOrders(1, 0), asRead: read });
    expect(counter.result().passing).toBe(1);
  });
});

describe('values in use', () => {
  const tagged = (serial: number, tags: readonly string[]) => ({
    ...shopifyParty(serial),
    extras: { tags, note: null, taxExempt: false, locale: 'en', emailConsent: null },
  });
  const tags = fields.get('tags');
  if (tags === undefined) throw new Error('Tags are a field');

  it('are counted one by one, the most frequent first', () => {
    const counter = createValueCounter(tags, '');
    for (const party of [tagged(1, ['vip', 'trade']), tagged(2, ['vip']), tagged(3, [])]) counter.add(party);
    expect(counter.result(10)).toEqual([
      { value: 'vip', label: 'vip', count: 2 },
      { value: 'trade', label: 'trade', count: 1 },
    ]);
  });

  it('are found by a part of them, or of what they are called', () => {
    const country = fields.get('address.country');
    if (country === undefined) throw new Error('Country is a field');
    const counter = createValueCounter(country, 'austr');
    const of = (serial: number, code: string) =>
      shopifyParty(serial, { locations: [makeLocation('A', { country: code }, { isDefault: true })] });
    for (const party of [of(1, 'AU'), of(2, 'NZ')]) counter.add(party);
    expect(counter.result(10)).toEqual([{ value: 'AU', label: 'Australia', count: 1 }]);
  });
});
