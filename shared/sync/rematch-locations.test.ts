/** Locations of linked customers, tied to each other, to none, or moved to another customer by hand. */
import { describe, expect, it } from 'vitest';
import { addressKey, makeAddress } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import { reviewed, totalsAddUp } from '../../tests/support/reviewed.ts';
import type { PlanRow } from './plan.ts';

const ben = { firstName: 'Ben', lastName: 'Whitlock' };
const mia = { firstName: 'Mia', lastName: 'Nguyen' };

describe('locations', () => {
  const pair = { ...mia, email: 'mia@example.com' };
  const withLocations = async () => {
    const steps = reviewed({
      erp: [
        erpParty(1, {
          ...pair,
          locations: [makeAddress('MAIN', 1, { isDefault: true }), makeAddress('L000001', 2)],
        }),
        erpParty(2, {
          ...ben,
          email: 'ben@example.com',
          locations: [makeAddress('MAIN', 9, { isDefault: true })],
        }),
      ],
      shopify: [
        shopifyParty(11, {
          ...pair,
          locations: [makeAddress(addressKey(1), 1, { isDefault: true }), makeAddress(addressKey(2), 2)],
        }),
        shopifyParty(12, {
          ...ben,
          email: 'ben@example.com',
          locations: [makeAddress(addressKey(9), 9, { isDefault: true })],
        }),
      ],
    });
    await steps.world.sync();
    await steps.world.prepare();
    return steps;
  };
  const told = ({ locations }: PlanRow) =>
    locations.map(({ id, verb, notes }) => `${id} ${verb} ${notes.map(({ code }) => code).join(' ')}`.trim());

  it('are tied to another location of the partner by hand; the choice lasts until the commit stores it', async () => {
    const { world, rowOf, arrange } = await withLocations();
    const ties = [
      { erpKey: 'MAIN', shopifyKey: addressKey(2) },
      { erpKey: 'L000001', shopifyKey: addressKey(1) },
    ];
    await arrange('11', { ties, moves: [] });
    const row = await rowOf('11');
    expect(row.verb).toBe('conflict');
    expect(told(row)).toEqual(['MAIN~2 conflict tiedByHand', 'L000001~1 conflict tiedByHand']);
    await world.prepare();
    expect(told(await rowOf('11'))).toEqual(told(row));
    const choices = { 'MAIN~2/address1': 'shopify', 'L000001~1/address1': 'shopify' } as const;
    await world.decide(row.id, { ...row.decision, choices });
    expect((await world.commit()).counts.failed).toBe(0);
    await world.prepare();
    expect(told(await rowOf('11'))).toEqual(['MAIN~2 equal', 'L000001~1 equal']);
    const link = (await world.ledger.links()).find(({ shopifyKey }) => shopifyKey === shopifyParty(11).key);
    expect(link?.locations.map(({ erpKey, shopifyKey }) => [erpKey, shopifyKey])).toEqual([
      ['MAIN', addressKey(2)],
      ['L000001', addressKey(1)],
    ]);
  });

  it('are tied to none: neither is created on the other side, not even in later previews', async () => {
    const { world, rowOf, arrange } = await withLocations();
    const ties = [
      { erpKey: 'L000001', shopifyKey: null },
      { erpKey: null, shopifyKey: addressKey(2) },
    ];
    await arrange('11', { ties, moves: [] });
    expect(told(await rowOf('11'))).toEqual([
      'L000001~ untie tiedToNone',
      '~2 untie tiedToNone',
      'MAIN~1 equal',
    ]);
    expect(await rowOf('11')).toMatchObject({ verb: 'link', target: 'none' });
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0, shopify: 0 }, failed: 0 });
    for (let preview = 1; preview <= 2; preview += 1) {
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      // By decision first, then by the stored link: the order may differ, the outcome may not.
      expect(told(await rowOf('11')).toSorted()).toEqual([
        'L000001~ leave tiedToNone',
        'MAIN~1 equal',
        '~2 leave tiedToNone',
      ]);
    }
  });

  it('are tied as before when the choice is taken back', async () => {
    const { world, rowOf, arrange, forget } = await withLocations();
    const before = await rowOf('11');
    await arrange('11', { ties: [{ erpKey: 'L000001', shopifyKey: null }], moves: [] });
    await forget('11');
    expect(await rowOf('11')).toEqual(before);
    await totalsAddUp(world);
  });

  it('L11 that belong to another customer are created there first; removing them here is only proposed', async () => {
    const { world, rowOf, arrange } = await withLocations();
    await arrange('11', {
      ties: [],
      moves: [{ side: 'shopify', locationKey: addressKey(2), to: shopifyParty(12).key }],
    });
    expect(told(await rowOf('11'))).toContain('L000001~2 leave locationMoves');
    expect(await rowOf('12')).toMatchObject({ verb: 'update', target: 'shopify' });
    expect(told(await rowOf('12'))).toEqual(['MAIN~9 equal', 'from~11~2 create locationArrives']);
    await totalsAddUp(world);
    await world.prepare();
    expect(told(await rowOf('12'))).toContain('from~11~2 create locationArrives');

    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    expect(world.shopify.party(shopifyParty(12).key)?.locations).toHaveLength(2);
    expect(world.shopify.party(shopifyParty(11).key)?.locations).toHaveLength(2);

    const plan = await world.prepare();
    expect(plan.totals.proposals).toBe(1);
    const row = await rowOf('11');
    expect(told(row)).toContain('L000001~2 delete locationMoved');
    await world.decide(row.id, { ...row.decision, approvedProposals: ['L000001~2'] });
    expect((await world.commit()).counts.failed).toBe(0);
    expect(world.shopify.party(shopifyParty(11).key)?.locations).toHaveLength(1);
    // Its partner in the other system is now what any location is whose address was deleted.
    await world.prepare();
    expect(told(await rowOf('11'))).toContain('L000001~ deactivate addressDeleted');
  });

  it('taken back, a move is gone from both rows', async () => {
    const { world, rowOf, arrange, forget } = await withLocations();
    const before = [await rowOf('11'), await rowOf('12')];
    const moves = [{ side: 'shopify', locationKey: addressKey(2), to: shopifyParty(12).key }] as const;
    await arrange('11', { ties: [], moves });
    await forget('12');
    expect([await rowOf('11'), await rowOf('12')]).toEqual(before);
    await arrange('11', { ties: [], moves });
    await arrange('11', { ties: [], moves: [] });
    expect([await rowOf('11'), await rowOf('12')]).toEqual(before);
    await totalsAddUp(world);
  });

  it('refuses what is not there', async () => {
    const { arrange } = await withLocations();
    const to = shopifyParty(12).key;
    expect(await codeOf(arrange('11', { ties: [{ erpKey: 'L9', shopifyKey: null }], moves: [] }))).toBe(
      'DECISION_INVALID',
    );
    const move = { side: 'shopify', locationKey: addressKey(77), to } as const;
    expect(await codeOf(arrange('11', { ties: [], moves: [move] }))).toBe('DECISION_INVALID');
    const toItself = { side: 'shopify', locationKey: addressKey(2), to: shopifyParty(11).key } as const;
    expect(await codeOf(arrange('11', { ties: [], moves: [toItself] }))).toBe('DECISION_INVALID');
  });
});
