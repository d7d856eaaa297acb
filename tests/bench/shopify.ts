/**
 * The Shopify connector alone, against stores in a process of their own: what reading and writing cost, how much of the store's
 * request budget they use, and how much memory a large store takes.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { connectShopify, type ShopifyConnector } from '../../electron/connectors/shopify/index.ts';
import { isAppError } from '../../shared/domain/app-error.ts';
import type { Logger, ReadSummary } from '../../shared/sync/ports.ts';
import { defaultAccessToken, defaultShop } from '../../simulators/shopify/index.ts';
import { inMegabytes, inSeconds, peakMemory, ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';
import { withShop, type ShopProcess } from './shop-process.ts';
import type { ShopInput } from './shop.ts';

const bucket = { bucket: 2_000, restoreRate: 100 } as const;
/** Answers of a real store take a while. Milliseconds. */
const latencyMilliseconds = 60;

const unlimited: ShopInput = {
  customers: 0,
  addresses: [1, 1, 2],
  limits: 'off',
  latencyMilliseconds: 0,
  competingPointsPerSecond: 0,
};
const standard: ShopInput = { ...unlimited, limits: bucket, latencyMilliseconds };

/** More creates in flight than the budget lets through, so that the budget alone decides. */
const createsInFlight = 6;

const { signal } = new AbortController();
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

async function withConnector<T>(
  { url }: ShopProcess,
  reading: { readonly bulkAbove?: number },
  work: (connector: ShopifyConnector) => Promise<T>,
): Promise<T> {
  const connection = {
    domain: defaultShop.myshopifyDomain,
    url,
    signIn: 'token',
    clientId: null,
    storeErpId: false,
  } as const;
  const connector = await connectShopify(
    { connection, secret: defaultAccessToken, logger: silent, reading },
    signal,
  );
  try {
    return await work(connector);
  } finally {
    await connector.close();
  }
}

interface TimedReading {
  readonly seconds: number;
  readonly customers: number;
  readonly addresses: number;
  readonly summary: ReadSummary;
  readonly throttled: number;
}

/** Reads everything and keeps nothing. */
async function read(connector: ShopifyConnector): Promise<TimedReading> {
  const started = performance.now();
  let customers = 0;
  let addresses = 0;
  const summary = await connector.source.readAll(({ parties }) => {
    customers += parties.length;
    for (const { locations } of parties) addresses += locations.length;
  }, signal);
  const seconds = inSeconds(performance.now() - started);
  return { seconds, customers, addresses, summary, throttled: connector.counters().throttled };
}

/** Creates customers, several in flight. Answers the seconds it took and the codes of those that failed. */
async function create(
  connector: ShopifyConnector,
  count: number,
): Promise<{ readonly seconds: number; readonly failures: readonly string[]; readonly throttled: number }> {
  const started = performance.now();
  const failures: string[] = [];
  let serial = 0;
  async function worker(): Promise<void> {
    while (serial < count) {
      serial += 1;
      const values = {
        firstName: 'Ana',
        lastName: `Ito ${serial}`,
        email: `new-${serial}@example.com`,
        phone: null,
      };
      const draft = { values, accountName: null, number: null, externalReference: null, main: null };
      try {
        await connector.sink.createCustomer(draft, signal);
      } catch (error) {
        if (!isAppError(error)) throw error;
        failures.push(error.code);
      }
    }
  }
  await Promise.all(Array.from({ length: createsInFlight }, worker));
  return {
    seconds: inSeconds(performance.now() - started),
    failures,
    throttled: connector.counters().throttled,
  };
}

/** Seconds in which the budget alone lets these points through, the bucket being full at first. */
function budgetSeconds(points: number, restoreRate: number = bucket.restoreRate): number {
  return Math.max(0, points - bucket.bucket) / restoreRate;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export async function benchShopify(say: Say): Promise<BenchResult> {
  const faults: string[] = [];
  const expect = (name: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) faults.push(`${name}: ${String(found)} instead of ${String(wanted)}`);
  };

  // First, because the peak of a process's memory is remembered for good.
  say('200,000 customers in bulk …');
  const start = inMegabytes(process.memoryUsage().rss);
  const bulk = await withShop({ ...unlimited, customers: 200_000 }, (shop) => withConnector(shop, {}, read));
  const peak = peakMemory();
  expect('customers read in bulk', bulk.customers, 200_000);
  expect('bulk reading complete', bulk.summary.complete, true);

  const pointsPerCustomer: Record<string, number> = {};
  for (const addresses of [0, 1, 3, 25]) {
    say(`10,000 customers with ${addresses} addresses …`);
    const input = { ...unlimited, customers: 10_000, addresses: [addresses] };
    const reading = await withShop(input, (shop) => withConnector(shop, {}, read));
    pointsPerCustomer[`with${addresses}Addresses`] = rounded(reading.summary.points / reading.customers);
    expect(`customers with ${addresses} addresses`, reading.customers, 10_000);
    expect(`addresses, ${addresses} each`, reading.addresses, 10_000 * addresses);
    expect(`reading of ${addresses} each complete`, reading.summary.complete, true);
  }

  say('30,000 customers by pages, at 100 points a second …');
  const steady = await withShop({ ...standard, customers: 30_000 }, (shop) =>
    withConnector(shop, { bulkAbove: Number.POSITIVE_INFINITY }, read),
  );
  expect('customers read by pages', steady.customers, 30_000);
  expect('reading by pages complete', steady.summary.complete, true);
  expect('throttled in a steady reading', steady.throttled, 0);
  const steadyLimit = budgetSeconds(steady.summary.points);

  say('2,000 creates at 100 points a second …');
  const creates = await withShop(standard, (shop) =>
    withConnector(shop, {}, async (connector) => {
      const made = await create(connector, 2_000);
      const { counters, customers } = await shop.counts();
      return { ...made, customers, points: counters.points };
    }),
  );
  expect('creates that failed', creates.failures.length, 0);
  expect('customers afterwards', creates.customers, 2_000);
  expect('throttled while creating', creates.throttled, 0);
  const createLimit = budgetSeconds(creates.points);

  say('5,000 customers read and 500 created, while another client takes half of the bucket …');
  const half = bucket.restoreRate / 2;
  const shared = await withShop({ ...standard, customers: 5_000, competingPointsPerSecond: half }, (shop) =>
    withConnector(shop, {}, async (connector) => {
      const reading = await read(connector);
      const made = await create(connector, 500);
      const { customers } = await shop.counts();
      const { points, throttled } = connector.counters();
      return { reading, made, customers, points, throttled };
    }),
  );
  expect('read beside another client', shared.reading.customers, 5_000);
  expect('reading beside another client complete', shared.reading.summary.complete, true);
  expect('creates that failed beside another client', shared.made.failures.join(' '), '');
  expect('customers afterwards beside another client', shared.customers, 5_500);
  const sharedSeconds = rounded(shared.reading.seconds + shared.made.seconds);

  const limits = {
    bulkPeakMegabytes: 250,
    steadyReadSeconds: rounded(steadyLimit),
    createSeconds: rounded(createLimit),
    sharedSeconds: rounded(budgetSeconds(shared.points, half)),
  };
  const ratios = {
    bulkPeakMegabytes: ratio(peak, limits.bulkPeakMegabytes),
    steadyReadSeconds: ratio(steady.seconds, steadyLimit),
    createSeconds: ratio(creates.seconds, createLimit),
    sharedSeconds: ratio(sharedSeconds, limits.sharedSeconds),
  };
  return {
    figures: {
      bulk: {
        customers: bulk.customers,
        seconds: bulk.seconds,
        points: bulk.summary.points,
        startMegabytes: start,
        peakMegabytes: peak,
      },
      pointsPerCustomer,
      steadyRead: {
        customers: steady.customers,
        seconds: steady.seconds,
        points: steady.summary.points,
        shareOfAllowedRate: ratio(steadyLimit, steady.seconds),
        throttled: steady.throttled,
      },
      creates: {
        count: 2_000,
        seconds: creates.seconds,
        points: creates.points,
        throttled: creates.throttled,
      },
      shared: { seconds: sharedSeconds, points: shared.points, throttled: shared.throttled },
    },
    limits,
    ratios,
    // A rate of 0.95 of what is allowed is a time of 1 / 0.95.
    aims: { bulkPeakMegabytes: 1, steadyReadSeconds: 1.053, createSeconds: 1.05, sharedSeconds: 1.15 },
    faults,
  };
}
