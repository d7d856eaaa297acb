/** Companies through storms: answers that are lost or come late, a process that ends anywhere. What is left is what calm weather leaves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/domain/app-error.ts';
import { commitPlan, resumeRun } from '../../shared/sync/commit.ts';
import { preparePlan } from '../../shared/sync/sync.ts';
import { companiesOf } from '../support/companies.ts';
import { contentOf, createCommitWorld, type CommitWorld } from '../support/commit-world.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';
import { partiesOfCompanies, randomCompanies, termsTable } from '../support/random-companies.ts';
import { createChance } from './chance.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import {
  beginLife,
  ledgerInWeather,
  noWeather,
  sinkInWeather,
  sourceInWeather,
  type Weather,
} from './weather.ts';

const seeds = Array.from({ length: 120 }, (_, index) => index + 1);
/** Lives of one run; after so many the weather is calm, as it is one day. */
const stormyLives = 8;

function worldOf(seed: number, time: VirtualTime): CommitWorld {
  const sample = (of: number) => fc.sample(randomCompanies, { seed: of, numRuns: 1 })[0] ?? [];
  return createCommitWorld({
    // Its stamps tell how long ago something was sent.
    ledger: createMemoryLedger(() => time.now()),
    erp: partiesOfCompanies(sample(seed), 'erp'),
    shopify: partiesOfCompanies(sample(seed + 10_000), 'shopify'),
    customer: { active: false },
    company: { terms: [...termsTable] },
    policies: { conflicts: 'primary' },
  });
}

function stormFor(seed: number, time: VirtualTime): Weather {
  const chance = createChance(seed);
  return {
    time,
    chance: chance.branch('weather'),
    repeats: chance.branch('repeats'),
    counts: noWeather(),
    storm: 0,
    stepsToCrash: null,
    sent: 0,
    answered: 0,
  };
}

/** Commits the newest preview in that weather, and goes on after every crash until it is finished. */
async function commitIn(weather: Weather, world: CommitWorld): Promise<void> {
  const { time, chance } = weather;
  const plan = await world.ledger.latestPlan();
  const isOfPlan = ({ planId }: { readonly planId: string }) => planId === plan?.id;
  for (let lives = 1; lives <= 2 * stormyLives; lives += 1) {
    const isStormy = lives <= stormyLives;
    weather.storm = isStormy ? chance.pick([0.05, 0.2, 0.4]) : 0;
    weather.stepsToCrash = isStormy && chance.happens(0.6) ? 1 + chance.below(40) : null;
    const life = beginLife(weather, 'killedCommits');
    const ports = {
      ...world.ports(),
      clock: time,
      ledger: ledgerInWeather(life, world.ledger),
      sources: {
        erp: sourceInWeather(weather, life, world.erp),
        shopify: sourceInWeather(weather, life, world.shopify),
      },
      sinks: {
        erp: sinkInWeather(weather, life, world.erp),
        shopify: sinkInWeather(weather, life, world.shopify),
      },
    };
    const open = (await world.ledger.runs()).find(isOfPlan);
    try {
      await time.run(() =>
        open === undefined
          ? commitPlan({
              ...ports,
              planId: plan?.id ?? '',
              sha256: plan?.sha256 ?? '',
              firstRowsPerVerb: null,
            })
          : resumeRun({ ...ports, runId: open.id }),
      );
    } catch (error) {
      if (!isAppError(error) || (error.code !== 'STORAGE_FAILED' && error.code !== 'PLAN_NOTHING_TO_DO'))
        throw error;
    }
    await time.pass(chance.below(15_000));
    const run = (await world.ledger.runs()).find(isOfPlan);
    if (run === undefined || run.state === 'finished') break;
  }
  // What was on its way when the process ended has arrived by now.
  await time.pass(3_600_000);
}

/** Prepares and commits in calm weather until nothing is left to write. */
async function comeToRest(world: CommitWorld): Promise<void> {
  for (let round = 1; round <= 6; round += 1) {
    const { totals } = await preparePlan({ ...world.ports() });
    if (totals.writes.erp + totals.writes.shopify + totals.linkOnly === 0) return;
    await world.commit();
  }
  throw new Error('a preview still writes');
}

function companiesIn(world: CommitWorld): unknown {
  const isCompany = (content: string) => content.includes('"business"');
  return [
    contentOf(world.erp, 'erp').filter(isCompany),
    contentOf(world.shopify, 'shopify').filter(isCompany),
  ];
}

describe('L5 L7 companies in any weather', () => {
  it('are made once, with all their parts, and are what calm weather leaves', async () => {
    const counts = { crashes: 0, lost: 0, late: 0 };
    for (const seed of seeds) {
      const time = createVirtualTime();
      const calm = worldOf(seed, time);
      await comeToRest(calm);
      const world = worldOf(seed, time);
      const weather = stormFor(seed, time);
      await world.prepare();
      await commitIn(weather, world);
      await comeToRest(world);
      expect({ seed, companies: companiesIn(world) }).toEqual({ seed, companies: companiesIn(calm) });
      expect(companiesOf(world.erp).length).toBe(companiesOf(calm.erp).length);
      counts.crashes += weather.counts.killedCommits;
      counts.lost += weather.counts.lostAnswers + weather.counts.lostRequests;
      counts.late += weather.counts.lateLandings;
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20);
  });
});
