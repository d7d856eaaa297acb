/**
 * Ctrl+C and kill -9 in the middle of a commit, over real HTTP: after `resume` both systems hold exactly what an
 * uninterrupted run leaves (L5). The twins live in this process, so that each instant is chosen by what they have received.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, Run, RunDetail } from '../../shared/ipc/contract.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { businesses, buyersOf } from './busy-businesses.ts';
import type { BusyWeek } from './busy-week.ts';
import { collect, root, type CommandLine } from './command-line.ts';
import { openWeeks, type Weeks } from './some-week.ts';
import { contentsOf, until, writesAt } from './twins.ts';

interface RunAnswer {
  readonly ok: boolean;
  readonly run: Run;
}

let weeks: Weeks;
/** What an uninterrupted commit leaves in both systems, and how many writes it takes. */
let expected: ReturnType<typeof contentsOf>;
let expectedWrites: number;
/** Its report: a line for each line of the journal. */
let journal: readonly unknown[];

async function expectSameEnd(accord: CommandLine, { world, profile }: BusyWeek): Promise<void> {
  const resumed = await accord.ask<RunAnswer>('resume', profile);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.answer.run).toMatchObject({
    state: 'finished',
    counts: { failed: 0, stale: 0, waiting: 0 },
  });
  expect(contentsOf(world.snapshot())).toEqual(expected);
}

async function expectNothingLeft(accord: CommandLine, { profile }: BusyWeek): Promise<void> {
  const second = await accord.ask<{ plan: PlanHeader }>('preview', profile);
  expect(second.answer.plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
}

beforeAll(async () => {
  weeks = await openWeeks(5);
  await weeks.use(async (week) => {
    const accord = await week.rewind('whole');
    const committed = await accord.ask<RunAnswer>('commit', week.profile);
    expect(committed.code, committed.stderr).toBe(0);
    expectedWrites = writesAt(week.world);
    expected = contentsOf(week.world.snapshot());
    const { answer } = await accord.ask<{ file: string }>('report', week.profile);
    journal = (JSON.parse(await readFile(answer.file, 'utf8')) as { readonly lines: readonly unknown[] })
      .lines;
  });
}, 120_000);

afterAll(() => weeks.close());

describe('a commit that is not interrupted', () => {
  it('writes every newcomer to the other system and refers to it there', () => {
    expect(expectedWrites).toBeGreaterThan(40);
    const { pairs, newInErp, newInShopify } = businesses;
    const all = [...pairs, ...newInErp, ...newInShopify];
    // Nina came to the first of the pairs.
    expect(expected.shopify).toHaveLength(8 + 12 + 12 + buyersOf(all) + 1);
    expect(expected.erp).toHaveLength(8 + 12 + 12 + all.length);
    // Those that the run wrote to the ERP: twelve newcomers, and four whose name had changed in Shopify.
    const partners = expected.erp.filter(({ partner }) => partner !== '').map(({ partner }) => partner);
    expect(partners.filter((partner) => !all.some(({ name }) => partner.startsWith(name)))).toHaveLength(
      12 + 4,
    );
    expect(JSON.stringify(expected)).not.toContain('nothing known');
  });

  it('L5 is one line of the journal for each request: nothing that takes two can be cut off between them', () => {
    expect(journal).toHaveLength(expectedWrites);
  });

  it('leaves the same trees of business customers in both', () => {
    const { shopify, erp } = expected.businesses;
    expect(shopify).toHaveLength(6);
    expect(erp).toEqual(shopify);
  });
});

/** A run waits up to 15 seconds for each of its writes that had no answer. */
const timeout = 120_000;

describe.concurrent('Ctrl+C in the middle of a commit', () => {
  async function expectStopped(
    ended: { readonly code: number | null; readonly stderr: string },
    run: Run,
    { world }: BusyWeek,
  ) {
    expect(ended.code, ended.stderr).toBe(5);
    expect(run.state).toBe('stopped');
    expect(run.counts.waiting).toBeGreaterThan(0);
    expect(run.counts.failed).toBe(0);
    expect(writesAt(world)).toBeLessThan(expectedWrites);
    expect(ended.stderr).toContain('Stopping after the rows in flight');
    expect(ended.stderr).toContain(`accord resume <profile> ${run.id}`);
  }

  it(
    'answers 5 with what was done; the seat is free, history says stopped, and resume finishes',
    { timeout },
    () =>
      weeks.use(async (week) => {
        const { world, profile } = week;
        const accord = await week.rewind('stopped');
        const running = accord.start('--json', 'commit', profile);
        await until(() => writesAt(world) >= 6);
        running.process.kill('SIGINT');
        const ended = await running.ended;
        await expectStopped(ended, (JSON.parse(ended.stdout) as RunAnswer).run, week);
        expect(world.erp.counters.sessionsOpen).toBe(0);
        const history = await accord.ask<{ runs: readonly RunDetail[] }>('history', profile);
        expect(history.answer.runs[0]?.run.state).toBe('stopped');
        await expectSameEnd(accord, week);
        const again = await accord.say('resume', profile);
        expect(again).toMatchObject({ code: 0, stdout: 'There is no run to go on with.\n' });
      }),
  );

  it.skipIf(process.platform === 'win32')(
    'stops as gracefully under npm, where the signal arrives from the terminal and from the script',
    { timeout },
    () =>
      weeks.use(async (week) => {
        const { world, profile } = week;
        const accord = await week.rewind('group');
        const { home, environment: env } = accord;
        const command = ['--json', '--home', home, '--secrets', 'memory', 'commit', profile];
        const child = spawn(process.execPath, ['build/run.mjs', 'accord', ...command], {
          cwd: root,
          env,
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        const ending = collect(child);
        await until(() => writesAt(world) >= 6);
        process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
        const ended = await ending;
        await expectStopped(ended, (JSON.parse(ended.stdout) as RunAnswer).run, week);
        await expectSameEnd(accord, week);
      }),
  );

  it('in the middle of a preview answers 5, and nothing was written or kept', { timeout }, () =>
    weeks.use(async (week) => {
      const { world, profile } = week;
      const accord = await week.rewind('preview');
      world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 2000 });
      const running = accord.start('--json', 'preview', profile);
      await until(() => world.shopify.counters.queries >= 1 && world.erp.counters.sessionsOpen === 1);
      running.process.kill('SIGINT');
      const ended = await running.ended;
      expect(ended.code, ended.stderr).toBe(5);
      expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'STOPPED' } });
      expect(writesAt(world)).toBe(0);
    }),
  );
});

describe.concurrent('a commit that is killed (SIGKILL)', () => {
  interface Instant {
    readonly name: string;
    readonly arm: (world: DemoWorld) => void;
    readonly isNow: (world: DemoWorld) => boolean;
  }
  const instants: readonly Instant[] = [
    { name: 'at the first write', arm: () => undefined, isNow: (world) => writesAt(world) >= 1 },
    {
      name: 'close to the end',
      arm: () => undefined,
      isNow: (world) => writesAt(world) >= expectedWrites - 3,
    },
    {
      name: 'while Shopify has carried out a write and not answered',
      arm: (world) => world.shopify.faults.inject({ kind: 'noAnswer', on: 'mutation', skip: 3 }),
      isNow: (world) => world.shopify.faults.pending().length === 0 && writesAt(world) >= 12,
    },
    {
      name: 'while a write to the ERP is on its way and lands only afterwards',
      arm: (world) =>
        world.erp.faults.add({
          kind: 'slow',
          method: 'PUT',
          entity: 'Customer',
          after: 3,
          milliseconds: 250,
        }),
      isNow: (world) => world.erp.faults.rules().length === 0 && writesAt(world) >= 12,
    },
  ];

  /** From the environment, so that a seed that fails can be played again and a long run has many. */
  const seed = Number(process.env['ACCORD_SEED'] ?? Date.now() % 1_000_000);
  const kills = Number(process.env['ACCORD_KILLS'] ?? 4);
  const random = createRandom(seed);
  const chance = Array.from({ length: kills }, (_, index): Instant => {
    // Of the whole, so that it can be chosen before the whole is known; the last few are left, as the program must not end by itself.
    const share = random.below(1000) / 1000;
    const milliseconds = random.below(20);
    let reachedAt: number | null = null;
    return {
      name: `at instant ${index + 1} of seed ${seed}`,
      arm: () => undefined,
      isNow: (world) => {
        if (writesAt(world) < 1 + Math.floor(share * (expectedWrites - 8))) return false;
        reachedAt ??= Date.now();
        return Date.now() - reachedAt >= milliseconds;
      },
    };
  });

  it.each([...instants, ...chance])(
    '$name, ends the same once it is resumed: nothing twice, nothing missing',
    { timeout },
    ({ name, arm, isNow }) =>
      weeks.use(async (week) => {
        const { world, profile } = week;
        const accord = await week.rewind(`killed ${name}`);
        arm(world);
        const running = accord.start('--json', 'commit', profile);
        await until(() => isNow(world));
        running.process.kill('SIGKILL');
        expect(await running.ended).toMatchObject({ code: null, stdout: '' });
        world.erp.expireSessions();
        world.shopify.faults.clear();
        await expectSameEnd(accord, week);
        await expectNothingLeft(accord, week);
      }),
  );
});
