/**
 * Business customers: 1,000 of them prepared, and what it takes to create one with five locations and eight contacts on either side. Both
 * simulators answer at once and never ask for patience, so the time is the connectors' and the core's own.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../../shared/domain/settings.ts';
import { commitPlan, preparePlan } from '../../shared/sync/sync.ts';
import type { PlanHeader, Run } from '../../shared/ipc/contract.ts';
import { demoTerms } from '../../simulators/demo/companies.ts';
import type { BusinessCounts, BusinessesInput } from './business-simulators.ts';
import { startChild } from './child.ts';
import { inSeconds, peakMemory, ratio } from './measure.ts';
import { openProduct, type Product } from './product.ts';
import type { BenchResult, Say } from './report.ts';
import type { Addresses } from './simulators.ts';

const prepared = 1000;
const created = 20;
const size = { sites: 5, buyers: 8 } as const;

/** Seconds. */
const aimSeconds = 20;

/**
 * The fewest writes for one business with these parts, and Shopify's points for them at 10 a mutation (shopify.md 6.1).
 * Shopify: the company with its first location and its main contact is one; then each further location, each further contact, and the
 * roles, of which one mutation takes all of a location. ERP: the customer with MAIN is one; then each further location, and each
 * contact with all of its roles.
 */
const least = {
  shopifyMutations: 1 + (size.sites - 1) + (size.buyers - 1) + size.sites,
  shopifyPoints: 10 * (1 + (size.sites - 1) + (size.buyers - 1) + size.sites),
  erpWrites: 1 + (size.sites - 1) + size.buyers,
} as const;

const requestsPerMinute = 1_000_000;

function withCompanies(profile: Profile): Profile {
  return {
    ...profile,
    seen: { ...profile.seen, businessCustomers: { enabled: true, saidBy: 'store' } },
    company: { ...profile.company, active: true, terms: [...demoTerms] },
    erp: profile.erp === null ? null : { ...profile.erp, concurrency: 10 },
  };
}

async function withSimulators<T>(
  input: BusinessesInput,
  work: (product: Product, ask: (question: 'reset' | 'counts') => Promise<BusinessCounts>) => Promise<T>,
): Promise<T> {
  const child = await startChild(fileURLToPath(new URL('business-simulators.ts', import.meta.url)), input);
  try {
    const product = await openProduct(child.ready as Addresses, requestsPerMinute, withCompanies);
    try {
      return await work(product, async (question) => (await child.ask(question)) as BusinessCounts);
    } finally {
      await product.close();
    }
  } finally {
    await child.close();
  }
}

const never = new AbortController().signal;

function prepare({ connected, ledger, clock, ids, logger }: Product): Promise<PlanHeader> {
  return connected(({ profile, sources }) =>
    preparePlan({ profile, sources, ledger, clock, ids, logger, onProgress: () => {}, signal: never }),
  );
}

function commit({ connected, ledger, clock, ids, logger }: Product, plan: PlanHeader): Promise<Run> {
  return connected(({ profile, sources, sinks }) =>
    commitPlan({
      planId: plan.id,
      sha256: plan.sha256,
      firstRowsPerVerb: null,
      profile,
      sources,
      sinks,
      ledger,
      clock,
      ids,
      logger,
      onProgress: () => {},
      signal: never,
    }),
  );
}

interface Preparing {
  readonly seconds: number;
  /** Of all threads of this process; the wall time is also the simulators', and whoever else's the machine is. */
  readonly processorSeconds: number;
  readonly plan: PlanHeader;
}

function preparing(say: Say): Promise<Preparing> {
  const input = { pairs: prepared, onlyInShopify: 0, onlyInErp: 0, ...size };
  return withSimulators(input, async (product) => {
    say(`Preparing ${prepared} businesses a side …`);
    const started = performance.now();
    const before = process.cpuUsage();
    const plan = await prepare(product);
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: inSeconds(performance.now() - started),
      processorSeconds: inSeconds((user + system) / 1000),
      plan,
    };
  });
}

interface Creating {
  readonly plan: PlanHeader;
  readonly run: Run;
  readonly second: PlanHeader;
  readonly counts: BusinessCounts;
}

function creating(say: Say, side: 'shopify' | 'erp'): Promise<Creating> {
  const input = {
    pairs: 0,
    onlyInShopify: side === 'erp' ? created : 0,
    onlyInErp: side === 'shopify' ? created : 0,
    ...size,
  };
  return withSimulators(input, async (product, ask) => {
    say(`Creating ${created} businesses in ${side === 'erp' ? 'the ERP' : 'Shopify'} …`);
    const plan = await prepare(product);
    await ask('reset');
    const run = await commit(product, plan);
    const counts = await ask('counts');
    return { plan, run, counts, second: await prepare(product) };
  });
}

function faultsOf(first: Preparing, made: Readonly<Record<'shopify' | 'erp', Creating>>): string[] {
  const faults: string[] = [];
  const expect = (name: string, found: number, wanted: number): void => {
    if (found !== wanted) faults.push(`${name}: ${found} instead of ${wanted}`);
  };
  expect('businesses that are linked without a write', first.plan.totals.byVerb.link, prepared);
  for (const side of ['shopify', 'erp'] as const) {
    const { run, second } = made[side];
    expect(`businesses created in ${side}`, run.counts.written[side], created);
    expect(`rows failed in ${side}`, run.counts.failed, 0);
    expect(`equal businesses in the second preview of ${side}`, second.totals.byVerb.equal, created);
    expect(`rows that it would write`, second.totals.writes.erp + second.totals.writes.shopify, 0);
  }
  return faults;
}

const each = (count: number): number => Math.round((count / created) * 10) / 10;

export async function benchBusinesses(say: Say): Promise<BenchResult> {
  const first = await preparing(say);
  const made = { shopify: await creating(say, 'shopify'), erp: await creating(say, 'erp') };
  const { read } = first.plan;
  const toShopify = made.shopify.counts.shopify;
  const toErp = made.erp.counts.erp;
  return {
    figures: {
      prepareSeconds: first.seconds,
      prepareProcessorSeconds: first.processorSeconds,
      prepareRequests: { shopify: read.shopify.requests, erp: read.erp.requests },
      preparePoints: read.shopify.points,
      createInShopify: {
        mutations: each(toShopify.mutationsTotal),
        requests: each(toShopify.requests),
        points: each(toShopify.points),
        erpRequests: each(made.shopify.counts.erp.requests),
        erpWrites: each(made.shopify.counts.erp.writesTotal),
      },
      createInErp: {
        writes: each(toErp.writesTotal),
        requests: each(toErp.requests),
        shopifyRequests: each(made.erp.counts.shopify.requests),
        shopifyPoints: each(made.erp.counts.shopify.points),
      },
      peakMegabytes: peakMemory(),
    },
    limits: { prepareSeconds: aimSeconds, ...least },
    ratios: {
      prepareSeconds: ratio(first.seconds, aimSeconds),
      shopifyMutations: ratio(toShopify.mutationsTotal / created, least.shopifyMutations),
      shopifyPoints: ratio(toShopify.points / created, least.shopifyPoints),
      erpWrites: ratio(toErp.writesTotal / created, least.erpWrites),
    },
    aims: { prepareSeconds: 1 },
    faults: faultsOf(first, made),
  };
}
