/** What the pane's buttons and the letters A and S do with the opened row. */
import {
  answers,
  canInclude,
  decisionOf,
  isQuiet,
  isReplanned,
  isUndecided,
  openConflicts,
  undecided,
  type Conflict,
} from '../../state/decisions.ts';
import { fieldInSentence, systemNames } from '../../kit/labels.ts';
import { joinWords } from '../../kit/format.ts';
import { rowName } from '../../state/sentences.ts';
import { resultSentence } from '../../state/result-sentence.ts';
import { useStore } from '../../state/store.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';

/** The opened row as the grid has it. */
export function openedRow(): PlanRow | null {
  const { opened, rowAt } = useStore.getState();
  return opened === null ? null : rowAt(opened.index);
}

/** The decision as it stands in the pane: the draft, else what is stored. */
export function draftOf(row: PlanRow): DecisionInput {
  return useStore.getState().drafts.get(row.id) ?? decisionOf(row);
}

function questionNames(about: Conflict['about']): string {
  switch (about) {
    case 'default':
      return 'the default location';
    case 'mainContact':
      return 'the main contact';
    case 'role':
      return 'the roles';
    default:
      return fieldInSentence(about);
  }
}

/** Why the result cannot be used yet; null when it can. */
export function applyRefusal(row: PlanRow, draft: DecisionInput): string | null {
  if (isQuiet(row) || isReplanned(row)) return 'Nothing further happens to this row.';
  const { include: _, ...rest } = draft;
  if (answers(row, { ...rest, include: true })) return null;
  switch (row.verb) {
    case 'conflict': {
      const names = openConflicts(row, draft).map(({ about }) => questionNames(about));
      return names.length === 0
        ? 'Nothing can be chosen here.'
        : `Choose a value for ${joinWords([...new Set(names)])} first.`;
    }
    case 'ambiguous':
      return 'Choose a candidate first, or keep them apart.';
    case 'delete':
      return 'Choose what happens first.';
    case 'deactivate':
      return 'Approve what is proposed first.';
    default:
      return row.target === 'none'
        ? 'Correct it at its source first.'
        : `It cannot be written to ${row.target === 'both' ? 'either system' : systemNames[row.target]} as it is.`;
  }
}

/** Stores the draft as the row's decision. */
export async function applyDraft(): Promise<void> {
  const row = openedRow();
  if (row === null) return;
  const { decide, announce } = useStore.getState();
  const draft = { ...draftOf(row), include: true };
  const refusal = applyRefusal(row, draft);
  if (refusal !== null) {
    announce(refusal);
    return;
  }
  await decide(row, draft);
  announce(`Decided. ${resultSentence(row, draft, useStore.getState().termsNames)}`);
}

/** Leaves the row alone in this commit. */
export async function leaveBoth(): Promise<void> {
  const row = openedRow();
  if (row === null || isQuiet(row) || isReplanned(row)) return;
  const { decide, announce } = useStore.getState();
  await decide(row, { ...undecided, include: false });
  announce(`${rowName(row)} is left alone in both systems.`);
}

/** The box at the start of a row: into the commit, or out of it. */
export async function toggleIncluded(row: PlanRow): Promise<void> {
  if (!canInclude(row)) {
    useStore.getState().announce('This row cannot be taken in by a tick. Open it to decide.');
    return;
  }
  const decision = decisionOf(row);
  const next = { ...decision, include: !decision.include };
  await useStore.getState().decide(row, isUndecided(next) ? null : next);
  useStore.getState().announce(`${rowName(row)} ${next.include ? 'included' : 'left out'}.`);
}
