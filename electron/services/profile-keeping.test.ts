/** Many profiles on one computer, through the whole program: what is taken over, what is refused, and what is left afterwards. */
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  profileFileText,
  profileSettingsSchema,
  readProfileFile,
  settingsOf,
  templateFileText,
  templateOf,
  type ProfileSettings,
} from '../../shared/domain/profile-file.ts';
import {
  inactiveCompanyEntity,
  type ErpConnection,
  type Profile,
  type ShopifyConnection,
} from '../../shared/domain/settings.ts';
import { defaultMappings } from '../../shared/domain/field-mapping.ts';
import { noFilters, savedFiltersSchema } from '../../shared/domain/filter.ts';
import { arbitraryOf } from '../../tests/support/arbitrary-of.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import { createHost, type Host } from '../host.ts';
import { lockErpSession, lockProfile } from '../storage/profile-lock.ts';
import type { Vault } from '../storage/vault.ts';

/** A keychain that can be looked into. */
function openKeychain(stored: Map<string, string>): Vault {
  const read: Vault['read'] = async (profileId, name) => stored.get(`${profileId}/${name}`) ?? null;
  return {
    kind: 'keychain',
    read,
    readExpected: async (profileId, name) => {
      const secret = await read(profileId, name);
      if (secret === null) throw new AppError('KEYCHAIN_LOCKED', { params: { profile: profileId } });
      return secret;
    },
    write: async (profileId, name, secret) => void stored.set(`${profileId}/${name}`, secret),
    remove: async (profileId, name) => void stored.delete(`${profileId}/${name}`),
  };
}

const shopify: ShopifyConnection = {
  domain: 'harbour-pine.myshopify.com',
  url: null,
  signIn: 'token',
  clientId: null,
  storeErpId: false,
};

const erp: ErpConnection = {
  url: 'https://harbour.example.com',
  tenant: 'HARBOUR',
  branch: null,
  locale: null,
  signIn: 'password',
  clientId: 'application-1',
  username: 'accord',
  endpointVersion: null,
  requestsPerMinute: null,
  concurrency: 2,
  apiUsers: null,
  useWholeLicence: false,
};

let home = '';
let host: Host;
const keychain = new Map<string, string>();

const start = () => createHost({ home, hostName: 'test', vault: openKeychain(keychain) });

beforeEach(async () => {
  keychain.clear();
  home = await mkdtemp(join(tmpdir(), 'accord-keeping-'));
  host = await start();
});
afterEach(async () => {
  await host.close();
  await rm(home, { recursive: true, force: true });
});

const call: Host['services'] = new Proxy({} as Host['services'], {
  get: (_, method: keyof Host['services']) => host.services[method],
});
const list = () => call['profile.list']({});
const find = async (profileId: string): Promise<Profile> => {
  const found = (await list()).find(({ id }) => id === profileId);
  if (found === undefined) throw new Error(`There is no ${profileId}.`);
  return found;
};

async function harbour(): Promise<Profile> {
  const { id } = await call['profile.create']({ name: 'Harbour', colour: 'teal', homeCountry: 'NZ' });
  await call['connection.saveShopify']({ profileId: id, connection: shopify, secret: 'token-of-the-store' });
  await call['connection.saveErp']({
    profileId: id,
    connection: erp,
    secret: 'password-of-the-user',
    clientSecret: 'secret-of-the-application',
  });
  const profile = await find(id);
  await call['settings.save']({
    profileId: id,
    customer: { ...profile.customer, active: true, direction: 'import' },
    defaults: { ...profile.defaults, customerClass: 'WHOLESALE', guestCustomer: 'GUEST' },
    policies: { ...profile.policies, phoneTaken: 'wait' },
  });
  return find(id);
}

/** The next start of the program, which has no profile open yet. */
async function restart(): Promise<void> {
  await host.close();
  host = await start();
}

/** A system that takes questions and never answers: whatever asks it goes on until it is stopped. */
async function startSilence(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('a profile that comes as a file', () => {
  it('has every setting of the one it was made from, no secret, and a history of its own', async () => {
    const text = profileFileText(await harbour());
    const elsewhere = await createHost({
      home: join(home, 'elsewhere'),
      hostName: 'test',
      vault: 'memory',
    });
    try {
      const file = readProfileFile(text);
      if (file.kind !== 'profile') throw new Error('That is no profile.');
      const arrived = await elsewhere.services['profile.import']({ settings: file.settings });
      expect(profileFileText(arrived)).toBe(text);
      const opened = await elsewhere.services['profile.open']({ profileId: arrived.id });
      expect(opened).toMatchObject({
        profile: { name: 'Harbour', colour: 'teal', customer: { active: true }, seen: { shopName: null } },
        secrets: { shopify: 'missing', erp: 'missing', erpClientSecret: 'missing' },
        lastRun: null,
      });
    } finally {
      await elsewhere.close();
    }
  });

  it('has Company switched off until somebody has looked at both systems: the same gate as on its screen', async () => {
    const settings = settingsOf(await harbour());
    const company = { ...settings.company, active: true, direction: 'export' as const, maxFailedAttempts: 3 };
    const arrived = await call['profile.import']({ settings: { ...settings, name: 'Copy', company } });
    expect(arrived.company).toEqual({ ...company, active: false });
    const switchedOn = { ...settings, name: 'Copy', company };
    await expect(call['profile.set']({ profileId: arrived.id, settings: switchedOn })).rejects.toMatchObject({
      code: 'COMPANY_CLOSED',
    });
  });

  it('is refused under a name that is taken, whatever its case', async () => {
    const settings = settingsOf(await harbour());
    await expect(
      call['profile.import']({ settings: { ...settings, name: ' HARBOUR ' } }),
    ).rejects.toMatchObject({
      code: 'PROFILE_EXISTS',
      fields: { name: expect.any(String) as string },
    });
    expect(await list()).toHaveLength(1);
  });

  it.each<readonly [string, Partial<ProfileSettings>, string]>([
    ['a store that is none', { shopify: { ...shopify, domain: 'evil.example' } }, 'SHOPIFY_STORE_UNKNOWN'],
    [
      'a store without encryption',
      { shopify: { ...shopify, url: 'http://evil.example' } },
      'INSECURE_ADDRESS',
    ],
    ['a name of spaces', { name: '   ' }, 'SETTINGS_INVALID'],
    [
      'payment terms that are listed twice',
      {
        company: {
          ...inactiveCompanyEntity,
          terms: [
            { shopify: 'net30', erp: 'NET30' },
            { shopify: 'net30', erp: 'NET14' },
          ],
        },
      },
      'SETTINGS_INVALID',
    ],
    ['an ERP without a user', { erp: { ...erp, username: null } }, 'SETTINGS_INVALID'],
    [
      'Customer active before its defaults are chosen',
      {
        customer: {
          active: true,
          direction: 'import',
          primary: 'erp',
          withLocations: true,
          maxFailedAttempts: 5,
        },
      },
      'DEFAULTS_MISSING',
    ],
  ])('is refused with %s, and nothing is made', async (_, change, code) => {
    const { id } = await call['profile.create']({ name: 'Empty', colour: 'rose' });
    const settings = { ...settingsOf(await find(id)), name: 'Next', ...change };
    await expect(call['profile.import']({ settings })).rejects.toMatchObject({ code });
    expect(await list()).toHaveLength(1);
  });
});

describe('a template', () => {
  it('gives the next client what a consultant sets for everybody, and nothing of the client before', async () => {
    const before = await harbour();
    const file = readProfileFile(templateFileText(before));
    const next = await call['profile.create']({ name: 'Banksia', colour: 'rose', template: file.settings });
    expect(next).toMatchObject({
      id: 'banksia',
      name: 'Banksia',
      colour: 'rose',
      homeCountry: 'NZ',
      shopify: null,
      erp: null,
      customer: { active: false, direction: 'import' },
      defaults: { customerClass: 'WHOLESALE', guestCustomer: null },
      policies: { phoneTaken: 'wait' },
    });
    expect(templateOf(settingsOf(next))).toEqual(templateOf(settingsOf(before)));
    expect(
      (
        await call['profile.create']({
          name: 'Wattle',
          colour: 'blue',
          homeCountry: 'AU',
          template: file.settings,
        })
      ).homeCountry,
    ).toBe('AU');
  });
});

describe('setting', () => {
  it('can change every setting there is: afterwards the profile’s file is that of the settings', async () => {
    const { id } = await call['profile.create']({ name: 'Anything', colour: 'rose' });
    const possible = arbitraryOf(profileSettingsSchema).map((settings): ProfileSettings => ({
      ...settings,
      name: `Anything ${settings.colour}`,
      customer: { ...settings.customer, active: false },
      // The store would be asked whether it has these payment terms.
      company: { ...settings.company, active: false, terms: [] },
      // What stands in for a rule by chance names fields and lists that nobody has: that is refused (RULES_INVALID, tests/flow/rules.test.ts).
      filters: noFilters,
      // Names are kept without the blanks around them.
      savedFilters: savedFiltersSchema.parse(settings.savedFilters),
      fieldMappings: defaultMappings,
      defaultRules: [],
      substitutions: [],
      shopify: settings.shopify === null ? null : { ...settings.shopify, ...shopify },
      erp: settings.erp === null ? null : { ...settings.erp, ...erp },
    }));
    await fc.assert(
      fc.asyncProperty(possible, async (settings) => {
        const before = await find(id);
        const { profile } = await call['profile.set']({ profileId: id, settings });
        const kept = { shopify: settings.shopify ?? before.shopify, erp: settings.erp ?? before.erp };
        expect(settingsOf(profile)).toEqual({
          ...settings,
          ...kept,
          erp: kept.erp === null ? null : { ...kept.erp, url: erp.url },
        });
      }),
      { numRuns: 15 },
    );
  });

  it('checks as the screens do, names the setting, and changes nothing where one is refused', async () => {
    const before = await harbour();
    const settings = settingsOf(before);
    const set = (change: Partial<ProfileSettings>) =>
      call['profile.set']({ profileId: before.id, settings: { ...settings, colour: 'rose', ...change } });
    await expect(set({ defaults: { ...settings.defaults, customerClass: null } })).rejects.toMatchObject({
      code: 'DEFAULTS_MISSING',
      fields: { 'defaults.customerClass': expect.any(String) as string },
    });
    await expect(set({ erp: { ...erp, username: null } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      fields: { username: expect.any(String) as string },
    });
    expect(await find(before.id)).toEqual(before);
  });

  it('another company forgets what opened the one before; the same one keeps it', async () => {
    const { id } = await harbour();
    const settings = settingsOf(await find(id));
    await call['profile.set']({ profileId: id, settings: { ...settings, colour: 'violet' } });
    expect(keychain.get(`${id}/erpClientSecret`)).toBe('secret-of-the-application');
    await call['profile.set']({ profileId: id, settings: { ...settings, erp: { ...erp, tenant: 'OTHER' } } });
    expect(keychain.has(`${id}/erpClientSecret`)).toBe(false);
  });
});

describe('a name', () => {
  it('and a colour can be changed; the id stays, and so do ledger and secrets', async () => {
    const { id } = await harbour();
    const relabelled = await call['profile.relabel']({
      profileId: id,
      name: 'Harbour & Pine',
      colour: 'blue',
      homeCountry: 'AU',
    });
    expect(relabelled).toMatchObject({ id, name: 'Harbour & Pine', colour: 'blue', homeCountry: 'AU' });
    expect(keychain.get(`${id}/shopify`)).toBe('token-of-the-store');
  });

  it('that another profile has is refused; its own in other letters is not', async () => {
    const { id } = await harbour();
    await call['profile.create']({ name: 'Banksia', colour: 'rose' });
    const name = (wanted: string) =>
      call['profile.relabel']({ profileId: id, name: wanted, colour: 'blue', homeCountry: 'AU' });
    await expect(name('BANKSIA')).rejects.toMatchObject({ code: 'PROFILE_EXISTS' });
    await expect(name('HARBOUR')).resolves.toMatchObject({ name: 'HARBOUR' });
  });
});

describe('an archived profile', () => {
  it('keeps everything, is not worked with, and comes back as it was', async () => {
    const before = await harbour();
    const { id: profileId } = before;
    expect((await call['profile.archive']({ profileId, archived: true })).archived).toBe(true);
    for (const method of ['plan.prepare', 'lookups.get', 'connection.check'] as const) {
      const input = { profileId, refresh: true, side: 'erp' };
      await expect(call[method](input as never)).rejects.toMatchObject({
        code: 'PROFILE_ARCHIVED',
        params: { profile: 'Harbour' },
      });
    }
    await call['profile.archive']({ profileId, archived: false });
    expect(await find(profileId)).toEqual(before);
    expect(keychain.size).toBe(3);
  });
});

describe('removing a profile', () => {
  const removing = (profileId: string, typedName = 'Harbour') =>
    call['profile.remove']({ profileId, typedName });

  it('lists in words what goes with it, and then all of it is gone', async () => {
    const { id: profileId } = await harbour();
    await call['profile.open']({ profileId });
    const folder = host.paths.profileFolder(profileId);
    await mkdir(host.paths.reportsFolder(profileId), { recursive: true });
    await writeFile(join(host.paths.reportsFolder(profileId), 'run.csv'), 'name\n');
    await writeFile(host.paths.lookupsFile(profileId), '{}');
    keychain.set(`${profileId}/erpSession`, 'cookies');
    expect((await call['profile.belongings']({ profileId })).items).toEqual([
      'Its settings, and how it is connected to harbour-pine.myshopify.com and HARBOUR.',
      'Its ledger, which is still empty.',
      '1 report of its runs.',
      'The lists of MYOB Acumatica as they were last read.',
      'From the keychain: the secret of the Shopify store, the password of the MYOB Acumatica user, the secret of the connected application.',
    ]);
    await removing(profileId);
    expect(existsSync(folder)).toBe(false);
    expect([...keychain.keys()]).toEqual([]);
    expect(await list()).toEqual([]);
    const settings = await readFile(host.paths.settingsFile, 'utf8');
    expect(settings).not.toContain('harbour');
  });

  it('says how much a history holds', async () => {
    const { id: profileId } = await call['profile.createDemo']({});
    const { items } = await call['profile.belongings']({ profileId });
    expect(items[1]).toMatch(/^Its ledger: 1 run, .* of \d{3} customers\.$/);
  });

  it('wants its name typed', async () => {
    const { id } = await harbour();
    await expect(removing(id, 'harbour')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(existsSync(host.paths.settingsFile)).toBe(true);
    expect(await list()).toHaveLength(1);
  });

  it('is refused while it is open in another process, and nothing is gone', async () => {
    const before = await harbour();
    const { id: profileId } = before;
    await restart();
    const lock = await lockProfile(host.paths, profileId);
    const refusal = {
      code: 'PROFILE_IN_USE',
      params: { process: expect.stringContaining(String(process.pid)) as string },
    };
    await expect(call['profile.belongings']({ profileId })).rejects.toMatchObject(refusal);
    await expect(call['profile.archive']({ profileId, archived: true })).rejects.toMatchObject(refusal);
    await expect(removing(profileId)).rejects.toMatchObject(refusal);
    expect([await find(profileId), keychain.size]).toEqual([before, 3]);
    await lock.release();
    await removing(profileId);
    expect(await list()).toEqual([]);
  });

  it('is refused while a session of the ERP is used for it elsewhere', async () => {
    const { id: profileId } = await harbour();
    const lock = await lockErpSession(host.paths, profileId);
    await expect(removing(profileId)).rejects.toMatchObject({ code: 'ERP_SESSION_ELSEWHERE' });
    expect([(await list()).length, keychain.size]).toEqual([1, 3]);
    await lock.release();
    await removing(profileId);
  });

  it('is refused while something goes on with it, and so is putting it away', async () => {
    const { id: profileId } = await harbour();
    const silence = await startSilence();
    await call['connection.saveShopify']({
      profileId,
      connection: { ...shopify, url: silence.url },
      secret: null,
    });
    const preparing = call['plan.prepare']({ profileId });
    preparing.catch(() => undefined);
    await expect
      .poll(async () => (await call['run.status']({ profileId })).activity, { interval: 5 })
      .toBe('preparing');
    await expect(removing(profileId)).rejects.toMatchObject({ code: 'RUN_ACTIVE' });
    await expect(call['profile.belongings']({ profileId })).rejects.toMatchObject({ code: 'RUN_ACTIVE' });
    await expect(call['profile.archive']({ profileId, archived: true })).rejects.toMatchObject({
      code: 'RUN_ACTIVE',
    });
    expect((await call['run.status']({ profileId })).activity).toBe('preparing');
    await call['run.stop']({ profileId });
    await expect(preparing).rejects.toMatchObject({});
    silence.server.closeAllConnections();
    silence.server.close();
  });

  it('works although its ledger is damaged, and says that it is', async () => {
    const { id: profileId } = await harbour();
    await restart();
    await writeFile(
      host.paths.ledgerFile(profileId),
      'this is no database, and much too long to be an empty one'.repeat(40),
    );
    const { items } = await call['profile.belongings']({ profileId });
    expect(items).toContain('Its ledger, which is damaged and cannot be read.');
    await removing(profileId);
    expect(existsSync(host.paths.profileFolder(profileId))).toBe(false);
  });
});
