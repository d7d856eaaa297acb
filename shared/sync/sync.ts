/** Ties the stages together: the only file that knows all of them. Services call these functions and nothing deeper. */
import { AppError } from '../domain/app-error.ts';
import type { Profile } from '../domain/settings.ts';
import { replaceAmbiguous } from './choose-candidate.ts';
import { planHash, rowHash } from './hashes.ts';
import { createIdentityIndex } from './identity-index.ts';
import { createNumbering } from './numbering.ts';
import { operationSettingsOf, operationsOf } from './operations.ts';
import type { PlanHeader } from './plan.ts';
import { createTotalsCounter, sortEntries, type PlanEntry, type WritesOf } from './plan-build.ts';
import type { Surroundings } from './plan-records.ts';
import type { Ids, Ledger } from './ports.ts';
import { prepareWith, type PrepareInput } from './prepare.ts';

export type { PrepareInput };
export { commitPlan, resumeRun } from './commit.ts';

function writesOfProfile(profile: Profile): WritesOf {
  const settings = operationSettingsOf(profile);
  return (row, records, decision) => operationsOf(row, records, decision, settings);
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

/** The header with totals as the decisions now stand. The stored header keeps the totals of its making. */
export async function totalsOf(stored: StoredPlan): Promise<PlanHeader> {
  const header = await storedHeader(stored);
  const { planId, profile, ledger } = stored;
  const counter = createTotalsCounter(writesOfProfile(profile), profile.erp);
  await ledger.eachPlanRow(planId, (row, records) => counter.add({ row, records }));
  return { ...header, totals: counter.totals() };
}

/** Everything that the other rows of a stored plan say about identities and numbers. */
function surroundingsOf(
  entries: readonly PlanEntry[],
  header: PlanHeader,
  profile: Profile,
  replaced: string,
): Surroundings {
  const identities = createIdentityIndex(profile.homeCountry);
  const numbers = new Set<string>();
  const locationKeys = new Set<string>();
  for (const { row } of entries) {
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
  };
}

export interface ChooseInput extends StoredPlan {
  readonly rowId: string;
  /** Key of the candidate, or `new` to keep the row's record apart. */
  readonly partner: string;
  readonly ids: Ids;
}

/**
 * Plans an ambiguous row again, now that a person said which records belong together, and stores the plan with the rows
 * that replace it. The plan keeps its id and gets a new hash: what was on screen before is no longer what would run.
 *
 * Throws PLAN_MISSING, ROW_MISSING, DECISION_INVALID.
 */
export async function chooseCandidate(input: ChooseInput): Promise<PlanHeader> {
  const { planId, rowId, partner, profile, ledger, ids } = input;
  const header = await storedHeader(input);
  const entries: PlanEntry[] = [];
  await ledger.eachPlanRow(planId, (row, records) => void entries.push({ row, records }));
  const asked = entries.find(({ row }) => row.id === rowId);
  if (asked === undefined) throw new AppError('ROW_MISSING', { params: { row: rowId } });
  const writesOf = writesOfProfile(profile);
  const surroundings = surroundingsOf(entries, header, profile, rowId);
  const replacements = replaceAmbiguous(asked, partner, { surroundings, profile, writesOf }, ids);
  const replaced = sortEntries([...entries.filter((entry) => entry !== asked), ...replacements]);

  const counter = createTotalsCounter(writesOf, profile.erp);
  for (const entry of replaced) counter.add(entry);
  const { totals: _, sha256: __, ...rest } = header;
  const unsigned = { ...rest, rowCount: replaced.length };
  const rowHashes = replaced.map(({ row }) => rowHash(row, ids));
  const changed = { ...unsigned, totals: counter.totals(), sha256: planHash(unsigned, rowHashes, ids) };
  await ledger.savePlan(changed, replaced);
  return changed;
}
