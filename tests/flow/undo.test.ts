/**
 * Taking runs back through the command line, over real HTTP: shown first, then done; people's edits stay; killed in the
 * middle, it is resumed; and a trial run is followed by the rest of its preview. The twins live in this process.
 */
import { cp, readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, Run, RunDetail } from '../../shared/ipc/contract.ts';
import type { UndoBucket } from '../../shared/sync/plan.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import {
  demoCompany,
  startDemoWorld,
  type DemoWorld,
  type WorldSnapshot,
} from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, contentsOf, makeProfile, until, writesAt } from './twins.ts';

interface RunAnswer {
  readonly ok: boolean;
  readonly run: Run;
}
interface UndoAnswer {
  readonly ok: boolean;
  readonly undo: PlanHeader;
  readonly run?: Run;
  readonly buckets: readonly {
    readonly bucket: UndoBucket;
    readonly total: number;
    readonly rows: readonly PlanRow[];
  }[];
}

const cast = inventCast(7);
const pairs = cast.pairs.slice(0, 8);
let workplace: Workplace;
let world: DemoWorld;
let profile: string;
/** Both systems just before the run that is taken back, and just after it. */
let before: WorldSnapshot;
let after: WorldSnapshot;
/** Accord's own folder after that run, and the run. */
let committed: CommandLine;
let runId: string;

const shopifyId = (email: string): string => {
  const customer = world.shopify.store.customers().find((each) => each.email === email);
  return `gid://shopify/Customer/${customer?.number}`;
};
const erpNumber = (email: string): string =>
  String(
    world.erp.store.customers().find((each) => each.mainContact.values['Email'] === email)?.values[
      'CustomerID'
    ],
  );

/** People edit what was linked, move a default, delete an address, and both systems get newcomers. */
function passTime(): void {
  for (const { email, lastName } of pairs.slice(0, 4)) {
    world.shopify.store.editCustomer(shopifyId(email), { lastName: `${lastName}-Reid` });
  }
  for (const { email } of pairs.slice(4)) {
    world.erp.store.editCustomer(erpNumber(email), { MainContact: { Email: `new.${email}` } });
  }
  for (const person of cast.newInShopify.slice(0, 8))
    world.shopify.store.addCustomer(shopifyCustomer(person));
  for (const person of cast.newInErp.slice(0, 8)) world.erp.store.addCustomer(erpCustomer(person));
}

/** Both systems and Accord's folder as they were at one moment. */
async function rewind(name: string, snapshot: WorldSnapshot, from: CommandLine): Promise<CommandLine> {
  world.shopify.store.load(snapshot.shopify);
  world.erp.store.load(snapshot.erp);
  world.shopify.resetCounters();
  world.erp.resetCounters();
  const accord = workplace.commandLine(name);
  await cp(from.home, accord.home, { recursive: true });
  return accord;
}

const totalOf = ({ buckets }: UndoAnswer, wanted: UndoBucket) =>
  buckets.find(({ bucket }) => bucket === wanted)?.total ?? 0;

beforeAll(async () => {
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of pairs) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  const accord = workplace.commandLine('prepared');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  expect((await accord.ask('preview', profile)).code).toBe(0);
  expect((await accord.ask('commit', profile)).code).toBe(0);
  passTime();
  before = world.snapshot();
  expect((await accord.ask('preview', profile)).code).toBe(0);
  committed = workplace.commandLine('committed');
  await cp(accord.home, committed.home, { recursive: true });
  world.shopify.setSwitches({ latencyMilliseconds: 15 });
  const run = await committed.ask<RunAnswer>('commit', profile);
  expect(run.code, run.stderr).toBe(0);
  runId = run.answer.run.id;
  after = world.snapshot();
}, 60_000);

afterEach(() => {
  world.shopify.faults.clear();
  world.erp.faults.clear();
  // A killed program cannot sign out; its seat is free again when the ERP ends the unused session.
  world.erp.expireSessions();
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('accord undo', () => {
  it('shows first and writes nothing; told to, does exactly that, and everything is as before', async () => {
    const accord = await rewind('whole', after, committed);
    expect(contentsOf(after)).not.toEqual(contentsOf(before));
    const shown = await accord.ask<UndoAnswer>('undo', profile);
    expect(shown.code, shown.stderr).toBe(0);
    expect(writesAt(world)).toBe(0);
    expect(totalOf(shown.answer, 'toReverse')).toBe(8 + 8 + 8);
    expect(shown.answer.undo.totals).toMatchObject({ deletes: { erp: 8, shopify: 8 } });
    expect(shown.stderr).toContain('MYOB: 8 customers to delete, 4 to change back.');
    expect(shown.stderr).toContain('Shopify: 8 customers to delete, 4 to change back.');
    expect(shown.stderr).toMatch(/Last name in MYOB goes back to "/);
    expect(shown.stderr).toContain(`accord undo ${profile} ${runId} --yes ${shown.answer.undo.sha256}`);

    const done = await accord.ask<UndoAnswer>('undo', profile, runId, '--yes', shown.answer.undo.sha256);
    expect(done.code, done.stderr).toBe(0);
    expect(done.answer.run).toMatchObject({
      state: 'finished',
      undoes: { runId, rows: 24, reversed: 24 },
      counts: { written: { erp: 12, shopify: 12 }, failed: 0, stale: 0, waiting: 0 },
    });
    expect(totalOf(done.answer, 'reversed')).toBe(24);
    expect(contentsOf(world.snapshot())).toEqual(contentsOf(before));
    // L7: the preview shows again what it showed before the run, and committing it leads to the same end.
    const again = await accord.ask<{ plan: PlanHeader }>('preview', profile);
    expect(again.answer.plan.totals.writes).toEqual({ erp: 12, shopify: 12 });
    expect((await accord.ask('commit', profile)).code).toBe(0);
    expect(contentsOf(world.snapshot())).toEqual(contentsOf(after));
  });

  it('L1 takes only the preview that was shown (exit 4), and a run only once (exit 4)', async () => {
    const accord = await rewind('once', after, committed);
    expect(await accord.ask('undo', profile, runId, '--yes', 'something else')).toMatchObject({
      code: 4,
      answer: { error: { code: 'PLAN_MISSING' } },
    });
    await accord.ask('undo', profile, runId);
    expect(await accord.ask('undo', profile, runId, '--yes', 'something else')).toMatchObject({
      code: 4,
      answer: { error: { code: 'PLAN_HASH_MISMATCH' } },
    });
    expect(writesAt(world)).toBe(0);
    const done = await accord.ask<UndoAnswer>('undo', profile, '--yes');
    expect(done.code, done.stderr).toBe(0);
    const refused = await accord.ask('undo', profile, runId);
    expect(refused).toMatchObject({ code: 4, answer: { error: { code: 'UNDO_NOTHING_LEFT' } } });
    expect(await accord.ask('undo', profile, done.answer.run?.id ?? '')).toMatchObject({
      code: 4,
      answer: { error: { code: 'RUN_NOT_UNDOABLE' } },
    });
    expect(await accord.ask('undo', profile, 'run-unknown')).toMatchObject({
      code: 1,
      answer: { error: { code: 'RUN_MISSING' } },
    });
    const history = await accord.ask<{ runs: readonly RunDetail[] }>('history', profile);
    expect(history.answer.runs[0]?.run.undoes?.runId).toBe(runId);
    expect(history.answer.runs[1]?.undoneBy.map(({ id }) => id)).toEqual([done.answer.run?.id]);
    expect(history.stderr).toContain(`Finished: undo of run ${runId}. 24 of 24 rows taken back`);
  });

  it('P10 keeps what people edited since, in whichever system, and says why (exit 3)', async () => {
    const accord = await rewind('edited', after, committed);
    const [renamed, mailed] = [pairs[0], pairs[4]];
    const [boughtSince, noted] = cast.newInErp;
    const [usedSince, edited] = cast.newInShopify;
    if (!renamed || !mailed || !boughtSince || !noted || !usedSince || !edited) throw new Error('no cast');
    world.erp.store.editCustomer(erpNumber(renamed.email), {
      PrimaryContact: { FirstName: renamed.firstName, LastName: 'Singh' },
    });
    world.shopify.store.editCustomer(shopifyId(noted.email), { note: 'Rings before noon' });
    world.erp.store.editCustomer(erpNumber(edited.email), { MainContact: { Phone1: '02 9374 4000' } });
    // On a document, it cannot be deleted: it is set Inactive instead, and counts as taken back.
    world.erp.store.useOnDocument(erpNumber(usedSince.email));
    const usedNumber = erpNumber(usedSince.email);

    const done = await accord.ask<UndoAnswer>('undo', profile, '--yes');
    expect(done.code, done.stderr).toBe(3);
    expect(done.answer.run?.undoes).toMatchObject({ rows: 24, reversed: 22 });
    expect(totalOf(done.answer, 'kept')).toBe(2);
    expect(done.stderr).toContain(
      'Somebody added a note to the customer that the run made in Shopify. It is not deleted.',
    );
    expect(done.stderr).toContain(
      'The customer that the run made was edited in MYOB since. It is not deleted.',
    );
    const last = world.erp.store.customer(erpNumber(renamed.email))?.primaryContact?.values['LastName'];
    expect(last).toBe('Singh');
    expect(world.erp.store.customer(usedNumber)?.values['Status']).toBe('Inactive');
    expect(world.shopify.store.customer(shopifyId(noted.email))?.note).toBe('Rings before noon');
    expect(world.shopify.store.customers().some(({ email }) => email === boughtSince.email)).toBe(false);

    const report = await accord.ask<{ file: string }>('report', profile, '--format', 'csv');
    const lines = await readFile(report.answer.file, 'utf8');
    expect(lines).toContain('Nothing taken back');
    expect(lines).toContain('It is not deleted.');
  });

  it('takes back chosen rows only', async () => {
    const accord = await rewind('chosen', after, committed);
    const shown = await accord.ask<UndoAnswer>('undo', profile, '--limit', '500');
    const [first, second] = shown.answer.buckets[0]?.rows ?? [];
    const chosen = [first?.id ?? '', second?.id ?? ''];
    const done = await accord.ask<UndoAnswer>('undo', profile, runId, '--rows', ...chosen, '--yes');
    expect(done.code, done.stderr).toBe(0);
    expect(done.answer.run?.undoes).toMatchObject({ rows: 2, reversed: 2 });
    const rest = await accord.ask<UndoAnswer>('undo', profile, runId);
    expect(totalOf(rest.answer, 'toReverse')).toBe(22);
    expect(totalOf(rest.answer, 'kept')).toBe(2);
    expect(await accord.ask('undo', profile, runId, '--rows', 'row-unknown')).toMatchObject({
      code: 1,
      answer: { error: { code: 'ROW_MISSING' } },
    });
    expect(await accord.ask('undo', profile, runId, '--rows', 'x', '--yes', 'hash')).toMatchObject({
      code: 1,
      answer: { error: { code: 'USAGE' } },
    });
  });
});

describe('an undo that is killed (SIGKILL)', () => {
  interface Instant {
    readonly name: string;
    readonly arm: () => void;
    readonly isNow: () => boolean;
  }
  const instants: readonly Instant[] = [
    { name: 'at the first write', arm: () => undefined, isNow: () => writesAt(world) >= 1 },
    { name: 'in the middle', arm: () => undefined, isNow: () => writesAt(world) >= 12 },
    {
      name: 'while Shopify has deleted a customer and not answered',
      arm: () => world.shopify.faults.inject({ kind: 'noAnswer', on: 'mutation', skip: 3 }),
      isNow: () => world.shopify.faults.pending().length === 0 && writesAt(world) >= 10,
    },
    {
      name: 'while a deletion in the ERP is on its way and lands only afterwards',
      arm: () =>
        world.erp.faults.add({
          kind: 'slow',
          method: 'DELETE',
          entity: 'Customer',
          after: 2,
          milliseconds: 250,
        }),
      isNow: () => world.erp.faults.rules().length === 0 && writesAt(world) >= 10,
    },
  ];

  it.each(instants)('$name, ends the same once it is resumed', async ({ name, arm, isNow }) => {
    const accord = await rewind(`killed ${name}`, after, committed);
    arm();
    const running = accord.start('--json', 'undo', profile, '--yes');
    await until(isNow);
    running.process.kill('SIGKILL');
    expect(await running.ended).toMatchObject({ code: null, stdout: '' });
    world.erp.expireSessions();
    world.shopify.faults.clear();
    const resumed = await accord.ask<RunAnswer>('resume', profile);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.answer.run).toMatchObject({
      state: 'finished',
      undoes: { runId, rows: 24, reversed: 24 },
      counts: { failed: 0, stale: 0, waiting: 0 },
    });
    expect(contentsOf(world.snapshot())).toEqual(contentsOf(before));
    expect(await accord.ask('undo', profile, runId)).toMatchObject({
      answer: { error: { code: 'UNDO_NOTHING_LEFT' } },
    });
  });
});

describe('a trial run', () => {
  it('is followed by the rest of the same preview, and can itself be taken back', async () => {
    const prepared = workplace.commandLine('prepared');
    const accord = await rewind('trial', before, prepared);
    const trial = await accord.ask<RunAnswer & { left: { writes: { erp: number; shopify: number } } }>(
      'commit',
      profile,
      '--first',
      '3',
    );
    expect(trial.code, trial.stderr).toBe(0);
    const { written } = trial.answer.run.counts;
    expect(written.erp + written.shopify).toBe(6);
    expect(trial.answer.left.writes).toEqual({ erp: 12 - written.erp, shopify: 12 - written.shopify });
    expect(trial.stderr).toContain('Left of this preview: ');
    const trialWrites = writesAt(world);

    const rest = await accord.ask<RunAnswer>('commit', profile);
    expect(rest.code, rest.stderr).toBe(0);
    expect(rest.answer.run.planId).toBe(trial.answer.run.planId);
    expect(writesAt(world)).toBeGreaterThan(trialWrites);
    expect(contentsOf(world.snapshot())).toEqual(contentsOf(after));
    expect(await accord.ask('commit', profile)).toMatchObject({
      code: 4,
      answer: { error: { code: 'PLAN_OUTDATED' } },
    });

    const undone = await accord.ask<UndoAnswer>('undo', profile, trial.answer.run.id, '--yes');
    expect(undone.code, undone.stderr).toBe(0);
    expect(undone.answer.run?.undoes).toMatchObject({ rows: 6, reversed: 6 });
    const again = await accord.ask<{ plan: PlanHeader }>('preview', profile);
    expect(again.answer.plan.totals.writes).toEqual(written);
  });
});
