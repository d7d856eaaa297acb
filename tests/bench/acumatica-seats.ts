/**
 * The ERP's seats over many runs of a job process that is killed every fourth time, at a random instant: below a shell that lives on, as
 * the program is built.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createHost, type Host } from '../../electron/host.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { defaultAccessToken, defaultShop, startShopifySimulator } from '../../simulators/shopify/index.ts';
import { forkedJob } from '../support/forked-job.ts';
import { connectionTo } from './acumatica-import.ts';
import type { Expect } from './acumatica-writing.ts';
import { withCompany, type CompanyProcess } from './company-process.ts';
import { inSeconds, ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const runs = 200;
const kills = 50;
/** Answers take long enough for a kill to hit every part of a run. Milliseconds. */
const latency = { minimum: 5, maximum: 20 } as const;

async function makeProfile(host: Host, shopUrl: string, erpUrl: string): Promise<string> {
  const { id: profileId } = await host.services['profile.create']({
    name: 'Bench',
    colour: 'teal',
    homeCountry: 'AU',
  });
  await host.services['connection.saveShopify']({
    profileId,
    connection: {
      domain: defaultShop.myshopifyDomain,
      url: shopUrl,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
    },
    secret: null,
  });
  await host.services['connection.saveErp']({
    profileId,
    connection: connectionTo(erpUrl, 1_000_000),
    secret: null,
  });
  const { customer, defaults, policies } = (await host.services['profile.open']({ profileId })).profile;
  await host.services['settings.save']({
    profileId,
    customer: { ...customer, active: true, direction: 'export' },
    defaults: { ...defaults, noGuestCustomer: true },
    policies,
  });
  return profileId;
}

/** Whether each run is killed; so many are, spread by chance. */
function fates(random: () => number): readonly boolean[] {
  const order = Array.from({ length: runs }, (_, index) => ({ index, at: random() })).sort(
    (one, other) => one.at - other.at,
  );
  const killed = new Set(order.slice(0, kills).map(({ index }) => index));
  return Array.from({ length: runs }, (_, index) => killed.has(index));
}

interface Seats {
  /** Seats taken at the same time, at most. */
  readonly peak: number;
  /** Most seats that a killed run left taken. */
  readonly left: number;
  /** Killed runs that left one. */
  readonly leaving: number;
  readonly completed: number;
  /** After one more start. */
  readonly atTheEnd: number;
  readonly seconds: number;
}

async function runAndKill(company: CompanyProcess, home: string, shopUrl: string): Promise<Seats> {
  const started = performance.now();
  const job = forkedJob(home);
  const host = await createHost({
    home,
    hostName: 'bench',
    vault: 'memory',
    givenSecrets: { shopify: defaultAccessToken, erp: 'accord-demo' },
    startJob: job.startJob,
  });
  try {
    const profileId = await makeProfile(host, shopUrl, company.url);
    const prepare = () => host.services['plan.prepare']({ profileId });
    const random = createRandom(20_261_125);
    const chance = () => random.below(1_000_000) / 1_000_000;
    /** How long the last whole run took, with a process that was there already and with one that had to be started. */
    const durations = { warm: 300, cold: 1_200 };
    let isWarm = false;
    let completed = 0;
    let left = 0;
    let leaving = 0;
    for (const isKilled of fates(chance)) {
      const kind = isWarm ? 'warm' : 'cold';
      const began = performance.now();
      const run = prepare();
      if (isKilled) {
        run.catch(() => undefined);
        await setTimeout(chance() * durations[kind]);
        await job.kill();
        isWarm = false;
        await run.then(
          () => (completed += 1),
          () => undefined,
        );
        const { sessionsOpen } = (await company.counts()).counters;
        left = Math.max(left, sessionsOpen);
        if (sessionsOpen > 0) leaving += 1;
      } else {
        await run;
        completed += 1;
        durations[kind] = performance.now() - began;
        isWarm = true;
      }
    }
    await prepare();
    const { sessionsOpen, sessionsPeak } = (await company.counts()).counters;
    return {
      peak: sessionsPeak,
      left,
      leaving,
      completed,
      atTheEnd: sessionsOpen,
      seconds: inSeconds(performance.now() - started),
    };
  } finally {
    await host.close();
  }
}

export async function benchSeats(say: Say, expect: Expect): Promise<Omit<BenchResult, 'faults'>> {
  say(`${runs} runs, of which ${kills} are killed …`);
  const home = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  const shop = await startShopifySimulator({ limits: 'off' });
  try {
    const input = {
      customers: 200,
      locations: [1],
      licence: { apiUsers: 4, concurrent: 6, requestsPerMinute: 1_000_000 },
      latency,
      edits: 0,
    };
    const seats = await withCompany(input, (company) => runAndKill(company, home, shop.url));
    expect('seats after the next start', seats.atTheEnd, 0);
    return {
      figures: { seats: { runs, kills, ...seats } },
      limits: { seats: 1 },
      ratios: { seats: ratio(seats.peak, 1) },
      aims: { seats: 1 },
    };
  } finally {
    await shop.close();
    await rm(home, { recursive: true, force: true });
  }
}
