/** Who belongs to whom, as a person says it in a preview: linking by hand, keeping apart, and taking it back. */
import { otherSide, summarise, type Party } from '../domain/party.ts';
import { choicesOf, isChoice, keptApart } from './match-choices.ts';
import {
  noDecision,
  orNoDecision,
  shownSuggestions,
  type Decision,
  type PlanHeader,
  type PlanRow,
} from './plan.ts';
import { partiesOf, type WritesOf } from './plan-build.ts';
import type { MadeDecision, StoredRow } from './ledger-port.ts';
import { rowsAround } from './rematch-around.ts';
import { otherHalves } from './rematch-locations.ts';
import {
  madeBy,
  openPlan,
  refuse,
  replan,
  rowWith,
  type OpenPlan,
  type RematchInput,
} from './rematch-plan.ts';

function requireFree({ row, records }: StoredRow, partner: Party): void {
  if (partner.isGuest) throw refuse('The guest customer is never synchronised, and so never linked.');
  if (records.erp !== null && records.shopify !== null) {
    const other = partner.side === 'erp' ? row.shopify : row.erp;
    throw refuse(
      `${summarise(partner).name} (${partner.number}) belongs to ${other?.name ?? ''} (${other?.number ?? ''}). Take those two apart first.`,
    );
  }
}

/** Who of the asked row gets the partner: its own record of the other side, or of a question without one the only one there is. */
function keeperFor({ records }: StoredRow, partner: Party): Party {
  const keeper = records[otherSide(partner.side)];
  if (keeper !== null) {
    if (keeper.isGuest) throw refuse('The guest customer is never synchronised, and so never linked.');
    return keeper;
  }
  throw refuse('This is not one of the candidates in the other system.');
}

/**
 * Links a record to one of the other side by hand, whether that was a candidate, a near match, or found by search; `new` keeps a
 * record without partner apart from its candidates and near matches, so that it is created. A record that has a partner leaves it:
 * the two stay as they are, and their link ends with the commit of this row.
 *
 * Throws PLAN_MISSING, ROW_MISSING; DECISION_INVALID for a partner that is none or has one already.
 */
export async function choosePartner(
  writesOf: WritesOf,
  input: RematchInput & { readonly partner: string },
): Promise<PlanHeader> {
  const plan = await openPlan(writesOf, input);
  const { asked } = plan;
  const { partner: wanted, person } = input;
  const named = person === undefined ? {} : { person };
  const chosen = partiesOf(asked.records).find(({ key }) => key === wanted);
  const anchor = asked.records.shopify ?? asked.records.erp;

  if (wanted === keptApart || (anchor === null && chosen !== undefined)) {
    const loner = anchor ?? chosen;
    const isPair = asked.records.erp !== null && asked.records.shopify !== null;
    if (loner === undefined || loner === null) {
      throw refuse('Choose the customer that goes on; the others stay as they are.');
    }
    if (isPair) return takeApart(plan);
    const others = [
      ...(asked.row.decision?.apartFrom ?? []),
      ...asked.records.candidates.map(({ key }) => key),
      ...nearOf(asked.row),
    ];
    const decision: Decision = {
      ...noDecision,
      ...named,
      partner: wanted,
      apartFrom: [...new Set(others)].filter((key) => key !== loner.key),
    };
    return apply(plan, [asked], [{ decision, keys: keysOf(loner) }]);
  }

  const holder = chosen === undefined ? await rowWith(plan, wanted) : asked;
  const partner = holder === null ? undefined : partiesOf(holder.records).find(({ key }) => key === wanted);
  if (holder === null || partner === undefined) {
    throw refuse('There is no such customer among the candidates, nor anywhere else in this preview.');
  }
  const keeper = keeperFor(asked, partner);
  if (holder.row.id !== asked.row.id) requireFree(holder, partner);
  else if (keeper.key === wanted || asked.records[partner.side]?.key === wanted) {
    throw refuse('These two belong together already.');
  }
  if (keeper.kind !== partner.kind) {
    throw refuse(
      'One of the two is a person and the other a company, and neither becomes the other by being linked. Change the kind in one system first, or keep them apart.',
    );
  }
  const [erp, shopify] = keeper.side === 'erp' ? [keeper, partner] : [partner, keeper];
  const decision: Decision = { ...noDecision, ...named, partner: wanted };
  const entries = holder.row.id === asked.row.id ? [asked] : [asked, holder];
  return apply(plan, entries, [{ decision, keys: { erp: erp.key, shopify: shopify.key } }]);
}

type Said = Pick<MadeDecision, 'decision' | 'keys'>;

function keysOf({ side, key }: Party): Said['keys'] {
  return { erp: side === 'erp' ? key : null, shopify: side === 'shopify' ? key : null };
}

/** The decision of a row that came of what was said: whole where the row is what was wanted, else only who is apart. */
function decisionFor(row: PlanRow, before: Decision | null, said: readonly Said[]): Decision | null {
  for (const { decision, keys } of said) {
    const isIt = row.erp?.key === (keys.erp ?? undefined) && row.shopify?.key === (keys.shopify ?? undefined);
    if (isIt && row.verb !== 'ambiguous') return decision;
    const own = keys.erp ?? keys.shopify;
    if (decision.apartFrom === undefined || own === null) continue;
    if (row.erp?.key === own || row.shopify?.key === own) return orNoDecision({ ...decision, partner: null });
  }
  return before;
}

/** Who was kept apart from others stays so in whatever row comes of it, also as a candidate of somebody else. */
function stillApart(row: PlanRow, decided: Decision | null, made: readonly Said[]): Decision | null {
  const own = [row.erp?.key, row.shopify?.key];
  const candidates = row.candidates.map(({ summary }) => summary.key);
  const { apartFrom = [], apartCandidates = [] } = decided ?? noDecision;
  const isSaid = (key: string, other: string): boolean =>
    (own.includes(key) && apartFrom.includes(other)) ||
    apartCandidates.some(([one, from]) => one === key && from === other);
  const pairs = made.flatMap(({ decision, keys }) =>
    [keys.erp, keys.shopify]
      .filter((key) => key !== null)
      .filter((key) => own.includes(key) || candidates.includes(key))
      .flatMap((key) => (decision.apartFrom ?? []).map((other) => [key, other] as const))
      .filter(([key, other]) => !isSaid(key, other)),
  );
  if (pairs.length === 0) return decided;
  return { ...(decided ?? noDecision), apartCandidates: [...apartCandidates, ...pairs] };
}

/**
 * Plans these rows again with what was said about them. Whoever becomes free by that could belong with records of other rows, so
 * these are planned again as well, with what had been said about them.
 */
async function apply(
  plan: OpenPlan,
  entries: readonly StoredRow[],
  said: readonly Said[],
): Promise<PlanHeader> {
  const around = await rowsAround(plan, entries);
  const kept = new Map(around.map(({ row }) => [row.id, row.decision]));
  const made = [...madeBy(around), ...said];
  return replan(plan, [...entries, ...around], choicesOf(made), (row) =>
    stillApart(row, decisionFor(row, kept.get(row.id) ?? null, said), made),
  );
}

/** Two records that a rule has matched and that are not linked yet: each becomes a customer of its own. */
async function takeApart(plan: OpenPlan): Promise<PlanHeader> {
  const { asked, input } = plan;
  const { erp, shopify } = asked.records;
  const isMatched = asked.row.linkId === null && !asked.row.evidence.some(({ rule }) => rule === 'manual');
  if (erp === null || shopify === null || !isMatched) {
    throw refuse('These two were linked. End their link instead.');
  }
  const named = input.person === undefined ? {} : { person: input.person };
  const decided = (['erp', 'shopify'] as const).map((side) => {
    const [own, other] = side === 'erp' ? [erp, shopify] : [shopify, erp];
    const decision: Decision = { ...noDecision, ...named, partner: keptApart, apartFrom: [other.key] };
    return { decision, keys: keysOf(own) };
  });
  return apply(plan, [asked], decided);
}

function nearOf(row: PlanRow): readonly string[] {
  return shownSuggestions(row).map(({ summary }) => summary.key);
}

/** Being kept apart is mutual, and so is taking it back. */
function withoutApart(entry: StoredRow, from: readonly Party[]): StoredRow {
  const { decision } = entry.row;
  if (decision?.apartFrom === undefined) return entry;
  const apartFrom = decision.apartFrom.filter((key) => from.every((party) => party.key !== key));
  if (apartFrom.length === decision.apartFrom.length) return entry;
  return {
    ...entry,
    row: { ...entry.row, decision: apartFrom.length === 0 ? null : { ...decision, apartFrom } },
  };
}

/**
 * Takes back what was chosen for a row: its records, and those they could belong with, are planned as if nothing had been said.
 * Throws PLAN_MISSING, ROW_MISSING; DECISION_INVALID where nothing was chosen.
 */
export async function forgetChoice(writesOf: WritesOf, input: RematchInput): Promise<PlanHeader> {
  const plan = await openPlan(writesOf, input);
  const { asked } = plan;
  const { decision } = asked.row;
  if (decision === null || !isChoice(decision)) throw refuse('Nothing was chosen for this row.');
  const around = await rowsAround(plan, [asked]);
  const halves = await otherHalves(plan, decision);
  const known = new Set(halves.keys());
  const freed = around
    .filter(({ row }) => !known.has(row.id))
    .map((entry) => withoutApart(entry, partiesOf(asked.records)));
  const entries = [...freed, ...halves.values()];
  const kept = new Map(entries.map(({ row }) => [row.id, row.decision]));
  const choices = choicesOf(madeBy(entries));
  return replan(plan, [asked, ...entries], choices, (row) => kept.get(row.id) ?? null);
}
