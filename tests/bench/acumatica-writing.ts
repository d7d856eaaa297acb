/** The writing half of the MYOB Acumatica bench: requests for each customer that is made, and how close to its licence an import comes. */
import { connectionTo, importCustomers, type Import } from './acumatica-import.ts';
import { withCompany } from './company-process.ts';
import type { CompanyInput } from './company.ts';
import { ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const unlimited: CompanyInput = {
  customers: 0,
  locations: [1],
  licence: 'off',
  latency: { minimum: 0, maximum: 0 },
  edits: 0,
};

/** So high that the connector's own pacing never waits. */
const noLimit = 1_000_000;

const locationCounts = [1, 3, 10] as const;
const customersEach = 60;

const licence = { apiUsers: 4, concurrent: 6, requestsPerMinute: 600 } as const;
/** Answers of a real ERP take a while; more than this is the limits' doing. Milliseconds. */
const latency = { minimum: 20, maximum: 60 } as const;
const creates = 500;
/** Seconds in which the licence alone lets that many requests through. */
const licenceSeconds = (creates * 60) / licence.requestsPerMinute;
/** Wall time divided by the time of the licence. */
const wallTimeAim = 1.05;

export type Expect = (name: string, found: unknown, wanted: unknown) => void;

function expectImported(
  expect: Expect,
  name: string,
  { run, second, declined }: Import,
  count: number,
): void {
  expect(`${name}: state of the run`, run.state, 'finished');
  expect(`${name}: customers written`, run.counts.written.erp, count);
  expect(`${name}: customers failed`, run.counts.failed, 0);
  expect(`${name}: requests declined`, declined, 0);
  expect(`${name}: rows that a second preview would write`, second.totals.writes.erp, 0);
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const named = (locations: number): string => `with${locations}Location${locations === 1 ? '' : 's'}`;
const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Writes, and all requests, for each customer that is made. */
async function requestsPerCustomer(expect: Expect) {
  const writes: Record<string, number> = {};
  const requests: Record<string, number> = {};
  for (const locations of locationCounts) {
    const name = named(locations);
    const { done, company } = await withCompany(unlimited, async (handle) => ({
      done: await importCustomers(connectionTo(handle.url, noLimit), customersEach, locations),
      company: await handle.counts(),
    }));
    expectImported(expect, name, done, customersEach);
    expect(`${name}: customers stored`, company.customers, customersEach);
    writes[name] = company.counters.writesTotal / customersEach;
    requests[name] = rounded(done.requests / customersEach);
  }
  return { writes, requests };
}

export async function benchWriting(say: Say, expect: Expect): Promise<Omit<BenchResult, 'faults'>> {
  say(`${customersEach} customers made with ${locationCounts.join(', ')} locations each …`);
  const { writes, requests } = await requestsPerCustomer(expect);

  say(
    `${creates} customers made at ${licence.requestsPerMinute} requests a minute; the licence alone takes ${licenceSeconds} s …`,
  );
  const { done, company } = await withCompany({ ...unlimited, licence, latency }, async (handle) => ({
    done: await importCustomers(connectionTo(handle.url, licence.requestsPerMinute), creates, 1),
    company: await handle.counts(),
  }));
  expectImported(expect, 'at the licence', done, creates);
  expect('at the licence: customers stored', company.customers, creates);
  expect('at the licence: declined by the ERP', company.counters.declined, 0);
  const { estimatedSeconds } = done.plan.totals;

  const writesOver = Object.fromEntries(
    locationCounts.map((count) => [
      `writes${capitalised(named(count))}`,
      ratio(writes[named(count)] ?? Number.NaN, count),
    ]),
  );
  return {
    figures: {
      writesPerCustomer: writes,
      requestsPerCustomer: requests,
      creates: {
        seconds: done.seconds,
        estimatedSeconds,
        requests: done.requests,
        delayedByLicence: company.counters.delayed,
        declined: company.counters.declined,
      },
    },
    limits: { createSeconds: licenceSeconds },
    ratios: {
      ...writesOver,
      createSeconds: ratio(done.seconds, licenceSeconds),
      estimate: ratio(estimatedSeconds, done.seconds),
    },
    aims: {
      ...Object.fromEntries(Object.keys(writesOver).map((name) => [name, 1])),
      createSeconds: wallTimeAim,
    },
  };
}
