import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock, startAcumaticaSimulator } from './index.ts';
import type { AcumaticaOptions, AcumaticaSimulator } from './index.ts';
import { field, signIn } from './test-client.ts';

let simulator: AcumaticaSimulator | undefined;
afterEach(() => simulator?.close());
const start = async (options: Partial<AcumaticaOptions> = {}): Promise<AcumaticaSimulator> =>
  (simulator = await startAcumaticaSimulator(options));
const get = (site: AcumaticaSimulator, path: string, cookie: string) =>
  fetch(`${site.url}${path}`, { headers: { Cookie: cookie } });

describe('signing in', () => {
  it('answers 204 with a cookie that opens the endpoint, and closes it at sign-out', async () => {
    const site = await start();
    const { status, cookie } = await signIn(site, {
      name: 'accord',
      password: 'accord-demo',
      tenant: 'Demo',
      branch: 'MAIN',
      locale: 'en-AU',
    });
    expect(status).toBe(204);
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', cookie)).status).toBe(200);
    expect(site.counters.sessionsOpen).toBe(1);
    expect(
      (await fetch(`${site.url}/entity/auth/logout`, { method: 'POST', headers: { Cookie: cookie } })).status,
    ).toBe(204);
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', cookie)).status).toBe(401);
    expect(site.counters.sessionsOpen).toBe(0);
  });

  it('takes the older name company for the tenant, but not both', async () => {
    const site = await start();
    expect((await signIn(site, { name: 'accord', password: 'accord-demo', company: 'demo' })).status).toBe(
      204,
    );
    expect(
      (await signIn(site, { name: 'accord', password: 'accord-demo', company: 'Demo', tenant: 'Demo' }))
        .status,
    ).toBe(400);
  });

  it.each([
    ['a wrong password', { name: 'accord', password: 'x' }, /Invalid credentials/],
    ['a wrong tenant', { name: 'accord', password: 'accord-demo', tenant: 'Elsewhere' }, /tenant Elsewhere/],
    ['a wrong branch', { name: 'accord', password: 'accord-demo', branch: 'MOON' }, /branch MOON/],
  ])('refuses %s with 500 and the reason', async (_, credentials, reason) => {
    const { status, json } = await signIn(await start(), credentials);
    expect(status).toBe(500);
    expect(field(json, 'exceptionMessage')).toMatch(reason);
  });

  it('refuses with API Login Limit when all seats are taken', async () => {
    const site = await start({ licence: 'trial' });
    const first = await signIn(site);
    await signIn(site);
    const third = await signIn(site);
    expect(third.status).toBe(429);
    expect(field(third.json, 'exceptionMessage')).toBe('API Login Limit');
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', first.cookie)).status).toBe(200);
    expect(site.counters.sessionsPeak).toBe(2);
  });

  it('signs the oldest session out instead when switched so', async () => {
    const site = await start({
      licence: 'trial',
      seatOverflow: 'signOutOldest',
      clock: createManualClock(1_000_000),
    });
    const first = await signIn(site);
    await signIn(site);
    expect((await signIn(site)).status).toBe(204);
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', first.cookie)).status).toBe(401);
  });

  it('frees the seat of a session that was idle for more than 20 minutes', async () => {
    const clock = createManualClock(1_000_000);
    const site = await start({ clock });
    const { cookie } = await signIn(site);
    clock.advance(19 * 60_000);
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', cookie)).status).toBe(200);
    clock.advance(21 * 60_000);
    expect((await get(site, '/entity/Default/24.200.001/TaxZone', cookie)).status).toBe(401);
    expect(site.counters.sessionsOpen).toBe(0);
  });
});

describe('the limit of a user', () => {
  const users = [{ name: 'accord', password: 'accord-demo', maximumSessions: 1 }];

  it('refuses a second session, with the reason, and not that of another user', async () => {
    const site = await start({ users: [...users, { name: 'other', password: 'other-demo' }] });
    const { cookie } = await signIn(site);
    const second = await signIn(site);
    expect(second.status).toBe(500);
    expect(field(second.json, 'exceptionMessage')).toMatch(/concurrent API logins/);
    expect((await signIn(site, { name: 'other', password: 'other-demo' })).status).toBe(204);
    await fetch(`${site.url}/entity/auth/logout`, { method: 'POST', headers: { Cookie: cookie } });
    expect((await signIn(site)).status).toBe(204);
  });
});

describe('the branch of one request', () => {
  it.each([
    ['nz', 200],
    ['MOON', 500],
  ])('%s is answered with %i', async (branch, status) => {
    const site = await start();
    const { cookie } = await signIn(site);
    const answer = await fetch(`${site.url}/entity/Default/24.200.001/TaxZone`, {
      headers: { Cookie: cookie, 'PX-CbApiBranch': branch },
    });
    expect(answer.status).toBe(status);
  });
});

describe('discovery', () => {
  it('lists the endpoints under the instance folder', async () => {
    const site = await start({ instancePath: '/Wattle' });
    const json: unknown = await (await fetch(`${site.url}/entity`)).json();
    expect(site.url).toMatch(/\/Wattle$/);
    expect(field(json, 'version', 'acumaticaBuildVersion')).toBe('25.201.0213');
    expect(field(json, 'endpoints')).toContainEqual({
      name: 'Default',
      version: '24.200.001',
      href: '/Wattle/entity/Default/24.200.001/',
    });
    expect((await fetch(`${site.url.replace('/Wattle', '')}/entity`)).status).toBe(404);
  });

  it('asks for a session first when a proxy is in the way', async () => {
    const site = await start({ discovery: 'unauthorised' });
    expect((await fetch(`${site.url}/entity`)).status).toBe(401);
    const { cookie } = await signIn(site);
    expect((await get(site, '/entity', cookie)).status).toBe(200);
  });

  it('answers 404 for a version the site does not have', async () => {
    const site = await start({ endpointVersions: ['23.200.001'] });
    const { cookie } = await signIn(site);
    expect((await get(site, '/entity/Default/24.200.001/Customer', cookie)).status).toBe(404);
    expect((await get(site, '/entity/Default/23.200.001/Customer', cookie)).status).toBe(200);
  });
});
