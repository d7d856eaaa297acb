import { describe, expect, it } from 'vitest';
import { openStore, signal, streetAddress } from './support.ts';

const ana = {
  firstName: 'Ana',
  lastName: 'Ito',
  email: 'ana@example.com.au',
  addresses: [streetAddress(1), streetAddress(2)],
};

async function openScene(traits: Readonly<Record<string, unknown>> = {}) {
  const store = await openStore();
  const key = store.simulator.store.addCustomer({ ...ana, ...traits });
  const { sink, source, counters } = await store.connect();
  const read = async () => (await source.readByKeys([key], signal)).get(key);
  const party = await read();
  if (party === undefined) throw new Error('The store does not hold Ana.');
  return { store, sink, party, read, counters };
}

describe('deleting a customer', () => {
  it('takes it away with its addresses, for 10 points', async () => {
    const { sink, party, read, counters } = await openScene();
    const before = counters().points;
    await sink.deleteCustomer(party, signal);
    expect(counters().points - before).toBe(10);
    expect(await read()).toBeUndefined();
  });

  it('R15 is refused for one with orders, in words a person understands', async () => {
    const { sink, party, read } = await openScene({ numberOfOrders: 2 });
    await expect(sink.deleteCustomer(party, signal)).rejects.toMatchObject({
      code: 'CUSTOMER_HAS_ORDERS',
      params: { record: 'Ana Ito' },
    });
    expect(await read()).toBeDefined();
  });

  it('says so when it is gone already', async () => {
    const { store, sink, party } = await openScene();
    store.simulator.store.deleteCustomer(party.key);
    await expect(sink.deleteCustomer(party, signal)).rejects.toMatchObject({
      code: 'RECORD_GONE',
      params: { record: 'Ana Ito' },
    });
  });

  it('L5 is reported as unknown when the answer is lost, and sent once', async () => {
    const { store, sink, party, read } = await openScene();
    store.simulator.faults.inject({ kind: 'cutAnswer', on: 'mutation', landed: true });
    await expect(sink.deleteCustomer(party, signal)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(store.simulator.counters.mutationsTotal).toBe(1);
    expect(await read()).toBeUndefined();
  });
});

describe('what others attach to a customer', () => {
  it.each([
    ['orders', { numberOfOrders: 1 }],
    ['note', { note: 'Rings before noon' }],
    ['tags', { tags: ['vip'] }],
    ['account', { state: 'ENABLED' }],
  ] as const)('%s is seen when it is read', async (attachment, traits) => {
    const { party } = await openScene(traits);
    expect(party.attached).toEqual([attachment]);
  });

  it('is nothing for a customer that was just made', async () => {
    const { party } = await openScene();
    expect(party).not.toHaveProperty('attached');
  });
});

describe('what Shopify has no word for', () => {
  it('is refused without a request: a status', async () => {
    const { sink, party, counters } = await openScene();
    const { requests } = counters();
    const refused = { code: 'WRITE_REFUSED', params: { record: 'Ana Ito' } };
    await expect(sink.deactivateCustomer(party, signal)).rejects.toMatchObject(refused);
    await expect(sink.activateCustomer(party, 'active', signal)).rejects.toMatchObject(refused);
    expect(counters().requests).toBe(requests);
  });

  it('deleting a location is taking the address away', async () => {
    const { sink, party, read } = await openScene();
    const after = await sink.deleteLocation(party, party.locations[1]?.key ?? '', signal);
    expect(after.locations).toHaveLength(1);
    expect((await read())?.locations).toEqual(after.locations);
  });
});
