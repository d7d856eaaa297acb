import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import type { Location, LocationValues, Party } from '../domain/party.ts';
import { locationFields } from '../domain/party.ts';
import type { AgreedValue, LocationChange } from './plan.ts';
import type { Link, LocationLink } from './ports.ts';
import type { PlannedRow, ReconcileContext, ReconcileSettings } from './reconcile.ts';
import { reconcilePair } from './reconcile.ts';

const settings: ReconcileSettings = {
  direction: 'bidirectional',
  primary: 'erp',
  withLocations: true,
  policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false },
  homeCountry: 'AU',
};

function contextOf(change: Partial<ReconcileContext> = {}): ReconcileContext {
  let next = 0;
  return {
    emailOwner: () => null,
    phoneOwner: () => null,
    isFiltered: () => null,
    isComplete: () => true,
    contentHash: () => 'as read',
    nextNumber: () => null,
    nextLocationNumber: () => `L${String((next += 1)).padStart(6, '0')}`,
    ...change,
  };
}

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' };

function street(number: number): Partial<LocationValues> {
  return { address1: `${number} King St`, city: 'Newtown', province: 'NSW', postcode: '2042', country: 'AU' };
}

function gid(id: number): string {
  return `gid://shopify/MailingAddress/${id}?model_name=CustomerAddress`;
}

function address(id: number, values: Partial<LocationValues>, isDefault = false): Location {
  return makeLocation(gid(id), values, { isDefault });
}

const blankMain = makeLocation('MAIN', { country: 'AU' }, { isDefault: true, inherits: true });

function erp(...locations: readonly Location[]): Party {
  return erpParty(1, { ...jane, locations });
}

function shopify(...locations: readonly Location[]): Party {
  return shopifyParty(1, { ...jane, locations });
}

/** A link on which both records agreed as they are here, with these pairs of locations. */
function linkOf(one: Party, other: Party, pairs: readonly (readonly [string, number])[]): Link {
  const locations = pairs.map(([erpKey, id]): LocationLink => {
    const agreed: Partial<Record<keyof LocationValues, AgreedValue>> = {};
    const ours = one.locations.find(({ key }) => key === erpKey)?.values;
    const theirs = other.locations.find(({ key }) => key === gid(id))?.values;
    for (const field of locationFields) {
      agreed[field] = { erp: ours?.[field] ?? null, shopify: theirs?.[field] ?? null };
    }
    return { erpKey, shopifyKey: gid(id), agreed, state: 'linked' };
  });
  const defaultOf = (party: Party) => party.locations.find(({ isDefault }) => isDefault)?.key ?? null;
  return {
    id: 'link-1',
    erpKey: one.key,
    erpNumber: one.number,
    shopifyKey: other.key,
    agreed: Object.fromEntries(
      (['firstName', 'lastName', 'email', 'phone'] as const).map((field) => [
        field,
        { erp: one.values[field], shopify: other.values[field] },
      ]),
    ),
    locations,
    agreedDefault: { erp: defaultOf(one), shopify: defaultOf(other) },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

interface Given {
  readonly link?: Link | null;
  readonly settings?: Partial<ReconcileSettings>;
  readonly context?: Partial<ReconcileContext>;
}

function reconcile(one: Party | null, other: Party | null, given: Given = {}): PlannedRow {
  return reconcilePair({
    erp: one,
    shopify: other,
    link: given.link ?? null,
    evidence: [],
    settings: { ...settings, ...given.settings },
    context: contextOf(given.context),
  });
}

/** `MAIN~1 update erp [mainFilled]`: id, verb, target, new key, notes. */
function told(change: LocationChange): string {
  const notes = change.notes.map(({ code }) => code).join(' ');
  const key = change.newKey === null ? '' : ` as ${change.newKey}`;
  return `${change.id} ${change.verb} ${change.target}${key}${notes === '' ? '' : ` [${notes}]`}`;
}

function locationsOf({ row }: PlannedRow): readonly string[] {
  return row.locations.map(told);
}

const importing = { settings: { direction: 'import' } } as const;
const exporting = { settings: { direction: 'export' } } as const;

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

describe('linked locations', () => {
  const main = makeLocation('MAIN', street(1), { isDefault: true });
  const second = makeLocation('L1', street(2));
  const one = erp(main, second);
  const other = shopify(address(1, street(1), true), address(2, street(2)));
  const link = linkOf(one, other, [
    ['MAIN', 1],
    ['L1', 2],
  ]);

  it('in agreement are equal', () => {
    const planned = reconcile(one, other, { link });
    expect(planned.row.verb).toBe('equal');
    expect(locationsOf(planned)).toEqual(['MAIN~1 equal none', 'L1~2 equal none']);
    expect(planned.agreedRefresh).toBeNull();
  });

  it('pass an edited address on, where the direction goes', () => {
    const edited = shopify(address(1, street(1), true), address(2, street(22)));
    expect(locationsOf(reconcile(one, edited, { link }))).toEqual(['MAIN~1 equal none', 'L1~2 update erp']);
    expect(reconcile(one, edited, { link, ...exporting }).row.verb).toBe('equal');
  });

  it('pass an edited location on, also an inactive one', () => {
    const edited = erp(main, makeLocation('L1', street(22), { active: false }));
    expect(locationsOf(reconcile(edited, other, { link, ...exporting }))).toEqual([
      'MAIN~1 equal none',
      'L1~2 update shopify [locationInactiveKept]',
    ]);
  });

  it('keep the Shopify address of a location that was deactivated in the ERP', () => {
    const planned = reconcile(erp(main, makeLocation('L1', street(2), { active: false })), other, { link });
    expect(planned.row.verb).toBe('equal');
    expect(locationsOf(planned)[1]).toBe('L1~2 equal none [locationInactiveKept]');
  });

  it('in conflict make the whole row wait', () => {
    const planned = reconcile(
      erp(main, makeLocation('L1', street(22))),
      shopify(address(1, street(1), true), address(2, street(23))),
      { link },
    );
    expect(planned.row.verb).toBe('conflict');
    expect(planned.row.locations[1]?.fields.map(({ field, action }) => `${field} ${action}`)).toEqual([
      'address1 conflict',
    ]);
  });

  it('R9 hold up nobody when one of them cannot be written', () => {
    const planned = reconcile(
      erp(
        makeLocation('MAIN', street(11), { isDefault: true }),
        makeLocation('L1', { ...street(2), province: 'Nowhere' }),
      ),
      other,
      { link },
    );
    expect(planned.row).toMatchObject({ verb: 'update', target: 'shopify' });
    expect(locationsOf(planned)).toEqual([
      'MAIN~1 update shopify',
      'L1~2 invalid none [provinceUnknown locationIsBad]',
    ]);
    const alone = reconcile(erp(main, makeLocation('L1', { ...street(2), province: 'Nowhere' })), other, {
      link,
    });
    expect(alone.row).toMatchObject({ verb: 'invalid', target: 'none' });
  });

  it('added on one side are created on the other', () => {
    const planned = reconcile(
      erp(main, second, makeLocation('L7', street(7))),
      shopify(address(1, street(1), true), address(2, street(2)), address(8, street(8))),
      { link },
    );
    expect(locationsOf(planned).slice(2)).toEqual(['L7~ create shopify', '~8 create erp as L000001']);
  });

  describe('whose address was deleted in Shopify', () => {
    const without = shopify(address(1, street(1), true));

    it('R24 are proposed to become inactive, in every preview', () => {
      const planned = reconcile(one, without, { link });
      expect(planned.row).toMatchObject({ verb: 'deactivate', target: 'erp' });
      expect(locationsOf(planned)[1]).toBe('L1~ deactivate erp [addressDeleted]');
      expect(planned.row.locations[1]?.proposed).toBe(true);
      expect(planned.agreedRefresh).toBeNull();
      expect(reconcile(one, without, { link }).row).toEqual(planned.row);
    });

    it('R16 are a conflict when the location was edited since', () => {
      const planned = reconcile(erp(main, makeLocation('L1', street(22))), without, { link });
      expect(planned.row.verb).toBe('conflict');
      expect(locationsOf(planned)[1]).toBe('L1~ conflict none [deletedAndEdited]');
      expect(planned.row.locations[1]?.fields).toMatchObject([
        { field: 'address1', action: 'conflict', erp: '22 King St', shopify: null },
      ]);
    });

    it('R16 are made again where the profile lets the primary system decide, and that is the one that edited', () => {
      const policies = { ...settings.policies, conflicts: 'primary' } as const;
      const edited = erp(main, makeLocation('L1', street(22)));
      expect(locationsOf(reconcile(edited, without, { link, settings: { policies } }))[1]).toBe(
        'L1~ create shopify [deletedAndEdited followsPrimary]',
      );
      expect(
        locationsOf(reconcile(edited, without, { link, settings: { policies, primary: 'shopify' } }))[1],
      ).toBe('L1~ deactivate erp [deletedAndEdited followsPrimary addressDeleted]');
    });

    it('R4 stay on export, and only the link ends', () => {
      const planned = reconcile(one, without, { link, ...exporting });
      expect(planned.row.verb).toBe('equal');
      expect(locationsOf(planned)[1]).toBe('L1~ endLink none [addressDeletedKept]');
      expect(planned.agreedRefresh?.locations.map(({ erpKey, state }) => [erpKey, state])).toEqual([
        ['MAIN', 'linked'],
        ['L1', 'deleted'],
      ]);
    });

    it('L4 are left alone when Shopify was not read to its end', () => {
      const planned = reconcile(one, without, { link, context: { isComplete: (side) => side === 'erp' } });
      expect(planned.row.verb).toBe('equal');
      expect(locationsOf(planned)[1]).toBe('L1~ leave none [partnerNotRead]');
      expect(planned.agreedRefresh).toBeNull();
    });

    it('stay when they are the only active location: just the link ends', () => {
      const only = erp(main, makeLocation('L1', street(2), { active: false }));
      const none = shopify();
      const planned = reconcile(only, none, { link: linkOf(only, other, [['MAIN', 1]]) });
      expect(locationsOf(planned)).toEqual(['MAIN~ endLink none [addressDeletedOnly]', 'L1~ leave none']);
      expect(planned.row.verb).toBe('equal');
      expect(planned.agreedRefresh?.locations[0]?.state).toBe('deleted');
    });

    it('R17 hand the default on first, to the one Shopify chose', () => {
      const planned = reconcile(one, shopify(address(2, street(2), true)), { link });
      expect(locationsOf(planned)).toEqual([
        'L1~2 equal none [defaultFollows]',
        'MAIN~ deactivate erp [addressDeletedDefault]',
      ]);
      expect(planned.row.defaultChange).toEqual({ side: 'erp', locationId: 'L1~2' });
      expect(planned.row).toMatchObject({ verb: 'update', target: 'erp' });
    });
  });

  describe('that no longer exist in the ERP', () => {
    const without = erp(main);

    it('R24 have their address proposed for deletion', () => {
      const planned = reconcile(without, other, { link });
      expect(planned.row).toMatchObject({ verb: 'deactivate', target: 'shopify' });
      expect(locationsOf(planned)[1]).toBe('~2 delete shopify [locationGone]');
    });

    it('R16 are a conflict when the address was edited since', () => {
      const edited = shopify(address(1, street(1), true), address(2, street(22)));
      expect(locationsOf(reconcile(without, edited, { link }))[1]).toBe(
        '~2 conflict none [deletedAndEdited]',
      );
    });

    it('R4 keep their address on import', () => {
      expect(locationsOf(reconcile(without, other, { link, ...importing }))[1]).toBe(
        '~2 endLink none [locationGoneKept]',
      );
    });
  });

  it('gone on both sides leave the ledger', () => {
    const planned = reconcile(erp(main), shopify(address(1, street(1), true)), { link });
    expect(planned.row.verb).toBe('equal');
    expect(planned.agreedRefresh?.locations.map(({ erpKey }) => erpKey)).toEqual(['MAIN']);
  });

  it('R10 stay one place when an address was deleted and added again between two syncs', () => {
    const again = shopify(address(1, street(1), true), address(9, { ...street(2), address1: '2 King St.' }));
    const planned = reconcile(one, again, { link });
    expect(planned.row).toMatchObject({ verb: 'link', target: 'none' });
    expect(locationsOf(planned)[1]).toBe('L1~9 link none');
  });

  it('R10 stay one place when the location was deleted and added again', () => {
    const planned = reconcile(erp(main, makeLocation('L5', street(2))), other, { link });
    expect(planned.row.verb).toBe('link');
    expect(locationsOf(planned)[1]).toBe('L5~2 link none');
    expect(planned.agreedRefresh?.locations.map(({ erpKey }) => erpKey)).toEqual(['MAIN']);
  });

  describe('that were dealt with', () => {
    const settled: Link = {
      ...link,
      locations: link.locations.map((each) => (each.erpKey === 'L1' ? { ...each, state: 'deleted' } : each)),
    };
    const inactive = erp(main, makeLocation('L1', street(2), { active: false }));
    const added = (values: Partial<LocationValues>) =>
      shopify(address(1, street(1), true), address(9, values));

    it('stay silent', () => {
      const planned = reconcile(inactive, shopify(address(1, street(1), true)), { link: settled });
      expect(planned.row.verb).toBe('equal');
      expect(locationsOf(planned)).toEqual(['MAIN~1 equal none', 'L1~ leave none']);
    });

    it('are not exported again while they are still active', () => {
      const planned = reconcile(one, shopify(address(1, street(1), true)), { link: settled, ...exporting });
      expect(planned.row.verb).toBe('equal');
    });

    it('R10 are revived when the address is added again with the same text', () => {
      const planned = reconcile(inactive, added({ ...street(2), address1: '2 King St.' }), { link: settled });
      expect(planned.row).toMatchObject({ verb: 'update', target: 'erp' });
      expect(planned.row.locations[1]?.notes).toEqual([
        { code: 'locationRevived', params: { location: 'L1' } },
      ]);
      expect(locationsOf(planned)[1]).toBe('L1~9 update erp [locationRevived]');
    });

    it('R10 are only linked again when they never became inactive', () => {
      expect(locationsOf(reconcile(one, added(street(2)), { link: settled }))[1]).toBe('L1~9 link none');
    });

    it('do not come back for another address', () => {
      expect(locationsOf(reconcile(inactive, added(street(3)), { link: settled }))).toEqual([
        'MAIN~1 equal none',
        'L1~ leave none',
        '~9 create erp as L000001',
      ]);
    });

    it('R17 when the default itself was deleted in the ERP, the next address added becomes the default', () => {
      const lost = erp(makeLocation('L1', street(2), { isDefault: true }));
      const before: Link = {
        ...link,
        locations: link.locations.map((each) =>
          each.erpKey === 'MAIN' ? { ...each, state: 'deleted' } : each,
        ),
      };
      const planned = reconcile(lost, shopify(address(2, street(2), true), address(9, street(9))), {
        link: before,
      });
      expect(planned.row.defaultChange).toEqual({ side: 'erp', locationId: '~9' });
    });
  });
});

describe('R17 the default location', () => {
  const one = erp(makeLocation('MAIN', street(1), { isDefault: true }), makeLocation('L1', street(2)));
  const other = shopify(address(1, street(1), true), address(2, street(2)));
  const link = linkOf(one, other, [
    ['MAIN', 1],
    ['L1', 2],
  ]);
  const swappedInShopify = shopify(address(1, street(1)), address(2, street(2), true));
  const swappedInErp = erp(
    makeLocation('MAIN', street(1)),
    makeLocation('L1', street(2), { isDefault: true }),
  );

  it('follows Shopify on import and the ERP on export', () => {
    const imported = reconcile(one, swappedInShopify, { link, ...importing });
    expect(imported.row).toMatchObject({
      verb: 'update',
      target: 'erp',
      defaultChange: { side: 'erp', locationId: 'L1~2' },
    });
    const exported = reconcile(swappedInErp, other, { link, ...exporting });
    expect(exported.row).toMatchObject({
      verb: 'update',
      target: 'shopify',
      defaultChange: { side: 'shopify', locationId: 'L1~2' },
    });
  });

  it('stays when only the receiving side chose another one', () => {
    expect(reconcile(one, swappedInShopify, { link, ...exporting }).row.defaultChange).toBeNull();
    expect(reconcile(swappedInErp, other, { link, ...importing }).row.defaultChange).toBeNull();
  });

  it('is agreed when both made the same choice', () => {
    const planned = reconcile(swappedInErp, swappedInShopify, { link });
    expect(planned.row).toMatchObject({ verb: 'equal', defaultChange: null });
    expect(planned.agreedRefresh?.agreedDefault).toEqual({ erp: 'L1', shopify: gid(2) });
  });

  it('changes nothing at a first link', () => {
    expect(reconcile(one, swappedInShopify).row).toMatchObject({ verb: 'link', defaultChange: null });
  });

  it('is not changed by a new address alone', () => {
    const moved = shopify(address(2, street(2)), address(9, street(9), true));
    const planned = reconcile(one, moved, { link, ...importing });
    expect(locationsOf(planned)).toContain('~9 create erp as L000001');
    expect(planned.row.defaultChange?.locationId).not.toBe('~9');
  });

  it('follows a new address that was chosen over one that still exists', () => {
    const chosen = shopify(address(1, street(1)), address(2, street(2)), address(9, street(9), true));
    expect(reconcile(one, chosen, { link, ...importing }).row.defaultChange).toEqual({
      side: 'erp',
      locationId: '~9',
    });
  });
});
