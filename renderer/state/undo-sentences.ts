/** What taking a run back does, in which system: the promise of the bar and its button, and each row in words. */
import { describeError } from '../../shared/domain/error-catalogue.ts';
import type { NoteCode } from '../../shared/domain/note-catalogue.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { PlanHeader, PlanRow } from '../../shared/sync/plan.ts';
import { countOf, formatCount, joinWords } from '../kit/format.ts';
import { noteText, systemNames } from '../kit/labels.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

/** Rows that would be taken back now; a row that is left out, or done, is none of them. */
function rowsToReverse({ totals }: PlanHeader): number {
  return totals.writes.erp + totals.writes.shopify + totals.linkOnly;
}

/** Customers deleted in one system. Each person who became one as a contact is a customer of Shopify. */
function deletedIn({ totals }: PlanHeader, side: Side): number {
  return totals.deletes[side] + (side === 'shopify' ? (totals.people ?? 0) : 0);
}

export function deletesAnything(undo: PlanHeader): boolean {
  return sides.some((side) => deletedIn(undo, side) > 0);
}

/** `8 customers are deleted and 4 changed back in MYOB`; null where nothing is written. */
function sideSentence(undo: PlanHeader, side: Side): string | null {
  const { totals } = undo;
  const deleted = deletedIn(undo, side);
  const changed = totals.writes[side] - totals.deletes[side];
  if (deleted + changed === 0) return null;
  const parts = [
    deleted === 0 ? null : countOf(deleted, 'customer is deleted', 'customers are deleted'),
    changed === 0
      ? null
      : deleted === 0
        ? countOf(changed, 'customer is changed back', 'customers are changed back')
        : `${formatCount(changed)} changed back`,
  ];
  return `${parts.filter((part) => part !== null).join(' and ')} in ${systemNames[side]}`;
}

/** `8 customers are deleted and 4 changed back in MYOB, 2 customers are changed back in Shopify and 3 only linked as before.` */
export function undoHeadline(undo: PlanHeader): string {
  const parts = sides.map((side) => sideSentence(undo, side)).filter((part) => part !== null);
  const { linkOnly } = undo.totals;
  if (linkOnly > 0) {
    const links = `the ${linkOnly === 1 ? 'link' : 'links'} of ${countOf(linkOnly, 'customer')}`;
    const more = parts.length === 0 ? ', and nothing is written' : '';
    parts.push(`${links} ${linkOnly === 1 ? 'is' : 'are'} put back${more}`);
  }
  if (parts.length === 0) return 'Nothing is taken back.';
  const sentence = joinWords(parts);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

export function undoDetails({ totals }: PlanHeader): string {
  const kept = totals.byVerb.keep;
  const { people = 0 } = totals;
  const parts = [
    people === 0
      ? null
      : `Among those deleted in Shopify ${people === 1 ? 'is' : 'are'} ${countOf(people, 'person who became a customer', 'people who became customers')} there as contacts of a company.`,
    kept === 0 ? null : `${countOf(kept, 'customer stays as it is', 'customers stay as they are')}.`,
    totals.deletes.erp === 0 ? null : 'What MYOB does not let go of is set Inactive instead.',
  ];
  return parts.filter((part) => part !== null).join(' ');
}

/** `Take back 12 in MYOB and 12 in Shopify` */
export function undoButton({ totals }: PlanHeader): string {
  const parts = sides
    .filter((side) => totals.writes[side] > 0)
    .map((side) => `${formatCount(totals.writes[side])} in ${systemNames[side]}`);
  if (parts.length > 0) return `Take back ${joinWords(parts)}`;
  return totals.linkOnly > 0 ? `Take back ${countOf(totals.linkOnly, 'link')}` : 'Take back';
}

/** `8 customers in MYOB and 8 in Shopify`, for the question before anything is deleted. */
export function deletedText(undo: PlanHeader): string {
  const [first, ...others] = sides.filter((side) => deletedIn(undo, side) > 0);
  if (first === undefined) return 'no customers';
  return joinWords([
    `${countOf(deletedIn(undo, first), 'customer')} in ${systemNames[first]}`,
    ...others.map((side) => `${formatCount(deletedIn(undo, side))} in ${systemNames[side]}`),
  ]);
}

/** Why the undo cannot be carried out now; null when it can. */
export function undoRefusal(undo: PlanHeader, isBusy: boolean): string | null {
  if (isBusy) return 'Something is going on already. Wait until it ends, or stop it.';
  return rowsToReverse(undo) === 0 ? 'Nothing is left to take back.' : null;
}

export interface UndoLines {
  /** What is, or was, taken back. */
  readonly reversed: readonly string[];
  /** What stays, each with its reason. */
  readonly kept: readonly string[];
}

/** What was only intended; once it is done, the answer says it better, and says which of two ways the ERP took. */
const intentions: ReadonlySet<NoteCode> = new Set<NoteCode>([
  'undoDeletesErp',
  'undoDeletesShopify',
  'undoDeletesLocation',
  'undoDeletesAddress',
  'undoDeletesCompany',
  'undoDeletesPerson',
]);

/** What the history says of a row of which nothing was taken back. */
const nothingTakenBack = 'Nothing taken back';

/** Each sentence once: several values of one edited location have one reason. */
export function undoLines({ notes, undo, ended, decision }: PlanRow): UndoLines {
  const said = [...(undo?.parts ?? []), ...(undo?.link == null ? [] : [undo.link])];
  const of = (wanted: 'reversed' | 'kept') => said.filter(({ fate }) => fate === wanted);
  const goesBack = ended === undefined ? decision?.include !== false : ended.status === 'processed';
  // Before, what will be tried; after, what came of it.
  const told = of('reversed').filter(({ note }) => ended === undefined || !intentions.has(note.code));
  // What came too late for a part of it did the rest.
  const isLate = ended?.status === 'stale' && ended.operation === nothingTakenBack;
  const done = ended === undefined || isLate ? [] : [ended.operation];
  const reasons = [
    ...notes.map(noteText),
    ...(decision?.include === false ? ['You left it out.'] : []),
    ...(ended?.cause == null || ended.status === 'processed'
      ? []
      : [describeError(ended.cause.code, ended.cause.params).text]),
  ];
  return {
    reversed: goesBack ? [...new Set([...done, ...told.map(({ note }) => noteText(note))])] : [],
    kept: [
      ...new Set([...(goesBack ? [] : done), ...reasons, ...of('kept').map(({ note }) => noteText(note))]),
    ],
  };
}
