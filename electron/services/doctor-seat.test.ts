/** ADR 14, between two copies of Accord: the doctor of one beside the work of the other takes no second seat. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newProfile, type ErpSignIn, type Profile } from '../../shared/domain/settings.ts';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { erpApplications, erpClientSecret, erpPasswordClientId } from '../../tests/support/erp-company.ts';
import { erpSessionsOf } from '../../tests/support/erp-sessions.ts';
import { createTestClock, silentLogger } from '../../tests/support/test-ports.ts';
import { dataPaths } from '../storage/paths.ts';
import { checkConnection } from './connections.ts';
import { ErpSeats } from './erp-seats.ts';
import { systemClock } from './system.ts';
import { createTokenProviders } from './token-providers.ts';

const never = new AbortController().signal;
let home: string;
let simulator: AcumaticaSimulator;
let signIn: ErpSignIn;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-doctor-'));
  simulator = await startAcumaticaSimulator({ applications: erpApplications() });
});
afterEach(async () => {
  await simulator.close();
  await rm(home, { recursive: true, force: true });
});

function profile(): Profile {
  return {
    ...newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z'),
    erp: {
      url: simulator.url,
      tenant: 'Demo',
      branch: null,
      locale: null,
      signIn,
      clientId: signIn === 'cookie' ? null : erpPasswordClientId,
      username: 'accord',
      endpointVersion: null,
      requestsPerMinute: 100_000,
      concurrency: 2,
      apiUsers: null,
      useWholeLicence: true,
    },
  };
}

/** What another program on this computer has, with the same data and the same secrets. */
function startCopy() {
  const hurried = createTestClock();
  const erpSessions = erpSessionsOf({
    paths: dataPaths(home),
    profile,
    secrets: { erp: 'accord-demo', erpClientSecret },
    // Waits for the session of the other one without taking the time.
    clock: { ...hurried, now: () => systemClock.now() },
  });
  const events = { licenceLearned: () => undefined };
  const seats = new ErpSeats({ logger: silentLogger, clock: systemClock, events, erpSessions });
  const tokens = createTokenProviders(systemClock, () => undefined);
  const connecting = { logger: silentLogger, tokens, seats, erpSessions };
  const context = { profile: profile(), secrets: { shopify: null } };
  return { seats, examine: () => checkConnection('erp', context, connecting, never) };
}

it.each(['cookie', 'password'] as const)(
  'the doctor says who has the seat, takes none, and works again afterwards (%s)',
  async (way) => {
    signIn = way;
    const window = startCopy();
    const { id: profileId, erp, defaults } = profile();
    if (erp === null) throw new Error('The profile is connected.');
    const options = { profileId, connection: erp, defaults, learned: null, homeCountry: 'AU' };
    const run = await window.seats.take(options, 'run', never);
    await run.erp.lookups(never);

    const { examine } = startCopy();
    const { ok, steps } = await examine();
    expect(ok).toBe(false);
    expect(steps.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'seat',
      found: 'Another copy of Accord works with MYOB Acumatica',
      remedy: expect.stringContaining(`(process ${process.pid}`) as string,
    });
    expect(simulator.counters).toMatchObject({ sessionsOpen: 1, sessionsPeak: 1 });
    // Nor was the session of the other one ended under its hands.
    expect((await run.erp.lookups(never)).customerClasses).not.toEqual([]);

    await run.release();
    expect((await examine()).steps.find(({ id }) => id === 'seat')?.status).toBe('ok');
    expect(simulator.counters).toMatchObject({ sessionsOpen: 0, sessionsPeak: 1 });
  },
);
