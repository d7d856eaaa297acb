import { afterEach, describe, expect, test } from 'vitest';
import { customerGid, startShopifySimulator } from './index.ts';
import type { Fault, ShopifySimulator, ShopifySimulatorOptions } from './index.ts';
import { ask, createTestClock, list, post, textOf } from './test-client.ts';
import type { TestValue } from './test-client.ts';

const shopQuery = '{ shop { name } }';
const countQuery = '{ customersCount { count } }';
const creation =
  'mutation { customerCreate(input: {firstName: "Mia"}) { customer { id } userErrors { message } } }';

let started: ShopifySimulator[] = [];
const start = async (options: ShopifySimulatorOptions = {}): Promise<ShopifySimulator> => {
  const simulator = await startShopifySimulator(options);
  started.push(simulator);
  return simulator;
};
afterEach(async () => {
  await Promise.all(started.map((simulator) => simulator.close()));
  started = [];
});

describe('the way in', () => {
  test('asks for a token that works', async () => {
    const shop = await start();
    const response = await post(shop, shopQuery, {}, 'shpat_wrong');
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
    expect((await ask(shop, shopQuery)).data).toEqual({ shop: { name: 'Wattle & Fern' } });
  });

  test('serves JSON bodies only', async () => {
    const shop = await start();
    const headers = { 'x-shopify-access-token': 'shpat_0123456789abcdef0123456789abcdef' };
    const broken = await fetch(`${shop.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers,
      body: '{"query"',
    });
    expect(broken.status).toBe(400);
  });

  test('answers a version that is no longer served with the oldest that is, and says which', async () => {
    const clock = createTestClock('2027-10-15T00:00:00Z');
    const shop = await start({ clock: clock.now });
    const answeredBy = async (version: string): Promise<string | null> => {
      const headers = { 'x-shopify-access-token': 'shpat_0123456789abcdef0123456789abcdef' };
      const body = JSON.stringify({ query: shopQuery });
      const url = `${shop.url}/admin/api/${version}/graphql.json`;
      const response = await fetch(url, { method: 'POST', headers, body });
      return response.status === 200
        ? response.headers.get('x-shopify-api-version')
        : String(response.status);
    };
    expect(await answeredBy('2020-01')).toBe('2026-10');
    expect(await answeredBy('2026-10')).toBe('2026-10');
    clock.advance(2 * 86_400);
    expect(await answeredBy('2026-10')).toBe('2027-01');
    expect(await answeredBy('2026-11')).toBe('404');
    expect(await answeredBy('2028-01')).toBe('404');
    expect(await answeredBy('latest')).toBe('404');
  });

  test('issues day-long tokens for client credentials', async () => {
    const clock = createTestClock();
    const credentials = { clientId: 'client', clientSecret: 'shpss_secret', scopes: ['read_customers'] };
    const shop = await start({ clock: clock.now, accessTokens: [], clientCredentials: credentials });
    const signIn = (secret: string): Promise<Response> =>
      fetch(`${shop.url}/admin/oauth/access_token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: 'client',
          client_secret: secret,
        }),
      });
    expect((await signIn('wrong')).status).toBe(401);
    const granted = (await (await signIn('shpss_secret')).json()) as Readonly<Record<string, string>>;
    expect(granted).toMatchObject({ scope: 'read_customers', expires_in: 86_399 });
    const token = granted['access_token'] ?? '';
    expect((await post(shop, shopQuery, {}, token)).status).toBe(200);
    clock.advance(86_400);
    expect((await post(shop, shopQuery, {}, token)).status).toBe(401);
    for (const refusal of ['shop_not_permitted', 'app_not_installed'] as const) {
      shop.setSwitches({ signIn: refusal });
      const refused = await signIn('shpss_secret');
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: refusal });
    }
  });

  test('tells the granted scopes', async () => {
    const { data } = await ask(
      await start(),
      '{ currentAppInstallation { accessScopes { handle } app { title } } }',
    );
    expect(data['currentAppInstallation']?.['accessScopes']).toEqual([
      { handle: 'read_customers' },
      { handle: 'write_customers' },
    ]);
  });
});

describe('the bucket', () => {
  const status = (extensions: TestValue): TestValue => extensions['cost']?.['throttleStatus'] as TestValue;

  test('charges the request, gives back what was not needed and refills with time', async () => {
    const clock = createTestClock();
    const shop = await start({ clock: clock.now });
    const first = await ask(shop, '{ customers(first: 250) { nodes { id defaultAddress { id } } } }');
    expect(first.extensions['cost']).toEqual({
      requestedQueryCost: 13,
      actualQueryCost: 2,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1998, restoreRate: 100 },
    });
    for (let index = 0; index < 5; index++) await ask(shop, countQuery);
    expect(status((await ask(shop, shopQuery)).extensions)['currentlyAvailable']).toBe(1947);
    clock.advance(0.2);
    expect(status((await ask(shop, shopQuery)).extensions)['currentlyAvailable']).toBe(1966);
    expect(shop.counters).toMatchObject({ requests: 8, queries: 8, points: 54, throttled: 0 });
  });

  test('throttles with HTTP 200 when it is empty, and does nothing then', async () => {
    const clock = createTestClock();
    const shop = await start({ clock: clock.now, limits: { bucket: 25, restoreRate: 10 } });
    await ask(shop, creation);
    await ask(shop, creation);
    const response = await post(shop, creation);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Throttled',
          extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 10,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 25, currentlyAvailable: 5, restoreRate: 10 },
        },
      },
    });
    expect(shop.counters).toMatchObject({
      mutations: { customerCreate: 2 },
      mutationsTotal: 2,
      throttled: 1,
    });
    clock.advance(0.5);
    expect((await ask(shop, creation)).errors).toEqual([]);
    expect(shop.store.customers()).toHaveLength(3);
  });

  test('is drawn from by another client, whose points are missing in every answer', async () => {
    const clock = createTestClock();
    const shop = await start({
      clock: clock.now,
      limits: { bucket: 1_000, restoreRate: 100 },
      switches: { competingPointsPerSecond: 50 },
    });
    const available = async (): Promise<unknown> =>
      status((await ask(shop, shopQuery)).extensions)['currentlyAvailable'];
    for (let index = 0; index < 90; index++) await ask(shop, countQuery);
    const before = await available();
    expect(before).toBe(99);
    clock.advance(4);
    // 100 a second come back and 50 are drawn; the two questions cost a point each.
    expect(await available()).toBe(298);
    shop.setSwitches({ competingPointsPerSecond: 1_000 });
    clock.advance(10);
    expect((await ask(shop, shopQuery)).errors[0]?.extensions?.['code']).toBe('THROTTLED');
    shop.setSwitches({ competingPointsPerSecond: 0 });
    clock.advance(1);
    expect(await available()).toBe(99);
  });

  test('that is off never refuses, but a query may still be too dear', async () => {
    const shop = await start({ limits: 'off' });
    const dear =
      '{ customers(first: 250) { nodes { addressesV2(first: 250) { nodes { id } } metafields(first: 250) { nodes { definition { id } metafieldsCount: definition { id } owner { metafields(first: 250) { nodes { definition { id } } } } } } } } }';
    const { errors } = await ask(shop, dear);
    expect(errors[0]).toMatchObject({ extensions: { code: 'MAX_COST_EXCEEDED', maxCost: 1000 } });
    expect(errors[0]?.message).toMatch(
      /^Query cost is \d+, which exceeds the single query max cost limit \(1000\)\.$/,
    );
    expect(shop.counters.queries).toBe(0);
  });
});

describe('a fault', () => {
  const inject = async (...faults: readonly Fault[]): Promise<ShopifySimulator> => {
    const shop = await start();
    shop.faults.inject(...faults);
    return shop;
  };

  test('throttle storm passes after its count, with an empty bucket reported', async () => {
    const shop = await inject({ kind: 'throttled', count: 2 });
    for (let index = 0; index < 2; index++) {
      const { errors, extensions } = await ask(shop, shopQuery);
      expect(errors[0]?.extensions?.['code']).toBe('THROTTLED');
      expect(extensions['cost']?.['throttleStatus']?.['currentlyAvailable']).toBe(0);
    }
    expect((await ask(shop, shopQuery)).errors).toEqual([]);
  });

  test('a page that ends early claims to be the last', async () => {
    const shop = await inject({ kind: 'shortPage', skip: 1 });
    for (let index = 0; index < 10; index++) shop.store.addCustomer({ firstName: `P${index}` });
    const text =
      'query Q($after: String) { customers(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const first = (await ask(shop, text)).data['customers'];
    expect(first?.['nodes']).toHaveLength(4);
    const second = (await ask(shop, text, { after: first?.['pageInfo']?.['endCursor'] })).data['customers'];
    expect(second?.['nodes']).toHaveLength(2);
    expect(second?.['pageInfo']?.['hasNextPage']).toBe(false);
  });

  test('token expiry in mid-run answers 401 until a new token is fetched', async () => {
    const shop = await inject({ kind: 'tokenExpired', skip: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await post(shop, shopQuery)).status);
    expect(statuses).toEqual([200, 200, 401, 401]);
  });

  test('latency delays every answer', async () => {
    const shop = await start({ switches: { latencyMilliseconds: 60 } });
    const before = performance.now();
    await ask(shop, shopQuery);
    expect(performance.now() - before).toBeGreaterThan(55);
  });
});

describe('the shop itself', () => {
  test('is edited as in the admin without being counted', async () => {
    const clock = createTestClock();
    const shop = await start({ clock: clock.now });
    const { store } = shop;
    const id = store.addCustomer({
      firstName: 'Mia',
      email: 'mia@example.com.au',
      createdAt: '2025-01-01T00:00:00Z',
    });
    expect(store.customer(id)?.updatedAt).toBe('2025-01-01T00:00:00Z');
    const first = store.addAddress(id, { address1: '1 High St', countryCode: 'AU' });
    const second = store.addAddress(id, { address1: '2 High St', countryCode: 'AU' });
    store.setDefaultAddress(second);
    store.editAddress(first, { city: 'Perth' });
    expect(store.customer(id)).toMatchObject({
      updatedAt: '2026-11-02T00:00:00Z',
      addresses: [{ city: 'Perth' }, {}],
    });
    store.removeAddress(second);
    expect(store.customer(id)?.addresses).toHaveLength(1);
    expect(() => store.addCustomer({ email: 'MIA@example.com.au' })).toThrow('Email has already been taken');
    store.deleteCustomer(id);
    expect(store.customers()).toEqual([]);
    expect(shop.counters).toMatchObject({ requests: 0, mutationsTotal: 0, points: 0 });
  });

  test('comes back from a snapshot with its ids and unique values', async () => {
    const shop = await start();
    const id = shop.store.addCustomer({
      firstName: 'Mia',
      email: 'mia@example.com.au',
      addresses: [{ countryCode: 'NZ' }],
    });
    const snapshot = shop.store.snapshot();
    const other = await start();
    other.store.load(JSON.parse(JSON.stringify(snapshot)) as typeof snapshot);
    expect(other.store.customer(id)).toEqual(shop.store.customer(id));
    expect(() => other.store.addCustomer({ email: 'mia@example.com.au' })).toThrow(
      'Email has already been taken',
    );
    expect(other.store.addCustomer({ firstName: 'Noah' })).not.toBe(id);
  });

  test('is controlled over HTTP', async () => {
    const shop = await start();
    const control = async (method: string, path: string, body?: unknown): Promise<TestValue> => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      return (await (await fetch(`${shop.url}/_simulator${path}`, init)).json()) as TestValue;
    };
    await control('POST', '/edits', { edit: 'addCustomer', arguments: [{ firstName: 'Mia' }] });
    expect(shop.store.customers()).toMatchObject([{ firstName: 'Mia' }]);
    const id = customerGid(shop.store.customers()[0]?.number ?? 0);
    expect(await control('POST', '/edits', [{ edit: 'load', arguments: [] }])).toEqual({
      error: 'There is no edit load.',
    });

    await control('POST', '/faults', [{ kind: 'serverError', count: 3 }]);
    expect((await post(shop, shopQuery)).status).toBe(502);
    expect(await control('GET', '/faults')).toEqual([{ kind: 'serverError', count: 2, skip: 0 }]);
    expect((await control('POST', '/faults', { kind: 'meteor' }))['error']).toContain(
      'There is no fault meteor',
    );
    expect((await control('POST', '/switches', { weather: 'bad' }))['error']).toContain(
      'There is no switch weather',
    );
    expect((await control('POST', '/clock', {}))['error']).toContain('Say how many seconds');
    await control('POST', '/clock', { ahead: 3_600 });
    const { now } = await control('GET', '/clock');
    expect(Date.parse(textOf(now)) - Date.now()).toBeGreaterThan(3_500_000);
    await control('DELETE', '/faults');
    expect((await post(shop, creation)).status).toBe(200);
    expect(await control('GET', '/counters')).toMatchObject({
      requests: 2,
      mutations: { customerCreate: 1 },
    });
    expect(await control('DELETE', '/counters')).toMatchObject({ requests: 0, mutationsTotal: 0 });

    expect(await control('POST', '/switches', { protectedData: 'redacted' })).toMatchObject({
      protectedData: 'redacted',
    });
    const snapshot = await control('GET', '/snapshot');
    shop.store.deleteCustomer(id);
    expect(await control('POST', '/snapshot', snapshot)).toEqual({ customers: 2 });
    expect((await fetch(`${shop.url}/_simulator/nothing`)).status).toBe(404);
  });

  test('answers the pages of a large shop in the order of change, each customer once', async () => {
    const clock = createTestClock();
    const shop = await start({ clock: clock.now, limits: 'off' });
    const count = 20_000;
    for (let index = 0; index < count; index++) {
      if (index % 10 === 0) clock.advance(1);
      shop.store.addCustomer({ firstName: `P${index}`, email: `p${index}@example.com.au` });
    }
    const text = `query Q($after: String) { customers(first: 250, after: $after, sortKey: UPDATED_AT) {
      nodes { id firstName } pageInfo { hasNextPage endCursor } } }`;
    await ask(shop, text);
    const seen = new Set<unknown>();
    let after: unknown = null;
    do {
      const page = (await ask(shop, text, { after })).data['customers'];
      for (const { id } of list(page?.['nodes'])) seen.add(id);
      after = page?.['pageInfo']?.['hasNextPage'] ? page['pageInfo']['endCursor'] : null;
    } while (after !== null);
    expect(seen.size).toBe(count);
  }, 60_000);
});
