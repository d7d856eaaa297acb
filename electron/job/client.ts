/** The job as the shell sees it: a `Job` behind a message channel. A process that died is started again at the next call. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { ErpSessions, Job, JobEvents } from '../services/job-contract.ts';
import {
  fromWireFailure,
  toWireFailure,
  type JobMessage,
  type JobQuestion,
  type JobRequest,
} from './protocol.ts';

/** One started process. The shell adapts Electron's utility process to this. */
export interface JobProcess {
  post(request: JobRequest): void;
  onMessage(listener: (message: JobMessage) => void): void;
  onExit(listener: () => void): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Unnumbered =
  Exclude<JobRequest, { kind: 'reply' | 'refusal' }> extends infer Request
    ? Request extends unknown
      ? Omit<Request, 'id'>
      : never
    : never;

export function createJobClient(start: () => JobProcess, events: JobEvents, erpSessions: ErpSessions): Job {
  let running: JobProcess | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  /** Sessions of the ERP that the process has a lease of, so that they end with it. */
  const leases = new Set<string>();

  async function ask({ method, input }: JobQuestion, asker: JobProcess): Promise<unknown> {
    switch (method) {
      case 'lease': {
        const lease = await erpSessions.lease(...input);
        if (asker !== running) await erpSessions.release(lease);
        else leases.add(lease);
        return lease;
      }
      case 'open':
        return erpSessions.open(...input);
      case 'renew':
        return erpSessions.renew(...input);
      case 'release':
        await erpSessions.release(...input);
        leases.delete(input[0]);
        return null;
    }
  }

  function answer(id: number, question: JobQuestion, asker: JobProcess): void {
    ask(question, asker).then(
      (value) => asker.post({ kind: 'reply', id, value }),
      (error: unknown) => asker.post({ kind: 'refusal', id, failure: toWireFailure(error) }),
    );
  }

  function receive(message: JobMessage, sender: JobProcess): void {
    switch (message.kind) {
      case 'question':
        answer(message.id, message.question, sender);
        return;
      case 'progress':
        events.progress(message.profileId, message.progress);
        return;
      case 'runChanged':
        events.runChanged(message.profileId, message.status);
        return;
      case 'grantRenewed':
        events.grantRenewed(message.profileId, message.side, message.grant);
        return;
      case 'licenceLearned':
        events.licenceLearned(message.profileId, message.licence);
        return;
      case 'answer':
        waiting.get(message.id)?.resolve(message.value);
        break;
      case 'failure':
        waiting.get(message.id)?.reject(fromWireFailure(message.failure));
        break;
    }
    waiting.delete(message.id);
  }

  /** Whoever waits hears that the work was interrupted; a commit can then be resumed. */
  function lose(): void {
    running = null;
    for (const lease of leases) void erpSessions.release(lease);
    leases.clear();
    for (const { reject } of waiting.values()) reject(new AppError('STOPPED'));
    waiting.clear();
  }

  function ensureRunning(): JobProcess {
    if (running === null) {
      const started = start();
      started.onMessage((message) => receive(message, started));
      started.onExit(lose);
      running = started;
    }
    return running;
  }

  function request(body: Unnumbered): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      ensureRunning().post({ ...body, id } as JobRequest);
    });
  }

  return {
    call: (method, input, context) => request({ kind: 'call', method, input, context }) as never,
    overview: (context) => request({ kind: 'overview', context }) as never,
    remove: async (profileId) => {
      await request({ kind: 'remove', profileId });
    },
    close: async () => {
      if (running === null) return;
      // The process may end before its answer is through; either way it is closed.
      await request({ kind: 'close' }).catch(() => {});
    },
  };
}
