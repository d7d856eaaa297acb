import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf, worldOf } from '../../tests/support/preview-world.ts';
import { AppError } from '../domain/app-error.ts';
import { mostPerKey } from './suggest-blocks.ts';
import { suggestHere, suggestMatches, type SuggestInput } from './suggest.ts';
import type { SuggestSubject } from './suggest-subject.ts';

function subject(key: string, change: Partial<SuggestSubject> = {}): SuggestSubject {
  return { key, name: null, email: null, phones: [], places: [], ...change };
}

function search(input: Partial<SuggestInput>) {
  return suggestMatches({ erp: [], shopify: [], apart: new Set(), ...input }, () => undefined);
}

const street = { address1: '12 Banksia Street', address2: null, city: 'Newtown', postcode: '2042' };

describe('which records are compared', () => {
  it.each([
    [
      'another e-mail and a wrong digit at the end',
      { name: 'Ben Whitlock', phones: ['0491 570 156'] },
      { name: 'Ben Whitlock', phones: ['+61491570158'] },
    ],
    [
      'a wrong digit at the start',
      { name: 'Ben Whitlock', phones: ['0491 570 156'] },
      { name: 'Ben Whitlock', phones: ['0481570156'] },
    ],
    [
      'a misspelt name in one street',
      { name: 'Aroha Ngata', places: [street] },
      { name: 'Aroha Nata', places: [street] },
    ],
    [
      'a misspelt e-mail',
      { name: 'Ben Whitlock', email: 'ben.whitlock@example.com' },
      { name: 'B. Whitlock', email: 'ben.whitlok@example.com' },
    ],
    [
      'another provider, another name order',
      { name: 'Ben Whitlock', email: 'benwhitlock@example.com' },
      { name: 'Whitlock Ben', email: 'ben.whitlock@example.net', phones: [] },
    ],
  ])('those with %s', (_what, erp, shopify) => {
    const found = search({ erp: [subject('e', erp)], shopify: [subject('s', shopify)] });
    expect(found.compared).toBe(1);
  });

  it('not those with nothing in common, and nobody twice', () => {
    const erp = [subject('e', { name: 'Ben Whitlock', email: 'b@one.example' })];
    expect(
      search({ erp, shopify: [subject('s', { name: 'Mia Nguyen', email: 'm@two.example' })] }).compared,
    ).toBe(0);
    const same = { name: 'Ben Whitlock', email: 'b@one.example', phones: ['0491570156'], places: [street] };
    expect(search({ erp: [subject('e', same)], shopify: [subject('s', same)] }).compared).toBe(1);
  });

  it('not those that a person keeps apart', () => {
    const same = { name: 'Ben Whitlock', phones: ['0491570156'] };
    const given = { erp: [subject('e', same)], shopify: [subject('s', same)] };
    expect(search(given).matches).toHaveLength(1);
    expect(search({ ...given, apart: new Set(['e\ns']) }).matches).toEqual([]);
  });

  it('a key that more records share than make sense is left out, and counted', () => {
    const crowd = Array.from({ length: mostPerKey + 1 }, (_, index) =>
      subject(`s${index}`, { name: 'John Smith', email: `${String.fromCharCode(97 + index)}@x.example` }),
    );
    const erp = [subject('e', { name: 'John Smith', email: 'zz@y.example' })];
    const found = search({ erp, shopify: crowd });
    expect(found.compared).toBe(0);
    expect(found.crowded).toBeGreaterThan(0);
    expect(search({ erp, shopify: crowd.slice(1) }).compared).toBe(mostPerKey);
  });

  it('P11 the order of the records does not matter', () => {
    const names = ['Ben Whitlock', 'Ben Witlok', 'Mia Nguyen', 'Aroha Ngata', 'Aroha Nata'];
    const record = fc.record({
      name: fc.constantFrom(...names),
      phones: fc.constantFrom(['0491570156'], ['0491570158'], []),
      places: fc.constantFrom([street], []),
    });
    const side = (name: string) =>
      fc
        .array(record, { maxLength: 6 })
        .map((all) => all.map((each, index) => subject(`${name}${index}`, each)))
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(side('e'), side('s'), ([erp, erpShuffled], [shopify, shopifyShuffled]) => {
        expect(search({ erp: erpShuffled, shopify: shopifyShuffled })).toEqual(search({ erp, shopify }));
      }),
    );
  });
});

describe('the search within a preview', () => {
  const places = [
    makeLocation('MAIN', { address1: '12 Banksia St', city: 'Newtown', postcode: '2042', country: 'AU' }),
  ];
  const parts = {
    erp: [
      erpParty(1, { firstName: 'Ben', lastName: 'Whitlock', email: 'ben@example.com', locations: places }),
    ],
    shopify: [
      shopifyParty(11, { firstName: 'Ben', lastName: 'Witlock', email: 'bw@example.com', locations: places }),
    ],
  };

  it('never makes a preview fail: without it the preview says that it could not look', async () => {
    const world = worldOf(parts);
    const plan = await world.prepare(() => Promise.reject(new Error('no thread to be had')));
    expect(plan.suggestions).toBeNull();
    expect(plan.totals.byVerb.create).toBe(2);
  });

  it('a stop during it stops the preview', async () => {
    const world = worldOf(parts);
    expect(await codeOf(world.prepare(() => Promise.reject(new AppError('STOPPED'))))).toBe('STOPPED');
    const stop = new AbortController();
    stop.abort(new AppError('STOPPED'));
    const input = { erp: [subject('e')], shopify: [], apart: new Set<string>() };
    expect(await codeOf(suggestHere(input, () => undefined, stop.signal))).toBe('STOPPED');
  });

  it('says how many rows look like somebody, and how much was compared', async () => {
    const plan = await worldOf(parts).prepare();
    expect(plan.suggestions).toEqual({ rows: 2, compared: 1, crowded: 0 });
  });
});
