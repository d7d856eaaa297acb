/**
 * What a case of the ERP's contract suite is made of. A case is data: anything that can send HTTP requests can run it, against the
 * simulator, a sandbox company or another implementation.
 *
 * Texts may hold placeholders. `{{run}}` differs in every run and `{{email}}` in every case; everything else is what an earlier step of
 * the case saved under that name. A customer or contact that was saved is deleted when the case is over.
 */
import type { Shape } from '../../shape.ts';

/** What the company must offer beside the contract. */
export type Need = 'b2b' | 'externalReferences' | 'patch' | 'noPatch';

/** Values stand for themselves: `{ City: 'Hobart' }` is sent, and compared, as `{ City: { value: 'Hobart' } }`; null is an empty wrapper. */
export type Plain = Readonly<Record<string, unknown>>;

/** A request below the endpoint: `Customer/{{customer}}`. */
export interface EntityCall {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  /** `$filter` and the like, not encoded yet. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Plain;
}

/** A request to the instance itself: `/entity`. */
export interface SiteCall {
  readonly method: 'GET' | 'POST';
  readonly site: string;
  /** Without the cookie of the session. */
  readonly isStranger?: true;
  readonly body?: unknown;
}

export type Request = EntityCall | SiteCall;

export type Answer =
  /** 200 with a record, or a list of them, compared in part. */
  | { readonly record: Shape }
  | { readonly records: Shape }
  /** 422: the record as sent, with these errors among others at these paths; `` is the record itself. */
  | { readonly errors: Readonly<Record<string, RegExp>> }
  /** Any other status; `message` is of the exception where there is one. */
  | { readonly status: number | readonly number[]; readonly message?: RegExp; readonly body?: Shape };

export interface Step {
  readonly request: Request;
  /** Default: 200. */
  readonly answer?: Answer;
  /** Seconds to wait before it is sent, so that a stamp that moves is another one. */
  readonly pause?: number;
  /** Names for values of the answer, by path: `CustomerID`, `0.LocationID`. */
  readonly save?: Readonly<Record<string, string>>;
}

export interface ContractCase extends Step {
  readonly name: string;
  /** Section of the facts and mark: `7.3 [VERIFY 9.5]`. */
  readonly basis: string;
  readonly answer: Answer;
  readonly needs?: readonly Need[];
  /** The request is none of the published contract, and is answered accordingly. */
  readonly isWrong?: true;
  /** A question the facts leave open: another answer is reported, with the one place where the assumption is held. */
  readonly heldIn?: string;
  readonly given?: readonly Step[];
  /** Data as they must be afterwards. */
  readonly effect?: readonly Step[];
}

export interface Subject {
  readonly name: string;
  readonly cases: readonly ContractCase[];
}
