/** Rows in words: what the middle column says, what a screen reader hears, what the pane tells and promises. */
import { countOf, joinWords } from '../kit/format.ts';
import { fieldLabels, noteText, systemNames } from '../kit/labels.ts';
import type { VerbLook } from '../kit/verb-badge.tsx';
import type { FieldValue, Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  choiceKey,
  type Candidate,
  type Evidence,
  type FieldChange,
  type LocationChange,
  type PlanRow,
  type WriteTarget,
} from '../../shared/sync/plan.ts';
import { answers, conflictsOf, decisionOf, isIncluded, writtenSide, writtenSides } from './decisions.ts';

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

/** The middle column: verb, system and direction of a row, with what was decided for it. */
export function rowLook(row: PlanRow): VerbLook {
  const decision = decisionOf(row);
  const isAnswered = row.decision !== null && decision.include && answers(row, decision);
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
  }
}

/** The middle column of a location. */
export function locationLook({ verb, target }: LocationChange): VerbLook {
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
    return `${count}: ${fieldLabels[field.field].toLowerCase()}${more}`;
  }
  const proposed = changed.filter((location) => location.proposed).length;
  if (proposed === changed.length) return `${count}: ${proposed} proposed`;
  return `${count}: ${changed.length} changed`;
}

/** The whole row as one sentence, for screen readers: "Create in MYOB, Jane Smith, 2 locations, needs you". */
export function rowSentence(row: PlanRow, isWaiting: boolean): string {
  const parts = [rowLook(row).text.replace('? Off', ', off until approved'), rowName(row)];
  const identity = row.shopify?.email ?? row.erp?.email ?? row.shopify?.phone ?? row.erp?.phone ?? null;
  if (identity !== null) parts.push(identity);
  if (row.erp !== null) parts.push(row.erp.number);
  else if (row.newNumber !== null) parts.push(`becomes ${row.newNumber}`);
  if (row.candidates.length > 0) parts.push(countOf(row.candidates.length, 'candidate'));
  const count = countLocations(row);
  if (count > 0) parts.push(countOf(count, 'location'));
  if (isWaiting) parts.push('needs you');
  else if (isIncluded(row)) parts.push('included');
  else if (row.decision !== null) parts.push('left out');
  if (row.decision?.decidedBy === 'person') parts.push('decided by you');
  return parts.join(', ');
}

export function locationSentence(location: LocationChange, name: string, isApproved: boolean): string {
  const of = location.shopify?.label ?? location.erp?.label ?? location.newKey ?? 'location';
  const state = location.proposed ? (isApproved ? ', approved' : ', proposed, off') : '';
  return `Location of ${name}: ${locationLook(location).text}, ${of}${state}`;
}

export function evidenceText({ rule, value }: Evidence): string {
  switch (rule) {
    case 'link':
      return 'linked before';
    case 'externalReference':
      return `reference in MYOB: ${value}`;
    case 'email':
      return `same e-mail: ${value}`;
    case 'phone':
      return `same phone: ${value}`;
    case 'manual':
      return 'chosen by you';
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
  const conflicts = conflictsOf(row).length;
  switch (row.verb) {
    case 'create': {
      const source = row.shopify === null ? 'MYOB' : 'Shopify';
      return `Only in ${source}. Nothing in ${inSystemName(row.target)} has the same reference, e-mail or phone.`;
    }
    case 'update':
      return row.linkId === null
        ? 'The same customer in both systems; they are linked for the first time and a value is passed on.'
        : 'Changed since both systems last agreed.';
    case 'link':
      return 'The same customer in both systems, with equal values. Only the link is new; nothing is written.';
    case 'equal':
      return 'Linked and in agreement. Nothing happens.';
    case 'conflict':
      if (conflicts === 0) return 'A location was deleted on one side and edited on the other.';
      return `${conflicts === 1 ? 'One value differs' : `${conflicts} values differ`} and both sides have a claim. Nothing is written until you choose.`;
    case 'ambiguous':
      return `${countOf(row.candidates.length, 'record')} could be this customer. Nothing is written until you choose.`;
    case 'deactivate':
      return 'Deactivating is proposed. It happens only when you approve it.';
    case 'delete':
      return `The partner is gone from ${row.shopify === null ? 'Shopify' : 'MYOB'}. What happens to the rest is yours to decide; nothing is deleted by itself.`;
    case 'invalid':
      return 'This customer cannot be synchronised as it is. Correct it at its source, then check again.';
    case 'skip':
      return 'Left alone in this preview.';
    case 'filtered':
      return 'Outside what this profile synchronises. It takes part in matching, so nothing is created twice.';
  }
}

function inSystemName(target: WriteTarget): string {
  return target === 'erp' || target === 'shopify' ? systemNames[target] : 'the other system';
}

function quote(value: FieldValue): string {
  return value === null ? '' : `“${value}”`;
}

/** The value a field change writes, with the choices made. */
export function writtenValue(change: FieldChange, key: string, decision: DecisionInput): FieldValue {
  if (change.action !== 'conflict') return change.result;
  return decision.choices[key] === 'erp' ? change.erp : change.shopify;
}

const named = 4;

function changesOn(side: Side, row: PlanRow, decision: DecisionInput): string[] {
  const texts: string[] = [];
  const collect = (fields: readonly FieldChange[], location: LocationChange | null) => {
    const place = location === null ? '' : ` (${location[side]?.key ?? location.newKey ?? 'location'})`;
    for (const change of fields) {
      const key = choiceKey(change.field, location?.id);
      if (writtenSide(change, key, decision) !== side) continue;
      const value = writtenValue(change, key, decision);
      const label = fieldLabels[change.field].toLowerCase();
      const shownPlace = side === 'erp' ? place : location === null ? '' : ' of an address';
      texts.push(value === null ? `no ${label}${shownPlace}` : `${label} ${quote(value)}${shownPlace}`);
    }
  };
  collect(row.fields, null);
  for (const location of row.locations) {
    const happens = !location.proposed || decision.approvedProposals.includes(location.id);
    if (!happens || (location.target !== side && location.target !== 'both')) {
      if (location.verb === 'conflict' || location.verb === 'update') collect(location.fields, location);
      continue;
    }
    const label = location.shopify?.label ?? location.erp?.label ?? '';
    if (location.verb === 'create') {
      const key = side === 'erp' && location.newKey !== null ? ` ${location.newKey}` : '';
      texts.push(
        `a new ${side === 'erp' ? 'location' : 'address'}${key}${label === '' ? '' : ` (${label})`}`,
      );
    } else if (location.verb === 'deactivate') texts.push(`location ${location.erp?.key ?? ''} set inactive`);
    else if (location.verb === 'delete') texts.push(`the address ${label} deleted`);
    else collect(location.fields, location);
  }
  const moved = row.defaultChange;
  if (moved !== null && moved.side === side) {
    const to = row.locations.find((location) => location.id === moved.locationId);
    const label = side === 'erp' ? (to?.erp?.key ?? to?.newKey) : (to?.shopify?.label ?? to?.erp?.label);
    texts.push(`a new default location${label == null ? '' : `, ${label}`}`);
  }
  return texts;
}

function sideSentence(side: Side, row: PlanRow, decision: DecisionInput): string {
  const texts = changesOn(side, row, decision);
  if (texts.length === 0) return `${systemNames[side]} is not changed.`;
  const shown =
    texts.length > named ? [...texts.slice(0, named - 1), `${texts.length - named + 1} more values`] : texts;
  return `${systemNames[side]} gets ${joinWords(shown)}.`;
}

/** What a commit does to the row with this decision, in one or two sentences. */
export function resultSentence(row: PlanRow, decision: DecisionInput): string {
  const nothing = 'Neither system is changed.';
  if (!decision.include) return `Left alone in this commit. ${nothing}`;
  if (row.verb === 'invalid' || row.verb === 'skip' || row.verb === 'filtered') return nothing;
  if (row.verb === 'equal') return `${nothing} They agree already.`;
  if (!answers(row, decision)) {
    if (row.verb === 'deactivate') return `Off. ${nothing}`;
    return `${nothing} The row waits for you.`;
  }
  if (row.verb === 'link') return `The two records are linked. ${nothing}`;
  if (row.verb === 'ambiguous') return partnerSentence(row, decision);
  if (row.verb === 'delete') return deletionSentence(row, decision);
  if (row.verb === 'create' && row.target !== 'both' && row.target !== 'none')
    return createSentence(row, row.target);
  if (row.verb === 'deactivate' && row.locations.length === 0) {
    return `The customer is set inactive in MYOB. Shopify is not changed.`;
  }
  return `${sideSentence('erp', row, decision)} ${sideSentence('shopify', row, decision)}`;
}

function createSentence(row: PlanRow, target: Side): string {
  const number = target === 'erp' && row.newNumber !== null ? ` ${row.newNumber}` : '';
  const written = row.locations.filter(({ verb }) => verb === 'create');
  const noun = target === 'erp' ? 'location' : 'address';
  const children =
    written.length === 0
      ? ''
      : ` with ${countOf(written.length, noun, target === 'erp' ? 'locations' : 'addresses')}`;
  const main = written.some(({ newKey }) => newKey === 'MAIN') && written.length > 1 ? ' (MAIN first)' : '';
  const other = target === 'erp' ? 'Shopify' : 'MYOB';
  return `${systemNames[target]} gets a new customer${number}${children}${main}. ${other} is not changed.`;
}

function partnerSentence(row: PlanRow, decision: DecisionInput): string {
  if (decision.partner === 'new') return 'They are kept apart: this customer is treated as one of its own.';
  const chosen = row.candidates.find(({ summary }) => summary.key === decision.partner);
  const name =
    chosen === undefined ? 'the chosen record' : `${chosen.summary.name} (${chosen.summary.number})`;
  return `It is linked with ${name}. Differences are then shown as a row of their own.`;
}

function deletionSentence(row: PlanRow, { deletion }: DecisionInput): string {
  const goneFromShopify = row.shopify === null;
  switch (deletion) {
    case 'createAgain':
      return `The customer is created again in ${goneFromShopify ? 'Shopify' : 'MYOB'}.`;
    case 'endLinkAndDeactivate':
      return goneFromShopify
        ? 'The link ends and the customer is set inactive in MYOB.'
        : 'The link ends. The customer stays in Shopify, which has no inactive state.';
    case 'endLink':
    case null:
      return `The link ends. The customer stays in ${goneFromShopify ? 'MYOB' : 'Shopify'}.`;
  }
}

/** Every note of a row, its own first, each once. */
export function rowNotes(row: PlanRow): readonly string[] {
  return [...new Set(row.notes.map(noteText))];
}
