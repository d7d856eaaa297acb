/** The question that a reading answers about a write: was it carried out? */
import type { FieldName, FieldValue } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';

/** `after`: as the write would leave it. `before`: as it found it. `other`: somebody else has changed it. */
export type Verdict = 'after' | 'before' | 'other';

/** Compares what is stored with the values a write would leave and with those it found. */
export function judgeValues<Field extends FieldName>(
  wanted: Readonly<Partial<Record<Field, FieldValue>>>,
  stored: Readonly<Record<Field, FieldValue>>,
  found: Readonly<Record<Field, FieldValue>>,
  country: string,
): Verdict {
  const fields = Object.keys(wanted) as Field[];
  const isStored = (values: Readonly<Partial<Record<Field, FieldValue>>>) =>
    fields.every((field) => sameValue(field, values[field] ?? null, stored[field], country));
  if (isStored(wanted)) return 'after';
  return isStored(found) ? 'before' : 'other';
}
