import { describe, expect, it } from 'vitest';
import {
  addressKey,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { bringBack, hasEnded } from './link-end.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

const twoLocations = () => [
  makeAddress('MAIN', 11, { isDefault: true, inherits: true }),
  makeAddress('L000001', 12),
];
const twoAddresses = () => [
  makeAddress(addressKey(11), 11, { isDefault: true }),
  makeAddress(addressKey(12), 12),
];

describe('R12 R32 a linked customer that was deleted', () => {
  const bystander = { ...tane };
  const withDeleted = async (side: 'erp' | 'shopify') => {
    const world = createCommitWorld({
      erp: [erpParty(1, { ...mia, locations: twoLocations() }), erpParty(2, bystander)],
      shopify: [shopifyParty(1, { ...mia, locations: twoAddresses() }), shopifyParty(2, bystander)],
    });
    await world.sync();
    if (side === 'erp') world.erp.remove(erpParty(1).key);
    else world.shopify.remove('gid://shopify/Customer/1');
    await world.prepare();
    const row = (await world.rows()).find(({ verb }) => verb === 'delete');
    return { world, id: row?.id ?? '' };
  };
  const liveLinks = async (world: CommitWorld) =>
    (await world.ledger.links()).filter((link) => !hasEnded(link));
  const recordOf = async (world: CommitWorld, id: string) =>
    (await world.records()).find((record) => record.id === id);

  it('waits until it is decided (R24)', async () => {
    const { world } = await withDeleted('shopify');
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
    expect(await world.ledger.links()).toHaveLength(2);
  });

  it('endLink ends the link and writes nothing', async () => {
    const { world, id } = await withDeleted('shopify');
    await world.decide(id, { deletion: 'endLink' });
    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 0 }, failed: 0, linked: 0 });
    expect(await liveLinks(world)).toHaveLength(1);
    expect((await recordOf(world, id))?.status).toBe('deleted');
    expect(world.writes()).toBe(0);
  });

  it('endLinkAndDeactivate also sets the ERP customer inactive', async () => {
    const { world, id } = await withDeleted('shopify');
    await world.decide(id, { deletion: 'endLinkAndDeactivate' });
    await world.commit();
    expect(world.erp.party(erpParty(1).key)?.status).toBe('inactive');
    expect(await liveLinks(world)).toHaveLength(1);
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it.each(['erp', 'shopify'] as const)(
    'R24 R32 once the link was ended, the customer gone from %s is not proposed again',
    async (side) => {
      const { world, id } = await withDeleted(side);
      await world.decide(id, { deletion: 'endLink' });
      await world.commit();
      for (let preview = 1; preview <= 2; preview += 1) {
        const plan = await world.prepare();
        expect(plan.totals).toMatchObject({
          writes: { erp: 0, shopify: 0 },
          proposals: 0,
          byVerb: { create: 0, delete: 0, skip: 1, equal: 1 },
        });
        const left = (await world.rows()).find(({ verb }) => verb === 'skip');
        expect(left).toMatchObject({
          id,
          decision: null,
          notes: [
            {
              code: 'linkEnded',
              params: { system: side === 'erp' ? 'MYOB' : 'Shopify', date: '2026-03-02' },
            },
          ],
        });
        expect((await recordOf(world, id))?.status).toBe('deleted');
      }
      await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
      expect(world.writes()).toBe(0);
    },
  );

  it('R12 changed in the primary after the link was ended: creating it again is proposed, off until decided', async () => {
    const { world, id } = await withDeleted('shopify');
    await world.decide(id, { deletion: 'endLink' });
    await world.commit();
    await world.prepare();
    world.erp.edit(erpParty(1).key, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
    }));
    const plan = await world.prepare();
    expect(plan.totals).toMatchObject({ proposals: 1, writes: { erp: 0, shopify: 0 } });
    const row = (await world.rows()).find((each) => each.id === id);
    expect(row).toMatchObject({ verb: 'delete', decision: null, notes: [{ code: 'deletedThenChanged' }] });
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });

    await world.decide(id, { deletion: 'createAgain' });
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    const made = world.shopify.parties().find(({ values }) => values.lastName === 'Tran');
    expect(made?.locations).toHaveLength(2);
    expect(await liveLinks(world)).toHaveLength(2);
    expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 2 });
  });

  it('R12 declined again, it is left alone as it is now; an edit in the secondary never proposes it', async () => {
    const declined = await withDeleted('shopify');
    await declined.world.decide(declined.id, { deletion: 'endLink' });
    await declined.world.commit();
    declined.world.erp.edit(erpParty(1).key, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
    }));
    await declined.world.prepare();
    await declined.world.decide(declined.id, { deletion: 'endLink' });
    await declined.world.commit();
    expect((await declined.world.prepare()).totals.byVerb).toMatchObject({ delete: 0, skip: 1 });

    const secondary = await withDeleted('erp');
    await secondary.world.decide(secondary.id, { deletion: 'endLink' });
    await secondary.world.commit();
    secondary.world.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
    }));
    expect((await secondary.world.prepare()).totals.byVerb).toMatchObject({ delete: 0, create: 0, skip: 1 });
  });

  it('R32 a person brings it back: it is created like any other customer, and linked', async () => {
    for (const side of ['erp', 'shopify'] as const) {
      const { world, id } = await withDeleted(side);
      await world.decide(id, { deletion: 'endLink' });
      await world.commit();
      await world.prepare();
      await world.ledger.saveLinks((await world.ledger.links()).map(bringBack));
      const plan = await world.prepare();
      expect(plan.totals.byVerb).toMatchObject({ create: 1, equal: 1 });
      expect((await world.commit()).counts).toMatchObject({ failed: 0, stale: 0, waiting: 0 });
      const twin = side === 'erp' ? world.erp : world.shopify;
      expect(twin.parties().find(({ values }) => values.email === mia.email)?.locations).toHaveLength(2);
      expect(await liveLinks(world)).toHaveLength(2);
      expect((await recordOf(world, id))?.status).toBe('processed');
      expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 2 });
    }
  });

  it('R32 its survivor still matches a partner that turns up', async () => {
    const { world, id } = await withDeleted('shopify');
    await world.decide(id, { deletion: 'endLink' });
    await world.commit();
    world.shopify.put(shopifyParty(9, { ...mia, locations: twoAddresses() }));
    expect((await world.prepare()).totals.byVerb).toMatchObject({ link: 1, equal: 1, skip: 0 });
  });

  it('R6 R32 its survivor keeps no phone from another customer', async () => {
    const { world, id } = await withDeleted('shopify');
    await world.decide(id, { deletion: 'endLink' });
    await world.commit();
    const phone = '+61293744000';
    world.erp.edit(erpParty(1).key, (party) => ({ ...party, values: { ...party.values, phone } }));
    world.erp.put(erpParty(7, { firstName: 'Noah', lastName: 'Kelly', phone }));
    await world.prepare();
    const created = (await world.rows()).find(({ verb }) => verb === 'create');
    expect(created?.fields.find(({ field }) => field === 'phone')).toMatchObject({
      action: 'writeShopify',
      notes: [],
    });
  });

  it('createAgain makes it again with its locations, and keeps the link', async () => {
    for (const side of ['erp', 'shopify'] as const) {
      const { world, id } = await withDeleted(side);
      await world.decide(id, { deletion: 'createAgain' });
      const run = await world.commit();
      expect(run.counts.failed).toBe(0);
      const twin = side === 'erp' ? world.erp : world.shopify;
      const made = twin.parties().find(({ values }) => values.email === mia.email);
      expect(made?.locations.map(({ values, isDefault }) => [values.address1, isDefault])).toEqual([
        ['11 Wharf Street', true],
        ['12 Wharf Street', false],
      ]);
      const link = (await world.ledger.links()).find(({ id: each }) => each === `link-${id}`);
      expect(link).toMatchObject({ erpKey: expect.any(String), shopifyKey: expect.any(String) });
      expect(link?.locations).toHaveLength(2);
      expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 2 });
    }
  });
});
