import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { haltingGuards } from './plan.ts';
import { chooseCandidate, overrideGuards } from './sync.ts';

const named = (number: number) => ({
  firstName: 'Ann',
  lastName: `Number${number}`,
  email: `ann${number}@example.com`,
});
const numbers = Array.from({ length: 30 }, (_, index) => index + 1);

/** Thirty linked customers, of which twelve were deleted in Shopify since and one was renamed in the ERP. */
async function haltedWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: numbers.map((number) => erpParty(number, named(number))),
    shopify: numbers.map((number) => shopifyParty(number, named(number))),
  });
  await world.sync();
  for (const party of world.shopify.parties().slice(0, 12)) world.shopify.remove(party.key);
  world.erp.edit(erpParty(30).key, (party) => ({
    ...party,
    values: { ...party.values, lastName: 'Married' },
  }));
  await world.prepare();
  return world;
}

async function override(world: CommitWorld, typedName: string, sha256?: string) {
  const plan = await world.ledger.latestPlan();
  const { profile, ledger, clock } = world.ports();
  return overrideGuards({
    planId: plan?.id ?? '',
    profile,
    ledger,
    clock,
    sha256: sha256 ?? plan?.sha256 ?? '',
    typedName,
    by: 'rosa',
  });
}

describe('a plan that a guard halted', () => {
  it('is not committed, and says why', async () => {
    const world = await haltedWorld();
    const before = world.writes();
    await expect(world.commit()).rejects.toMatchObject({
      code: 'PLAN_GUARDED',
      params: { reason: expect.stringContaining('Unusually many deactivations. 12 of 30') },
    });
    expect(world.writes()).toBe(before);
  });

  it('is committed once a person typed the name of the store; the plan remembers who and when', async () => {
    const world = await haltedWorld();
    const header = await override(world, ' harbour  &  pine ');
    expect(header.guardOverride).toEqual({
      sha256: header.sha256,
      guards: ['massDeactivation'],
      by: 'rosa',
      at: world.clock.now(),
    });
    expect(await world.ledger.latestPlan()).toEqual(header);
    expect(haltingGuards(header)).toEqual([]);
    const run = await world.commit();
    expect(run).toMatchObject({ state: 'finished', counts: { written: { erp: 0, shopify: 1 } } });
  });

  it('stays halted for any other name, and says which one is meant', async () => {
    const world = await haltedWorld();
    for (const typed of ['', 'Harbour', 'Harbour & Pine Ltd']) {
      await expect(override(world, typed)).rejects.toMatchObject({
        code: 'STORE_NAME_DIFFERS',
        params: { store: 'Harbour & Pine' },
        fields: { typedName: expect.stringContaining('Type "Harbour & Pine"') },
      });
    }
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_GUARDED' });
  });

  it('asks again for a new plan: a word is for the plan that was shown', async () => {
    const world = await haltedWorld();
    await override(world, 'Harbour & Pine');
    await world.prepare();
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_GUARDED' });
    await expect(override(world, 'Harbour & Pine', 'another hash')).rejects.toMatchObject({
      code: 'PLAN_HASH_MISMATCH',
    });
  });

  it('asks again once a row was replaced: that is no longer what was shown', async () => {
    const world = await haltedWorld();
    const twin = { email: 'twin@example.com' };
    world.erp.put(erpParty(41, { ...twin, lastName: 'One' }));
    world.erp.put(erpParty(42, { ...twin, lastName: 'Two' }));
    await world.prepare();
    await override(world, 'Harbour & Pine');
    const row = (await world.rows()).find(({ verb }) => verb === 'ambiguous');
    const { profile, ledger, ids } = world.ports();
    const plan = await chooseCandidate({
      planId: (await ledger.latestPlan())?.id ?? '',
      rowId: row?.id ?? '',
      partner: row?.candidates[0]?.summary.key ?? '',
      profile,
      ledger,
      ids,
    });
    expect(plan.guardOverride).toBeUndefined();
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_GUARDED' });
  });

  it('L4 an incomplete reading is made good by no word: nothing is stored', async () => {
    const world = await haltedWorld();
    world.shopify.complete = false;
    await world.prepare();
    await expect(override(world, 'Harbour & Pine')).rejects.toMatchObject({
      code: 'PLAN_INCOMPLETE',
      params: { system: 'Shopify' },
    });
    expect((await world.ledger.latestPlan())?.guardOverride).toBeUndefined();
    const forged = { guards: [{ code: 'incompleteRead' as const, params: {} }], sha256: 'a' };
    expect(
      haltingGuards({
        ...forged,
        guardOverride: { sha256: 'a', guards: ['incompleteRead'], by: '', at: '' },
      }),
    ).toEqual(forged.guards);
  });

  it('nothing is stored for a plan that no guard halted', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, named(1))] });
    await world.prepare();
    expect((await override(world, 'Harbour & Pine')).guardOverride).toBeUndefined();
  });
});

describe('the guards of a whole preview', () => {
  const codes = async (world: CommitWorld) => (await world.prepare()).guards.map(({ code }) => code);
  const guarded = { minimumRows: 10 };

  async function syncedWorld(): Promise<CommitWorld> {
    const world = createCommitWorld({
      erp: numbers.map((number) => erpParty(number, named(number))),
      shopify: numbers.map((number) => shopifyParty(number, named(number))),
      guards: guarded,
    });
    await world.sync();
    expect(await codes(world)).toEqual([]);
    return world;
  }

  it('notice that every customer of a system was changed', async () => {
    const world = await syncedWorld();
    for (const { key } of world.erp.parties()) {
      world.erp.edit(key, (party) => ({
        ...party,
        values: { ...party.values, lastName: party.values.lastName?.toUpperCase() ?? null },
      }));
    }
    expect(await codes(world)).toEqual(['massUpdate', 'allChanged']);
  });

  it('notice a flood of new customers, but not in the first copy', async () => {
    const newcomers = Array.from({ length: 60 }, (_, index) => shopifyParty(100 + index, named(100 + index)));
    const first = createCommitWorld({ shopify: newcomers, guards: guarded });
    expect(await codes(first)).toEqual([]);
    await first.commit(3);
    expect(await codes(first)).toEqual([]);
    const later = await syncedWorld();
    for (const party of newcomers) later.shopify.put(party);
    expect(await codes(later)).toEqual(['createFlood']);
  });

  it('L4 notice a system that answers with no customers at all', async () => {
    const world = await syncedWorld();
    for (const { key } of world.shopify.parties()) world.shopify.remove(key);
    expect(await codes(world)).toContain('emptySide');
  });

  it('notice a clock that is a day off', async () => {
    const world = await syncedWorld();
    world.erp.clockAhead = 12;
    world.shopify.clockAhead = -86_400;
    expect(await codes(world)).toEqual(['clockSkew']);
  });
});
