/** What a commit does to a row with a decision, in one or two sentences: the promise of the pane. */
import { countOf, joinWords } from '../kit/format.ts';
import { fieldLabels, systemNames } from '../kit/labels.ts';
import type { FieldValue, Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  choiceKey,
  defaultChangeOf,
  isDone,
  type FieldChange,
  type LocationChange,
  type PlanRow,
} from '../../shared/sync/plan.ts';
import { answers, deletedSide, isUnlinked, writtenSide } from './decisions.ts';

function quote(value: FieldValue): string {
  return value === null ? '' : `“${value}”`;
}

/** The value a field change writes, with the choices made. */
export function writtenValue(change: FieldChange, key: string, decision: DecisionInput): FieldValue {
  if (change.action !== 'conflict') return change.result;
  return decision.choices[key] === 'erp' ? change.erp : change.shopify;
}

const named = 4;

/** What comes of a location that was deleted on one side and edited on the other, by whose word counts (R16). */
function deletedLocationTexts(side: Side, location: LocationChange, decision: DecisionInput): string[] {
  const [question] = location.fields;
  if (question === undefined) return [];
  if (writtenSide(question, choiceKey(question.field, location.id), decision) !== side) return [];
  const label = location.shopify?.label ?? location.erp?.label ?? '';
  if (deletedSide(location) === side) {
    return [`the ${side === 'erp' ? 'location' : 'address'} again (${label})`];
  }
  return [
    side === 'erp' ? `location ${location.erp?.key ?? ''} set inactive` : `the address ${label} deleted`,
  ];
}

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
    if (deletedSide(location) !== null) {
      texts.push(...deletedLocationTexts(side, location, decision));
      continue;
    }
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
  const moved = defaultChangeOf(row, decision);
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
  if (isDone(row)) return 'Nothing more happens from this preview. Check again to see how it stands now.';
  if (!decision.include) return `Left alone in this commit. ${nothing}`;
  if (isUnlinked(row, decision)) {
    return `The link ends. Both customers stay as they are and are left alone from then on. ${nothing}`;
  }
  if (row.verb === 'invalid' || row.verb === 'skip' || row.verb === 'filtered') return nothing;
  if (row.verb === 'equal') return `${nothing} They agree already.`;
  if (!answers(row, decision)) {
    if (row.verb === 'deactivate') return `Off. ${nothing}`;
    return `${nothing} The row waits for you.`;
  }
  if (row.verb === 'link') {
    const what = row.linkId === null ? 'The two records are linked.' : 'What belongs together is stored.';
    return `${what} ${nothing}`;
  }
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
  if (row.erp === null && row.shopify === null) {
    return `${name} goes on; the others stay as they are.`;
  }
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
