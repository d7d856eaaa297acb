/**
 * The ERP's seats over many runs that are killed every fourth time, at a random instant: the job process below a shell that lives on,
 * and the program as a whole, whose next start finds what it needs in the keychain.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createHost } from '../../electron/host.ts';
import { isAppError } from '../../shared/domain/app-error.ts';
import { defaultAccessToken, startShopifySimulator } from '../../simulators/shopify/index.ts';
import { erpApplications, erpClientId } from '../support/erp-company.ts';
import { forkedJob } from '../support/forked-job.ts';
import { killPrograms } from '../support/killed-programs.ts';
import { makeReadingProfile } from '../support/reading-profile.ts';
import { runAndKill, type KillFigures } from '../support/seats-under-kills.ts';
import { connectionTo } from './acumatica-import.ts';
import type { Expect } from './acumatica-writing.ts';
import { withCompany, type CompanyProcess } from './company-process.ts';
import type { CompanyInput } from './company.ts';
import { inSeconds, ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const counts = { runs: 200, kills: 50 } as const;
/** A shell that lives on gives a seat back within this time. Milliseconds. */
const soon = 2_000;

/** So short that every third run renews its sign-in, and a kill can hit that. Seconds. */
const tokenLifetimes = { access: 8, refresh: 24 * 3600 } as const;

const companyInput: CompanyInput = {
  customers: 200,
  locations: [1],
  licence: { apiUsers: 4, concurrent: 6, requestsPerMinute: 1_000_000 },
  // Answers take long enough for a kill to hit every part of a run. Milliseconds.
  latency: { minimum: 5, maximum: 20 },
  edits: 0,
};

interface Seats extends KillFigures {
  /** Seats taken at the same time, at most. */
  readonly peak: number;
  /** After one more start. */
  readonly atTheEnd: number;
  readonly seconds: number;
}

const seatsOf = async (company: CompanyProcess) => (await company.counts()).counters;

async function killJobs(company: CompanyProcess, home: string, shopUrl: string): Promise<Seats> {
  const started = performance.now();
  const job = forkedJob(home);
  const host = await createHost({
    home,
    hostName: 'bench',
    vault: 'memory',
    givenSecrets: { shopify: defaultAccessToken, erp: 'accord-demo' },
    startJob: job.startJob,
  });
  async function seatsTaken(): Promise<number> {
    const until = performance.now() + soon;
    for (;;) {
      const { sessionsOpen } = await seatsOf(company);
      if (sessionsOpen === 0 || performance.now() > until) return sessionsOpen;
      await setTimeout(20);
    }
  }
  try {
    const profileId = await makeReadingProfile(host, shopUrl, connectionTo(company.url, 1_000_000));
    const figures = await runAndKill({
      ...counts,
      start: () => ({
        ended: host.services['plan.prepare']({ profileId }).then(
          () => null,
          (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error)),
        ),
        kill: () => job.kill(),
      }),
      seatsTaken,
      mend: (code) => Promise.reject(new Error(code)),
    });
    const { sessionsOpen, sessionsPeak } = await seatsOf(company);
    const seconds = inSeconds(performance.now() - started);
    return { ...figures, peak: sessionsPeak, atTheEnd: sessionsOpen, seconds };
  } finally {
    await host.close();
  }
}

async function killWholePrograms(company: CompanyProcess, home: string, shopUrl: string) {
  const started = performance.now();
  const figures = await killPrograms({
    ...counts,
    home,
    shopUrl,
    erp: {
      ...connectionTo(company.url, 1_000_000),
      signIn: 'authorizationCode',
      clientId: erpClientId,
      username: null,
    },
    seatsTaken: async () => (await seatsOf(company)).sessionsOpen,
  });
  const { sessionsPeak } = await seatsOf(company);
  return { ...figures, peak: sessionsPeak, seconds: inSeconds(performance.now() - started) };
}

async function withHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  try {
    return await work(home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

export async function benchSeats(say: Say, expect: Expect): Promise<Omit<BenchResult, 'faults'>> {
  const { runs, kills } = counts;
  const shop = await startShopifySimulator({ limits: 'off' });
  try {
    say(`${runs} runs, of which ${kills} lose their job …`);
    const jobs = await withHome((home) =>
      withCompany(companyInput, (company) => killJobs(company, home, shop.url)),
    );
    say(`${runs} starts of the program, of which ${kills} are killed …`);
    const signIn = { applications: erpApplications(), tokenLifetimes };
    const programs = await withHome((home) =>
      withCompany({ ...companyInput, signIn }, (company) => killWholePrograms(company, home, shop.url)),
    );
    expect('seats after killed jobs', jobs.leaving, 0);
    for (const [name, seats] of Object.entries({ jobs, programs })) {
      expect(`seats after the next start (${name})`, Math.max(seats.afterNextStart, seats.atTheEnd), 0);
    }
    const peak = Math.max(jobs.peak, programs.peak);
    return {
      figures: {
        seatsOverKilledJobs: { runs, kills, ...jobs },
        seatsOverKilledPrograms: { runs, kills, ...programs },
      },
      limits: { seats: 1 },
      ratios: { seats: ratio(peak, 1) },
      aims: { seats: 1 },
    };
  } finally {
    await shop.close();
  }
}
