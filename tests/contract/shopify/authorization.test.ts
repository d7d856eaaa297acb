/** Signing in by authorization code, against the simulator over HTTP: the page, the answer, and the tokens afterwards. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Grant, GrantKeeper } from '../../../electron/connectors/grant.ts';
import { createTokenProvider } from '../../../electron/connectors/shopify/auth.ts';
import { beginAuthorization } from '../../../electron/connectors/shopify/authorization.ts';
import { checkShopify } from '../../../electron/connectors/shopify/index.ts';
import { redirectAddresses } from '../../../shared/domain/sign-in.ts';
import { customerScopes } from '../../../simulators/shopify/index.ts';
import { sentTo } from '../../support/browser.ts';
import { answerWith, startScriptedServer, type Script } from './scripted-server.ts';
import { openStore, signal, type Store } from './support.ts';

const [redirectAddress = ''] = redirectAddresses;
const app = { clientId: 'client-1', clientSecret: 'shpss_invented' };
const byBrowser = { signIn: 'authorizationCode', clientId: app.clientId, storeErpId: false } as const;
const minutes = 60_000;
const days = 24 * 60 * minutes;

/** An empty store that knows the app and its redirect addresses. */
function openAuthorizedStore(scopes: readonly string[] = customerScopes): Promise<Store> {
  return openStore(
    { accessTokens: [], authorizationApp: { ...app, scopes, redirectUris: redirectAddresses } },
    byBrowser,
  );
}

function begin({ options: { connection } }: Store, secret = app.clientSecret) {
  return beginAuthorization(connection, secret, redirectAddress);
}

/** A person approves; what the browser brings back, changed on the way where a test says so. */
async function approve(
  store: Store,
  change: (answer: URLSearchParams) => void = () => {},
  secret?: string,
): Promise<Grant> {
  const { address, finish } = begin(store, secret);
  const { searchParams } = await sentTo(address);
  change(searchParams);
  return finish(searchParams, signal);
}

interface Kept extends GrantKeeper {
  readonly kept: readonly Grant[];
}

function keeperOf(grant: Grant): Kept {
  const kept = [grant];
  return {
    kept,
    current: () => kept.at(-1) ?? grant,
    keep: (renewed) => void kept.push(renewed),
  };
}

function tokensOf({ options, clock }: Store, keeper: GrantKeeper, url = options.connection.url) {
  return createTokenProvider({ ...options.connection, url }, app.clientSecret, clock, keeper);
}

describe('the page that asks a person', () => {
  it('is the store\u2019s own, with what Accord needs, PKCE and a state, and no secret', async () => {
    const store = await openAuthorizedStore();
    const [one, other] = [new URL(begin(store).address), new URL(begin(store).address)];
    expect(one.origin + one.pathname).toBe(`${store.simulator.url}/admin/oauth/authorize`);
    expect(Object.fromEntries(one.searchParams)).toEqual({
      client_id: 'client-1',
      scope: 'read_customers,write_customers',
      optional_scopes: 'read_orders',
      redirect_uri: redirectAddress,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(one.href).not.toContain(app.clientSecret);
    for (const name of ['state', 'code_challenge']) {
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
    }
  });

  it('is asked of a store only', () => {
    const connection = { domain: 'example.com', url: null, ...byBrowser };
    expect(() => beginAuthorization(connection, app.clientSecret, redirectAddress)).toThrow(
      expect.objectContaining({ code: 'SHOPIFY_STORE_UNKNOWN' }),
    );
    expect(() =>
      beginAuthorization({ ...connection, clientId: null }, app.clientSecret, redirectAddress),
    ).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});

describe('the answer that the browser brings', () => {
  it('gives a grant', async () => {
    const grant = await approve(await openAuthorizedStore());
    expect(grant).toEqual({
      signIn: expect.any(String),
      turn: 0,
      refreshToken: expect.stringMatching(/^shprt_/),
    });
  });

  const forge = (name: string, value: string) => (answer: URLSearchParams) => answer.set(name, value);
  it.each<readonly [string, (answer: URLSearchParams) => void, string]>([
    ['another state', forge('state', 'x'.repeat(43)), 'SIGN_IN_STATE_WRONG'],
    ['no state', (answer) => answer.delete('state'), 'SIGN_IN_STATE_WRONG'],
    ['another signature', forge('hmac', '0'.repeat(64)), 'SHOPIFY_CALLBACK_UNSIGNED'],
    ['no signature', (answer) => answer.delete('hmac'), 'SHOPIFY_CALLBACK_UNSIGNED'],
    ['a code that was put in', forge('code', 'stolen'), 'SHOPIFY_CALLBACK_UNSIGNED'],
    ['a shop that was put in', forge('shop', 'other.myshopify.com'), 'SHOPIFY_CALLBACK_UNSIGNED'],
    ['a parameter more', forge('more', '1'), 'SHOPIFY_CALLBACK_UNSIGNED'],
    ['a refusal', forge('error', 'access_denied'), 'SHOPIFY_CONSENT_REFUSED'],
  ])('with %s is not used', async (_name, change, code) => {
    const store = await openAuthorizedStore();
    await expect(approve(store, change)).rejects.toMatchObject({ code });
    expect(store.simulator.counters.signIns).toBe(0);
  });

  it('that was signed with another secret is not used', async () => {
    const store = await openAuthorizedStore();
    await expect(approve(store, () => {}, 'shpss_of_another_app')).rejects.toMatchObject({
      code: 'SHOPIFY_CALLBACK_UNSIGNED',
    });
  });

  it('of another store is not used, and both are named', async () => {
    const store = await openAuthorizedStore();
    const connection = { ...store.options.connection, domain: 'banksia.myshopify.com' };
    await expect(approve({ ...store, options: { ...store.options, connection } })).rejects.toMatchObject({
      code: 'SHOPIFY_OTHER_STORE',
      params: { other: 'wattle-and-fern.myshopify.com', expected: 'banksia.myshopify.com' },
    });
    expect(store.simulator.counters.signIns).toBe(0);
  });

  it('that comes too late, or a second time, is refused by the store', async () => {
    const store = await openAuthorizedStore();
    const { address, finish } = begin(store);
    const { searchParams } = await sentTo(address);
    await finish(searchParams, signal);
    await expect(finish(searchParams, signal)).rejects.toMatchObject({ code: 'SHOPIFY_CODE_EXPIRED' });

    const slow = begin(store);
    const answer = await sentTo(slow.address);
    await store.clock.sleep(61_000);
    await expect(slow.finish(answer.searchParams, signal)).rejects.toMatchObject({
      code: 'SHOPIFY_CODE_EXPIRED',
      retry: 'afterSignIn',
    });
  });

  it('is of no use to whoever did not begin the sign-in: the store asks for the verifier', async () => {
    const store = await openAuthorizedStore();
    const { searchParams } = await sentTo(begin(store).address);
    const form = { client_id: app.clientId, client_secret: app.clientSecret };
    const response = await fetch(`${store.simulator.url}/admin/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, code: searchParams.get('code') ?? '', expiring: '1' }),
    });
    expect(response.status).toBe(400);
  });

  it('for which the store grants a token without end is not taken', async () => {
    const store = await openAuthorizedStore();
    const { address, finish } = begin(store);
    const { searchParams } = await sentTo(address);
    const server = await startScriptedServer([answerWith(200, { access_token: 'shpat_x', scope: '' })]);
    onTestFinished(() => server.close());
    // The same sign-in, with the token endpoint of another server behind it.
    const connection = { ...store.options.connection, url: server.url };
    const elsewhere = beginAuthorization(connection, app.clientSecret, redirectAddress);
    const answer = await sentTo(elsewhere.address.replace(server.url, store.simulator.url));
    await expect(elsewhere.finish(answer.searchParams, signal)).rejects.toMatchObject({
      code: 'ANSWER_UNEXPECTED',
      params: { detail: 'refresh_token' },
    });
    // It asked for what it needs, and with the verifier of this sign-in.
    expect(Object.fromEntries(new URLSearchParams(server.received[0]?.body))).toEqual({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code: answer.searchParams.get('code'),
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      expiring: '1',
    });
    await expect(finish(searchParams, signal)).resolves.toMatchObject({ turn: 0 });
  });
});

describe('access after the sign-in', () => {
  it('reads the store, and the doctor finds it signed in', async () => {
    const store = await openAuthorizedStore();
    store.simulator.store.addCustomer({ lastName: 'Ito', email: 'ana@example.com.au' });
    const tokens = tokensOf(store, keeperOf(await approve(store)));
    const { source } = await store.connect({ tokens });
    await expect(source.readAll(() => {}, signal)).resolves.toMatchObject({ complete: true });
    const result = await checkShopify({ ...store.options, tokens }, signal);
    expect(result.ok).toBe(true);
    expect(tokens.scopes()).toEqual(['write_customers']);
  });

  it('is renewed before it ends, and the refresh token rotates each time', async () => {
    const store = await openAuthorizedStore();
    const keeper = keeperOf(await approve(store));
    const tokens = tokensOf(store, keeper);
    const first = await tokens.getToken(signal);
    await store.clock.sleep(54 * minutes);
    expect(await tokens.getToken(signal)).toBe(first);
    await store.clock.sleep(2 * minutes);
    expect(await tokens.getToken(signal)).not.toBe(first);
    expect(keeper.kept.map(({ turn }) => turn)).toEqual([0, 1, 2]);
    expect(new Set(keeper.kept.map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect(new Set(keeper.kept.map(({ signIn }) => signIn)).size).toBe(1);
  });

  it('that ends in the middle of the work is renewed, and the work goes on', async () => {
    const store = await openAuthorizedStore();
    const keeper = keeperOf(await approve(store));
    const { source } = await store.connect({ tokens: tokensOf(store, keeper) });
    store.simulator.store.addCustomer({ lastName: 'Ito' });
    store.simulator.faults.inject({ kind: 'tokenExpired' });
    await expect(source.readAll(() => {}, signal)).resolves.toMatchObject({ complete: true });
    expect(keeper.kept).toHaveLength(3);
  });

  it('is asked for once by all who need it at the same time, even when the first of them stops', async () => {
    const store = await openAuthorizedStore();
    const keeper = keeperOf(await approve(store));
    const tokens = tokensOf(store, keeper);
    const before = store.simulator.counters.signIns;
    const impatient = new AbortController();
    const stopped = tokens.getToken(impatient.signal);
    const others = Array.from({ length: 20 }, () => tokens.getToken(signal));
    impatient.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
    expect(new Set(await Promise.all(others)).size).toBe(1);
    expect(store.simulator.counters.signIns - before).toBe(1);
    expect(keeper.kept).toHaveLength(2);
  });

  it('survives an answer that was never kept: the refresh token before it still works', async () => {
    const store = await openAuthorizedStore();
    const grant = await approve(store);
    await tokensOf(store, { current: () => grant, keep: () => {} }).getToken(signal);
    // A new start knows only what was kept.
    const tokens = tokensOf(store, keeperOf(grant));
    await expect(tokens.getToken(signal)).resolves.toMatch(/^shpat_/);
  });

  it.each([
    ['is not used for 90 days', (store: Store) => store.clock.sleep(90 * days), undefined],
    ['is revoked', () => Promise.resolve(), 'shprt_revoked'],
  ])('ends when it %s: sign in again', async (_name, pass, refreshToken) => {
    const store = await openAuthorizedStore();
    const grant = await approve(store);
    await pass(store);
    const tokens = tokensOf(
      store,
      keeperOf({ ...grant, ...(refreshToken === undefined ? {} : { refreshToken }) }),
    );
    await expect(tokens.getToken(signal)).rejects.toMatchObject({
      code: 'SHOPIFY_SIGN_IN_ENDED',
      retry: 'afterSignIn',
      params: { host: new URL(store.simulator.url).host },
    });
    const { steps } = await checkShopify({ ...store.options, tokens }, signal);
    expect(steps.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'signIn',
      remedy: expect.stringContaining('Sign in again'),
    });
  });

  const renewed = (turn: number): Script =>
    answerWith(200, { access_token: `shpat_${turn}`, refresh_token: `shprt_${turn}`, expires_in: 3600 });
  const grant: Grant = { signIn: 'one', turn: 0, refreshToken: 'shprt_0' };

  async function against(scripts: readonly Script[]) {
    const store = await openAuthorizedStore();
    const server = await startScriptedServer(scripts);
    onTestFinished(() => server.close());
    const keeper = keeperOf(grant);
    return { store, server, keeper, tokens: tokensOf(store, keeper, server.url) };
  }

  it('ends in the words of the standard as well', async () => {
    const { tokens } = await against([answerWith(400, { error: 'invalid_grant' })]);
    await expect(tokens.getToken(signal)).rejects.toMatchObject({ code: 'SHOPIFY_SIGN_IN_ENDED' });
  });

  it('ends with the app\u2019s secret, which is told apart', async () => {
    const { tokens } = await against([answerWith(401, { error: 'invalid_client' })]);
    await expect(tokens.getToken(signal)).rejects.toMatchObject({ code: 'SHOPIFY_CLIENT_REJECTED' });
  });

  it('waits out a short fault of the sign-in server in the middle of the work, and no fault before it', async () => {
    const fault = answerWith(520, 'error code: 520');
    const { store, tokens, keeper } = await against([renewed(1), fault, fault, renewed(2)]);
    await tokens.getToken(signal);
    await store.clock.sleep(56 * minutes);
    await expect(tokens.getToken(signal)).resolves.toBe('shpat_2');
    expect(keeper.kept.map(({ refreshToken }) => refreshToken)).toEqual(['shprt_0', 'shprt_1', 'shprt_2']);

    const first = await against([fault, renewed(1)]);
    await expect(first.tokens.getToken(signal)).rejects.toMatchObject({
      code: 'SERVER_ERROR',
      retry: 'later',
    });
    expect(first.server.received).toHaveLength(1);
  });

  it('goes on where an answer leaves out how long it lasts, or a new refresh token', async () => {
    const { store, tokens, keeper } = await against([
      answerWith(200, { access_token: 'shpat_1' }),
      renewed(2),
    ]);
    await expect(tokens.getToken(signal)).resolves.toBe('shpat_1');
    expect(keeper.kept).toEqual([grant]);
    await store.clock.sleep(56 * minutes);
    await expect(tokens.getToken(signal)).resolves.toBe('shpat_2');
  });

  it('with fewer permissions than the app has is found by the doctor', async () => {
    const store = await openAuthorizedStore();
    const tokens = { ...tokensOf(store, keeperOf(await approve(store))), scopes: () => ['read_customers'] };
    const { steps } = await checkShopify({ ...store.options, tokens }, signal);
    expect(steps.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'scopes',
      found: 'Missing: write_customers',
      remedy: expect.stringContaining('Then sign in again.'),
    });
  });

  it.each([
    ['is granted to an app that has it', [...customerScopes, 'read_orders'], 'read_orders', null],
    [
      'is missed by an app that has it not, and the doctor says where to add it',
      customerScopes,
      'not read_orders',
      expect.stringMatching(
        /Nothing to do unless you want this.*Versions, Select scopes.*Then sign in again\./,
      ),
    ],
  ] as const)('reading orders %s; the rest works either way', async (_, scopes, found, remedy) => {
    const store = await openAuthorizedStore(scopes);
    const tokens = tokensOf(store, keeperOf(await approve(store)));
    const { steps, ok } = await checkShopify({ ...store.options, tokens }, signal);
    expect(ok).toBe(true);
    expect(steps.find(({ id }) => id === 'scopes')).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(new RegExp(`${found}$`)) as string,
      remedy,
    });
  });

  it('needs a sign-in first', async () => {
    const { options, clock } = await openAuthorizedStore();
    expect(() => createTokenProvider(options.connection, app.clientSecret, clock)).toThrow(
      expect.objectContaining({ code: 'SIGN_IN_NEEDED', retry: 'afterSignIn' }),
    );
  });
});
