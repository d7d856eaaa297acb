import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { createMemoryLedger } from '../../tests/support/memory-ledger.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { preparePlan } from './sync.ts';

/** Nobody knows this customer's e-mail or phone. */
const mia = { firstName: 'Mia', lastName: 'Nguyen' };

const writesTo = (world: CommitWorld) => world.shopify.writes.map(({ kind, payload }) => ({ kind, payload }));

describe('the ERP’s customer ID, stored with the Shopify customer', () => {
  it('goes along with a new customer where the profile stores it, and not otherwise', async () => {
    for (const storeErpId of [true, false]) {
      const world = createCommitWorld({ erp: [erpParty(1, mia)], storeErpId });
      await world.sync();
      expect(writesTo(world)).toMatchObject([
        { kind: 'createCustomer', payload: { externalReference: storeErpId ? 'C000001' : null } },
      ]);
    }
  });

  it('L5 settles a create whose answer was lost, although there is no e-mail and no phone', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], storeErpId: true });
    world.shopify.fault = ({ kind }) => (kind === 'createCustomer' ? 'lostAnswer' : null);
    const run = await world.sync();
    expect(run.counts).toMatchObject({ written: { shopify: 1 }, failed: 0 });
    expect(world.shopify.parties()).toHaveLength(1);
    const plan = await world.prepare();
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('L5 lets a create that did not land be sent again', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], storeErpId: true });
    let lost = 0;
    world.shopify.fault = () => ((lost += 1) === 1 ? 'lostRequest' : null);
    expect((await world.sync()).counts).toMatchObject({ written: { shopify: 1 }, failed: 0 });
    expect(world.shopify.parties()).toHaveLength(1);
  });

  it('L5 without it, leaves such a create open rather than guess', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)] });
    world.shopify.fault = ({ kind }) => (kind === 'createCustomer' ? 'lostAnswer' : null);
    expect((await world.sync()).counts).toMatchObject({ failed: 1 });
    expect((await world.records())[0]?.cause).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('goes along with an update where it is missing or another one, and not where it is there', async () => {
    for (const [held, sent] of [
      [null, { externalReference: 'C000001' }],
      ['C000099', { externalReference: 'C000001' }],
      ['C000001', {}],
    ] as const) {
      const email = 'mia@example.com';
      const world = createCommitWorld({
        erp: [erpParty(1, { ...mia, email })],
        shopify: [shopifyParty(1, { ...mia, email, externalReference: held })],
        storeErpId: true,
      });
      await world.sync();
      world.erp.edit(erpParty(1).key, (party) => ({
        ...party,
        values: { ...party.values, phone: '+61412345678' },
      }));
      await world.sync();
      expect(writesTo(world)).toEqual([
        { kind: 'updateCustomer', payload: { values: { phone: '+61412345678' }, ...sent } },
      ]);
    }
  });

  it('finds the two again when the ledger is lost', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], storeErpId: true });
    await world.sync();
    const plan = await preparePlan({ ...world.ports(), ledger: createMemoryLedger() });
    expect(plan.totals.byVerb).toMatchObject({ create: 0, link: 1 });
  });

  it('L3 keeps a customer from being made that appeared after the preview, and offers it as a match', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], storeErpId: true });
    await world.prepare();
    world.shopify.put(shopifyParty(1, { ...mia, externalReference: 'C000001' }));
    expect((await world.commit()).counts).toMatchObject({ stale: 1, written: { shopify: 0 } });
    expect((await world.records())[0]?.cause).toMatchObject({ code: 'RECORD_EXISTS' });
    await world.prepare();
    expect((await world.rows()).map(({ verb }) => verb)).toEqual(['link']);
  });
});
