import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock, defaultOptions, startAcumaticaSimulator } from './index.ts';
import type { AcumaticaOptions, AcumaticaSimulator, ConnectedApplication } from './index.ts';
import { field } from './test-client.ts';

let simulator: AcumaticaSimulator | undefined;
afterEach(() => simulator?.close());
const start = async (options: Partial<AcumaticaOptions> = {}): Promise<AcumaticaSimulator> =>
  (simulator = await startAcumaticaSimulator(options));

const clientId = `${defaultOptions.applications[0]?.clientId ?? ''}@Demo`;
const redirectUri = 'http://127.0.0.1:53682/callback';
const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const authorise = (
  site: AcumaticaSimulator,
  changes: Readonly<Record<string, string>> = {},
  password = 'accord-demo',
  consent: readonly (readonly [string, string])[] = [],
) => {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'api offline_access',
    state: 's1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return fetch(`${site.url}/identity/connect/authorize?${query.toString()}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([
      ['name', 'accord'],
      ['password', password],
      ...consent.map((pair) => [...pair]),
    ]),
  });
};
const redeem = async (
  site: AcumaticaSimulator,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly json: unknown }> => {
  const response = await fetch(`${site.url}/identity/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, ...form }),
  });
  return { status: response.status, json: await response.json() };
};
const codeFrom = (response: Response) =>
  new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
const signIn = async (site: AcumaticaSimulator) =>
  (
    await redeem(site, {
      grant_type: 'authorization_code',
      code: codeFrom(await authorise(site)),
      code_verifier: verifier,
    })
  ).json;
const read = (site: AcumaticaSimulator, token: unknown) =>
  fetch(`${site.url}/entity/Default/24.200.001/TaxZone`, {
    headers: { Authorization: `Bearer ${String(token)}` },
  });

describe('OAuth', () => {
  it('publishes its addresses under the instance', async () => {
    const site = await start({ instancePath: '/Wattle' });
    const json: unknown = await (await fetch(`${site.url}/identity/.well-known/openid-configuration`)).json();
    expect(field(json, 'token_endpoint')).toBe(`${site.url}/identity/connect/token`);
  });

  it('gives tokens for a code with its verifier, once', async () => {
    const site = await start();
    const answer = await authorise(site);
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('state')).toBe('s1');
    const form = { grant_type: 'authorization_code', code: codeFrom(answer), code_verifier: verifier };
    const { status, json } = await redeem(site, form);
    expect(status).toBe(200);
    expect(field(json, 'expires_in')).toBe(3600);
    expect((await read(site, field(json, 'access_token'))).status).toBe(200);
    expect((await redeem(site, form)).status).toBe(400);
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'x' }],
    [
      'another redirect address',
      { code_verifier: verifier, redirect_uri: 'http://localhost:53682/callback' },
    ],
  ])('refuses %s', async (_, changes) => {
    const site = await start();
    const { status, json } = await redeem(site, {
      grant_type: 'authorization_code',
      code: codeFrom(await authorise(site)),
      ...changes,
    });
    expect([status, field(json, 'error')]).toEqual([400, 'invalid_grant']);
  });

  it('sends nobody to an address that is not registered and accepts no public client without PKCE', async () => {
    const site = await start();
    expect((await authorise(site, { redirect_uri: 'http://127.0.0.1:1/x' })).status).toBe(400);
    expect((await authorise(site, { code_challenge_method: 'plain' })).headers.get('location')).toMatch(
      /error=invalid_request/,
    );
    expect((await authorise(site, {}, 'wrong')).status).toBe(401);
  });

  it('uses one session for all tokens of a grant and rotates refresh tokens', async () => {
    const clock = createManualClock(1_000_000);
    const site = await start({ clock });
    const first = await signIn(site);
    await read(site, field(first, 'access_token'));
    clock.advance(3_601_000);
    expect((await read(site, field(first, 'access_token'))).status).toBe(401);
    const second = await redeem(site, {
      grant_type: 'refresh_token',
      refresh_token: String(field(first, 'refresh_token')),
    });
    expect((await read(site, field(second.json, 'access_token'))).status).toBe(200);
    expect(site.counters.sessionsOpen).toBe(1);
    // A refresh token used twice ends the grant.
    expect(
      (
        await redeem(site, {
          grant_type: 'refresh_token',
          refresh_token: String(field(first, 'refresh_token')),
        })
      ).status,
    ).toBe(400);
    expect((await read(site, field(second.json, 'access_token'))).status).toBe(401);
  });

  it('grants the scopes that were ticked, and none that were not asked for', async () => {
    const site = await start();
    const ticked = [
      ['scope', 'api'],
      ['scope', 'openid'],
    ] as const;
    const answer = await authorise(site, {}, 'accord-demo', ticked);
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('scope')).toBe('api');
    const form = { grant_type: 'authorization_code', code: codeFrom(answer), code_verifier: verifier };
    const { json } = await redeem(site, form);
    expect([field(json, 'scope'), field(json, 'refresh_token')]).toEqual(['api', undefined]);
  });

  it('tells the application that a person denied it', async () => {
    const answer = await authorise(await start(), {}, 'accord-demo', [['deny', '1']]);
    expect(answer.headers.get('location')).toMatch(/error=access_denied/);
  });

  it.each<readonly [string, Partial<ConnectedApplication>, string]>([
    ['another flow', { flow: 'password' }, 'unauthorized_client'],
    ['no refresh tokens', { refreshTokens: false }, 'invalid_scope'],
  ])('sends the reason back for an application with %s', async (_, changes, error) => {
    const [application] = defaultOptions.applications;
    if (application === undefined) throw new Error('There is no application.');
    const answer = await authorise(await start({ applications: [{ ...application, ...changes }] }));
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  it('knows no application that is switched off, nor any in another company', async () => {
    const [application] = defaultOptions.applications;
    if (application === undefined) throw new Error('There is no application.');
    const site = await start({ applications: [{ ...application, isActive: false }] });
    expect((await authorise(site)).status).toBe(400);
    const other = await authorise(await start(), { client_id: clientId.replace('@Demo', '@Other') });
    expect([other.status, field(await other.json(), 'error')]).toEqual([400, 'invalid_client']);
  });

  it('keeps the session of a token that was revoked until it is idle, and signs out without beginning one', async () => {
    const clock = createManualClock(1_000_000);
    const site = await start({ clock });
    const tokens = await signIn(site);
    const bearer = { Authorization: `Bearer ${String(field(tokens, 'access_token'))}` };
    const logout = () => fetch(`${site.url}/entity/auth/logout`, { method: 'POST', headers: bearer });
    expect((await logout()).status).toBe(204);
    expect(site.counters.sessionsPeak).toBe(0);
    await read(site, field(tokens, 'access_token'));
    await fetch(`${site.url}/identity/connect/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, token: String(field(tokens, 'refresh_token')) }),
    });
    expect((await logout()).status).toBe(401);
    expect(site.counters.sessionsOpen).toBe(1);
    clock.advance(21 * 60_000);
    expect(site.counters.sessionsOpen).toBe(0);
  });

  it('leads to a page that tells of the limit of the user', async () => {
    const users = [{ name: 'accord', password: 'accord-demo', maximumSessions: 1 }];
    const site = await start({ users, instancePath: '/Site' });
    await read(site, field(await signIn(site), 'access_token'));
    const second = await fetch(`${site.url}/entity/Default/24.200.001/TaxZone`, {
      headers: { Authorization: `Bearer ${String(field(await signIn(site), 'access_token'))}` },
      redirect: 'manual',
    });
    expect(second.status).toBe(302);
    expect(second.headers.get('location')).toMatch(/^\/Site\/Frames\/Error\.aspx\?message=.*API%20logins/);
  });

  it('signs out the session of a token and answers API Login Limit without a seat', async () => {
    const site = await start({ licence: 'trial' });
    const tokens = [await signIn(site), await signIn(site), await signIn(site)].map((json) =>
      field(json, 'access_token'),
    );
    expect(
      await Promise.all(tokens.slice(0, 2).map(async (token) => (await read(site, token)).status)),
    ).toEqual([200, 200]);
    expect((await read(site, tokens[2])).status).toBe(429);
    await fetch(`${site.url}/entity/auth/logout`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${String(tokens[0])}` },
    });
    expect((await read(site, tokens[2])).status).toBe(200);
  });

  it('knows the password grant but no client credentials', async () => {
    const site = await start();
    expect(
      (
        await redeem(site, {
          grant_type: 'password',
          username: 'accord',
          password: 'accord-demo',
          scope: 'api',
        })
      ).status,
    ).toBe(200);
    expect(field((await redeem(site, { grant_type: 'client_credentials' })).json, 'error')).toBe(
      'unsupported_grant_type',
    );
  });
});
