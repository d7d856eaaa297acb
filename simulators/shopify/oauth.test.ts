import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { createTestClock, post } from './test-client.ts';

const redirectUri = 'http://127.0.0.1:43117/callback';
const app = {
  clientId: 'client',
  clientSecret: 'shpss_secret',
  scopes: ['read_customers', 'write_customers'],
  redirectUris: [redirectUri],
};
const verifier = 'an-invented-verifier-that-is-long-enough-for-pkce';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const credentials = { client_id: app.clientId, client_secret: app.clientSecret };

describe('signing in by authorization code', () => {
  const clock = createTestClock();
  let shop: ShopifySimulator;
  beforeEach(async () => {
    shop = await startShopifySimulator({ clock: clock.now, accessTokens: [], authorizationApp: app });
  });
  afterEach(() => shop.close());

  const authorize = (parameters: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const query = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope: 'read_customers,write_customers',
      state: 'state-of-the-client',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...parameters,
    });
    return fetch(`${shop.url}/admin/oauth/authorize?${query.toString()}`, { redirect: 'manual' });
  };
  const callback = async (parameters: Readonly<Record<string, string>> = {}): Promise<URLSearchParams> => {
    const response = await authorize(parameters);
    expect(response.status).toBe(302);
    const location = response.headers.get('location') ?? '';
    expect(location.startsWith(`${redirectUri}?`)).toBe(true);
    return new URL(location).searchParams;
  };
  const ask = async (
    form: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> => {
    const response = await fetch(`${shop.url}/admin/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({ ...credentials, ...form }),
    });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  };
  const redeem = async (form: Readonly<Record<string, string>> = {}): ReturnType<typeof ask> =>
    ask({ code: (await callback()).get('code') ?? '', code_verifier: verifier, ...form });
  const works = async (token: unknown): Promise<boolean> =>
    (await post(shop, '{ customersCount { count } }', {}, String(token))).status === 200;

  test('is approved at once and sent back signed', async () => {
    const answer = await callback();
    expect([...answer.keys()].toSorted()).toEqual(['code', 'hmac', 'host', 'shop', 'state', 'timestamp']);
    expect(answer.get('state')).toBe('state-of-the-client');
    expect(answer.get('shop')).toBe(shop.shop.myshopifyDomain);
    expect(answer.get('timestamp')).toBe(String(clock.now().getTime() / 1000));
    const signed = [...answer]
      .filter(([name]) => name !== 'hmac')
      .map(([name, value]) => `${name}=${value}`)
      .toSorted()
      .join('&');
    expect(answer.get('hmac')).toBe(createHmac('sha256', app.clientSecret).update(signed).digest('hex'));
  });

  test.each([
    [{ client_id: 'other' }, /Could not find Shopify API application/],
    [{ redirect_uri: 'http://127.0.0.1:43118/callback' }, /redirect_uri is not whitelisted/],
    [{ scope: 'read_orders' }, /invalid_scope/],
    [{ code_challenge_method: 'plain' }, /must be S256/],
  ])('is refused on a page of the shop: %j', async (parameters, message) => {
    const response = await authorize(parameters);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(message);
  });

  test('gives a token without expiry, with the scopes a write scope does not imply', async () => {
    const { status, body } = await redeem();
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^shpat_/) as unknown,
      scope: 'write_customers',
    });
    clock.advance(400 * 86_400);
    expect(await works(body['access_token'])).toBe(true);
    expect(shop.counters.signIns).toBe(1);
  });

  test('leaves out an optional scope that the app was not configured with', async () => {
    const code = (await callback({ optional_scopes: 'read_orders' })).get('code') ?? '';
    expect((await ask({ code, code_verifier: verifier })).body['scope']).toBe('write_customers');
  });

  test('grants no more than was asked for', async () => {
    const code = (await callback({ scope: 'read_customers' })).get('code') ?? '';
    expect((await ask({ code, code_verifier: verifier })).body['scope']).toBe('read_customers');
  });

  test('gives expiring tokens that are refreshed, the refresh token rotating', async () => {
    const first = (await redeem({ expiring: '1' })).body;
    expect(first).toMatchObject({ expires_in: 3_600, refresh_token_expires_in: 7_776_000 });
    expect(await works(first['access_token'])).toBe(true);
    clock.advance(3_600);
    expect(await works(first['access_token'])).toBe(false);

    const refresh = async (token: unknown): ReturnType<typeof ask> =>
      ask({ grant_type: 'refresh_token', refresh_token: String(token) });
    const second = await refresh(first['refresh_token']);
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first['refresh_token']);
    expect(await works(second.body['access_token'])).toBe(true);
    // The answer may have been lost: the old one still works until the new one is used.
    expect((await refresh(first['refresh_token'])).status).toBe(200);
    const third = await refresh(second.body['refresh_token']);
    expect(third.status).toBe(200);
    const dead = { status: 401, body: { error: 'invalid_request' } };
    expect(await refresh(first['refresh_token'])).toMatchObject(dead);
    clock.advance(90 * 86_400);
    expect(await refresh(third.body['refresh_token'])).toMatchObject(dead);
  });

  test('takes a used refresh token for 30 days more, where its replacement got lost', async () => {
    const first = String((await redeem({ expiring: '1' })).body['refresh_token']);
    const again = { grant_type: 'refresh_token', refresh_token: first };
    expect((await ask(again)).status).toBe(200);
    clock.advance(29 * 86_400);
    expect((await ask(again)).status).toBe(200);
    clock.advance(86_400);
    expect(await ask(again)).toMatchObject({ status: 401, body: { error: 'invalid_request' } });
  });

  test('takes a code once, and only for a minute', async () => {
    const code = (await callback()).get('code') ?? '';
    expect((await ask({ code, code_verifier: verifier })).status).toBe(200);
    expect(await ask({ code, code_verifier: verifier })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    const slow = (await callback()).get('code') ?? '';
    clock.advance(61);
    expect((await ask({ code: slow, code_verifier: verifier })).body['error']).toBe('invalid_request');
  });

  test.each([
    [{ code_verifier: 'another' }, 400, 'invalid_grant'],
    [{ redirect_uri: 'http://127.0.0.1:1/' }, 400, 'invalid_grant'],
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'other' }, 400, 'application_cannot_be_found'],
    [{ code: '' }, 400, 'invalid_request'],
    [{ code: 'unknown' }, 400, 'invalid_request'],
    [{ grant_type: 'refresh_token' }, 400, 'invalid_request'],
    [{ grant_type: 'refresh_token', refresh_token: 'shprt_unknown' }, 401, 'invalid_request'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %j', async (form, status, error) => {
    expect(await redeem(form)).toMatchObject({ status, body: { error } });
  });

  test('needs the verifier only when a challenge was sent', async () => {
    const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: redirectUri });
    const url = `${shop.url}/admin/oauth/authorize?${query.toString()}`;
    const response = await fetch(url, { redirect: 'manual' });
    const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect((await ask({ code })).body['scope']).toBe('write_customers');
    expect(await redeem({ code_verifier: '' })).toMatchObject({ body: { error: 'invalid_grant' } });
  });
});
