/** The job: the services that talk to the two systems and to ledgers, put together. Runs in any process. */
import { performance } from 'node:perf_hooks';
import { planStanding } from '../../shared/sync/sync.ts';
import { checkConnection, withErp } from './connections.ts';
import { ErpSeats } from './erp-seats.ts';
import { createFurtherFieldServices } from './further-fields.ts';
import { createHistoryServices } from './history.ts';
import type { Job, JobServices } from './job-contract.ts';
import type { JobOptions, JobRuntime } from './job-runtime.ts';
import { createLookupServices } from './lookups.ts';
import { previewNumbering } from './numbering.ts';
import { createPlanServices } from './plans.ts';
import { ProfileSessions } from './profile-session.ts';
import { createReportServices } from './reports.ts';
import { requireAllowed } from './review-rules.ts';
import { createRuleServices } from './rules.ts';
import { createRunServices } from './runs.ts';
import { createTokenProviders } from './token-providers.ts';
import { createUndoServices } from './undo.ts';

/** A check or a short question that takes longer than this has lost its server. */
const checkTimeout = 60_000;

export function createJob(options: JobOptions): Job {
  const sessions = new ProfileSessions(options.paths, options.clock);
  const runtime: JobRuntime = {
    ...options,
    sessions,
    tokens: createTokenProviders(options.clock, options.events.grantRenewed),
    seats: new ErpSeats(options),
    report: (session) => (progress) => {
      if (session.activity !== null) session.activity.progress = progress;
      options.events.progress(session.profileId, progress);
    },
  };
  const { logger } = options;

  const services: JobServices = {
    'connection.check': ({ side }, context) =>
      checkConnection(side, context, runtime, AbortSignal.timeout(checkTimeout)),
    'numbering.preview': (input, context) => {
      const signal = AbortSignal.timeout(checkTimeout);
      return withErp(context, runtime, signal, ({ usedIds }) => previewNumbering(input, usedIds, signal));
    },
    ...createLookupServices(runtime),
    ...createFurtherFieldServices(runtime),
    ...createPlanServices(runtime),
    ...createRunServices(runtime),
    ...createUndoServices(runtime),
    ...createHistoryServices(runtime),
    ...createReportServices(runtime),
    ...createRuleServices(runtime),
  };

  return {
    call: async (method, input, context) => {
      const started = performance.now();
      try {
        if (context.review !== undefined) requireAllowed(method, input, context.review);
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
      const standing = plan === null ? null : await planStanding(plan, { ledger, profile, ids: options.ids });
      return { plan, planStanding: standing, lastRun: runs[0] ?? null, recordCounts };
    },
    remove: (profileId) => sessions.remove(profileId),
    close: () => sessions.close(),
  };
}
