import { describe, expect, it } from 'vitest';
import type { Party } from '../../../shared/domain/party.ts';
import { addCustomers, openStore, readWhole, signal, streetAddress } from './support.ts';

describe('reading everything', () => {
  it('reads every customer once, whole, and says that this was all', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 600);
    const { source } = await store.connect();
    const { parties, expected, summary } = await readWhole(source);
    expect(parties.map(({ key }) => key)).toEqual(keys);
    expect(parties.map(({ locations }) => locations.length)).toEqual(keys.map((_, index) => index % 3));
    expect(expected).toEqual([600]);
    expect(summary).toMatchObject({ complete: true, requests: 5 });
    // The price of one customer with its addresses, counts before and after included.
    expect(summary.points / parties.length).toBeLessThan(0.7);
  });

  it('reads an empty store', async () => {
    const { source } = await (await openStore()).connect();
    const { parties, summary } = await readWhole(source);
    expect(parties).toEqual([]);
    expect(summary.complete).toBe(true);
  });

  it('follows the addresses of a customer who has many to their end', async () => {
    const store = await openStore();
    const addresses = Array.from({ length: 300 }, (_, index) => streetAddress(index + 1));
    const key = store.simulator.store.addCustomer({ lastName: 'Ito', addresses, defaultAddressIndex: 299 });
    const { source } = await store.connect();
    const { parties, summary } = await readWhole(source);
    expect(summary.complete).toBe(true);
    const streets = parties[0]?.locations.map(({ values }) => values.address1);
    expect(streets).toEqual(addresses.map(({ address1 }) => address1));
    expect(parties[0]?.locations.findIndex(({ isDefault }) => isDefault)).toBe(299);
    const before = source.spent();
    expect((await source.readByKeys([key], signal)).get(key)).toEqual(parties[0]);
    // Whoever reads again knows what that cost, the pages of addresses included.
    expect(source.spent().requests - before.requests).toBeGreaterThan(1);
    expect(source.spent().points).toBeGreaterThan(before.points);
  });

  it('reads a page anew, with more addresses, where everybody has many', async () => {
    const store = await openStore({ limits: 'off' });
    const addresses = Array.from({ length: 25 }, (_, index) => streetAddress(index + 1));
    for (let number = 0; number < 300; number += 1) {
      store.simulator.store.addCustomer({ lastName: `Ito ${number}`, addresses });
    }
    const { source } = await store.connect();
    const { parties, summary } = await readWhole(source);
    expect(parties).toHaveLength(300);
    expect(parties.every(({ locations }) => locations.length === 25)).toBe(true);
    expect(summary.complete).toBe(true);
    // Two counts, the first page twice, the second once; following each of 300 customers were 2,700 points.
    expect(summary.requests).toBe(5);
    expect(summary.points).toBeLessThan(400);
  });

  it('goes on behind the last id where a list may not be longer', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 1200);
    const { source } = await store.connect({ reading: { listLength: 500 } });
    const { parties, summary } = await readWhole(source);
    expect(parties.map(({ key }) => key)).toEqual(keys);
    expect(summary.complete).toBe(true);
  });

  it('knows that a page that ended early was not all', async () => {
    const store = await openStore({ limits: 'off' });
    addCustomers(store, 600);
    const { source } = await store.connect();
    store.simulator.faults.inject({ kind: 'shortPage', skip: 1 });
    const { parties, summary } = await readWhole(source);
    expect(parties.length).toBeLessThan(600);
    expect(summary.complete).toBe(false);
  });

  it('stays complete when customers are deleted or added while it reads', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 600);
    const { source } = await store.connect();
    let pages = 0;
    const parties: Party[] = [];
    const summary = await source.readAll((page) => {
      parties.push(...page.parties);
      pages += 1;
      if (pages === 1) {
        for (const key of keys.slice(500, 510)) store.simulator.store.deleteCustomer(key);
        store.simulator.store.addCustomer({ email: 'late@example.com.au' });
      }
    }, signal);
    expect(summary.complete).toBe(true);
    expect(parties).toHaveLength(591);
  });

  it('survives a storm of trouble in its midst and loses nothing', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 600);
    const { source, counters } = await store.connect();
    store.simulator.faults.inject(
      { kind: 'throttled', count: 3 },
      { kind: 'serverError', skip: 2, count: 2 },
      { kind: 'cutAnswer', skip: 4 },
      { kind: 'tooManyRequests', skip: 5 },
    );
    const { parties, summary } = await readWhole(source);
    expect(parties.map(({ key }) => key)).toEqual(keys);
    expect(summary.complete).toBe(true);
    expect(counters().throttled).toBe(4);
  });

  it('keeps to the budget of the store instead of being throttled', async () => {
    const store = await openStore({ limits: { bucket: 300, restoreRate: 50 } });
    addCustomers(store, 1500);
    const { source, counters } = await store.connect();
    const { parties } = await readWhole(source);
    expect(parties).toHaveLength(1500);
    expect(counters().throttled).toBe(0);
    expect(store.simulator.counters.throttled).toBe(0);
    expect(store.clock.slept()).toBeGreaterThan(0);
  });

  it('fixes the time it stands for before the first page', async () => {
    const store = await openStore();
    const { source } = await store.connect();
    const before = store.clock.now();
    const { summary } = await readWhole(source);
    expect(summary.asOf >= before && summary.asOf <= store.clock.now()).toBe(true);
  });

  it('ends without waiting for an answer when it is stopped', async () => {
    const store = await openStore({ limits: 'off' });
    addCustomers(store, 10);
    const { source } = await store.connect({ timeout: 60_000 });
    store.simulator.setSwitches({ latencyMilliseconds: 25_000 });
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 20);
    // The answer would come after 25 seconds, and this test ends long before.
    await expect(source.readAll(() => {}, stopping.signal)).rejects.toMatchObject({ code: 'STOPPED' });
  }, 10_000);
});

describe('personal data that is hidden', () => {
  it.each(['redacted', 'denied'] as const)(
    '(%s) is an error, never a record of empty values',
    async (protectedData) => {
      const store = await openStore();
      const [key = ''] = addCustomers(store, 5);
      const { source } = await store.connect();
      store.simulator.setSwitches({ protectedData });
      const hidden = { code: 'SHOPIFY_PERSONAL_DATA_HIDDEN' };
      await expect(readWhole(source)).rejects.toMatchObject(hidden);
      await expect(source.readByKeys([key], signal)).rejects.toMatchObject(hidden);
      const identity = { email: 'ana1@example.com.au', phone: null, number: null };
      await expect(source.findByIdentities([identity], signal)).rejects.toMatchObject(hidden);
    },
  );
});

describe('reading single customers', () => {
  it('answers those that exist, whole, also more than fit in one request', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 120);
    const { source } = await store.connect();
    store.simulator.store.deleteCustomer(keys[7] ?? '');
    const found = await source.readByKeys([...keys, 'gid://shopify/Customer/1'], signal);
    expect([...found.keys()]).toEqual(keys.filter((_, index) => index !== 7));
    expect(found.get(keys[5] ?? '')?.locations).toHaveLength(2);
    expect(await source.readByKeys([], signal)).toEqual(new Map());
  });

  it('finds by e-mail and phone exactly and at once, whatever the search index knows', async () => {
    const store = await openStore({ limits: 'off', switches: { searchLagMilliseconds: 3_600_000 } });
    const add = store.simulator.store.addCustomer;
    const ana = add({ lastName: 'Ito', email: 'Ana@Example.com.au', addresses: [streetAddress(1)] });
    const ben = add({ lastName: 'Kerr', email: 'ana@example.com', phone: '+61412345678' });
    const { source } = await store.connect();
    const none = { email: null, phone: null, number: null };
    const found = await source.findByIdentities(
      [
        { ...none, email: 'ana@example.com.au' },
        { ...none, phone: '+61412345678' },
        { email: 'ana@example.com.au', phone: '+61412345678', number: 'C000001' },
        { email: 'ana@example.com', phone: '+61412345678', number: null },
        { email: 'not an e-mail', phone: '0412', number: null },
        none,
      ],
      signal,
    );
    expect(found.map((parties) => parties.map(({ key }) => key))).toEqual([
      [ana],
      [ben],
      [ana, ben],
      [ben],
      [],
      [],
    ]);
    expect(found[0]?.[0]?.locations).toHaveLength(1);
  });

  it('looks up many identities with few requests', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 45);
    const { source, counters } = await store.connect();
    const before = counters().requests;
    const identities = keys.map((_, index) => ({
      email: `ana${index}@example.com.au`,
      phone: null,
      number: null,
    }));
    const found = await source.findByIdentities(identities, signal);
    expect(found.map(([party]) => party?.key)).toEqual(keys);
    expect(counters().requests - before).toBe(4);
  });
});
