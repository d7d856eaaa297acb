/**
 * The job process alone is killed (SIGKILL) at random instants of a commit over real HTTP, below a shell that lives on, as when the
 * system takes its memory: resumed, or with a new preview in its place, both systems hold exactly what an uninterrupted run leaves,
 * nothing twice (L5, P3, P6).
 * ACCORD_KILLS says how often, ACCORD_SEED plays the same instants again.
 */
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost } from '../../electron/host.ts';
import type { Run } from '../../shared/ipc/contract.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import { forkedJob } from '../support/forked-job.ts';
import type { BusyWeek } from './busy-week.ts';
import { openWeeks, type Weeks } from './some-week.ts';
import { contentsOf, until, writesAt } from './twins.ts';

const seed = Number(process.env['ACCORD_SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['ACCORD_KILLS'] ?? 4);

let weeks: Weeks;
let expected: ReturnType<typeof contentsOf>;
let expectedWrites: number;

interface Shell {
  /** How many rows of a new preview ask a person. */
  prepare(): Promise<number>;
  /** Begins the commit of the newest plan. */
  commit(): Promise<Run>;
  kill(): Promise<void>;
  /** What the newest run was left as. */
  resumable(): Promise<Run | null>;
  resume(runId: string): Promise<Run>;
  /** Writes that a new preview shows. */
  left(): Promise<unknown>;
  close(): Promise<void>;
}

async function openShell(week: BusyWeek, name: string): Promise<Shell> {
  const { home } = await week.rewind(name);
  const { profile: profileId } = week;
  const job = forkedJob(home);
  const host = await createHost({
    home,
    hostName: 'test',
    vault: 'memory',
    givenSecrets: { shopify: demoCompany.accessToken, erp: demoCompany.password },
    startJob: job.startJob,
  });
  const { services } = host;
  return {
    prepare: async () => (await services['plan.prepare']({ profileId })).totals.needPerson,
    commit: async () => {
      const plan = await services['plan.latest']({ profileId });
      return services['plan.commit']({
        profileId,
        planId: plan?.id ?? '',
        sha256: plan?.sha256 ?? '',
        firstRowsPerVerb: null,
      });
    },
    kill: () => job.kill(),
    resumable: async () => (await services['run.status']({ profileId })).resumable,
    resume: (runId) => services['run.resume']({ profileId, runId }),
    left: async () => (await services['plan.prepare']({ profileId })).totals.writes,
    close: () => host.close(),
  };
}

beforeAll(async () => {
  weeks = await openWeeks(Math.min(5, kills));
  await weeks.use(async (week) => {
    const shell = await openShell(week, 'whole');
    expect(await shell.commit()).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0 } });
    await shell.close();
    expectedWrites = writesAt(week.world);
    expected = contentsOf(week.world.snapshot());
  });
}, 120_000);

afterAll(() => weeks.close());

describe('a job that is killed in the middle of a commit', () => {
  const random = createRandom(seed);
  const instants = Array.from({ length: kills }, (_, index) => ({
    name: `at instant ${index + 1} of seed ${seed}`,
    /** Else a new preview is made in place of the resume, and committed. */
    isResumed: index % 2 === 0,
    // The last few writes are left out, as the run must not end by itself before the kill.
    share: random.below(1000) / 1000,
    milliseconds: random.below(25),
  }));

  /** How the run ended, what both systems hold, and what is left to do. */
  async function killAndGoOn(
    week: BusyWeek,
    { name, isResumed, share, milliseconds }: (typeof instants)[number],
  ) {
    const { world } = week;
    const shell = await openShell(week, name);
    try {
      const writes = Math.floor(share * (expectedWrites - 6));
      const lost = shell.commit();
      lost.catch(() => undefined);
      await until(() => writesAt(world) >= writes);
      await setTimeout(milliseconds);
      await shell.kill();
      await expect(lost).rejects.toMatchObject({ code: 'STOPPED' });
      const killed = await shell.resumable();
      const asked = isResumed ? 0 : await shell.prepare();
      // Killed before the run had its first line: then it is simply begun.
      const { state, counts } =
        killed === null || !isResumed ? await shell.commit() : await shell.resume(killed.id);
      const { failed, stale, waiting } = counts;
      const left = await shell.left();
      const seats = world.erp.counters.sessionsOpen;
      return { asked, state, failed, stale, waiting, left, seats, contents: contentsOf(world.snapshot()) };
    } finally {
      await shell.close();
    }
  }

  it.concurrent.each(instants)(
    '$name, ends the same once somebody goes on, resumed $isResumed: nothing twice, nothing missing',
    { timeout: 120_000 },
    (instant) =>
      weeks.use(async (week) => {
        expect(await killAndGoOn(week, instant)).toEqual({
          asked: 0,
          state: 'finished',
          failed: 0,
          stale: 0,
          waiting: 0,
          left: { erp: 0, shopify: 0 },
          seats: 0,
          contents: expected,
        });
      }),
  );
});
