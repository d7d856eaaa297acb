/** Records that failed too often and are left out until a person sets them back: a run that ends well does not hide them (L6). */
import type { HistoryRecord, Services } from '../../shared/ipc/contract.ts';
import type { Page } from '../../shared/sync/ledger-port.ts';
import type { Console } from './console.ts';
import { causeText } from './wording.ts';

export async function abortedRecords(services: Services, profileId: string): Promise<Page<HistoryRecord>> {
  return services['history.records']({ profileId, statuses: ['aborted'], offset: 0, limit: 50 });
}

/** Says nothing where there are none. */
export function sayAborted(console: Console, profileId: string, { items, total }: Page<HistoryRecord>): void {
  if (total === 0) return;
  const who = total === 1 ? '1 customer is' : `${total} customers are`;
  console.say(
    `Aborted: ${who} left out after failing too often. Mend the cause, then: accord history ${profileId} --retry`,
  );
  for (const { name, erpNumber, cause, id } of items) {
    const number = erpNumber === null ? '' : ` (${erpNumber})`;
    console.say(`  ${name}${number} ${cause === null ? '' : causeText(cause)}`);
    console.say(`      record ${id}`);
  }
  if (total > items.length) console.say(`  and ${total - items.length} more`);
}
