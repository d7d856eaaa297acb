import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokenProvider } from '../../../electron/connectors/shopify/auth.ts';
import { createShopifyClient, type ShopifyClient } from '../../../electron/connectors/shopify/client.ts';
import { customerCreate, customersCount } from '../../../electron/connectors/shopify/operations.gen.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { Logger } from '../../../shared/sync/ports.ts';
import { createFastClock } from './fast-clock.ts';
import {
  answerWith,
  cutOff,
  keepSilent,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from './scripted-server.ts';

const secret = 'shpat_invented';
const { signal } = new AbortController();
const status = { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 100 };
const cost = { requestedQueryCost: 10, actualQueryCost: 10, throttleStatus: status };
const counted = answerWith(200, {
  data: { customersCount: { count: 5, precision: 'EXACT' } },
  extensions: { cost },
});
const throttled = answerWith(200, {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: { cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus: status } },
});
const refusedWith = (extensions: object, message = 'No', data: unknown = null): Script =>
  answerWith(200, { data, errors: [{ message, extensions }] });

const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface Setup {
  readonly client: ShopifyClient;
  readonly server: ScriptedServer;
  readonly clock: ReturnType<typeof createFastClock>;
  readonly logged: string[];
}

async function connect(
  scripts: readonly Script[],
  connection: Partial<ShopifyConnection> = {},
  protocol: 'http' | 'https' = 'http',
  timeout = 300,
): Promise<Setup> {
  const server = await startScriptedServer(scripts, protocol);
  open.push(server);
  const clock = createFastClock();
  const logged: string[] = [];
  const log: Logger['info'] = (message, details) => logged.push(`${message} ${JSON.stringify(details)}`);
  const logger: Logger = { info: log, warn: log, error: log };
  const whole: ShopifyConnection = {
    domain: 'wattle.myshopify.com',
    url: server.url,
    signIn: 'token',
    clientId: null,
    storeErpId: false,
    ...connection,
  };
  const tokens = createTokenProvider(whole, secret, clock);
  const closed = new AbortController().signal;
  const client = createShopifyClient({ connection: whole, tokens, clock, logger, closed, timeout });
  return { client, server, clock, logged };
}

const query = ({ client }: Setup) => client.send(customersCount, {}, { signal });
const mutation = ({ client }: Setup) =>
  client.send(customerCreate, { input: { email: 'a@example.com' } }, { signal, record: 'Ana Ito' });
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('a request', () => {
  it('goes to the pinned version with the token in its header, and logs neither token nor values', async () => {
    const setup = await connect([counted]);
    expect(await query(setup)).toEqual({ customersCount: { count: 5, precision: 'EXACT' } });
    await mutation(setup);
    const [request] = setup.server.received;
    expect(request?.path).toBe('/admin/api/2026-10/graphql.json');
    expect(request?.headers['x-shopify-access-token']).toBe(secret);
    expect(setup.client.counters()).toEqual({ requests: 2, points: 20, throttled: 0 });
    expect(setup.logged).toHaveLength(2);
    expect(setup.logged[0]).toMatch(
      /^Shopify request \{"operation":"CustomersCount","status":200,"points":10,"milliseconds":\d+\}$/,
    );
    expect(setup.logged.join()).not.toMatch(/shpat|example\.com/);
  });

  it('is not sent to an address that could belong to anyone', async () => {
    const foreign = { url: null, domain: 'shop.example.com' };
    await expect(connect([counted], foreign)).rejects.toMatchObject({ code: 'SHOPIFY_STORE_UNKNOWN' });
    const insecure = { url: 'http://shop.example.com' };
    await expect(connect([counted], insecure)).rejects.toMatchObject({ code: 'INSECURE_ADDRESS' });
  });
});

describe('an answer that is an error', () => {
  it.each<readonly [string, Script, string, object]>([
    [
      '401',
      answerWith(401, { errors: '[API] Invalid API key or access token' }),
      'SHOPIFY_TOKEN_REJECTED',
      {},
    ],
    ['402', answerWith(402, {}), 'SHOPIFY_STORE_UNKNOWN', {}],
    ['404', answerWith(404, { errors: 'Not Found' }), 'SHOPIFY_STORE_UNKNOWN', {}],
    ['423', answerWith(423, {}), 'SHOPIFY_STORE_UNKNOWN', {}],
    ['a redirect', answerWith(301, '', { location: 'https://example.com' }), 'SHOPIFY_STORE_UNKNOWN', {}],
    [
      '403',
      answerWith(403, { errors: 'Forbidden' }),
      'SHOPIFY_ACCESS_DENIED',
      { message: '{"errors":"Forbidden"}' },
    ],
    ['400', answerWith(400, { errors: 'Bad' }), 'SHOPIFY_QUERY_INVALID', {}],
    ['HTML', answerWith(200, '<html>Log in</html>'), 'ANSWER_NOT_JSON', { kind: 'a web page' }],
    ['no data', answerWith(200, {}), 'ANSWER_UNEXPECTED', { detail: 'data' }],
    ['another shape', answerWith(200, { data: 5 }), 'ANSWER_UNEXPECTED', { detail: 'data' }],
    [
      'MAX_COST_EXCEEDED',
      refusedWith({ code: 'MAX_COST_EXCEEDED', cost: 1200, maxCost: 1000 }),
      'SHOPIFY_QUERY_TOO_COSTLY',
      { cost: 1200, maximum: 1000 },
    ],
    [
      'a missing scope',
      refusedWith({ code: 'ACCESS_DENIED', requiredAccess: '`read_customers` access scope.' }),
      'SHOPIFY_SCOPE_MISSING',
      { scopes: 'read_customers' },
    ],
    [
      'hidden personal data',
      refusedWith({ code: 'ACCESS_DENIED' }, 'This app is not approved to access the Customer object.'),
      'SHOPIFY_PERSONAL_DATA_HIDDEN',
      {},
    ],
    [
      'another refusal',
      refusedWith({ code: 'ACCESS_DENIED' }, 'Access denied for customersCount field.'),
      'SHOPIFY_ACCESS_DENIED',
      { what: 'customersCount' },
    ],
    [
      'a field that is not in the schema',
      refusedWith({ code: 'undefinedField' }, "Field 'x' doesn't exist on type 'Customer'"),
      'SHOPIFY_QUERY_INVALID',
      { message: "Field 'x' doesn't exist on type 'Customer'" },
    ],
  ])('%s is %s', async (_name, script, expected, params) => {
    // The second answer would do: none of these may be asked again.
    const setup = await connect([script, counted]);
    await expect(query(setup)).rejects.toMatchObject({ code: expected, params });
    expect(setup.server.received).toHaveLength(1);
  });

  it.each<readonly [string, Script, string]>([
    ['a record that is gone', refusedWith({ code: 'RESOURCE_NOT_FOUND' }, 'invalid id'), 'RECORD_GONE'],
    [
      'a value that is not of its list',
      refusedWith({
        code: 'INVALID_VARIABLE',
        problems: [{ path: ['countryCode'], explanation: 'Expected "XQ" to be one of: AU, NZ' }],
      }),
      'COUNTRY_UNKNOWN',
    ],
  ])('%s concerns one record only', async (_name, script, expected) => {
    await expect(mutation(await connect([script]))).rejects.toMatchObject({
      code: expected,
      params: { record: 'Ana Ito' },
    });
  });
});

describe('a request that may be sent again', () => {
  it.each<readonly [string, Script]>([
    ['THROTTLED', throttled],
    ['429', answerWith(429, { errors: 'Too many' })],
  ])('waits and goes on after %s, writes included, because nothing was done', async (_name, script) => {
    const setup = await connect([script, script, counted]);
    await query(setup);
    expect(setup.client.counters()).toMatchObject({ requests: 3, throttled: 2 });
    const writing = await connect([script, answerWith(200, { data: { customerCreate: null } })]);
    await mutation(writing);
    expect(writing.server.received).toHaveLength(2);
  });

  it('waits as long as the answer asks', async () => {
    const setup = await connect([answerWith(429, {}, { 'retry-after': '7' }), counted]);
    await query(setup);
    expect(setup.clock.slept()).toBe(7000);
  });

  it('gives up after a storm, in words', async () => {
    const setup = await connect([throttled]);
    await expect(query(setup)).rejects.toMatchObject({ code: 'SHOPIFY_THROTTLED', retry: 'later' });
    expect(setup.clock.slept()).toBeGreaterThan(60_000);
    expect(setup.clock.slept()).toBeLessThan(120_000);
  });

  it.each<readonly [string, Script]>([
    ['502', answerWith(502, '<html>Bad gateway</html>')],
    ['a fault of the server', refusedWith({ code: 'INTERNAL_SERVER_ERROR' }, 'Something went wrong')],
    ['broken JSON', answerWith(200, '{"data": {"customers')],
    ['an answer that is cut off', cutOff],
    ['silence', keepSilent],
  ])('reads again after %s', async (_name, script) => {
    const setup = await connect([counted, script, counted]);
    await query(setup);
    expect(await query(setup)).toEqual({ customersCount: { count: 5, precision: 'EXACT' } });
    expect(setup.server.received).toHaveLength(3);
  });

  it.each<readonly [string, Script]>([
    ['502', answerWith(502, '')],
    ['a fault of the server', refusedWith({ code: 'INTERNAL_SERVER_ERROR' }, 'Something went wrong')],
    ['an answer with a hole', refusedWith({ code: 'ACCESS_DENIED' }, 'No', { customerCreate: {} })],
    ['a web page', answerWith(200, '<html></html>')],
    ['broken JSON', answerWith(200, '{"data": {"customers')],
    ['an answer that is cut off', cutOff],
    ['silence', keepSilent],
  ])('never writes again after %s: whether it was written is not known', async (_name, script) => {
    const setup = await connect([counted, script]);
    await query(setup);
    await expect(mutation(setup)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      params: { system: 'Shopify', record: 'Ana Ito' },
    });
    expect(setup.server.received).toHaveLength(2);
  });
});

describe('a store that cannot be reached', () => {
  it('is told at once, and a write knows that nothing was sent', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((resolve) => server.close(resolve));
    const setup = await connect([counted], { url: `http://127.0.0.1:${port}` });
    expect(await code(query(setup))).toBe('HOST_UNREACHABLE');
    expect(await code(mutation(setup))).toBe('HOST_UNREACHABLE');
    expect(setup.clock.slept()).toBe(0);
  });

  it('with a certificate nobody vouches for gets no token', async () => {
    const setup = await connect([counted], {}, 'https');
    await expect(query(setup)).rejects.toMatchObject({
      code: 'TLS_FAILED',
      params: { reason: expect.stringMatching(/SELF_SIGNED/) },
    });
    expect(setup.server.received).toHaveLength(0);
  });

  it('that answers too late is named with its seconds', async () => {
    const setup = await connect([keepSilent]);
    await expect(query(setup)).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });
});

describe('a stop', () => {
  /** So long that no request counts as failed, however busy the machine is. Milliseconds. */
  const patience = 60_000;

  it('ends a query at once, and before it is sent a write too', async () => {
    const stopping = new AbortController();
    // Stopped once the question has arrived, however long that takes.
    const stopsThere: Script = () => stopping.abort();
    const setup = await connect([stopsThere], {}, 'http', patience);
    const reading = setup.client.send(customersCount, {}, { signal: stopping.signal });
    expect(await code(reading)).toBe('STOPPED');
    const writing = setup.client.send(customerCreate, { input: {} }, { signal: stopping.signal });
    expect(await code(writing)).toBe('STOPPED');
    expect(setup.server.received).toHaveLength(1);
  });

  it('lets a write that is under way come to its end, so that its outcome is known', async () => {
    const stopping = new AbortController();
    const slow: Script = (response, request) => {
      stopping.abort();
      setTimeout(() => answerWith(200, { data: { customerCreate: null } })(response, request), 60);
    };
    const setup = await connect([slow], {}, 'http', patience);
    const writing = setup.client.send(customerCreate, { input: {} }, { signal: stopping.signal });
    expect(await writing).toEqual({ customerCreate: null });
  });
});

describe('client credentials', () => {
  const byClient = { signIn: 'clientCredentials', clientId: 'abc' } as const;
  const granted = (token: string, seconds = 86_399) =>
    answerWith(200, { access_token: token, scope: 'read_customers', expires_in: seconds });

  it('are exchanged for a token once, and again when it is due', async () => {
    const setup = await connect([granted('one', 600), counted, counted, granted('two'), counted], byClient);
    await query(setup);
    await query(setup);
    await setup.clock.sleep(400_000);
    await query(setup);
    const [signIn] = setup.server.received;
    expect(signIn?.path).toBe('/admin/oauth/access_token');
    expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'abc',
      client_secret: secret,
    });
    const used = setup.server.received.map(({ headers }) => headers['x-shopify-access-token']);
    expect(used).toEqual([undefined, 'one', 'one', undefined, 'two']);
  });

  it('give a new token where the old one is no longer accepted, and only once', async () => {
    const rejected = answerWith(401, {});
    const setup = await connect([granted('one'), rejected, granted('two'), counted], byClient);
    await query(setup);
    const failing = await connect([granted('one'), rejected, granted('two'), rejected], byClient);
    expect(await code(query(failing))).toBe('SHOPIFY_TOKEN_REJECTED');
    expect(failing.server.received).toHaveLength(4);
  });

  it.each<readonly [Script, string]>([
    [answerWith(400, { error: 'shop_not_permitted' }), 'SHOPIFY_SHOP_NOT_PERMITTED'],
    [answerWith(400, '<html>Oauth error app_not_installed</html>'), 'SHOPIFY_APP_NOT_INSTALLED'],
    [answerWith(401, { error: 'invalid_client' }), 'SHOPIFY_CLIENT_REJECTED'],
    [answerWith(404, ''), 'SHOPIFY_STORE_UNKNOWN'],
    [answerWith(503, ''), 'SERVER_ERROR'],
    [answerWith(200, { token: 'x' }), 'ANSWER_UNEXPECTED'],
  ])('refused are explained: %#', async (script, expected) => {
    expect(await code(query(await connect([script], byClient)))).toBe(expected);
  });

  it('need a client id', async () => {
    await expect(connect([counted], { ...byClient, clientId: null })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});
