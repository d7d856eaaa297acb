/** What the parts of the commit hand to each other. */
import type { Party, Side } from '../domain/party.ts';
import type { RecordChange } from '../domain/record-change.ts';
import type { Profile } from '../domain/settings.ts';
import type { RowWork } from './operations.ts';
import type { Decision, PlanRow, PlanRowRecords } from './plan.ts';
import type { Ledger, Link, LinkChange } from './ledger-port.ts';
import type { Clock, Ids, Logger, Progress, Sink, Source } from './ports.ts';
import type { FailureCause } from '../domain/failure-cause.ts';

export type Both<T> = Readonly<Record<Side, T>>;

/** What a commit works with. The sources and sinks pace themselves to the systems' limits. */
export interface CommitPorts {
  readonly profile: Profile;
  readonly sources: Both<Source>;
  readonly sinks: Both<Sink>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly onProgress: (progress: Progress) => void;
  /** Aborted by a person's Stop: no further request is started, what is under way finishes. */
  readonly signal: AbortSignal;
}

/** What came of one operation. `waiting`: not sent yet, or its outcome is settled by the resume. */
export type StepOutcome =
  | { readonly status: 'waiting' }
  | {
      readonly status: 'done';
      /** The customer after the write, as answered; null once it was deleted. */
      readonly after: Party | null;
      /** Key of a created location or contact. */
      readonly createdKey: string | null;
      /** CHANGED_BY_SERVER when the system stored another value than was sent; it is accepted. */
      readonly cause: FailureCause | null;
    }
  | { readonly status: 'failed'; readonly cause: FailureCause };

export type Done = Extract<StepOutcome, { status: 'done' }>;

/** A row that was approved when the run began. */
export interface ChosenRow {
  readonly rowId: string;
  readonly decision: Decision | null;
  /** The system whose pace decides: the ERP where it is written to, as it is the slower one. */
  readonly lane: Side | 'ledger';
}

/** One row on its way. */
export interface RowProgress {
  readonly row: PlanRow;
  readonly records: PlanRowRecords;
  readonly decision: Decision | null;
  readonly work: RowWork;
  /** The link before this run; null for a new one. */
  readonly link: Link | null;
  /** What the run that is taken back did to links with this row, in its order; empty in a commit. */
  readonly undone: readonly LinkChange[];
  /** Links that end with this row: one of its records was linked by hand to somebody else. */
  readonly replaced: readonly Link[];
  /** Links by id, of a row that is taken back: those that the run changed with it; where they are to hold again, every link. */
  readonly links: ReadonlyMap<string, Link>;
  /**
   * Of a row whose link is to hold again: ids of the links that have a record, by its key, without those that rows like this one give
   * up. One index for all such rows; empty for every other row.
   */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  readonly runId: string;
  /** The records as they were read again, right before the first write. */
  fresh: Both<Party | null>;
  /** Customers of Shopify that the row deletes as people, by key, as they were read again; one that is gone is missing. */
  people: ReadonlyMap<string, Party>;
  /** The records as they are after the writes so far. */
  now: Record<Side, Party | null>;
  /** One per operation, in their order. */
  readonly steps: StepOutcome[];
}

export type RowEnd =
  | { readonly status: 'processed'; readonly cause: FailureCause | null }
  | { readonly status: 'deleted'; readonly cause: null }
  | { readonly status: 'failed'; readonly cause: FailureCause }
  | StaleEnd
  /** Stopped before it was finished. */
  | { readonly status: 'waiting'; readonly cause: null };

/** Not written, as something is no longer what the preview showed (L3). */
export interface StaleEnd {
  readonly status: 'stale';
  readonly cause: FailureCause;
  /** Against the preview, where a record is there but another one than it showed. */
  readonly changes?: readonly RecordChange[];
}

/** Whether the two records are no longer linked once the row is carried out. */
export function endsLink({ linkEffect }: RowWork): boolean {
  return linkEffect === 'end' || linkEffect === 'separate';
}

export function isDone(outcome: StepOutcome | undefined): outcome is Done {
  return outcome?.status === 'done';
}

/** Whether any write of the row to `side` was carried out. */
export function wroteTo(progress: RowProgress, side: Side): boolean {
  return progress.work.operations.some(
    (operation, step) => operation.side === side && isDone(progress.steps[step]),
  );
}
