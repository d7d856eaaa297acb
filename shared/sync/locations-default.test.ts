import { describe, expect, it } from 'vitest';
import { makeLocation } from '../../tests/support/parties.ts';
import {
  address,
  erp,
  gid,
  importing,
  linkOf,
  locationsOf,
  reconcile,
  shopify,
  street,
} from '../../tests/support/location-world.ts';

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
});
