/** Ties the stages together: the only file that knows all of them. Services call these functions and nothing deeper. */
import { AppError } from '../domain/app-error.ts';
import { describeError } from '../domain/error-catalogue.ts';
import { canBeOverridden } from '../domain/guard-catalogue.ts';
import { storeNameOf, type Profile } from '../domain/settings.ts';
import { normaliseText } from '../mapping/normalise.ts';
import { linkWhatWasWritten } from './commit-cut-off.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { isDone, type Decision, type PlanHeader } from './plan.ts';
import { createTotalsCounter, type WritesOf } from './plan-build.ts';
import type { Ledger } from './ledger-port.ts';
import type { Clock } from './ports.ts';
import { prepareWith, type PrepareInput } from './prepare.ts';
import { choosePartner, forgetChoice as forget } from './rematch.ts';
import { arrangeLocations as arrange, type ArrangeInput } from './rematch-locations.ts';
import { refuseDone } from './rematch-plan.ts';
import type { RematchInput } from './rematch-plan.ts';
import { prepareUndoWith, type UndoInput } from './undo.ts';

export type { PrepareInput, UndoInput };
export { planStanding } from './commit-choice.ts';
export { isChoice } from './match-choices.ts';
export { isSeparation } from './link-end.ts';
export { likenessOf, suggestMatches } from './suggest.ts';
export type { NearMatches, SuggestInput, SuggestMatches } from './suggest.ts';
export { commitPlan, resumeRun, type CommitPorts } from './commit.ts';

function writesOfProfile(profile: Profile): WritesOf {
  const settings = operationSettingsOf(profile);
  return (row, records, decision) => workOf(row, records, decision, settings)?.operations ?? null;
}

/**
 * Makes a preview of the profile's customers and stores it in the ledger; answers its header. Decisions on rows whose
 * records did not change are carried over from the preview before. Writes to the ledger only (L1, L2).
 *
 * Throws ENTITY_INACTIVE before Customer is activated; whatever a failed reading throws; STOPPED when the signal says so.
 * A reading that was not complete, or a guard that fires, does not throw: the preview is stored and cannot be committed.
 */
export async function preparePlan(input: PrepareInput): Promise<PlanHeader> {
  if (input.companyPaused === undefined) await linkWhatWasWritten(input);
  return prepareWith(writesOfProfile(input.profile), input);
}

/**
 * Makes a preview of taking a run back, or chosen rows of it, and stores it in the ledger; answers its header. It is
 * committed by `commitPlan`. Writes to the ledger only (L1, L2).
 *
 * Throws RUN_MISSING; RUN_NOT_UNDOABLE for a run that took another one back, changed nothing or is too old; ROW_MISSING;
 * UNDO_NOTHING_LEFT; whatever a failed reading throws; STOPPED when the signal says so.
 */
export async function prepareUndo(input: UndoInput): Promise<PlanHeader> {
  await linkWhatWasWritten(input);
  return prepareUndoWith(writesOfProfile(input.profile), input);
}

interface StoredPlan {
  readonly planId: string;
  readonly profile: Profile;
  readonly ledger: Ledger;
}

async function storedHeader({ ledger, planId }: StoredPlan): Promise<PlanHeader> {
  const header = await ledger.plan(planId);
  if (header === null) throw new AppError('PLAN_MISSING');
  return header;
}

export interface DecideInput extends StoredPlan {
  /** By row id; `null` takes a decision back. */
  readonly decisions: ReadonlyMap<string, Decision | null>;
}

/**
 * Stores decisions and answers the header with the totals they lead to. Only the decided rows are looked at, so the time
 * does not depend on the size of the plan. Two calls for one plan must follow each other.
 *
 * Throws PLAN_MISSING, ROW_MISSING, DECISION_INVALID for a row that a run has dealt with; nothing is stored then.
 */
export async function decideRows(input: DecideInput): Promise<PlanHeader> {
  const { planId, profile, ledger, decisions } = input;
  const header = await storedHeader(input);
  const counter = createTotalsCounter(writesOfProfile(profile), profile, header.totals);
  for (const [rowId, decision] of decisions) {
    const entry = await ledger.planRow(planId, rowId);
    if (entry === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
    if (isDone(entry.row)) throw refuseDone();
    counter.remove(entry);
    counter.add({ ...entry, row: { ...entry.row, decision } });
  }
  const totals = counter.totals();
  await ledger.saveDecisions(planId, decisions, totals);
  return { ...header, totals };
}

export interface OverrideInput extends StoredPlan {
  /** Hash of the preview that was on screen. */
  readonly sha256: string;
  /** What the person typed as the store's name. */
  readonly typedName: string;
  /** Who the person is, as the computer knows them. */
  readonly by: string;
  readonly clock: Clock;
}

/**
 * Lets one halted plan be committed all the same, on the word of a person who typed the store's name; answers its header. A
 * new plan, or the same one with a row replaced, asks again.
 *
 * Throws PLAN_MISSING, PLAN_HASH_MISMATCH; PLAN_INCOMPLETE where not everything was read, which no word makes good (L4);
 * STORE_NAME_DIFFERS.
 */
export async function overrideGuards(input: OverrideInput): Promise<PlanHeader> {
  const { planId, profile, ledger, sha256, typedName, by, clock } = input;
  const header = await storedHeader(input);
  if (header.sha256 !== sha256) throw new AppError('PLAN_HASH_MISMATCH');
  const final = header.guards.find(({ code }) => !canBeOverridden(code));
  if (final !== undefined) throw new AppError('PLAN_INCOMPLETE', { params: final.params });
  const store = storeNameOf(profile);
  if (normaliseText(typedName) !== normaliseText(store)) {
    const { text } = describeError('STORE_NAME_DIFFERS', { store });
    throw new AppError('STORE_NAME_DIFFERS', { params: { store }, fields: { typedName: text } });
  }
  if (header.guards.length === 0) return header;
  const guardOverride = { sha256, guards: header.guards.map(({ code }) => code), by, at: clock.now() };
  await ledger.saveGuardOverride(planId, guardOverride);
  return { ...header, guardOverride };
}

/** See `choosePartner`. */
export function chooseCandidate(
  input: RematchInput & {
    /** Key of the partner, or `new` to keep the row's record apart. */
    readonly partner: string;
  },
): Promise<PlanHeader> {
  return choosePartner(writesOfProfile(input.profile), input);
}

/** See `forgetChoice` of the stage. */
export function forgetChoice(input: RematchInput): Promise<PlanHeader> {
  return forget(writesOfProfile(input.profile), input);
}

/** See `arrangeLocations` of the stage. */
export function arrangeLocations(input: ArrangeInput): Promise<PlanHeader> {
  return arrange(writesOfProfile(input.profile), input);
}
