/**
 * The Ledger port in memory. Everything is copied on its way in and out, as a database would: what a test changes
 * afterwards is not what the ledger remembers. `beforeWrite` can throw, as a full disk or a killed process would.
 */
import type { PlanHeader, PlanRow, PlanRowRecords } from '../../shared/sync/plan.ts';
import type {
  Intent,
  JournalEntry,
  JournalResult,
  Ledger,
  Link,
  LinkChange,
  MadeDecision,
  Page,
  ReadingState,
  RecordStatus,
  Run,
  SyncRecord,
} from '../../shared/sync/ledger-port.ts';
import { recordStatuses } from '../../shared/sync/ledger-port.ts';
import { hasEnded } from '../../shared/sync/link-end.ts';
import { matchesRow } from '../../shared/sync/row-filter.ts';
import { identitiesOf } from '../../shared/sync/row-identities.ts';
import { rowEndedOf } from '../../shared/sync/row-ended.ts';

export type LedgerWrite =
  | 'saveLinks'
  | 'changeLinks'
  | 'savePlan'
  | 'saveReadingState'
  | 'replaceRow'
  | 'saveDecisions'
  | 'saveGuardOverride'
  | 'saveRun'
  | 'appendIntent'
  | 'appendResult'
  | 'saveRecords'
  | 'endRows';

/** A ledger that can be stopped at any of its writes. */
export interface WatchedLedger extends Ledger {
  /** Called before every write with its name and how many writes came before it. A throw leaves nothing written. */
  beforeWrite: ((write: LedgerWrite, count: number) => void) | null;
}

export interface MemoryLedger extends WatchedLedger {
  readonly writeCount: () => number;
  /** As after the loss of the file: nothing is known any more. */
  readonly forgetLinks: () => void;
}

interface StoredPlan {
  header: PlanHeader;
  readonly rows: { row: PlanRow; readonly records: PlanRowRecords }[];
}

function positionOf(plan: StoredPlan | undefined, rowId: string): number {
  return plan?.rows.findIndex(({ row }) => row.id === rowId) ?? -1;
}

function copy<T>(value: T): T {
  return structuredClone(value);
}

function page<T>(all: readonly T[], offset: number, limit: number): Page<T> {
  return { items: copy(all.slice(offset, offset + limit)), total: all.length };
}

/** @param now when a journal line is written; without it they all have one time, long ago. */
export function createMemoryLedger(now = () => '2026-03-02T00:00:00.000Z'): MemoryLedger {
  const links = new Map<string, Link>();
  const plans = new Map<string, StoredPlan>();
  const runs = new Map<string, Run>();
  const linkChanges = new Map<string, Map<string, LinkChange>>();
  const journal: JournalEntry[] = [];
  const records = new Map<string, SyncRecord>();
  let latest: StoredPlan | null = null;
  let readingState: ReadingState | null = null;
  let serial = 0;
  let writes = 0;

  function write<T>(name: LedgerWrite, change: () => T): Promise<T> {
    try {
      ledger.beforeWrite?.(name, writes);
      writes += 1;
      return Promise.resolve(change());
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  const ledger: MemoryLedger = {
    beforeWrite: null,
    writeCount: () => writes,
    forgetLinks: () => links.clear(),

    links: () => Promise.resolve(copy([...links.values()])),
    endedLinks: () => Promise.resolve(copy([...links.values()].filter(hasEnded))),
    linksByIds: (ids) => Promise.resolve(copy(ids.flatMap((id) => links.get(id) ?? []))),
    linkSerial: () => Promise.resolve(serial),
    saveLinks: (changed) =>
      write('saveLinks', () => {
        for (const link of changed) links.set(link.id, copy(link));
        if (changed.length > 0) serial += 1;
      }),
    changeLinks: (runId, changes) =>
      write('changeLinks', () => {
        const known = linkChanges.get(runId) ?? new Map<string, LinkChange>();
        linkChanges.set(runId, known);
        for (const change of changes) {
          const id = (change.after ?? change.before)?.id ?? '';
          const first = known.get(id);
          known.set(id, copy(first === undefined ? change : { ...change, before: first.before }));
          if (change.after === null) links.delete(id);
          else links.set(id, copy(change.after));
        }
        if (changes.length > 0) serial += 1;
      }),
    linkChanges: (runId) => Promise.resolve(copy([...(linkChanges.get(runId)?.values() ?? [])])),

    savePlan: (header, rows) =>
      write('savePlan', () => {
        const stored = [...rows].map((entry) => copy(entry));
        const plan = { header: copy(header), rows: stored };
        plans.set(header.id, plan);
        if (header.undoes === undefined) latest = plan;
      }),
    plan: (id) => Promise.resolve(copy(plans.get(id)?.header ?? null)),
    latestPlan: () => Promise.resolve(copy(latest?.header ?? null)),
    latestReading: () => {
      const readings = [...plans.values()].filter(
        ({ header: { undoes, read, scope } }) =>
          undoes === undefined &&
          (scope === undefined || scope.forced !== undefined) &&
          read.erp.complete &&
          read.shopify.complete,
      );
      return Promise.resolve(copy(readings.at(-1)?.header ?? null));
    },
    latestUndo: (runId) => {
      const undos = [...plans.values()].filter(({ header }) => header.undoes?.runId === runId);
      return Promise.resolve(copy(undos.at(-1)?.header ?? null));
    },
    planRows: (planId, query) => {
      const rows = (plans.get(planId)?.rows ?? []).map(({ row }) => row);
      return Promise.resolve(
        page(
          rows.filter((row) => matchesRow(row, query)),
          query.offset,
          query.limit,
        ),
      );
    },
    planRow: (planId, rowId) => {
      const plan = plans.get(planId);
      return Promise.resolve(copy(plan?.rows[positionOf(plan, rowId)] ?? null));
    },
    eachPlanRow: async (planId, visit, exceptEndedIn) => {
      for (const { row, records: parties } of plans.get(planId)?.rows ?? []) {
        if (row.ended !== undefined && row.ended.runId === exceptEndedIn) continue;
        await visit(copy(row), copy(parties));
      }
    },
    eachPlanRecords: async (planId, visit) => {
      for (const { records: parties } of plans.get(planId)?.rows ?? []) await visit(copy(parties));
    },
    endedRows: (planId, runId) =>
      Promise.resolve(
        (plans.get(planId)?.rows ?? []).flatMap(({ row: { id, verb, ended } }) =>
          ended?.runId === runId ? [{ rowId: id, verb, status: ended.status }] : [],
        ),
      ),
    planIdentities: (planId) =>
      Promise.resolve((plans.get(planId)?.rows ?? []).map(({ row }) => copy(identitiesOf(row)))),
    replaceRow: (header, rowId, rows, others = []) =>
      write('replaceRow', () => {
        const plan = plans.get(header.id);
        for (const other of others) {
          const place = positionOf(plan, other);
          if (place === -1) throw new Error(`No row ${other}`);
          plan?.rows.splice(place, 1);
        }
        const position = positionOf(plan, rowId);
        if (plan === undefined || position === -1) throw new Error(`No row ${rowId}`);
        plan.rows.splice(position, 1, ...copy([...rows]));
        plan.header = copy(header);
      }),
    saveDecisions: (planId, decisions, totals) =>
      write('saveDecisions', () => {
        const plan = plans.get(planId);
        if (plan === undefined) return;
        for (const [rowId, decision] of decisions) {
          const entry = plan.rows[positionOf(plan, rowId)];
          if (entry !== undefined) entry.row = { ...entry.row, decision: copy(decision) };
        }
        plan.header = { ...plan.header, totals: copy(totals) };
      }),
    saveGuardOverride: (planId, guardOverride) =>
      write('saveGuardOverride', () => {
        const plan = plans.get(planId);
        if (plan !== undefined) plan.header = { ...plan.header, guardOverride: copy(guardOverride) };
      }),
    decisions: () => {
      const found = new Map<string, MadeDecision>();
      for (const { row } of latest?.rows ?? []) {
        if (row.decision !== null) {
          const keys = { erp: row.erp?.key ?? null, shopify: row.shopify?.key ?? null };
          found.set(row.id, { decision: copy(row.decision), keys, beforeHash: row.beforeHash });
        }
      }
      return Promise.resolve(found);
    },

    readingState: () => Promise.resolve(copy(readingState)),
    saveReadingState: (state) => write('saveReadingState', () => void (readingState = copy(state))),

    saveRun: (run) => write('saveRun', () => void runs.set(run.id, copy(run))),
    run: (id) => Promise.resolve(copy(runs.get(id) ?? null)),
    runs: () => Promise.resolve(copy([...runs.values()].toReversed())),

    appendIntent: (intent: Intent) =>
      write('appendIntent', () => {
        const seq = journal.length + 1;
        journal.push(copy({ ...intent, seq, at: now(), result: null }));
        return seq;
      }),
    appendResult: (result: JournalResult) =>
      write('appendResult', () => {
        const entry = journal[result.seq - 1];
        if (entry === undefined) throw new Error(`The journal has no entry ${result.seq}`);
        journal[result.seq - 1] = { ...entry, result: copy(result) };
      }),
    journal: (runId) => Promise.resolve(copy(journal.filter((entry) => entry.runId === runId))),
    journalWrites: (runId) =>
      Promise.resolve(
        journal
          .filter((entry) => entry.runId === runId)
          .map(({ seq, rowId, side, result }) => ({ seq, rowId, side, status: result?.status ?? null })),
      ),
    journalEntries: (seqs) => Promise.resolve(seqs.flatMap((seq) => copy(journal[seq - 1] ?? []))),
    eachJournalEntry: (runId, visit) => {
      for (const entry of journal) if (entry.runId === runId) visit(copy(entry));
      return Promise.resolve();
    },

    saveRecords: (changed) =>
      write('saveRecords', () => {
        for (const record of changed) records.set(record.id, copy(record));
      }),
    endRows: (planId, changed) =>
      write('endRows', () => {
        const plan = plans.get(planId);
        for (const record of changed) {
          records.set(record.id, copy(record));
          const entry = plan?.rows[positionOf(plan, record.id)];
          const ended = rowEndedOf(record);
          if (entry !== undefined && ended !== null) entry.row = { ...entry.row, ended: copy(ended) };
        }
      }),
    records: (query) => {
      const wanted = query.search?.trim().toLowerCase() ?? '';
      const found = [...records.values()].filter(
        (record) =>
          (query.statuses === undefined || query.statuses.includes(record.status)) &&
          `${record.name}\n${record.erpNumber ?? ''}`.toLowerCase().includes(wanted),
      );
      return Promise.resolve(page(found, query.offset, query.limit));
    },
    recordsByIds: (ids) => {
      const found = new Map<string, SyncRecord>();
      for (const id of ids) {
        const record = records.get(id);
        if (record !== undefined) found.set(id, copy(record));
      }
      return Promise.resolve(found);
    },
    recordCounts: () => {
      const counts = Object.fromEntries(recordStatuses.map((status) => [status, 0])) as Record<
        RecordStatus,
        number
      >;
      for (const record of records.values()) counts[record.status] += 1;
      return Promise.resolve(counts);
    },
  };
  return ledger;
}
