import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newProfile,
  nothingLearned,
  type LearnedLicence,
  type Profile,
} from '../../shared/domain/settings.ts';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { erpSessionsOf } from '../../tests/support/erp-sessions.ts';
import { silentLogger } from '../../tests/support/test-ports.ts';
import { dataPaths } from '../storage/paths.ts';
import { ErpSeats, type SeatOptions } from './erp-seats.ts';
import { systemClock } from './system.ts';

const never = new AbortController().signal;
let home: string;
let simulator: AcumaticaSimulator;
let learned: LearnedLicence | null;

beforeEach(async () => {
  learned = null;
  home = await mkdtemp(join(tmpdir(), 'accord-seats-'));
  simulator = await startAcumaticaSimulator({
    licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 100_000 },
  });
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
      signIn: 'cookie',
      clientId: null,
      username: 'accord',
      endpointVersion: null,
      requestsPerMinute: 100_000,
      concurrency: 2,
      apiUsers: null,
      useWholeLicence: true,
    },
  };
}

/** The seats of a process, with the sessions that its shell keeps in `folder`. */
function startProcess(folder = home): ErpSeats {
  return new ErpSeats({
    logger: silentLogger,
    clock: systemClock,
    events: {
      licenceLearned: (_, licence) => {
        learned = licence;
      },
    },
    erpSessions: erpSessionsOf({
      paths: dataPaths(folder),
      profile,
      secrets: { erp: 'accord-demo' },
    }),
  });
}

function options(changes: Partial<SeatOptions> = {}): SeatOptions {
  const { id: profileId, erp, defaults } = profile();
  if (erp === null) throw new Error('The profile is connected.');
  return { profileId, connection: erp, defaults, learned: null, homeCountry: 'AU', ...changes };
}

const seats = () => {
  const { sessionsOpen, sessionsPeak } = simulator.counters;
  return [sessionsOpen, sessionsPeak];
};

describe('the seats a process takes', () => {
  it('are one, however many questions come at once', async () => {
    const process = startProcess();
    const taken = await Promise.all([1, 2, 3].map(() => process.take(options(), 'question', never)));
    expect(new Set(taken.map(({ erp }) => erp)).size).toBe(1);
    for (const { erp, release } of taken) {
      expect((await erp.lookups(never)).customerClasses).not.toEqual([]);
      await release();
      await release();
    }
    expect(seats()).toEqual([0, 1]);
  });

  it('are one also while a run is connected: a question is asked over its connection', async () => {
    const process = startProcess();
    const run = await process.take(options(), 'run', never);
    const changed = { ...options().defaults, customerClass: 'RETAILNZ' };
    const question = await process.take(options({ defaults: changed }), 'question', never);
    expect(question.erp).toBe(run.erp);
    await run.release();
    expect(simulator.counters.sessionsOpen).toBe(1);
    await question.release();
    expect(seats()).toEqual([0, 1]);
  });

  it('are passed on, where a run needs other settings than a question that is still going on', async () => {
    const process = startProcess();
    const question = await process.take(options(), 'question', never);
    const changed = { ...options().defaults, customerClass: 'RETAILNZ' };
    const run = process.take(options({ defaults: changed }), 'run', never);
    await question.release();
    const { erp, release } = await run;
    expect(erp).not.toBe(question.erp);
    await release();
    expect(seats()).toEqual([0, 1]);
  });

  it('are not left behind by Stop, in whatever moment of connecting it comes', async () => {
    for (const delay of [0, 1, 3, 6, 10]) {
      const process = startProcess();
      const stop = new AbortController();
      const taking = process.take(options(), 'run', stop.signal).then(({ release }) => release());
      setTimeout(() => stop.abort(), delay);
      await taking.catch(() => undefined);
      const next = await process.take(options(), 'run', never);
      await next.release();
    }
    expect(seats()).toEqual([0, 1]);
  });

  it('tell what was learned when they are given back, and that none was free', async () => {
    const run = await startProcess().take(options(), 'run', never);
    const elsewhere = startProcess(join(home, 'elsewhere'));
    await expect(elsewhere.take(options(), 'run', never)).rejects.toMatchObject({ code: 'ERP_NO_SEAT' });
    expect(learned).toMatchObject({ ...nothingLearned, noSeatAt: expect.stringMatching(/^20/) as string });
    await run.release();
  });

  it('are given back by whoever works with one, also when that fails', async () => {
    const process = startProcess();
    const seat = await process.take(options(), 'run', never);
    await expect(seat.use(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
    expect(seats()).toEqual([0, 1]);
    const next = await process.take(options(), 'run', never);
    expect(await next.use(({ lookups }) => lookups(never))).toHaveProperty('customerClasses');
    expect(seats()).toEqual([0, 1]);
  });
});
