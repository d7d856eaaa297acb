/** Committing a stored plan, stopping, resuming. The page names a plan and its hash; it never sends operations (L1). */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { RunStatus } from '../../shared/ipc/contract.ts';
import type { Ledger, Run } from '../../shared/sync/ports.ts';
import { commitPlan, resumeRun } from '../../shared/sync/sync.ts';
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
    work: (
      connected: { profile: Profile } & Pick<Parameters<typeof commitPlan>[0], 'sources' | 'sinks'>,
      signal: AbortSignal,
    ) => Promise<Run>,
  ): Promise<Run> {
    try {
      return await sessions.run(session, 'committing', async (activity) => {
        await announce(session);
        return withConnections(context, logger, activity.controller.signal, (connected) =>
          work(connected, activity.controller.signal),
        );
      });
    } finally {
      await announce(session);
    }
  }

  return {
    'plan.commit': async ({ profileId, planId, sha256, firstRowsPerVerb }, context) => {
      const session = await sessions.open(profileId);
      const { ledger } = session;
      return write(session, context, ({ profile, sources, sinks }, signal) =>
        commitPlan({
          planId,
          sha256,
          firstRowsPerVerb,
          profile,
          sources,
          sinks,
          ledger,
          clock,
          ids,
          logger,
          onProgress: report(session),
          signal,
        }),
      );
    },

    'run.resume': async ({ profileId, runId }, context) => {
      const session = await sessions.open(profileId);
      const { ledger } = session;
      const run = await ledger.run(runId);
      if (run === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
      return write(session, context, ({ profile, sources, sinks }, signal) =>
        resumeRun({
          runId,
          profile,
          sources,
          sinks,
          ledger,
          clock,
          ids,
          logger,
          onProgress: report(session),
          signal,
        }),
      );
    },

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
