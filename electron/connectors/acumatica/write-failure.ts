/** What it means when the ERP does not simply carry out a write (acumatica.md 7.4): every family names the record and what to do. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';
import { fieldErrorsOf, isRecordMissing, jsonOf, messageOf, system } from './answer.ts';
import { fieldErrorAt, type FieldError } from './fields.ts';
import { formOf } from './forms.ts';

/** `insert`: refused when the record exists. `update`: refused when it does not. */
export type Precondition = 'insert' | 'update';

export interface WriteFacts {
  readonly host: string;
  /** `Default 24.200.001` */
  readonly endpoint: string;
  readonly entity: string;
  /** What the request writes, in words. */
  readonly record: string;
  readonly only: Precondition | null;
  /** What a path means that is no field of the contract's own, such as a line of attributes; null of any other. */
  readonly fieldAt?: (path: string) => Omit<FieldError, 'message'> | null;
}

const longestMessage = 300;

/** A refusal of one record: every field it names with its reason, the first one in the sentence. */
function refusal(answer: HttpAnswer, { record, fieldAt }: WriteFacts): AppError {
  const all = fieldErrorsOf(jsonOf(answer));
  const errors = [...all]
    .filter(([path]) => path !== '')
    .map(([path, message]): FieldError => {
      const field = fieldAt?.(path) ?? null;
      return field === null ? fieldErrorAt(path, message) : { ...field, message };
    });
  const [first, ...others] = errors;
  if (first === undefined) {
    return new AppError('WRITE_REFUSED', {
      params: { system, record, message: all.get('') ?? messageOf(answer) },
    });
  }
  const further = others.map(({ label, message }) => `; ${label}: ${message}`).join('');
  const message = `${first.message}${further}`;
  return new AppError('VALUE_REFUSED', {
    params: {
      system,
      record,
      field: first.label,
      message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
      source: first.source,
    },
    fields: Object.fromEntries(errors.toReversed().map(({ key, message: text }) => [key, text])),
  });
}

/** Answers below 500: whatever the ERP minds, it did nothing. */
function declined(answer: HttpAnswer, facts: WriteFacts): AppError {
  const { endpoint, entity, record, only } = facts;
  const gone = () => new AppError('RECORD_GONE', { params: { record, system } });
  switch (answer.status) {
    case 400:
    case 422:
      return refusal(answer, facts);
    case 403:
      return new AppError('ERP_NO_RIGHTS', { params: { form: formOf(entity) } });
    case 404:
      // A PUT creates what is not there: without a precondition, what is missing is the entity, and no record can be written.
      return only === 'update' && isRecordMissing(answer)
        ? gone()
        : new AppError('ERP_ENTITY_MISSING', { params: { endpoint, form: formOf(entity) } });
    case 412:
      return only === 'update' ? gone() : new AppError('RECORD_EXISTS', { params: { record, system } });
    default:
      return new AppError('WRITE_REFUSED', { params: { system, record, message: messageOf(answer) } });
  }
}

/** Why the outcome is not known, in a few words. */
function reasonOf(error: unknown): string {
  if (!isAppError(error)) return 'its answer could not be understood';
  const { status, message, seconds } = error.params;
  switch (error.code) {
    case 'TIMED_OUT':
      return `no answer came within ${seconds} seconds`;
    case 'HOST_UNREACHABLE':
      return 'the connection ended before an answer came';
    case 'ANSWER_MALFORMED':
      return 'the connection was cut in the middle of the answer';
    case 'SERVER_ERROR':
      return `it answered with status ${status}: ${message}`;
    case 'ANSWER_NOT_JSON':
      return 'it answered with a page instead of data';
    default:
      return 'its answer could not be understood';
  }
}

/** OUTCOME_UNKNOWN: the write may have been carried out (L5). `cause` is what came instead of an answer. */
export function outcomeUnknown(record: string, cause: unknown): AppError {
  return new AppError('OUTCOME_UNKNOWN', {
    params: { record, system, reason: reasonOf(cause) },
    retry: 'later',
    cause,
  });
}

/**
 * The error of an answer to a write that is neither success, nor 401, nor 429.
 * ERP_NO_RIGHTS, ERP_ENTITY_MISSING, RECORD_GONE, RECORD_EXISTS, VALUE_REFUSED, WRITE_REFUSED when nothing was carried out;
 * OUTCOME_UNKNOWN after a fault in mid-work (5xx, or a page of something in between), which says nothing about that.
 */
export function writeFailureOf(answer: HttpAnswer, facts: WriteFacts): AppError {
  const { host, record } = facts;
  const { status } = answer;
  if (status >= 400 && status < 500) return declined(answer, facts);
  if (isRecordMissing(answer)) return new AppError('RECORD_GONE', { params: { record, system } });
  return outcomeUnknown(
    record,
    status < 400
      ? new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } })
      : new AppError('SERVER_ERROR', { params: { system, host, status, message: messageOf(answer) } }),
  );
}
