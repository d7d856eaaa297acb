import { describe, expect, it } from 'vitest';
import { makeLocation } from '../../tests/support/parties.ts';
import type { LocationValues } from '../domain/party.ts';
import type { Link } from './ledger-port.ts';
import {
  address,
  erp,
  exporting,
  linkOf,
  locationsOf,
  reconcile,
  shopify,
  street,
} from '../../tests/support/location-world.ts';

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
