/** What a person chose for records that could not be told apart, now and at the next preview. Pure. */
import { AppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { anchorOf } from './ambiguous-row.ts';
import { partyHash } from './hashes.ts';
import type { AmbiguousGroup, ManualPairing } from './match.ts';
import { noDecision } from './plan.ts';
import {
  buildEntry,
  partiesOf,
  recordId,
  stillHolds,
  type MadeDecision,
  type WritesOf,
} from './plan-build.ts';
import { planRecords, type Surroundings } from './plan-records.ts';
import type { Ids, Link, StoredRow } from './ports.ts';

/** `Decision.partner` of a record that is no one of its candidates. */
export const keptApart = 'new';

/** Pairs and loners that people chose. */
export interface Choices {
  readonly manual: readonly ManualPairing[];
  readonly apart: ReadonlySet<string>;
}

export const noChoices: Choices = { manual: [], apart: new Set() };

function choiceFor(entry: StoredRow, partner: string): Choices {
  const refuse = (reason: string): AppError => new AppError('DECISION_INVALID', { params: { reason } });
  if (entry.row.verb !== 'ambiguous') throw refuse('Only an ambiguous row has candidates.');
  const { erp, shopify, candidates } = entry.records;
  const anchor = shopify ?? erp;
  const chosen = candidates.find((candidate) => candidate.key === partner);
  if (anchor === null) {
    if (chosen === undefined) throw refuse('Choose the customer that goes on; the others stay as they are.');
    return { manual: [], apart: new Set([chosen.key]) };
  }
  if (partner === keptApart) return { manual: [], apart: new Set([anchor.key]) };
  if (chosen === undefined || chosen.side === anchor.side) {
    throw refuse('This is not one of the candidates in the other system.');
  }
  const pair =
    anchor.side === 'erp'
      ? { erpKey: anchor.key, shopifyKey: chosen.key }
      : { erpKey: chosen.key, shopifyKey: anchor.key };
  return { manual: [pair], apart: new Set() };
}

/**
 * The rows that replace an ambiguous row once `partner` was chosen: the pair's (or loner's) row with the choice as its
 * decision, and rows for the candidates left over; every record of the old row is in exactly one of them.
 * `surroundings` knows all records of the plan. Throws DECISION_INVALID for a partner that is no candidate.
 */
export function replaceAmbiguous(
  entry: StoredRow,
  partner: string,
  plan: {
    readonly surroundings: Surroundings;
    readonly links: readonly Link[];
    readonly profile: Profile;
    readonly writesOf: WritesOf;
  },
  ids: Ids,
): readonly StoredRow[] {
  const choice = choiceFor(entry, partner);
  const anchor = entry.records.shopify ?? entry.records.erp;
  const decided = anchor?.key ?? partner;
  const parties = partiesOf(entry.records);
  const ofSide = (side: Side): readonly Party[] => parties.filter((party) => party.side === side);
  const { rows } = planRecords(
    { erp: ofSide('erp'), shopify: ofSide('shopify'), links: plan.links, ...choice },
    plan.surroundings,
    plan.profile,
  );
  return rows.map((planned) => {
    const built = buildEntry(planned, plan.writesOf, ids);
    const { erp, shopify } = built.row;
    if (erp?.key !== decided && shopify?.key !== decided) return built;
    return { ...built, row: { ...built.row, decision: { ...noDecision, partner } } };
  });
}

/**
 * Finds again, in the ambiguous groups of a new preview, what was chosen in the last one. Only choices whose records did
 * not change since are found; the others are asked again.
 */
export function choicesOf(
  groups: readonly AmbiguousGroup[],
  decisions: ReadonlyMap<string, MadeDecision>,
  ids: Ids,
): Choices {
  const manual: ManualPairing[] = [];
  const apart = new Set<string>();

  function wasChosen(party: Party, erp: Party | null, shopify: Party | null, partner: string): boolean {
    const made = decisions.get(recordId(party.key, ids));
    return (
      made?.decision.partner === partner &&
      stillHolds(made, {
        erp: erp === null ? null : partyHash(erp, ids),
        shopify: shopify === null ? null : partyHash(shopify, ids),
      })
    );
  }

  for (const group of groups) {
    const anchor = anchorOf(group);
    if (anchor === null) {
      for (const party of [...group.erp, ...group.shopify]) {
        const alone = {
          erp: party.side === 'erp' ? party : null,
          shopify: party.side === 'erp' ? null : party,
        };
        if (wasChosen(party, alone.erp, alone.shopify, party.key)) apart.add(party.key);
      }
      continue;
    }
    const isErp = anchor.side === 'erp';
    if (wasChosen(anchor, isErp ? anchor : null, isErp ? null : anchor, keptApart)) apart.add(anchor.key);
    for (const candidate of isErp ? group.shopify : group.erp) {
      const erp = isErp ? anchor : candidate;
      const shopify = isErp ? candidate : anchor;
      // A pair's row is known by its Shopify record (`rowIdOf`).
      if (wasChosen(shopify, erp, shopify, candidate.key)) {
        manual.push({ erpKey: erp.key, shopifyKey: shopify.key });
      }
    }
  }
  return { manual, apart };
}
