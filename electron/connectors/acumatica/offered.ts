/** Whether what was chosen from the ERP's lists is still in them: only the lists that are asked for are read. */
import {
  comparableKey,
  lostValues,
  type ChosenValue,
  type ErpListName,
  type LostValue,
  type OfferedLists,
} from '../../../shared/mapping/chosen-values.ts';
import type { ErpClient } from './client.ts';
import { together, type ErpLists } from './list.ts';
import { ifReadable, listViews, readBranches, readValues } from './lookups.ts';
import { createUsedIds } from './used-ids.ts';

async function readKeys(
  name: ErpListName,
  wanted: readonly string[],
  client: ErpClient,
  lists: ErpLists,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  // Customers are too many to list.
  if (name === 'customer') return createUsedIds(lists).taken('customer', wanted, signal);
  const values = await ifReadable(
    name === 'branch' ? readBranches(client, signal) : readValues(lists, listViews[name], signal),
  );
  // An empty list says nothing either: the user may not be allowed to read it.
  return values === null || values.length === 0 ? null : new Set(values.map(({ id }) => comparableKey(id)));
}

/**
 * What of `chosen` is no longer there. A list that the user may not read says nothing. One request for each list.
 * @throws AppError of the reading families
 */
export async function findLostValues(
  chosen: readonly ChosenValue[],
  client: ErpClient,
  lists: ErpLists,
  signal: AbortSignal,
): Promise<readonly LostValue[]> {
  const names = [...new Set(chosen.map(({ list }) => list))];
  const read = await together(
    names.map(async (name): Promise<readonly [ErpListName, ReadonlySet<string> | null]> => {
      const wanted = chosen.flatMap(({ list, value }) => (list === name ? [comparableKey(value)] : []));
      return [name, await readKeys(name, wanted, client, lists, signal)];
    }),
  );
  return lostValues(chosen, Object.fromEntries(read) satisfies OfferedLists);
}
