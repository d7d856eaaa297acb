/** What the ERP's refusals mean (acumatica.md 7.4). Pure: an answer in, an error with a code from the catalogue out. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';
import { formOf } from './forms.ts';
import { isWireRecord } from './wire.ts';

export const system = 'MYOB Acumatica';

export interface RequestFacts {
  readonly host: string;
  readonly entity: string;
  /** What the request writes, in words; null for a read. */
  readonly record: string | null;
  readonly insertOnly: boolean;
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

/** Contract names that differ from what the screens say. */
const fieldLabels: Readonly<Record<string, string>> = {
  AddressLine1: 'Address line 1',
  AddressLine2: 'Address line 2',
  PostalCode: 'Postcode',
  State: 'State',
  CustomerName: 'Account name',
  FullName: 'Company',
  CustomerClass: 'Customer class',
  CustomerID: 'Customer ID',
  LocationID: 'Location ID',
  LocationName: 'Location name',
  Phone1: 'Phone 1',
  Phone2: 'Phone 2',
  FirstName: 'First name',
  LastName: 'Last name',
  Email: 'E-mail',
  AccountRef: 'Ext. Ref. Nbr.',
  ExtRefNbr: 'External ID',
  TaxZone: 'Tax zone',
  ShipVia: 'Ship via',
  ShippingTerms: 'Shipping terms',
};

function labelOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return fieldLabels[name] ?? name;
}

function refusal(answer: HttpAnswer, facts: RequestFacts): AppError {
  const record = facts.record ?? facts.entity;
  const errors = [...fieldErrorsOf(bodyOf(answer))];
  const [first] = errors.filter(([path]) => path !== '');
  if (first === undefined) {
    const message = errors[0]?.[1] ?? messageOf(answer);
    return new AppError('WRITE_REFUSED', { params: { system, record, message: `${message}.` } });
  }
  return new AppError('VALUE_REFUSED', {
    params: { system, record, field: labelOf(first[0]), message: first[1], source: 'Shopify' },
    fields: Object.fromEntries(errors),
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

/**
 * The error of an answer that is neither success, nor 401, nor 429.
 * ERP_NO_RIGHTS, RECORD_GONE, RECORD_EXISTS, VALUE_REFUSED, WRITE_REFUSED, ERP_LIST_FAILED, ANSWER_NOT_JSON, SERVER_ERROR.
 */
export function failureOf(answer: HttpAnswer, facts: RequestFacts): AppError {
  const { host, entity, record } = facts;
  const { status } = answer;
  if (status === 403) return new AppError('ERP_NO_RIGHTS', { params: { form: formOf(entity) } });
  if (isOptimisationFailure(answer)) {
    return new AppError('ERP_LIST_FAILED', { params: { entity, message: messageOf(answer) } });
  }
  if (record !== null) {
    if (status === 412) {
      return new AppError(facts.insertOnly ? 'RECORD_EXISTS' : 'RECORD_GONE', { params: { record, system } });
    }
    if (isRecordMissing(answer)) return new AppError('RECORD_GONE', { params: { record, system } });
    if (status === 422 || status === 400) return refusal(answer, facts);
  }
  if (status < 500 && isWebPage(answer)) {
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } });
  }
  return new AppError('SERVER_ERROR', {
    params: { system, host, status, message: messageOf(answer) },
    retry: status >= 500 ? 'later' : 'never',
  });
}
