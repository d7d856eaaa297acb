/** What is left of a plan after a trial run: the same rows, of which those that are done write nothing any more. */
import type { CommitPorts } from './commit-types.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { createTotalsCounter } from './plan-build.ts';
import type { PlanTotals } from './plan.ts';

export async function totalsLeft(
  { ledger, profile }: Pick<CommitPorts, 'ledger' | 'profile'>,
  planId: string,
): Promise<PlanTotals> {
  const settings = operationSettingsOf(profile);
  const counter = createTotalsCounter(
    (row, records, decision) => workOf(row, records, decision, settings)?.operations ?? null,
    profile,
  );
  await ledger.eachPlanRow(planId, (row, records) => counter.add({ row, records }));
  return counter.totals();
}
