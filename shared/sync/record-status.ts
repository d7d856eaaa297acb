/** The lasting record of each customer after a preview (L6): statuses users know, changed only where something changed. */
import type { NoteCode } from '../domain/note-catalogue.ts';
import { note } from '../mapping/note.ts';
import { noCost } from './estimate.ts';
import type { PlanRow, Verb } from './plan.ts';
import type { RecordStatus, StoredRow, SyncRecord } from './ledger-port.ts';

/** `equal` has no status of its own: it settles a record that waited, and needs none otherwise. */
const statuses: Readonly<Record<Verb, RecordStatus>> = {
  create: 'prepared',
  update: 'prepared',
  link: 'prepared',
  deactivate: 'prepared',
  delete: 'deleted',
  conflict: 'conflict',
  ambiguous: 'ambiguous',
  invalid: 'invalid',
  skip: 'skipped',
  filtered: 'filtered',
  equal: 'processed',
  // Rows of an undo are in no preview.
  reverse: 'prepared',
  keep: 'skipped',
};

/** Verbs that would try the failed write again. */
const tries: ReadonlySet<Verb> = new Set<Verb>(['create', 'update', 'conflict', 'deactivate']);

function isAborted(record: SyncRecord | undefined): record is SyncRecord {
  return record?.status === 'aborted';
}

/** A record that failed too often waits, until a person puts it back: its row is left out and says so. */
export function parkAborted(row: PlanRow, record: SyncRecord | undefined): PlanRow {
  if (!isAborted(record) || !tries.has(row.verb)) return row;
  const parked = note('mustFixFirst', { attempts: String(record.attempts) });
  return { ...row, verb: 'skip', target: 'none', cost: noCost, notes: [...row.notes, parked] };
}

function says(row: PlanRow, code: NoteCode): boolean {
  return row.notes.some((each) => each.code === code);
}

function recordOf(row: PlanRow, known: SyncRecord | undefined, now: string): SyncRecord {
  const named = row.shopify ?? row.erp ?? row.candidates[0]?.summary;
  const fresh: SyncRecord = {
    id: row.id,
    name: named?.name ?? '',
    erpNumber: row.erp?.number ?? null,
    erpKey: row.erp?.key ?? null,
    shopifyKey: row.shopify?.key ?? null,
    status: statuses[row.verb],
    lastOperation: known?.lastOperation ?? '',
    cause: known?.cause ?? null,
    attempts: known?.attempts ?? 0,
    lastRunId: known?.lastRunId ?? null,
    updatedAt: now,
    ...(row.changedSince === undefined ? {} : { changes: row.changedSince }),
  };
  if (says(row, 'mustFixFirst')) return { ...fresh, status: 'aborted' };
  if (says(row, 'guestCustomer')) return { ...fresh, status: 'invalid' };
  if (says(row, 'linkEnded')) return { ...fresh, status: 'deleted' };
  if (row.verb === 'equal') {
    const { changes: _, ...settled } = fresh;
    return { ...settled, cause: null, attempts: 0 };
  }
  // A failure stays listed as one until it succeeds: that it will be tried again does not make it good.
  return known?.status === 'failed' && tries.has(row.verb) ? { ...fresh, status: 'failed' } : fresh;
}

function isSame(a: SyncRecord, b: SyncRecord): boolean {
  return (
    a.status === b.status &&
    a.name === b.name &&
    a.erpNumber === b.erpNumber &&
    a.erpKey === b.erpKey &&
    a.shopifyKey === b.shopifyKey &&
    a.attempts === b.attempts &&
    a.cause?.code === b.cause?.code &&
    JSON.stringify(a.changes) === JSON.stringify(b.changes)
  );
}

/** Records to save: new ones and those that changed. */
export function changedRecords(
  entries: readonly StoredRow[],
  known: ReadonlyMap<string, SyncRecord>,
  now: string,
): readonly SyncRecord[] {
  return entries.flatMap(({ row }) => {
    const before = known.get(row.id);
    if (before === undefined && row.verb === 'equal') return [];
    const after = recordOf(row, before, now);
    return before !== undefined && isSame(before, after) ? [] : [after];
  });
}
