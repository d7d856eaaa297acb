/** Which plan may be committed, and which of its rows. Only what is stored and approved counts (L1). */
import { AppError } from '../domain/app-error.ts';
import { guardSentence } from '../domain/guard-catalogue.ts';
import type { Side } from '../domain/party.ts';
import { systemTitles } from './commit-failure.ts';
import type { ChosenRow, CommitPorts } from './commit-types.ts';
import { settingsHash } from './hashes.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { haltingGuards, type PlanHeader, type PlanStanding, type Verb } from './plan.ts';
import type { EndedRow, Ledger } from './ledger-port.ts';

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
 * Where a plan stands after the runs that were made of it. A trial run moves links too; as long as nothing else has moved
 * them since, the other rows of its plan can follow.
 */
export async function planStanding(
  plan: PlanHeader,
  {
    ledger,
    profile,
    ids,
  }: Pick<CommitPorts, 'profile' | 'ids'> & { readonly ledger: Pick<Ledger, 'runs' | 'linkSerial'> },
): Promise<PlanStanding> {
  const runs = (await ledger.runs()).filter(({ planId }) => planId === plan.id);
  // It may have writes under way whose outcome is not known: it is resumed, not repeated.
  if (runs.some(({ state }) => state !== 'finished')) return 'unfinished';
  if (runs.some(({ firstRowsPerVerb }) => firstRowsPerVerb === null)) return 'spent';
  const serial = runs[0] === undefined ? plan.linkSerial : runs[0].linkSerial;
  const isSame = serial === (await ledger.linkSerial()) && plan.settingsHash === settingsHash(profile, ids);
  if (!isSame) return 'outdated';
  return runs.length === 0 ? 'fresh' : 'tried';
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
  const standing = await planStanding(plan, ports);
  if (standing !== 'fresh' && standing !== 'tried') throw new AppError('PLAN_OUTDATED');
  return plan;
}

/** The plan of a run that is resumed. Its links moved with the run itself, so their serial says nothing. */
export async function resumablePlan(ports: CommitPorts, planId: string): Promise<PlanHeader> {
  const plan = await storedPlan(ports, planId);
  requireSameSettings(plan, ports);
  return plan;
}

/** Which rows a run is about. */
export interface RowChoice {
  readonly planId: string;
  /** Only the first of each verb that are not done yet; null takes all of those. */
  readonly firstRowsPerVerb: number | null;
  /** A run that is resumed, with the rows that it has brought to their end; null for a new one. */
  readonly resumed: { readonly runId: string; readonly ended: readonly EndedRow[] } | null;
}

/**
 * Visits the rows that do something if committed now, in plan order, with the decisions as they stand when a row is read. Of a
 * run that is resumed those that it has left to do.
 */
export async function eachChosenRow(
  ports: CommitPorts,
  { planId, firstRowsPerVerb, resumed }: RowChoice,
  visit: (row: ChosenRow) => void,
): Promise<void> {
  const settings = operationSettingsOf(ports.profile);
  const taken = new Map<Verb, number>();
  const take = (verb: Verb): number => {
    const count = (taken.get(verb) ?? 0) + 1;
    taken.set(verb, count);
    return count;
  };
  for (const { verb } of resumed?.ended ?? []) take(verb);
  await ports.ledger.eachPlanRow(
    planId,
    (row, records) => {
      const work = workOf(row, records, row.decision, settings);
      if (work === null) return;
      if (firstRowsPerVerb !== null && take(row.verb) > firstRowsPerVerb) return;
      visit({ rowId: row.id, decision: row.decision, lane: laneOf(work.operations) });
    },
    resumed?.runId,
  );
}

/** A row goes with the system that it writes to first; `ledger` rows write to neither. */
function laneOf(operations: readonly { readonly side: Side }[]): ChosenRow['lane'] {
  if (operations.some(({ side }) => side === 'erp')) return 'erp';
  return operations.length === 0 ? 'ledger' : 'shopify';
}
