import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProfile } from '../../shared/domain/settings.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import { erpSessionsOf } from '../../tests/support/erp-sessions.ts';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { dataPaths, type DataPaths } from '../storage/paths.ts';
import { ErpSeats } from './erp-seats.ts';
import type { JobContext } from './job-contract.ts';
import { createLookupServices, keepInUse } from './lookups.ts';
import { systemClock } from './system.ts';
import { createTokenProviders } from './token-providers.ts';

const logger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const everything = {
  terms: ['NET7'],
  countries: [{ country: 'NZ', states: [] }],
  complete: true,
} as const;

describe('the lists of the ERP', () => {
  let home = '';
  let paths: DataPaths;
  let simulator: AcumaticaSimulator;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'accord-lookups-'));
    paths = dataPaths(home);
    simulator = await startAcumaticaSimulator({ licence: 'off' });
    simulator.store.addCustomer({ CustomerName: 'Mere Tane', Terms: 'NET30' });
  });
  afterEach(async () => {
    await simulator.close();
    await rm(home, { recursive: true, force: true });
  });

  function contextFor(tenant = 'Demo'): JobContext {
    const profile = {
      ...newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z'),
      erp: {
        url: simulator.url,
        tenant,
        branch: null,
        locale: null,
        signIn: 'cookie' as const,
        clientId: null,
        username: 'accord',
        endpointVersion: null,
        requestsPerMinute: 1_000_000,
        concurrency: 2,
        apiUsers: null,
        useWholeLicence: true,
      },
    };
    return { profile, secrets: { shopify: null } };
  }
  function seatsFor({ profile }: JobContext): ErpSeats {
    const erpSessions = erpSessionsOf({ paths, profile: () => profile, secrets: { erp: 'accord-demo' } });
    const events = { licenceLearned: () => undefined };
    return new ErpSeats({ logger, clock: systemClock, events, erpSessions });
  }
  const tokens = createTokenProviders(systemClock, () => undefined);
  const get = (refresh: boolean, context = contextFor()) =>
    createLookupServices({ paths, logger, seats: seatsFor(context), tokens })['lookups.get'](
      { profileId: 'harbour', refresh },
      context,
    );

  it('are read once and kept, also after a restart', async () => {
    const first = await get(false);
    const requests = simulator.counters.requests;
    expect(await get(false)).toEqual(first);
    expect(simulator.counters.requests).toBe(requests);
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('are read anew when a person asks for it', async () => {
    await get(false);
    simulator.store.setLookUp('TaxZone', { TaxZoneID: 'EXPORT', Description: 'Export' });
    expect((await get(false)).taxZones.map(({ id }) => id)).not.toContain('EXPORT');
    expect((await get(true)).taxZones.map(({ id }) => id)).toContain('EXPORT');
    expect((await get(false)).taxZones.map(({ id }) => id)).toContain('EXPORT');
  });

  it('of another company are never shown', async () => {
    const other = await startAcumaticaSimulator({ licence: 'off', tenants: ['Demo', 'Other'] });
    try {
      other.storeOf('Other').setLookUp('TaxZone', { TaxZoneID: 'OTHER', Description: 'Other' });
      await get(false);
      const context = contextFor('Other');
      const erp = { ...contextFor().profile.erp, url: other.url, tenant: 'Other' };
      const moved = { ...context, profile: { ...context.profile, erp } } as JobContext;
      expect((await get(false, moved)).taxZones.map(({ id }) => id)).toContain('OTHER');
    } finally {
      await other.close();
    }
  });

  it.each(['', '{"version":1', '{"version":0}', 'null'])(
    'are read from the ERP where the file holds %j',
    async (text) => {
      const first = await get(false);
      await writeFile(paths.lookupsFile('harbour'), text);
      expect((await get(false)).taxZones).toEqual(first.taxZones);
      expect(JSON.parse(await readFile(paths.lookupsFile('harbour'), 'utf8'))).toMatchObject({ version: 2 });
    },
  );

  it('are still there where they can be neither kept nor found', async () => {
    await mkdir(paths.lookupsFile('harbour'), { recursive: true });
    expect((await get(false)).taxZones).not.toEqual([]);
    await keepInUse({ paths, logger }, contextFor().profile, everything);
  });

  it('keep what a whole reading met, also when they are read anew', async () => {
    const { profile } = contextFor();
    expect((await get(false)).inUse).toMatchObject({ terms: ['NET30'], complete: false });
    await keepInUse({ paths, logger }, profile, everything);
    expect((await get(false)).inUse).toEqual(everything);
    expect((await get(true)).inUse).toEqual(everything);
  });

  it('hold nothing of a whole reading before they were asked for themselves', async () => {
    const { profile } = contextFor();
    await keepInUse({ paths, logger }, profile, everything);
    await keepInUse({ paths, logger }, profile, null);
    expect((await get(false)).inUse.complete).toBe(false);
  });
});
