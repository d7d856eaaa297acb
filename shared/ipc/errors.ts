/** How errors and answers cross from the program to the page: plain JSON, text included, no stack, no secret. */
import { isAppError, type AppError, type Retry } from '../domain/app-error.ts';
import { describeError, type ErrorCode } from '../domain/error-catalogue.ts';

export interface WireError {
  readonly code: ErrorCode;
  readonly title: string;
  readonly message: string;
  readonly retry: Retry;
  readonly fields: Readonly<Record<string, string>>;
}

export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export function toWireError(error: AppError): WireError {
  const { title, text } = describeError(error.code, error.params);
  return { code: error.code, title, message: text, retry: error.retry, fields: error.fields };
}

/** Anything thrown becomes an error a person can read; what is not ours stays in the log only. */
export function wireErrorOf(thrown: unknown): WireError {
  if (isAppError(thrown)) return toWireError(thrown);
  const { title, text } = describeError('INTERNAL');
  return { code: 'INTERNAL', title, message: text, retry: 'never', fields: {} };
}
