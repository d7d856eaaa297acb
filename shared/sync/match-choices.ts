/** What people chose about who is who, in the words of the matching; found again in a new preview while it holds. Pure. */
import type { ContactTie } from './contact-choices.ts';
import type { LocationChoices } from './location-choices.ts';
import { setApart, type Apart } from './match-buckets.ts';
import type { ManualPairing } from './match-types.ts';
import type { Decision } from './plan.ts';
import type { MadeDecision } from './ledger-port.ts';

/** `Decision.partner` of a record that is no one of its candidates. */
export const keptApart = 'new';

export interface Choices {
  readonly manual: readonly ManualPairing[];
  /** Who was kept apart from whom. */
  readonly apart: Apart;
  /** Keys of records that a person wants as customers of their own, whatever was said of them before. */
  readonly wanted: ReadonlySet<string>;
  /** By the key of the row's ERP record, or of its Shopify record where that is alone. */
  readonly locations: ReadonlyMap<string, LocationChoices>;
  /** Contacts of a business customer, by the same key. */
  readonly contacts: ReadonlyMap<string, readonly ContactTie[]>;
}

/** Whether a decision is about who is who, and not only about values. */
export function isChoice(decision: Decision): boolean {
  const { partner, apartFrom, apartCandidates, ties, contactTies, moves, arrivals } = decision;
  const said = [apartFrom, apartCandidates, ties, contactTies, moves, arrivals];
  return partner !== null || said.some((each) => each !== undefined);
}

/** @param made decisions that still hold. */
export function choicesOf(made: Iterable<Pick<MadeDecision, 'decision' | 'keys'>>): Choices {
  const manual: ManualPairing[] = [];
  const apart = new Map<string, Set<string>>();
  const wanted = new Set<string>();
  const locations = new Map<string, LocationChoices>();
  const contacts = new Map<string, readonly ContactTie[]>();
  for (const { decision, keys } of made) {
    for (const [one, other] of decision.apartCandidates ?? []) setApart(apart, one, other);
    const key = keys.erp ?? keys.shopify;
    if (key === null || !isChoice(decision)) continue;
    const { partner, apartFrom = [], ties = [], contactTies = [], moves = [], arrivals = [] } = decision;
    if (ties.length + moves.length + arrivals.length > 0) locations.set(key, { ties, moves, arrivals });
    if (contactTies.length > 0) contacts.set(key, contactTies);
    // Who is apart from others stays so, also while it waits for an answer about somebody else.
    for (const own of [keys.erp, keys.shopify]) {
      if (own !== null) for (const other of apartFrom) setApart(apart, own, other);
    }
    if (partner === null) continue;
    if (keys.erp !== null && keys.shopify !== null) {
      manual.push({ erpKey: keys.erp, shopifyKey: keys.shopify });
    } else if (decision.deletion === null) {
      // Whose link is ended is left alone; that is no wish to have it created.
      wanted.add(key);
    }
  }
  return { manual, apart, wanted, locations, contacts };
}
