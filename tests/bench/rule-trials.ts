/**
 * Filters that are tried while somebody edits them, on a stored reading of 100,000 linked customers on each side: how long a count takes,
 * how long others wait meanwhile, and how much memory it needs.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRuleServices } from '../../electron/services/rules.ts';
import type { JobRuntime } from '../../electron/services/job-runtime.ts';
import { systemClock } from '../../electron/services/system.ts';
import { openLedger, type OpenLedger } from '../../electron/storage/ledger.ts';
import { noFilters, type FilterGroup } from '../../shared/domain/filter.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { noCost } from '../../shared/sync/estimate.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';
import type { StoredRow } from '../../shared/sync/ledger-port.ts';
import { reconcilePair } from '../../shared/sync/reconcile.ts';
import { inSeconds, peakMemory, ratio } from './measure.ts';
import { pairOf } from './reconciled-pairs.ts';
import type { BenchResult, Say } from './report.ts';

const customers = 100_000;
const limits = { secondsOfACount: 5, megabytesMore: 100, millisecondsOthersWait: 200 } as const;

const where: FilterGroup = {
  join: 'and',
  parts: [
    { field: 'address.country', operator: 'equals', values: ['AU'] },
    { field: 'email', operator: 'contains', values: ['a'] },
  ],
};

function* rows(): Generator<StoredRow> {
  for (let serial = 1; serial <= customers; serial++) {
    const { row, records } = reconcilePair(pairOf(serial));
    const beforeHash = { erp: null, shopify: null };
    yield { row: { ...row, id: `row-${serial}`, beforeHash, cost: noCost, decision: null }, records };
  }
}

const bounds = { complete: true, asOf: '2026-01-01T00:00:00.000Z' };
const header = { id: 'plan-1', read: { erp: bounds, shopify: bounds } } as unknown as PlanHeader;

async function measured(ledger: OpenLedger, profile: Profile): Promise<BenchResult> {
  const runtime = { sessions: { open: () => Promise.resolve({ ledger }) } } as unknown as JobRuntime;
  const services = createRuleServices(runtime);
  const context = { profile, secrets: { shopify: null } };
  const before = peakMemory();
  let longestWait = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longestWait = Math.max(longestWait, performance.now() - last);
    last = performance.now();
  }, 1);
  const timed = async <T>(work: () => Promise<T>) => {
    const started = performance.now();
    const value = await work();
    return { value, seconds: inSeconds(performance.now() - started) };
  };
  const question = { profileId: profile.id, entity: 'customer', way: 'import' } as const;
  const count = await timed(() => services['rules.tryFilter']({ ...question, where }, context));
  const values = await timed(() =>
    services['rules.values']({ ...question, field: 'address.city', search: '' }, context),
  );
  const filters = { ...noFilters, customer: { import: { name: 'Some', where }, export: null } };
  const impact = await timed(() => services['rules.impact']({ profileId: profile.id, filters }, context));
  clearInterval(watch);
  const megabytesMore = peakMemory() - before;
  const faults = [
    count.value.of === customers ? null : `${count.value.of} customers were asked`,
    (count.value.passing ?? 0) > 0 ? null : 'nobody passed',
    values.value.length > 0 ? null : 'no values were found',
    impact.value.linked === customers ? null : `${impact.value.linked} customers are linked`,
  ];
  const millisecondsOthersWait = Math.round(longestWait);
  return {
    figures: {
      customers,
      secondsOfACount: count.seconds,
      secondsOfValues: values.seconds,
      secondsOfAnImpact: impact.seconds,
      megabytesMore,
      millisecondsOthersWait,
    },
    limits,
    ratios: {
      secondsOfACount: ratio(count.seconds, limits.secondsOfACount),
      megabytesMore: ratio(megabytesMore, limits.megabytesMore),
      millisecondsOthersWait: ratio(millisecondsOthersWait, limits.millisecondsOthersWait),
    },
    aims: { secondsOfACount: 1, megabytesMore: 1, millisecondsOthersWait: 1 },
    faults: faults.filter((fault) => fault !== null),
  };
}

export async function benchRuleTrials(say: Say): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  const ledger = await openLedger(join(folder, 'ledger.sqlite'), systemClock);
  try {
    say(`Storing a reading of ${customers} linked customers`);
    await ledger.savePlan(header, rows());
    const fresh = newProfile('bench', 'Bench', '2026-01-01T00:00:00.000Z');
    return await measured(ledger, {
      ...fresh,
      customer: { ...fresh.customer, direction: 'import', active: true },
    });
  } finally {
    ledger.close();
    await rm(folder, { recursive: true, force: true });
  }
}
