import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask, createTestClock, list, post } from './test-client.ts';
import type { TestValue } from './test-client.ts';

const sydney = { address1: '1 High St', city: 'Sydney', countryCode: 'AU', provinceCode: 'NSW', zip: '2000' };
const dunedin = {
  address1: '4 George St',
  city: 'Dunedin',
  countryCode: 'NZ',
  province: 'Otago Region',
  zip: '9016',
};
const fields = `id firstName lastName displayName tags taxExempt createdAt updatedAt canDelete
  defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber } defaultAddress { id }
  addressesV2(first: 10) { nodes { id firstName company address1 city province provinceCode country countryCodeV2 zip phone } }`;
const createText = `mutation M($input: CustomerInput!) { customerCreate(input: $input) { customer { ${fields} } userErrors { field message } } }`;
const updateText = `mutation M($input: CustomerInput!) { customerUpdate(input: $input) { customer { ${fields} } userErrors { field message } } }`;
const setText = `mutation M($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) {
  customerSet(input: $input, identifier: $identifier) { customer { ${fields} } userErrors { field message code } } }`;
const addText = `mutation M($id: ID!, $address: MailingAddressInput!, $asDefault: Boolean) {
  customerAddressCreate(customerId: $id, address: $address, setAsDefault: $asDefault) { address { id address1 firstName } userErrors { message } } }`;
const changeText = `mutation M($id: ID!, $addressId: ID!, $address: MailingAddressInput!, $asDefault: Boolean) {
  customerAddressUpdate(customerId: $id, addressId: $addressId, address: $address, setAsDefault: $asDefault) {
    address { id address1 city provinceCode } userErrors { message } } }`;
const dropText = `mutation M($id: ID!, $addressId: ID!) {
  customerAddressDelete(customerId: $id, addressId: $addressId) { deletedAddressId userErrors { message } } }`;
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

  test('may have any postcode, and countryCode beats country', async () => {
    const { addressesV2 } = await create({
      firstName: 'Ana',
      addresses: [{ ...dunedin, country: 'Australia', zip: 'not-a-postal-code' }],
    });
    expect(addressesV2?.['nodes']?.[0]).toMatchObject({
      country: 'New Zealand',
      province: 'Otago',
      provinceCode: 'OTA',
      zip: 'not-a-postal-code',
    });
  });

  test('are found by identifier at once, however an e-mail or phone is written', async () => {
    const { id } = await create({ email: 'mia@example.com.au', phone: '+61412345678' });
    const find = async (identifier: Readonly<Record<string, unknown>>): Promise<TestValue | undefined> => {
      const text =
        'query Q($identifier: CustomerIdentifierInput!) { customerByIdentifier(identifier: $identifier) { id } }';
      return (await ask(shop, text, { identifier })).data['customerByIdentifier'];
    };
    for (const identifier of [
      { id },
      { emailAddress: 'MIA@example.com.au' },
      { phoneNumber: '0412 345 678' },
    ])
      expect(await find(identifier)).toEqual({ id });
    expect(await find({ emailAddress: 'noah@example.com.au' })).toBeNull();
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

  test('keep the first address as default until another is made so or it is deleted', async () => {
    const { id } = await create({ firstName: 'Mia' });
    const defaultId = async (): Promise<unknown> => (await read(id))['defaultAddress']?.['id'];
    const add = async (address: object, asDefault?: boolean): Promise<unknown> =>
      (await change(addText, { id, address, asDefault }))['address']?.['id'];

    const first = await add(sydney);
    expect(await defaultId()).toBe(first);
    const second = await add(dunedin, false);
    expect(await defaultId()).toBe(first);
    await change(changeText, { id, addressId: first, address: {}, asDefault: false });
    expect(await defaultId()).toBe(first);
    const third = await add({ ...sydney, address1: '3 Hill Rd' }, true);
    expect(await defaultId()).toBe(third);
    await change(
      'mutation M($id: ID!, $addressId: ID!) { customerUpdateDefaultAddress(customerId: $id, addressId: $addressId) { customer { id } userErrors { message } } }',
      { id, addressId: second },
    );
    expect(await defaultId()).toBe(second);
    expect(await change(dropText, { id, addressId: second })).toMatchObject({ deletedAddressId: second });
    expect(await defaultId()).toBe(first);
    const again = await ask(shop, dropText, { id, addressId: second });
    expect(again.errors[0]).toMatchObject({
      message: 'invalid id',
      extensions: { code: 'RESOURCE_NOT_FOUND' },
    });
  });

  test('patch an address in part and keep its id', async () => {
    const { id, defaultAddress } = await create({ firstName: 'Mia', addresses: [sydney] });
    const changed = await change(changeText, {
      id,
      addressId: defaultAddress?.['id'],
      address: { city: 'Newtown' },
    });
    expect(changed['address']).toEqual({
      id: defaultAddress?.['id'],
      address1: '1 High St',
      city: 'Newtown',
      provinceCode: 'NSW',
    });
  });

  test('take an empty address, which inherits the name', async () => {
    const { id } = await create({ firstName: 'Mia' });
    expect((await change(addText, { id, address: {} }))['address']).toMatchObject({
      address1: null,
      firstName: 'Mia',
    });
  });

  test('set by identifier: created once, then updated; addresses come back with new ids', async () => {
    const identifier = { email: 'mia@example.com.au' };
    const input = {
      email: 'mia@example.com.au',
      firstName: 'Mia',
      tags: ['a'],
      addresses: [sydney, dunedin],
    };
    const first = (await change(setText, { identifier, input }))['customer'] as TestValue;
    const again = await change(setText, { identifier, input: { ...input, addresses: [dunedin, sydney] } });
    expect(again['customer']?.['id']).toBe(first['id']);
    const ids = (customer: TestValue | undefined): readonly unknown[] =>
      list(customer?.['addressesV2']?.['nodes']).map((address) => address['id']);
    expect(ids(again['customer'])).toHaveLength(2);
    expect(ids(again['customer']).filter((id) => ids(first).includes(id))).toEqual([]);
    const kept = await change(setText, {
      identifier,
      input: { email: 'mia@example.com.au', lastName: 'Brown' },
    });
    expect(kept['customer']).toMatchObject({ displayName: 'Mia Brown', tags: ['a'] });
    expect(ids(kept['customer'])).toEqual(ids(again['customer']));
    expect(shop.store.customers()).toHaveLength(1);
  });

  test('are tied to a custom id once its definition exists', async () => {
    await change(
      `mutation { metafieldDefinitionCreate(definition: {name: "ERP id", namespace: "$app", key: "erp_id", type: "id", ownerType: CUSTOMER}) {
        createdDefinition { id key type { name } } userErrors { message } } }`,
      {},
    );
    const identifier = { customId: { key: 'erp_id', value: 'C000123' } };
    const first = await change(setText, { identifier, input: { firstName: 'Mia' } });
    const second = await change(setText, { identifier, input: { lastName: 'Brown' } });
    expect(second['customer']).toMatchObject({ id: first['customer']?.['id'], displayName: 'Mia Brown' });
    const other = shop.store.addCustomer({ firstName: 'Noah' });
    const { data } = await ask(
      shop,
      `mutation M($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { id } userErrors { field code } } }`,
      { metafields: [{ ownerId: other, key: 'erp_id', value: 'C000123' }] },
    );
    expect(data['metafieldsSet']).toEqual({
      metafields: null,
      userErrors: [{ field: ['metafields', '0', 'value'], code: 'TAKEN' }],
    });
  });

  test('compare and set a metafield by its digest', async () => {
    const { id } = await create({ firstName: 'Mia' });
    const write = async (value: string, digest?: unknown): Promise<TestValue> => {
      const text = `mutation M($metafields: [MetafieldsSetInput!]!) {
        metafieldsSet(metafields: $metafields) { metafields { value compareDigest namespace } userErrors { code } } }`;
      const entry = {
        ownerId: id,
        key: 'links',
        type: 'json',
        value,
        ...(digest === undefined ? {} : { compareDigest: digest }),
      };
      return (await ask(shop, text, { metafields: [entry] })).data['metafieldsSet'] as TestValue;
    };
    const first = await write('{"a":1}', null);
    const digest = first['metafields']?.[0]?.['compareDigest'];
    expect((await write('{"a":2}', null))['userErrors']).toEqual([{ code: 'STALE_OBJECT' }]);
    const second = await write('{"a":2}', digest);
    expect(second['metafields']?.[0]).toMatchObject({ value: '{"a":2}', namespace: 'app--100001' });
    expect((await write('{"a":3}', digest))['userErrors']).toEqual([{ code: 'STALE_OBJECT' }]);
    const { data } = await ask(
      shop,
      'query Q($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "links") { jsonValue } } }',
      { id },
    );
    expect(data['customer']?.['metafield']).toEqual({ jsonValue: { a: 2 } });
  });

  test('change tags and consent', async () => {
    const { id } = await create({ email: 'mia@example.com.au', tags: ['b'] });
    await change(
      'mutation M($id: ID!) { tagsAdd(id: $id, tags: ["a", "B"]) { node { id } userErrors { message } } }',
      { id },
    );
    expect((await read(id))['tags']).toEqual(['a', 'b']);
    await change(
      'mutation M($id: ID!) { tagsRemove(id: $id, tags: ["A"]) { node { id } userErrors { message } } }',
      { id },
    );
    expect((await read(id))['tags']).toEqual(['b']);
    await change(
      `mutation M($id: ID!) { customerEmailMarketingConsentUpdate(input: {customerId: $id,
        emailMarketingConsent: {marketingState: SUBSCRIBED, marketingOptInLevel: SINGLE_OPT_IN}}) { customer { id } userErrors { message } } }`,
      { id },
    );
    expect((await read(id))['defaultEmailAddress']?.['marketingState']).toBe('SUBSCRIBED');
  });

  test('page their addresses', async () => {
    const addresses = Array.from({ length: 7 }, (_, index) => ({ ...sydney, address1: `${index} High St` }));
    const { id } = await create({ firstName: 'Mia', addresses });
    const text = `query Q($id: ID!, $after: String) { customer(id: $id) {
      addressesV2(first: 3, after: $after) { edges { node { address1 } } pageInfo { hasNextPage endCursor } } } }`;
    const found: unknown[] = [];
    let after: unknown = null;
    do {
      const page = (await ask(shop, text, { id, after })).data['customer']?.['addressesV2'] as TestValue;
      found.push(...list(page['edges']).map((edge) => edge['node']?.['address1']));
      after = page['pageInfo']?.['hasNextPage'] ? page['pageInfo']['endCursor'] : null;
    } while (after !== null);
    expect(found).toEqual(addresses.map(({ address1 }) => address1));
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

  test('lose personal fields for an app without Level 2, or are denied', async () => {
    const id = shop.store.addCustomer({
      firstName: 'Mia',
      email: 'mia@example.com.au',
      phone: '+61412345678',
      note: 'VIP',
      addresses: [sydney],
    });
    shop.setSwitches({ protectedData: 'redacted' });
    expect(await read(id)).toMatchObject({
      id,
      firstName: null,
      displayName: '',
      defaultEmailAddress: null,
      defaultPhoneNumber: null,
      addressesV2: { nodes: [{ firstName: null, address1: null, zip: null, phone: null, city: 'Sydney' }] },
    });
    shop.setSwitches({ protectedData: 'denied' });
    const { errors } = await ask(shop, readText, { id });
    expect(errors[0]).toMatchObject({
      message: 'This app is not approved to access the Customer object.',
      extensions: { code: 'ACCESS_DENIED' },
    });
  });

  test('are refused without the scope', async () => {
    const reader = await startShopifySimulator({
      accessTokens: [{ token: 'shpat_reader', scopes: ['read_customers'] }],
    });
    const response = await post(
      reader,
      'mutation { customerCreate(input: {firstName: "A"}) { customer { id } } }',
      {},
      'shpat_reader',
    );
    const answer = (await response.json()) as { readonly errors: readonly unknown[] };
    expect(answer.errors[0]).toMatchObject({
      message: 'Access denied for customerCreate field. Required access: `write_customers` access scope.',
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`write_customers` access scope.' },
    });
    expect(reader.counters.mutationsTotal).toBe(0);
    expect(reader.store.customers()).toEqual([]);
    await reader.close();
  });
});
