/** What a row's operations wrote to the customer itself, to one of its locations or to one of its contacts, as far as they were carried out. */
import type { FieldName, FieldValue, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { isDone, type Both, type RowProgress } from './commit-types.ts';
import { writtenExtras } from './operation-opt-in.ts';
import type { Operation } from './operation-types.ts';
import { choiceKey, type FieldAction, type FieldChange } from './plan.ts';
import { targetOf } from './reconcile-field.ts';
import { patchedValues } from './site-values.ts';

export type Subject =
  | { readonly what: 'customer' }
  /** `id` as in the operations. */
  | { readonly what: 'location' | 'contact'; readonly id: string };

export const customerItself: Subject = { what: 'customer' };

/** Fields that an operation writes to the subject; `all` where it makes it. */
function fieldsOf(operation: Operation, subject: Subject): readonly string[] | 'all' {
  const { kind, locationId, contactId, payload } = operation;
  if (subject.what === 'customer') {
    if (kind === 'createCustomer') return 'all';
    // Shopify keeps the terms of a company with its locations.
    if (kind === 'updateLocation') return payload.patch.site?.terms === undefined ? [] : ['terms'];
    if (kind === 'addTags' || kind === 'removeTags') return ['tags'];
    if (kind === 'setEmailConsent') return ['emailConsent'];
    if (kind === 'setFurther') return Object.keys(payload.values);
    if (kind !== 'updateCustomer') return [];
    const { values, accountName, terms, extras = {} } = payload;
    return [
      ...Object.keys(values),
      ...Object.keys(extras).map((key) => writtenExtras[key as keyof typeof extras]),
      ...(accountName === undefined ? [] : ['accountName']),
      ...(terms === undefined ? [] : ['terms']),
    ];
  }
  const isContact = subject.what === 'contact';
  if ((isContact ? contactId : locationId) !== subject.id) return [];
  if (kind === 'createCustomer' || kind === (isContact ? 'createContact' : 'createLocation')) return 'all';
  if (isContact) return kind === 'updateContact' ? Object.keys(payload.patch.values) : [];
  return kind === 'updateLocation' ? Object.keys(patchedValues(payload.patch)) : [];
}

export interface Written {
  /** The whole record, location or contact was created. */
  readonly created: boolean;
  readonly fields: ReadonlySet<string>;
  /** Fields whose own write was not carried out, or not all of it; a record that was created can have some. */
  readonly missed: ReadonlySet<string>;
}

export function writtenTo({ work, steps }: RowProgress, side: Side, subject: Subject): Written {
  let created = false;
  const fields = new Set<string>();
  const missed = new Set<string>();
  for (const [step, operation] of work.operations.entries()) {
    if (operation.side !== side) continue;
    const written = fieldsOf(operation, subject);
    const done = isDone(steps[step]);
    if (written === 'all') created ||= done;
    else for (const field of written) (done ? fields : missed).add(field);
  }
  // What takes several writes was written when all were carried out.
  return { created, fields: new Set([...fields].filter((field) => !missed.has(field))), missed };
}

/** Whether the row means to write the field there, carried out or not. */
function isPlanned({ work }: RowProgress, side: Side, subject: Subject, field: string): boolean {
  return work.operations.some((operation) => {
    const fields = operation.side === side ? fieldsOf(operation, subject) : [];
    return fields !== 'all' && fields.includes(field);
  });
}

export function writtenToBoth(progress: RowProgress, subject: Subject): Both<Written> {
  return {
    erp: writtenTo(progress, 'erp', subject),
    shopify: writtenTo(progress, 'shopify', subject),
  };
}

/** Values to be agreed on one side: as answered where they were written, else as read before the first write. */
export function agreedNow<Field extends FieldName>(
  before: Readonly<Record<Field, FieldValue>> | undefined,
  after: Readonly<Record<Field, FieldValue>>,
  written: Written,
): Readonly<Record<Field, FieldValue>> {
  if (written.created || before === undefined) return after;
  const values: Record<Field, FieldValue> = { ...before };
  for (const field of written.fields) values[field as Field] = after[field as Field];
  return values;
}

/** The judgement as it turned out: a write that did not happen and an open conflict keep what was agreed before. */
export function turnedOut(
  progress: RowProgress,
  change: FieldChange,
  written: Both<Written>,
  subject: Subject,
): FieldChange {
  const target = targetOf(change.action);
  if (target !== null) {
    const { created, fields, missed } = written[target];
    const happened = fields.has(change.field) || (created && !missed.has(change.field));
    return happened ? change : { ...change, action: 'keep' };
  }
  if (change.action !== 'conflict') return change;
  const id = subject.what === 'customer' ? undefined : subject.id;
  const winner = progress.decision?.choices[choiceKey(change.field, id)];
  if (winner === undefined) return change;
  const side = otherSide(winner);
  // Chosen, and nothing had to be written for it: the difference is agreed (R5).
  const action: FieldAction = side === 'erp' ? 'writeErp' : 'writeShopify';
  const isMissing =
    isPlanned(progress, side, subject, change.field) && !written[side].fields.has(change.field);
  return isMissing ? change : { ...change, action };
}
