/**
 * The MYOB Acumatica connector, against companies in a process of their own: what reading costs in requests, how much memory a large
 * company takes, what writing costs (`acumatica-writing.ts`), and seats across kills
 * (`acumatica-seats.ts`).
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { connectAcumatica, type AcumaticaConnector } from '../../electron/connectors/acumatica/index.ts';
import { cookieSessions } from '../../electron/connectors/acumatica/cookie-session.ts';
import { newProfile, type ErpConnection } from '../../shared/domain/settings.ts';
import type { Logger, ReadPage, ReadSummary } from '../../shared/sync/ports.ts';
import { inMegabytes, inSeconds, liveMemory, peakMemory, ratio } from './measure.ts';
import { benchSeats } from './acumatica-seats.ts';
import { benchWriting } from './acumatica-writing.ts';
import { withCompany, type CompanyProcess } from './company-process.ts';
import type { CompanyInput } from './company.ts';
import type { BenchResult, Say } from './report.ts';

const unlimited: CompanyInput = {
  customers: 0,
  locations: [1, 1, 2],
  licence: 'off',
  latency: { minimum: 0, maximum: 0 },
  edits: 0,
};

/** Customers of the reading, and after how many of them memory is looked at. */
const readCustomers = 50_000;
const lookEvery = 5_000;
/** Edits of a moment ago belong to the next reading: a window ends with the server's last whole second. Milliseconds. */
const settleTime = 2_000;

const limits = { liveMemoryOfLastToFirst: 1.2, deltaRequests: 60 } as const;

const { signal } = new AbortController();
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

async function withConnector<T>(
  { url }: CompanyProcess,
  work: (connector: AcumaticaConnector) => Promise<T>,
): Promise<T> {
  const connection: ErpConnection = {
    url,
    tenant: 'Demo',
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: 'accord',
    endpointVersion: null,
    // So high that the connector's own pacing never waits.
    requestsPerMinute: 1_000_000,
    concurrency: 2,
    apiUsers: null,
    useWholeLicence: true,
  };
  const connector = await connectAcumatica(
    {
      connection,
      defaults: newProfile('bench', 'Bench', new Date().toISOString()).defaults,
      sessions: cookieSessions({ connection, password: 'accord-demo', logger: silent }),
      homeCountry: 'AU',
      logger: silent,
    },
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
  readonly locations: number;
  readonly summary: ReadSummary;
  /** Memory held along the way, in megabytes. */
  readonly live: readonly number[];
}

/** Reads and keeps nothing. */
async function timed(
  reading: (onPage: (page: ReadPage) => void) => Promise<ReadSummary>,
): Promise<TimedReading> {
  const started = performance.now();
  const live: number[] = [];
  let customers = 0;
  let locations = 0;
  const summary = await reading(({ parties }) => {
    customers += parties.length;
    for (const party of parties) locations += party.locations.length;
    if (customers >= (live.length + 1) * lookEvery) live.push(liveMemory());
  });
  return { seconds: inSeconds(performance.now() - started), customers, locations, summary, live };
}

const readAll = ({ source }: AcumaticaConnector) => timed((onPage) => source.readAll(onPage, signal));

export async function benchAcumatica(say: Say): Promise<BenchResult> {
  const faults: string[] = [];
  const expect = (name: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) faults.push(`${name}: ${String(found)} instead of ${String(wanted)}`);
  };

  say(`${readCustomers} customers …`);
  const start = inMegabytes(process.memoryUsage().rss);
  const whole = await withCompany({ ...unlimited, customers: readCustomers }, (company) =>
    withConnector(company, readAll),
  );
  const peak = peakMemory();
  expect('customers read', whole.customers, readCustomers);
  expect('reading complete', whole.summary.complete, true);
  const [firstLive = 0] = whole.live;
  const lastLive = whole.live.at(-1) ?? 0;

  const edits = 50;
  say(`${edits} changed customers of 20,000 …`);
  const delta = await withCompany({ ...unlimited, customers: 20_000, edits }, (company) =>
    withConnector(company, async (connector) => {
      // A reading of now, as there is none before: what was there before is a week old.
      const since = new Date().toISOString();
      await company.edit();
      await setTimeout(settleTime);
      const reading = await timed((onPage) => connector.source.readChanged(since, onPage, signal));
      return { ...reading, counters: (await company.counts()).counters };
    }),
  );
  expect('changed customers read', delta.customers, edits);
  expect('reading of changes complete', delta.summary.complete, true);
  expect('writes', delta.counters.writesTotal, 0);

  const writing = await benchWriting(say, expect);
  const seats = await benchSeats(say, expect);

  return {
    figures: {
      ...writing.figures,
      ...seats.figures,
      reading: {
        customers: whole.customers,
        locations: whole.locations,
        seconds: whole.seconds,
        requests: whole.summary.requests,
        startMegabytes: start,
        peakMegabytes: peak,
        liveMegabytesAfterFirst: firstLive,
        liveMegabytesAfterLast: lastLive,
      },
      delta: {
        changed: delta.customers,
        seconds: delta.seconds,
        requests: delta.summary.requests,
        requestsAtTheServer: delta.counters.requests,
      },
    },
    limits: { ...limits, ...writing.limits, ...seats.limits },
    ratios: {
      ...writing.ratios,
      ...seats.ratios,
      liveMemoryOfLastToFirst: ratio(lastLive / firstLive, limits.liveMemoryOfLastToFirst),
      deltaRequests: ratio(delta.summary.requests, limits.deltaRequests),
    },
    aims: { ...writing.aims, ...seats.aims, liveMemoryOfLastToFirst: 1, deltaRequests: 1 },
    faults,
  };
}
