/**
 * Going on after a kill in the middle of 100,000 rows: from the start of a new process to its first write. Its ledger was made
 * by the process that was killed.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { systemClock } from '../../electron/services/system.ts';
import { openLedger } from '../../electron/storage/ledger.ts';
import { dataPaths } from '../../electron/storage/paths.ts';
import type { JournalEntry } from '../../shared/sync/ledger-port.ts';
import type { CustomerDraft } from '../../shared/sync/ports.ts';
import type { InterruptedInput, InterruptedMessage } from './interrupted.ts';
import { inMegabytes, inSeconds, ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const customers = 100_000;
const killedAt = 50_000;
/** The quickest counts: others work on the machine as well. */
const tries = 3;
/** Of both times: a process that waits for nobody else's needs no more than its processor time. */
const limits = { seconds: 2, peakMegabytes: 400 } as const;
const profileId = 'bench';

interface Begun {
  /** The first message that is wanted. @throws when the process ends before. */
  hear<Kind extends InterruptedMessage['kind']>(
    kind: Kind,
    isWanted: (message: Extract<InterruptedMessage, { kind: Kind }>) => boolean,
  ): Promise<Extract<InterruptedMessage, { kind: Kind }>>;
  kill(): Promise<void>;
}

/** The process's code as the app's is shipped: in a few files, with the packages beside them. Answers the one to start. */
async function bundled(): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const outDir = join(root, 'out/bench');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: 'tests/bench/interrupted.ts', outDir, emptyOutDir: true },
  });
  return join(outDir, 'interrupted.js');
}

function begin(code: string, input: InterruptedInput): Begun {
  const child = fork(code, [JSON.stringify(input)], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'],
  });
  const ended = once(child, 'exit');
  return {
    hear: (kind, isWanted) =>
      new Promise((resolve, reject) => {
        child.on('message', (message: InterruptedMessage) => {
          if (message.kind === kind && isWanted(message as never)) resolve(message as never);
        });
        void ended.then(() => reject(new Error(`The run ended with code ${String(child.exitCode)}.`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

interface Interrupted {
  readonly runId: string;
  readonly entries: readonly JournalEntry[];
}

async function interruptedRun(file: string): Promise<Interrupted> {
  const ledger = await openLedger(file, systemClock);
  try {
    const [run] = await ledger.runs();
    if (run === undefined) throw new Error('There is no run.');
    return { runId: run.id, entries: await ledger.journal(run.id) };
  } finally {
    ledger.close();
  }
}

type FirstWrite = Extract<InterruptedMessage, { kind: 'firstWrite' }>;

interface Resumed {
  readonly seconds: number;
  /** Until the process had its code. */
  readonly secondsToLoad: number;
  readonly first: FirstWrite;
}

/** On a folder that a kill left behind. */
async function timedResume(code: string, input: InterruptedInput): Promise<Resumed> {
  const asked = Date.now();
  const resumed = begin(code, input);
  const first = await resumed.hear('firstWrite', () => true);
  await resumed.kill();
  const secondsTo = (time: number): number => inSeconds(time - asked);
  return { seconds: secondsTo(first.at), secondsToLoad: secondsTo(first.begunAt), first };
}

/** What was open is settled by reading, and nothing that was sent is sent again. */
function faultsOf(before: Interrupted, after: Interrupted): string[] {
  const settled = new Map(after.entries.map(({ seq, result }) => [seq, result?.status]));
  const unsettled = openOf(before).filter(({ seq }) => settled.get(seq) !== 'done');
  const sent = new Set(after.entries.map(({ rowId }) => rowId));
  return [
    ...(before.entries.length < killedAt ? [`only ${before.entries.length} writes before the kill`] : []),
    ...(after.entries.length > before.entries.length ? [] : ['nothing was written after the resume']),
    ...unsettled.map(({ rowId }) => `the open write of ${rowId} was not settled by reading`),
    ...(sent.size === after.entries.length ? [] : ['a customer was sent twice']),
  ];
}

const openOf = ({ entries }: Interrupted): readonly JournalEntry[] =>
  entries.filter(({ result }) => result === null);

export async function benchResume(say: Say): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  const fileIn = (home: string): string => dataPaths(home).ledgerFile(profileId);
  try {
    const code = await bundled();
    const killed = join(folder, 'killed');
    say(`Importing ${customers} customers, to be killed at row ${killedAt} …`);
    const started = performance.now();
    const importing = begin(code, { home: killed, customers, resume: null });
    await importing.hear('progress', ({ done }) => done >= killedAt);
    await importing.kill();
    const making = performance.now() - started;
    // As the kill left it, the write-ahead log included, for every resume anew.
    const copyOf = async (name: string): Promise<string> => {
      const copy = join(folder, name);
      await cp(killed, copy, { recursive: true });
      return copy;
    };
    const looked = await copyOf('looked-into');
    const before = await interruptedRun(fileIn(looked));
    // All that was under way arrived, as most of it does.
    const landed = openOf(before).map(({ payload }) => payload as CustomerDraft);
    const resume = { runId: before.runId, landed };

    say(`Going on ${tries} times from ${before.entries.length} journaled writes, ${landed.length} open …`);
    const times: Resumed[] = [];
    const faults: string[] = [];
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const home = await copyOf(`resumed-${attempt}`);
      times.push(await timedResume(code, { home, customers, resume }));
      faults.push(...faultsOf(before, await interruptedRun(fileIn(home))));
    }
    const [best] = times.toSorted((one, other) => one.seconds - other.seconds);
    if (best === undefined) throw new Error('Nothing was measured.');
    const { stages, processor, peakMegabytes } = best.first;
    return {
      figures: {
        secondsToFirstWrite: best.seconds,
        secondsOfEveryTry: Object.fromEntries(
          times.map(({ seconds }, index) => [`try${index + 1}`, seconds]),
        ),
        processorSeconds: inSeconds(processor),
        secondsToLoad: best.secondsToLoad,
        secondsByStage: Object.fromEntries(
          Object.entries(stages).map(([stage, milliseconds]) => [stage, inSeconds(milliseconds)]),
        ),
        journaledWrites: before.entries.length,
        openWrites: landed.length,
        ledgerMegabytes: inMegabytes((await stat(fileIn(looked))).size),
        peakMegabytes,
        secondsToMakeTheRun: inSeconds(making),
      },
      limits,
      ratios: {
        secondsToFirstWrite: ratio(best.seconds, limits.seconds),
        processorSeconds: ratio(inSeconds(processor), limits.seconds),
        peakMegabytes: ratio(peakMegabytes, limits.peakMegabytes),
      },
      aims: { secondsToFirstWrite: 1, processorSeconds: 1, peakMegabytes: 1 },
      faults,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
