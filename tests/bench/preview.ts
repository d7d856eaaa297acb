/**
 * The first preview of two systems that never met: 10,000 customers on each side, 9,000 of them known to both, and the
 * simulators without limits, so that the time is the product's and the simulators' own.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Side } from '../../shared/domain/party.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';
import type { Ledger } from '../../shared/sync/ledger-port.ts';
import type { Progress, Source } from '../../shared/sync/ports.ts';
import { preparePlan } from '../../shared/sync/sync.ts';
import { inMegabytes, inSeconds, peakMemory, ratio, Stopwatch } from './measure.ts';
import { openProduct, type Product } from './product.ts';
import type { BenchResult, Say } from './report.ts';
import { startSimulatorProcess } from './simulator-process.ts';

const crowd = { pairs: 9_000, newEach: 1_000 } as const;
const perSide = crowd.pairs + crowd.newEach;
/** The ERP's generic guest customer is read and shown, and never synchronised. */
const guests = 1;

const limits = { seconds: 15, peakMegabytes: 400, pointsPerCustomer: 0.7 } as const;

/** So high that the connector's own pacing never waits. */
const unlimited = 1_000_000;

interface TimedPreview {
  readonly plan: PlanHeader;
  /** Milliseconds by stage. The two readings run at the same time. */
  readonly stages: Readonly<Record<string, number>>;
  readonly total: number;
  readonly processor: number;
}

function timedSource(source: Source, name: string, watch: Stopwatch): Source {
  return {
    ...source,
    readAll: (onPage, signal) => watch.time(name, () => source.readAll(onPage, signal)),
  };
}

function timedLedger(ledger: Ledger, watch: Stopwatch): Ledger {
  return {
    ...ledger,
    savePlan: (header, rows) => watch.time('store', () => ledger.savePlan(header, rows)),
    saveRecords: (records) => watch.time('store', () => ledger.saveRecords(records)),
  };
}

async function preview({ connected, ledger, clock, ids, logger }: Product): Promise<TimedPreview> {
  const watch = new Stopwatch();
  const began = new Map<Progress['stage'], number>();
  const started = performance.now();
  const processorBefore = process.cpuUsage();
  const { plan, connecting } = await connected(async ({ profile, sources }, milliseconds) => ({
    connecting: milliseconds,
    plan: await preparePlan({
      profile,
      sources: {
        erp: timedSource(sources.erp, 'readErp', watch),
        shopify: timedSource(sources.shopify, 'readShopify', watch),
      },
      ledger: timedLedger(ledger, watch),
      clock,
      ids,
      logger,
      onProgress: ({ stage }) => {
        if (!began.has(stage)) began.set(stage, performance.now());
      },
      signal: new AbortController().signal,
    }),
  }));
  const ended = performance.now();
  const { user, system } = process.cpuUsage(processorBefore);
  const matchedAt = began.get('match') ?? ended;
  const plannedAt = began.get('plan') ?? ended;
  return {
    plan,
    total: ended - started,
    processor: (user + system) / 1000,
    stages: {
      connect: connecting,
      readShopify: watch.total('readShopify'),
      readErp: watch.total('readErp'),
      matchAndReconcile: plannedAt - matchedAt,
      plan: ended - plannedAt - watch.total('store'),
      store: watch.total('store'),
    },
  };
}

/** Both systems were read whole, every record is in a row, pairs were found, and nothing was written. */
function faultsOf({ read, rowCount, totals, guards }: PlanHeader, writes: number): string[] {
  const faults: string[] = [];
  const expect = (name: string, found: number, wanted: number): void => {
    if (found !== wanted) faults.push(`${name}: ${found} instead of ${wanted}`);
  };
  const sides: readonly Side[] = ['erp', 'shopify'];
  for (const side of sides) {
    if (!read[side].complete) faults.push(`the reading of ${side} is not complete`);
    expect(`customers read from ${side}`, totals.records[side], read[side].count);
    expect(`creates in ${side}`, totals.creates[side], crowd.newEach);
  }
  expect('customers read from Shopify', read.shopify.count, perSide);
  expect('customers read from the ERP', read.erp.count, perSide + guests);
  expect('rows', rowCount, perSide + crowd.newEach + guests);
  expect('guards', guards.length, 0);
  expect('writes before a commit', writes, 0);
  return faults;
}

export async function benchPreview(say: Say): Promise<BenchResult> {
  say(`Seeding ${perSide} customers a side …`);
  const simulators = await startSimulatorProcess({
    crowd,
    shopify: { limits: 'off', latencyMilliseconds: 0 },
    erp: { licence: 'off', latency: { minimum: 0, maximum: 0 } },
  });
  const product = await openProduct(simulators.addresses, unlimited);
  try {
    const baseline = inMegabytes(process.memoryUsage().rss);
    say('First preview …');
    const first = await preview(product);
    const peak = peakMemory();
    const { shopify, erp } = await simulators.ask('counts');
    say('Second preview …');
    const second = await preview(product);
    const peakOfBoth = peakMemory();
    const after = await simulators.ask('counts');

    const { read, totals } = first.plan;
    const pointsPerCustomer = Math.round((read.shopify.points / read.shopify.count) * 1000) / 1000;
    const seconds = inSeconds(first.total);
    return {
      figures: {
        seconds,
        secondsByStage: Object.fromEntries(
          Object.entries(first.stages).map(([stage, milliseconds]) => [stage, inSeconds(milliseconds)]),
        ),
        processorSeconds: inSeconds(first.processor),
        secondPreviewSeconds: inSeconds(second.total),
        customers: { shopify: read.shopify.count, erp: read.erp.count },
        locations: { shopify: read.shopify.locationCount, erp: read.erp.locationCount },
        requests: { shopify: shopify.requests, erp: erp.requests },
        shopifyPoints: shopify.points,
        pointsPerCustomer,
        megabytes: { start: baseline, peak, peakOfBoth },
        rows: Object.fromEntries(Object.entries(totals.byVerb).filter(([, count]) => count > 0)),
      },
      limits,
      ratios: {
        seconds: ratio(seconds, limits.seconds),
        peakMegabytes: ratio(peak, limits.peakMegabytes),
        peakMegabytesOfBoth: ratio(peakOfBoth, limits.peakMegabytes),
        pointsPerCustomer: ratio(pointsPerCustomer, limits.pointsPerCustomer),
      },
      aims: { seconds: 1, peakMegabytes: 1, peakMegabytesOfBoth: 1, pointsPerCustomer: 1 },
      faults: [
        ...faultsOf(first.plan, shopify.mutationsTotal + erp.writesTotal),
        ...faultsOf(second.plan, after.shopify.mutationsTotal + after.erp.writesTotal),
      ],
    };
  } finally {
    await product.close();
    await simulators.close();
  }
}
