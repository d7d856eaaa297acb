/** What the command line's exit code means; documented in docs/cli.md. */
import type { ErrorCode } from '../../shared/domain/error-catalogue.ts';

export const exitCodes = {
  done: 0,
  wrongUsage: 1,
  cannotConnect: 2,
  needsPerson: 3,
  planRefused: 4,
  interrupted: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const planCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PLAN_MISSING',
  'PLAN_HASH_MISMATCH',
  'PLAN_OUTDATED',
  'PLAN_INCOMPLETE',
  'PLAN_GUARDED',
  'PLAN_FOR_REVIEW',
  'PLAN_FILE_OTHER',
  'RUN_NOT_UNDOABLE',
  'UNDO_NOTHING_LEFT',
  'STORE_NAME_DIFFERS',
  'COMPANY_PAUSED',
]);

const interruptionCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'STOPPED',
  'DISK_FULL',
  'DISK_READ_ONLY',
  'STORAGE_FAILED',
  'SIGN_IN_CANCELLED',
]);

const connectionCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'HOST_UNREACHABLE',
  'TLS_FAILED',
  'TIMED_OUT',
  'ANSWER_NOT_JSON',
  'ANSWER_MALFORMED',
  'ANSWER_UNEXPECTED',
  'SERVER_ERROR',
  'SECRET_MISSING',
  'KEYCHAIN_LOCKED',
]);

export function exitCodeOf(code: ErrorCode): ExitCode {
  if (planCodes.has(code)) return exitCodes.planRefused;
  if (interruptionCodes.has(code)) return exitCodes.interrupted;
  const isConnection = connectionCodes.has(code) || /^(SHOPIFY|ERP|SIGN_IN)_/.test(code);
  return isConnection ? exitCodes.cannotConnect : exitCodes.wrongUsage;
}
