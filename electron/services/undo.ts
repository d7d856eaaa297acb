/** The preview of taking a run back. It is decided and committed as any other plan. */
import { prepareUndo } from '../../shared/sync/sync.ts';
import { withConnections } from './connections.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';

type UndoMethod = 'undo.prepare' | 'undo.latest';

export function createUndoServices(runtime: JobRuntime): Pick<JobServices, UndoMethod> {
  const { sessions, clock, ids, logger, report } = runtime;
  return {
    'undo.prepare': async ({ profileId, runId, rowIds }, context) => {
      const session = await sessions.open(profileId);
      return sessions.run(session, 'preparing', async ({ controller: { signal } }) => {
        const onProgress = report(session);
        const { ledger } = session;
        onProgress({ stage: 'connect', done: 0, total: 2, failed: 0, secondsLeft: null });
        return withConnections(context, runtime, signal, ({ profile, sources }) =>
          prepareUndo({ profile, sources, ledger, clock, ids, logger, onProgress, signal, runId, rowIds }),
        );
      });
    },

    'undo.latest': async ({ profileId, runId }) => (await sessions.open(profileId)).ledger.latestUndo(runId),
  };
}
