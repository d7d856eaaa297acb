/** In which order addresses of one Shopify customer are written, so that none is refused as the double of another. */
import type { Location, LocationValues } from '../domain/party.ts';
import { locationFields } from '../domain/party.ts';
import type { Operation } from './operation-types.ts';

function textOf(values: LocationValues): string {
  return JSON.stringify(locationFields.map((field) => values[field]));
}

/** What an address says once this is written; null for every other kind of write. */
function textAfter(operation: Operation, held: readonly Location[]): string | null {
  if (operation.kind === 'createLocation') return textOf(operation.payload.values);
  if (operation.kind !== 'updateLocation') return null;
  const { key, patch } = operation.payload;
  const before = held.find((location) => location.key === key);
  return before === undefined ? null : textOf({ ...before.values, ...patch.values });
}

function keyOf(operation: Operation): string | null {
  return operation.kind === 'updateLocation' ? operation.payload.key : null;
}

/**
 * Shopify refuses an exact double among the addresses of a customer (shopify.md 2.5). What takes over the text of an address
 * that changes as well is written after that one. Two that change places stand in each other's way in any order: they stay in
 * the order given, and the refusal is said.
 */
export function inFreeingOrder(
  operations: readonly Operation[],
  held: readonly Location[],
): readonly Operation[] {
  const left = [...operations];
  const ordered: Operation[] = [];
  while (left.length > 0) {
    const isFree = (operation: Operation): boolean => {
      const text = textAfter(operation, held);
      return !left.some((other) => {
        const holder = other === operation ? undefined : held.find(({ key }) => key === keyOf(other));
        return holder !== undefined && text !== null && textOf(holder.values) === text;
      });
    };
    const next = Math.max(0, left.findIndex(isFree));
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}
