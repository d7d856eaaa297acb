/** The real ledger in a file, which a test can stop at any write and open again as after a restart. */
import { openLedger, type OpenLedger } from '../../electron/storage/ledger.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import type { LedgerWrite, WatchedLedger } from './memory-ledger.ts';

export interface FileLedger extends WatchedLedger {
  /** What is not in the file is gone. */
  reopen(): Promise<void>;
  close(): void;
}

/** Every method that writes; the others read. */
const writing = /^(?:save|append|replace|change|end)[A-Z]/;

export async function openFileLedger(file: string, clock: Clock): Promise<FileLedger> {
  let open = await openLedger(file, clock);
  let writes = 0;
  const own = {
    beforeWrite: null as WatchedLedger['beforeWrite'],
    reopen: async () => {
      open.close();
      open = await openLedger(file, clock);
    },
    close: () => open.close(),
  };
  return new Proxy(own as FileLedger, {
    get: (target, name: keyof FileLedger) => {
      if (name in target || !(name in open)) return target[name];
      return async (...input: readonly unknown[]) => {
        if (writing.test(name)) {
          own.beforeWrite?.(name as LedgerWrite, writes);
          writes += 1;
        }
        const method = open[name as keyof OpenLedger] as (...given: readonly unknown[]) => unknown;
        return method(...input);
      };
    },
  });
}
