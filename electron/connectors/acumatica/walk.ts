/** Going through a list from its first record to its last, by key (acumatica.md 7.3). */
import { quote, type ErpLists, type ListOptions } from './list.ts';
import type { View } from './views.ts';
import { keyOf, valueOf, type WireRecord } from './wire.ts';

/** Records of one page. The locations of 500 customers come in one answer of about 1.6 times as many. */
export const pageSize = 500;

/** A list, and how to ask for what comes from one of its records on. */
export interface Walk {
  readonly view: View;
  /** Field that tells one record from another; the view selects it. */
  readonly id: string;
  /** Where one field does not tell them apart. */
  readonly idOf?: (record: WireRecord) => string;
  /** Condition that holds for the record and all that follow it in the order of keys. */
  readonly from: (record: WireRecord) => string;
  /** Condition of its own that can stand beside others; null for the whole list. */
  readonly filter: string | null;
}

export interface WalkedPage {
  /** Records that no page before held. */
  readonly records: readonly WireRecord[];
  /** Last record of the page before; null for the first page. */
  readonly after: WireRecord | null;
  readonly last: WireRecord;
}

export function byCustomerId(view: View, filter: string | null = null): Walk {
  const from = (record: WireRecord) => `CustomerID ge ${quote(keyOf(record, 'CustomerID'))}`;
  return { view, id: 'NoteID', from, filter };
}

export function byLocationId(view: View, filter: string | null = null): Walk {
  const from = (record: WireRecord) => {
    const customer = quote(keyOf(record, 'Customer'));
    const location = quote(keyOf(record, 'LocationID'));
    return `(Customer gt ${customer} or (Customer eq ${customer} and LocationID ge ${location}))`;
  };
  return { view, id: 'NoteID', from, filter };
}

export function byContactId(view: View, filter: string | null = null): Walk {
  const from = (record: WireRecord) => `ContactID ge ${String(valueOf(record, 'ContactID'))}`;
  return { view, id: 'ContactID', from, filter };
}

/** The conditions that are given, all of which must hold; nothing where there is none. */
function allOf(...conditions: readonly (string | null)[]): Pick<ListOptions, 'filter'> {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? {} : { filter: given.join(' and ') };
}

/**
 * Walks a list by its key: there is no total, no next link and no promise of an order to skip along. Every page begins with the last
 * record of the one before, so an answer that breaks off early only makes the next page begin earlier, and an empty one is seen
 * to be wrong and asked for again. The walk ends with a page that holds nothing new. Only one page is remembered, whatever
 * the length of the list.
 */
export async function* walk(
  lists: ErpLists,
  { view, id, idOf = (record) => String(valueOf(record, id)), from, filter }: Walk,
  signal: AbortSignal,
): AsyncGenerator<WalkedPage, void, void> {
  let seen: ReadonlySet<string> = new Set();
  let after: WireRecord | null = null;
  let emptyAnswers = 0;
  for (;;) {
    const conditions = allOf(filter, after === null ? null : from(after));
    const page: readonly WireRecord[] = await lists.list(view, { ...conditions, top: pageSize }, signal);
    const records = page.filter((record) => !seen.has(idOf(record)));
    const last = page.at(-1);
    if (last === undefined && emptyAnswers === 0) {
      emptyAnswers += 1;
      continue;
    }
    if (last === undefined || records.length === 0) return;
    emptyAnswers = 0;
    yield { records, after, last };
    seen = new Set(page.map(idOf));
    after = last;
  }
}

/** Whether a walk of `count` records was all. It rests on the order of keys, which nobody promises; this does not. */
export function wasWhole(
  lists: ErpLists,
  { view, id, filter }: Walk,
  count: number,
  signal: AbortSignal,
): Promise<boolean> {
  return lists.endsAfter(view, id, allOf(filter), count, signal);
}
