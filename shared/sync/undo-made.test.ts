/** Taking a run back: what it made goes, unless somebody has done something with it since (R15). */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import {
  erpKey,
  erpPlaces,
  linkedMia,
  lookAt,
  mia,
  notesOf,
  shopifyKey,
  shopifyPlaces,
  type Before,
} from '../../tests/support/undo-world.ts';

/** Everything the run did is gone, and the next preview shows row by row what it showed before. */
async function expectAsBefore(world: CommitWorld, before: Before): Promise<void> {
  expect(await lookAt(world)).toEqual(before);
}

describe('what a run made', () => {
  it.each(['erp', 'shopify'] as const)('R15 a customer that it made in %s is deleted again', async (made) => {
    const world = createCommitWorld(
      made === 'erp'
        ? { shopify: [shopifyParty(1, { ...mia, locations: shopifyPlaces(11, 12) })] }
        : { erp: [erpParty(1, { ...mia, locations: erpPlaces(11, 12) })] },
    );
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world[made].parties()).toHaveLength(1);

    const plan = await world.prepareUndo(run.id);
    expect(plan).toMatchObject({
      undoes: { runId: run.id, startedAt: run.startedAt },
      rowCount: 1,
      totals: { byVerb: { reverse: 1, keep: 0 }, deletes: { [made]: 1 } },
    });
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({
      state: 'finished',
      undoes: { runId: run.id, rows: 1, reversed: 1 },
      counts: { written: { [made]: 1 }, failed: 0, stale: 0, waiting: 0 },
    });
    expect(await world.ledger.links()).toEqual([]);
    await expectAsBefore(world, before);
  });

  it('R15 a customer that the ERP uses on documents is set Inactive instead, and that is said before', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    const [made] = world.erp.parties();
    world.erp.useOnDocument(made?.key ?? '');
    expect(await notesOf(world, run)).toEqual([['reversed undoDeletesErp', 'reversed undoUnlinks']]);
    const plan = await world.prepareUndo(run.id);
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ undoes: { reversed: 1 }, counts: { written: { erp: 1 }, failed: 0 } });
    expect(world.erp.parties()[0]?.status).toBe('inactive');
    // L12: afterwards it is said what was done, not what was tried.
    expect((await world.rowsOf(plan))[0]?.ended).toMatchObject({
      status: 'processed',
      operation: 'Taken back: Set Inactive in MYOB',
    });
    // It is still there, so it is not made a second time: it stands beside the other as any inactive customer does.
    await world.prepare();
    expect((await world.rows()).map(({ verb }) => verb)).toEqual(['filtered']);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it('R15 a deletion that does not get through is no refusal: nothing is set Inactive, and the next undo deletes', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    world.erp.fault = ({ kind }) => (kind === 'deleteCustomer' ? 'lostRequest' : null);
    const plan = await world.prepareUndo(run.id);
    const failed = await world.commitUndo(plan);
    expect(failed).toMatchObject({ undoes: { rows: 1, reversed: 0 }, counts: { failed: 1 } });
    expect((await world.rowsOf(plan))[0]?.ended).toMatchObject({
      operation: 'Nothing taken back',
      cause: { code: 'NOT_WRITTEN' },
    });
    expect(world.erp.parties()).toMatchObject([{ status: 'active' }]);
    world.erp.fault = null;
    expect(await world.undo(run.id)).toMatchObject({ undoes: { rows: 1, reversed: 1 } });
    expect(world.erp.parties()).toEqual([]);
  });

  it.each([
    ['orders', 'undoKeptOrders'],
    ['note', 'undoKeptAdditions'],
    ['tags', 'undoKeptAdditions'],
    ['account', 'undoKeptAdditions'],
  ] as const)(
    'R15 a Shopify customer that has got %s since stays, and so does its link',
    async (what, code) => {
      const world = createCommitWorld({ erp: [erpParty(1, mia)] });
      await world.prepare();
      const run = await world.commit();
      world.shopify.edit(world.shopify.parties()[0]?.key ?? '', (party) => ({ ...party, attached: [what] }));
      expect(await notesOf(world, run)).toEqual([[`kept ${code}`, 'kept undoKeptLink']]);
      await expect(world.undo(run.id)).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
      expect(world.shopify.parties()).toHaveLength(1);
      expect(await world.ledger.links()).toHaveLength(1);
    },
  );

  it('R15 the first order between the preview of the undo and its writing keeps the customer', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    const plan = await world.prepareUndo(run.id);
    // Orders are no content that is synchronised, so only the refusal tells.
    world.shopify.edit(world.shopify.parties()[0]?.key ?? '', (party) => ({
      ...party,
      attached: ['orders'],
    }));
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ undoes: { rows: 1, reversed: 0 }, counts: { stale: 1, failed: 0 } });
    const [row] = await world.rowsOf(plan);
    expect(row?.ended).toMatchObject({
      status: 'stale',
      operation: 'Nothing taken back',
      cause: { code: 'CUSTOMER_HAS_ORDERS' },
    });
    expect(await world.ledger.links()).toHaveLength(1);
  });

  it.each(['erp', 'shopify'] as const)(
    'a customer made in %s and edited there since is kept',
    async (made) => {
      const world = createCommitWorld(
        made === 'erp' ? { shopify: [shopifyParty(1, mia)] } : { erp: [erpParty(1, mia)] },
      );
      await world.prepare();
      const run = await world.commit();
      world[made].edit(world[made].parties()[0]?.key ?? '', (party) => ({
        ...party,
        values: { ...party.values, lastName: 'Tran' },
      }));
      expect(await notesOf(world, run)).toEqual([['kept undoKeptCustomer', 'kept undoKeptLink']]);
    },
  );

  it('R15 so is one of the ERP whose form was filled in beyond what Accord writes', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    world.erp.edit(world.erp.parties()[0]?.key ?? '', (party) => ({ ...party, facts: { terms: '30D' } }));
    expect(await notesOf(world, run)).toEqual([['kept undoKeptCustomer', 'kept undoKeptLink']]);
  });

  it('a link that it made is removed, and nothing is written', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    const before = await lookAt(world);
    const run = await world.commit();
    expect(run.counts).toMatchObject({ linked: 1 });
    const writes = world.writes();
    const plan = await world.prepareUndo(run.id);
    const [row] = await world.rowsOf(plan);
    // Nobody was read for it, so its name comes from the history.
    expect(row?.undo).toMatchObject({ name: 'Mia Nguyen', number: 'C000001', parts: [] });
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { linked: 1 }, undoes: { reversed: 1 } });
    expect(world.writes()).toBe(writes);
    await expectAsBefore(world, before);
  });

  it.each(['erp', 'shopify'] as const)('a location that it made in %s is deleted', async (made) => {
    const world = await linkedMia({}, 11, 12);
    const other = made === 'erp' ? 'shopify' : 'erp';
    world[other].edit(other === 'erp' ? erpKey : shopifyKey, (party) => ({
      ...party,
      locations: [...party.locations, makeAddress(other === 'erp' ? 'L000009' : addressKey(13), 13)],
    }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world[made].parties()[0]?.locations).toHaveLength(3);
    await world.undo(run.id);
    expect(world[made].parties()[0]?.locations).toHaveLength(2);
    await expectAsBefore(world, before);
  });

  it('a location that the ERP uses on documents is set Inactive instead', async () => {
    const world = await linkedMia({}, 11);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: [...party.locations, makeAddress(addressKey(13), 13)],
    }));
    await world.prepare();
    const run = await world.commit();
    const made = world.erp.parties()[0]?.locations.find(({ key }) => key !== 'MAIN');
    world.erp.useOnDocument(erpKey, made?.key ?? '');
    const undone = await world.undo(run.id);
    expect(undone.counts).toMatchObject({ failed: 0, written: { erp: 1 } });
    expect(world.erp.party(erpKey)?.locations.map(({ key, active }) => [key, active])).toEqual([
      ['MAIN', true],
      [made?.key, false],
    ]);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it('a location that it made and somebody edited stays, the rest of the row does not', async () => {
    const world = await linkedMia({}, 11);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
      locations: [...party.locations, makeAddress(addressKey(13), 13)],
    }));
    await world.prepare();
    const run = await world.commit();
    world.erp.edit(erpKey, (party) => ({
      ...party,
      locations: party.locations.map((location) =>
        location.key === 'MAIN' ? location : { ...location, values: { ...location.values, city: 'Perth' } },
      ),
    }));
    await world.undo(run.id);
    const erp = world.erp.party(erpKey);
    expect(erp?.values.lastName).toBe('Nguyen');
    expect(erp?.locations.map(({ values }) => values.city)).toEqual(['Sydney', 'Perth']);
    const [link] = await world.ledger.links();
    expect(link?.locations).toHaveLength(2);
    expect(link?.agreed.lastName).toEqual({ erp: 'Nguyen', shopify: 'Nguyen' });
  });
});
