/** What it means when the ERP refuses to be read (acumatica.md 7.4): every family as an error that names what was asked for. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';
import { fieldErrorsOf, isOptimisationFailure, isWebPage, messageOf, system } from './answer.ts';
import { formOf } from './forms.ts';

export interface ReadFacts {
  readonly host: string;
  /** `Default 24.200.001` */
  readonly endpoint: string;
  readonly entity: string;
  readonly isList: boolean;
}

/** What was asked for, in the words of the ERP's screens. */
function askedFor({ entity, isList }: ReadFacts): string {
  return `${isList ? 'the list of' : 'a record of'} ${formOf(entity)}`;
}

/** The server's own words; of an echoed record, those at its fields. */
function reasonOf(answer: HttpAnswer): string {
  if (answer.status !== 422) return messageOf(answer);
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    return messageOf(answer);
  }
  const errors = [...fieldErrorsOf(body)].map(([path, error]) => (path === '' ? error : `${path}: ${error}`));
  return errors.length === 0 ? messageOf(answer) : errors.join('; ');
}

/**
 * The error of an answer to a read that is neither success, nor 401, nor 429, nor "there is no such record".
 * ERP_NO_RIGHTS, ERP_ENTITY_MISSING, ERP_LIST_FAILED, ERP_READ_FAILED, ERP_READ_REFUSED, ANSWER_NOT_JSON.
 */
export function readFailureOf(answer: HttpAnswer, facts: ReadFacts): AppError {
  const { host, endpoint, entity } = facts;
  const { status } = answer;
  if (status === 403) return new AppError('ERP_NO_RIGHTS', { params: { form: formOf(entity) } });
  if (isOptimisationFailure(answer)) {
    return new AppError('ERP_LIST_FAILED', { params: { entity, message: messageOf(answer) } });
  }
  if (status >= 500 || status === 409) {
    // 409: "a long operation is running for this screen in the current session" (Default 25.200).
    return new AppError('ERP_READ_FAILED', {
      params: { host, status, what: askedFor(facts), message: reasonOf(answer) },
      retry: 'later',
    });
  }
  if (isWebPage(answer) || status < 400) {
    const kind = isWebPage(answer) ? 'a web page' : `status ${status}`;
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind } });
  }
  if (status === 404)
    return new AppError('ERP_ENTITY_MISSING', { params: { endpoint, form: formOf(entity) } });
  return new AppError('ERP_READ_REFUSED', {
    params: { host, status, what: askedFor(facts), message: reasonOf(answer) },
  });
}
