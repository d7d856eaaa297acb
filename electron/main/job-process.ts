/** The job as one of Electron's utility processes. */
import { utilityProcess } from 'electron';
import { join } from 'node:path';
import type { JobProcess } from '../job/client.ts';

export function startJobProcess(home: string): JobProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), [], {
    serviceName: 'Accord job',
    // Keeps the memory of large previews down by a third at the same speed (docs/benchmarks.md).
    execArgv: ['--max-semi-space-size=8'],
    env: { ...process.env, ACCORD_HOME: home },
  });
  return {
    post: (request) => child.postMessage(request),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
  };
}
