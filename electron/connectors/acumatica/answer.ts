/** What the ERP's refusals mean (acumatica.md 7.4). Pure: an answer in, an error with a code from the catalogue out. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';
import { fieldErrorAt } from './fields.ts';
import { formOf } from './forms.ts';
import { isWireRecord } from './wire.ts';

export const system = 'MYOB Acumatica';

export interface RequestFacts {
  readonly host: string;
  readonly entity: string;
  /** What the request writes, in words; null for a read. */
  readonly record: string | null;
  /** The precondition of a write. */
  readonly only: 'insert' | 'update' | null;
}

const longestMessage = 300;

function bodyOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}

/** Without the full stop at its end, as sentences of the catalogue go on after it. */
function sentence(text: string): string {
  return shorten(text.trim().replace(/\.+$/, ''));
}

/** The server's own words: HttpError's inner message, else its outer one, else the status. Never a stack trace or a page. */
export function messageOf(answer: HttpAnswer): string {
  const body = bodyOf(answer);
  if (isWireRecord(body)) {
    for (const name of ['exceptionMessage', 'message', 'error']) {
      const text = body[name];
      if (typeof text === 'string' && text.trim() !== '') return sentence(text);
    }
  }
  return `status ${answer.status}`;
}

/** Every `error` in an echoed record, by path (`MainContact/Address/State`); the record's own has the empty path. */
export function fieldErrorsOf(body: unknown, path = ''): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  if (Array.isArray(body)) {
    body.forEach((item: unknown, index) => {
      for (const entry of fieldErrorsOf(item, `${path}/${index + 1}`)) errors.set(...entry);
    });
  } else if (isWireRecord(body)) {
    const own = body['error'];
    if (typeof own === 'string' && own.trim() !== '') errors.set(path, sentence(own));
    for (const [name, value] of Object.entries(body)) {
      if (name === 'error' || name === 'value' || name === 'custom') continue;
      for (const entry of fieldErrorsOf(value, path === '' ? name : `${path}/${name}`)) errors.set(...entry);
    }
  }
  return errors;
}

/** A refusal of one record: every field it names with its reason, the first one in the sentence. */
function refusal(answer: HttpAnswer, facts: RequestFacts): AppError {
  const record = facts.record ?? facts.entity;
  const all = fieldErrorsOf(bodyOf(answer));
  const errors = [...all].filter(([path]) => path !== '').map((entry) => fieldErrorAt(...entry));
  const [first, ...others] = errors;
  if (first === undefined) {
    return new AppError('WRITE_REFUSED', {
      params: { system, record, message: all.get('') ?? messageOf(answer) },
    });
  }
  const message = [first.message, ...others.map(({ label, message: text }) => `${label}: ${text}`)].join(
    '; ',
  );
  return new AppError('VALUE_REFUSED', {
    params: { system, record, field: first.label, message: shorten(message), source: first.source },
    fields: Object.fromEntries(errors.toReversed().map(({ key, message: text }) => [key, text])),
  });
}

/** "No entity satisfies the condition": 404 by the published list, 500 by reports. [VERIFY] */
export function isRecordMissing(answer: HttpAnswer): boolean {
  if (answer.status === 404) return isWireRecord(bodyOf(answer));
  return answer.status === 500 && answer.text.includes('NoEntitySatisfiesTheCondition');
}

/** Contract version 4 fails where it cannot build its optimised query (7.3). A simpler question may succeed. */
export function isOptimisationFailure(answer: HttpAnswer): boolean {
  return (
    answer.status === 500 &&
    /optimization cannot be performed|BQL delegate|key was not present in the dictionary/i.test(answer.text)
  );
}

export function isWebPage(answer: HttpAnswer): boolean {
  const type = answer.headers.get('content-type') ?? '';
  return type.includes('text/html') || answer.text.trimStart().startsWith('<');
}

/** The sign-in page in place of data, or a redirection to it: the session is over and nothing was carried out. */
export function isSignInPage(answer: HttpAnswer): boolean {
  if (answer.status >= 300 && answer.status < 400) {
    return /login|signin|identity/i.test(answer.headers.get('location') ?? '');
  }
  return answer.status === 200 && isWebPage(answer) && /type=["']?password/i.test(answer.text);
}

/** The record of a write that was refused, where the status alone says why; null otherwise. */
function writeFailure(answer: HttpAnswer, record: string, facts: RequestFacts): AppError | null {
  const { host, entity, only } = facts;
  switch (answer.status) {
    case 400:
    case 422:
      return refusal(answer, facts);
    case 404:
      // A PUT creates what is not there, so what is missing is the entity or the endpoint, and no record is written any more.
      return only === 'update' && isRecordMissing(answer)
        ? new AppError('RECORD_GONE', { params: { record, system } })
        : new AppError('ERP_ENDPOINT_MISSING', {
            params: { host, found: `no ${entity} at the address in use` },
          });
    case 412:
      return new AppError(only === 'update' ? 'RECORD_GONE' : 'RECORD_EXISTS', {
        params: { record, system },
      });
    default:
      if (isRecordMissing(answer)) return new AppError('RECORD_GONE', { params: { record, system } });
      // 405, 406, 409, 413, 415: whatever it minds, it did nothing.
      return answer.status >= 400 && answer.status < 500
        ? new AppError('WRITE_REFUSED', { params: { system, record, message: messageOf(answer) } })
        : null;
  }
}

/**
 * The error of an answer that is neither success, nor 401, nor 429. Below status 500 nothing was carried out.
 * ERP_NO_RIGHTS, ERP_ENDPOINT_MISSING, RECORD_GONE, RECORD_EXISTS, VALUE_REFUSED, WRITE_REFUSED, ERP_LIST_FAILED, ANSWER_NOT_JSON,
 * SERVER_ERROR.
 */
export function failureOf(answer: HttpAnswer, facts: RequestFacts): AppError {
  const { host, entity, record } = facts;
  const { status } = answer;
  if (status === 403) return new AppError('ERP_NO_RIGHTS', { params: { form: formOf(entity) } });
  if (isOptimisationFailure(answer)) {
    return new AppError('ERP_LIST_FAILED', { params: { entity, message: messageOf(answer) } });
  }
  const refused = record === null ? null : writeFailure(answer, record, facts);
  if (refused !== null) return refused;
  if (status < 500 && isWebPage(answer)) {
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } });
  }
  return new AppError('SERVER_ERROR', {
    params: { system, host, status, message: messageOf(answer) },
    retry: status >= 500 ? 'later' : 'never',
  });
}

/** Why the outcome of a write is not known, in a few words. */
export function reasonOf(error: unknown): string {
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
    case 'ERP_LIST_FAILED':
      return `it answered: ${message}`;
    case 'ANSWER_NOT_JSON':
      return 'it answered with a page instead of data';
    default:
      return 'its answer could not be understood';
  }
}
