/**
 * What may be done with a preview that came from a file: it is read and decided, and never written from (L1). Asked in the job,
 * which is the last that stands before the two systems.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { JobMethod } from './job-contract.ts';

const reading: ReadonlySet<JobMethod> = new Set(['plan.latest', 'plan.rows', 'plan.row', 'run.status']);
const deciding: ReadonlySet<JobMethod> = new Set(['plan.decide', 'plan.decideAll', 'plan.export']);
/** Who belongs to whom is worked out from both systems' records, which are not here. */
const linking: ReadonlySet<JobMethod> = new Set([
  'plan.partners',
  'plan.link',
  'plan.forget',
  'plan.arrange',
]);

function choosesPartner({ decisions }: Input<'plan.decide'>): boolean {
  return decisions.some(({ decision }) => decision?.partner != null);
}

/** @throws AppError PLAN_FOR_REVIEW, REVIEW_NO_LINKS, PLAN_FILE_REDACTED. */
export function requireAllowed(method: JobMethod, input: unknown, review: Review): void {
  if (reading.has(method)) return;
  const isLinking =
    linking.has(method) || (method === 'plan.decide' && choosesPartner(input as Input<'plan.decide'>));
  if (isLinking) throw new AppError('REVIEW_NO_LINKS');
  if (!deciding.has(method)) throw new AppError('PLAN_FOR_REVIEW');
  if (review.redacted) throw new AppError('PLAN_FILE_REDACTED');
}
