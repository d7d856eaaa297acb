import type { ErrorCode } from './error-catalogue.ts';

/** Whether doing the same again can help: `never` needs a person, `later` may work by itself after a wait. */
export type Retry = 'never' | 'later' | 'afterSignIn';

export interface AppErrorDetails {
  readonly retry?: Retry;
  /** Values for the placeholders of the catalogue text. Never a secret. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Per input field, a sentence to show beside it. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * The one error type that crosses a module boundary. Its text for people comes from the catalogue by `code`;
 * `message` is only for logs and carries the code and parameters, never a secret or a whole record.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(
      `${code} ${JSON.stringify(details.params ?? {})}`,
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.retry = details.retry ?? 'never';
    this.params = details.params ?? {};
    this.fields = details.fields ?? {};
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}
