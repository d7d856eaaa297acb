/**
 * What was decided and taken back with its run since the latest preview never comes back by itself (ADR 17): its rows start as
 * if nothing had been said, and say that something had.
 */
import { note } from '../mapping/note.ts';
import { orNoDecision, undoBucketOf, type Decision, type PlanRow } from './plan.ts';
import type { Ledger, MadeDecision, StoredRow } from './ledger-port.ts';

/** A row that was taken back, with what had been decided for it as long as the plan of the run is kept. */
type TakenBack = Pick<PlanRow, 'id' | 'erp' | 'shopify' | 'candidates' | 'decision'>;

/**
 * The rows that were taken back since the latest preview was made. Serials of the links say what came after what: clocks can be
 * set back.
 */
export async function rowsTakenBack(
  ledger: Pick<Ledger, 'latestPlan' | 'runs' | 'run' | 'plan' | 'planRow' | 'eachPlanRow'>,
): Promise<readonly TakenBack[]> {
  const latest = await ledger.latestPlan();
  if (latest === null) return [];
  const rows: TakenBack[] = [];
  for (const { id, planId, undoes } of await ledger.runs()) {
    if (undoes === undefined) continue;
    const [undo, undone] = await Promise.all([ledger.plan(planId), ledger.run(undoes.runId)]);
    if (undo === null || undone === null || undo.linkSerial < latest.linkSerial) continue;
    const taken: PlanRow[] = [];
    await ledger.eachPlanRow(planId, (row) => {
      const bucket = undoBucketOf(row);
      // One that got into trouble may have been taken back in part.
      if (row.ended?.runId === id && (bucket === 'reversed' || bucket === 'errored')) taken.push(row);
    });
    for (const row of taken) {
      const carriedOut = await ledger.planRow(undone.planId, row.id);
      rows.push(carriedOut?.row ?? row);
    }
  }
  return rows;
}

function keysOf({ erp, shopify, candidates }: Pick<PlanRow, 'erp' | 'shopify' | 'candidates'>): string[] {
  return [erp, shopify, ...candidates.map(({ summary }) => summary)].flatMap((summary) => summary?.key ?? []);
}

/** Without what it says about records of that row: locations that go there or come from there, and who was kept apart. */
function withoutOtherHalf(held: Decision, row: TakenBack): Decision {
  const { moves, arrivals, apartCandidates, ...rest } = held;
  const own = keysOf(row);
  const apartFrom = row.decision?.apartFrom ?? [];
  const left = {
    moves: moves?.filter(({ to }) => !own.includes(to.key)),
    arrivals: arrivals?.filter(({ from }) => !own.includes(from.key)),
    apartCandidates: apartCandidates?.filter(
      ([one, other]) => !own.includes(one) || !apartFrom.includes(other),
    ),
  };
  if (
    left.moves?.length === moves?.length &&
    left.arrivals?.length === arrivals?.length &&
    left.apartCandidates?.length === apartCandidates?.length
  ) {
    return held;
  }
  return {
    ...rest,
    ...(left.moves === undefined ? {} : { moves: left.moves }),
    ...(left.arrivals === undefined ? {} : { arrivals: left.arrivals }),
    ...(left.apartCandidates === undefined ? {} : { apartCandidates: left.apartCandidates }),
  };
}

export interface DecisionsLeft {
  readonly decisions: ReadonlyMap<string, MadeDecision>;
  /** Keys of the records for which something had been decided and no longer is. */
  readonly forgotten: ReadonlySet<string>;
}

/** The decisions of the latest preview that still count. That a row is left alone was carried out by no run, and stays. */
export function withoutTakenBack(
  decisions: ReadonlyMap<string, MadeDecision>,
  rows: readonly TakenBack[],
): DecisionsLeft {
  const forgotten = new Set<string>();
  if (rows.length === 0) return { decisions, forgotten };
  for (const row of rows) {
    if (row.decision === null || orNoDecision(row.decision) === null) continue;
    for (const key of keysOf(row)) forgotten.add(key);
  }
  const ids = new Set(rows.map(({ id }) => id));
  const left = new Map<string, MadeDecision>();
  for (const [rowId, made] of decisions) {
    const isOwn = ids.has(rowId) && made.decision.include;
    const decision = isOwn ? null : orNoDecision(rows.reduce(withoutOtherHalf, made.decision));
    if (decision !== null) left.set(rowId, { ...made, decision });
    if (decision === made.decision || orNoDecision(made.decision) === null) continue;
    for (const key of [made.keys.erp, made.keys.shopify]) if (key !== null) forgotten.add(key);
  }
  return { decisions: left, forgotten };
}

/** Says on a row of the new preview that what had been decided for one of its records was taken back. */
export function sayTakenBack(entry: StoredRow, forgotten: ReadonlySet<string>): StoredRow {
  const { row } = entry;
  if (forgotten.size === 0 || !keysOf(row).some((key) => forgotten.has(key))) return entry;
  return { ...entry, row: { ...row, notes: [note('decisionTakenBack'), ...row.notes] } };
}
