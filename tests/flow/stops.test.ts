/**
 * A person stops a commit after each of many writes, in either system, and goes on, or makes a new preview in its place: both systems
 * hold exactly what an uninterrupted run leaves, nothing is called somebody else's change, and nothing is left to write (L5). ACCORD_STOPS says how often, spread
 * over the commit; ACCORD_SEED plays the same instants again.
 */
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/connectors/clock.ts';
import { createHost, type Host } from '../../electron/host.ts';
import { createJob } from '../../electron/services/job.ts';
import { suggestInThread } from '../../electron/services/suggest-thread.ts';
import { systemIds } from '../../electron/services/system.ts';
import { silentLogger } from '../support/test-ports.ts';
import type { Run } from '../../shared/ipc/contract.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import type { BusyWeek } from './busy-week.ts';
import { openWeeks, type Weeks } from './some-week.ts';
import { contentsOf, until, writesAt } from './twins.ts';

const seed = Number(process.env['ACCORD_SEED'] ?? Date.now() % 1_000_000);
const stops = Number(process.env['ACCORD_STOPS'] ?? 10);

/** What is on its way lands within this time here; the product waits much longer for it, as nobody knows. Milliseconds. */
const landsWithin = 300;

/** The machine's clock, put forward wherever the product waits for what was on its way. */
function impatientClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead).toISOString(),
    elapsed: () => systemClock.elapsed() + ahead,
    sleep: async (milliseconds, signal) => {
      const slept = Math.min(milliseconds, landsWithin);
      await systemClock.sleep(slept, signal);
      ahead += milliseconds - slept;
    },
  };
}

async function openHost({ profile: profileId, ...week }: BusyWeek, name: string) {
  const { home } = await week.rewind(name);
  const host: Host = await createHost({
    home,
    hostName: 'test',
    vault: 'memory',
    givenSecrets: { shopify: demoCompany.accessToken, erp: demoCompany.password },
    startJob: async (paths, events, erpSessions) =>
      createJob({
        paths,
        clock: impatientClock(),
        ids: systemIds,
        logger: silentLogger,
        events,
        erpSessions,
        suggest: suggestInThread,
      }),
  });
  const { services } = host;
  return {
    commit: async (): Promise<Run> => {
      const plan = await services['plan.latest']({ profileId });
      const { id: planId = '', sha256 = '' } = plan ?? {};
      return services['plan.commit']({ profileId, planId, sha256, firstRowsPerVerb: null });
    },
    stop: () => services['run.stop']({ profileId }),
    resume: (runId: string): Promise<Run> => services['run.resume']({ profileId, runId }),
    prepare: () => services['plan.prepare']({ profileId }),
    left: async () => (await services['plan.prepare']({ profileId })).totals.writes,
    close: () => host.close(),
  };
}

let weeks: Weeks;
let expected: ReturnType<typeof contentsOf>;
let expectedWrites: number;

beforeAll(async () => {
  weeks = await openWeeks(Math.min(5, stops));
  await weeks.use(async (week) => {
    const host = await openHost(week, 'whole');
    expect(await host.commit()).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0 } });
    await host.close();
    expectedWrites = writesAt(week.world);
    expected = contentsOf(week.world.snapshot());
  });
}, 120_000);

afterAll(() => weeks.close());

describe('a commit that a person stops', () => {
  const random = createRandom(seed);
  // One in each stretch of the commit; the last few writes are left out, as the run must not end by itself before it is stopped.
  const instants = Array.from({ length: stops }, (_, index) => ({
    name: `in stretch ${index + 1} of ${stops}, seed ${seed}`,
    /** Else a new preview is made in place of the resume, and committed. */
    isResumed: index % 2 === 0,
    share: (index + random.below(1000) / 1000) / stops,
  }));

  async function stopAndGoOn(week: BusyWeek, { name, share, isResumed }: (typeof instants)[number]) {
    const { world } = week;
    const host = await openHost(week, name);
    try {
      const running = host.commit();
      await until(() => writesAt(world) >= 1 + Math.floor(share * (expectedWrites - 12)));
      await host.stop();
      const stopped = await running;
      const asked = isResumed ? 0 : (await host.prepare()).totals.needPerson;
      const { state, counts } = await (isResumed ? host.resume(stopped.id) : host.commit());
      const { failed, stale, waiting } = counts;
      return {
        stopped: stopped.state,
        asked,
        state,
        failed,
        stale,
        waiting,
        left: await host.left(),
        contents: contentsOf(world.snapshot()),
      };
    } finally {
      await host.close();
    }
  }

  it.concurrent.each(instants)(
    '$name, ends the same once somebody goes on, resumed $isResumed',
    { timeout: 120_000 },
    (instant) =>
      weeks.use(async (week) => {
        expect(await stopAndGoOn(week, instant)).toEqual({
          stopped: 'stopped',
          asked: 0,
          state: 'finished',
          failed: 0,
          stale: 0,
          waiting: 0,
          left: { erp: 0, shopify: 0 },
          contents: expected,
        });
      }),
  );
});
