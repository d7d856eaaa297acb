import { describe, expect, it } from 'vitest';
import { erpRequestsOf } from '../../../shared/sync/estimate.ts';
import { makeLocation, shopifyParty } from '../../support/parties.ts';
import { createErpWorld, type ErpWorld } from './commit-world.ts';
import { startSimulator } from './support.ts';

const address = (customer: number, number: number) =>
  makeLocation(
    `gid://shopify/MailingAddress/${customer * 10 + number}?model_name=CustomerAddress`,
    {
      attention: `Ann Of${customer}`,
      address1: `${number} Wharf Street`,
      city: 'Sydney',
      province: 'NSW',
      postcode: '2000',
      country: 'AU',
    },
    { isDefault: number === 1 },
  );

const people = (count: number, addresses: number) =>
  Array.from({ length: count }, (_, index) =>
    shopifyParty(index + 1, {
      firstName: 'Ann',
      lastName: `Of${index + 1}`,
      email: `firstname.lastname${index + 1}@example.com.au`,
      locations: Array.from({ length: addresses }, (__, at) => address(index + 1, at + 1)),
    }),
  );

/** Commits what is due and answers how the estimate's number of requests compares with the real one. */
async function compare(world: ErpWorld): Promise<{ readonly estimated: number; readonly sent: number }> {
  const { plan, commit } = await world.prepareOnly();
  const before = world.requests();
  expect((await commit()).counts.failed).toBe(0);
  return { estimated: erpRequestsOf(plan.totals), sent: world.requests() - before };
}

describe('the requests that an estimate counts with', () => {
  it.each([
    [90, 1],
    [60, 3],
    [7, 2],
  ])('are those that %i new customers with %i addresses take', async (count, addresses) => {
    const world = await createErpWorld(await startSimulator(), { shopify: people(count, addresses) });
    const { estimated, sent } = await compare(world);
    expect(sent).toBe(estimated);
  });

  it.each([90, 30, 4])('are about those that %i changed customers take', async (count) => {
    const world = await createErpWorld(await startSimulator(), { shopify: people(count, 2) });
    await world.sync();
    for (const { key } of world.shopify.parties()) {
      world.shopify.edit(key, (party) => ({ ...party, values: { ...party.values, phone: '+61412345678' } }));
    }
    const { estimated, sent } = await compare(world);
    expect(Math.abs(sent - estimated)).toBeLessThanOrEqual(1);
  });
});
