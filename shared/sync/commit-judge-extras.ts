/** Whether a write of what only Shopify has was carried out, by what is stored now (L5). */
import type { CustomerExtrasPatch } from '../domain/customer-extras.ts';
import type { Party } from '../domain/party.ts';
import { itemsAmong } from '../mapping/items.ts';
import type { Verdict } from './commit-verdict.ts';
import type { Operation } from './operation-types.ts';

/** Of extras alone. Text that is stored trimmed is stored. */
export function judgeExtras(wanted: CustomerExtrasPatch, now: Party, before: Party): Verdict {
  const fields = Object.keys(wanted) as (keyof CustomerExtrasPatch)[];
  const comparable = (value: string | boolean | null | undefined) =>
    typeof value === 'string' ? value.trim() : (value ?? '');
  const isStored = (held: CustomerExtrasPatch | undefined) =>
    fields.every((field) => comparable(held?.[field]) === comparable(now.extras?.[field]));
  if (isStored(wanted)) return 'after';
  return isStored(before.extras) ? 'before' : 'other';
}

export type ExtrasOperation = Extract<Operation, { kind: 'addTags' | 'removeTags' | 'setEmailConsent' }>;

/** Tags that are not all as wanted may be written again: that takes nothing from anybody. Consent that somebody else changed may not. */
export function judgeExtrasWrite(operation: ExtrasOperation, before: Party, now: Party): Verdict {
  if (operation.kind === 'setEmailConsent') {
    const [was, is] = [before, now].map(({ extras }) => extras?.emailConsent?.state ?? null);
    if (is === operation.payload.state) return 'after';
    return is === was ? 'before' : 'other';
  }
  const { tags } = operation.payload;
  const held = itemsAmong(tags, now.extras?.tags ?? []).length;
  return held === (operation.kind === 'addTags' ? tags.length : 0) ? 'after' : 'before';
}
