/** Ties the stages together: the only file that knows all of them. Services call these functions and nothing deeper. */
import { AppError } from '../domain/app-error.ts';
import type { Profile } from '../domain/settings.ts';
import { replaceAmbiguous } from './choose-candidate.ts';
import { partyHash, replacedHash, rowHash } from './hashes.ts';
import { createIdentityIndex } from './identity-index.ts';
import { createNumbering } from './numbering.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { isDone, type Decision, type PlanHeader } from './plan.ts';
import { createTotalsCounter, sortEntries, type WritesOf } from './plan-build.ts';
import type { Surroundings } from './plan-records.ts';
import type { Ids, Ledger } from './ports.ts';
import type { RowIdentities } from './row-identities.ts';
import { prepareWith, type PrepareInput } from './prepare.ts';
import { prepareUndoWith, type UndoInput } from './undo.ts';

export type { PrepareInput, UndoInput };
export { planStanding } from './commit-choice.ts';
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
export function preparePlan(input: PrepareInput): Promise<PlanHeader> {
  return prepareWith(writesOfProfile(input.profile), input);
}

/**
 * Makes a preview of taking a run back, or chosen rows of it, and stores it in the ledger; answers its header. It is
 * committed by `commitPlan`. Writes to the ledger only (L1, L2).
 *
 * Throws RUN_MISSING; RUN_NOT_UNDOABLE for a run that took another one back, changed nothing or is too old; ROW_MISSING;
 * UNDO_NOTHING_LEFT; whatever a failed reading throws; STOPPED when the signal says so.
 */
export function prepareUndo(input: UndoInput): Promise<PlanHeader> {
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
  const counter = createTotalsCounter(writesOfProfile(profile), profile.erp, header.totals);
  for (const [rowId, decision] of decisions) {
    const entry = await ledger.planRow(planId, rowId);
    if (entry === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
    if (isDone(entry.row)) {
      throw new AppError('DECISION_INVALID', {
        params: {
          reason: 'A run of this preview has dealt with the row. Prepare again to see what is left of it.',
        },
      });
    }
    counter.remove(entry);
    counter.add({ ...entry, row: { ...entry.row, decision } });
  }
  const totals = counter.totals();
  await ledger.saveDecisions(planId, decisions, totals);
  return { ...header, totals };
}

/** Everything that the other rows of a stored plan say about identities and numbers. */
function surroundingsOf(
  rows: readonly RowIdentities[],
  header: PlanHeader,
  { profile, ids, rowId: replaced }: ChooseInput,
): Surroundings {
  const identities = createIdentityIndex(profile.homeCountry);
  const numbers = new Set<string>();
  const locationKeys = new Set<string>();
  for (const row of rows) {
    if (row.erp !== null) identities.add('erp', row.erp);
    if (row.shopify !== null) identities.add('shopify', row.shopify);
    for (const { side, summary } of row.candidates) identities.add(side, summary);
    for (const { field, action } of row.id === replaced ? [] : row.fields) {
      if ((field === 'email' || field === 'phone') && action === 'writeShopify' && row.erp !== null) {
        identities.claim(field, row.erp);
      }
    }
    for (const number of [row.erp?.number, row.newNumber]) {
      if (typeof number === 'string') numbers.add(number.toUpperCase());
    }
    for (const { side, summary } of row.candidates)
      if (side === 'erp') numbers.add(summary.number.toUpperCase());
    for (const { erp, newKey } of row.locations) {
      for (const key of [erp?.key, newKey]) if (typeof key === 'string') locationKeys.add(key.toUpperCase());
    }
  }
  return {
    identities,
    nextNumber: createNumbering(profile.defaults.numbering, numbers),
    nextLocationNumber: createNumbering(profile.defaults.locationNumbering, locationKeys),
    complete: { erp: header.read.erp.complete, shopify: header.read.shopify.complete },
    contentHash: (party) => partyHash(party, ids),
  };
}

export interface ChooseInput extends StoredPlan {
  readonly rowId: string;
  /** Key of the candidate, or `new` to keep the row's record apart. */
  readonly partner: string;
  readonly ids: Ids;
}

/**
 * Plans an ambiguous row again, now that a person said which records belong together, and puts the rows that come of it in
 * its place. The plan keeps its id and gets a new hash: what was on screen before is no longer what would run.
 *
 * Throws PLAN_MISSING, ROW_MISSING, DECISION_INVALID.
 */
export async function chooseCandidate(input: ChooseInput): Promise<PlanHeader> {
  const { planId, rowId, partner, profile, ledger, ids } = input;
  const header = await storedHeader(input);
  const asked = await ledger.planRow(planId, rowId);
  if (asked === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
  const writesOf = writesOfProfile(profile);
  const surroundings = surroundingsOf(await ledger.planIdentities(planId), header, input);
  const links = await ledger.endedLinks();
  const replacements = sortEntries(
    replaceAmbiguous(asked, partner, { surroundings, links, profile, writesOf }, ids),
  );

  const counter = createTotalsCounter(writesOf, profile.erp, header.totals);
  counter.remove(asked);
  for (const entry of replacements) counter.add(entry);
  const { totals: _, sha256, ...rest } = header;
  const unsigned = { ...rest, rowCount: header.rowCount - 1 + replacements.length };
  const changed = {
    ...unsigned,
    totals: counter.totals(),
    sha256: replacedHash(
      unsigned,
      { sha256, rowId, rowHashes: replacements.map(({ row }) => rowHash(row, ids)) },
      ids,
    ),
  };
  await ledger.replaceRow(changed, rowId, replacements);
  return changed;
}
