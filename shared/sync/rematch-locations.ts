/** Which locations are one place and whose they are, and which contacts are one person, as a person says it in a preview. */
import { summarise, type Party, type Side } from '../domain/party.ts';
import { systemNames } from '../mapping/note.ts';
import type { ContactTie } from './contact-choices.ts';
import { nameOfContact } from './contacts.ts';
import type { LocationArrival, LocationMove, LocationTie, NamedCustomer } from './location-choices.ts';
import { choicesOf } from './match-choices.ts';
import { noDecision, orNoDecision, type Decision, type PlanHeader } from './plan.ts';
import type { WritesOf } from './plan-build.ts';
import type { StoredRow } from './ledger-port.ts';
import { reconcileSettingsOf, writesTo } from './reconcile-types.ts';
import {
  madeBy,
  openPlan,
  refuse,
  replan,
  rowWith,
  type OpenPlan,
  type RematchInput,
} from './rematch-plan.ts';

export interface ArrangeInput extends RematchInput {
  /** All ties and moves of the row; they take the place of those before. */
  readonly ties: readonly LocationTie[];
  /** All ties of contacts of a business customer; absent where those before stay. */
  readonly contactTies?: readonly ContactTie[] | undefined;
  readonly moves: readonly {
    readonly side: Side;
    readonly locationKey: string;
    /** Key of the customer of the same side that the location belongs to. */
    readonly to: string;
  }[];
}

function namedOf(party: Party): NamedCustomer {
  const { key, number, name } = summarise(party);
  return { key, number, name };
}

/** Each location at most once, and only those that are there. */
function requireTies(ties: readonly LocationTie[], { records }: StoredRow): void {
  const seen = new Set<string>();
  for (const tie of ties) {
    for (const side of ['erp', 'shopify'] as const) {
      const key = side === 'erp' ? tie.erpKey : tie.shopifyKey;
      if (key === null) continue;
      const isThere = records[side]?.locations.some((location) => location.key === key) === true;
      if (!isThere) throw refuse(`There is no location ${key} with this customer.`);
      if (seen.has(`${side} ${key}`)) throw refuse(`The location ${key} is tied twice.`);
      seen.add(`${side} ${key}`);
    }
  }
}

/** Each contact at most once, and only those that are there and can go on together. */
function requireContactTies(ties: readonly ContactTie[], { row, records }: StoredRow): void {
  if (ties.length > 0 && row.decision?.unlink === true) {
    throw refuse(
      'The link of these two companies ends with this row. Take that back before you link contacts.',
    );
  }
  const seen = new Set<string>();
  for (const tie of ties) {
    for (const side of ['erp', 'shopify'] as const) {
      const key = side === 'erp' ? tie.erpKey : tie.shopifyKey;
      if (key === null) continue;
      const contact = records[side]?.business?.contacts.find((each) => each.key === key);
      if (contact === undefined) {
        throw refuse(`There is no contact ${key} with this company in ${systemNames[side]}.`);
      }
      const name = nameOfContact(contact);
      if (seen.has(`${side} ${key}`)) {
        throw refuse(
          `${name} is linked twice. One person of ${systemNames[side]} can be one other person only.`,
        );
      }
      seen.add(`${side} ${key}`);
      if (!contact.active && tie.shopifyKey !== null) {
        throw refuse(
          `${name} is inactive in ${systemNames[side]}. Activate the contact there first, or keep the two apart.`,
        );
      }
    }
  }
}

function isFrom(arrival: LocationArrival, side: Side, locationKey: string): boolean {
  return arrival.side === side && arrival.location.key === locationKey;
}

/** The rows at the other end of a row's moves, without what they say about them. By row id. */
export async function otherHalves(plan: OpenPlan, decision: Decision): Promise<Map<string, StoredRow>> {
  const halves = new Map<string, StoredRow>();
  const change = async (key: string, without: (held: Decision) => Decision): Promise<void> => {
    const found = await rowWith(plan, key);
    const entry = found === null ? undefined : (halves.get(found.row.id) ?? found);
    const held = entry?.row.decision;
    if (entry === undefined || held == null) return;
    halves.set(entry.row.id, { ...entry, row: { ...entry.row, decision: orNoDecision(without(held)) } });
  };
  for (const { side, locationKey, to } of decision.moves ?? []) {
    await change(to.key, (held) => ({
      ...held,
      arrivals: (held.arrivals ?? []).filter((arrival) => !isFrom(arrival, side, locationKey)),
    }));
  }
  for (const { side, location, from } of decision.arrivals ?? []) {
    await change(from.key, (held) => ({
      ...held,
      moves: (held.moves ?? []).filter((move) => move.side !== side || move.locationKey !== location.key),
    }));
  }
  return halves;
}

/** The row of the customer that a location goes to. */
async function receiverOf(plan: OpenPlan, side: Side, key: string): Promise<StoredRow> {
  const held = await rowWith(plan, key);
  const party = held?.records[side];
  const kind = plan.asked.records[side]?.kind;
  const isFit = party != null && party.key === key && !party.isGuest && party.kind === kind;
  if (held === null || !isFit || held.row.id === plan.asked.row.id) {
    throw refuse('Choose another customer of the same system that has a row of its own in this preview.');
  }
  return held;
}

/**
 * Ties locations of the two records of a row to each other, or to none, and says which belong to another customer. A location that
 * belongs to another one is created there by this plan; removing it here is proposed by the next, once it has been seen there (L11).
 * In the same way it ties contacts of two companies.
 *
 * Throws PLAN_MISSING, ROW_MISSING; DECISION_INVALID for a location, contact or customer that is not there.
 */
export async function arrangeLocations(writesOf: WritesOf, input: ArrangeInput): Promise<PlanHeader> {
  const plan = await openPlan(writesOf, input);
  const { asked } = plan;
  const { ties, person, profile } = input;
  const { erp, shopify } = asked.records;
  if (erp === null || shopify === null) throw refuse('Only a customer in both systems has locations to tie.');
  const contactTies = input.contactTies ?? asked.row.decision?.contactTies ?? [];
  requireTies(ties, asked);
  requireContactTies(contactTies, asked);
  const named = person === undefined ? {} : { person };
  const { contactTies: _, ...before } = asked.row.decision ?? noDecision;
  const rows = await otherHalves(plan, { ...before, arrivals: [] });
  const moves: LocationMove[] = [];
  for (const { side, locationKey, to } of input.moves) {
    const from = side === 'erp' ? erp : shopify;
    const location = from.locations.find(({ key }) => key === locationKey);
    if (location === undefined) throw refuse(`There is no location ${locationKey} with this customer.`);
    if (!writesTo(reconcileSettingsOf(profile, from.kind).direction, side)) {
      throw refuse(`This profile does not write to ${systemNames[side]}, so nothing can be moved there.`);
    }
    const found = await receiverOf(plan, side, to);
    const entry = rows.get(found.row.id) ?? found;
    const held = entry.row.decision ?? noDecision;
    const arrivals = [...(held.arrivals ?? []), { side, location, from: namedOf(from) }];
    const decision: Decision = { ...held, ...named, arrivals };
    rows.set(entry.row.id, { ...entry, row: { ...entry.row, decision } });
    const receiver = entry.records[side];
    if (receiver !== null) moves.push({ side, locationKey, to: namedOf(receiver) });
  }
  const people = contactTies.length === 0 ? {} : { contactTies };
  const decided: StoredRow = {
    ...asked,
    row: { ...asked.row, decision: orNoDecision({ ...before, ...named, ties, ...people, moves }) },
  };
  const entries = [decided, ...rows.values()];
  const decisions = new Map(entries.map(({ row }) => [row.id, row.decision]));
  return replan(plan, entries, choicesOf(madeBy(entries)), (row) => decisions.get(row.id) ?? null);
}
