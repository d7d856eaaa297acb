import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gid } from './gid.ts';
import { startShopifySimulator } from './index.ts';
import type { CompanySeed, ShopifySimulator } from './index.ts';
import { ask, createTestClock, list, textOf } from './test-client.ts';
import type { TestValue } from './test-client.ts';

const address = { address1: '1 High St', city: 'Sydney', zip: '2000', zoneCode: 'NSW', countryCode: 'AU' };
const locationFields = `id name externalId phone note locale updatedAt currency billingAddress { id address1 zoneCode province companyName }
  shippingAddress { id address1 } taxSettings { taxExempt taxExemptions taxRegistrationId }
  buyerExperienceConfiguration { checkoutToDraft editableShippingAddress paymentTermsTemplate { id name dueInDays } deposit { ... on DepositPercentage { percentage } } }
  roleAssignments(first: 10) { nodes { id role { name } companyContact { id } } }`;
const companyFields = `id name externalId note customerSince createdAt updatedAt contactsCount { count } locationsCount { count }
  mainContact { id isMainContact } defaultRole { name } contactRoles(first: 10) { nodes { id name } }
  contacts(first: 10) { nodes { id title customer { id firstName defaultEmailAddress { emailAddress } } } }
  locations(first: 10) { nodes { ${locationFields} } }`;
const readText = `query Q($id: ID!) { company(id: $id) { ${companyFields} } }`;
const assignAddressText = `mutation M($id: ID!, $address: CompanyAddressInput!, $types: [CompanyAddressType!]!) {
  companyLocationAssignAddress(locationId: $id, address: $address, addressTypes: $types) { addresses { id address1 } userErrors { message } } }`;

describe('business customers', () => {
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
  const read = async (
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<TestValue> => {
    const { data, errors } = await ask(shop, query, variables);
    expect(errors).toEqual([]);
    const [value] = Object.values(data);
    if (!value) throw new Error('no value');
    return value;
  };
  const seed = (fields: Partial<CompanySeed> = {}): string =>
    shop.store.addCompany({ name: 'Wattle Cafe', ...fields });

  test('keep the id of an address that is assigned again', async () => {
    const id = seed({ locations: [{ shippingAddress: address, billingSameAsShipping: true }] });
    const before = shop.store.company(id)?.locations[0];
    const locationId = gid('CompanyLocation', before?.number ?? 0);
    const both = await change(assignAddressText, {
      id: locationId,
      address: { ...address, address1: '2 High St' },
      types: ['BILLING', 'SHIPPING'],
    });
    const shared = gid('CompanyAddress', before?.billingAddress?.number ?? 0);
    expect(both['addresses']).toEqual([{ id: shared, address1: '2 High St' }]);
    const [billing] = list(
      (await change(assignAddressText, { id: locationId, address, types: ['BILLING'] }))['addresses'],
    );
    expect(billing?.['id']).not.toBe(shared);
    const after = shop.store.company(id)?.locations[0];
    expect(after?.shippingAddress).toMatchObject({ address1: '2 High St' });
    expect(after?.billingAddress).toMatchObject({ address1: '1 High St' });
    await change(
      'mutation M($id: ID!) { companyAddressDelete(addressId: $id) { deletedAddressId userErrors { message } } }',
      { id: billing?.['id'] },
    );
    expect(shop.store.company(id)?.locations[0]?.billingAddress).toBeNull();
  });

  test('have locations whose tax and terms are changed on their own', async () => {
    const id = seed();
    const locationId = gid('CompanyLocation', shop.store.company(id)?.locations[0]?.number ?? 0);
    await change(
      `mutation M($id: ID!) { companyLocationTaxSettingsUpdate(companyLocationId: $id, taxExempt: true, taxRegistrationId: "51824753556") {
        companyLocation { id } userErrors { message } } }`,
      { id: locationId },
    );
    const templates = await read('{ paymentTermsTemplates(paymentTermsType: NET) { id name dueInDays } }');
    const thirty = list(templates).find(({ dueInDays }) => JSON.stringify(dueInDays) === '30');
    const { companyLocation } = await change(
      `mutation M($id: ID!, $input: CompanyLocationUpdateInput!) { companyLocationUpdate(companyLocationId: $id, input: $input) {
        companyLocation { ${locationFields} } userErrors { message } } }`,
      {
        id: locationId,
        input: {
          name: 'MAIN',
          buyerExperienceConfiguration: {
            paymentTermsTemplateId: thirty?.['id'],
            deposit: { percentage: 25 },
          },
        },
      },
    );
    expect(companyLocation).toMatchObject({
      name: 'MAIN',
      taxSettings: { taxExempt: true, taxRegistrationId: '51824753556' },
      buyerExperienceConfiguration: {
        checkoutToDraft: false,
        paymentTermsTemplate: { name: 'Net 30', dueInDays: 30 },
        deposit: { percentage: 25 },
      },
    });
  });

  describe('are found', () => {
    const names = async (root: string, query: string): Promise<unknown> => {
      const text = `query Q($query: String) { ${root}(first: 50, query: $query) { nodes { name } } }`;
      return list((await read(text, { query }))['nodes']).map(({ name }) => name);
    };

    test('by external id, name, id and time', async () => {
      seed({ externalId: 'A-1', locations: [{ name: 'Main Road', externalId: 'A-1/MAIN' }] });
      clock.advance(3_600);
      const second = seed({ name: 'Fern Supplies', externalId: 'A-2', locations: [{ name: 'Depot' }] });
      expect(await names('companies', 'external_id:"A-1"')).toEqual(['Wattle Cafe']);
      expect(await names('companies', 'name:fern')).toEqual(['Fern Supplies']);
      expect(await names('companies', 'supplies')).toEqual(['Fern Supplies']);
      const stamp = clock.now().toISOString();
      expect(await names('companies', `updated_at:>='${stamp}'`)).toEqual(['Fern Supplies']);
      expect(await names('companyLocations', `updated_at:<'${stamp}'`)).toEqual(['Main Road']);
      expect(await names('companyLocations', `company_id:${second.split('/').at(-1) ?? ''}`)).toEqual([
        'Depot',
      ]);
      expect(await names('companyLocations', 'external_id:"A-1/MAIN"')).toEqual(['Main Road']);
      expect(await read('{ companiesCount { count precision } }')).toEqual({ count: 2, precision: 'EXACT' });
      expect(await read('{ companiesCount(limit: 1) { count precision } }')).toEqual({
        count: 1,
        precision: 'AT_LEAST',
      });
    });

    test('later than they were made when the index lags', async () => {
      shop.setSwitches({ searchLagMilliseconds: 10_000 });
      seed({ externalId: 'A-1' });
      expect(await names('companies', 'external_id:A-1')).toEqual([]);
      clock.advance(11);
      expect(await names('companies', 'external_id:A-1')).toEqual(['Wattle Cafe']);
    });

    test('by metafield, with a warning for a field nobody knows', async () => {
      const id = seed();
      await change(
        `mutation M($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { ownerType value } userErrors { message } } }`,
        {
          metafields: [
            { ownerId: id, namespace: 'erp', key: 'id', type: 'single_line_text_field', value: 'C1' },
          ],
        },
      );
      expect(await names('companies', 'metafields.erp.id:C1')).toEqual(['Wattle Cafe']);
      const unknown = await ask(shop, '{ companies(first: 1, query: "shoe_size:44") { nodes { id } } }');
      expect(unknown.extensions['search']).toMatchObject([{ warnings: [{ field: 'shoe_size' }] }]);
    });

    test('in the order of their stamps, page by page', async () => {
      const first = seed({ name: 'B' });
      seed({ name: 'A' });
      clock.advance(60);
      shop.store.editCompany(first, { note: 'changed' });
      const page = await read(
        '{ companies(first: 1, sortKey: UPDATED_AT) { nodes { name } pageInfo { hasNextPage endCursor } } }',
      );
      expect(page).toMatchObject({ nodes: [{ name: 'A' }], pageInfo: { hasNextPage: true } });
      const next = await read(
        'query Q($after: String) { companies(first: 1, after: $after, sortKey: UPDATED_AT) { nodes { name } } }',
        {
          after: page['pageInfo']?.['endCursor'],
        },
      );
      expect(next).toEqual({ nodes: [{ name: 'B' }] });
    });

    test('by node', async () => {
      const id = seed();
      const location = gid('CompanyLocation', shop.store.company(id)?.locations[0]?.number ?? 0);
      const { data } = await ask(shop, 'query Q($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
        ids: [id, location],
      });
      expect(data['nodes']).toEqual([
        { __typename: 'Company', id },
        { __typename: 'CompanyLocation', id: location },
      ]);
    });

    test('in bulk with their contacts and locations', async () => {
      const id = seed({ contacts: [{ email: 'mia@example.com.au' }] });
      shop.setSwitches({ bulkTickMilliseconds: 0 });
      const query =
        '{ companies { edges { node { id name contacts { edges { node { id } } } locations { edges { node { id } } } } } } }';
      const started = await change(
        'mutation M($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { message } } }',
        { query },
      );
      const pollText = 'query Q($id: ID!) { bulkOperation(id: $id) { status url } }';
      let operation = await read(pollText, { id: started['bulkOperation']?.['id'] });
      while (textOf(operation['status']) !== 'COMPLETED')
        operation = await read(pollText, { id: started['bulkOperation']?.['id'] });
      const lines = (await (await fetch(textOf(operation['url']))).text()).trimEnd().split('\n');
      const parsed = lines.map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
      expect(parsed.map(({ __parentId: parent }) => parent)).toEqual([undefined, id, id]);
      expect(parsed.map((line) => line['id']?.split('/')[3])).toEqual([
        'Company',
        'CompanyContact',
        'CompanyLocation',
      ]);
    });
  });

  test('move their own stamp only when they change themselves, unless the switch says otherwise', async () => {
    const id = seed({ locations: [{ name: 'Main' }] });
    const location = gid('CompanyLocation', shop.store.company(id)?.locations[0]?.number ?? 0);
    const stamps = (): readonly (string | undefined)[] => {
      const view = shop.store.company(id);
      return [view?.company.updatedAt, view?.locations[0]?.updatedAt];
    };
    const [made] = stamps();
    clock.advance(60);
    shop.store.editCompanyLocation(location, { note: 'ring twice' });
    expect(stamps()[0]).toBe(made);
    expect(stamps()[1]).not.toBe(made);
    shop.setSwitches({ locationEditsMoveCompanyUpdatedAt: true });
    shop.store.editCompanyLocation(location, { note: null });
    expect(stamps()[0]).toBe(stamps()[1]);
    await read(readText, { id });
  });

  test('survive a snapshot', async () => {
    const id = seed({
      externalId: 'A-1',
      contacts: [{ email: 'mia@example.com.au', role: 'Location admin' }],
    });
    const before = await read(readText, { id });
    const snapshot = JSON.parse(JSON.stringify(shop.store.snapshot())) as ReturnType<
      typeof shop.store.snapshot
    >;
    shop.store.deleteCompany(id);
    shop.store.load(snapshot);
    expect(await read(readText, { id })).toEqual(before);
    expect(() => seed({ externalId: 'A-1' })).toThrow('External id has already been taken.');
    const { business, ...plain } = snapshot;
    expect(business?.companies).toHaveLength(1);
    shop.store.load(plain);
    expect(shop.store.companies()).toEqual([]);
  });

  test('lose a contact whose customer is deleted', () => {
    const id = seed({ contacts: [{ email: 'mia@example.com.au' }] });
    shop.store.deleteCustomer(gid('Customer', shop.store.customers()[0]?.number ?? 0));
    expect(shop.store.company(id)).toMatchObject({ contacts: [], company: { mainContactNumber: null } });
  });

  test('need B2B in the shop and one of two scopes', async () => {
    const query = '{ companiesCount { count } }';
    const without = await startShopifySimulator({ limits: 'off', shop: { b2b: false } });
    const token = 'shpat_business';
    const business = await startShopifySimulator({ accessTokens: [{ token, scopes: ['read_companies'] }] });
    try {
      expect((await ask(without, query)).errors[0]).toMatchObject({ extensions: { code: 'ACCESS_DENIED' } });
      const response = await fetch(`${business.url}/admin/api/2026-10/graphql.json`, {
        method: 'POST',
        headers: { 'x-shopify-access-token': token },
        body: JSON.stringify({ query }),
      });
      expect(await response.json()).toMatchObject({ data: { companiesCount: { count: 0 } } });
    } finally {
      await Promise.all([without.close(), business.close()]);
    }
  });

  test('lose metafields that are deleted', async () => {
    const ownerId = seed();
    const identifier = { ownerId, namespace: 'erp', key: 'id' };
    shop.store.load(shop.store.snapshot());
    await change(
      'mutation M($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }',
      { metafields: [{ ...identifier, type: 'single_line_text_field', value: 'C1' }] },
    );
    const deleteText = `mutation M($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) {
      deletedMetafields { ownerId namespace key } userErrors { field message } } }`;
    const deleted = await change(deleteText, { metafields: [identifier, { ...identifier, key: 'other' }] });
    expect(deleted['deletedMetafields']).toEqual([identifier, null]);
    expect(shop.store.company(ownerId)?.company.metafields).toEqual([]);
    const { data } = await ask(shop, deleteText, {
      metafields: [{ ...identifier, ownerId: 'gid://shopify/Company/1' }],
    });
    expect(data['metafieldsDelete']?.['userErrors']).toEqual([
      { field: ['metafields', '0', 'ownerId'], message: 'Owner does not exist.' },
    ]);
  });

  test('are edited as in the admin', () => {
    const { store } = shop;
    const id = seed({ contacts: [{ email: 'mia@example.com.au' }] });
    const location = store.addCompanyLocation(id, { name: 'Depot', shippingAddress: address });
    const contact = store.addCompanyContact(id, { email: 'tama@example.co.nz' });
    store.setMainContact(id, contact);
    store.setContactRole(contact, location, 'Location admin');
    store.setContactRole(contact, location, 'Ordering only');
    store.setCompanyAddress(location, ['BILLING'], { ...address, address1: '9 Low St' });
    store.editCompanyContact(contact, { title: 'Buyer' });
    store.editCompanyLocation(location, { taxExempt: true });
    const view = store.company(id);
    expect(view?.company.mainContactNumber).toBe(view?.contacts[1]?.number);
    expect(view?.assignments).toMatchObject([{ roleNumber: view?.company.roles[1]?.number }]);
    expect(view?.locations[1]).toMatchObject({
      taxExempt: true,
      billingAddress: { address1: '9 Low St' },
      shippingAddress: { address1: '1 High St' },
    });
    store.removeCompanyContact(contact);
    store.removeCompanyLocation(location);
    expect(store.company(id)).toMatchObject({ company: { mainContactNumber: null }, assignments: [] });
    expect(store.company(id)?.locations).toHaveLength(1);
    expect(() => store.addCompany({ name: '' })).toThrow("Name can't be blank");
    expect(() => store.editCompany('gid://shopify/Company/1', { name: 'x' })).toThrow('There is no');
  });
});
