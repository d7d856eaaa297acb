import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../shared/domain/app-error.ts';
import { demoCompany } from '../simulators/demo/world.ts';
import { createHost, type Host } from './host.ts';
import type { Vault } from './storage/vault.ts';

/** A keychain that records what is asked of it, and can be locked. */
const keychain = vi.hoisted(() => ({ written: [] as string[], isLocked: false }));

vi.mock('./storage/vault.ts', async (original) => {
  const real = await original<typeof import('./storage/vault.ts')>();
  const stored = new Map<string, string>();
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
    const { secrets } = await host.services['profile.open']({ profileId: id });
    expect(secrets).toEqual({ shopify: 'session', erp: 'session' });
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

  it('a stored secret that a locked keychain hides is locked, never missing', async () => {
    const { id: profileId } = await host.services['profile.create']({
      name: 'Harbour',
      colour: 'teal',
      homeCountry: 'AU',
    });
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
});
