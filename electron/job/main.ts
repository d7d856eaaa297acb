/**
 * The job process: engine, ledgers and HTTP, away from the window. It may be killed at any instant: what it had begun is
 * in the journal, and the next start goes on from there (L5).
 */
import process from 'node:process';
import { dataPaths } from '../storage/paths.ts';
import { systemClock, systemIds } from '../services/system.ts';
import { fileLogger } from '../storage/log.ts';
import { createJob } from '../services/job.ts';
import { suggestInThread } from '../services/suggest-thread.ts';
import { jobMethods, type JobMethod } from '../services/job-contract.ts';
import { toWireFailure, type JobMessage, type JobRequest } from './protocol.ts';
import { createShellSessions } from './shell-sessions.ts';

/** Electron's utility processes have a `parentPort`; a plain child process has `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

function post(message: JobMessage): void {
  if (parentPort === undefined) process.send?.(message);
  else parentPort.postMessage(message);
}

const paths = dataPaths(process.env['ACCORD_HOME'] ?? null);
const logger = fileLogger(paths.logFile('job'));
const shell = createShellSessions((id, question) => post({ kind: 'question', id, question }));
const job = createJob({
  paths,
  clock: systemClock,
  ids: systemIds,
  logger,
  erpSessions: shell.erpSessions,
  suggest: suggestInThread,
  events: {
    progress: (profileId, progress) => post({ kind: 'progress', profileId, progress }),
    runChanged: (profileId, status) => post({ kind: 'runChanged', profileId, status }),
    grantRenewed: (profileId, side, grant) => post({ kind: 'grantRenewed', profileId, side, grant }),
    licenceLearned: (profileId, licence) => post({ kind: 'licenceLearned', profileId, licence }),
  },
});

function isJobMethod(method: string): method is JobMethod {
  return (jobMethods as readonly string[]).includes(method);
}

async function answer(request: JobRequest): Promise<unknown> {
  switch (request.kind) {
    case 'call':
      if (!isJobMethod(request.method)) throw new Error(`The job has no method ${request.method}.`);
      return job.call(request.method, request.input as never, request.context);
    case 'overview':
      return job.overview(request.context);
    case 'remove':
      return job.remove(request.profileId);
    case 'close':
      return job.close();
    case 'reply':
    case 'refusal':
      throw new Error('That is no request.');
  }
}

async function receive(request: JobRequest): Promise<void> {
  if (request.kind === 'reply') return shell.settle(request.id, request.value);
  if (request.kind === 'refusal') return shell.refuse(request.id, request.failure);
  try {
    post({ kind: 'answer', id: request.id, value: (await answer(request)) ?? null });
  } catch (error) {
    logger.error('request failed', { error: error instanceof Error ? error.message : String(error) });
    post({ kind: 'failure', id: request.id, failure: toWireFailure(error) });
  }
  if (request.kind === 'close') setImmediate(() => process.exit(0));
}

if (parentPort === undefined) process.on('message', (message) => void receive(message as JobRequest));
else parentPort.on('message', ({ data }) => void receive(data as JobRequest));
// When the shell is gone there is nobody to work for: finish, release the ERP session, end.
process.on('disconnect', () => shell.lose());
process.on('disconnect', () => void job.close().finally(() => process.exit(0)));
