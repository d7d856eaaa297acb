/** The job: the services that talk to the two systems and to ledgers, put together. Runs in any process. */
import { performance } from 'node:perf_hooks';
import type { Clock, Ids, Logger, Progress } from '../../shared/sync/ports.ts';
import type { DataPaths } from '../storage/paths.ts';
import { checkConnection, readLookups } from './connections.ts';
import { createHistoryServices } from './history.ts';
import type { Job, JobEvents, JobServices } from './job-contract.ts';
import { createPlanServices } from './plans.ts';
import { ProfileSessions, type ProfileSession } from './profile-session.ts';
import { createReportServices } from './reports.ts';
import { createRunServices } from './runs.ts';

export interface JobOptions {
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly events: JobEvents;
}

/** What the parts of the job share. */
export interface JobRuntime extends JobOptions {
  readonly sessions: ProfileSessions;
  /** A progress listener for the session's activity: kept for whoever asks later, and announced. */
  readonly report: (session: ProfileSession) => (progress: Progress) => void;
}

/** A check or a look-up that takes longer than this has lost its server. */
const shortRequestTimeout = 60_000;

export function createJob(options: JobOptions): Job {
  const sessions = new ProfileSessions(options.paths, options.clock);
  const runtime: JobRuntime = {
    ...options,
    sessions,
    report: (session) => (progress) => {
      if (session.activity !== null) session.activity.progress = progress;
      options.events.progress(session.profileId, progress);
    },
  };
  const { logger } = options;

  const services: JobServices = {
    'connection.check': ({ side }, context) =>
      checkConnection(side, context, logger, AbortSignal.timeout(shortRequestTimeout)),
    'lookups.get': (_input, context) =>
      readLookups(context, logger, AbortSignal.timeout(shortRequestTimeout)),
    ...createPlanServices(runtime),
    ...createRunServices(runtime),
    ...createHistoryServices(runtime),
    ...createReportServices(runtime),
  };

  return {
    call: async (method, input, context) => {
      const started = performance.now();
      try {
        return await services[method](input, context);
      } catch (error) {
        logger.warn('request failed', { method, error: String(error) });
        throw error;
      } finally {
        logger.info('request', { method, milliseconds: Math.round(performance.now() - started) });
      }
    },
    overview: async ({ profile }) => {
      const { ledger } = await sessions.open(profile.id);
      const [plan, runs, recordCounts] = await Promise.all([
        ledger.latestPlan(),
        ledger.runs(),
        ledger.recordCounts(),
      ]);
      return { plan, lastRun: runs[0] ?? null, recordCounts };
    },
    remove: (profileId) => sessions.remove(profileId),
    close: () => sessions.close(),
  };
}
