/** Committing a stored plan, stopping, resuming. The page names a plan and its hash; it never sends operations (L1). */
import type { RunStatus } from '../../shared/ipc/contract.ts';
import type { Ledger, Run } from '../../shared/sync/ledger-port.ts';
import { commitPlan, resumeRun, type CommitPorts } from '../../shared/sync/sync.ts';
import { withConnections } from './connections.ts';
import type { JobContext, JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import type { ProfileSession } from './profile-session.ts';

type RunMethod = 'plan.commit' | 'run.stop' | 'run.resume' | 'run.status';

/** The newest run, if it did not get to its end: the job was killed, stopped by a person, or lost a connection. */
export async function resumableRun(ledger: Ledger, isActive: boolean): Promise<Run | null> {
  if (isActive) return null;
  const newest = (await ledger.runs())[0];
  return newest === undefined || newest.state === 'finished' ? null : newest;
}

async function statusOf(session: ProfileSession): Promise<RunStatus> {
  const { activity, ledger } = session;
  return {
    activity: activity?.name ?? 'idle',
    run: (await ledger.runs())[0] ?? null,
    resumable: await resumableRun(ledger, activity !== null),
    progress: activity?.progress ?? null,
  };
}

export function createRunServices(runtime: JobRuntime): Pick<JobServices, RunMethod> {
  const { sessions, clock, ids, logger, report, events } = runtime;

  async function announce(session: ProfileSession): Promise<void> {
    events.runChanged(session.profileId, await statusOf(session));
  }

  /** Writes with both sides connected; everybody who watches hears of the beginning and the end. */
  async function write(
    session: ProfileSession,
    context: JobContext,
    work: (ports: CommitPorts) => Promise<Run>,
  ): Promise<Run> {
    const { ledger } = session;
    const onProgress = report(session);
    try {
      return await sessions.run(session, 'committing', async ({ controller: { signal } }) => {
        await announce(session);
        return withConnections(context, runtime, signal, (connected) =>
          work({ ...connected, ledger, clock, ids, logger, onProgress, signal }),
        );
      });
    } finally {
      await announce(session);
    }
  }

  return {
    'plan.commit': async ({ profileId, ...chosen }, context) =>
      write(await sessions.open(profileId), context, (ports) => commitPlan({ ...ports, ...chosen })),

    'run.resume': async ({ profileId, runId }, context) =>
      write(await sessions.open(profileId), context, (ports) => resumeRun({ ...ports, runId })),

    'run.stop': async ({ profileId }) => {
      const session = await sessions.open(profileId);
      const { activity } = session;
      if (activity === null) return { stopping: false };
      activity.name = 'stopping';
      activity.controller.abort();
      await announce(session);
      return { stopping: true };
    },

    'run.status': async ({ profileId }) => statusOf(await sessions.open(profileId)),
  };
}
