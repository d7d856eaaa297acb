/** Sessions of the ERP as the job has them: the shell keeps them, and is asked. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { HeldHeaders } from '../connectors/acumatica/session.ts';
import type { ErpSessions } from '../services/job-contract.ts';
import { fromWireFailure, type JobQuestion, type WireFailure } from './protocol.ts';

export interface ShellSessions {
  readonly erpSessions: ErpSessions;
  /** The answer to a question. */
  settle(id: number, value: unknown): void;
  refuse(id: number, failure: WireFailure): void;
  /** Nobody answers any more. What is written meanwhile is finished with the session as it is. */
  lose(): void;
}

export function createShellSessions(post: (id: number, question: JobQuestion) => void): ShellSessions {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let isLost = false;
  const gone = () => new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });

  function ask(question: JobQuestion): Promise<unknown> {
    if (isLost) return Promise.reject(gone());
    const id = ++lastId;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(id, asked);
    post(id, question);
    return asked.promise.finally(() => waiting.delete(id));
  }

  return {
    erpSessions: {
      lease: async (...input) => (await ask({ method: 'lease', input })) as string,
      open: async (...input) => (await ask({ method: 'open', input })) as HeldHeaders,
      renew: async (...input) => (await ask({ method: 'renew', input })) as HeldHeaders,
      // Where the shell is gone, the next start gives it back.
      release: (...input) =>
        ask({ method: 'release', input }).then(
          () => undefined,
          () => undefined,
        ),
    },
    settle: (id, value) => waiting.get(id)?.resolve(value),
    refuse: (id, failure) => waiting.get(id)?.reject(fromWireFailure(failure)),
    lose: () => {
      isLost = true;
      for (const { reject } of waiting.values()) reject(gone());
    },
  };
}
