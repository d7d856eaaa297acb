import type { RowEnded } from './plan.ts';
import type { SyncRecord } from './ports.ts';

/** How the row ended whose record a run has just saved; null for a record that says nothing of the kind. */
export function rowEndedOf({ lastRunId, status, lastOperation, cause }: SyncRecord): RowEnded | null {
  if (lastRunId === null) return null;
  switch (status) {
    case 'processed':
    case 'deleted':
    case 'failed':
    case 'aborted':
    case 'stale':
      return { runId: lastRunId, status, operation: lastOperation, cause };
    default:
      return null;
  }
}
