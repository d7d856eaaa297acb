import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../shared/domain/app-error.ts';
import type { ErpConnection, Settings, ShopifyConnection } from '../shared/domain/settings.ts';
import { demoCompany } from '../simulators/demo/world.ts';
import { encodeGrant, newGrant } from './connectors/grant.ts';
import { createHost, type Host } from './host.ts';
import type { Vault } from './storage/vault.ts';

/** A keychain that records what is asked of it, and can be locked. */
const keychain = vi.hoisted(() => ({
  written: [] as string[],
  stored: new Map<string, string>(),
  isLocked: false,
}));

vi.mock('./storage/vault.ts', async (original) => {
  const real = await original<typeof import('./storage/vault.ts')>();
  const { stored } = keychain;
  const read: Vault['read'] = async (profileId, name) =>
    keychain.isLocked ? null : (stored.get(`${profileId}/${name}`) ?? null);
  const vault: Vault = {
    kind: 'keychain',
    read,
    readExpected: async (profileId, name) => {
      const secret = await read(profileId, name);
      if (secret === null) throw new AppError('KEYCHAIN_LOCKED', { params: { profile: profileId } });
      return secret;
    },
    write: async (profileId, name, secret) => {
      keychain.written.push(`${profileId}/${name}`);
      stored.set(`${profileId}/${name}`, secret);
    },
    remove: async (profileId, name) => void stored.delete(`${profileId}/${name}`),
  };
  return { ...real, openVault: async () => vault };
});

describe('a host', () => {
  let home = '';
  let host: Host;

  beforeEach(async () => {
    keychain.written.length = 0;
    keychain.stored.clear();
    keychain.isLocked = false;
    home = await mkdtemp(join(tmpdir(), 'accord-host-'));
    host = await createHost({ home, hostName: 'test', vault: 'keychain' });
  });
  afterEach(async () => {
    await host.close();
    await rm(home, { recursive: true, force: true });
  });

  it('L8 a demo leaves nothing in the keychain: its secrets open nothing and stay in memory', async () => {
    const { id } = await host.services['profile.createDemo']({});
    expect(keychain.written).toEqual([]);
    const { secrets, grants } = await host.services['profile.open']({ profileId: id });
    expect(secrets).toEqual({ shopify: 'session', erp: 'session', erpClientSecret: 'missing' });
    expect(grants).toEqual({ shopify: 'missing', erp: 'missing' });
  });

  it('keeps what runs learned of the licence with the profile, until it is another instance', async () => {
    const { id: profileId } = await host.services['profile.createDemo']({});
    const known = async () => (await host.services['profile.open']({ profileId })).profile;
    const { erp, erpLicence: before } = await known();
    if (erp === null) throw new Error('The demo is connected.');
    expect(before?.noSeatAt ?? null).toBeNull();
    const body = JSON.stringify({ name: demoCompany.user, password: demoCompany.password });
    const headers = { 'Content-Type': 'application/json' };
    for (let seat = 0; seat < 4; seat += 1) {
      await fetch(`${erp.url}/entity/auth/login`, { method: 'POST', headers, body });
    }
    await expect(host.services['plan.prepare']({ profileId })).rejects.toMatchObject({ code: 'ERP_NO_SEAT' });
    await vi.waitFor(async () => expect((await known()).erpLicence?.noSeatAt).toMatch(/^20/));
    const { erpLicence } = await known();
    await host.services['connection.saveErp']({
      profileId,
      connection: { ...erp, useWholeLicence: false },
      secret: null,
    });
    expect((await known()).erpLicence).toEqual(erpLicence);
    await host.services['connection.saveErp']({
      profileId,
      connection: { ...erp, tenant: 'OTHER' },
      secret: null,
    });
    expect((await known()).erpLicence).toBeNull();
  });

  async function newProfile(): Promise<string> {
    const { id } = await host.services['profile.create']({
      name: 'Harbour',
      colour: 'teal',
      homeCountry: 'AU',
    });
    return id;
  }

  it('a stored secret that a locked keychain hides is locked, never missing', async () => {
    const profileId = await newProfile();
    const connection = {
      domain: 'harbour-pine.myshopify.com',
      url: null,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
    } as const;
    await host.services['connection.saveShopify']({ profileId, connection, secret: 'shpat_example' });
    expect(keychain.written).toEqual([`${profileId}/shopify`]);
    keychain.isLocked = true;
    expect((await host.services['profile.open']({ profileId })).secrets.shopify).toBe('locked');
    await expect(host.services['connection.check']({ profileId, side: 'shopify' })).rejects.toMatchObject({
      code: 'KEYCHAIN_LOCKED',
    });
  });

  const byBrowser: ShopifyConnection = {
    domain: 'harbour-pine.myshopify.com',
    // Nothing listens there: whatever is asked of the store is refused at once.
    url: 'http://127.0.0.1:9',
    signIn: 'authorizationCode',
    clientId: 'client-1',
    storeErpId: false,
  };

  /** A profile whose person has signed in with the browser. */
  async function signedIn(): Promise<string> {
    const profileId = await newProfile();
    await host.services['connection.saveShopify']({
      profileId,
      connection: byBrowser,
      secret: 'shpss_example',
    });
    keychain.stored.set(`${profileId}/shopifyGrant`, encodeGrant(newGrant('shprt_example')));
    await host.close();
    const file = join(home, 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Settings;
    const profiles = settings.profiles.map((profile) => ({
      ...profile,
      secretsExpected: { ...profile.secretsExpected, shopifyGrant: true },
    }));
    await writeFile(file, JSON.stringify({ ...settings, profiles }));
    host = await createHost({ home, hostName: 'test', vault: 'keychain' });
    return profileId;
  }

  const open = (profileId: string) => host.services['profile.open']({ profileId });
  const check = (profileId: string) => host.services['connection.check']({ profileId, side: 'shopify' });

  it('where nobody has signed in with the browser yet, everything says that this comes first', async () => {
    const profileId = await newProfile();
    await host.services['connection.saveShopify']({
      profileId,
      connection: byBrowser,
      secret: 'shpss_example',
    });
    await expect(check(profileId)).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      params: { system: 'Shopify', host: '127.0.0.1:9' },
    });
    expect((await open(profileId)).grants.shopify).toBe('missing');
  });

  it('a sign-in in the browser is stored beside the secrets, locked with the keychain, and removed with the profile', async () => {
    const profileId = await signedIn();
    expect((await open(profileId)).grants.shopify).toBe('stored');
    keychain.isLocked = true;
    expect((await open(profileId)).grants.shopify).toBe('locked');
    await expect(check(profileId)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
    keychain.isLocked = false;
    await host.services['profile.remove']({ profileId, typedName: 'Harbour' });
    expect([...keychain.stored.keys()]).toEqual([]);
  });

  it.each<readonly [string, Partial<ShopifyConnection>, readonly string[]]>([
    ['another store', { domain: 'banksia.myshopify.com' }, ['shopify']],
    ['another app', { clientId: 'client-2' }, ['shopify']],
    ['client credentials', { signIn: 'clientCredentials' }, ['shopify']],
    ['a token, which is no client secret', { signIn: 'token', clientId: null }, []],
    ['nothing new', {}, ['shopify', 'shopifyGrant']],
  ])('a connection that changes to %s keeps what is still of use', async (_name, change, kept) => {
    const profileId = await signedIn();
    const connection = { ...byBrowser, ...change };
    const { profile, grants } = await host.services['connection.saveShopify']({
      profileId,
      connection,
      secret: null,
    });
    expect([...keychain.stored.keys()].toSorted()).toEqual(kept.map((name) => `${profileId}/${name}`));
    expect(profile.secretsExpected).toMatchObject({
      shopify: kept.includes('shopify'),
      erp: false,
      shopifyGrant: kept.includes('shopifyGrant'),
    });
    expect(grants.shopify).toBe(kept.includes('shopifyGrant') ? 'stored' : 'missing');
  });

  const erpByBrowser: ErpConnection = {
    // Nothing listens there: whatever is asked of it is refused at once.
    url: 'http://127.0.0.1:9',
    tenant: 'HARBOUR',
    branch: null,
    locale: null,
    signIn: 'authorizationCode',
    clientId: 'application-1',
    username: null,
    endpointVersion: null,
    requestsPerMinute: null,
    concurrency: 2,
    apiUsers: null,
    useWholeLicence: false,
  };
  const erpByPassword: Partial<ErpConnection> = { signIn: 'password', username: 'accord' };
  const byNameAlone: Partial<ErpConnection> = { signIn: 'cookie', clientId: null, username: 'accord' };

  it.each<readonly [string, Partial<ErpConnection>, Partial<ErpConnection>, readonly string[]]>([
    ['nothing new', {}, {}, ['erpClientSecret', 'erpGrant']],
    [
      'another speed and branch',
      {},
      { requestsPerMinute: 600, branch: 'NZ' },
      ['erpClientSecret', 'erpGrant'],
    ],
    ['another application', {}, { clientId: 'application-2' }, []],
    ['another company', {}, { tenant: 'OTHER' }, []],
    ['another instance', {}, { url: 'http://127.0.0.1:10' }, []],
    ['a password through the same application', {}, erpByPassword, ['erpClientSecret']],
    ['name and password alone', {}, byNameAlone, []],
    ['another user', erpByPassword, { username: 'other' }, ['erp', 'erpClientSecret']],
    [
      'the browser, which needs no password',
      erpByPassword,
      { signIn: 'authorizationCode', username: null },
      ['erpClientSecret'],
    ],
  ])(
    'a connection to the ERP that changes to %s keeps what is still of use',
    async (_, from, change, kept) => {
      const profileId = await newProfile();
      const connection = { ...erpByBrowser, ...from };
      const save = (
        changed: Partial<ErpConnection>,
        secrets: { secret: string | null; clientSecret?: string },
      ) =>
        host.services['connection.saveErp']({
          profileId,
          connection: { ...connection, ...changed },
          ...secrets,
        });
      const secret = connection.signIn === 'authorizationCode' ? null : 'password-of-the-user';
      await save({}, { secret, clientSecret: 'secret-of-the-application' });
      keychain.stored.set(`${profileId}/erpGrant`, encodeGrant(newGrant('refresh-token')));
      const { secrets, grants } = await save(change, { secret: null });
      expect([...keychain.stored.keys()].toSorted()).toEqual(kept.map((name) => `${profileId}/${name}`));
      const has = (name: string) => (kept.includes(name) ? 'stored' : 'missing');
      expect([secrets.erp, secrets.erpClientSecret, grants.erp]).toEqual([
        has('erp'),
        has('erpClientSecret'),
        has('erpGrant'),
      ]);
    },
  );

  it.each<readonly [string, Partial<ErpConnection>, readonly string[]]>([
    ['an application', { clientId: null }, ['clientId']],
    ['an application and a user', { clientId: null, signIn: 'password' }, ['clientId', 'username']],
    ['a user', { clientId: null, signIn: 'cookie' }, ['username']],
    ['a branch that fits into a header', { branch: 'Tāmaki' }, ['branch']],
    ['an address', { url: '' }, ['url']],
  ])('a connection to the ERP is not saved without %s', async (_, change, fields) => {
    const profileId = await newProfile();
    const connection = { ...erpByBrowser, ...change };
    const saving = host.services['connection.saveErp']({ profileId, connection, secret: null });
    const problems = Object.fromEntries(fields.map((field) => [field, expect.any(String) as string]));
    await expect(saving).rejects.toMatchObject({ code: 'SETTINGS_INVALID', fields: problems });
  });

  it('what one store said of itself is not shown beside another, and a person is believed where it says nothing', async () => {
    const profileId = await signedIn();
    const answer = (enabled: boolean) =>
      host.services['connection.answerBusinessCustomers']({ profileId, enabled });
    expect((await answer(true)).profile.seen.businessCustomers).toEqual({ enabled: true, saidBy: 'person' });
    expect((await answer(false)).profile.seen.businessCustomers).toEqual({
      enabled: false,
      saidBy: 'person',
    });
    const connection = { ...byBrowser, domain: 'banksia.myshopify.com' };
    const { profile } = await host.services['connection.saveShopify']({
      profileId,
      connection,
      secret: null,
    });
    expect(profile.seen.businessCustomers).toBeNull();
  });
});
