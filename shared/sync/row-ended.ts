import type { RowEnded } from './plan.ts';
import type { SyncRecord } from './ledger-port.ts';

/** How the row ended whose record a run has just saved; null for a record that says nothing of the kind. */
export function rowEndedOf(record: SyncRecord): RowEnded | null {
  const { lastRunId, status, lastOperation, cause, changes } = record;
  if (lastRunId === null) return null;
  switch (status) {
    case 'processed':
    case 'deleted':
    case 'failed':
    case 'aborted':
      return { runId: lastRunId, status, operation: lastOperation, cause };
    case 'stale':
      return {
        runId: lastRunId,
        status,
        operation: lastOperation,
        cause,
        ...(changes === undefined ? {} : { changes }),
      };
    default:
      return null;
  }
}
