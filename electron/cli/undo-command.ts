/** `accord undo`: shows what taking a run back would do, and does exactly that when it is told to. */
import type { Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Services } from '../../shared/ipc/contract.ts';
import type { PlanHeader, PlanRow, UndoBucket } from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import type { CommandContext, RunCommand } from './command.ts';
import { table, type Console } from './console.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { sayRun, watchProgress, whole } from './plan-commands.ts';
import { findProfile } from './profile-commands.ts';
import { causeText, undoLines, undoSentence } from './wording.ts';

interface UndoOptions {
  readonly rows?: readonly string[];
  /** True where it was given without a hash. */
  readonly yes?: string | true;
  readonly limit: number;
}

const bucketNames: Readonly<Record<UndoBucket, string>> = {
  toReverse: 'Will be taken back',
  reversed: 'Taken back',
  kept: 'Stays',
  errored: 'Failed',
};

async function runIdOf(services: Services, profileId: string, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) return wanted;
  const newest = (await services['history.runs']({ profileId })).find(({ undoes }) => undoes === undefined);
  if (newest === undefined) throw new AppError('RUN_MISSING', { params: { run: 'newest' } });
  return newest.id;
}

interface Bucket {
  readonly bucket: UndoBucket;
  readonly total: number;
  readonly rows: readonly PlanRow[];
}

/** The rows of each bucket that has any. */
async function bucketsOf(services: Services, plan: PlanHeader, limit: number): Promise<readonly Bucket[]> {
  const asked = (['toReverse', 'reversed', 'kept', 'errored'] as const).map(async (bucket) => {
    const { profileId, id: planId } = plan;
    const filter = { bucket };
    const page = await services['plan.rows']({
      profileId,
      planId,
      filter,
      offset: 0,
      limit: Math.max(1, Math.min(limit, 500)),
    });
    return { bucket, total: page.total, rows: page.items.slice(0, limit) };
  });
  return (await Promise.all(asked)).filter(({ total }) => total > 0);
}

function sayBuckets(console: Console, buckets: readonly Bucket[]): void {
  for (const line of table(buckets.map(({ bucket, total }) => [`  ${bucketNames[bucket]}`, String(total)]))) {
    console.say(line);
  }
  for (const { bucket, rows, total } of buckets) {
    if (rows.length === 0) continue;
    console.say();
    console.say(`${bucketNames[bucket]}:`);
    for (const row of rows) sayUndoRow(console, row);
    if (rows.length < total) console.say(`  … and ${total - rows.length} more (--limit)`);
  }
}

function sayUndoRow(console: Console, row: PlanRow): void {
  const { undo, ended, decision } = row;
  const number = undo?.number == null ? '' : ` (${undo.number})`;
  console.say(`  ${undo?.name ?? row.id}${number}`);
  if (decision?.include === false) console.say('      Left out by a person.');
  if (ended?.cause != null) console.say(`      ${causeText(ended.cause)}`);
  for (const line of undoLines(row)) console.say(`      ${line}`);
  console.say(`      row ${row.id}`);
}

/** The preview to carry out: the one that was shown, or a new one. */
async function planFor(
  { host, console }: CommandContext,
  profileId: string,
  runId: string,
  { yes, rows }: UndoOptions,
): Promise<PlanHeader> {
  if (typeof yes === 'string') {
    const shown = await host.services['undo.latest']({ profileId, runId });
    if (shown === null) throw new AppError('PLAN_MISSING');
    return shown;
  }
  const forget = watchProgress(host, console);
  try {
    return await host.services['undo.prepare']({
      profileId,
      runId,
      rowIds: rows === undefined ? null : [...rows],
    });
  } finally {
    forget();
  }
}

async function carryOut(
  { host, console }: CommandContext,
  plan: PlanHeader,
  yes: string | true,
): Promise<Run> {
  const forget = watchProgress(host, console);
  try {
    return await host.services['plan.commit']({
      profileId: plan.profileId,
      planId: plan.id,
      sha256: yes === true ? plan.sha256 : yes,
      firstRowsPerVerb: null,
    });
  } finally {
    forget();
  }
}

/** What stays and what failed is for a person to look at. */
function exitCodeOfUndo(buckets: readonly Bucket[]): ExitCode {
  const isUnfinished = buckets.some(({ bucket }) => bucket === 'kept' || bucket === 'errored');
  return isUnfinished ? exitCodes.needsPerson : exitCodes.done;
}

export function addUndoCommand(program: Command, run: RunCommand): void {
  program
    .command('undo')
    .description('show what taking a run back would do; with --yes, take it back')
    .argument('<profile>')
    .argument('[run]', 'the run; without it the newest that is no undo itself')
    .option('--rows <row...>', 'only these rows of the run')
    .option('--yes [sha256]', 'carry it out; with a SHA-256 exactly the preview that was shown')
    .option('--limit <count>', 'rows shown of each kind', whole, 20)
    .action((wanted: string, wantedRun: string | undefined, options: UndoOptions) =>
      run(async (context) => {
        const { host, console } = context;
        const { services } = host;
        const { id: profileId } = await findProfile(host, wanted);
        if (typeof options.yes === 'string' && options.rows !== undefined) {
          throw new AppError('USAGE', {
            params: {
              reason: 'Which rows are taken back was settled when the preview was made: leave out --rows.',
            },
          });
        }
        const runId = await runIdOf(services, profileId, wantedRun);
        const plan = await planFor(context, profileId, runId, options);
        if (options.yes === undefined) {
          const buckets = await bucketsOf(services, plan, options.limit);
          console.answer({ ok: true, undo: plan, buckets });
          console.say(undoSentence(plan));
          sayBuckets(console, buckets);
          console.say();
          console.say('Nothing has been written. Take it back with:');
          console.say(`  accord undo ${profileId} ${runId} --yes ${plan.sha256}`);
          return exitCodeOfUndo(buckets);
        }
        const result = await carryOut(context, plan, options.yes);
        const buckets = await bucketsOf(services, plan, options.limit);
        console.answer({
          ok: result.state === 'finished' && result.counts.failed === 0,
          run: result,
          undo: plan,
          buckets,
        });
        sayRun(console, result);
        sayBuckets(
          console,
          buckets.filter(({ bucket }) => bucket !== 'reversed'),
        );
        return result.state === 'finished' ? exitCodeOfUndo(buckets) : exitCodes.interrupted;
      }),
    );
}
