import { describe, expect, it } from 'vitest';
import { makeLocation } from '../../tests/support/parties.ts';
import {
  address,
  blankMain,
  erp,
  exporting,
  importing,
  locationsOf,
  reconcile,
  shopify,
  street,
} from '../../tests/support/location-world.ts';

describe('a new customer on import', () => {
  it('without an address has no location but the MAIN that comes by itself', () => {
    expect(reconcile(null, shopify()).row).toMatchObject({ verb: 'create', locations: [] });
  });

  it('R20 gives the default address to MAIN, and numbers the others', () => {
    const planned = reconcile(null, shopify(address(1, street(1)), address(2, street(2), true)));
    expect(locationsOf(planned)).toEqual(['~2 create erp as MAIN [becomesMain]', '~1 create erp as L000001']);
    expect(planned.row.locations[0]?.fields.map(({ field, result }) => [field, result])).toEqual([
      ['address1', '2 King St'],
      ['city', 'Newtown'],
      ['province', 'NSW'],
      ['postcode', '2042'],
      ['country', 'AU'],
    ]);
  });

  it('R9, R14 goes on without an address the ERP would refuse', () => {
    const long = { ...street(1), address1: 'x'.repeat(300) };
    const planned = reconcile(null, shopify(address(1, long, true), address(2, street(2))));
    expect(planned.row.verb).toBe('create');
    expect(locationsOf(planned)).toEqual([
      '~1 invalid none [tooLong locationIsBad]',
      '~2 create erp as L000001',
    ]);
  });

  it('R27 copies no address at all without Customer Location', () => {
    const without = { settings: { withLocations: false } };
    expect(reconcile(null, shopify(address(1, street(1), true)), without).row.locations).toEqual([]);
    expect(reconcile(erp(makeLocation('MAIN', street(1))), null, without).row.locations).toEqual([]);
    const pair = reconcile(
      erp(makeLocation('MAIN', street(1))),
      shopify(address(1, street(2), true)),
      without,
    );
    expect(pair.row).toMatchObject({ verb: 'link', locations: [], defaultChange: null });
  });
});

describe('a new customer on export', () => {
  it('takes every active location along, the default one first', () => {
    const planned = reconcile(
      erp(
        makeLocation('L1', street(2)),
        makeLocation('L2', street(3), { active: false }),
        makeLocation('MAIN', street(1), { isDefault: true }),
      ),
      null,
    );
    expect(locationsOf(planned)).toEqual(['MAIN~ create shopify', 'L1~ create shopify', 'L2~ leave none']);
  });

  it('R1 exports no blank MAIN', () => {
    const planned = reconcile(erp(blankMain), null);
    expect(planned.row.verb).toBe('create');
    expect(locationsOf(planned)).toEqual(['MAIN~ leave none [blankMainNotExported]']);
  });

  it('R9 leaves out the one location Shopify would refuse, with its reason', () => {
    const planned = reconcile(
      erp(
        makeLocation('MAIN', { ...street(1), province: 'Nowhere' }, { isDefault: true }),
        makeLocation('L1', { ...street(2), city: 'Bay \u{1F30A}' }),
        makeLocation('L2', street(3)),
      ),
      null,
    );
    expect(locationsOf(planned)).toEqual([
      'MAIN~ invalid none [provinceUnknown locationIsBad]',
      'L1~ invalid none [charactersRefused locationIsBad]',
      'L2~ create shopify',
    ]);
  });

  it('R21 leaves out the second location with the same address', () => {
    const planned = reconcile(
      erp(
        makeLocation('L1', street(1)),
        makeLocation('MAIN', { ...street(1), address1: '1 KING ST.' }, { isDefault: true }),
      ),
      null,
    );
    expect(locationsOf(planned)).toEqual(['MAIN~ create shopify', 'L1~ leave none [locationLeftOut]']);
  });

  it('R25 writes a company only where it differs from the person\u2019s name', () => {
    const planned = reconcile(
      erp(
        makeLocation('MAIN', { ...street(1), company: 'Jane Doe' }, { isDefault: true }),
        makeLocation('L1', { ...street(2), company: 'Doe Plumbing' }),
      ),
      null,
    );
    const companies = planned.row.locations.map(
      ({ fields }) => fields.find(({ field }) => field === 'company')?.result,
    );
    expect(companies).toEqual([undefined, 'Doe Plumbing']);
  });

  it('R5 an address goes without a phone that is none', () => {
    const planned = reconcile(
      erp(makeLocation('MAIN', { ...street(1), phone: 'shop' }, { isDefault: true })),
      null,
    );
    expect(locationsOf(planned)).toEqual(['MAIN~ create shopify']);
    expect(planned.row.locations[0]?.fields.find(({ field }) => field === 'phone')).toMatchObject({
      action: 'keep',
      notes: [{ code: 'addressPhoneNotValid', params: { phone: 'shop' } }],
    });
  });

  it.each([
    ['NZ', '09 300 1234', '+6493001234'],
    ['NZ', '0412 345 678', '+61412345678'], // no number in New Zealand: an Australian one, as the profile is at home there
    ['AU', '0412 345 678', '+61412345678'],
  ])('reads the phone of an address in %s, %s, as %s', (country, phone, e164) => {
    const place = { ...street(1), province: country === 'AU' ? 'NSW' : null, country, phone };
    const planned = reconcile(erp(makeLocation('MAIN', place, { isDefault: true })), null);
    expect(planned.row.locations[0]?.fields.find(({ field }) => field === 'phone')?.result).toBe(e164);
  });
});

describe('two customers that meet for the first time', () => {
  it('tie locations with the same address, however it is written', () => {
    const planned = reconcile(
      erp(
        makeLocation(
          'MAIN',
          { ...street(1), address1: '1 KING ST.', country: 'Australia' },
          { isDefault: true },
        ),
      ),
      shopify(address(1, { ...street(1), attention: 'Jane Doe', province: 'New South Wales' }, true)),
    );
    expect(planned.row).toMatchObject({ verb: 'link', target: 'none' });
    expect(locationsOf(planned)).toEqual(['MAIN~1 link none']);
  });

  it('create what the other side does not have, each way', () => {
    const one = erp(makeLocation('MAIN', street(1), { isDefault: true }));
    const other = shopify(address(1, street(2), true));
    expect(locationsOf(reconcile(one, other))).toEqual(['MAIN~ create shopify', '~1 create erp as L000001']);
    expect(locationsOf(reconcile(one, other, importing))).toEqual([
      'MAIN~ leave none',
      '~1 create erp as L000001',
    ]);
    expect(locationsOf(reconcile(one, other, exporting))).toEqual(['MAIN~ create shopify', '~1 leave none']);
  });

  it('fill a blank MAIN with the default address', () => {
    const planned = reconcile(
      erp(blankMain),
      shopify(address(1, street(1)), address(2, { ...street(2), country: 'NZ', province: null }, true)),
    );
    expect(locationsOf(planned)).toEqual(['MAIN~2 update erp [mainFilled]', '~1 create erp as L000001']);
    expect(planned.row.locations[0]?.fields.find(({ field }) => field === 'country')?.result).toBe('NZ');
  });

  it('R1 keep a blank MAIN to themselves when Shopify has no address', () => {
    const planned = reconcile(erp(blankMain), shopify());
    expect(planned.row.verb).toBe('link');
    expect(locationsOf(planned)).toEqual(['MAIN~ leave none [blankMainNotExported]']);
  });

  it('R21 tie the address to the default location, and leave the other out', () => {
    const planned = reconcile(
      erp(makeLocation('MAIN', street(1)), makeLocation('L1', street(1), { isDefault: true })),
      shopify(address(1, street(1), true)),
    );
    expect(locationsOf(planned)).toEqual(['L1~1 link none', 'MAIN~ leave none [locationLeftOut]']);
  });

  it('tie two people in one house by their names', () => {
    const planned = reconcile(
      erp(
        makeLocation('MAIN', { ...street(1), attention: 'Ann' }, { isDefault: true }),
        makeLocation('L1', { ...street(1), attention: 'Bob' }),
      ),
      shopify(
        address(1, { ...street(1), attention: 'Bob' }, true),
        address(2, { ...street(1), attention: 'Ann' }),
      ),
    );
    expect(locationsOf(planned)).toEqual(['MAIN~2 link none', 'L1~1 link none']);
  });

  it('R2 ask about a location that differs, and let the rest wait with it', () => {
    const planned = reconcile(
      erp(makeLocation('MAIN', { ...street(1), phone: '02 9374 4000' }, { isDefault: true })),
      shopify(address(1, { ...street(1), phone: '02 9374 4001' }, true)),
    );
    expect(planned.row.verb).toBe('conflict');
    expect(locationsOf(planned)).toEqual(['MAIN~1 conflict none']);
  });
});
