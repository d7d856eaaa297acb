import { describe, expect, it } from 'vitest';
import { failureOf, fieldErrorsOf, isSignInPage, messageOf, type RequestFacts } from './answer.ts';
import type { HttpAnswer } from '../http.ts';

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return {
    status,
    headers: new Headers(headers),
    text: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

const write: RequestFacts = {
  host: 'harbour.example.com.au',
  entity: 'Customer',
  record: 'customer C1 (Mere)',
  only: 'update',
};
const read: RequestFacts = { ...write, record: null };

describe('refusals of the contract', () => {
  it('collects every error of an echoed record with its path', () => {
    const errors = fieldErrorsOf({
      CustomerID: { value: 'X', error: "'Customer' cannot be found in the system." },
      MainContact: { Address: { State: { value: 'XX', error: 'State is wrong' } } },
      Contacts: [{ Email: { value: 'a' } }, { Email: { value: 'b', error: 'Twice.' } }],
      error: 'The record has errors.',
    });
    expect(Object.fromEntries(errors)).toEqual({
      '': 'The record has errors',
      CustomerID: "'Customer' cannot be found in the system",
      'MainContact/Address/State': 'State is wrong',
      'Contacts/2/Email': 'Twice',
    });
  });

  it.each([
    [422, { PostalCode: { value: 'x', error: 'Wrong.' } }, 'VALUE_REFUSED'],
    [422, { error: 'No.' }, 'WRITE_REFUSED'],
    [400, { message: 'Bad request' }, 'WRITE_REFUSED'],
    [403, {}, 'ERP_NO_RIGHTS'],
    [404, { message: 'x' }, 'RECORD_GONE'],
    [412, {}, 'RECORD_GONE'],
    [500, { message: 'An error has occurred.' }, 'SERVER_ERROR'],
    [500, { exceptionMessage: 'The given key was not present in the dictionary.' }, 'ERP_LIST_FAILED'],
    [404, '<html></html>', 'ERP_ENDPOINT_MISSING'],
    [406, { message: 'POST is not accepted here: use PUT.' }, 'WRITE_REFUSED'],
    [409, {}, 'WRITE_REFUSED'],
    [302, '<html></html>', 'ANSWER_NOT_JSON'],
    [502, '<html></html>', 'SERVER_ERROR'],
  ])('takes %s %j for %s', (status, body, code) => {
    expect(failureOf(answer(status, body), write).code).toBe(code);
  });

  it('takes 404 on an insert for an endpoint that is not there: there is no record to be missing', () => {
    expect(failureOf(answer(404, { message: 'x' }), { ...write, only: 'insert' }).code).toBe(
      'ERP_ENDPOINT_MISSING',
    );
  });

  it('names every refused field as the screens do, and where to correct it', () => {
    const body = {
      MainContact: {
        Email: { value: 'x', error: 'Wrong e-mail.' },
        Address: { State: { value: 'XX', error: "'State' cannot be found." } },
      },
      TaxZone: { value: 'Y', error: 'No such zone.' },
      StatementCycleID: { error: "'Statement Cycle ID' cannot be empty." },
      error: 'The record has errors.',
    };
    expect(failureOf(answer(422, body), write)).toMatchObject({
      code: 'VALUE_REFUSED',
      params: {
        record: 'customer C1 (Mere)',
        field: 'E-mail',
        message:
          "Wrong e-mail; State: 'State' cannot be found; Tax zone: No such zone; Statement cycle ID: 'Statement Cycle ID' cannot be empty",
        source: 'Shopify',
      },
      fields: {
        email: 'Wrong e-mail',
        province: "'State' cannot be found",
        'Tax zone': 'No such zone',
        'Statement cycle ID': "'Statement Cycle ID' cannot be empty",
      },
    });
  });

  it.each([
    ['CustomerClass', 'the defaults in Accord'],
    ['AccountRef', 'the name of the store'],
    ['CreditLimit', 'MYOB Acumatica'],
  ])('sends a person whose %s was refused to %s', (name, source) => {
    expect(failureOf(answer(422, { [name]: { error: 'No.' } }), write).params['source']).toBe(source);
  });

  it('takes 412 on an insert for a record that exists', () => {
    expect(failureOf(answer(412, {}), { ...write, only: 'insert' }).code).toBe('RECORD_EXISTS');
  });

  it('does not take a read for a refused write', () => {
    expect(failureOf(answer(400, { message: 'Bad filter' }), read)).toMatchObject({
      code: 'SERVER_ERROR',
      retry: 'never',
      params: { message: 'Bad filter' },
    });
  });

  it('shows the server’s inner message, never its stack trace or a page', () => {
    const body = { message: 'An error has occurred.', exceptionMessage: 'Too bad.', stackTrace: 'at PX' };
    expect(messageOf(answer(500, body))).toBe('Too bad');
    expect(messageOf(answer(502, '<html>secret</html>'))).toBe('status 502');
    expect(messageOf(answer(500, { message: 'x'.repeat(1000) }))).toHaveLength(301);
  });

  it('knows the sign-in page, by itself or by redirection', () => {
    const form = '<html><input type="password"></html>';
    expect(isSignInPage(answer(200, form, { 'content-type': 'text/html' }))).toBe(true);
    expect(isSignInPage(answer(302, '', { location: '/Frames/Login.aspx' }))).toBe(true);
    expect(isSignInPage(answer(200, '<html>Proxy</html>'))).toBe(false);
    expect(isSignInPage(answer(200, { note: 'type="password"' }))).toBe(false);
  });
});
