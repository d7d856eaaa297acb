/**
 * Shopify's own client, `@shopify/admin-api-client`, against the simulator: what it can read and make sense of is spoken as Shopify
 * speaks it. It insists on https and the store's domain, so its documented `customFetchApi` leads those requests to 127.0.0.1, unchanged
 * in everything else.
 */
import { createAdminApiClient, type AdminApiClient } from '@shopify/admin-api-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  defaultAccessToken,
  startShopifySimulator,
  type ShopifySimulator,
  type ShopifySimulatorOptions,
} from '../../../simulators/shopify/index.ts';

interface Store {
  readonly simulator: ShopifySimulator;
  readonly client: AdminApiClient;
  /** The addresses the client asked for, before they were led elsewhere. */
  readonly asked: readonly string[];
}

async function openStore(
  options: ShopifySimulatorOptions = {},
  client: { readonly accessToken?: string; readonly retries?: number } = {},
): Promise<Store> {
  const simulator = await startShopifySimulator({
    clock: () => new Date('2026-11-02T00:00:00Z'),
    ...options,
  });
  onTestFinished(() => simulator.close());
  const asked: string[] = [];
  return {
    simulator,
    asked,
    client: createAdminApiClient({
      storeDomain: simulator.shop.myshopifyDomain,
      apiVersion: '2026-10',
      accessToken: client.accessToken ?? defaultAccessToken,
      retries: client.retries ?? 0,
      customFetchApi: (url, init) => {
        asked.push(url);
        return fetch(
          url.replace(`https://${simulator.shop.myshopifyDomain}`, simulator.url),
          init as RequestInit,
        );
      },
    }),
  };
}

const shopQuery = 'query Shop { shop { name myshopifyDomain } }';
const creation = `mutation Create($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id displayName } userErrors { field message } } }`;

describe("Shopify's own client", () => {
  it('reads a query with its cost, from the store and version it was made for', async () => {
    const { client, asked } = await openStore();
    const { data, errors, extensions, headers } = await client.request(shopQuery);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      shop: { name: 'Wattle & Fern', myshopifyDomain: 'wattle-and-fern.myshopify.com' },
    });
    expect(extensions?.cost).toMatchObject({
      requestedQueryCost: 1,
      actualQueryCost: 1,
      throttleStatus: { maximumAvailable: 2_000, restoreRate: 100 },
    });
    expect(headers?.get('x-shopify-api-version')).toBe('2026-10');
    expect(asked).toEqual(['https://wattle-and-fern.myshopify.com/admin/api/2026-10/graphql.json']);
  });

  it('sends a mutation with variables', async () => {
    const { client, simulator } = await openStore();
    const { data, errors } = await client.request(creation, {
      variables: { input: { firstName: 'Ana', lastName: 'Ito', email: 'ana@example.com.au' } },
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ customerCreate: { customer: { displayName: 'Ana Ito' }, userErrors: [] } });
    expect(simulator.store.customers()).toMatchObject([{ email: 'ana@example.com.au' }]);
  });

  it('takes userErrors as data and not as errors', async () => {
    const { client } = await openStore();
    const { data, errors } = await client.request(creation, { variables: { input: { email: 'stillbad@' } } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      customerCreate: { customer: null, userErrors: [{ field: ['email'], message: 'Email is invalid' }] },
    });
  });

  it('reads a GraphQL error with its code and its place', async () => {
    const { client } = await openStore();
    const { data, errors } = await client.request('query Page { shop { shoeSize } }');
    expect(data).toBeUndefined();
    expect(errors?.networkStatusCode).toBe(200);
    expect(errors?.graphQLErrors).toEqual([
      {
        message: "Field 'shoeSize' doesn't exist on type 'Shop'",
        locations: [{ line: 1, column: 21 }],
        path: ['query Page', 'shop', 'shoeSize'],
        extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'shoeSize' },
      },
    ]);
  });

  it('reads what was answered beside an error', async () => {
    const { client } = await openStore({ accessTokens: [{ token: defaultAccessToken, scopes: [] }] });
    const { data, errors } = await client.request(
      '{ shop { name } customer(id: "gid://shopify/Customer/1") { id } }',
    );
    expect(data).toEqual({ shop: { name: 'Wattle & Fern' }, customer: null });
    expect(errors?.graphQLErrors?.[0]).toMatchObject({
      path: ['customer'],
      extensions: { code: 'ACCESS_DENIED' },
    });
  });

  it('is told by HTTP 401 that its token is none', async () => {
    const { client } = await openStore({}, { accessToken: 'shpat_wrong', retries: 3 });
    const { data, errors } = await client.request(shopQuery);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject({
      networkStatusCode: 401,
      message: expect.stringContaining('Unauthorized') as string,
    });
  });

  it('reads THROTTLED as an error with the state of the bucket, and does not repeat it by itself', async () => {
    const { client, simulator } = await openStore({}, { retries: 3 });
    simulator.faults.inject({ kind: 'throttled' });
    const { errors, extensions } = await client.request(shopQuery);
    expect(errors?.networkStatusCode).toBe(200);
    expect(errors?.graphQLErrors?.[0]?.extensions?.code).toBe('THROTTLED');
    expect(extensions?.cost).toMatchObject({
      requestedQueryCost: 1,
      actualQueryCost: null,
      throttleStatus: { currentlyAvailable: 0 },
    });
    expect(simulator.counters.requests).toBe(1);
  });

  it.each([
    ['HTTP 429', { kind: 'tooManyRequests' }],
    ['HTTP 503', { kind: 'serverError', status: 503 }],
  ] as const)('repeats a request after %s', async (_what, fault) => {
    const { client, simulator } = await openStore({}, { retries: 1 });
    simulator.faults.inject(fault);
    expect((await client.request(shopQuery)).data).toMatchObject({ shop: { name: 'Wattle & Fern' } });
    expect(simulator.counters.requests).toBe(2);
  });

  it('gives up when HTTP 429 goes on', async () => {
    const { client, simulator } = await openStore({}, { retries: 1 });
    simulator.faults.inject({ kind: 'tooManyRequests', count: 5 });
    const { errors } = await client.request(shopQuery);
    expect(errors).toMatchObject({
      networkStatusCode: 429,
      message: expect.stringContaining('Too Many Requests') as string,
    });
    expect(simulator.counters.requests).toBe(2);
  });

  it('says that an answer broke off, and leaves open what became of the request', async () => {
    const { client, simulator } = await openStore({}, { retries: 3 });
    simulator.faults.inject({ kind: 'cutAnswer' });
    const { data, errors } = await client.request(creation, { variables: { input: { firstName: 'Ana' } } });
    expect(data).toBeUndefined();
    expect(errors?.message).toContain('terminated');
    expect(simulator.store.customers()).toHaveLength(1);
  });

  it('says that a page is no answer', async () => {
    const { client, simulator } = await openStore();
    simulator.faults.inject({ kind: 'html' });
    const { errors } = await client.request(shopQuery);
    expect(errors?.message).toContain('unexpected Content-Type');
  });

  it('hands out the plain response to those who ask for it', async () => {
    const { client } = await openStore();
    const response = await client.fetch(shopQuery, { headers: { 'Shopify-GraphQL-Cost-Debug': '1' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      extensions: {
        cost: {
          fields: [{ path: ['shop'], definedCost: 1, requestedTotalCost: 1, requestedChildrenCost: 0 }],
        },
      },
    });
  });

  it('reads another version of the API of the same store', async () => {
    const { client, asked } = await openStore();
    const { headers } = await client.request(shopQuery, { apiVersion: '2026-07' });
    expect(asked).toEqual([expect.stringContaining('/admin/api/2026-07/graphql.json')]);
    expect(headers?.get('x-shopify-api-version')).toBe('2026-07');
  });
});
