/**
 * The messages between the shell and the job process: requests with a number, answers with the same number, events; and, the other way
 * round, what the job asks of the shell.
 */
import { AppError, isAppError, type AppErrorDetails } from '../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../shared/domain/error-catalogue.ts';
import type { LearnedLicence } from '../../shared/domain/settings.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { Progress } from '../../shared/sync/ports.ts';
import type { RunStatus } from '../../shared/ipc/contract.ts';
import type { ErpSessions, JobContext } from '../services/job-contract.ts';

export type JobRequest = { readonly id: number } & (
  | { readonly kind: 'call'; readonly method: string; readonly input: unknown; readonly context: JobContext }
  | { readonly kind: 'overview'; readonly context: JobContext }
  | { readonly kind: 'remove'; readonly profileId: string }
  | { readonly kind: 'close' }
  /** To a question with that number. */
  | { readonly kind: 'reply'; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly failure: WireFailure }
);

/** What the job asks: about sessions of the ERP, which the shell keeps. */
export type JobQuestion = {
  readonly [M in keyof ErpSessions]: { readonly method: M; readonly input: Parameters<ErpSessions[M]> };
}[keyof ErpSessions];

/** An AppError as data; `null` code is a fault of the program, whose text stays in the log. */
export interface WireFailure {
  readonly code: ErrorCode;
  readonly details: Omit<AppErrorDetails, 'cause'>;
}

export type JobMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: WireFailure }
  | { readonly kind: 'question'; readonly id: number; readonly question: JobQuestion }
  | { readonly kind: 'progress'; readonly profileId: string; readonly progress: Progress }
  | { readonly kind: 'runChanged'; readonly profileId: string; readonly status: RunStatus }
  | {
      readonly kind: 'grantRenewed';
      readonly profileId: string;
      readonly side: BrowserSide;
      readonly grant: string;
    }
  | { readonly kind: 'licenceLearned'; readonly profileId: string; readonly licence: LearnedLicence };

export function toWireFailure(error: unknown): WireFailure {
  if (!isAppError(error)) return { code: 'INTERNAL', details: {} };
  const { code, retry, params, fields } = error;
  return { code, details: { retry, params, fields } };
}

export function fromWireFailure({ code, details }: WireFailure): AppError {
  return new AppError(code, details);
}
