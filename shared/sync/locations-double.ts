/**
 * Shopify refuses a second address with the same text in one customer (domain facts 2.5). A write that would make one is left
 * out and said so, as for two ERP locations at one place (R21); the customer and its other locations go on (R9).
 */
import type { FieldValue, LocationField, LocationValues } from '../domain/party.ts';
import { locationFields } from '../domain/party.ts';
import { note } from '../mapping/note.ts';
import type { JudgedLocation } from './locations-default.ts';
import { blankLocation } from '../domain/fields.ts';

function writesShopify({ change }: JudgedLocation): boolean {
  const { verb, target } = change;
  return (verb === 'create' || verb === 'update') && (target === 'shopify' || target === 'both');
}

function textOf(values: LocationValues): string {
  return JSON.stringify(locationFields.map((field) => values[field]));
}

/** The address as it will be; null where there is none. */
function addressAfter(entry: JudgedLocation): string | null {
  const { pair, change } = entry;
  if (!writesShopify(entry)) return pair.shopify === null ? null : textOf(pair.shopify.values);
  const values: Record<LocationField, FieldValue> = { ...(pair.shopify?.values ?? blankLocation) };
  for (const { field, action, result } of change.fields) {
    if (action === 'writeShopify') values[field as LocationField] = result;
  }
  return textOf(values);
}

export function leaveDoublesOut(judged: readonly JudgedLocation[]): readonly JudgedLocation[] {
  if (judged.length < 2 || !judged.some(writesShopify)) return judged;
  const taken = new Set(judged.filter((entry) => !writesShopify(entry)).map(addressAfter));
  return judged.map((entry) => {
    const text = addressAfter(entry);
    if (!writesShopify(entry) || !taken.has(text)) {
      taken.add(text);
      return entry;
    }
    const { pair, change } = entry;
    if (pair.shopify !== null) taken.add(textOf(pair.shopify.values));
    const notes = [...change.notes, note('locationLeftOut'), note('locationIsBad')];
    return { pair, change: { ...change, verb: 'invalid', target: 'none', newKey: null, notes } };
  });
}
