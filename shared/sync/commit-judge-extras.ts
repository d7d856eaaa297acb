/** Whether a write of what only one system has was carried out, by what is stored now (L5). */
import type { CustomerExtrasPatch } from '../domain/customer-extras.ts';
import type { FieldValue, OptInField, OptInValues, Party } from '../domain/party.ts';
import { itemsAmong } from '../mapping/items.ts';
import { heldOptIn } from '../mapping/opt-in.ts';
import type { Verdict } from './commit-verdict.ts';
import { extrasValues } from './operation-opt-in.ts';
import type { Operation } from './operation-types.ts';

/** Of extras alone. Text that is stored trimmed is stored. */
export function judgeExtras(wanted: CustomerExtrasPatch, now: Party, before: Party): Verdict {
  return judgeValues(extrasValues(wanted), now, before);
}

function judgeValues(wanted: OptInValues, now: Party, before: Party): Verdict {
  const values = Object.entries(wanted) as [OptInField, FieldValue][];
  const isHeld = (field: OptInField, value: FieldValue): boolean =>
    (value ?? '').trim() === (heldOptIn(now, field) ?? '').trim();
  if (values.every(([field, value]) => isHeld(field, value))) return 'after';
  return values.every(([field]) => isHeld(field, heldOptIn(before, field))) ? 'before' : 'other';
}

export type ExtrasOperation = Extract<
  Operation,
  { kind: 'addTags' | 'removeTags' | 'setEmailConsent' | 'setFurther' }
>;

/** Tags that are not all as wanted may be written again: that takes nothing from anybody. Consent that somebody else changed may not. */
export function judgeExtrasWrite(operation: ExtrasOperation, before: Party, now: Party): Verdict {
  if (operation.kind === 'setEmailConsent') {
    const [was, is] = [before, now].map(({ extras }) => extras?.emailConsent?.state ?? null);
    if (is === operation.payload.state) return 'after';
    return is === was ? 'before' : 'other';
  }
  if (operation.kind === 'setFurther') return judgeValues(operation.payload.values, now, before);
  const { tags } = operation.payload;
  const held = itemsAmong(tags, now.extras?.tags ?? []).length;
  return held === (operation.kind === 'addTags' ? tags.length : 0) ? 'after' : 'before';
}
