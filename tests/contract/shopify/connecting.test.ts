import { describe, expect, it } from 'vitest';
import { checkShopify, connectShopify } from '../../../electron/connectors/shopify/index.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import { customerScopes, type ShopifySimulatorOptions } from '../../../simulators/shopify/index.ts';
import { answerWith, startScriptedServer } from './scripted-server.ts';
import { openStore, signal, type Store } from './support.ts';

const byClient = { signIn: 'clientCredentials', clientId: 'client-1' } as const;
const clientCredentials = { clientId: 'client-1', clientSecret: 'shpss_invented', scopes: customerScopes };

async function examine(store: Store, connection: Partial<ShopifyConnection> = {}, secret?: string) {
  const options = { ...store.options, ...(secret === undefined ? {} : { secret }) };
  const whole = { ...options, connection: { ...options.connection, ...connection } };
  const result = await checkShopify(whole, signal);
  const failed = result.steps.find(({ status }) => status === 'failed');
  return { result, failed, statuses: result.steps.map(({ id, status }) => `${id} ${status}`) };
}

describe('connecting', () => {
  it('learns who the store is', async () => {
    const { shop } = await (await openStore()).connect();
    expect(shop).toEqual({
      name: 'Wattle & Fern',
      domain: 'wattle-and-fern.myshopify.com',
      currency: 'AUD',
      country: 'AU',
      plan: 'Grow',
      scopes: customerScopes,
    });
  });

  it('signs in with client credentials, and again when the token ends in the middle of the work', async () => {
    const store = await openStore({ clientCredentials }, byClient);
    const connector = await store.connect({ secret: 'shpss_invented' });
    store.simulator.store.addCustomer({ lastName: 'Ito' });
    store.simulator.faults.inject({ kind: 'tokenExpired' });
    const summary = await connector.source.readAll(() => {}, signal);
    expect(summary.complete).toBe(true);
  });

  it('with a token that is revoked in the middle of the work, says so', async () => {
    const store = await openStore();
    const { source } = await store.connect();
    store.simulator.faults.inject({ kind: 'tokenExpired' });
    await expect(source.readAll(() => {}, signal)).rejects.toMatchObject({
      code: 'SHOPIFY_TOKEN_REJECTED',
      retry: 'afterSignIn',
    });
  });

  it('closed, sends nothing more', async () => {
    const store = await openStore();
    const connector = await store.connect();
    await connector.close();
    await expect(connector.source.readByKeys(['gid://shopify/Customer/1'], signal)).rejects.toMatchObject({
      code: 'STOPPED',
    });
  });
});

describe('the connection doctor', () => {
  it('finds everything in order, and says what it found', async () => {
    const store = await openStore();
    store.simulator.store.addCustomer({ lastName: 'Ito', email: 'ana@example.com.au' });
    const { result } = await examine(store);
    expect(result.ok).toBe(true);
    expect(result.seen).toEqual({
      shopName: 'Wattle & Fern',
      shopCurrency: 'AUD',
      shopCountry: 'AU',
      shopPlan: 'Grow',
      shopPointsPerSecond: 100,
      businessCustomers: { enabled: true, saidBy: 'store' },
    });
    expect(result.steps.map(({ title, status, found }) => [title, status, found])).toEqual([
      ['Address of the store', 'ok', expect.stringMatching(/^127\.0\.0\.1:\d+ answers$/)],
      ['Secure connection', 'ok', 'On this computer only'],
      ['Sign-in', 'ok', 'The access token is valid'],
      ['The right store', 'ok', 'Wattle & Fern (wattle-and-fern.myshopify.com), AUD, AU, plan Grow'],
      ['Permissions', 'ok', 'read_customers, write_customers; not read_orders'],
      ['Personal data visible', 'ok', 'Read 1 customers, 1 with an e-mail address'],
      ['Business customers (B2B)', 'ok', 'Switched on, says the store'],
      ['Time', 'ok', 'Its clock agrees with the clock of this computer.'],
      [
        'Request rate',
        'ok',
        expect.stringMatching(/^100 points a second for this app, .* about 10 customers written a second$/),
      ],
    ]);
    expect(store.simulator.counters.mutationsTotal).toBe(0);
  });

  it.each<
    readonly [string, ShopifySimulatorOptions, Partial<ShopifyConnection>, string | undefined, string, RegExp]
  >([
    ['a wrong token', {}, {}, 'shpat_wrong', 'signIn', /Create or copy it again/],
    ['a wrong client secret', { clientCredentials }, byClient, 'shpss_wrong', 'signIn', /Copy both again/],
    [
      'an app of another organisation',
      { clientCredentials, switches: { signIn: 'shop_not_permitted' } },
      byClient,
      'shpss_invented',
      'signIn',
      /same Shopify organisation.*sign in with the browser/,
    ],
    [
      'an app that is not installed',
      { clientCredentials, switches: { signIn: 'app_not_installed' } },
      byClient,
      'shpss_invented',
      'signIn',
      /Install the app .*sign in with the browser/,
    ],
    [
      'a domain that is none',
      {},
      { url: null, domain: 'example.com' },
      undefined,
      'address',
      /ends in \.myshopify\.com/,
    ],
    ['plain http', {}, { url: 'http://shop.example.com' }, undefined, 'connection', /Plain http/],
    [
      'a missing permission',
      { accessTokens: [{ token: 'shpat_reader', scopes: ['read_customers'] }] },
      {},
      'shpat_reader',
      'scopes',
      /lacks write_customers\..*installed again.*write_customers: Accord writes the changes that you approved/,
    ],
    [
      'hidden personal data',
      { switches: { protectedData: 'redacted' } },
      {},
      undefined,
      'personalData',
      /protected customer data.*Grow plan or higher/,
    ],
    [
      'refused personal data',
      { switches: { protectedData: 'denied' } },
      {},
      undefined,
      'personalData',
      /protected customer data/,
    ],
  ])('%s is found at its step with its remedy', async (_name, options, connection, secret, step, remedy) => {
    const store = await openStore(options);
    store.simulator.store.addCustomer({ lastName: 'Ito', email: 'ana@example.com.au' });
    const { result, failed, statuses } = await examine(store, connection, secret);
    expect(result.ok).toBe(false);
    expect(failed).toMatchObject({ id: step, remedy: expect.stringMatching(remedy) });
    expect(result.steps).toHaveLength(9);
    // What comes before the trouble is fine, what comes after it was not tried.
    const [before, after] = [statuses.indexOf(`${step} failed`), statuses.indexOf(`${step} failed`) + 1];
    expect(statuses.slice(0, before).every((each) => each.endsWith(' ok'))).toBe(true);
    expect(statuses.slice(after).every((each) => each.endsWith(' skipped'))).toBe(true);
  });

  it.each([
    ['http', answerWith(200, '<html>Welcome</html>'), 'address', /leads to a web page/],
    ['https', answerWith(200, {}), 'connection', /certificate of 127\.0\.0\.1:\d+ was not accepted/],
  ] as const)(
    'over %s tells a wrong page and a certificate nobody vouches for',
    async (protocol, script, step, remedy) => {
      const server = await startScriptedServer([script], protocol);
      const store = await openStore();
      const { failed } = await examine(store, { url: server.url });
      await server.close();
      expect(failed).toMatchObject({ id: step, remedy: expect.stringMatching(remedy) });
    },
  );

  it('tells a host that is not there', async () => {
    const server = await startScriptedServer([]);
    await server.close();
    const { failed } = await examine(await openStore(), { url: server.url });
    expect(failed).toMatchObject({
      id: 'address',
      remedy: expect.stringContaining('No answer from 127.0.0.1'),
    });
  });

  it('warns where the answer comes from another store than the one that was entered', async () => {
    const { result } = await examine(await openStore(), { domain: 'banksia.myshopify.com' });
    expect(result.ok).toBe(true);
    expect(result.steps.find(({ id }) => id === 'store')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('wattle-and-fern.myshopify.com'),
    });
  });

  it('warns where many customers show no e-mail at all', async () => {
    const store = await openStore();
    for (let count = 0; count < 12; count += 1)
      store.simulator.store.addCustomer({ lastName: `Ito ${count}` });
    const { result } = await examine(store);
    expect(result.steps.find(({ id }) => id === 'personalData')).toMatchObject({ status: 'warning' });
  });

  it('names the host when connecting fails', async () => {
    const { options } = await openStore();
    await expect(connectShopify({ ...options, secret: 'shpat_wrong' }, signal)).rejects.toMatchObject({
      code: 'SHOPIFY_TOKEN_REJECTED',
      params: { host: new URL(options.connection.url ?? '').host },
    });
  });
});
