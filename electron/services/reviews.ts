/** Previews as files, as the shell sees it: a person chooses the file, the job reads or writes it. The page gets no path. */
import { AppError } from '../../shared/domain/app-error.ts';
import { companyGate } from '../../shared/domain/company-gate.ts';
import { newProfile } from '../../shared/domain/settings.ts';
import type { Input, Output, ProfileOverview, Review } from '../../shared/ipc/contract.ts';
import { recordStatuses, type RecordStatus } from '../../shared/sync/ledger-port.ts';
import { type Clock, type Ids } from '../../shared/sync/ports.ts';
import type { DataPaths } from '../storage/paths.ts';
import { isReviewId, readReview, readReviews } from '../storage/reviews.ts';
import type { Job, JobContext } from './job-contract.ts';

/** What a person is asked for; null answers that nothing was chosen. */
export type ChooseFile = (
  wanted: { readonly kind: 'save'; readonly name: string } | { readonly kind: 'open' },
) => Promise<string | null>;

export interface ReviewDependencies {
  readonly paths: DataPaths;
  readonly job: Job;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly chooseFile: ChooseFile;
  /** Of a profile or a review. */
  readonly contextOf: (profileId: string) => Promise<JobContext>;
}

type ReviewMethod = 'plan.export' | 'plan.takeDecisions' | 'review.open' | 'review.list' | 'review.remove';

/** The same on a file that is known already; for the command line. */
export interface PlanFiles {
  exportTo(file: string, input: Input<'plan.export'>): Promise<NonNullable<Output<'plan.export'>>>;
  takeDecisions(
    file: string,
    input: Input<'plan.takeDecisions'>,
  ): Promise<NonNullable<Output<'plan.takeDecisions'>>>;
  open(file: string): Promise<Review>;
}

export interface Reviews {
  readonly services: { readonly [M in ReviewMethod]: (input: Input<M>) => Promise<Output<M>> };
  readonly files: PlanFiles;
  /** What the job needs to know of a review; null where the id is none. */
  context(id: string): Promise<JobContext | null>;
  /** As a profile's; null where the id is none. */
  overview(id: string): Promise<ProfileOverview | null>;
}

const noCounts = Object.fromEntries(recordStatuses.map((status) => [status, 0])) as Record<
  RecordStatus,
  number
>;
const noSecrets = { shopify: 'missing', erp: 'missing' } as const;

/** `accord-preview-harbour-pine-2026-11-25.json` */
function suggestedName(name: string, date: string, isRedacted: boolean): string {
  return `accord-preview-${isRedacted ? 'redacted' : name}-${date.slice(0, 10)}.json`;
}

export function createReviews(dependencies: ReviewDependencies): Reviews {
  const { paths, job, clock, ids, chooseFile, contextOf } = dependencies;

  async function context(id: string): Promise<JobContext | null> {
    const note = isReviewId(id) ? await readReview(paths, id) : null;
    return note === null ? null : { ...note, secrets: { shopify: null } };
  }

  const files: PlanFiles = {
    exportTo: async (file, input) =>
      answered(await job.call('plan.export', input, { ...(await contextOf(input.profileId)), file })),
    takeDecisions: async (file, input) =>
      answered(await job.call('plan.takeDecisions', input, { ...(await contextOf(input.profileId)), file })),
    open: async (file) => {
      const profile = newProfile(ids.next('review'), 'Review', clock.now());
      return answered(await job.call('review.open', {}, { profile, secrets: { shopify: null }, file }));
    },
  };

  return {
    context,
    files,

    overview: async (id) => {
      const found = await context(id);
      if (found?.review === undefined) return null;
      return {
        profile: found.profile,
        review: found.review,
        secrets: { ...noSecrets, erpClientSecret: 'missing' },
        grants: noSecrets,
        missing: {},
        missingForCompany: {},
        companyGate: companyGate(found.profile),
        plan: await job.call('plan.latest', { profileId: id }, found),
        planStanding: 'fresh',
        lastRun: null,
        recordCounts: noCounts,
      };
    },

    services: {
      'plan.export': async (input) => {
        const { profile } = await contextOf(input.profileId);
        const name = suggestedName(profile.id, clock.now(), input.redacted);
        const file = await chooseFile({ kind: 'save', name });
        return file === null ? null : files.exportTo(file, input);
      },
      'plan.takeDecisions': async (input) => {
        const file = await chooseFile({ kind: 'open' });
        return file === null ? null : files.takeDecisions(file, input);
      },
      'review.open': async () => {
        const file = await chooseFile({ kind: 'open' });
        return file === null ? null : files.open(file);
      },
      'review.list': async () => (await readReviews(paths)).map(({ review }) => review),
      'review.remove': async ({ reviewId }) => {
        if ((await context(reviewId)) === null) {
          throw new AppError('PROFILE_MISSING', { params: { profile: reviewId } });
        }
        await job.remove(reviewId);
        return { removed: true };
      },
    },
  };
}

/** The job was given a file, so it has an answer. */
function answered<T>(answer: T | null): T {
  if (answer === null) throw new AppError('INTERNAL', { params: { missing: 'answer' } });
  return answer;
}
