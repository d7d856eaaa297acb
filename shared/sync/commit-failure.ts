/** What a failed write means: for the record, for the run, or for nobody yet because its outcome is not known. */
import { AppError, isAppError } from '../domain/app-error.ts';
import type { ErrorCode } from '../domain/error-catalogue.ts';
import { nameOf, type Party, type Side } from '../domain/party.ts';
import type { FailureCause } from '../domain/failure-cause.ts';

/** What error texts call the two systems. */
export const systemTitles: Readonly<Record<Side, string>> = { erp: 'MYOB Acumatica', shopify: 'Shopify' };

/**
 * Failures that are not about the record and would meet every other record too. They interrupt the run, which can be
 * resumed, instead of spending the attempts of thousands of records.
 */
const runFailures: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'HOST_UNREACHABLE',
  'TLS_FAILED',
  'INSECURE_ADDRESS',
  'SHOPIFY_TOKEN_REJECTED',
  'SHOPIFY_STORE_UNKNOWN',
  'SHOPIFY_SHOP_NOT_PERMITTED',
  'SHOPIFY_APP_NOT_INSTALLED',
  'SHOPIFY_CLIENT_REJECTED',
  'SHOPIFY_SIGN_IN_ENDED',
  'SHOPIFY_SCOPE_MISSING',
  'SHOPIFY_PERSONAL_DATA_HIDDEN',
  'SHOPIFY_ACCESS_DENIED',
  'SHOPIFY_THROTTLED',
  'SHOPIFY_QUERY_TOO_COSTLY',
  'SHOPIFY_QUERY_INVALID',
  'SHOPIFY_COMPANIES_OFF',
  'CUSTOMER_ID_FIELD_MISSING',
  'CUSTOMER_ID_FIELD_CLASH',
  'ERP_SIGN_IN_REJECTED',
  'ERP_COMPANY_UNKNOWN',
  'ERP_BRANCH_UNKNOWN',
  'ERP_CLIENT_REJECTED',
  'ERP_FLOW_REFUSED',
  'ERP_SCOPE_REFUSED',
  'ERP_SIGN_IN_ENDED',
  'ERP_NO_SEAT',
  'ERP_USER_SEATS',
  'ERP_SESSION_ELSEWHERE',
  'ERP_SESSION_EXPIRED',
  'ERP_NO_RIGHTS',
  'ERP_ENDPOINT_MISSING',
  'ERP_ENTITY_MISSING',
  'ERP_FEATURE_MISSING',
  'ERP_REQUEST_LIMIT',
  'KEYCHAIN_LOCKED',
  'ERP_READ_FAILED',
]);

/** Failures of Accord's own files. Nothing is written that could not be recorded (L5), so everything stops at once. */
const storageFailures: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL',
  'DISK_READ_ONLY',
  'STORAGE_FAILED',
  'LEDGER_CORRUPT',
]);

/** An answer came that could not be read, or none: the write may have been carried out. */
const unreadableAnswers: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OUTCOME_UNKNOWN',
  'TIMED_OUT',
  'SERVER_ERROR',
  'ANSWER_NOT_JSON',
  'ANSWER_MALFORMED',
  'ANSWER_UNEXPECTED',
]);

export type WriteFailure = 'stopped' | 'unknown' | 'run' | 'refused';

/** A transport failure tells by itself whether the request reached the system. */
function mayHaveLanded(error: AppError): boolean | null {
  return 'mayHaveLanded' in error && typeof error.mayHaveLanded === 'boolean' ? error.mayHaveLanded : null;
}

/** Judges what a sink threw. Anything that is not an AppError is a fault of the program and leaves the outcome open. */
export function judgeWriteFailure(error: unknown): WriteFailure {
  if (!isAppError(error)) return 'unknown';
  if (error.code === 'STOPPED') return 'stopped';
  const landed = mayHaveLanded(error);
  if (landed !== null) return landed ? 'unknown' : 'run';
  if (unreadableAnswers.has(error.code) || error.code === 'INTERNAL') return 'unknown';
  return runFailures.has(error.code) ? 'run' : 'refused';
}

export function isStorageFailure(error: unknown): error is AppError {
  return isAppError(error) && storageFailures.has(error.code);
}

export function causeOf(error: unknown): FailureCause {
  if (isAppError(error)) return { code: error.code, params: error.params, fields: error.fields };
  return { code: 'INTERNAL', params: {}, fields: {} };
}

export function recordCause(code: ErrorCode, side: Side, record: Party | string): FailureCause {
  const name = typeof record === 'string' ? record : nameOf(record);
  return { code, params: { record: name, system: systemTitles[side] }, fields: {} };
}

/** Ends the whole run: what failed is not one record's matter. */
export class RunHalted extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('The run was halted', { cause: reason });
    this.name = 'RunHalted';
    this.reason = reason;
  }
}
