/** Reading what the ERP answers when it is no plain success (acumatica.md 7.4). Pure; what follows from it is said in read-failure.ts and write-failure.ts. */
import type { HttpAnswer } from '../http.ts';
import { isWireRecord } from './wire.ts';

export const system = 'MYOB Acumatica';

const longestMessage = 300;

/** The answer's JSON, null where it is none. */
export function jsonOf(answer: HttpAnswer): unknown {
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
  const body = jsonOf(answer);
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
      if (name === 'error' || name === 'value') continue;
      for (const entry of fieldErrorsOf(value, path === '' ? name : `${path}/${name}`)) errors.set(...entry);
    }
  }
  return errors;
}

/** "No entity satisfies the condition": 404 by the published list, 500 by reports. [VERIFY] */
export function isRecordMissing(answer: HttpAnswer): boolean {
  if (answer.status === 404) return isWireRecord(jsonOf(answer));
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
