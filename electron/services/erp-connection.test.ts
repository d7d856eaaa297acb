import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unansweredFeatures } from '../../shared/domain/erp-features.ts';
import { newProfile, type ErpConnection } from '../../shared/domain/settings.ts';
import { startAcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { createHost, type Host } from '../host.ts';
import { addressOf } from './records.ts';

const connection: ErpConnection = {
  url: 'https://harbour.myobadvanced.com',
  tenant: 'Harbour',
  branch: null,
  locale: null,
  signIn: 'cookie',
  clientId: null,
  username: 'accord',
  endpointVersion: null,
  requestsPerMinute: null,
  concurrency: 2,
  apiUsers: null,
  useWholeLicence: false,
};

describe('the connection to MYOB Acumatica', () => {
  let home = '';
  let host: Host;
  let profileId = '';

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'accord-erp-'));
    host = await createHost({ home, hostName: 'test', vault: 'memory' });
    ({ id: profileId } = await host.services['profile.create']({
      name: 'Harbour',
      colour: 'teal',
      homeCountry: 'AU',
    }));
  });
  afterEach(async () => {
    await host.close();
    await rm(home, { recursive: true, force: true });
  });

  const save = (changes: Partial<ErpConnection> = {}) =>
    host.services['connection.saveErp']({
      profileId,
      connection: { ...connection, ...changes },
      secret: 'accord-demo',
    });

  it('keeps the instance’s address out of what was pasted', async () => {
    const { profile } = await save({ url: ' harbour.myobadvanced.com/Main?ScreenId=AR303000 ' });
    expect(profile.erp?.url).toBe('https://harbour.myobadvanced.com');
  });

  it('refuses what is no address, beside its field, and keeps what was there', async () => {
    await save();
    await expect(save({ url: 'harbour' })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      fields: { url: expect.any(String) as string },
    });
    const { profile } = await host.services['profile.open']({ profileId });
    expect(profile.erp?.url).toBe(connection.url);
  });

  it('keeps what a person said of features, until the company is another', async () => {
    await save();
    const features = { shopifyConnector: 'off', businessToBusiness: 'unknown' } as const;
    const answered = await host.services['connection.answerErpFeatures']({ profileId, features });
    expect(answered.profile.erpFeatures).toEqual(features);
    expect((await save({ requestsPerMinute: 100 })).profile.erpFeatures).toEqual(features);
    expect((await save({ tenant: 'Harbour NZ' })).profile.erpFeatures).toEqual(unansweredFeatures);
  });

  it('keeps where the check found the instance and what it could tell', async () => {
    const simulator = await startAcumaticaSimulator({ licence: 'off', instancePath: '/Site' });
    simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
    await save({ url: `${simulator.url}/some/page`, tenant: 'Demo' });
    const { ok } = await host.services['connection.check']({ profileId, side: 'erp' });
    const { profile } = await host.services['profile.open']({ profileId });
    await simulator.close();
    expect(ok).toBe(true);
    expect(profile.seen).toMatchObject({
      erpAddress: simulator.url,
      erpFeatures: { shopifyConnector: 'on', businessToBusiness: 'on' },
    });
    expect((await save({ tenant: 'Other' })).profile.seen).toMatchObject({
      erpAddress: null,
      erpVersion: null,
      erpFeatures: { shopifyConnector: 'unknown', businessToBusiness: 'unknown' },
    });
    expect(addressOf(profile, 'erpCustomer', 'C1')).toBe(`${simulator.url}/Main?ScreenId=AR303000&AcctCD=C1`);
  });
});

describe('the page of a customer', () => {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');

  it.each([
    ['https://erp.example.com/Site/junk', 'https://erp.example.com/Site', 'https://erp.example.com/Site'],
    ['https://erp.example.com', null, 'https://erp.example.com'],
    // What was found once belongs to the address of then.
    ['https://erp.example.com.au', 'https://erp.example.com', 'https://erp.example.com.au'],
  ])('entered as %s and found at %s is at %s', (url, erpAddress, base) => {
    const known = { ...profile, erp: { ...connection, url }, seen: { ...profile.seen, erpAddress } };
    expect(addressOf(known, 'erp', null)).toBe(base);
  });
});
