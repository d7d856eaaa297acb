/**
 * One system in memory, as the sync core sees it: a Source and a Sink over the same records, with the rules that matter
 * to a sync (memory-rules, memory-companies), and what a person or a fault does beside the sync.
 */
import type { Party, Side } from '../../shared/domain/party.ts';
import type { Sink } from '../../shared/sync/ports.ts';
import type { PreviewSource } from '../../shared/sync/read-sides.ts';
import { memoryReader, type ReaderState } from './memory-reader.ts';
import { systemRules } from './memory-rules.ts';
import { memoryWriter, type TwinFault, type TwinWrite } from './memory-writer.ts';

export type { TwinFault, TwinWrite } from './memory-writer.ts';

export interface TwinOptions {
  readonly side: Side;
  readonly parties?: readonly Party[];
  /** ERP: country that MAIN takes from the customer class. */
  readonly classCountry?: string;
  /** ERP: terms of the customer class. */
  readonly classTerms?: string;
  readonly pageSize?: number;
}

export interface MemoryTwin extends ReaderState {
  readonly side: Side;
  readonly source: PreviewSource;
  readonly sink: Sink;
  /** Every write that was carried out, in order. */
  readonly writes: readonly TwinWrite[];
  /** Asked before every write. */
  fault: ((write: TwinWrite) => TwinFault) | null;
  parties(): readonly Party[];
  party(key: string): Party | null;
  /** What a person does in the system itself: put in a record, change it, or delete it. No write is counted. */
  put(party: Party): void;
  edit(key: string, change: (party: Party) => Party): void;
  remove(key: string): void;
  /** ERP: puts the customer, or one of its locations, on a document. */
  useOnDocument(key: string, locationKey?: string): void;
}

export function createMemoryTwin(options: TwinOptions): MemoryTwin {
  const { side } = options;
  const records = new Map<string, Party>((options.parties ?? []).map((party) => [party.key, party]));
  const writes: TwinWrite[] = [];
  let ticks = 0;

  function stamp(): string {
    ticks += 1;
    return new Date(Date.UTC(2026, 2, 2, 12) + ticks * 1000).toISOString();
  }

  const rules = systemRules({
    side,
    records,
    classCountry: options.classCountry ?? 'AU',
    classTerms: options.classTerms ?? null,
    stamp,
  });
  const state: ReaderState & { fault: MemoryTwin['fault'] } = {
    fault: null,
    readFault: null,
    orders: [],
    complete: true,
    clockAhead: null,
    reads: { all: 0, byKeys: 0, byIdentities: 0 },
  };

  /** Who edits a contact of a Shopify company edits the customer that it is. */
  function writeThrough({ business }: Party): void {
    for (const { personKey, values } of business?.contacts ?? []) {
      const person = personKey === undefined ? undefined : records.get(personKey);
      if (person !== undefined) records.set(person.key, { ...person, values });
    }
  }

  // The state itself with more to it: what a test sets later is what is asked.
  return Object.assign(state, {
    side,
    source: memoryReader({
      side,
      records,
      companies: rules.companies,
      pageSize: options.pageSize ?? 250,
      stamp,
      state,
    }),
    sink: memoryWriter({ side, rules, writes, faultOf: (write) => state.fault?.(write) ?? null }),
    writes,
    parties: () => structuredClone([...records.values()]),
    party: (key: string) => structuredClone(records.get(key) ?? null),
    put: (party: Party) => writeThrough(rules.store(party)),
    edit: (key: string, change: (party: Party) => Party) => {
      const party = records.get(key);
      if (party === undefined) throw new Error(`No record ${key}`);
      writeThrough(rules.store(change(party)));
    },
    remove: (key: string) => void records.delete(key),
    useOnDocument: rules.useOnDocument,
  });
}
