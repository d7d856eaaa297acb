/** Which plan may be committed, and which of its rows. Only what is stored and approved counts (L1). */
import { AppError } from '../domain/app-error.ts';
import { guardSentence } from '../domain/guard-catalogue.ts';
import type { Side } from '../domain/party.ts';
import { systemTitles } from './commit-failure.ts';
import type { ChosenRow, CommitPorts } from './commit-types.ts';
import { settingsHash } from './hashes.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { haltingGuards, type PlanHeader, type Verb } from './plan.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

async function storedPlan({ ledger, profile }: CommitPorts, planId: string): Promise<PlanHeader> {
  const plan = await ledger.plan(planId);
  if (plan === null || plan.profileId !== profile.id) throw new AppError('PLAN_MISSING');
  return plan;
}

/** @throws AppError PLAN_OUTDATED when settings changed that the plan depends on. */
function requireSameSettings(plan: PlanHeader, { profile, ids }: CommitPorts): void {
  if (plan.settingsHash !== settingsHash(profile, ids)) throw new AppError('PLAN_OUTDATED');
}

/**
 * The plan that a person approved, if it may be committed.
 * @throws AppError PLAN_MISSING, PLAN_HASH_MISMATCH, PLAN_INCOMPLETE, PLAN_GUARDED, PLAN_OUTDATED.
 */
export async function committablePlan(
  ports: CommitPorts,
  planId: string,
  sha256: string,
): Promise<PlanHeader> {
  const plan = await storedPlan(ports, planId);
  if (plan.sha256 !== sha256) throw new AppError('PLAN_HASH_MISMATCH');
  for (const side of sides) {
    if (plan.read[side].complete) continue;
    throw new AppError('PLAN_INCOMPLETE', { params: { system: systemTitles[side] } });
  }
  const [guard] = haltingGuards(plan);
  if (guard !== undefined) throw new AppError('PLAN_GUARDED', { params: { reason: guardSentence(guard) } });
  requireSameSettings(plan, ports);
  if (plan.linkSerial !== (await ports.ledger.linkSerial())) throw new AppError('PLAN_OUTDATED');
  // A run of this plan that did not end may have writes under way whose outcome is not known: it is resumed, not repeated.
  const runs = await ports.ledger.runs();
  if (runs.some((run) => run.planId === planId && run.state !== 'finished')) {
    throw new AppError('PLAN_OUTDATED');
  }
  return plan;
}

/** The plan of a run that is resumed. Its links moved with the run itself, so their serial says nothing. */
export async function resumablePlan(ports: CommitPorts, planId: string): Promise<PlanHeader> {
  const plan = await storedPlan(ports, planId);
  requireSameSettings(plan, ports);
  return plan;
}

/**
 * Rows that do something if committed now, in plan order, with the decisions as they stand at this moment.
 * `firstRowsPerVerb` takes only the first of each verb; null takes all.
 */
export async function choosePlanRows(
  ports: CommitPorts,
  planId: string,
  firstRowsPerVerb: number | null,
): Promise<readonly ChosenRow[]> {
  const settings = operationSettingsOf(ports.profile);
  const taken = new Map<Verb, number>();
  const chosen: ChosenRow[] = [];
  await ports.ledger.eachPlanRow(planId, (row, records) => {
    const work = workOf(row, records, row.decision, settings);
    if (work === null) return;
    const count = (taken.get(row.verb) ?? 0) + 1;
    taken.set(row.verb, count);
    if (firstRowsPerVerb !== null && count > firstRowsPerVerb) return;
    chosen.push({ rowId: row.id, decision: row.decision, lane: laneOf(work.operations) });
  });
  return chosen;
}

/** A row goes with the system that it writes to first; `ledger` rows write to neither. */
function laneOf(operations: readonly { readonly side: Side }[]): ChosenRow['lane'] {
  if (operations.some(({ side }) => side === 'erp')) return 'erp';
  return operations.length === 0 ? 'ledger' : 'shopify';
}
