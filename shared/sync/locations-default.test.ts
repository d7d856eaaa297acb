import fc from 'fast-check';
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
  settings,
  shopify,
  street,
} from '../../tests/support/location-world.ts';
import { otherSide } from '../domain/party.ts';

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

  const three = (place: string, isDefault: (key: number) => boolean) =>
    place === 'erp'
      ? erp(...[0, 1, 2].map((n) => makeLocation(keys[n] ?? '', street(n + 1), { isDefault: isDefault(n) })))
      : shopify(...[0, 1, 2].map((n) => address(n + 1, street(n + 1), isDefault(n))));
  const keys = ['MAIN', 'L1', 'L2'];
  const inAgreement = linkOf(
    three('erp', (n) => n === 0),
    three('shopify', (n) => n === 0),
    [
      ['MAIN', 1],
      ['L1', 2],
      ['L2', 3],
    ],
  );

  it('ADR 18 waits for a person where both sides chose another one: said with both choices, and nothing is agreed', () => {
    const planned = reconcile(
      three('erp', (n) => n === 1),
      three('shopify', (n) => n === 2),
      { link: inAgreement },
    );
    expect(planned.row).toMatchObject({
      verb: 'conflict',
      target: 'none',
      defaultChange: null,
      defaultConflict: { erp: 'L1~2', shopify: 'L2~3' },
    });
    expect(planned.row.notes).toEqual([
      { code: 'defaultBothChanged', params: { erp: 'L1', shopify: '3 King St, Newtown' } },
    ]);
    expect(planned.agreedRefresh).toBeNull();
  });

  it('ADR 18 is no question where one of the two choices cannot be followed: each side keeps its own', () => {
    const apart = {
      ...inAgreement,
      locations: inAgreement.locations.map((each) =>
        each.erpKey === 'L1' ? { ...each, shopifyKey: '', state: 'apart' as const } : each,
      ),
    };
    const { row } = reconcile(
      three('erp', (n) => n === 1),
      three('shopify', (n) => n === 2),
      { link: apart },
    );
    expect([row.defaultChange, row.defaultConflict]).toEqual([null, undefined]);
  });

  it('is judged alike with the two systems swapped: asked only of two different choices, and never decided both ways', () => {
    const choice = fc.integer({ min: 0, max: 2 });
    const direction = fc.constantFrom('import', 'export', 'bidirectional');
    const opposite = { import: 'export', export: 'import', bidirectional: 'bidirectional' } as const;
    const primary = fc.constantFrom('erp', 'shopify');
    fc.assert(
      fc.property(
        choice,
        choice,
        direction,
        primary,
        fc.constantFrom('ask', 'primary'),
        (ours, theirs, way, first, conflicts) => {
          const judged = (one: number, other: number, turned: boolean) => {
            const policies = { ...settings.policies, conflicts };
            const { row } = reconcile(
              three('erp', (n) => n === one),
              three('shopify', (n) => n === other),
              {
                link: inAgreement,
                settings: {
                  policies,
                  direction: turned ? opposite[way] : way,
                  primary: turned ? otherSide(first) : first,
                },
              },
            );
            const { defaultChange, defaultConflict } = row;
            const asked =
              defaultConflict === undefined ? null : [defaultConflict.erp, defaultConflict.shopify];
            return { side: defaultChange?.side ?? null, to: defaultChange?.locationId ?? null, asked };
          };
          const straight = judged(ours, theirs, false);
          const mirrored = judged(theirs, ours, true);
          expect(mirrored).toEqual({
            side: straight.side === null ? null : otherSide(straight.side),
            to: straight.to,
            asked: straight.asked?.toReversed() ?? null,
          });
          const isConflict = ours !== theirs && ours !== 0 && theirs !== 0;
          expect(straight.asked !== null).toBe(isConflict && way === 'bidirectional' && conflicts === 'ask');
          expect(straight.asked !== null && straight.side !== null).toBe(false);
        },
      ),
    );
  });

  it('is not changed by a new address alone', () => {
    const moved = shopify(address(2, street(2)), address(9, street(9), true));
    const planned = reconcile(one, moved, { link, ...importing });
    expect(locationsOf(planned)).toContain('~9 create erp as L000001');
    expect(planned.row.defaultChange?.locationId).not.toBe('~9');
  });
});
