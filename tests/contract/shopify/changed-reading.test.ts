import { describe, expect, it } from 'vitest';
import { overlapMilliseconds } from '../../../electron/connectors/shopify/change-window.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { ChangeSource } from '../../../shared/sync/ports.ts';
import { addCustomers, openStore, readWhole, signal, streetAddress, type Store } from './support.ts';

async function readSince(source: ChangeSource, since: string) {
  const parties: Party[] = [];
  const summary = await source.readChanged(since, (page) => parties.push(...page.parties), signal);
  return { parties, summary };
}

/** Lets so much of the store's time pass. Milliseconds. */
const pass = (store: Store, milliseconds: number) => store.clock.sleep(milliseconds);

describe('reading what changed', () => {
  it('brings customers made or edited since the last full reading, whole, and nobody else', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 300);
    await pass(store, 2 * overlapMilliseconds);
    const { source } = await store.connect();
    const { summary: full } = await readWhole(source);
    await pass(store, 60_000);
    const edited = keys[7] ?? '';
    store.simulator.store.editCustomer(edited, { note: 'Likes tea' });
    const added = store.simulator.store.addCustomer({
      lastName: 'Kerr',
      addresses: [streetAddress(1), streetAddress(2)],
    });
    await pass(store, 1000);
    const { parties, summary } = await readSince(source, full.asOf);
    expect(parties.map(({ key }) => key)).toEqual([edited, added]);
    expect(parties[1]?.locations).toHaveLength(2);
    expect(summary.complete).toBe(true);
    expect(summary.requests).toBeLessThan(4);
  });

  it('sees an address that was added, as its customer', async () => {
    const store = await openStore({ limits: 'off' });
    const [key = ''] = addCustomers(store, 3);
    await pass(store, 2 * overlapMilliseconds);
    const { source } = await store.connect();
    const asOf = store.clock.now();
    await pass(store, 1000);
    store.simulator.store.addAddress(key, streetAddress(9));
    await pass(store, 1000);
    const { parties } = await readSince(source, asOf);
    expect(parties.map((party) => [party.key, party.locations.length])).toEqual([[key, 1]]);
  });

  it('begins before the end of the last reading: a change that the search index learnt late still comes', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 3);
    await pass(store, 2 * overlapMilliseconds);
    const { source } = await store.connect();
    store.simulator.store.editCustomer(keys[1] ?? '', { note: 'Likes tea' });
    await pass(store, overlapMilliseconds / 2);
    const { parties } = await readSince(source, store.clock.now());
    expect(parties.map(({ key }) => key)).toEqual([keys[1]]);
  });

  it('has an upper bound: what changes while it reads is left to the next reading, which brings it', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 400);
    const { source } = await store.connect();
    const parties: Party[] = [];
    let pages = 0;
    const last = keys.at(-1) ?? '';
    const summary = await source.readChanged(
      '2026-01-01T00:00:00.000Z',
      (page) => {
        pages += 1;
        parties.push(...page.parties);
      },
      signal,
    );
    await pass(store, 1000);
    store.simulator.store.editCustomer(last, { note: 'Edited after the bound' });
    await pass(store, 1000);
    expect(parties.map(({ key }) => key)).toEqual(keys);
    expect(pages).toBeGreaterThan(1);
    const next = await readSince(source, summary.asOf);
    const found = next.parties.find(({ key }) => key === last);
    expect(found?.facts['Note']).toBe('Edited after the bound');
  });

  it('goes on behind the last id where a list may not be longer, and nobody comes twice', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = addCustomers(store, 1200);
    const { source } = await store.connect({ reading: { listLength: 500 } });
    const { parties } = await readSince(source, '2026-01-01T00:00:00.000Z');
    expect(parties.map(({ key }) => key)).toEqual(keys);
  });

  it('answers nothing, in one request, when nothing changed', async () => {
    const store = await openStore({ limits: 'off' });
    addCustomers(store, 3);
    await pass(store, 2 * overlapMilliseconds);
    const { source } = await store.connect();
    const { parties, summary } = await readSince(source, store.clock.now());
    expect(parties).toEqual([]);
    expect(summary).toMatchObject({ complete: true, requests: 1 });
  });
});
