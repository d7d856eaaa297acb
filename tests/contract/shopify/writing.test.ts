import { describe, expect, it } from 'vitest';
import type { LocationValues, Party } from '../../../shared/domain/party.ts';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import { settleWrite } from '../../../shared/sync/commit-settle.ts';
import { customerDraft, locationDraft, openStore, signal, streetAddress, type Store } from './support.ts';

const fremantle: Partial<LocationValues> = {
  attention: 'Ana Maria Ito',
  address1: '12 Banksia Street',
  city: 'Fremantle',
  province: 'WA',
  postcode: '6160',
  country: 'AU',
  phone: '+61893351234',
};

interface Scene {
  readonly store: Store;
  readonly connector: ShopifyConnector;
  readonly ana: Party;
  /** The record as the store itself holds it. */
  readonly stored: (party: Party) => Promise<Party>;
}

/** Ana has two addresses, the first her default; Ben has an e-mail and a phone. */
async function openScene(): Promise<Scene> {
  const store = await openStore();
  const key = store.simulator.store.addCustomer({
    firstName: 'Ana',
    lastName: 'Ito',
    email: 'ana@example.com.au',
    addresses: [streetAddress(1), streetAddress(2)],
  });
  store.simulator.store.addCustomer({
    firstName: 'Ben',
    lastName: 'Kerr',
    email: 'ben@example.com.au',
    phone: '+61412345678',
  });
  const connector = await store.connect();
  const read = async (id: string): Promise<Party> => {
    const party = (await connector.source.readByKeys([id], signal)).get(id);
    if (party === undefined) throw new Error(`The store does not hold ${id}`);
    return party;
  };
  return { store, connector, ana: await read(key), stored: (party) => read(party.key) };
}

const keyOf = (party: Party, index: number): string => party.locations[index]?.key ?? '';

/** What a write answers is what the store holds, stamps of the record apart: an address' answer does not tell them. */
async function expectStored({ stored }: Scene, party: Party): Promise<void> {
  // What a write does not answer: neither the facts nor the number of orders.
  const { revision: _stamp, facts: _facts, attributes: _attributes, ...held } = await stored(party);
  expect(party).toMatchObject(held);
}

describe('writing customers', () => {
  it('creates one for 12 points, without sending what has no value', async () => {
    const scene = await openScene();
    const before = scene.connector.counters().points;
    const party = await scene.connector.sink.createCustomer(
      customerDraft({
        firstName: 'Mere',
        lastName: 'Tawhai',
        email: 'mere@example.co.nz',
        phone: '+64211234567',
      }),
      signal,
    );
    expect(scene.connector.counters().points - before).toBe(12);
    expect(party).toMatchObject({
      number: party.key.split('/').at(-1),
      accountName: 'Mere Tawhai',
      locations: [],
    });
    await expectStored(scene, party);
  });

  it('changes what the patch names and leaves the rest', async () => {
    const scene = await openScene();
    const party = await scene.connector.sink.updateCustomer(
      scene.ana,
      { values: { lastName: 'Ito-Kerr', phone: '+61893351234' } },
      signal,
    );
    expect(party.values).toEqual({
      firstName: 'Ana',
      lastName: 'Ito-Kerr',
      email: 'ana@example.com.au',
      phone: '+61893351234',
    });
    expect(party.locations).toEqual(scene.ana.locations);
    await expectStored(scene, party);
  });

  it('clears a value that the patch names with null', async () => {
    const scene = await openScene();
    const party = await scene.connector.sink.updateCustomer(
      scene.ana,
      { values: { firstName: null } },
      signal,
    );
    expect(party.values.firstName).toBeNull();
    await expectStored(scene, party);
  });

  const benKerr: unknown = expect.stringMatching(/^Ben Kerr \(\d+\)$/);
  it.each([
    [{ email: 'BEN@example.com.au' }, 'EMAIL_TAKEN', { value: 'BEN@example.com.au', other: benKerr }],
    [{ phone: '+61412345678' }, 'PHONE_TAKEN', { value: '+61412345678', other: benKerr }],
    [{ email: 'foo@' }, 'EMAIL_INVALID', { value: 'foo@' }],
    [{ phone: '12' }, 'PHONE_INVALID', { value: '12' }],
    [{ firstName: 'x'.repeat(256) }, 'VALUE_TOO_LONG', { field: 'First name', maximum: '255', length: 256 }],
  ])('explains the refusal of %j', async (values, code, params) => {
    const { connector, ana } = await openScene();
    const created = connector.sink.createCustomer(customerDraft({ lastName: 'New', ...values }), signal);
    await expect(created).rejects.toMatchObject({ code, params });
    const updated = connector.sink.updateCustomer(ana, { values }, signal);
    await expect(updated).rejects.toMatchObject({ code, params });
  });

  it('says when nothing tells the customer from others, and when it is gone', async () => {
    const { store, connector, ana } = await openScene();
    const nameless = connector.sink.createCustomer(customerDraft({}), signal);
    await expect(nameless).rejects.toMatchObject({ code: 'IDENTITY_MISSING' });
    store.simulator.store.deleteCustomer(ana.key);
    const gone = connector.sink.updateCustomer(ana, { values: { lastName: 'X' } }, signal);
    await expect(gone).rejects.toMatchObject({ code: 'RECORD_GONE', params: { record: 'Ana Ito' } });
  });

  it('does not deactivate: there is no such thing', async () => {
    const { store, connector, ana } = await openScene();
    await expect(connector.sink.deactivateCustomer(ana, signal)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
    });
    expect(store.simulator.counters.mutationsTotal).toBe(0);
  });
});

describe('writing addresses', () => {
  it('creates one, with the name on it split at the first space', async () => {
    const scene = await openScene();
    const { party, key } = await scene.connector.sink.createLocation(
      scene.ana,
      locationDraft(fremantle),
      signal,
    );
    expect(key).toMatch(/^gid:\/\/shopify\/MailingAddress\/\d+\?model_name=CustomerAddress$/);
    expect(party.locations.at(-1)).toMatchObject({ key, isDefault: false, values: fremantle });
    await expectStored(scene, party);
    const record = scene.store.simulator.store.customer(scene.ana.key);
    expect(record?.addresses.at(-1)).toMatchObject({ firstName: 'Ana', lastName: 'Maria Ito' });
  });

  it('creates one as the default, and the first is the default by itself', async () => {
    const scene = await openScene();
    const made = await scene.connector.sink.createLocation(scene.ana, locationDraft(fremantle, true), signal);
    expect(made.party.locations.map(({ isDefault }) => isDefault)).toEqual([false, false, true]);
    await expectStored(scene, made.party);
    const mere = await scene.connector.sink.createCustomer(customerDraft({ lastName: 'Tawhai' }), signal);
    const first = await scene.connector.sink.createLocation(mere, locationDraft(fremantle), signal);
    expect(first.party.locations).toMatchObject([{ isDefault: true }]);
    await expectStored(scene, first.party);
  });

  it('takes an exact duplicate for the address that is there already', async () => {
    const scene = await openScene();
    const draft = locationDraft({
      attention: 'Ana Ito',
      address1: '2 Banksia Street',
      city: 'Fremantle',
      province: 'WA',
      postcode: '6160',
      country: 'AU',
    });
    const same = await scene.connector.sink.createLocation(scene.ana, draft, signal);
    expect(same.key).toBe(keyOf(scene.ana, 1));
    expect(same.party.locations).toEqual(scene.ana.locations);
    const asDefault = await scene.connector.sink.createLocation(
      scene.ana,
      { ...draft, makeDefault: true },
      signal,
    );
    expect(asDefault.party.locations.map(({ isDefault }) => isDefault)).toEqual([false, true]);
    await expectStored(scene, asDefault.party);
  });

  it('changes and clears lines of one, and nothing else', async () => {
    const scene = await openScene();
    const key = keyOf(scene.ana, 0);
    const values = { address1: '7 Karri Road', province: 'TAS', postcode: '7000', company: 'Karri Timber' };
    const changed = await scene.connector.sink.updateLocation(scene.ana, key, { values }, signal);
    expect(changed.locations[0]).toMatchObject({
      key,
      isDefault: true,
      values: { ...values, city: 'Fremantle', country: 'AU', attention: 'Ana Ito' },
    });
    await expectStored(scene, changed);
    const cleared = await scene.connector.sink.updateLocation(
      changed,
      key,
      { values: { company: null } },
      signal,
    );
    expect(cleared.locations[0]?.values.company).toBeNull();
    await expectStored(scene, cleared);
  });

  it('makes another one the default', async () => {
    const scene = await openScene();
    const party = await scene.connector.sink.setDefaultLocation(scene.ana, keyOf(scene.ana, 1), signal);
    expect(party.locations.map(({ isDefault }) => isDefault)).toEqual([false, true]);
    await expectStored(scene, party);
  });

  it('deletes one; where it was the default, the answer shows which one is now', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    const without = await sink.removeLocation(scene.ana, keyOf(scene.ana, 0), signal);
    expect(without.locations).toMatchObject([{ key: keyOf(scene.ana, 1), isDefault: true }]);
    await expectStored(scene, without);
    const empty = await sink.removeLocation(without, keyOf(without, 0), signal);
    expect(empty.locations).toEqual([]);
    await expectStored(scene, empty);
  });

  it.each<readonly [Partial<LocationValues>, string, Readonly<Record<string, unknown>>]>([
    [{ province: 'AUK' }, 'STATE_UNKNOWN', { value: 'AUK' }],
    [{ country: 'Atlantis' }, 'COUNTRY_UNKNOWN', { value: 'Atlantis' }],
    [
      { address1: `${'Long '.repeat(60)}Street` },
      'VALUE_TOO_LONG',
      { field: 'Address line 1', maximum: '255' },
    ],
    [{ address1: '1 Wombat 🐨 Way' }, 'TEXT_NOT_ALLOWED', { field: 'Address line 1', what: 'emoji' }],
    [{ postcode: '6160 https://example.com' }, 'TEXT_NOT_ALLOWED', { what: 'web address' }],
    [{ attention: '<b>Ana</b> Ito' }, 'TEXT_NOT_ALLOWED', { field: 'Name on the address' }],
  ])('explains the refusal of %j', async (values, code, params) => {
    const { connector, ana } = await openScene();
    const expected: unknown = { code, params: { ...params, record: expect.stringContaining('address ') } };
    const created = connector.sink.createLocation(ana, locationDraft({ ...fremantle, ...values }), signal);
    await expect(created).rejects.toMatchObject(expected as object);
    const updated = connector.sink.updateLocation(ana, keyOf(ana, 0), { values }, signal);
    await expect(updated).rejects.toMatchObject(expected as object);
  });

  it('says that an address or its customer is gone', async () => {
    const { store, connector, ana } = await openScene();
    const key = keyOf(ana, 0);
    store.simulator.store.removeAddress(key);
    const gone = { code: 'RECORD_GONE', params: { record: 'address 1 Banksia Street of Ana Ito' } };
    const { sink } = connector;
    await expect(sink.updateLocation(ana, key, { values: { city: 'Perth' } }, signal)).rejects.toMatchObject(
      gone,
    );
    await expect(sink.setDefaultLocation(ana, key, signal)).rejects.toMatchObject(gone);
    await expect(sink.removeLocation(ana, key, signal)).rejects.toMatchObject(gone);
    store.simulator.store.deleteCustomer(ana.key);
    await expect(sink.createLocation(ana, locationDraft(fremantle), signal)).rejects.toMatchObject({
      code: 'RECORD_GONE',
      params: { record: 'Ana Ito' },
    });
  });
});

describe('a write whose answer is lost', () => {
  it.each(['noAnswer', 'cutAnswer', 'malformedJson', 'serverError', 'html'] as const)(
    '(%s) is reported as unknown, was sent once, and is settled by looking it up',
    async (kind) => {
      const store = await openStore();
      const { sink, source } = await store.connect({ timeout: 200 });
      store.simulator.faults.inject({ kind, on: 'mutation', landed: true });
      const draft = customerDraft({ lastName: 'Tawhai', email: 'mere@example.co.nz' });
      const creating = sink.createCustomer(draft, signal);
      await expect(creating).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', params: { record: 'Tawhai' } });
      expect(store.simulator.counters.mutationsTotal).toBe(1);
      const identity = { email: 'mere@example.co.nz', phone: null, number: null };
      const [found] = await source.findByIdentities([identity], signal);
      expect(found).toMatchObject([{ values: { lastName: 'Tawhai' } }]);
    },
  );
});

describe('L5 an address whose answer is lost', () => {
  it.each([true, false])('is settled by reading its customer again (it landed: %s)', async (landed) => {
    const { store, connector, ana } = await openScene();
    const { sink, source } = connector;
    store.simulator.faults.inject({ kind: 'serverError', on: 'mutation', landed });
    // Shopify fills in the name and rewrites the phone: it is the same address all the same.
    const draft = locationDraft({ ...fremantle, attention: null, phone: '+61 8 9335 1234' });
    await expect(sink.createLocation(ana, draft, signal)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const operation = {
      side: 'shopify',
      kind: 'createLocation',
      locationId: 'new',
      payload: draft,
    } as const;
    const write = { operation, before: ana, sentAt: store.clock.now() };
    const settled = await settleWrite(write, source, 'AU', { clock: store.clock, signal });
    const expected = landed
      ? { status: 'done', after: { locations: [{}, {}, { values: { attention: 'Ana Ito' } }] } }
      : { status: 'notLanded' };
    expect(settled).toMatchObject(expected);
    expect(store.simulator.store.customer(ana.key)?.addresses).toHaveLength(landed ? 3 : 2);
  });
});

describe('a deletion that is done, but not what came of it', () => {
  it('is reported as unknown, so that the record is read again', async () => {
    const { store, connector, ana } = await openScene();
    store.simulator.faults.inject({ kind: 'serverError', on: 'query', count: 10 });
    const deleting = connector.sink.removeLocation(ana, keyOf(ana, 0), signal);
    await expect(deleting).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', params: { record: 'Ana Ito' } });
    expect(store.simulator.counters.mutationsTotal).toBe(1);
    expect(store.simulator.store.customer(ana.key)?.addresses).toHaveLength(1);
  });
});

describe('many writes', () => {
  it('use the whole budget of the store and are never throttled', async () => {
    const store = await openStore({ limits: 'standard' });
    const { sink, counters } = await store.connect();
    const startedAt = store.clock.elapsed();
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
          await sink.createCustomer(customerDraft({ lastName: `Ito ${number}` }), signal);
        }
      }),
    );
    const seconds = (store.clock.elapsed() - startedAt) / 1000;
    // 3600 points less a full bucket of 2000, at 100 a second.
    const limit = (300 * 12 - 2000) / 100;
    expect(seconds / limit).toBeLessThan(1.15);
    expect(counters().throttled).toBe(0);
    expect(store.simulator.store.customers()).toHaveLength(300);
  });
});
