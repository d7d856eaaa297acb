/** Rows in words: what the middle column says, what a screen reader hears, what the pane tells and promises. */
import { countOf } from '../kit/format.ts';
import { fieldInSentence, noteText, systemNames } from '../kit/labels.ts';
import type { VerbLook } from '../kit/verb-badge.tsx';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  shownSuggestions,
  type Candidate,
  type Evidence,
  type LocationChange,
  type PlanRow,
  type RowEnded,
  type WriteTarget,
} from '../../shared/sync/plan.ts';
import {
  answers,
  conflictsOf,
  decisionOf,
  deletedSide,
  isIncluded,
  isUnlinked,
  writtenSides,
} from './decisions.ts';

export function rowName(row: PlanRow): string {
  return row.shopify?.name ?? row.erp?.name ?? row.candidates[0]?.summary.name ?? '(no name)';
}

function arrowTo(target: WriteTarget): VerbLook['arrow'] {
  if (target === 'erp') return 'right';
  if (target === 'shopify') return 'left';
  return target === 'both' ? 'both' : null;
}

function inSystem(target: WriteTarget): string {
  if (target === 'both') return 'in both';
  return target === 'none' ? '' : `in ${systemNames[target]}`;
}

function targetOf(sides: ReadonlySet<Side>): WriteTarget {
  if (sides.size === 2) return 'both';
  return [...sides][0] ?? 'none';
}

function updateLook(target: WriteTarget): VerbLook {
  return {
    icon: 'pencil',
    tone: 'update',
    text: target === 'both' ? 'Update both' : `Update ${inSystem(target)}`,
    arrow: arrowTo(target),
  };
}

const goneText: Readonly<Record<NonNullable<DecisionInput['deletion']>, string>> = {
  endLink: 'End the link',
  endLinkAndDeactivate: 'End link, deactivate',
  createAgain: 'Create again',
};

/** What a run of this preview did with a row; what is said of it before no longer counts. */
const endedLooks: Readonly<Record<RowEnded['status'], VerbLook>> = {
  processed: { icon: 'check', tone: 'create', text: 'Done', arrow: null },
  deleted: { icon: 'check', tone: 'create', text: 'Link ended', arrow: null },
  failed: { icon: 'cross', tone: 'danger', text: 'Failed', arrow: null },
  aborted: { icon: 'cross', tone: 'danger', text: 'Failed', arrow: null },
  stale: { icon: 'clock', tone: 'warn', text: 'Changed since', arrow: null },
};

/** The middle column: verb, system and direction of a row, with what was decided for it. */
export function rowLook(row: PlanRow): VerbLook {
  if (row.ended !== undefined) return endedLooks[row.ended.status];
  const decision = decisionOf(row);
  const isAnswered = row.decision !== null && decision.include && answers(row, decision);
  if (decision.include && isUnlinked(row, decision)) {
    return { icon: 'unlink', tone: 'link', text: 'Unlink', arrow: null };
  }
  switch (row.verb) {
    case 'create':
      return {
        icon: 'plus',
        tone: 'create',
        text: `Create ${inSystem(row.target)}`,
        arrow: arrowTo(row.target),
      };
    case 'update':
      return updateLook(row.target);
    case 'link':
      return { icon: 'link', tone: 'link', text: 'Link only', arrow: null };
    case 'deactivate':
      return {
        icon: 'pause',
        tone: 'warn',
        text: isAnswered ? `Deactivate ${inSystem(row.target)}` : 'Deactivate? Off',
        arrow: arrowTo(row.target),
      };
    case 'delete':
      return {
        icon: 'unlink',
        tone: 'warn',
        text:
          isAnswered && decision.deletion !== null
            ? goneText[decision.deletion]
            : `Gone ${row.shopify === null ? 'from Shopify' : 'from MYOB'}`,
        arrow: null,
      };
    case 'conflict': {
      if (!isAnswered) return { icon: 'split', tone: 'danger', text: 'Conflict', arrow: null };
      const target = targetOf(writtenSides(row, decision));
      return target === 'none'
        ? { icon: 'link', tone: 'link', text: 'Keep both', arrow: null }
        : updateLook(target);
    }
    case 'ambiguous':
      if (!isAnswered) return { icon: 'question', tone: 'ask', text: 'Which one?', arrow: null };
      return {
        icon: 'link',
        tone: 'link',
        text: decision.partner === 'new' ? 'Kept apart' : 'Linked',
        arrow: null,
      };
    case 'invalid':
      return { icon: 'ban', tone: 'danger', text: 'Cannot sync', arrow: null };
    case 'skip':
      return { icon: 'minus', tone: 'link', text: 'Skipped', arrow: null };
    case 'filtered':
      return { icon: 'funnel', tone: 'link', text: 'Filtered', arrow: null };
    case 'equal':
      return { icon: 'equal', tone: 'link', text: 'Equal', arrow: null };
    case 'reverse':
      return row.target === 'none'
        ? { icon: 'unlink', tone: 'link', text: 'Unlink', arrow: null }
        : { icon: 'undo', tone: 'warn', text: `Take back ${inSystem(row.target)}`, arrow: null };
    case 'keep':
      return { icon: 'minus', tone: 'link', text: 'Stays', arrow: null };
  }
}

/** The middle column of a location. */
export function locationLook({ verb, target }: Pick<LocationChange, 'verb' | 'target'>): VerbLook {
  const arrow = arrowTo(target);
  switch (verb) {
    case 'create':
      return { icon: 'plus', tone: 'create', text: `Create ${inSystem(target)}`, arrow };
    case 'update':
      return updateLook(target);
    case 'link':
      return { icon: 'link', tone: 'link', text: 'Link only', arrow: null };
    case 'equal':
      return { icon: 'equal', tone: 'link', text: 'Equal', arrow: null };
    case 'deactivate':
      return { icon: 'pause', tone: 'warn', text: `Deactivate ${inSystem(target)}`, arrow };
    case 'delete':
      return { icon: 'cross', tone: 'warn', text: `Delete ${inSystem(target)}`, arrow };
    case 'endLink':
      return { icon: 'unlink', tone: 'link', text: 'End the link', arrow: null };
    case 'untie':
      return { icon: 'unlink', tone: 'link', text: 'No partner', arrow: null };
    case 'conflict':
      return { icon: 'split', tone: 'danger', text: 'Conflict', arrow: null };
    case 'invalid':
      return { icon: 'ban', tone: 'danger', text: 'Cannot sync', arrow: null };
    case 'leave':
      return { icon: 'minus', tone: 'link', text: 'Left as it is', arrow: null };
  }
}

export function countLocations(row: PlanRow): number {
  return Math.max(row.locations.length, row.erp?.locationCount ?? 0, row.shopify?.locationCount ?? 0);
}

/** The last column: `2: postcode`, `1 location`, `3: 1 new`. */
export function locationsText(row: PlanRow): string {
  const count = countLocations(row);
  if (count === 0) return '–';
  const changed = row.locations.filter(({ verb }) => verb !== 'equal' && verb !== 'leave' && verb !== 'link');
  const [first] = changed;
  if (first === undefined || row.verb === 'create') return countOf(count, 'location');
  const [field, ...others] = first.fields.filter((change) => change.action !== 'keep');
  if (changed.length === 1 && first.verb === 'update' && field !== undefined) {
    const more = others.length === 0 ? '' : ` +${others.length}`;
    return `${count}: ${fieldInSentence(field.field)}${more}`;
  }
  const proposed = changed.filter((location) => location.proposed).length;
  if (proposed === changed.length) return `${count}: ${proposed} proposed`;
  return `${count}: ${changed.length} changed`;
}

/** The whole row as one sentence, for screen readers: "Create in MYOB, Jane Smith, 2 locations, needs you". */
export function rowSentence(row: PlanRow, isWaiting: boolean): string {
  const parts = [rowLook(row).text.replace('? Off', ', off until approved'), rowName(row)];
  if (row.entity === 'company') parts.push('company');
  const identity = row.shopify?.email ?? row.erp?.email ?? row.shopify?.phone ?? row.erp?.phone ?? null;
  if (identity !== null) parts.push(identity);
  if (row.erp !== null) parts.push(row.erp.number);
  else if (row.newNumber !== null) parts.push(`becomes ${row.newNumber}`);
  if (row.candidates.length > 0) parts.push(countOf(row.candidates.length, 'candidate'));
  const near = shownSuggestions(row).length;
  if (near > 0) parts.push(countOf(near, 'look-alike'));
  const count = countLocations(row);
  if (count > 0) parts.push(countOf(count, 'location'));
  if (row.contacts !== undefined) parts.push(countOf(row.contacts.length, 'contact'));
  if (isWaiting) parts.push('needs you');
  else if (isIncluded(row)) parts.push('included');
  else if (row.decision !== null && row.ended === undefined) parts.push('left out');
  if (row.decision?.decidedBy === 'person') parts.push('decided by you');
  return parts.join(', ');
}

export function locationSentence(location: LocationChange, name: string, isApproved: boolean): string {
  const of = location.shopify?.label ?? location.erp?.label ?? location.newKey ?? 'location';
  const state = location.proposed ? (isApproved ? ', approved' : ', proposed, off') : '';
  return `Location of ${name}: ${locationLook(location).text}, ${of}${state}`;
}

/** Both spellings, where the two systems do not write it alike. */
function spellings({ compared }: Evidence): string {
  if (compared === undefined || compared.erp === compared.shopify) return '';
  return ` (in MYOB ${compared.erp ?? 'none'}, in Shopify ${compared.shopify ?? 'none'})`;
}

export function evidenceText(evidence: Evidence): string {
  const { rule, value } = evidence;
  switch (rule) {
    case 'link':
      return 'linked before';
    case 'externalReference':
      return `reference in MYOB: ${value}`;
    case 'email':
      return `same e-mail: ${value}${spellings(evidence)}`;
    case 'phone':
      return `same phone: ${value}${spellings(evidence)}`;
    case 'taxId':
      return `same tax registration ID: ${value}${spellings(evidence)}`;
    case 'nameAndPostcode':
      return `same name and postcode: ${value}${spellings(evidence)}`;
    case 'manual':
      return 'linked by you';
  }
}

/** Who a candidate is, without what its evidence says already. */
export function candidateText({ summary, evidence }: Candidate): string {
  const said = new Set(evidence.map(({ value }) => value));
  return [
    summary.number,
    summary.email,
    summary.phone,
    summary.locationCount === 0 ? null : countOf(summary.locationCount, 'location'),
  ]
    .filter((part) => part !== null && !said.has(part))
    .join(' · ');
}

/** What happened, in whole sentences: the first lines of the pane. */
export function storyOf(row: PlanRow): string {
  if (row.ended !== undefined) return endedStory(row.ended);
  const conflicts = conflictsOf(row).length;
  const noun = row.entity;
  const shared =
    noun === 'company' ? 'reference, tax number, or name and postcode' : 'reference, e-mail or phone';
  switch (row.verb) {
    case 'create': {
      const source = row.shopify === null ? 'MYOB' : 'Shopify';
      const near = shownSuggestions(row).length;
      const looks = near === 0 ? '' : ` ${countOf(near, 'record')} there, however, may be the same ${noun}.`;
      return `Only in ${source}. Nothing in ${inSystemName(row.target)} has the same ${shared}.${looks}`;
    }
    case 'update':
      if (isByHand(row)) return 'Linked by you; they are compared like any pair, and a value is passed on.';
      return row.linkId === null
        ? `The same ${noun} in both systems; they are linked for the first time and a value is passed on.`
        : 'Changed since both systems last agreed.';
    case 'link':
      if (isByHand(row)) return 'Linked by you. Their values are equal, so nothing is written.';
      if (row.linkId !== null) return 'Only what belongs together changes; nothing is written.';
      return `The same ${noun} in both systems, with equal values. Only the link is new; nothing is written.`;
    case 'equal':
      return 'Linked and in agreement. Nothing happens.';
    case 'conflict':
      if (row.locations.some((location) => deletedSide(location) !== null)) {
        return 'A location was deleted on one side and edited on the other. Nothing is written until you choose.';
      }
      if (row.defaultConflict !== undefined && conflicts === 1) {
        return 'Each side chose another default location. Nothing is written until you choose.';
      }
      if (row.mainContactConflict !== undefined && conflicts === 1) {
        return 'Each side chose another main contact. Nothing is written until you choose.';
      }
      return `${conflicts === 1 ? 'One value differs' : `${conflicts} values differ`} and both sides have a claim. Nothing is written until you choose.`;
    case 'ambiguous':
      if (row.linkId !== null) {
        return 'Its partner is gone, and somebody there looks like it. Nothing is written until you choose.';
      }
      if (row.erp === null && row.shopify === null) {
        return `${countOf(row.candidates.length, 'record')} look like one ${noun}. All of them wait until you choose which one goes on.`;
      }
      return `${countOf(row.candidates.length, 'record')} could be this ${noun}. Nothing is written until you choose.`;
    case 'deactivate':
      return 'Deactivating is proposed. It happens only when you approve it.';
    case 'delete':
      return `The partner is gone from ${row.shopify === null ? 'Shopify' : 'MYOB'}. What happens to the rest is yours to decide; nothing is deleted by itself.`;
    case 'invalid':
      return `This ${noun} cannot be synchronised as it is. Correct it at its source, then check again.`;
    case 'skip':
      return 'Left alone in this preview.';
    case 'filtered':
      return 'Outside what this profile synchronises. It takes part in matching, so nothing is created twice.';
    case 'reverse':
      return 'As the run left it, so it can be taken back.';
    case 'keep':
      return 'Nothing of it is taken back.';
  }
}

function endedStory({ status, cause }: RowEnded): string {
  const reason = cause === null ? '' : ` ${describeError(cause.code, cause.params).text}`;
  switch (status) {
    case 'processed':
    case 'deleted':
      return `Done by a run of this preview.${reason}`;
    case 'failed':
    case 'aborted':
      return `A run of this preview could not write it.${reason}`;
    case 'stale':
      return `Not written by the run of this preview: it changed in between.${reason}`;
  }
}

/** Linked in this preview by a person. */
export function isByHand(row: PlanRow): boolean {
  return row.evidence.some(({ rule }) => rule === 'manual');
}

function inSystemName(target: WriteTarget): string {
  return target === 'erp' || target === 'shopify' ? systemNames[target] : 'the other system';
}

/** Every note of a row, its own first, each once. */
export function rowNotes(row: PlanRow): readonly string[] {
  return [...new Set(row.notes.map(noteText))];
}
