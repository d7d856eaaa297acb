/** `accord demo`: the main job on two simulators, from connecting to the proof that nothing is left to do. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Side } from '../../shared/domain/party.ts';
import type { Page, Run } from '../../shared/sync/ledger-port.ts';
import {
  verbs,
  type LocationVerb,
  type PlanHeader,
  type PlanRow,
  type Verb,
} from '../../shared/sync/plan.ts';
import { createHost, type Host } from '../host.ts';
import type { Demo } from '../demo.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { sayPlan, sayRow, sayRun, watchProgress } from './plan-commands.ts';
import { seconds, writesSentence } from './wording.ts';
import type { Console } from './console.ts';

export interface DemoOptions {
  readonly console: Console;
  /** Data goes here and stays; null uses a temporary folder of which only the report remains. */
  readonly home: string | null;
}

function writesOf(demo: Demo): Record<Side, number> {
  return {
    shopify: demo.world.shopify.counters.mutationsTotal,
    erp: demo.world.erp.counters.writesTotal,
  };
}

/** Counts of the preview: customers of both kinds, the business customers among them, and their locations and contacts. */
function previewCounts({ totals }: PlanHeader, companies: Readonly<Record<Verb, number>>) {
  const { byVerb, locations, contacts } = totals;
  const whole = (verb: Verb) => ({ customer: byVerb[verb], company: companies[verb] });
  const all = (verb: 'create' | 'update' | 'link' | 'equal' | 'conflict' | 'invalid' | 'deactivate') => ({
    ...whole(verb),
    customerLocation: locations[verb],
    companyContact: contacts?.[verb] ?? 0,
  });
  return {
    create: all('create'),
    update: all('update'),
    link: all('link'),
    equal: all('equal'),
    conflict: all('conflict'),
    ambiguous: whole('ambiguous'),
    invalid: all('invalid'),
    skipped: whole('skip'),
    filtered: whole('filtered'),
    deactivate: all('deactivate'),
  };
}

/** All rows with one of these verbs. */
async function rowsWith(host: Host, plan: PlanHeader, wanted: readonly Verb[]): Promise<readonly PlanRow[]> {
  const rows: PlanRow[] = [];
  for (;;) {
    const page = await host.services['plan.rows']({
      profileId: plan.profileId,
      planId: plan.id,
      filter: { verbs: [...wanted] },
      offset: rows.length,
      limit: 500,
    });
    rows.push(...page.items);
    if (rows.length >= page.total) return rows;
  }
}

async function companiesByVerb(host: Host, plan: PlanHeader): Promise<Readonly<Record<Verb, number>>> {
  const counts = await Promise.all(
    verbs.map(async (verb) => {
      const rows = await rowsWith(host, plan, [verb]);
      return [verb, rows.filter(({ entity }) => entity === 'company').length] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<Verb, number>;
}

/** Customers that are written although a location or contact of theirs cannot be: that part waits for a person afterwards. */
async function writtenInPart(host: Host, plan: PlanHeader): Promise<number> {
  const rows = await rowsWith(host, plan, ['create', 'update', 'link']);
  return rows.filter(({ locations, contacts = [] }) =>
    [...locations, ...contacts].some(
      ({ verb, notes }) => verb === 'invalid' || notes.some(({ code }) => code === 'locationWithoutAddress'),
    ),
  ).length;
}

async function rowsThatNeedAPerson(host: Host, plan: PlanHeader): Promise<Page<PlanRow>> {
  return host.services['plan.rows']({
    profileId: plan.profileId,
    planId: plan.id,
    filter: { needPerson: true },
    offset: 0,
    limit: 100,
  });
}

/** What a person should know of: default swaps, proposed deactivations, and customers who may be in the other system already. */
async function noteworthy(host: Host, plan: PlanHeader): Promise<PlanRow[]> {
  const page = await host.services['plan.rows']({
    profileId: plan.profileId,
    planId: plan.id,
    filter: { verbs: ['update', 'deactivate', 'delete', 'equal'] },
    offset: 0,
    limit: 500,
  });
  const near = await host.services['plan.rows']({
    profileId: plan.profileId,
    planId: plan.id,
    filter: { suggested: true },
    offset: 0,
    limit: 100,
  });
  const isProposal = (verb: LocationVerb) => verb === 'deactivate' || verb === 'delete';
  const others = page.items.filter(
    (row) =>
      row.defaultChange !== null ||
      row.verb === 'delete' ||
      row.locations.some((location) => location.proposed && isProposal(location.verb)),
  );
  return [...others, ...near.items];
}

/**
 * The proof by reading both systems again: every customer that the run was to write or link now agrees with its partner,
 * beside those that agreed before, and nothing would be written. Those of which a part cannot be written wait for a person.
 */
function isVerified(plan: PlanHeader, second: PlanHeader, run: Run, inPart: number): boolean {
  const { equal, create, update, link } = plan.totals.byVerb;
  const { writes, byVerb } = second.totals;
  const isWhole = run.state === 'finished' && run.counts.failed === 0 && run.counts.stale === 0;
  return (
    isWhole &&
    writes.erp === 0 &&
    writes.shopify === 0 &&
    byVerb.equal === equal + create + update + link - inPart
  );
}

export async function runDemo({ console, home }: DemoOptions): Promise<ExitCode> {
  const started = performance.now();
  const temporary = home === null ? await mkdtemp(join(tmpdir(), 'accord-demo-')) : null;
  const host = await createHost({ home: home ?? temporary, hostName: 'demo', vault: 'memory' });
  try {
    console.say('Accord demo: two simulators on 127.0.0.1, a seeded store with invented customers.');
    const profile = await host.services['profile.createDemo']({});
    const demo = host.demo();
    if (demo === null) throw new Error('The demo is not running.');
    console.say(`  Shopify         ${demo.world.shopify.url}`);
    console.say(`  MYOB Acumatica  ${demo.world.erp.url}`);
    const [firstRun] = await host.services['history.runs']({ profileId: profile.id });
    console.say(
      `  Last week's first sync linked ${firstRun?.counts.linked ?? 0} customers that were equal and wrote nothing. Since then people have edited both systems.`,
    );
    console.say();

    const before = writesOf(demo);
    const forget = watchProgress(host, console);
    const plan = await host.services['plan.prepare']({ profileId: profile.id });
    forget();
    const writesBeforeCommit = { ...writesOf(demo) };
    sayPlan(console, plan);

    const waiting = await rowsThatNeedAPerson(host, plan);
    console.say();
    console.say(`${waiting.total} rows need a person:`);
    for (const row of waiting.items) sayRow(console, row);
    const others = await noteworthy(host, plan);
    console.say();
    console.say('Worth a look:');
    for (const row of others) sayRow(console, row);

    console.say();
    console.say(
      `Committing what is safe: ${writesSentence(plan)}, about ${seconds(plan.totals.estimatedSeconds)}.`,
    );
    const inPart = await writtenInPart(host, plan);
    if (inPart > 0) {
      console.say(
        `${inPart} of them hold a location or contact that cannot be written yet; it waits for a person.`,
      );
    }
    const companies = await companiesByVerb(host, plan);
    const forgetCommit = watchProgress(host, console);
    const run = await host.services['plan.commit']({
      profileId: profile.id,
      planId: plan.id,
      sha256: plan.sha256,
      firstRowsPerVerb: null,
    });
    forgetCommit();
    sayRun(console, run);

    console.say();
    console.say('Reading both systems again …');
    const second = await host.services['plan.prepare']({ profileId: profile.id });
    const wouldWrite = second.totals.writes.erp + second.totals.writes.shopify;
    const verified = isVerified(plan, second, run, inPart);
    console.say(
      `  The second preview would write ${wouldWrite} rows; ${second.totals.byVerb.equal} customers are equal, ${second.totals.needPerson} still wait for a person.`,
    );

    const report = await host.services['report.write']({
      profileId: profile.id,
      runId: run.id,
      format: 'json',
    });
    const source = join(host.paths.reportsFolder(profile.id), report.name);
    const file = await keepReport(source, temporary);
    const safe =
      before.erp + before.shopify === 0 && writesBeforeCommit.erp + writesBeforeCommit.shopify === 0;
    const ok = verified && wouldWrite === 0 && safe && run.state === 'finished';
    const elapsed = (performance.now() - started) / 1000;

    console.answer({
      ok,
      seconds: Number(elapsed.toFixed(1)),
      read: { erp: plan.read.erp.count, shopify: plan.read.shopify.count },
      preview: previewCounts(plan, companies),
      writesBeforeCommit,
      commit: {
        written: run.counts.written,
        failed: run.counts.failed,
        inPart,
        waiting: second.totals.needPerson,
      },
      verified,
      secondPreview: { wouldWrite },
      report: file,
    });
    console.say();
    console.say(
      `${ok ? 'Done' : 'NOT DONE'} in ${elapsed.toFixed(1)} s: ${run.counts.written.erp} customers written to MYOB, ${run.counts.written.shopify} to Shopify, ${run.counts.failed} failed, ${second.totals.needPerson} wait for a person; report: ${file}`,
    );
    return ok ? exitCodes.done : exitCodes.needsPerson;
  } finally {
    await host.close();
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}

/** The report outlives the demo's temporary folder, in the folder the person works in. */
async function keepReport(source: string, temporary: string | null): Promise<string> {
  if (temporary === null) return source;

  const target = join(await mkdtemp(join(tmpdir(), 'accord-report-')), 'demo-report.json');
  await copyFile(source, target);
  return target;
}
