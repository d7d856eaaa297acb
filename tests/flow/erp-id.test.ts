/** Storing the ERP's customer ID in Shopify, through the services as the page and the command line use them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../electron/host.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { connectProfile } from './connected-profile.ts';

let home: string;
let world: DemoWorld;
let host: Host;
let profileId: string;

const definitions = () => world.shopify.store.snapshot().metafieldDefinitions;
const storedIds = () =>
  world.shopify.store
    .customers()
    .map(({ metafields }) => metafields.map(({ value }) => value).join())
    .toSorted();

async function commit() {
  const plan = await host.services['plan.prepare']({ profileId });
  const run = await host.services['plan.commit']({
    profileId,
    planId: plan.id,
    sha256: plan.sha256,
    firstRowsPerVerb: null,
  });
  return { plan, run };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-erp-id-'));
  world = await startDemoWorld(null, { isEmpty: true });
  // Nothing but a name: only the customer ID tells them from others.
  world.erp.store.addCustomer({ CustomerID: 'C000001', CustomerName: 'Mia Nguyen' });
  world.erp.store.addCustomer({ CustomerID: 'C000002', CustomerName: 'Tane Ngata' });
  host = await createHost({ home, hostName: 'test', vault: 'memory' });
  const { services } = host;
  profileId = await connectProfile(host, world, { name: 'Ids', storeErpId: true });
  const { customer, defaults, policies } = (await services['profile.open']({ profileId })).profile;
  await services['settings.save']({
    profileId,
    customer: { ...customer, active: true },
    defaults: {
      ...defaults,
      customerClass: demoCompany.customerClass,
      guestCustomer: demoCompany.guestCustomer,
    },
    policies,
  });
});

afterAll(async () => {
  await host.close();
  await world.close();
  await rm(home, { recursive: true, force: true });
});

describe('a profile that stores the ERP’s customer ID in Shopify', () => {
  it('L2 connects, checks and prepares without writing anything, the field itself included', async () => {
    await host.services['connection.check']({ profileId, side: 'shopify' });
    const plan = await host.services['plan.prepare']({ profileId });
    expect(plan.totals.writes.shopify).toBe(2);
    expect(world.shopify.counters.mutationsTotal).toBe(0);
    expect(definitions()).toEqual([]);
  });

  it('L5 L7 makes the field with the first commit, loses an answer on the way, and has nothing to do after it', async () => {
    // The field is made by the first mutation; the answer to the second, a customer, is lost.
    world.shopify.faults.inject({ kind: 'cutAnswer', on: 'mutation', skip: 1, landed: true });
    const { run } = await commit();
    expect(run).toMatchObject({ state: 'finished', counts: { written: { shopify: 2 }, failed: 0 } });
    expect(definitions()).toHaveLength(1);
    expect(storedIds()).toEqual(['C000001', 'C000002']);
    expect(world.shopify.counters.mutationsTotal).toBe(3);
    const again = await host.services['plan.prepare']({ profileId });
    expect(again.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('keeps the ID when the customer is updated', async () => {
    const [mia] = world.shopify.store.customers();
    const id = mia?.metafields[0]?.value ?? '';
    world.erp.store.editCustomer(id, { MainContact: { Email: 'mia@example.com' } });
    expect((await commit()).run.counts).toMatchObject({ written: { shopify: 1 }, failed: 0 });
    expect(storedIds()).toEqual(['C000001', 'C000002']);
  });
});
