/** Which ids are in use: asked for before a template's ids are given to new records. Only keys are read. */
import type { IdKind } from '../../../shared/domain/numbering.ts';
import { quote, type ErpLists } from './list.ts';
import type { View } from './views.ts';
import { keyOf } from './wire.ts';

const views: Readonly<Record<IdKind, View>> = {
  customer: { entity: 'Customer', select: ['CustomerID'], expand: [] },
  location: { entity: 'CustomerLocation', select: ['LocationID'], expand: [] },
};

const pageSize = 500;
const sampleSize = 20;

export interface UsedIds {
  /** Those of the given ids that exist, in capitals. Customers of every category count; vendors can share the key. [VERIFY] */
  taken(kind: IdKind, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** Some ids that exist, without MAIN, to see how they are made. */
  examples(kind: IdKind, signal: AbortSignal): Promise<readonly string[]>;
}

/**
 * A customer's ids are found in one walk from the least to the greatest asked for, as ids of one template lie close together.
 * The same LocationID can be used by every customer, so locations are asked for by name until none is left.
 */
export function createUsedIds(lists: ErpLists): UsedIds {
  const read = async (kind: IdKind, filter: string | null, top: number, signal: AbortSignal) => {
    const view = views[kind];
    const records = await lists.list(view, { ...(filter === null ? {} : { filter }), top }, signal);
    return records.map((record) => keyOf(record, view.select[0] ?? '').toUpperCase());
  };

  async function takenCustomers(ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const wanted = new Set(ids);
    const sorted = ids.toSorted();
    const taken = new Set<string>();
    let from = `CustomerID ge ${quote(sorted[0] ?? '')}`;
    for (;;) {
      const page = await read(
        'customer',
        `${from} and CustomerID le ${quote(sorted.at(-1) ?? '')}`,
        pageSize,
        signal,
      );
      for (const id of page) if (wanted.has(id)) taken.add(id);
      const last = page.toSorted().at(-1);
      if (last === undefined || page.length < pageSize) return taken;
      from = `CustomerID gt ${quote(last)}`;
    }
  }

  async function takenLocations(ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const taken = new Set<string>();
    for (;;) {
      const unknown = ids.filter((id) => !taken.has(id));
      if (unknown.length === 0) return taken;
      const filter = unknown.map((id) => `LocationID eq ${quote(id)}`).join(' or ');
      const page = await read('location', filter, sampleSize, signal);
      for (const id of page) taken.add(id);
      if (page.length < sampleSize) return taken;
    }
  }

  return {
    taken: async (kind, ids, signal) => {
      if (ids.length === 0) return new Set();
      return kind === 'customer' ? takenCustomers(ids, signal) : takenLocations(ids, signal);
    },
    examples: (kind, signal) =>
      read(kind, kind === 'location' ? "LocationID ne 'MAIN'" : null, sampleSize, signal),
  };
}
