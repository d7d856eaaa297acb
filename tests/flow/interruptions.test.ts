/**
 * Ctrl+C and kill -9 in the middle of a commit, over real HTTP: after `resume` both systems hold exactly what an
 * uninterrupted run leaves (L5). The twins live in this process, so that each instant is chosen by what they have received.
 */
import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, Run, RunDetail } from '../../shared/ipc/contract.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { openBusyWeek, type BusyWeek } from './busy-week.ts';
import { collect, root, type CommandLine } from './command-line.ts';
import { contentsOf, until, writesAt } from './twins.ts';

interface RunAnswer {
  readonly ok: boolean;
  readonly run: Run;
}

let week: BusyWeek;
let world: DemoWorld;
let profile: string;
/** What an uninterrupted commit leaves in both systems, and how many writes it takes. */
let expected: ReturnType<typeof contentsOf>;
let expectedWrites: number;

async function expectSameEnd(accord: CommandLine): Promise<void> {
  const resumed = await accord.ask<RunAnswer>('resume', profile);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.answer.run).toMatchObject({
    state: 'finished',
    counts: { failed: 0, stale: 0, waiting: 0 },
  });
  expect(contentsOf(world.snapshot())).toEqual(expected);
}

beforeAll(async () => {
  week = await openBusyWeek();
  ({ world, profile } = week);
  const accord = await week.rewind('whole');
  const committed = await accord.ask<RunAnswer>('commit', profile);
  expect(committed.code, committed.stderr).toBe(0);
  expectedWrites = writesAt(world);
  expected = contentsOf(world.snapshot());
}, 60_000);

afterEach(() => {
  world.shopify.faults.clear();
  world.erp.faults.clear();
  // A killed program cannot sign out; its seat is free again when the ERP ends the unused session.
  world.erp.expireSessions();
});

afterAll(() => week.close());

describe('a commit that is not interrupted', () => {
  it('writes every newcomer to the other system and refers to it there', () => {
    expect(expectedWrites).toBeGreaterThan(40);
    expect(expected.shopify).toHaveLength(8 + 12 + 12);
    expect(expected.erp).toHaveLength(8 + 12 + 12);
    // Those that the run wrote to the ERP: twelve newcomers, and four whose name had changed in Shopify.
    expect(expected.erp.filter(({ partner }) => partner !== '')).toHaveLength(12 + 4);
    expect(JSON.stringify(expected)).not.toContain('nothing known');
  });
});

describe('Ctrl+C in the middle of a commit', () => {
  async function expectStopped(ended: { readonly code: number | null; readonly stderr: string }, run: Run) {
    expect(ended.code, ended.stderr).toBe(5);
    expect(run.state).toBe('stopped');
    expect(run.counts.waiting).toBeGreaterThan(0);
    expect(run.counts.failed).toBe(0);
    expect(writesAt(world)).toBeLessThan(expectedWrites);
    expect(ended.stderr).toContain('Stopping after the rows in flight');
    expect(ended.stderr).toContain(`accord resume <profile> ${run.id}`);
  }

  it('answers 5 with what was done; the seat is free, history says stopped, and resume finishes', async () => {
    const accord = await week.rewind('stopped');
    const running = accord.start('--json', 'commit', profile);
    await until(() => writesAt(world) >= 6);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    await expectStopped(ended, (JSON.parse(ended.stdout) as RunAnswer).run);
    expect(world.erp.counters.sessionsOpen).toBe(0);
    const history = await accord.ask<{ runs: readonly RunDetail[] }>('history', profile);
    expect(history.answer.runs[0]?.run.state).toBe('stopped');
    await expectSameEnd(accord);
    const again = await accord.say('resume', profile);
    expect(again).toMatchObject({ code: 0, stdout: 'There is no run to go on with.\n' });
  });

  it.skipIf(process.platform === 'win32')(
    'stops as gracefully under npm, where the signal arrives from the terminal and from the script',
    async () => {
      const accord = await week.rewind('group');
      const child = spawn(
        process.execPath,
        [
          'build/run.mjs',
          'accord',
          '--json',
          '--home',
          accord.home,
          '--secrets',
          'memory',
          'commit',
          profile,
        ],
        { cwd: root, env: accord.environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
      );
      const ending = collect(child);
      await until(() => writesAt(world) >= 6);
      process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
      const ended = await ending;
      await expectStopped(ended, (JSON.parse(ended.stdout) as RunAnswer).run);
      await expectSameEnd(accord);
    },
  );

  it('in the middle of a preview answers 5, and nothing was written or kept', async () => {
    const accord = await week.rewind('preview');
    world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 2000 });
    const running = accord.start('--json', 'preview', profile);
    await until(() => world.shopify.counters.queries >= 1 && world.erp.counters.sessionsOpen === 1);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(5);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'STOPPED' } });
    expect(writesAt(world)).toBe(0);
  });
});

describe('a commit that is killed (SIGKILL)', () => {
  interface Instant {
    readonly name: string;
    readonly arm: () => void;
    readonly isNow: () => boolean;
  }
  const instants: readonly Instant[] = [
    { name: 'at the first write', arm: () => undefined, isNow: () => writesAt(world) >= 1 },
    { name: 'close to the end', arm: () => undefined, isNow: () => writesAt(world) >= expectedWrites - 3 },
    {
      name: 'while Shopify has carried out a write and not answered',
      arm: () => world.shopify.faults.inject({ kind: 'noAnswer', on: 'mutation', skip: 3 }),
      isNow: () => world.shopify.faults.pending().length === 0 && writesAt(world) >= 12,
    },
    {
      name: 'while a write to the ERP is on its way and lands only afterwards',
      arm: () =>
        world.erp.faults.add({
          kind: 'slow',
          method: 'PUT',
          entity: 'Customer',
          after: 3,
          milliseconds: 250,
        }),
      isNow: () => world.erp.faults.rules().length === 0 && writesAt(world) >= 12,
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
      isNow: () => {
        if (writesAt(world) < 1 + Math.floor(share * (expectedWrites - 8))) return false;
        reachedAt ??= Date.now();
        return Date.now() - reachedAt >= milliseconds;
      },
    };
  });

  it.each([...instants, ...chance])(
    '$name, ends the same once it is resumed: nothing twice, nothing missing',
    async ({ name, arm, isNow }) => {
      const accord = await week.rewind(`killed ${name}`);
      arm();
      const running = accord.start('--json', 'commit', profile);
      await until(isNow);
      running.process.kill('SIGKILL');
      expect(await running.ended).toMatchObject({ code: null, stdout: '' });
      world.erp.expireSessions();
      world.shopify.faults.clear();
      await expectSameEnd(accord);
      const second = await accord.ask<{ plan: PlanHeader }>('preview', profile);
      expect(second.answer.plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
    },
  );
});
