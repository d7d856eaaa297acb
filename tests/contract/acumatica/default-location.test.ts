/** The ERP's rules for the default location (acumatica.md 3.3, AR303020), kept by the order of writes, through a whole commit. */
import { describe, expect, it } from 'vitest';
import type { Location } from '../../../shared/domain/party.ts';
import { makeLocation, shopifyParty } from '../../support/parties.ts';
import { createErpWorld } from './commit-world.ts';
import { startSimulator } from './support.ts';

const address = (number: number, isDefault = false): Location =>
  makeLocation(
    `gid://shopify/MailingAddress/${number}?model_name=CustomerAddress`,
    {
      attention: 'Mia Nguyen',
      address1: `${number} Wharf Street`,
      city: 'Sydney',
      province: 'NSW',
      postcode: '2000',
      country: 'AU',
    },
    { isDefault },
  );

const { key } = shopifyParty(1);

/** Linked and in agreement, with these addresses. */
async function start(...locations: readonly Location[]) {
  const simulator = await startSimulator();
  const world = await createErpWorld(simulator, {
    shopify: [shopifyParty(1, { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com', locations })],
  });
  await world.sync();
  simulator.resetCounters();
  const addresses = (next: readonly Location[]) =>
    world.shopify.edit(key, (party) => ({ ...party, locations: next }));
  /** Street, default or not, active or not, of every location in the ERP. */
  const held = () =>
    (simulator.store.customers()[0]?.locations ?? []).map((location) => [
      (location.address ?? location.customer.mainContact.address).values['AddressLine1'],
      location.customer.defaultLocation === location,
      location.values['Status'],
    ]);
  return { simulator, world, addresses, held };
}

describe('the default location', () => {
  it('whose address was deleted hands the default on first, and is then deactivated', async () => {
    const { simulator, world, addresses, held } = await start(address(1, true), address(2));
    addresses([address(2, true)]);
    expect((await world.sync()).counts).toMatchObject({ written: { erp: 1 }, failed: 0 });
    expect(held()).toEqual([
      ['2 Wharf Street', true, 'Active'],
      ['1 Wharf Street', false, 'Inactive'],
    ]);
    expect(simulator.counters).toMatchObject({ writesTotal: 2, writesRefused: 0 });
    expect((await world.prepare()).totals.writes.erp).toBe(0);
  });

  it('stays active when the address was the only one: nothing is written', async () => {
    const { simulator, world, addresses, held } = await start(address(1, true));
    addresses([]);
    await world.sync().catch(() => undefined);
    expect(held()).toEqual([['1 Wharf Street', true, 'Active']]);
    expect(simulator.counters.writesTotal).toBe(0);
  });

  it('follows the choice made in Shopify, in one request', async () => {
    const { simulator, world, addresses, held } = await start(address(1, true), address(2));
    addresses([address(1), address(2, true)]);
    await world.sync();
    expect(held().find(([, isDefault]) => isDefault)).toEqual(['2 Wharf Street', true, 'Active']);
    expect(simulator.counters.writes).toEqual({ 'PUT CustomerLocation': 1 });
  });

  it('is made the default in the request that creates it', async () => {
    const { simulator, world, addresses, held } = await start(address(1, true));
    addresses([address(1), address(3, true)]);
    await world.sync();
    expect(held().find(([, isDefault]) => isDefault)).toEqual(['3 Wharf Street', true, 'Active']);
    expect(simulator.counters).toMatchObject({ writesTotal: 1, writesRefused: 0 });
  });

  it('takes in an inactive location again before it becomes the default', async () => {
    const { simulator, world, addresses, held } = await start(address(1, true), address(2));
    addresses([address(1, true)]);
    await world.sync();
    expect(held()).toContainEqual(['2 Wharf Street', false, 'Inactive']);
    simulator.resetCounters();
    const again = { ...address(2, true), key: 'gid://shopify/MailingAddress/7?model_name=CustomerAddress' };
    addresses([address(1), again]);
    const run = await world.sync();
    expect(run.counts.failed).toBe(0);
    expect(held().find(([, isDefault]) => isDefault)).toEqual(['2 Wharf Street', true, 'Active']);
    expect(simulator.counters.writesRefused).toBe(0);
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });
});
