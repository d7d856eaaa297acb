/** What a commit does to a row with a decision, in one or two sentences: the promise of the pane. */
import { countOf, joinWords } from '../kit/format.ts';
import { fieldInSentence, systemNames } from '../kit/labels.ts';
import type { FieldValue, Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  choiceKey,
  defaultChangeOf,
  isDone,
  mainContactChangeOf,
  roleChoiceKey,
  type ContactChange,
  type FieldChange,
  type LocationChange,
  type PlanRow,
  type RoleJudgement,
} from '../../shared/sync/plan.ts';
import { nameOfContact, placeOf, roleText, valueText, type TermsNames } from './company-sentences.ts';
import { answers, deletedSide, isUnlinked, writtenSide } from './decisions.ts';

const noNames: TermsNames = new Map();

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

/** The role a contact gets, with the choices made. */
export function writtenRole(
  role: RoleJudgement,
  key: string,
  decision: DecisionInput,
): RoleJudgement['result'] {
  if (role.action !== 'conflict') return role.result;
  return decision.choices[key] === 'erp' ? role.erp : role.shopify;
}

function contactTexts(side: Side, row: PlanRow, contact: ContactChange, decision: DecisionInput): string[] {
  const name = nameOfContact(contact);
  if (deletedSide(contact) !== null) {
    const [question] = contact.fields;
    if (question === undefined) return [];
    if (writtenSide(question, choiceKey(question.field, contact.id), decision) !== side) return [];
    if (deletedSide(contact) === side) return [`the contact ${name} again`];
    return [side === 'erp' ? `the contact ${name} set inactive` : `${name} removed from the company`];
  }
  const happens = !contact.proposed || decision.approvedProposals.includes(contact.id);
  const isHere = contact.target === side || contact.target === 'both';
  if (happens && isHere) {
    if (contact.verb === 'create') return [`a new contact (${name})`];
    if (contact.verb === 'deactivate') return [`the contact ${name} set inactive`];
    if (contact.verb === 'delete') return [`${name} removed from the company`];
  }
  if (contact.proposed || contact.verb === 'invalid') return [];
  const fields = contact.fields.flatMap((change) => {
    const key = choiceKey(change.field, contact.id);
    if (writtenSide(change, key, decision) !== side) return [];
    const value = writtenValue(change, key, decision);
    const label = fieldInSentence(change.field);
    return [value === null ? `no ${label} of ${name}` : `${label} ${quote(value)} of ${name}`];
  });
  const roles = contact.roles.flatMap((role) => {
    const key = roleChoiceKey(contact.id, role.locationId);
    if (writtenSide(role, key, decision) !== side) return [];
    const result = roleText(side, writtenRole(role, key, decision));
    return [`${result === 'no role' ? result : `the role “${result}”`} for ${name} at ${placeOf(row, role)}`];
  });
  return [...fields, ...roles];
}

function changesOn(side: Side, row: PlanRow, decision: DecisionInput, names: TermsNames): string[] {
  const texts: string[] = [];
  const isCompany = row.entity === 'company';
  const noun = side === 'erp' || isCompany ? 'location' : 'address';
  const collect = (fields: readonly FieldChange[], location: LocationChange | null) => {
    const place = location === null ? '' : ` (${location[side]?.key ?? location.newKey ?? 'location'})`;
    for (const change of fields) {
      const key = choiceKey(change.field, location?.id);
      if (writtenSide(change, key, decision) !== side) continue;
      const value = valueText(change.field, writtenValue(change, key, decision), names);
      const label = fieldInSentence(change.field);
      const named = isCompany ? (location?.shopify?.label ?? location?.erp?.label) : undefined;
      const inShopify = named === undefined ? ' of an address' : ` (${named})`;
      const shownPlace = side === 'erp' ? place : location === null ? '' : inShopify;
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
      texts.push(`a new ${noun}${key}${label === '' ? '' : ` (${label})`}`);
    } else if (location.verb === 'deactivate') texts.push(`location ${location.erp?.key ?? ''} set inactive`);
    else if (location.verb === 'delete') texts.push(`the ${noun} ${label} deleted`);
    else collect(location.fields, location);
  }
  const moved = defaultChangeOf(row, decision);
  if (moved !== null && moved.side === side) {
    const to = row.locations.find((location) => location.id === moved.locationId);
    const label = side === 'erp' ? (to?.erp?.key ?? to?.newKey) : (to?.shopify?.label ?? to?.erp?.label);
    texts.push(`a new default location${label == null ? '' : `, ${label}`}`);
  }
  for (const contact of row.contacts ?? []) texts.push(...contactTexts(side, row, contact, decision));
  const mainMoves = mainContactChangeOf(row, decision);
  const main = row.contacts?.find(({ id }) => id === mainMoves?.contactId);
  if (main !== undefined && mainMoves?.side === side) {
    texts.push(`${nameOfContact(main)} as main contact`);
  }
  return texts;
}

function sideSentence(side: Side, row: PlanRow, decision: DecisionInput, names: TermsNames): string {
  const texts = changesOn(side, row, decision, names);
  if (texts.length === 0) return `${systemNames[side]} is not changed.`;
  const shown =
    texts.length > named ? [...texts.slice(0, named - 1), `${texts.length - named + 1} more values`] : texts;
  return `${systemNames[side]} gets ${joinWords(shown)}.`;
}

/** What a commit does to the row with this decision, in one or two sentences. */
export function resultSentence(row: PlanRow, decision: DecisionInput, names: TermsNames = noNames): string {
  const nothing = 'Neither system is changed.';
  if (isDone(row)) return 'Nothing more happens from this preview. Check again to see how it stands now.';
  if (!decision.include) return `Left alone in this commit. ${nothing}`;
  if (isUnlinked(row, decision)) {
    const both = row.entity === 'company' ? 'companies' : 'customers';
    return `The link ends. Both ${both} stay as they are and are left alone from then on. ${nothing}`;
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
  if (row.verb === 'deactivate' && row.locations.length === 0 && row.contacts === undefined) {
    return `The customer is set inactive in MYOB. Shopify is not changed.`;
  }
  return `${sideSentence('erp', row, decision, names)} ${sideSentence('shopify', row, decision, names)}`;
}

function createSentence(row: PlanRow, target: Side): string {
  const number = target === 'erp' && row.newNumber !== null ? ` ${row.newNumber}` : '';
  const written = row.locations.filter(({ verb }) => verb === 'create');
  const isLocation = target === 'erp' || row.entity === 'company';
  const contacts = (row.contacts ?? []).filter(({ verb }) => verb === 'create').length;
  const parts = [
    written.length === 0
      ? null
      : isLocation
        ? countOf(written.length, 'location')
        : countOf(written.length, 'address', 'addresses'),
    contacts === 0 ? null : countOf(contacts, 'contact'),
  ].filter((part) => part !== null);
  const children = parts.length === 0 ? '' : ` with ${joinWords(parts)}`;
  const main = written.some(({ newKey }) => newKey === 'MAIN') && written.length > 1 ? ' (MAIN first)' : '';
  const other = target === 'erp' ? 'Shopify' : 'MYOB';
  return `${systemNames[target]} gets a new ${row.entity}${number}${children}${main}. ${other} is not changed.`;
}

function partnerSentence(row: PlanRow, decision: DecisionInput): string {
  if (decision.partner === 'new')
    return `They are kept apart: this ${row.entity} is treated as one of its own.`;
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
  const noun = row.entity;
  switch (deletion) {
    case 'createAgain':
      return `The ${noun} is created again in ${goneFromShopify ? 'Shopify' : 'MYOB'}.`;
    case 'endLinkAndDeactivate':
      return goneFromShopify
        ? `The link ends and the ${noun} is set inactive in MYOB.`
        : `The link ends. The ${noun} stays in Shopify, which has no inactive state.`;
    case 'endLink':
    case null:
      return `The link ends. The ${noun} stays in ${goneFromShopify ? 'MYOB' : 'Shopify'}.`;
  }
}
