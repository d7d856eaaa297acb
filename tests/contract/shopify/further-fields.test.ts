/** Metafields of customers: listed to choose from, and read where a rule names them, by pages, in bulk, by key and by identity. */
import { buildASTSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { bulkTextWith } from '../../../electron/connectors/shopify/further-fields.ts';
import { readSchema } from '../../../electron/connectors/shopify/generate.ts';
import { customersInBulk, customersPage } from '../../../electron/connectors/shopify/operations.gen.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { ask } from '../../../simulators/shopify/test-client.ts';
import { addCustomers, openStore, readWhole, signal, streetAddress, type Store } from './support.ts';

const field = (key: string, type: FurtherField['type']): FurtherField => ({
  key: `metafield:${key}`,
  label: key,
  type,
  maximum: null,
});

const level = field('loyalty.level', 'text');
const points = field('loyalty.points', 'number');
const since = field('loyalty.since', 'date');
const staff = field('custom.is-staff', 'yesNo');
const interests = field('custom.interests', 'list');
const all = [level, points, since, staff, interests];

async function define(store: Store, key: string, type: string, name = key): Promise<void> {
  const [namespace, its] = key.split('.');
  const definition = { namespace, key: its, name, type, ownerType: 'CUSTOMER' };
  await ask(
    store.simulator,
    `mutation Define($definition: MetafieldDefinitionInput!) {
      metafieldDefinitionCreate(definition: $definition) { userErrors { message } }
    }`,
    { definition },
  );
}

async function openLoyal(): Promise<Store> {
  const store = await openStore();
  store.simulator.store.addCustomer({
    lastName: 'Ito',
    email: 'ana@example.com',
    addresses: [streetAddress(1), streetAddress(2)],
    metafields: [
      { namespace: 'loyalty', key: 'level', type: 'single_line_text_field', value: 'Gold' },
      { namespace: 'loyalty', key: 'points', type: 'number_integer', value: '250' },
      { namespace: 'loyalty', key: 'since', type: 'date', value: '2024-03-01' },
      { namespace: 'custom', key: 'is-staff', type: 'boolean', value: 'false' },
      { namespace: 'custom', key: 'interests', type: 'list.single_line_text_field', value: '["Tea","Jam"]' },
      { namespace: 'other', key: 'level', type: 'single_line_text_field', value: 'Not asked for' },
    ],
  });
  store.simulator.store.addCustomer({ lastName: 'Tawhai', email: 'mere@example.com' });
  return store;
}

const ofAna = {
  'metafield:loyalty.level': 'Gold',
  'metafield:loyalty.points': 250,
  'metafield:loyalty.since': '2024-03-01T00:00:00.000Z',
  'metafield:custom.is-staff': false,
  'metafield:custom.interests': ['Tea', 'Jam'],
};

const mereHasNone = { orders: 0, account: 'disabled' };

describe('the metafields that a store defined for its customers', () => {
  it('are listed by their names, without those that are no plain values', async () => {
    const store = await openStore();
    await define(store, 'loyalty.points', 'number_integer', 'Points');
    await define(store, 'loyalty.level', 'single_line_text_field', 'Loyalty level');
    await define(store, 'custom.interests', 'list.single_line_text_field', 'Interests');
    await define(store, 'custom.favourite', 'product_reference', 'Favourite');
    await define(store, 'custom.form', 'json', 'Form');
    const connector = await store.connect();
    const { fields, leftOut } = await connector.furtherFields(signal);
    expect(fields).toEqual([
      {
        key: 'metafield:custom.interests',
        label: 'Interests',
        type: 'list',
        maximum: null,
        says: 'Metafield custom.interests',
      },
      {
        key: 'metafield:loyalty.level',
        label: 'Loyalty level',
        type: 'text',
        maximum: null,
        says: 'Metafield loyalty.level',
      },
      {
        key: 'metafield:loyalty.points',
        label: 'Points',
        type: 'number',
        maximum: null,
        says: 'Metafield loyalty.points',
      },
    ]);
    expect(leftOut).toBe(2);
  });

  it('are none in a store that defined none', async () => {
    const { furtherFields } = await (await openStore()).connect();
    expect(await furtherFields(signal)).toMatchObject({ fields: [], leftOut: 0 });
  });
});

describe('metafields of customers', () => {
  it('are read as values of their kind where they are asked for, and are absent where a customer has none', async () => {
    const { source } = await (await openLoyal()).connect({ further: all });
    const [ana, mere] = (await readWhole(source)).parties;
    expect(ana?.attributes).toMatchObject(ofAna);
    expect(Object.keys(ana?.attributes ?? {})).toHaveLength(2 + all.length);
    expect(mere?.attributes).toEqual(mereHasNone);
  });

  it('are not read otherwise, and a page costs no more', async () => {
    const store = await openLoyal();
    const { parties, summary } = await readWhole((await store.connect()).source);
    expect(parties[0]?.attributes).toEqual(mereHasNone);
    const withOne = await readWhole((await store.connect({ further: [level] })).source);
    expect(withOne.summary.points).toBeGreaterThan(summary.points);
  });

  it('come by key and by identity as they come by pages', async () => {
    const { source } = await (await openLoyal()).connect({ further: all });
    const { parties } = await readWhole(source);
    const again = await source.readByKeys(
      parties.map(({ key }) => key),
      signal,
    );
    expect([...again.values()]).toEqual(parties);
    const [found] = await source.findByIdentities(
      [{ email: 'ana@example.com', phone: null, number: null, externalReference: null }],
      signal,
    );
    expect(found).toEqual([parties[0]]);
  });

  it('come in bulk as they come by pages, field by field', async () => {
    const store = await openLoyal();
    addCustomers(store, 150);
    const byPages = await readWhole((await store.connect({ further: all })).source);
    const inBulk = await readWhole(
      (await store.connect({ further: all, reading: { bulkAbove: 100 } })).source,
    );
    expect(inBulk.summary.points).toBeLessThan(byPages.summary.points);
    expect(inBulk.parties).toEqual(byPages.parties);
  });

  it('that hold another kind of value than the field was taken up with are no value', async () => {
    const { source } = await (await openLoyal()).connect({ further: [{ ...points, type: 'date' }] });
    expect((await readWhole(source)).parties[0]?.attributes).toEqual(mereHasNone);
  });
});

describe('what is asked', () => {
  it('is a valid bulk query with as many fields as a profile can take up', () => {
    const many = Array.from({ length: 50 }, (_, index) => field(`n-${index}.key_${index}`, 'text'));
    const text = bulkTextWith(customersInBulk, many);
    expect(text.match(/further\d+:metafield/g)).toHaveLength(50);
    expect(validate(buildASTSchema(parse(readSchema())), parse(text))).toEqual([]);
    expect(bulkTextWith(customersInBulk, [])).toBe(customersInBulk.document);
  });

  it('costs what was predicted: one list for all fields of a customer', () => {
    const page = { first: 244, addresses: 12, further: true };
    const plain = customersPage.cost({ ...page, further: false });
    expect(plain).toBe(92);
    expect(customersPage.cost({ ...page, furtherCount: 1 })).toBe(122);
    expect(customersPage.cost({ ...page, furtherCount: 50 })).toBeLessThan(250);
  });
});
