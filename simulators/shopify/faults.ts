/**
 * What can go wrong with an answer. `throttled`: HTTP 200 with THROTTLED, nothing done. `tooManyRequests`: 429. `serverError`: 5xx.
 * `html`: a page instead of JSON. `noAnswer`: the request is held until the client gives up. `cutAnswer`: the connection ends in
 * mid-answer. `malformedJson`: an answer that is no JSON. `internalError`: HTTP 200 with INTERNAL_SERVER_ERROR. `shortPage`: a root
 * listing ends early and says it is complete. `overstatedPage`: the last page of a root listing promises another, which is empty.
 * `tokenExpired`: all access tokens are revoked, so this request and later ones answer 401. `bulkFailure`: the next bulk operation
 * (of queries or mutations, by `on`) fails in the middle of its work.
 */
export type FaultKind =
  | 'throttled'
  | 'tooManyRequests'
  | 'serverError'
  | 'html'
  | 'noAnswer'
  | 'cutAnswer'
  | 'malformedJson'
  | 'internalError'
  | 'shortPage'
  | 'overstatedPage'
  | 'tokenExpired'
  | 'bulkFailure';

export const faultKinds: readonly FaultKind[] = [
  'throttled',
  'tooManyRequests',
  'serverError',
  'html',
  'noAnswer',
  'cutAnswer',
  'malformedJson',
  'internalError',
  'shortPage',
  'overstatedPage',
  'tokenExpired',
  'bulkFailure',
];

export type OperationKind = 'query' | 'mutation';

export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it hits; default 1. */
  readonly count?: number;
  /** Requests let through before it begins; default 0. */
  readonly skip?: number;
  /** Hits only these operations; default both. */
  readonly on?: OperationKind;
  /** Of `serverError`; default 502. */
  readonly status?: number;
  /**
   * Whether the operation is carried out before the answer is spoilt. Default true for `noAnswer`, `cutAnswer` and `malformedJson`
   * (the write landed), false for `serverError`, `internalError` and `html`. The other kinds never carry out anything.
   */
  readonly landed?: boolean;
  /** Of `bulkFailure`: result lines written before it fails; default 1. */
  readonly lines?: number;
}

interface PendingFault {
  readonly fault: Fault;
  readonly skip: number;
  readonly count: number;
}

/** The faults still to come. */
export class FaultPlan {
  #pending: readonly PendingFault[] = [];

  /** Adds faults; each kind is used up in the order of adding. */
  inject(...faults: readonly Fault[]): void {
    const added = faults.map((fault) => ({ fault, skip: fault.skip ?? 0, count: fault.count ?? 1 }));
    this.#pending = [...this.#pending, ...added];
  }

  clear(): void {
    this.#pending = [];
  }

  pending(): readonly Fault[] {
    return this.#pending.map(({ fault, skip, count }) => ({ ...fault, skip, count }));
  }

  /** The next fault of one of the kinds for this operation, counted down; undefined when the request is let through. */
  take(operation: OperationKind, kinds: readonly FaultKind[]): Fault | undefined {
    let hit: Fault | undefined;
    this.#pending = this.#pending.flatMap((entry) => {
      const concerns = kinds.includes(entry.fault.kind) && (entry.fault.on ?? operation) === operation;
      if (!concerns || hit) return [entry];
      if (entry.skip > 0) return [{ ...entry, skip: entry.skip - 1 }];
      hit = entry.fault;
      return entry.count > 1 ? [{ ...entry, count: entry.count - 1 }] : [];
    });
    return hit;
  }
}
