/**
 * Accord's own folder on a disk that can only be read: said in a sentence with its code, nothing is written to either system that
 * could not be recorded (L5), and once the disk is back everything goes on as if nothing had been.
 */
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/ipc/contract.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { openBusyWeek, type BusyWeek } from './busy-week.ts';
import { collect, root, type CommandLine, type Ended, type Refusal } from './command-line.ts';
import { contentsOf, writesAt } from './twins.ts';

let week: BusyWeek;
let world: DemoWorld;
let expected: ReturnType<typeof contentsOf>;

beforeAll(async () => {
  week = await openBusyWeek();
  ({ world } = week);
  const accord = await week.rewind('whole');
  expect((await accord.ask('commit', week.profile)).code).toBe(0);
  expected = contentsOf(world.snapshot());
}, 60_000);

afterAll(() => week.close());

/** A mount namespace of its own, in which the folder is mounted for reading only; root's rights do not help there. */
const readOnly = ['--user', '--map-root-user', '--mount', 'sh', '-c'] as const;
const mountAndRun = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', [...readOnly, mountAndRun, root, 'true'], { stdio: 'ignore' }).status === 0;

function startOnReadOnlyDisk(accord: CommandLine, ...args: readonly string[]): Promise<Ended> {
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', 'electron/cli/main.ts'];
  const all = [...program, '--json', '--home', accord.home, '--secrets', 'memory', ...args];
  return collect(
    spawn('unshare', [...readOnly, mountAndRun, accord.home, ...all], {
      cwd: root,
      env: accord.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

function refusalOf({ stdout, stderr }: Ended): Refusal['error'] {
  expect(stdout, stderr).not.toBe('');
  return (JSON.parse(stdout) as Refusal).error;
}

const sentence =
  / can only be read: its disk or folder is write-protected\. Nothing more is written to either system\. Make it writable again and go on; nothing was lost\.$/;

/** Whatever was cut off is resumed, or begun. */
async function expectSameEnd(accord: CommandLine, command: 'commit' | 'resume'): Promise<void> {
  const done = await accord.ask<{ run: Run }>(command, week.profile);
  expect(done.code, done.stderr).toBe(0);
  expect(done.answer.run).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0, waiting: 0 } });
  expect(contentsOf(world.snapshot())).toEqual(expected);
}

describe.skipIf(!canMount)('a folder on a disk that is mounted for reading only', () => {
  it.each(['commit', 'preview'] as const)('refuses to %s, and loses nothing', async (command) => {
    const accord = await week.rewind(`mounted ${command}`);
    const rows = (await accord.ask('rows', week.profile)).answer;
    const ended = await startOnReadOnlyDisk(accord, command, week.profile);
    expect(ended.code, ended.stderr).toBe(5);
    const error = refusalOf(ended);
    expect(error.code).toBe('DISK_READ_ONLY');
    expect(error.message).toMatch(sentence);
    expect(writesAt(world)).toBe(0);
    expect(world.erp.counters.sessionsOpen).toBe(0);
    expect((await accord.ask('rows', week.profile)).answer).toEqual(rows);
    await expectSameEnd(accord, 'commit');
  });
});

describe('a ledger that becomes read-only in the middle of a commit', () => {
  /** SQLite itself refuses to write, with the code it has for a read-only disk, from so many transactions on. */
  function readOnlyAfter(transactions: number): string {
    const code = `
      import { DatabaseSync } from 'node:sqlite';
      const { exec } = DatabaseSync.prototype;
      let left = ${transactions};
      DatabaseSync.prototype.exec = function (text) {
        if (text.startsWith('BEGIN') && (left -= 1) === 0) exec.call(this, 'PRAGMA query_only = ON');
        exec.call(this, text);
      };`;
    return `--import=data:text/javascript,${encodeURIComponent(code)}`;
  }

  it('stops at once, says so, and goes on when the disk is back', async () => {
    const accord = await week.rewind('turned');
    const broken = accord.with({ NODE_OPTIONS: readOnlyAfter(30) });
    const refused = await broken.ask('commit', week.profile);
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.answer.error.code).toBe('DISK_READ_ONLY');
    expect(refused.answer.error.message).toMatch(sentence);
    expect(refused.answer.error.message).toContain(accord.home);
    expect(writesAt(world)).toBeGreaterThan(0);
    expect(world.erp.counters.sessionsOpen).toBe(0);
    await expectSameEnd(accord, 'resume');
  }, 60_000);
});
