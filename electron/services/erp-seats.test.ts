import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProfile, nothingLearned, type LearnedLicence } from '../../shared/domain/settings.ts';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { silentLogger } from '../../tests/support/test-ports.ts';
import { ErpSeats, type SeatOptions } from './erp-seats.ts';
import { systemClock } from './system.ts';

const never = new AbortController().signal;
let simulator: AcumaticaSimulator;
let kept: string | null;
let learned: LearnedLicence | null;

beforeEach(async () => {
  kept = null;
  learned = null;
  simulator = await startAcumaticaSimulator({
    licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 100_000 },
  });
});
afterEach(() => simulator.close());

/** The seats of a process; another one stands for the next start of the program. */
function startProcess(ownsProfile = true): ErpSeats {
  return new ErpSeats({
    logger: silentLogger,
    clock: systemClock,
    events: {
      erpSession: (_, session) => {
        kept = session;
      },
      licenceLearned: (_, licence) => {
        learned = licence;
      },
    },
    ownsProfile: () => ownsProfile,
  });
}

function options(changes: Partial<SeatOptions> = {}): SeatOptions {
  const { defaults } = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  return {
    profileId: 'harbour',
    leftSession: kept,
    connection: {
      url: simulator.url,
      tenant: 'Demo',
      branch: null,
      locale: null,
      username: 'accord',
      endpointVersion: null,
      requestsPerMinute: 100_000,
      concurrency: 2,
      apiUsers: null,
      useWholeLicence: true,
    },
    defaults,
    learned: null,
    secret: 'accord-demo',
    homeCountry: 'AU',
    ...changes,
  };
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

  it('are refused to the doctor during a run, and given to it after a question', async () => {
    const process = startProcess();
    const run = await process.take(options(), 'run', never);
    const doctor = () => process.alone(options(), never, async ({ secret }) => secret);
    await expect(doctor()).rejects.toMatchObject({ code: 'RUN_ACTIVE' });
    await run.release();
    const question = await process.take(options(), 'question', never);
    const waiting = doctor();
    await question.release();
    expect(await waiting).toBe('accord-demo');
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
    expect(kept).toBeNull();
  });

  it('tell what was learned when they are given back, and that none was free', async () => {
    const process = startProcess();
    const run = await process.take(options(), 'run', never);
    const other = startProcess(false);
    await expect(other.take(options({ leftSession: null }), 'run', never)).rejects.toMatchObject({
      code: 'ERP_NO_SEAT',
    });
    expect(learned).toMatchObject({ ...nothingLearned, noSeatAt: expect.stringMatching(/^20/) as string });
    await run.release();
  });
});

describe('the seat of a process that was killed', () => {
  it('is given back by the next start, before it takes its own', async () => {
    await startProcess().take(options(), 'run', never);
    expect(kept).toContain('SessionId');
    const next = await startProcess().take(options(), 'run', never);
    expect(seats()).toEqual([1, 1]);
    await next.release();
    expect([simulator.counters.sessionsOpen, kept]).toEqual([0, null]);
  });

  it('stays as it is for somebody who does not have the profile for himself', async () => {
    await startProcess().take(options(), 'run', never);
    const left = kept;
    await expect(startProcess(false).take(options(), 'question', never)).rejects.toMatchObject({
      code: 'ERP_NO_SEAT',
    });
    expect([simulator.counters.sessionsOpen, kept]).toEqual([1, left]);
  });

  it('is never told to another instance', async () => {
    await startProcess().take(options(), 'run', never);
    const other = await startAcumaticaSimulator({ licence: 'off' });
    try {
      const elsewhere = { ...options().connection, url: other.url };
      const moved = await startProcess().take(options({ connection: elsewhere }), 'run', never);
      // Discovery and sign-in, and no sign-out of a session it does not know.
      expect(other.counters.requests).toBe(2);
      await moved.release();
    } finally {
      await other.close();
    }
    expect(simulator.counters.sessionsOpen).toBe(1);
  });

  it.each(['', 'null', '{"base":1}', 'not JSON'])(
    'is nothing where what was kept is %j',
    async (leftSession) => {
      const { release } = await startProcess().take(options({ leftSession }), 'run', never);
      await release();
      expect(seats()).toEqual([0, 1]);
    },
  );

  it('is kept for the start after the next one, where the ERP could not be told', async () => {
    const gone = await startAcumaticaSimulator({ licence: 'off' });
    const connection = { ...options().connection, url: gone.url };
    const { release } = await startProcess().take(options({ connection }), 'run', never);
    await gone.close();
    await release();
    expect(kept).toContain(gone.url);
  });
});
