/** The handle on a process that does one thing with so many records, so that its memory is that thing's alone. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type ScaleTask = 'match' | 'reconcile';

export interface Scaled {
  readonly figures: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/** Megabytes that the process may hold: more than Node would give itself. */
const heap = 12_000;

/** @throws when the process ends without an answer, as it does where its memory is not enough. */
export async function measuredAt(task: ScaleTask, count: number): Promise<Scaled> {
  const child = fork(fileURLToPath(new URL('scale-process.ts', import.meta.url)), [task, String(count)], {
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${heap}`],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${task} of ${count} ended with code ${String(child.exitCode)}.`);
  });
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Scaled];
  ended.catch(() => undefined);
  return answer;
}
