/**
 * Committing 500 new customers to each side, against simulators that keep the limits of a Standard store and of a licence of
 * 600 requests a minute. Held against the time in which those limits alone would let the needed writes through.
 */
import { performance } from 'node:perf_hooks';
import type { Side } from '../../shared/domain/party.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';
import type { JournalEntry, Run } from '../../shared/sync/ledger-port.ts';
import type { Progress } from '../../shared/sync/ports.ts';
import { commitPlan, preparePlan } from '../../shared/sync/sync.ts';
import { locationsOf } from './crowds.ts';
import { inSeconds, peakMemory, ratio } from './measure.ts';
import { openProduct, type Product } from './product.ts';
import type { BenchResult, Say } from './report.ts';
import { startSimulatorProcess } from './simulator-process.ts';
import type { Counts, Holdings } from './simulators.ts';

const newEach = 500;
const locations = locationsOf(newEach);

const licence = { apiUsers: 4, concurrent: 6, requestsPerMinute: 600 } as const;
const bucket = { bucket: 2_000, restoreRate: 100 } as const;

/** Answers of real systems take a while; more than this is the limits' doing. Milliseconds. */
const latency = { shopify: 60, erp: { minimum: 20, maximum: 60 } } as const;

/** Points charged: a mutation is 10, a customer answered with e-mail and phone 2 more (domain facts of Shopify, 6.1). */
const points = { customerCreate: 12, addressCreate: 10, customerCreateWithAddresses: 18 } as const;

/** Wall time divided by the time of the limits. */
const aim = 1.15;

interface LimitTimes {
  readonly erp: number;
  readonly shopify: number;
  /** Shopify's, were each customer created together with all addresses in one mutation. */
  readonly shopifyInOneMutation: number;
}

/** Seconds. The ERP makes MAIN together with the customer: one request each, and one for every further location. */
function limitTimes(): LimitTimes {
  const erpRequests = newEach + (locations - newEach);
  const beyondBucket = (charged: number): number => Math.max(0, charged - bucket.bucket) / bucket.restoreRate;
  return {
    erp: (erpRequests * 60) / licence.requestsPerMinute,
    shopify: beyondBucket(newEach * points.customerCreate + locations * points.addressCreate),
    shopifyInOneMutation: beyondBucket(newEach * points.customerCreateWithAddresses),
  };
}

function prepare({ connected, ledger, clock, ids, logger }: Product): Promise<PlanHeader> {
  return connected(({ profile, sources }) =>
    preparePlan({
      profile,
      sources,
      ledger,
      clock,
      ids,
      logger,
      onProgress: () => {},
      signal: new AbortController().signal,
    }),
  );
}

function commit(
  { connected, ledger, clock, ids, logger }: Product,
  plan: PlanHeader,
  onProgress: (progress: Progress) => void,
): Promise<Run> {
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
      onProgress,
      signal: new AbortController().signal,
    }),
  );
}

/** Seconds from the start of the run to the last write that was sent to `side`. */
function secondsTo(side: Side, run: Run, journal: readonly JournalEntry[]): number {
  const last = journal.findLast((entry) => entry.side === side);
  return last === undefined ? 0 : inSeconds(Date.parse(last.at) - Date.parse(run.startedAt));
}

interface Outcome {
  readonly plan: PlanHeader;
  readonly run: Run;
  readonly counts: Counts;
  readonly second: PlanHeader;
  readonly holdings: Holdings;
}

/** Everything was written, both sides hold the same, nobody was throttled, and nothing is left to write. */
function faultsOf({ plan, run, counts, second, holdings }: Outcome): string[] {
  const faults: string[] = [];
  const expect = (name: string, found: number | string, wanted: number | string): void => {
    if (found !== wanted) faults.push(`${name}: ${found} instead of ${wanted}`);
  };
  const { written, failed, stale, waiting } = run.counts;
  expect('planned creates in the ERP', plan.totals.creates.erp, newEach);
  expect('planned creates in Shopify', plan.totals.creates.shopify, newEach);
  expect('state of the run', run.state, 'finished');
  expect('rows written to the ERP', written.erp, newEach);
  expect('rows written to Shopify', written.shopify, newEach);
  expect('rows failed', failed, 0);
  expect('rows stale', stale, 0);
  expect('rows waiting', waiting, 0);
  expect('requests throttled by Shopify', counts.shopify.throttled, 0);
  expect('requests declined by the ERP', counts.erp.declined, 0);
  expect('customers in Shopify', holdings.shopify.length, 2 * newEach);
  expect('customers in the ERP', holdings.erp.length, 2 * newEach);
  const differing = holdings.shopify.filter((line, index) => line !== holdings.erp[index]);
  expect('customers that differ between the two', differing.length, 0);
  expect('rows the second preview would write to the ERP', second.totals.writes.erp, 0);
  expect('rows the second preview would write to Shopify', second.totals.writes.shopify, 0);
  expect('equal rows in the second preview', second.totals.byVerb.equal, 2 * newEach);
  return faults;
}

export async function benchCommit(say: Say): Promise<BenchResult> {
  const simulators = await startSimulatorProcess({
    crowd: { pairs: 0, newEach },
    shopify: { limits: bucket, latencyMilliseconds: latency.shopify },
    erp: { licence, latency: latency.erp },
  });
  const product = await openProduct(simulators.addresses, licence.requestsPerMinute);
  try {
    const plan = await prepare(product);
    const limit = limitTimes();
    const limitSeconds = Math.max(limit.erp, limit.shopify);
    await simulators.ask('reset');
    say(`Committing ${newEach} new customers to each side; the limits alone take ${limitSeconds} s …`);
    let reported = 0;
    const started = performance.now();
    const run = await commit(product, plan, ({ done, total, failed }) => {
      const seconds = (performance.now() - started) / 1000;
      if (seconds - reported < 10) return;
      reported = seconds;
      say(`${Math.round(seconds)} s: ${done} of ${total ?? '?'} rows, ${failed} failed`);
    });
    const seconds = inSeconds(performance.now() - started);
    const counts = await simulators.ask('counts');
    const journal = await product.ledger.journal(run.id);
    const lastWrite = {
      erp: secondsTo('erp', run, journal),
      shopify: secondsTo('shopify', run, journal),
    };
    const second = await prepare(product);
    const holdings = await simulators.ask('holdings');
    return {
      figures: {
        seconds,
        secondsToLastWrite: lastWrite,
        limitSeconds: { ...limit },
        rowsWritten: run.counts.written,
        requests: { shopify: counts.shopify.requests, erp: counts.erp.requests },
        writes: { shopify: counts.shopify.mutationsTotal, erp: counts.erp.writesTotal },
        shopifyPoints: counts.shopify.points,
        throttled: counts.shopify.throttled,
        declined: counts.erp.declined,
        delayedByLicence: counts.erp.delayed,
        peakMegabytes: peakMemory(),
        secondPreview: {
          wouldWriteErp: second.totals.writes.erp,
          wouldWriteShopify: second.totals.writes.shopify,
        },
      },
      limits: { seconds: limitSeconds, ratio: aim },
      ratios: {
        seconds: ratio(seconds, limitSeconds),
        secondsToLastErpWrite: ratio(lastWrite.erp, limit.erp),
        secondsToLastShopifyWrite: ratio(lastWrite.shopify, limit.shopify),
      },
      aims: { seconds: aim },
      faults: faultsOf({ plan, run, counts, second, holdings }),
    };
  } finally {
    await product.close();
    await simulators.close();
  }
}
