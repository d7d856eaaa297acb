import { describe, expect, it, onTestFinished } from 'vitest';
import { sentTo } from '../../tests/support/browser.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { redirectAddresses } from '../../shared/domain/sign-in.ts';
import { startShopifySimulator } from '../../simulators/shopify/index.ts';
import { decodeGrant, encodeGrant, type Grant } from '../connectors/grant.ts';
import { beginAuthorization } from '../connectors/shopify/authorization.ts';
import type { JobContext } from './job-contract.ts';
import { systemClock } from './system.ts';
import { createTokenProviders } from './token-providers.ts';

const never = new AbortController().signal;
const secret = 'shpss_invented';
const [redirectAddress = ''] = redirectAddresses;

async function openWorld() {
  const shop = await startShopifySimulator({
    accessTokens: [],
    authorizationApp: {
      clientId: 'client-1',
      clientSecret: secret,
      scopes: ['read_customers', 'write_customers'],
      redirectUris: [redirectAddress],
    },
  });
  onTestFinished(() => shop.close());
  const connection = {
    domain: shop.shop.myshopifyDomain,
    url: shop.url,
    signIn: 'authorizationCode',
    clientId: 'client-1',
    storeErpId: false,
  } as const;
  const profile: Profile = { ...newProfile('harbour', 'Harbour', systemClock.now()), shopify: connection };
  const renewed: Grant[] = [];
  const providers = createTokenProviders(systemClock, (profileId, side, text) => {
    expect([profileId, side]).toEqual(['harbour', 'shopify']);
    const grant = decodeGrant(text);
    if (grant !== null) renewed.push(grant);
  });
  const contextOf = (grant: Grant | null): JobContext => ({
    profile,
    secrets: { shopify: secret },
    grants: grant === null ? {} : { shopify: encodeGrant(grant) },
  });
  return {
    shop,
    providers,
    renewed,
    contextOf,
    signIn: async () => {
      const { address, finish } = beginAuthorization(connection, secret, redirectAddress);
      return finish((await sentTo(address)).searchParams, never);
    },
    providerFor: (grant: Grant | null) => {
      const provider = providers.shopify(contextOf(grant), secret);
      if (provider === null) throw new Error('The connection signs in by itself.');
      return provider;
    },
  };
}

describe('access tokens of a sign-in in the browser', () => {
  it('are shared by all that goes on with a profile, and what a renewal gave is told', async () => {
    const world = await openWorld();
    const grant = await world.signIn();
    const before = world.shop.counters.signIns;
    const tokens = await Promise.all([1, 2, 3].map(() => world.providerFor(grant).getToken(never)));
    expect(new Set(tokens).size).toBe(1);
    // Later requests come with what is stored by then.
    expect(await world.providerFor(world.renewed[0] ?? null).getToken(never)).toBe(tokens[0]);
    expect(world.shop.counters.signIns - before).toBe(1);
    expect(world.renewed).toEqual([
      { ...grant, turn: 1, refreshToken: expect.not.stringMatching(grant.refreshToken) },
    ]);
  });

  it('go on with what another copy of Accord renewed meanwhile', async () => {
    const world = await openWorld();
    const grant = await world.signIn();
    const provider = world.providerFor(grant);
    const token = await provider.getToken(never);
    const [second = grant] = world.renewed;
    // The command line: a process of its own, which renews twice, so that what this one holds is dead.
    for (const given of [second, null]) {
      const other = createTokenProviders(systemClock, (_profile, _side, text) => {
        const next = decodeGrant(text);
        if (next !== null) world.renewed.push(next);
      });
      const latest = given ?? world.renewed.at(-1) ?? grant;
      await other.shopify(world.contextOf(latest), secret)?.getToken(never);
    }
    provider.reject(token);
    await expect(provider.getToken(never)).rejects.toMatchObject({ code: 'SHOPIFY_SIGN_IN_ENDED' });
    await expect(world.providerFor(world.renewed.at(-1) ?? grant).getToken(never)).resolves.toMatch(
      /^shpat_/,
    );
  });

  it('of a new sign-in are new', async () => {
    const world = await openWorld();
    const first = world.providerFor(await world.signIn());
    const second = world.providerFor(await world.signIn());
    expect(second).not.toBe(first);
    expect(await second.getToken(never)).not.toBe(await first.getToken(never));
  });

  it('need a sign-in first, also where what is stored is none', async () => {
    const world = await openWorld();
    expect(() => world.providerFor(null)).toThrow(expect.objectContaining({ code: 'SIGN_IN_NEEDED' }));
    const context = { ...world.contextOf(null), grants: { shopify: 'no grant' } };
    expect(() => world.providers.shopify(context, secret)).toThrow(
      expect.objectContaining({ code: 'SIGN_IN_NEEDED' }),
    );
  });

  it('are no business of a connection that signs in by itself', async () => {
    const world = await openWorld();
    const context = world.contextOf(null);
    const connection = {
      domain: 'x.myshopify.com',
      url: null,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
    } as const;
    const profile = { ...context.profile, shopify: connection };
    expect(world.providers.shopify({ ...context, profile }, 'shpat_x')).toBeNull();
  });
});
