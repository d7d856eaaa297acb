import type { ErrorCode } from './error-catalogue.ts';

/** Why something failed, as it is remembered: an entry of the error catalogue with the values of its parameters. */
export interface FailureCause {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: Readonly<Record<string, string>>;
}
