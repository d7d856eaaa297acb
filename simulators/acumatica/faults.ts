/**
 * What can be made to go wrong:
 * - `sessionExpired`: every session ends, the request answers 401
 * - `loginPage`: the sign-in page as HTML instead of JSON
 * - `loginRedirect`: a redirection to the sign-in page (302)
 * - `webPage`: the page of something in between, with `status` (503 when absent)
 * - `malformedJson`: the answer's JSON is cut in half, the length header agrees with it
 * - `emptyAnswer`: status 200 with nothing in it
 * - `connectionCut`: the connection ends in the middle of the answer
 * - `answerLost`: the request is carried out, then the connection ends without an answer
 * - `tooManyRequests`: 429, with `Retry-After` where `seconds` are given
 * - `serverError`: 500 with `text` as the exception's message
 * - `refused`: the answer `status` (400, 404, 406, 409, 412 …) as the contract gives it; 422 echoes the record with nested errors
 * - `earlyEnd`: a list holds only the first half of what it should
 * - `optimization`: the list's optimised query cannot be built (500, `text` as the message), as long as the request has what `trigger` names
 * - `forbidden`: 403, no rights on the form
 * - `slow`: the answer waits `milliseconds`
 */
export type FaultKind =
  | 'sessionExpired'
  | 'loginPage'
  | 'loginRedirect'
  | 'webPage'
  | 'malformedJson'
  | 'emptyAnswer'
  | 'connectionCut'
  | 'answerLost'
  | 'tooManyRequests'
  | 'serverError'
  | 'refused'
  | 'earlyEnd'
  | 'optimization'
  | 'forbidden'
  | 'slow';

export interface FaultRule {
  readonly kind: FaultKind;
  /** How often it strikes; 1 when absent, null for ever. */
  readonly times?: number | null;
  /** Matching requests let through first. */
  readonly after?: number;
  readonly method?: string;
  /** Entity name; absent means any. */
  readonly entity?: string;
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly status?: number;
  readonly text?: string;
  /** For `optimization`: the part of the request that cannot be optimised; `select` when absent. */
  readonly trigger?: 'select' | 'expand' | 'filterOnLink' | 'always';
}

/** The parts of a request that rules look at. */
interface FaultTarget {
  readonly method: string;
  readonly entity: string;
  readonly isList: boolean;
  readonly hasSelect: boolean;
  readonly hasExpand: boolean;
  /** Whether the filter names a field of a linked record. */
  readonly filtersOnLink: boolean;
}

export interface Faults {
  readonly add: (rule: FaultRule) => void;
  readonly clear: () => void;
  /** Rules that still have strikes left. */
  readonly rules: () => readonly FaultRule[];
  /** The rules that strike this request; each uses up one of its times. */
  readonly strike: (target: FaultTarget) => readonly FaultRule[];
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.method !== undefined && rule.method !== target.method) return false;
  if (rule.entity !== undefined && rule.entity !== target.entity) return false;
  if (rule.kind === 'earlyEnd') return target.isList;
  if (rule.kind !== 'optimization') return true;
  const triggered = {
    select: target.hasSelect,
    expand: target.hasExpand,
    filterOnLink: target.filtersOnLink,
    always: true,
  };
  return target.isList && triggered[rule.trigger ?? 'select'];
}

export function createFaults(): Faults {
  let armed: { readonly rule: FaultRule; passes: number; left: number }[] = [];
  return {
    add: (rule) =>
      armed.push({
        rule,
        passes: rule.after ?? 0,
        left: rule.times === null ? Number.POSITIVE_INFINITY : (rule.times ?? 1),
      }),
    clear: () => {
      armed = [];
    },
    rules: () => armed.map(({ rule }) => rule),
    strike: (target) => {
      const struck: FaultRule[] = [];
      for (const fault of armed) {
        if (!matches(fault.rule, target)) continue;
        if (fault.passes > 0) fault.passes -= 1;
        else {
          fault.left -= 1;
          struck.push(fault.rule);
        }
      }
      armed = armed.filter((fault) => fault.left > 0);
      return struck;
    },
  };
}
