/**
 * The MYOB Acumatica connector against companies in a process of their own: requests per customer made, requests for what changed,
 * how close to its licence an import comes, memory of a long reading, and seats.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { connectAcumatica } from '../../electron/connectors/acumatica/index.ts';
import { newProfile } from '../../shared/domain/settings.ts';
import type { ReadSummary } from '../../shared/sync/ports.ts';
import { connectionTo, importCustomers, password, silent, type Import } from './erp-import.ts';
import { withErp } from './erp-process.ts';
import type { ErpInput } from './erp.ts';
import { heldMemory, inSeconds, peakMemory, ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const unlimited: ErpInput = {
  customers: 0,
  locations: [1],
  licence: 'off',
  latency: { minimum: 0, maximum: 0 },
};

/** So high that the connector's own pacing never waits. */
const noLimit = 1_000_000;

const licence = { apiUsers: 4, concurrent: 6, requestsPerMinute: 600 } as const;
/** Answers of a real ERP take a while; more than this is the limits' doing. Milliseconds. */
const latency = { minimum: 20, maximum: 60 } as const;
const creates = 500;

const aims = { requestsFor50Changed: 60, wallTime: 1.05, memory: 1.1 } as const;

const { signal } = new AbortController();

async function withConnector<T>(
  url: string,
  work: (connector: Awaited<ReturnType<typeof connectAcumatica>>) => Promise<T>,
): Promise<T> {
  const { defaults } = newProfile('bench', 'Bench', new Date().toISOString());
  const options = {
    connection: connectionTo(url, noLimit),
    defaults,
    secret: password,
    homeCountry: 'AU',
    logger: silent,
  };
  const connector = await connectAcumatica(options, signal);
  try {
    return await work(connector);
  } finally {
    await connector.close();
  }
}

interface Expectations {
  readonly faults: readonly string[];
  expect(name: string, found: unknown, wanted: unknown): void;
}

function expectations(): Expectations {
  const faults: string[] = [];
  return {
    faults,
    expect: (name, found, wanted) => {
      if (found !== wanted) faults.push(`${name}: ${String(found)} instead of ${String(wanted)}`);
    },
  };
}

function expectImported(expect: Expectations['expect'], name: string, done: Import, count: number): void {
  const { run, second, declined } = done;
  expect(`${name}: state of the run`, run.state, 'finished');
  expect(`${name}: customers written`, run.counts.written.erp, count);
  expect(`${name}: customers failed`, run.counts.failed, 0);
  expect(`${name}: requests declined`, declined, 0);
  expect(`${name}: writes of a second preview`, second.totals.writes.erp, 0);
}

/** Writes, and all requests, for each customer that is made. */
async function requestsPerCustomer(expect: Expectations['expect']) {
  const count = 40;
  const writes: Record<string, number> = {};
  const requests: Record<string, number> = {};
  for (const locations of [1, 3, 10]) {
    const name = `with${locations}Locations`;
    await withErp(unlimited, async (erp) => {
      const done = await importCustomers(connectionTo(erp.url, noLimit), count, locations);
      const { counters, customers, locations: stored } = await erp.ask('state');
      expectImported(expect, name, done, count);
      expect(`${name}: customers stored`, customers, count);
      expect(`${name}: locations stored`, stored, count * locations);
      writes[name] = counters.writesTotal / count;
      requests[name] = done.requests / count;
    });
  }
  return { writes, requests };
}

/** Requests for the fifty customers that changed among many. */
async function changedAmongMany(expect: Expectations['expect']) {
  return withErp({ ...unlimited, customers: 20_000, locations: [1, 1, 1, 2, 3] }, (erp) =>
    withConnector(erp.url, async ({ source, counters }) => {
      const whole = await source.readAll(() => {}, signal);
      await erp.ask('editFifty');
      // The window ends with the server's clock, which is known to the second.
      await setTimeout(1_500);
      const before = counters().requests;
      const keys = new Set<string>();
      const summary = await source.readChanged(
        whole.asOf,
        ({ parties }) => {
          for (const { key } of parties) keys.add(key);
        },
        signal,
      );
      expect('changed: complete', summary.complete, true);
      return { requests: counters().requests - before, customers: keys.size, wholeReading: whole.requests };
    }),
  );
}

interface LongReading {
  readonly customers: number;
  readonly seconds: number;
  /** Megabytes held when a fifth was read, and at the end. */
  readonly heldAfterFifth: number;
  readonly heldAtEnd: number;
  readonly peakResident: number;
  readonly summary: ReadSummary;
}

/** Reads a large company and keeps nothing. */
async function longReading(customers: number): Promise<LongReading> {
  return withErp({ ...unlimited, customers, locations: [1, 1, 1, 2, 3] }, (erp) =>
    withConnector(erp.url, async ({ source }) => {
      const started = performance.now();
      let read = 0;
      let heldAfterFifth = 0;
      let heldAtEnd = 0;
      const summary = await source.readAll(({ parties }) => {
        const isFifth = read < customers / 5 && read + parties.length >= customers / 5;
        read += parties.length;
        if (isFifth) heldAfterFifth = heldMemory();
        if (read === customers) heldAtEnd = heldMemory();
      }, signal);
      const seconds = inSeconds(performance.now() - started);
      return { customers: read, seconds, heldAfterFifth, heldAtEnd, peakResident: peakMemory(), summary };
    }),
  );
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export async function benchAcumatica(say: Say): Promise<BenchResult> {
  const { faults, expect } = expectations();

  say('50,000 customers read …');
  const reading = await longReading(50_000);
  expect('customers read', reading.customers, 50_000);
  expect('reading complete', reading.summary.complete, true);

  say('Customers made with 1, 3 and 10 locations …');
  const { writes, requests } = await requestsPerCustomer(expect);

  say('50 changed among 20,000 …');
  const changed = await changedAmongMany(expect);
  expect('changed customers found', changed.customers, 50);

  const limitSeconds = (creates * 60) / licence.requestsPerMinute;
  say(
    `${creates} customers made at ${licence.requestsPerMinute} requests a minute; the licence alone takes ${limitSeconds} s …`,
  );
  const limited = await withErp({ ...unlimited, licence, latency }, async (erp) => {
    const done = await importCustomers(connectionTo(erp.url, licence.requestsPerMinute), creates, 1);
    const { counters, customers } = await erp.ask('state');
    expectImported(expect, 'at the licence', done, creates);
    expect('at the licence: customers stored', customers, creates);
    expect('at the licence: declined by the ERP', counters.declined, 0);
    return { ...done, delayed: counters.delayed };
  });
  const { estimatedSeconds } = limited.plan.totals;

  return {
    figures: {
      writesPerCustomer: writes,
      requestsPerCustomer: Object.fromEntries(
        Object.entries(requests).map(([name, each]) => [name, rounded(each)]),
      ),
      changed,
      licence: {
        seconds: limited.seconds,
        estimatedSeconds,
        requests: limited.requests,
        delayed: limited.delayed,
        declined: limited.declined,
      },
      reading: {
        customers: reading.customers,
        requests: reading.summary.requests,
        seconds: reading.seconds,
        megabytesHeldAfterAFifth: reading.heldAfterFifth,
        megabytesHeldAtTheEnd: reading.heldAtEnd,
        peakMegabytes: reading.peakResident,
      },
    },
    limits: { seconds: limitSeconds, requestsFor50Changed: aims.requestsFor50Changed },
    ratios: {
      writesWith1Location: ratio(writes['with1Locations'] ?? Number.NaN, 1),
      writesWith3Locations: ratio(writes['with3Locations'] ?? Number.NaN, 3),
      writesWith10Locations: ratio(writes['with10Locations'] ?? Number.NaN, 10),
      requestsFor50Changed: ratio(changed.requests, aims.requestsFor50Changed),
      wallTime: ratio(limited.seconds, limitSeconds),
      estimate: ratio(estimatedSeconds, limited.seconds),
      memory: ratio(reading.heldAtEnd, reading.heldAfterFifth),
    },
    aims: {
      writesWith1Location: 1,
      writesWith3Locations: 1,
      writesWith10Locations: 1,
      requestsFor50Changed: 1,
      wallTime: aims.wallTime,
      memory: aims.memory,
    },
    faults,
  };
}
