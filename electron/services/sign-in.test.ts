import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { visit, type Visit } from '../../tests/support/browser.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import { newProfile, type Profile, type ShopifyConnection } from '../../shared/domain/settings.ts';
import { redirectAddress } from '../../shared/domain/sign-in.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import { startShopifySimulator } from '../../simulators/shopify/index.ts';
import { decodeGrant, encodeGrant, renewedGrant, type Grant } from '../connectors/grant.ts';
import { openLoopback } from '../connectors/loopback.ts';
import { memoryVault, type Vault } from '../storage/vault.ts';
import type { Profiles } from './profiles.ts';
import { createSecrets } from './secrets.ts';
import { createSignIns, type SignInDependencies } from './sign-in.ts';
import { systemClock } from './system.ts';

// Not the fixed ports of the program: other tests sign in at the same time.
const ports = [31_071, 31_171, 31_271];
const app = {
  clientId: 'client-1',
  clientSecret: 'shpss_invented',
  scopes: ['read_customers', 'write_customers'],
  redirectUris: ports.map(redirectAddress),
};
const side = 'shopify';
const domain = 'wattle-and-fern.myshopify.com';

/** A keychain that can be locked; locked it answers nothing, as the real ones do. */
function lockableVault(): Vault & { isLocked: boolean } {
  const memory = memoryVault();
  const vault = {
    isLocked: false,
    kind: 'keychain' as const,
    read: async (id: string, name: string) => (vault.isLocked ? null : memory.read(id, name)),
    readExpected: async (id: string, name: string) => {
      const secret = await vault.read(id, name);
      if (secret === null) throw new AppError('KEYCHAIN_LOCKED', { params: { profile: id } });
      return secret;
    },
    write: async (id: string, name: string, secret: string) => {
      if (vault.isLocked) throw new AppError('KEYCHAIN_LOCKED', { params: { profile: id } });
      await memory.write(id, name, secret);
    },
    remove: (id: string, name: string) => memory.remove(id, name),
  };
  return vault;
}

async function openWorld(
  patch: Partial<SignInDependencies> = {},
  connection: Partial<ShopifyConnection> = {},
) {
  const shop = await startShopifySimulator({ accessTokens: [], authorizationApp: app });
  onTestFinished(() => shop.close());
  const vault = lockableVault();
  const logged: string[] = [];
  const log = (...line: readonly unknown[]) => void logged.push(JSON.stringify(line));
  const logger: Logger = { info: log, warn: log, error: log };
  let profile: Profile = {
    ...newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z'),
    shopify: {
      domain,
      url: shop.url,
      signIn: 'authorizationCode',
      clientId: app.clientId,
      storeErpId: false,
      ...connection,
    },
  };
  await vault.write(profile.id, 'shopify', app.clientSecret);
  const profiles = {
    find: () => profile,
    save: async (saved: Profile) => void (profile = saved),
    overview: async () => ({ profile }),
  } as unknown as Profiles;
  /** What the person saw in the end. */
  let seen: Promise<Visit> | null = null;
  const signIns = createSignIns({
    profiles,
    secrets: createSecrets({ vaultOf: () => vault, givenSecrets: {} }),
    openLoopback: () => openLoopback(ports),
    openBrowser: async (address) => {
      seen = visit(address);
      // Whatever becomes of the page is looked at later.
      seen.catch(() => undefined);
    },
    clock: systemClock,
    logger,
    ...patch,
  });
  onTestFinished(() => signIns.close());
  const grantText = () => vault.read(profile.id, 'shopifyGrant');
  return {
    shop,
    vault,
    logged,
    signIns,
    signIn: () => signIns.services['connection.signIn']({ profileId: profile.id, side }),
    cancel: () => signIns.services['connection.cancelSignIn']({ profileId: profile.id }),
    profile: () => profile,
    change: (changed: Partial<Profile>) => void (profile = { ...profile, ...changed }),
    page: async () => (await seen)?.text ?? '',
    grantText,
    grant: async (): Promise<Grant> => {
      const grant = decodeGrant((await grantText()) ?? '');
      if (grant === null) throw new Error('There is no grant.');
      return grant;
    },
  };
}

/** A browser that is opened and whose person goes away. */
const nobody = async () => {};

describe('signing in with the browser', () => {
  it('keeps the grant in the vault, expects it there, and says so on the page', async () => {
    const world = await openWorld();
    await world.signIn();
    expect(await world.grant()).toMatchObject({ turn: 0, refreshToken: expect.stringMatching(/^shprt_/) });
    expect(world.profile().secretsExpected.shopifyGrant).toBe(true);
    expect(await world.page()).toContain('You are signed in');
    expect(await world.page()).toContain(domain);
  });

  it('again replaces the grant of before', async () => {
    const world = await openWorld();
    await world.signIn();
    const first = await world.grant();
    await world.signIn();
    expect((await world.grant()).signIn).not.toBe(first.signIn);
  });

  it('fits into the keychain of every system', async () => {
    const world = await openWorld();
    await world.signIn();
    expect(((await world.grantText()) ?? '').length).toBeLessThan(250);
  });

  it('ends after ten minutes when nobody comes back', async () => {
    const waits: number[] = [];
    const clock: Clock = { ...systemClock, sleep: async (milliseconds) => void waits.push(milliseconds) };
    const world = await openWorld({ clock, openBrowser: nobody });
    await expect(world.signIn()).rejects.toMatchObject({
      code: 'SIGN_IN_TIMED_OUT',
      params: { system: 'Shopify', minutes: 10 },
    });
    expect(waits).toEqual([600_000]);
    expect(await world.grantText()).toBeNull();
  });

  it('can be cancelled, and begun again afterwards', async () => {
    const opened = vi.fn<SignInDependencies['openBrowser']>(nobody);
    const world = await openWorld({ openBrowser: opened });
    expect(await world.cancel()).toEqual({ cancelled: false });
    const signingIn = world.signIn();
    await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
    expect(await world.cancel()).toEqual({ cancelled: true });
    await expect(signingIn).rejects.toMatchObject({ code: 'SIGN_IN_CANCELLED' });
    expect(await world.cancel()).toEqual({ cancelled: false });
  });

  it('begun a second time ends the first, whose page leads nowhere any more', async () => {
    const addresses: string[] = [];
    const world = await openWorld({ openBrowser: async (address) => void addresses.push(address) });
    const first = world.signIn();
    await vi.waitFor(() => expect(addresses).toHaveLength(1));
    const second = world.signIn();
    await expect(first).rejects.toMatchObject({ code: 'SIGN_IN_CANCELLED' });
    await vi.waitFor(() => expect(addresses).toHaveLength(2));
    await visit(addresses[1] ?? '');
    await second;
    await expect(visit(addresses[0] ?? '')).rejects.toThrow('fetch failed');
  });

  it('an answer to an earlier sign-in ends the present one, unused', async () => {
    const addresses: string[] = [];
    const world = await openWorld({ openBrowser: async (address) => void addresses.push(address) });
    const first = world.signIn();
    await vi.waitFor(() => expect(addresses).toHaveLength(1));
    await world.cancel();
    await expect(first).rejects.toMatchObject({ code: 'SIGN_IN_CANCELLED' });
    const second = world.signIn();
    second.catch(() => undefined);
    await vi.waitFor(() => expect(addresses).toHaveLength(2));
    expect((await visit(addresses[0] ?? '')).text).toContain('does not belong to this sign-in');
    await expect(second).rejects.toMatchObject({ code: 'SIGN_IN_STATE_WRONG' });
    expect(await world.grantText()).toBeNull();
  });

  it('ends when the program does', async () => {
    const opened = vi.fn<SignInDependencies['openBrowser']>(nobody);
    const world = await openWorld({ openBrowser: opened });
    const signingIn = world.signIn();
    signingIn.catch(() => undefined);
    await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
    await world.signIns.close();
    await expect(signingIn).rejects.toMatchObject({ code: 'SIGN_IN_CANCELLED' });
  });

  it('says so when no browser can be opened', async () => {
    const world = await openWorld({ openBrowser: () => Promise.reject(new Error('no browser')) });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SIGN_IN_NO_BROWSER' });
  });

  it('says so when all ports are taken, and opens no page that could lead nowhere', async () => {
    const others = await Promise.all(ports.map((port) => openLoopback([port])));
    const opened = vi.fn<SignInDependencies['openBrowser']>(nobody);
    const world = await openWorld({ openBrowser: opened });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SIGN_IN_PORTS_TAKEN' });
    expect(opened).not.toHaveBeenCalled();
    await Promise.all(others.map((other) => other.close()));
  });

  it('shows on the page what went wrong, in the words of the program', async () => {
    const world = await openWorld({}, { domain: 'banksia.myshopify.com' });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SHOPIFY_OTHER_STORE' });
    expect(await world.page()).toContain(`The browser signed in to ${domain}`);
    expect(await world.grantText()).toBeNull();
    expect(world.profile().secretsExpected.shopifyGrant).toBe(false);
  });

  it('is no success before the grant is kept', async () => {
    const world = await openWorld({
      openBrowser: async (address) => {
        world.vault.isLocked = true;
        page = visit(address);
      },
    });
    let page: Promise<Visit> | null = null;
    await expect(world.signIn()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
    expect((await page!).text).toContain('The keychain gives no answer');
    expect(world.profile().secretsExpected.shopifyGrant).toBe(false);
  });

  it('keeps nothing where the connection was changed in the meantime', async () => {
    let page: Promise<Visit> | null = null;
    const world = await openWorld({
      openBrowser: async (address) => {
        const { shopify } = world.profile();
        world.change({ shopify: shopify === null ? null : { ...shopify, clientId: 'client-2' } });
        page = visit(address);
      },
    });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
    expect((await page!).status).toBe(400);
    expect(await world.grantText()).toBeNull();
  });

  it('needs a connection that signs in this way, and its client secret', async () => {
    const world = await openWorld();
    const { shopify } = world.profile();
    world.change({ shopify: null });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'PROFILE_NOT_CONNECTED' });
    world.change({ shopify: shopify === null ? null : { ...shopify, signIn: 'token', clientId: null } });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SIGN_IN_NOT_USED' });
    world.change({ shopify });
    await world.vault.remove('harbour', 'shopify');
    await expect(world.signIn()).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      params: { secret: 'Shopify client secret' },
    });
  });

  it('logs that somebody signed in, and no address and no secret', async () => {
    const world = await openWorld();
    await world.signIn();
    const text = world.logged.join('\n');
    expect(text).toContain('signed in with the browser');
    for (const secret of [app.clientSecret, (await world.grant()).refreshToken, 'http', 'code']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('a renewed grant', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let first: Grant;
  beforeEach(async () => {
    world = await openWorld();
    await world.signIn();
    first = await world.grant();
  });
  async function renew(grant: Grant): Promise<void> {
    world.signIns.keepRenewed('harbour', side, encodeGrant(grant));
    await world.signIns.close();
  }

  it('replaces the one before it', async () => {
    const second = renewedGrant(first, 'shprt_second');
    await renew(second);
    expect(await world.grant()).toEqual(second);
    await renew(renewedGrant(second, 'shprt_third'));
    expect(await world.grant()).toMatchObject({ turn: 2, refreshToken: 'shprt_third' });
  });

  it('that comes late replaces no newer one', async () => {
    const second = renewedGrant(first, 'shprt_second');
    const third = renewedGrant(second, 'shprt_third');
    await renew(third);
    await renew(second);
    expect(await world.grant()).toEqual(third);
  });

  it('of an earlier sign-in replaces nothing', async () => {
    await world.signIn();
    const later = await world.grant();
    await renew(renewedGrant(first, 'shprt_late'));
    expect(await world.grant()).toEqual(later);
  });

  it('of a connection that was changed is not brought back', async () => {
    await world.vault.remove('harbour', 'shopifyGrant');
    world.change({
      secretsExpected: { ...world.profile().secretsExpected, shopify: true, shopifyGrant: false },
    });
    await renew(renewedGrant(first, 'shprt_late'));
    expect(await world.grantText()).toBeNull();
  });

  it('that a locked keychain does not take is said in the log, without it, and the next one is kept', async () => {
    world.vault.isLocked = true;
    const second = renewedGrant(first, 'shprt_second');
    await renew(second);
    expect(world.logged.join('\n')).toContain('a renewed sign-in was not kept');
    expect(world.logged.join('\n')).not.toContain('shprt_second');
    world.vault.isLocked = false;
    await renew(renewedGrant(second, 'shprt_third'));
    expect(await world.grant()).toMatchObject({ refreshToken: 'shprt_third' });
  });

  it('that is none is not kept', async () => {
    world.signIns.keepRenewed('harbour', side, 'no grant');
    await world.signIns.close();
    expect(await world.grant()).toEqual(first);
  });
});
