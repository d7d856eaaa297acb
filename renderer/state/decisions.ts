/** What a person can decide on a row, and what a row comes to with a decision. Pure: the program has the last word. */
import type { FieldName, Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  choiceKey,
  defaultChangeOf,
  defaultChoiceKey,
  mainContactChangeOf,
  mainContactChoiceKey,
  isDone,
  roleChoiceKey,
  type FieldChange,
  type PlanRow,
} from '../../shared/sync/plan.ts';
import type { ChildChange } from './tree.ts';

export const undecided: DecisionInput = {
  include: true,
  choices: {},
  undisputedOnly: false,
  approvedProposals: [],
  partner: null,
  deletion: null,
};

/** True for a decision that says no more than the plan's default. */
export function isUndecided(decision: DecisionInput): boolean {
  return (
    decision.include &&
    Object.keys(decision.choices).length === 0 &&
    !decision.undisputedOnly &&
    decision.approvedProposals.length === 0 &&
    decision.partner === null &&
    decision.deletion === null &&
    decision.unlink !== true
  );
}

/** The decision of a row as the contract takes it back. */
export function decisionOf(row: PlanRow): DecisionInput {
  if (row.decision === null) return undecided;
  const { include, choices, undisputedOnly, approvedProposals, partner, deletion, unlink } = row.decision;
  return {
    include,
    choices: { ...choices },
    undisputedOnly,
    approvedProposals: [...approvedProposals],
    partner,
    deletion,
    ...(unlink === true ? { unlink } : {}),
  };
}

/** Something was said about partners or locations: taking it back plans the row again. */
export function isRearranged({ decision }: PlanRow): boolean {
  if (decision === null) return false;
  const { partner, apartFrom = [], apartCandidates = [] } = decision;
  const { ties = [], contactTies = [], moves = [], arrivals = [] } = decision;
  const lists = [apartFrom, apartCandidates, ties, contactTies, moves, arrivals];
  return partner !== null || lists.some((list) => list.length > 0);
}

/** A linked pair whose link ends with the commit. */
export function isUnlinked(row: PlanRow, decision: DecisionInput): boolean {
  return decision.unlink === true && row.linkId !== null;
}

export interface Conflict {
  /** The key of `Decision.choices`. */
  readonly key: string;
  /** What is in conflict: a field, which location is the default, who is the main contact, or the role of a contact. */
  readonly about: FieldName | 'default' | 'mainContact' | 'role';
}

/** Locations and contacts of a row. */
export function childrenOf({
  locations,
  contacts = [],
}: Pick<PlanRow, 'locations' | 'contacts'>): readonly ChildChange[] {
  return [...locations, ...contacts];
}

export function conflictsOf(row: PlanRow): readonly Conflict[] {
  const isConflict = ({ action }: Pick<FieldChange, 'action'>) => action === 'conflict';
  const inFields = (fields: readonly FieldChange[], child: ChildChange | null) =>
    fields.filter(isConflict).map(({ field }) => ({ key: choiceKey(field, child?.id), about: field }));
  return [
    ...inFields(row.fields, null),
    ...row.locations.flatMap((each) => inFields(each.fields, each)),
    ...(row.defaultConflict === undefined ? [] : [{ key: defaultChoiceKey, about: 'default' as const }]),
    ...(row.mainContactConflict === undefined
      ? []
      : [{ key: mainContactChoiceKey, about: 'mainContact' as const }]),
    ...(row.contacts ?? []).flatMap((contact) => [
      ...inFields(contact.fields, contact),
      ...contact.roles
        .filter(isConflict)
        .map(({ locationId }) => ({ key: roleChoiceKey(contact.id, locationId), about: 'role' as const })),
    ]),
  ];
}

/** Conflicts without a choice. */
export function openConflicts(row: PlanRow, decision: DecisionInput): readonly Conflict[] {
  if (decision.undisputedOnly) return [];
  return conflictsOf(row).filter(({ key }) => decision.choices[key] === undefined);
}

/** Something would be written even with every conflict left as it is (R31). */
export function hasUndisputed(row: PlanRow): boolean {
  const writes = ({ action }: Pick<FieldChange, 'action'>) =>
    action === 'writeErp' || action === 'writeShopify';
  return (
    row.fields.some(writes) ||
    childrenOf(row).some(
      (child) =>
        child.fields.some(writes) ||
        ('roles' in child && child.roles.some(writes)) ||
        (child.verb === 'create' && !child.proposed),
    )
  );
}

/** The key of a deactivation of the whole customer. */
const wholeRow = 'row';

/** Keys of the proposals on a row: they happen only when approved (L11). */
export function proposalsOf(row: PlanRow): readonly string[] {
  const children = childrenOf(row)
    .filter(({ proposed }) => proposed)
    .map(({ id }) => id);
  return row.verb === 'deactivate' && children.length === 0 ? [wholeRow] : children;
}

/** True when the row asks a question that this decision answers. */
export function answers(row: PlanRow, decision: DecisionInput): boolean {
  if (isUnlinked(row, decision)) return true;
  switch (row.verb) {
    case 'conflict':
      return openConflicts(row, decision).length === 0;
    case 'ambiguous':
      return decision.partner !== null;
    case 'delete':
      return decision.deletion !== null;
    case 'deactivate':
      return decision.approvedProposals.length > 0;
    case 'invalid':
      return false;
    case 'create':
    case 'update':
    case 'link':
    case 'skip':
    case 'filtered':
    case 'equal':
    case 'reverse':
    case 'keep':
      return true;
  }
}

/** Rows that a person can take into the commit or leave out of it. */
export function canInclude(row: PlanRow): boolean {
  if (isDone(row)) return false;
  if (isUnlinked(row, decisionOf(row))) return true;
  if (row.verb === 'create' || row.verb === 'update' || row.verb === 'link') return true;
  if (row.verb === 'reverse') return true;
  if (row.verb === 'invalid' || isQuiet(row) || isReplanned(row)) return false;
  return row.decision !== null && answers(row, decisionOf(row));
}

/** A doubtful match that was settled: the program has put other rows in its place, this one is only still on screen. */
export function isReplanned(row: PlanRow): boolean {
  return row.verb === 'ambiguous' && row.decision?.partner != null;
}

/** Rows nothing can happen to, or nothing any more: a trial run is done with them. */
export function isQuiet(row: PlanRow): boolean {
  return (
    isDone(row) ||
    row.verb === 'equal' ||
    row.verb === 'filtered' ||
    row.verb === 'skip' ||
    row.verb === 'keep'
  );
}

export function isIncluded(row: PlanRow): boolean {
  const decision = decisionOf(row);
  return canInclude(row) && decision.include && answers(row, decision);
}

/** Which sides a field change writes, with the choices made. A conflict's winner is written to the other side. */
export function writtenSide(
  change: Pick<FieldChange, 'action'>,
  key: string,
  decision: DecisionInput,
): Side | null {
  switch (change.action) {
    case 'writeErp':
      return 'erp';
    case 'writeShopify':
      return 'shopify';
    case 'keep':
      return null;
    case 'conflict': {
      const winner = decision.choices[key];
      if (winner === undefined || decision.undisputedOnly) return null;
      return winner === 'erp' ? 'shopify' : 'erp';
    }
  }
}

/** Sides a row writes with this decision; used for the arrow of a settled conflict. */
export function writtenSides(row: PlanRow, decision: DecisionInput): ReadonlySet<Side> {
  const sides = new Set<Side>();
  const add = (side: Side | null) => {
    if (side !== null) sides.add(side);
  };
  for (const change of row.fields) add(writtenSide(change, choiceKey(change.field), decision));
  for (const child of childrenOf(row)) {
    for (const change of child.fields) add(writtenSide(change, choiceKey(change.field, child.id), decision));
    for (const role of 'roles' in child ? child.roles : [])
      add(writtenSide(role, roleChoiceKey(child.id, role.locationId), decision));
    const happens = !child.proposed || decision.approvedProposals.includes(child.id);
    const isStructural = child.verb === 'create' || child.verb === 'deactivate' || child.verb === 'delete';
    if (happens && isStructural) {
      if (child.target === 'erp' || child.target === 'both') sides.add('erp');
      if (child.target === 'shopify' || child.target === 'both') sides.add('shopify');
    }
  }
  add(defaultChangeOf(row, decision)?.side ?? null);
  add(mainContactChangeOf(row, decision)?.side ?? null);
  return sides;
}

/** R16: the side that deleted a location or contact the other side has edited since; null for every other one. */
export function deletedSide({
  verb,
  erp,
  shopify,
}: Pick<ChildChange, 'verb' | 'erp' | 'shopify'>): Side | null {
  if (verb !== 'conflict') return null;
  if (erp === null) return 'erp';
  return shopify === null ? 'shopify' : null;
}

export function withChoice(decision: DecisionInput, key: string, side: Side): DecisionInput {
  return { ...decision, include: true, undisputedOnly: false, choices: { ...decision.choices, [key]: side } };
}

export function withProposal(decision: DecisionInput, key: string, isApproved: boolean): DecisionInput {
  const others = decision.approvedProposals.filter((each) => each !== key);
  return { ...decision, approvedProposals: isApproved ? [...others, key] : others };
}
