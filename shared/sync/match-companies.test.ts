import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpCompany, erpSite, shopifyCompany, shopifySite } from '../../tests/support/companies.ts';
import type { Party } from '../domain/party.ts';
import { setApart } from './match-buckets.ts';
import { matchCompanies } from './match-companies.ts';
import type { MatchInput, MatchResult } from './match.ts';
import type { Link } from './ledger-port.ts';

function match(input: Partial<MatchInput>): MatchResult {
  return matchCompanies({ erp: [], shopify: [], links: [], homeCountry: 'AU', ...input });
}

function linkOf(erp: Party, shopify: Party): Link {
  return {
    id: `link-${erp.number}`,
    kind: 'company',
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: {},
    locations: [],
    agreedDefault: { erp: null, shopify: null },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** The result in short: numbers instead of records. */
function outline({ pairs, broken, singles, groups }: MatchResult): unknown {
  return {
    pairs: pairs.map(({ erp, shopify, evidence }) => [erp?.number, shopify?.number, evidence[0]?.rule]),
    broken: broken.map(({ erp, shopify, heirs }) => [
      (erp ?? shopify)?.number,
      ...heirs.map(({ party, evidence }) => `${evidence.rule} ${party.number}`),
    ]),
    erp: singles.erp.map(({ number }) => number),
    shopify: singles.shopify.map(({ number }) => number),
    groups: groups.map(({ reason, erp, shopify }) => [
      reason,
      erp.map(({ number }) => number),
      shopify.map(({ number }) => number),
    ]),
  };
}

const nothing = { pairs: [], broken: [], erp: [], shopify: [], groups: [] };

/** ABNs as their register writes and checks them. */
const abn = '51 824 753 556';
const otherAbn = '83 914 571 673';

const withTaxId = {
  erp: (number: number, taxId: string, name?: string) =>
    erpCompany(number, { locations: [erpSite(0, { site: { taxId } })], ...(name ? { name } : {}) }),
  shopify: (number: number, taxId: string, name?: string) =>
    shopifyCompany(number, {
      locations: [shopifySite(number * 100, 0, { site: { taxId } })],
      ...(name ? { name } : {}),
    }),
};

describe('passes, from strong to weak', () => {
  it('a pairing by hand beats a stored link, and that beats everything else', () => {
    const linked = erpCompany(1, { name: 'Alder' });
    const tempting = erpCompany(2, { externalReference: '7 - Harbour' });
    const seven = shopifyCompany(7);
    const links = [linkOf(linked, seven)];
    expect(outline(match({ erp: [linked, tempting], shopify: [seven], links }))).toEqual({
      ...nothing,
      pairs: [['C000001', '7', 'link']],
      erp: ['C000002'],
    });
    const manual = [{ erpKey: tempting.key, shopifyKey: seven.key }];
    const byHand = match({ erp: [linked, tempting], shopify: [seven], links, manual });
    expect(outline(byHand)).toEqual({ ...nothing, pairs: [['C000002', '7', 'manual']], erp: ['C000001'] });
    expect(byHand.released.get(linked.key)?.id).toBe('link-C000001');
  });

  it('what either system says of the other is a reference, and beats the business number', () => {
    const named = erpCompany(1, { externalReference: '7 - Harbour', name: 'Alder' });
    const bearer = withTaxId.erp(2, abn, 'Birch');
    const carrier = shopifyCompany(8, { externalReference: 'C000003', name: 'Cedar' });
    const third = erpCompany(3, { name: 'Daphne' });
    const seven = withTaxId.shopify(7, abn, 'Elm');
    expect(outline(match({ erp: [named, bearer, third], shopify: [seven, carrier] }))).toEqual({
      ...nothing,
      pairs: [
        ['C000001', '7', 'externalReference'],
        ['C000003', '8', 'externalReference'],
      ],
      erp: ['C000002'],
    });
  });

  it('a business number beats the name, whatever blanks it has', () => {
    const erp = [withTaxId.erp(1, abn, 'Alder Pty Ltd'), withTaxId.erp(2, otherAbn, 'Birch')];
    const shopify = [withTaxId.shopify(7, '51824753556', 'Birch'), withTaxId.shopify(8, otherAbn, 'Alder')];
    expect(outline(match({ erp, shopify }))).toEqual({
      ...nothing,
      pairs: [
        ['C000001', '7', 'taxId'],
        ['C000002', '8', 'taxId'],
      ],
    });
  });

  it('an ABN and the ACN in it are one business', () => {
    const result = match({
      erp: [withTaxId.erp(1, 'ACN 004 085 616', 'Alder')],
      shopify: [withTaxId.shopify(7, '53 004 085 616', 'Birch')],
    });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'taxId']] });
  });

  it('a business number with one wrong digit matches nobody, not even the same text', () => {
    const wrong = '51 824 753 557';
    const result = match({
      erp: [withTaxId.erp(1, wrong, 'Alder')],
      shopify: [withTaxId.shopify(7, wrong, 'Birch')],
    });
    expect(outline(result)).toEqual({ ...nothing, erp: ['C000001'], shopify: ['7'] });
  });

  it('the same name in the same postcode is the last pass', () => {
    const erp = [erpCompany(1, { name: 'Harbour Café Pty. Ltd.' })];
    const shopify = [shopifyCompany(7, { name: 'HARBOUR CAFÉ PTY LTD' })];
    const result = match({ erp, shopify });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'nameAndPostcode']] });
    expect(result.pairs[0]?.evidence[0]?.compared).toEqual({
      erp: 'Harbour Café Pty. Ltd., 3220',
      shopify: 'HARBOUR CAFÉ PTY LTD, 3220',
    });
  });

  it('the same name in another postcode, or with another business number, is another company', () => {
    const moved = shopifyCompany(7, {
      name: 'Alder',
      locations: [shopifySite(700, 0, { values: { postcode: '2000', province: 'NSW' } })],
    });
    expect(outline(match({ erp: [erpCompany(1, { name: 'Alder' })], shopify: [moved] }))).toEqual({
      ...nothing,
      erp: ['C000001'],
      shopify: ['7'],
    });
    const result = match({
      erp: [withTaxId.erp(1, abn, 'Alder')],
      shopify: [withTaxId.shopify(7, otherAbn, 'Alder')],
    });
    expect(outline(result)).toEqual({ ...nothing, erp: ['C000001'], shopify: ['7'] });
  });
});

describe('L9 more than one candidate is a question', () => {
  it('two companies that claim one reference', () => {
    const erp = [
      erpCompany(1, { externalReference: '7 - Harbour', name: 'Alder' }),
      erpCompany(2, { name: 'Birch' }),
    ];
    const shopify = [shopifyCompany(7, { externalReference: 'C000002', name: 'Cedar' })];
    expect(outline(match({ erp, shopify }))).toEqual({
      ...nothing,
      groups: [['reference', ['C000001', 'C000002'], ['7']]],
    });
  });

  it('two branches with one business number', () => {
    const erp = [withTaxId.erp(1, abn, 'Alder North'), withTaxId.erp(2, abn, 'Alder South')];
    const shopify = [withTaxId.shopify(7, abn, 'Alder')];
    expect(outline(match({ erp, shopify }))).toEqual({
      ...nothing,
      groups: [['taxId', ['C000001', 'C000002'], ['7']]],
    });
    // Alone they are no question: two customers of one business are nothing unusual.
    expect(outline(match({ erp }))).toEqual({ ...nothing, erp: ['C000001', 'C000002'] });
  });

  it('two of one name in one postcode', () => {
    const shopify = [shopifyCompany(7, { name: 'Alder' }), shopifyCompany(8, { name: 'Alder' })];
    expect(outline(match({ erp: [erpCompany(1, { name: 'Alder' })], shopify }))).toEqual({
      ...nothing,
      groups: [['nameAndPostcode', ['C000001'], ['7', '8']]],
    });
  });

  it('who looks like a partner that is gone is asked about, and not linked', () => {
    const gone = withTaxId.shopify(6, abn, 'Alder');
    const left = withTaxId.erp(1, abn, 'Alder');
    const heir = withTaxId.shopify(7, abn, 'Alder 2');
    expect(outline(match({ erp: [left], shopify: [heir], links: [linkOf(left, gone)] }))).toEqual({
      ...nothing,
      broken: [['C000001', 'taxId 7']],
    });
  });

  it('who was taken apart by hand is not matched again', () => {
    const erp = [erpCompany(1, { name: 'Alder' })];
    const shopify = [shopifyCompany(7, { name: 'Alder' })];
    const apart = new Map<string, Set<string>>();
    setApart(apart, erp[0]?.key ?? '', shopify[0]?.key ?? '');
    expect(outline(match({ erp, shopify, apart }))).toEqual({
      ...nothing,
      erp: ['C000001'],
      shopify: ['7'],
    });
  });
});

describe('P11 and L12', () => {
  const names = fc.constantFrom('Alder', 'Birch', 'Cedar');
  const numbers = fc.constantFrom(null, abn, otherAbn, '51 824 753 557');
  const references = fc.constantFrom(null, 1, 2, 3);
  const traits = fc.record({ name: names, taxId: numbers, reference: references });
  const sides = fc
    .tuple(fc.array(traits, { maxLength: 4 }), fc.array(traits, { maxLength: 4 }))
    .map(([ours, theirs]) => ({
      erp: ours.map(({ name, taxId, reference }, index) =>
        erpCompany(index + 1, {
          name,
          locations: [erpSite(0, { site: { taxId } })],
          externalReference: reference === null ? null : `${reference} - Harbour`,
        }),
      ),
      shopify: theirs.map(({ name, taxId, reference }, index) =>
        shopifyCompany(index + 1, {
          name,
          locations: [shopifySite((index + 1) * 100, 0, { site: { taxId } })],
          externalReference: reference === null ? null : `C00000${reference}`,
        }),
      ),
    }));

  it('every record is in exactly one place, and the order of an answer does not matter', () => {
    fc.assert(
      fc.property(sides, ({ erp, shopify }) => {
        const result = match({ erp, shopify });
        const all = [
          ...result.pairs.flatMap((pair) => [pair.erp, pair.shopify]),
          ...result.singles.erp,
          ...result.singles.shopify,
          ...result.groups.flatMap((group) => [...group.erp, ...group.shopify]),
        ];
        expect(all.length).toBe(erp.length + shopify.length);
        expect(new Set(all).size).toBe(all.length);
        const turned = match({ erp: erp.toReversed(), shopify: shopify.toReversed() });
        expect(outline(turned)).toEqual(outline(result));
        expect(turned.groups.map(({ value }) => value)).toEqual(result.groups.map(({ value }) => value));
      }),
    );
  });
});
