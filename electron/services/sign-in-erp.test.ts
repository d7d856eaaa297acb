import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { newProfile, type ErpConnection, type Profile } from '../../shared/domain/settings.ts';
import { redirectAddress } from '../../shared/domain/sign-in.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import { startAcumaticaSimulator, type ConnectedApplication } from '../../simulators/acumatica/index.ts';
import { visit, type Visit } from '../../tests/support/browser.ts';
import { approveErp, erpApplications, erpClientId, type Consent } from '../../tests/support/erp-company.ts';
import { decodeGrant } from '../connectors/grant.ts';
import { openLoopback } from '../connectors/loopback.ts';
import { memoryVault } from '../storage/vault.ts';
import type { Profiles } from './profiles.ts';
import { createSecrets } from './secrets.ts';
import { createSignIns } from './sign-in.ts';
import { systemClock } from './system.ts';

// Not the fixed ports of the program: other tests sign in at the same time.
const ports = [31_371, 31_471, 31_571];

interface WorldInput {
  readonly application?: Partial<ConnectedApplication>;
  readonly connection?: Partial<ErpConnection>;
  readonly consent?: Consent;
  /** What happens while the person is in the browser. */
  readonly meanwhile?: () => void;
}

async function openWorld({ application = {}, connection = {}, consent, meanwhile }: WorldInput = {}) {
  const company = await startAcumaticaSimulator({
    applications: erpApplications({ redirectUris: ports.map(redirectAddress), ...application }),
  });
  onTestFinished(() => company.close());
  const vault = memoryVault();
  const logged: string[] = [];
  const log = (...line: readonly unknown[]) => void logged.push(JSON.stringify(line));
  const logger: Logger = { info: log, warn: log, error: log };
  let profile: Profile = {
    ...newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z'),
    erp: {
      url: company.url,
      tenant: 'Demo',
      branch: null,
      locale: null,
      signIn: 'authorizationCode',
      clientId: erpClientId,
      username: null,
      endpointVersion: null,
      requestsPerMinute: null,
      concurrency: 2,
      apiUsers: null,
      useWholeLicence: false,
      ...connection,
    },
  };
  const profiles = {
    find: () => profile,
    save: async (saved: Profile) => void (profile = saved),
    overview: async () => ({ profile }),
  } as unknown as Profiles;
  /** What the person saw in the end. */
  let seen: Promise<Visit> | null = null;
  const openBrowser = vi.fn<(address: string) => Promise<void>>(async (address) => {
    meanwhile?.();
    seen = approveErp(address, consent).then(({ href }) => visit(href));
    // Whatever becomes of the page is looked at later.
    seen.catch(() => undefined);
  });
  const signIns = createSignIns({
    profiles,
    secrets: createSecrets({ vaultOf: () => vault, givenSecrets: {} }),
    openLoopback: () => openLoopback(ports),
    openBrowser,
    clock: systemClock,
    logger,
  });
  onTestFinished(() => signIns.close());
  return {
    company,
    logged,
    openBrowser,
    signIn: () => signIns.services['connection.signIn']({ profileId: profile.id, side: 'erp' }),
    profile: () => profile,
    change: (changed: Partial<Profile>) => void (profile = { ...profile, ...changed }),
    page: async () => (await seen)?.text ?? '',
    grant: async () => decodeGrant((await vault.read(profile.id, 'erpGrant')) ?? ''),
  };
}

describe('signing in to the ERP with the browser', () => {
  it('keeps the grant in the vault, names the company on the page, and leaves no seat taken', async () => {
    const world = await openWorld();
    await world.signIn();
    expect(await world.grant()).toMatchObject({ turn: 0, access: { token: expect.any(String) as string } });
    expect(await world.page()).toContain('You are signed in');
    expect(await world.page()).toContain('Accord may now work with Demo.');
    expect(world.company.counters).toMatchObject({ sessionsOpen: 0, sessionsPeak: 0 });
  });

  it('fits into the keychain of every system, with its first access token', async () => {
    const world = await openWorld();
    await world.signIn();
    expect(JSON.stringify(await world.grant()).length).toBeLessThan(400);
  });

  it.each<readonly [string, WorldInput, string]>([
    ['a client id that is not known', { connection: { clientId: 'nobody' } }, 'ERP_CLIENT_REJECTED'],
    ['another company', { connection: { tenant: 'Nowhere' } }, 'ERP_CLIENT_REJECTED'],
    [
      'redirect addresses that are not registered',
      { application: { redirectUris: [] } },
      'ERP_REDIRECT_UNKNOWN',
    ],
    ['an application without refresh tokens', { application: { refreshTokens: false } }, 'ERP_SCOPE_REFUSED'],
  ])('with %s opens no page that would lead nowhere', async (_, input, code) => {
    const world = await openWorld(input);
    await expect(world.signIn()).rejects.toMatchObject({ code });
    expect(world.openBrowser).not.toHaveBeenCalled();
    expect(await world.grant()).toBeNull();
  });

  it.each<readonly [string, Consent, string, string]>([
    ['denies', { denies: true }, 'ERP_CONSENT_REFUSED', 'Access to MYOB Acumatica was not approved'],
    ['unticks what Accord needs', { scopes: ['api'] }, 'ERP_SCOPE_REFUSED', 'Accord may not stay signed in'],
  ])('keeps nothing of a person who %s, and says so on the page', async (_, consent, code, title) => {
    const world = await openWorld({ consent });
    await expect(world.signIn()).rejects.toMatchObject({ code });
    expect(await world.page()).toContain(title);
    expect(await world.grant()).toBeNull();
    expect(world.profile().secretsExpected.erpGrant).toBe(false);
  });

  it('keeps nothing where the connection was changed in the meantime', async () => {
    const world = await openWorld({
      meanwhile: () => {
        const { erp } = world.profile();
        world.change({ erp: erp === null ? null : { ...erp, tenant: 'Other' } });
      },
    });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', params: { host: 'Other' } });
    expect(await world.grant()).toBeNull();
  });

  it('is not for a connection with a password, and says which way it is for', async () => {
    const world = await openWorld({ connection: { signIn: 'cookie', clientId: null, username: 'accord' } });
    await expect(world.signIn()).rejects.toMatchObject({
      code: 'SIGN_IN_NOT_USED',
      params: { system: 'MYOB Acumatica', way: 'Sign in with the browser' },
    });
    world.change({ erp: null });
    await expect(world.signIn()).rejects.toMatchObject({ code: 'PROFILE_NOT_CONNECTED' });
  });

  it('logs that somebody signed in, and no address and no secret', async () => {
    const world = await openWorld();
    await world.signIn();
    const text = world.logged.join('\n');
    const grant = await world.grant();
    expect(text).toContain('signed in with the browser');
    for (const secret of [grant?.refreshToken ?? '', grant?.access?.token ?? '', 'http', 'code=']) {
      expect(text).not.toContain(secret);
    }
  });
});
