/**
 * What a case of the contract suite is made of. A case is data: anything that can send HTTP requests can run it, against the
 * simulator, a real development store or another implementation.
 *
 * Texts may hold placeholders. `{{run}}` differs in every run, `{{case}}` in every case of it; `{{email}}`, `{{email2}}`, `{{phone}}` and `{{phone2}}` are free in the
 * store and differ in every case, `{{spacedPhone}}` is `{{phone}}` with blanks and brackets; `{{app.…}}` and `{{credentials.…}}` come from the endpoint; everything else is what an earlier step
 * of the case saved under that name. A text that is nothing but a placeholder becomes the saved value itself.
 */

import type { Shape } from '../../shape.ts';

/** What the endpoint must offer beside the Admin API. `simulator`: switches and faults below `/_simulator`. */
export type Need = 'simulator' | 'b2b' | 'client credentials' | 'authorization app';

export type Variables = Readonly<Record<string, unknown>>;

/** A GraphQL operation. Roots have no aliases, so that what was made is found in the answer and removed. */
export interface Operation {
  readonly document: string;
  readonly variables?: Variables;
  readonly operationName?: string;
  /** Instead of the endpoint's token. */
  readonly token?: string;
  /** Instead of the pinned version of the API. */
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Any other HTTP request: to the endpoint, or to the address that a placeholder stands for. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `POST /faults` and the like, below `/_simulator`. */
export interface ControlCall {
  readonly control: string;
  readonly body?: unknown;
}

/** A file for the staged target that was saved under a name. */
export interface Upload {
  readonly upload: string;
  readonly content: string;
}

export type Request = Operation | HttpCall | ControlCall | Upload;

/** One entry of userErrors; the code is compared when it is given. */
export type ExpectedUserError = readonly [
  path: string | null,
  message: string | RegExp,
  code?: string | null,
];

export type Answer =
  /** No errors and this data. */
  | { readonly data: Shape }
  /** No top-level errors and exactly these userErrors, in any order; `payload` beside them. */
  | { readonly userErrors: readonly ExpectedUserError[]; readonly payload?: Shape }
  /** This top-level error alone. */
  | {
      readonly error: {
        readonly message: string | RegExp;
        readonly extensions: Shape;
        readonly path?: readonly string[];
      };
    }
  | { readonly extensions: Shape }
  | { readonly status: number; readonly body?: Shape; readonly headers?: Shape; readonly location?: Shape }
  /** No answer in time, or one that breaks off. */
  | { readonly isBroken: true };

export interface Step {
  readonly request: Request;
  /** Seconds to wait before it is sent: stamps are kept to the second. */
  readonly pause?: number;
  /** Default: success, and no userErrors. */
  readonly answer?: Answer;
  /** Repeat for at most so many seconds until the answer is as expected: search indexes lag, bulk operations take their time. */
  readonly within?: number;
  /** Names for values of the answer, by path: into `data`, into the body of another call, or `location.code`. */
  readonly save?: Readonly<Record<string, string>>;
}

export interface Read {
  readonly document: string;
  readonly variables?: Variables;
}

export interface ContractCase extends Step {
  readonly name: string;
  /** Section of the facts and mark: `12.1 [REC]`. */
  readonly basis: string;
  readonly answer: Answer;
  readonly needs?: readonly Need[];
  /** A question the facts leave open, [VERIFY]: a real store's answer is reported, not judged. */
  readonly isOpen?: true;
  /** Takes long or moves much data: left out on a real store unless asked for. */
  readonly isSlow?: true;
  /** Set-up, over the public API unless the case needs the simulator. */
  readonly given?: readonly Step[];
  /** Data as they must be afterwards. */
  readonly effect?: Read & { readonly data: Shape; readonly within?: number };
  /** A read that must answer the same before and after. */
  readonly unchanged?: Read;
  /** For what the runner does not remove by itself. */
  readonly cleanup?: readonly Step[];
}

export interface Subject {
  readonly name: string;
  /** What every case of it needs. */
  readonly needs?: readonly Need[];
  readonly cases: readonly ContractCase[];
}
