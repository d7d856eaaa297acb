/** What a link holds of one thing after an undo: as before the run, unless it stays or moved on since. */
import type { FieldName } from '../domain/party.ts';
import { canonicalJson } from './hashes.ts';
import type { AgreedValue } from './plan.ts';

export function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

type Agreed<Field extends string> = Readonly<Partial<Record<Field, AgreedValue>>>;

/** Field by field: as before the run, unless the run's value stays or something else was agreed since. */
export function mergedAgreed<Field extends FieldName>(
  fields: readonly Field[],
  { was, after, now }: Readonly<Record<'was' | 'after' | 'now', { readonly agreed: Agreed<Field> }>>,
  stays: (field: Field) => boolean,
): Agreed<Field> {
  const agreed: Partial<Record<Field, AgreedValue>> = {};
  for (const field of fields) {
    const isAsLeft = isSame(now.agreed[field], after.agreed[field]);
    const value = isAsLeft && !stays(field) ? was.agreed[field] : now.agreed[field];
    if (value !== undefined) agreed[field] = value;
  }
  return agreed;
}
