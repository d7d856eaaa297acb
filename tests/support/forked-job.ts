/** The job as a child process of this one, as the shell runs it, with a hand on it to kill it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HostOptions } from '../../electron/host.ts';
import { createJobClient } from '../../electron/job/client.ts';

export interface ForkedJob {
  readonly startJob: NonNullable<HostOptions['startJob']>;
  /** SIGKILL, as a crash or the task manager does it. Settles when the process is gone; nothing where none runs. */
  kill(): Promise<void>;
}

export function forkedJob(home: string): ForkedJob {
  const file = fileURLToPath(new URL('../../electron/job/main.ts', import.meta.url));
  let child: ChildProcess | null = null;
  return {
    startJob: async (_paths, events, erpSessions) =>
      createJobClient(
        () => {
          const started = fork(file, [], {
            execArgv: ['--disable-warning=ExperimentalWarning'],
            env: { ...process.env, ACCORD_HOME: home },
          });
          child = started;
          return {
            post: (request) => void started.send(request),
            onMessage: (listener) => started.on('message', listener),
            onExit: (listener) => started.on('exit', listener),
          };
        },
        events,
        erpSessions,
      ),
    kill: async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
