import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask, createTestClock, list } from './test-client.ts';
import type { TestValue } from './test-client.ts';

const sydney = { address1: '1 High St', city: 'Sydney', countryCode: 'AU', provinceCode: 'NSW', zip: '2000' };
const fields = `id firstName lastName displayName tags taxExempt createdAt updatedAt canDelete
  defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber } defaultAddress { id }
  addressesV2(first: 10) { nodes { id firstName company address1 city province provinceCode country countryCodeV2 zip phone } }`;
const createText = `mutation M($input: CustomerInput!) { customerCreate(input: $input) { customer { ${fields} } userErrors { field message } } }`;
const updateText = `mutation M($input: CustomerInput!) { customerUpdate(input: $input) { customer { ${fields} } userErrors { field message } } }`;
const addText = `mutation M($id: ID!, $address: MailingAddressInput!, $asDefault: Boolean) {
  customerAddressCreate(customerId: $id, address: $address, setAsDefault: $asDefault) { address { id address1 firstName } userErrors { message } } }`;
const readText = `query Q($id: ID!) { customer(id: $id) { ${fields} } }`;

describe('customers', () => {
  const clock = createTestClock();
  let shop: ShopifySimulator;
  beforeEach(async () => {
    shop = await startShopifySimulator({ clock: clock.now, limits: 'off' });
  });
  afterEach(() => shop.close());

  const change = async (text: string, variables: Readonly<Record<string, unknown>>): Promise<TestValue> => {
    const { data, errors } = await ask(shop, text, variables);
    expect(errors).toEqual([]);
    const [payload] = Object.values(data);
    if (!payload) throw new Error('no payload');
    expect(payload['userErrors']).toEqual([]);
    return payload;
  };
  const create = async (input: Readonly<Record<string, unknown>>): Promise<TestValue> =>
    (await change(createText, { input }))['customer'] as TestValue;
  const read = async (id: unknown): Promise<TestValue> => {
    const { data, errors } = await ask(shop, readText, { id });
    expect(errors).toEqual([]);
    return data['customer'] as TestValue;
  };

  test('are normalised when they are created', async () => {
    const created = await create({
      firstName: ' Mia ',
      email: ' Mia.Brown @Example.com.au',
      phone: '(02) 9876 5432',
      tags: ['b,A', 'a', 'c'],
      addresses: [{ ...sydney, phone: '0412 345 678', address1: ' 1 High St ' }],
    });
    expect(created).toMatchObject({
      firstName: 'Mia',
      lastName: null,
      displayName: 'Mia',
      tags: ['A', 'b', 'c'],
      defaultEmailAddress: { emailAddress: 'Mia.Brown@Example.com.au', marketingState: 'NOT_SUBSCRIBED' },
      defaultPhoneNumber: { phoneNumber: '+61298765432' },
      createdAt: '2026-11-02T00:00:00Z',
      updatedAt: '2026-11-02T00:00:00Z',
      canDelete: true,
    });
    expect(created['addressesV2']?.['nodes']).toEqual([
      {
        id: created['defaultAddress']?.['id'],
        firstName: 'Mia',
        company: null,
        address1: '1 High St',
        city: 'Sydney',
        province: 'New South Wales',
        provinceCode: 'NSW',
        country: 'Australia',
        countryCodeV2: 'AU',
        zip: '2000',
        phone: '+61412345678',
      },
    ]);
    expect(created['id']).toMatch(/^gid:\/\/shopify\/Customer\/\d+$/);
    expect(created['defaultAddress']?.['id']).toMatch(
      /^gid:\/\/shopify\/MailingAddress\/\d+\?model_name=CustomerAddress$/,
    );
  });

  test('free an e-mail when it is changed or the customer is deleted', async () => {
    const first = await create({ email: 'mia@example.com.au' });
    await change(updateText, { input: { id: first['id'], email: 'mia2@example.com.au' } });
    const second = await create({ email: 'mia@example.com.au' });
    await change(
      'mutation M($id: ID!) { customerDelete(input: {id: $id}) { deletedCustomerId shop { name } userErrors { message } } }',
      {
        id: second['id'],
      },
    );
    expect(await read(second['id'])).toBeNull();
    await create({ email: 'MIA@example.com.au' });
  });

  test('move updatedAt on an edit that changes something, and only then', async () => {
    const { id } = await create({ firstName: 'Mia' });
    clock.advance(60);
    const same = await change(updateText, { input: { id, firstName: 'Mia' } });
    expect(same['customer']?.['updatedAt']).toBe('2026-11-02T00:00:00Z');
    const edited = await change(updateText, { input: { id, lastName: 'Brown' } });
    expect(edited['customer']?.['updatedAt']).toBe('2026-11-02T00:01:00Z');
  });

  test.each([true, false])('move updatedAt when an address is added: %s', async (moves) => {
    shop.setSwitches({ addressEditsMoveUpdatedAt: moves });
    const { id, updatedAt } = await create({ firstName: 'Mia' });
    clock.advance(60);
    await change(addText, { id, address: sydney });
    expect((await read(id))['updatedAt'] !== updatedAt).toBe(moves);
  });

  test('list by id, time of change and id window', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      clock.advance(10);
      ids.push(shop.store.addCustomer({ firstName: `P${index}` }));
    }
    clock.advance(10);
    shop.store.editCustomer(ids[2] ?? '', { lastName: 'Changed' });
    const listed = async (args: string): Promise<readonly unknown[]> => {
      const { data, errors } = await ask(shop, `{ customers(first: 10, ${args}) { nodes { id } } }`);
      expect(errors).toEqual([]);
      return list(data['customers']?.['nodes']).map(({ id }) => id);
    };
    expect(await listed('sortKey: ID')).toEqual(ids);
    expect(await listed('sortKey: UPDATED_AT')).toEqual([...ids.filter((_, index) => index !== 2), ids[2]]);
    expect(await listed('sortKey: ID, reverse: true')).toEqual(ids.toReversed());
    const third = Number(ids[2]?.split('/').at(-1));
    expect(await listed(`sortKey: ID, query: "id:>${third}"`)).toEqual(ids.slice(3));
    const stamp = shop.store.customer(ids[5] ?? '')?.updatedAt ?? '';
    expect(await listed(`sortKey: UPDATED_AT, query: "updated_at:>='${stamp}'"`)).toEqual([
      ids[5],
      ids[6],
      ids[2],
    ]);
    const { data } = await ask(
      shop,
      '{ all: customersCount { count precision } three: customersCount(limit: 3) { count precision } }',
    );
    expect(data).toEqual({
      all: { count: 7, precision: 'EXACT' },
      three: { count: 3, precision: 'AT_LEAST' },
    });
  });

  test('are searched behind the lag and listed without it', async () => {
    shop.setSwitches({ searchLagMilliseconds: 5_000 });
    const old = await create({ email: 'mia@example.com.au' });
    clock.advance(6);
    await change(updateText, { input: { id: old['id'], email: 'mia2@example.com.au' } });
    await create({ email: 'noah@example.com.au' });
    const text = 'query Q($query: String) { customers(first: 5, query: $query) { nodes { id } } }';
    const search = async (query: string): Promise<number> =>
      list((await ask(shop, text, { query })).data['customers']?.['nodes']).length;
    expect(await search('email:mia@example.com.au')).toBe(1);
    expect(await search('email:mia2@example.com.au')).toBe(0);
    expect(await search('email:noah@example.com.au')).toBe(0);
    expect(await search('')).toBe(2);
    clock.advance(5);
    expect(await search('email:mia@example.com.au')).toBe(0);
    expect(await search('email:mia2@example.com.au')).toBe(1);
    expect(await search('email:noah@example.com.au')).toBe(1);
  });

  test('answer node and nodes', async () => {
    const { id, defaultAddress } = await create({ firstName: 'Mia', addresses: [sydney] });
    const ids = [id, defaultAddress?.['id'], 'gid://shopify/Customer/1'];
    const { data } = await ask(
      shop,
      'query Q($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Customer { firstName } ... on MailingAddress { city } } }',
      { ids },
    );
    expect(data['nodes']).toEqual([
      { __typename: 'Customer', id, firstName: 'Mia' },
      { __typename: 'MailingAddress', id: defaultAddress?.['id'], city: 'Sydney' },
      null,
    ]);
  });
});
