/**
 * Whether lists bring the attributes of customers. The official examples show them there; reports say that detail lists come back empty
 * (acumatica.md 7.3). [VERIFY] A blank that is none would pass a filter or clear a value, so a list without any is not believed: a class
 * gives its attributes to all of its customers, and one customer of each class is asked for by itself.
 */
import type { View } from './views.ts';
import { isWireRecord, keyOf, textOf, type WireRecord } from './wire.ts';

const detail = 'Attributes';

function hasLines(record: WireRecord | null): boolean {
  const lines = record?.[detail];
  return Array.isArray(lines) && lines.some(isWireRecord);
}

export class EmptiedDetails {
  /** Views whose lists were seen to bring lines. */
  readonly #filled = new WeakSet<View>();
  /** Classes of which one customer was asked for by itself, and had none. */
  readonly #without = new Set<string>();

  /** @param get asks for one of the records by itself. @returns true where the list left out what a record has. */
  async wereEmptied(
    view: View,
    records: readonly WireRecord[],
    get: (guid: string) => Promise<WireRecord | null>,
  ): Promise<boolean> {
    if (view.entity !== 'Customer' || !view.expand.includes(detail) || this.#filled.has(view)) return false;
    if (records.some(hasLines)) {
      this.#filled.add(view);
      return false;
    }
    for (const record of records) {
      const customerClass = textOf(record, 'CustomerClass') ?? '';
      if (this.#without.has(customerClass)) continue;
      if (hasLines(await get(keyOf(record, 'NoteID')))) return true;
      this.#without.add(customerClass);
    }
    return false;
  }
}
