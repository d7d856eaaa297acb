import { describe, expect, it } from 'vitest';
import type { Party } from '../../../shared/domain/party.ts';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import { erpIdField } from '../../../electron/connectors/shopify/erp-id.ts';
import * as operations from '../../../electron/connectors/shopify/operations.gen.ts';
import type { Identity } from '../../../shared/sync/ports.ts';
import { settleWrite } from '../../../shared/sync/commit-settle.ts';
import { customerDraft, openStore, signal, type Store } from './support.ts';

const openKeeping = () => openStore({}, { storeErpId: true });

const named = (externalReference: string): Identity => ({
  email: null,
  phone: null,
  number: null,
  externalReference,
});

const draftFor = (externalReference: string, lastName = 'Tawhai') => ({
  ...customerDraft({ lastName }),
  externalReference,
});

function definitions({ simulator }: Store) {
  return simulator.store.snapshot().metafieldDefinitions;
}

function idOf({ simulator }: Store, key: string): string | undefined {
  const { namespace, key: field } = erpIdField;
  const metafields = simulator.store.customer(key)?.metafields ?? [];
  return metafields.find((each) => each.namespace === namespace && each.key === field)?.value;
}

async function readAll({ source }: ShopifyConnector): Promise<readonly Party[]> {
  const parties: Party[] = [];
  await source.readAll((page) => void parties.push(...page.parties), signal);
  return parties;
}

describe('the field for the ERP’s customer ID', () => {
  it('L2 is not made by reading, looking up or connecting', async () => {
    const store = await openKeeping();
    store.simulator.store.addCustomer({ lastName: 'Ito', email: 'ana@example.com' });
    const connector = await store.connect();
    const [ana] = await readAll(connector);
    expect(ana?.externalReference).toBeNull();
    await connector.source.readByKeys([ana?.key ?? ''], signal);
    expect(await connector.source.findByIdentities([named('C000001')], signal)).toEqual([[]]);
    expect(store.simulator.counters.mutationsTotal).toBe(0);
    expect(definitions(store)).toEqual([]);
  });

  it('is made once, by the first customers that carry one', async () => {
    const store = await openKeeping();
    const { sink } = await store.connect();
    const made = await Promise.all(
      ['C000001', 'C000002', 'C000003'].map((id) => sink.createCustomer(draftFor(id), signal)),
    );
    expect(definitions(store)).toMatchObject([
      { ...erpIdField, type: 'id', ownerType: 'CUSTOMER', uniqueValues: true },
    ]);
    expect(store.simulator.counters.mutationsTotal).toBe(4);
    expect(made.map(({ key }) => idOf(store, key))).toEqual(['C000001', 'C000002', 'C000003']);
    const again = await store.connect();
    await again.sink.createCustomer(draftFor('C000004'), signal);
    expect(store.simulator.counters.mutationsTotal).toBe(5);
  });

  it('is not made where no customer carries one', async () => {
    const store = await openKeeping();
    const { sink } = await store.connect();
    await sink.createCustomer(customerDraft({ lastName: 'Tawhai' }), signal);
    expect(definitions(store)).toEqual([]);
  });

  it('is there although the answer to its making was lost', async () => {
    const store = await openKeeping();
    const { sink } = await store.connect();
    store.simulator.faults.inject({ kind: 'cutAnswer', on: 'mutation', landed: true });
    const party = await sink.createCustomer(draftFor('C000001'), signal);
    expect(idOf(store, party.key)).toBe('C000001');
    expect(definitions(store)).toHaveLength(1);
  });

  it('that is used for something else is left alone, and that is said', async () => {
    const store = await openKeeping();
    const { simulator } = store;
    simulator.store.load({
      ...simulator.store.snapshot(),
      metafieldDefinitions: [
        {
          typeName: 'MetafieldDefinition',
          number: 1,
          ...erpIdField,
          name: 'Something else',
          type: 'single_line_text_field',
          ownerType: 'CUSTOMER',
          description: null,
          uniqueValues: false,
        },
      ],
    });
    const { sink } = await store.connect();
    await expect(sink.createCustomer(draftFor('C000001'), signal)).rejects.toMatchObject({
      code: 'CUSTOMER_ID_FIELD_CLASH',
      params: { value: 'accord.erp_customer_id', type: 'single_line_text_field' },
    });
    expect(simulator.counters.mutationsTotal).toBe(0);
  });

  it('that is removed during a run is missed and explained; nothing is stored without it', async () => {
    const store = await openKeeping();
    const { sink, source } = await store.connect();
    await sink.createCustomer(draftFor('C000001'), signal);
    const { simulator } = store;
    simulator.store.load({ ...simulator.store.snapshot(), metafieldDefinitions: [] });
    const missing = { code: 'CUSTOMER_ID_FIELD_MISSING' };
    await expect(sink.createCustomer(draftFor('C000002'), signal)).rejects.toMatchObject(missing);
    await expect(source.findByIdentities([named('C000001')], signal)).rejects.toMatchObject(missing);
    expect(simulator.store.customers()).toHaveLength(1);
    const again = await store.connect();
    await again.sink.createCustomer(draftFor('C000002'), signal);
    expect(definitions(store)).toHaveLength(1);
  });

  it('is the one that the operations ask for', () => {
    const { namespace, key } = erpIdField;
    for (const { document } of [operations.customersPage, operations.customersByIds]) {
      expect(document).toContain(`metafield(namespace:"${namespace}" key:"${key}")`);
    }
  });
});

describe('a customer that carries the ERP’s customer ID', () => {
  it('is read with it where the profile stores it, for 10 points a page, and otherwise without', async () => {
    const store = await openKeeping();
    const keeping = await store.connect();
    await keeping.sink.createCustomer(draftFor('C000001'), signal);
    expect((await readAll(keeping)).map(({ externalReference }) => externalReference)).toEqual(['C000001']);
    const plain = await store.connect({ connection: { ...store.options.connection, storeErpId: false } });
    expect((await readAll(plain)).map(({ externalReference }) => externalReference)).toEqual([null]);
  });

  it('is found by it exactly and at once', async () => {
    const store = await openStore({ switches: { searchLagMilliseconds: 3_600_000 } }, { storeErpId: true });
    const { sink, source } = await store.connect();
    const party = await sink.createCustomer(draftFor('C 1'), signal);
    const found = await source.findByIdentities([named('C 1'), named('C'), named('c 1')], signal);
    expect(found.map((parties) => parties.map(({ key }) => key))).toEqual([[party.key], [], []]);
    expect(found[0]?.[0]).toMatchObject({ externalReference: 'C 1' });
  });

  it('gets it with an update where it has none or another one', async () => {
    const store = await openKeeping();
    const { sink } = await store.connect();
    const plain = await sink.createCustomer(customerDraft({ lastName: 'Tawhai' }), signal);
    const patch = { values: { firstName: 'Mere' }, externalReference: 'C000001' };
    const first = await sink.updateCustomer(plain, patch, signal);
    expect(first).toMatchObject({ externalReference: 'C000001', values: { firstName: 'Mere' } });
    expect(idOf(store, first.key)).toBe('C000001');
    const moved = await sink.updateCustomer(
      first,
      { values: { firstName: 'Mary' }, externalReference: 'C000002' },
      signal,
    );
    expect(idOf(store, moved.key)).toBe('C000002');
    const kept = await sink.updateCustomer(moved, { values: { firstName: 'Mere' } }, signal);
    expect(kept.externalReference).toBe('C000002');
  });

  it('stands in the way of another one, and is named', async () => {
    const store = await openKeeping();
    const { sink } = await store.connect();
    await sink.createCustomer(
      { ...customerDraft({ firstName: 'Ben', lastName: 'Kerr' }), externalReference: 'C000001' },
      signal,
    );
    const other = await sink.createCustomer(customerDraft({ lastName: 'Ito' }), signal);
    const taken = {
      code: 'CUSTOMER_ID_TAKEN',
      params: { value: 'C000001', other: expect.stringMatching(/^Ben Kerr \(\d+\)$/) as unknown },
      fields: { customerId: expect.stringContaining('Ben Kerr') as unknown },
    };
    await expect(sink.createCustomer(draftFor('C000001'), signal)).rejects.toMatchObject(taken);
    const patch = { values: { firstName: 'Ana' }, externalReference: 'C000001' };
    await expect(sink.updateCustomer(other, patch, signal)).rejects.toMatchObject(taken);
    expect(store.simulator.store.customer(other.key)?.firstName).toBeNull();
  });

  it.each([true, false])(
    'L5 settles a create that has neither e-mail nor phone (it landed: %s)',
    async (landed) => {
      const store = await openKeeping();
      const { sink, source } = await store.connect();
      await sink.createCustomer(draftFor('C000001', 'Ito'), signal);
      store.simulator.faults.inject({ kind: 'serverError', on: 'mutation', landed });
      const draft = draftFor('C000002');
      await expect(sink.createCustomer(draft, signal)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      const operation = {
        side: 'shopify',
        kind: 'createCustomer',
        locationId: null,
        payload: draft,
      } as const;
      const write = { operation, before: null, sentAt: store.clock.now() };
      const settled = await settleWrite(write, source, 'AU', { clock: store.clock, signal });
      const expected = landed
        ? { status: 'done', after: { values: { lastName: 'Tawhai' } } }
        : { status: 'notLanded' };
      expect(settled).toMatchObject(expected);
    },
  );
});
