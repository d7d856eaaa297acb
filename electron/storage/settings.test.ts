import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as nodeFiles from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unansweredFeatures, undetectedFeatures } from '../../shared/domain/erp-features.ts';
import { defaultMappings } from '../../shared/domain/field-mapping.ts';
import { noFilters, noSavedFilters } from '../../shared/domain/filter.ts';
import { noFurtherFields } from '../../shared/domain/further-field.ts';
import {
  emptySettings,
  inactiveCompanyEntity,
  newProfile,
  settingsSchemaVersion,
  type Settings,
} from '../../shared/domain/settings.ts';
import { backupOf, type FileSystem } from './durable-file.ts';
import { openSettings } from './settings.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await nodeFiles.mkdtemp(join(tmpdir(), 'accord-settings-'));
  file = join(folder, 'data', 'settings.json');
});
afterEach(() => nodeFiles.rm(folder, { recursive: true, force: true }));

const profile = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
const withProfile = (settings: Settings): Settings => ({ ...settings, profiles: [profile] });
const withTheme = (theme: Settings['preferences']['theme']) => (settings: Settings) => ({
  ...settings,
  preferences: { ...settings.preferences, theme },
});

/** Settings with a profile, and a backup of the state before. */
async function writeTwice(): Promise<string> {
  const store = await openSettings(file);
  await store.update(withProfile);
  await store.update(withTheme('dark'));
  return nodeFiles.readFile(file, 'utf8');
}

describe('openSettings', () => {
  it('starts empty, without a file, and keeps what is saved for its owner alone', async () => {
    const store = await openSettings(file);
    expect(store.read()).toEqual(emptySettings);
    expect(await nodeFiles.readdir(folder)).toEqual([]);
    await store.update(withProfile);
    expect((await openSettings(file)).read().profiles).toEqual([profile]);
    expect((await nodeFiles.stat(file)).mode & 0o777).toBe(0o600);
    expect((await nodeFiles.stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('opens a file from before a setting existed, with the setting off', async () => {
    const shopify = { domain: 'harbour-pine.myshopify.com', url: null, signIn: 'token', clientId: null };
    const older = { ...emptySettings, profiles: [{ ...profile, shopify }] };
    await nodeFiles.mkdir(join(folder, 'data'));
    await nodeFiles.writeFile(file, JSON.stringify(older));
    const [opened] = (await openSettings(file)).read().profiles;
    expect(opened?.shopify).toEqual({ ...shopify, storeErpId: false });
  });

  it('opens a file from before there were thresholds for all guards, and gives them their defaults', async () => {
    await writeTwice();
    const older = JSON.parse(await nodeFiles.readFile(file, 'utf8')) as {
      profiles: { guards: Record<string, number> }[];
    };
    for (const name of ['changedShare', 'createShare', 'clockSkewSeconds']) {
      delete older.profiles[0]?.guards[name];
    }
    await nodeFiles.writeFile(file, JSON.stringify(older));
    const store = await openSettings(file);
    expect(store.notices).toEqual([]);
    expect(store.read().profiles[0]?.guards).toEqual(profile.guards);
  });

  it('applies changes one after the other and refuses an invalid one', async () => {
    const store = await openSettings(file);
    const names = Array.from({ length: 20 }, (_, index) => `profile-${index}`);
    await Promise.all(
      names.map((id) =>
        store.update((settings) => ({
          ...settings,
          profiles: [...settings.profiles, { ...profile, id }],
        })),
      ),
    );
    expect((await openSettings(file)).read().profiles.map(({ id }) => id)).toEqual(names);
    await expect(
      store.update((settings) => ({ ...settings, profiles: [{ ...profile, id: 'Not valid' }] })),
    ).rejects.toMatchObject({ code: 'SETTINGS_INVALID', fields: { 'profiles.0.id': expect.any(String) } });
    expect(store.read().profiles).toHaveLength(20);
  });

  it('cut in half at any byte: the backup is used, said so, and the damaged file is kept', async () => {
    const whole = await writeTwice();
    const backup = await nodeFiles.readFile(backupOf(file), 'utf8');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), async (length) => {
        const damaged = whole.slice(0, length);
        await nodeFiles.writeFile(file, damaged);
        await nodeFiles.writeFile(backupOf(file), backup);
        const store = await openSettings(file);
        expect(store.read()).toEqual(withProfile(emptySettings));
        expect(store.notices).toHaveLength(1);
        const kept = /kept as (.*?)\. Check/.exec(store.notices[0] ?? '')?.[1] ?? '';
        expect(await nodeFiles.readFile(kept, 'utf8')).toBe(damaged);
        expect((await openSettings(file)).notices).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('resets nothing when the backup is damaged too', async () => {
    const whole = await writeTwice();
    for (const length of [0, 1, 10, whole.length - 2]) {
      const damaged = whole.slice(0, length);
      for (const backup of [null, '', '{"version":1']) {
        await nodeFiles.writeFile(file, damaged);
        await nodeFiles.rm(backupOf(file), { force: true });
        if (backup !== null) await nodeFiles.writeFile(backupOf(file), backup);
        await expect(openSettings(file)).rejects.toMatchObject({
          code: 'SETTINGS_CORRUPT',
          params: { file },
        });
        expect(await nodeFiles.readFile(file, 'utf8')).toBe(damaged);
      }
    }
  });

  it('starts afresh once a person has moved the damaged file away, and keeps the damaged backup', async () => {
    await writeTwice();
    await nodeFiles.rm(file);
    await nodeFiles.writeFile(backupOf(file), '{"ver');
    expect((await openSettings(file)).read()).toEqual(emptySettings);
    const [kept] = await nodeFiles.readdir(join(folder, 'data'));
    expect(await nodeFiles.readFile(join(folder, 'data', kept ?? ''), 'utf8')).toBe('{"ver');
  });

  it('restores a lost file from its backup', async () => {
    await writeTwice();
    await nodeFiles.rm(file);
    const store = await openSettings(file);
    expect(store.read().profiles).toEqual([profile]);
    expect(store.notices).toHaveLength(1);
  });

  it('leaves the settings of a newer Accord alone', async () => {
    await writeTwice();
    const newer = JSON.stringify({ version: 99, profiles: [], somethingNew: true });
    await nodeFiles.writeFile(file, newer);
    await expect(openSettings(file)).rejects.toMatchObject({ code: 'SETTINGS_NEWER' });
    expect(await nodeFiles.readFile(file, 'utf8')).toBe(newer);
  });

  it('opens a file of version 1: everything is kept, what it lacks has a default, and the next change writes the present version', async () => {
    const old = await nodeFiles.readFile(
      new URL('../../tests/support/settings-version-1.json', import.meta.url),
      'utf8',
    );
    await nodeFiles.mkdir(join(folder, 'data'));
    await nodeFiles.writeFile(file, old);
    const store = await openSettings(file);
    expect(store.notices).toEqual([]);
    const { profiles, preferences } = JSON.parse(old) as Settings;
    expect(store.read()).toEqual({
      version: settingsSchemaVersion,
      profiles: profiles.map((each) => ({
        ...each,
        archived: false,
        policies: { ...each.policies, sameEmail: 'link' },
        shopify: each.shopify === null ? null : { ...each.shopify, storeErpId: false },
        erp: each.erp === null ? null : { ...each.erp, apiUsers: null, signIn: 'cookie', clientId: null },
        secretsExpected: {
          ...each.secretsExpected,
          shopifyGrant: false,
          erpClientSecret: false,
          erpGrant: false,
        },
        seen: {
          ...each.seen,
          shopPointsPerSecond: null,
          businessCustomers: null,
          erpAddress: null,
          erpFeatures: undetectedFeatures,
        },
        erpFeatures: unansweredFeatures,
        erpLicence: null,
        company: inactiveCompanyEntity,
        guards: { ...each.guards, changedShare: 0.95, createShare: 0.5, clockSkewSeconds: 300 },
        filters: noFilters,
        savedFilters: noSavedFilters,
        fieldMappings: defaultMappings,
        defaultRules: [],
        substitutions: [],
        furtherFields: noFurtherFields,
      })),
      preferences,
    });
    await store.update(withTheme('light'));
    expect(JSON.parse(await nodeFiles.readFile(file, 'utf8'))).toMatchObject({
      version: settingsSchemaVersion,
    });
    expect((await openSettings(file)).read().profiles).toEqual(store.read().profiles);
  });

  it('a full disk at any step of a write leaves file, backup and memory as they were', async () => {
    const before = await writeTwice();
    const backup = await nodeFiles.readFile(backupOf(file), 'utf8');
    const full = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    const openFull: FileSystem['open'] = async (...parameters) => {
      const handle = await nodeFiles.open(...parameters);
      return new Proxy(handle, {
        get: (target, name) => {
          if (name === 'writeFile') return full;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    };
    const faults: readonly Partial<FileSystem>[] = [
      { open: full },
      { open: openFull },
      { copyFile: full },
      { rename: full },
    ];
    for (const fault of faults) {
      const files = { ...nodeFiles };
      const store = await openSettings(file, files);
      Object.assign(files, fault);
      await expect(store.update(withTheme('light'))).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(store.read().preferences.theme).toBe('dark');
      expect(await nodeFiles.readFile(file, 'utf8')).toBe(before);
      expect(await nodeFiles.readFile(backupOf(file), 'utf8')).toBe(backup);
    }
    const store = await openSettings(file);
    await store.update(withTheme('light'));
    expect((await openSettings(file)).read().preferences.theme).toBe('light');
  });

  it.each([
    ['EROFS', 'DISK_READ_ONLY'],
    ['EACCES', 'STORAGE_FAILED'],
  ])('names the file when it may not be written (%s)', async (reason, code) => {
    const files: FileSystem = {
      ...nodeFiles,
      open: () => Promise.reject(Object.assign(new Error(reason), { code: reason })),
    };
    const store = await openSettings(file, files);
    await expect(store.update(withProfile)).rejects.toMatchObject({ code, params: { file } });
  });

  it('killed at any moment of a write, the settings are whole afterwards', async () => {
    const script = `
      const { openSettings } = await import(${JSON.stringify(new URL('settings.ts', import.meta.url).href)});
      const store = await openSettings(${JSON.stringify(file)});
      process.stdout.write('ready');
      for (let count = 0; ; count++) {
        await store.update((settings) => ({
          ...settings,
          preferences: { theme: 'dark', lastProfileId: 'x'.repeat(count % 5000) },
        }));
      }`;
    await (await openSettings(file)).update(withProfile);
    for (const wait of [0, 5, 11, 23, 47]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await delay(wait);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = await openSettings(file);
      expect(store.notices).toEqual([]);
      expect(store.read().profiles).toEqual([profile]);
    }
  });
});
