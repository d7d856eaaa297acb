/** Rows and counts in words, the same on the terminal and in reports. */
import { describeError, fillText } from '../../shared/domain/error-catalogue.ts';
import { noteCatalogue, type NoteCode } from '../../shared/domain/note-catalogue.ts';
import { likenessText, scoreText, type Suggestion } from '../../shared/domain/suggestion.ts';
import { changeSentence } from '../../shared/domain/record-change.ts';
import { fieldLabel } from '../../shared/mapping/field-rules.ts';
import { shownSuggestions } from '../../shared/sync/plan.ts';
import type { FieldChange, Note, PlanHeader, PlanRow, Verb } from '../../shared/sync/plan.ts';
import type { FailureCause } from '../../shared/domain/failure-cause.ts';

export const verbNames: Readonly<Record<Verb, string>> = {
  create: 'Create',
  update: 'Update',
  link: 'Link only',
  deactivate: 'Deactivate',
  delete: 'Partner deleted',
  conflict: 'Conflict',
  ambiguous: 'Which one?',
  invalid: 'Cannot sync',
  skip: 'Left alone',
  filtered: 'Filtered out',
  equal: 'Equal',
  reverse: 'Taken back',
  keep: 'Stays',
};

export function noteText(note: Note): string {
  return fillText(noteCatalogue[note.code], note.params);
}

export function causeText(cause: FailureCause): string {
  const { title, text } = describeError(cause.code, cause.params);
  return `${title}. ${text}`;
}

export function happening(row: PlanRow): string {
  if (row.decision?.unlink === true) return 'Unlink';
  const name = verbNames[row.verb];
  if (row.verb !== 'create' && row.verb !== 'update') return name;
  if (row.target === 'both') return `${name} in MYOB and Shopify`;
  return `${name} in ${row.target === 'erp' ? 'MYOB' : 'Shopify'}`;
}

export function rowName(row: PlanRow): string {
  return row.erp?.name ?? row.shopify?.name ?? row.candidates[0]?.summary.name ?? '(no name)';
}

/** Notes on a field that do not say themselves which field they are about. */
const namelessNotes: ReadonlySet<NoteCode> = new Set<NoteCode>([
  'bothSidesDiffer',
  'bothSidesChanged',
  'filledBlank',
  'followsPrimary',
  'cleared',
  'replacesEdit',
  'differsFromSource',
]);

function labelAt(field: FieldChange['field'], location: string | null): string {
  const label = fieldLabel(field);
  return location === null ? label : `${label} of ${location}`;
}

/** What is said of a field, and what a conflict is about, with what both held when they last agreed. */
function fieldReasons(change: FieldChange, location: string | null): string[] {
  const { action, base, erp, shopify, notes } = change;
  const label = labelAt(change.field, location);
  const said = notes.map((note) =>
    namelessNotes.has(note.code) ? `${label}: ${noteText(note)}` : noteText(note),
  );
  if (action !== 'conflict') return said;
  const was = base === null ? '' : ` (was "${base.erp ?? ''}")`;
  return [...said, `${label}: MYOB has "${erp ?? ''}", Shopify has "${shopify ?? ''}"${was}.`];
}

const systems = { erp: 'MYOB', shopify: 'Shopify' } as const;

/** `Looks like Ben Whitlock (C000123) in MYOB, 0.93: same name, same phone but for one digit; other e-mail.` */
export function suggestionText({ side, summary, score, fields }: Suggestion): string {
  return `Looks like ${summary.name} (${summary.number}) in ${systems[side]}, ${scoreText(score)}: ${likenessText(fields)}.`;
}

/** Who a row could be, which a tree of its parts does not say. */
export function questionReasons(row: PlanRow): string[] {
  const candidates = row.candidates.map(
    ({ side, summary }) => `Candidate in ${systems[side]}: ${summary.name} (${summary.number})`,
  );
  return [...candidates, ...shownSuggestions(row).map(suggestionText)];
}

/** Every reason on a row: its own notes, then its candidates, then those of its fields and locations, each once. */
export function reasons(row: PlanRow): string[] {
  const candidates = row.candidates.map(
    ({ side, summary }) => `Candidate in ${systems[side]}: ${summary.name} (${summary.number})`,
  );
  const locations = row.locations.flatMap(({ notes, fields, erp }) => [
    ...notes.map(noteText),
    ...fields.flatMap((field) => fieldReasons(field, erp?.key ?? null)),
  ]);
  const fields = row.fields.flatMap((field) => fieldReasons(field, null));
  const near = shownSuggestions(row).map(suggestionText);
  const changes = (row.ended?.changes ?? row.changedSince ?? []).map((change) =>
    changeSentence(change, fieldLabel),
  );
  return [
    ...new Set([...changes, ...row.notes.map(noteText), ...candidates, ...near, ...fields, ...locations]),
  ];
}

/** What is taken back of a row of an undo, what stays and why: each sentence once, what is taken back first. */
export function undoLines({ notes, undo }: PlanRow): string[] {
  const said = [...(undo?.parts ?? []), ...(undo?.link == null ? [] : [undo.link])];
  const of = (wanted: 'reversed' | 'kept') =>
    said.filter(({ fate }) => fate === wanted).map(({ note }) => noteText(note));
  const kept = of('kept').map((text) => (of('reversed').length === 0 ? text : `Stays: ${text}`));
  return [...new Set([...notes.map(noteText), ...of('reversed'), ...kept])];
}

/** What carrying out an undo would do, in which system. */
export function undoSentence({ undoes, totals }: PlanHeader): string {
  const { writes, deletes, linkOnly, people = 0 } = totals;
  const change = (side: 'erp' | 'shopify', name: string): string | null =>
    writes[side] === 0
      ? null
      : `${name}: ${deletes[side]} customers to delete, ${writes[side] - deletes[side]} to change back.`;
  const persons =
    people === 0 ? null : `People in Shopify: ${people} to delete, who became customers as contacts.`;
  const links = linkOnly === 0 ? null : `Links only: ${linkOnly} customers.`;
  const parts = [change('erp', 'MYOB'), change('shopify', 'Shopify'), persons, links].filter(
    (part) => part !== null,
  );
  const what = parts.length === 0 ? 'There is nothing that can be taken back.' : parts.join(' ');
  return `Taking back the run of ${undoes?.startedAt ?? ''} (${undoes?.runId ?? ''}). ${what}`;
}

/** "62 customers to MYOB and 61 to Shopify" */
export function writesSentence({ totals }: PlanHeader): string {
  const { erp, shopify } = totals.writes;
  return `${erp} ${erp === 1 ? 'customer' : 'customers'} to MYOB and ${shopify} to Shopify`;
}

export function seconds(value: number): string {
  if (value < 90) return `${Math.max(1, Math.round(value))} s`;
  return `${Math.round(value / 60)} min`;
}
