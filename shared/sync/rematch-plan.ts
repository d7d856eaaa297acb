/**
 * Planning some rows of a stored plan again because a person said who is who. The rows that come of it take the place of those that
 * were there; every record of the old rows is in exactly one of the new ones (L12). The plan keeps its id and gets a new hash: what
 * was on screen is no longer what would run.
 */
import { AppError } from '../domain/app-error.ts';
import type { Party, PartySummary, Side } from '../domain/party.ts';
import { isPart } from '../domain/scope.ts';
import type { Profile } from '../domain/settings.ts';
import type { OtherContact } from './company-directory.ts';
import { partyHash, replacedHash, rowHash } from './hashes.ts';
import { createIdentityIndex } from './identity-index.ts';
import type { Choices } from './match-choices.ts';
import { pausedRecords } from './links-read.ts';
import { createNumbering } from './numbering.ts';
import { isDone, shownSuggestions, type Decision, type PlanHeader, type PlanRow } from './plan.ts';
import { buildEntry, createTotalsCounter, partiesOf, sortEntries, type WritesOf } from './plan-build.ts';
import { planRecords, type Surroundings } from './plan-records.ts';
import type { Ledger, MadeDecision, StoredRow } from './ledger-port.ts';
import type { Ids } from './ports.ts';
import type { RowIdentities } from './row-identities.ts';

export interface RematchInput {
  readonly planId: string;
  readonly rowId: string;
  readonly profile: Profile;
  readonly ledger: Ledger;
  readonly ids: Ids;
  /** Account name of who decides, for the report; absent where nobody knows. */
  readonly person?: string;
}

/** The stored plan as a change of some of its rows needs it. */
export interface OpenPlan {
  readonly input: RematchInput;
  readonly writesOf: WritesOf;
  readonly header: PlanHeader;
  readonly asked: StoredRow;
  /** Of all rows. */
  readonly identities: readonly RowIdentities[];
}

export async function openPlan(writesOf: WritesOf, input: RematchInput): Promise<OpenPlan> {
  const { ledger, planId, rowId } = input;
  const header = await ledger.plan(planId);
  if (header === null) throw new AppError('PLAN_MISSING');
  const asked = await ledger.planRow(planId, rowId);
  if (asked === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
  if (isDone(asked.row)) throw refuseDone();
  return { input, writesOf, header, asked, identities: await ledger.planIdentities(planId) };
}

export function refuse(reason: string): AppError {
  return new AppError('DECISION_INVALID', { params: { reason } });
}

export function refuseDone(): AppError {
  return refuse('A run of this preview has dealt with the row. Prepare again to see what is left of it.');
}

/** Everything that the other rows of a stored plan say about identities and numbers. */
function surroundingsOf(
  { identities: rows, header, input }: OpenPlan,
  replaced: ReadonlySet<string>,
  paused: ReturnType<typeof pausedRecords> | null,
): Surroundings {
  const { profile, ids } = input;
  const identities = createIdentityIndex(profile.homeCountry);
  const numbers = new Set<string>();
  const locationKeys = new Set<string>();
  const otherContacts: OtherContact[] = [...(paused?.otherContacts ?? [])];
  for (const row of rows) {
    otherContacts.push(...(replaced.has(row.id) ? [] : contactsOf(row)));
    // A company's e-mail is its main contact's, and stands in nobody's way.
    if (row.entity !== 'company') {
      if (row.erp !== null) identities.add('erp', row.erp);
      if (row.shopify !== null) identities.add('shopify', row.shopify);
      if (row.isAcrossKinds !== true) {
        for (const { side, summary } of row.candidates) identities.add(side, summary);
      }
    }
    for (const { field, action } of replaced.has(row.id) ? [] : row.fields) {
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
    isPart: isPart(header.scope),
    contentHash: (party) => partyHash(party, ids),
    otherContacts,
    ...(paused === null ? {} : { pausedKeys: paused.pausedKeys }),
  };
}

/** Null where business customers are among the rows, or are off. */
async function pausedOf({ header, input: { ledger } }: OpenPlan) {
  if (header.companyPaused === undefined) return null;
  const [links, state] = await Promise.all([ledger.links(), ledger.readingState()]);
  return pausedRecords(links, state?.companies);
}

function contactsOf({ erp, shopify, contactEmails }: RowIdentities): readonly OtherContact[] {
  const of = (side: Side, company: PartySummary | null): readonly OtherContact[] =>
    company === null ? [] : (contactEmails?.[side] ?? []).map((email) => ({ side, email, company }));
  return [...of('erp', erp), ...of('shopify', shopify)];
}

function keysOf(row: Pick<PlanRow, 'erp' | 'shopify' | 'candidates'>): readonly string[] {
  return [row.erp, row.shopify, ...row.candidates.map(({ summary }) => summary)].flatMap(
    (summary) => summary?.key ?? [],
  );
}

export async function rowWith(plan: OpenPlan, key: string): Promise<StoredRow | null> {
  const { planId, ledger } = plan.input;
  const found = plan.identities.find((row) => keysOf(row).includes(key));
  return found === undefined ? null : ledger.planRow(planId, found.id);
}

/** The links that these rows stand on; all ended ones are needed besides. */
async function linksOf({ input: { ledger } }: OpenPlan, entries: readonly StoredRow[]) {
  const ids = entries.flatMap(({ row }) => [
    ...(row.linkId === null ? [] : [row.linkId]),
    ...(row.replacedLinkIds ?? []),
  ]);
  const [ended, held] = await Promise.all([ledger.endedLinks(), ledger.linksByIds(ids)]);
  const known = new Set(ended.map(({ id }) => id));
  return [...ended, ...held.filter(({ id }) => !known.has(id))];
}

/** Near matches stay with the records that they were found for, also while these have a partner by hand. */
function keepSuggestions(built: StoredRow, before: readonly StoredRow[]): StoredRow {
  const suggestions = (['erp', 'shopify'] as const).flatMap((side) => {
    const key = built.row[side]?.key;
    const known = before.find(({ row }) => key !== undefined && row[side]?.key === key);
    return (known?.row.suggestions ?? []).filter((each) => each.side !== side);
  });
  const isLinked = built.row.linkId !== null && built.row.erp !== null && built.row.shopify !== null;
  return suggestions.length === 0 || isLinked ? built : { ...built, row: { ...built.row, suggestions } };
}

function suggestedRows(entries: readonly StoredRow[]): number {
  return entries.filter(({ row }) => shownSuggestions(row).length > 0).length;
}

/** @param decide the decision of a row that comes of it. */
export async function replan(
  plan: OpenPlan,
  entries: readonly StoredRow[],
  choices: Choices,
  decide: (row: PlanRow) => Decision | null,
): Promise<PlanHeader> {
  const { input, writesOf, header } = plan;
  const { profile, ids, ledger, rowId } = input;
  const parties = entries.flatMap(({ records }) => partiesOf(records));
  const ofSide = (side: Side): readonly Party[] => parties.filter((party) => party.side === side);
  const { rows } = planRecords(
    { erp: ofSide('erp'), shopify: ofSide('shopify'), links: await linksOf(plan, entries), ...choices },
    surroundingsOf(plan, new Set(entries.map(({ row }) => row.id)), await pausedOf(plan)),
    profile,
  );
  const replacements = sortEntries(
    rows.map((planned) => {
      const built = buildEntry(planned, writesOf, ids);
      return keepSuggestions({ ...built, row: { ...built.row, decision: decide(built.row) } }, entries);
    }),
  );
  const counter = createTotalsCounter(writesOf, profile, header.totals);
  // As they are stored: what is handed over may carry other decisions already.
  const stored = (await Promise.all(entries.map(({ row }) => ledger.planRow(header.id, row.id)))).filter(
    (entry) => entry !== null,
  );
  for (const entry of stored) counter.remove(entry);
  for (const entry of replacements) counter.add(entry);
  // A person's word on the guards was for the plan as it was shown.
  const { totals: _, guardOverride: __, sha256, suggestions = null, ...rest } = header;
  const unsigned = {
    ...rest,
    suggestions:
      suggestions === null
        ? null
        : {
            ...suggestions,
            rows: suggestions.rows - suggestedRows(stored) + suggestedRows(replacements),
          },
    rowCount: header.rowCount - entries.length + replacements.length,
  };
  const rowHashes = replacements.map(({ row }) => rowHash(row, ids));
  const changed: PlanHeader = {
    ...unsigned,
    totals: counter.totals(),
    sha256: replacedHash(unsigned, { sha256, rowId, rowHashes }, ids),
  };
  const others = entries.map(({ row }) => row.id).filter((id) => id !== rowId);
  await ledger.replaceRow(changed, rowId, replacements, others);
  return changed;
}

/** What was said about rows that are planned again for another's sake. */
export function madeBy(entries: readonly StoredRow[]): readonly Pick<MadeDecision, 'decision' | 'keys'>[] {
  return entries.flatMap(({ row: { decision, erp, shopify } }) =>
    decision === null ? [] : [{ decision, keys: { erp: erp?.key ?? null, shopify: shopify?.key ?? null } }],
  );
}
