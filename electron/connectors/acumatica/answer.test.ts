import { describe, expect, it } from 'vitest';
import { fieldErrorsOf, isSignInPage, messageOf } from './answer.ts';
import type { HttpAnswer } from '../http.ts';

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return {
    status,
    headers: new Headers(headers),
    text: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

describe('answers that are no plain success', () => {
  it('collects every error of an echoed record with its path', () => {
    const errors = fieldErrorsOf({
      CustomerID: { value: 'X', error: "'Customer' cannot be found in the system." },
      MainContact: { Address: { State: { value: 'XX', error: 'State is wrong' } } },
      Contacts: [{ Email: { value: 'a' } }, { Email: { value: 'b', error: 'Twice.' } }],
      custom: { BAccount: { UsrTier: { type: 'CustomStringField', value: 'x', error: 'Unknown.' } } },
      error: 'The record has errors.',
    });
    expect(Object.fromEntries(errors)).toEqual({
      '': 'The record has errors',
      CustomerID: "'Customer' cannot be found in the system",
      'MainContact/Address/State': 'State is wrong',
      'Contacts/2/Email': 'Twice',
      'custom/BAccount/UsrTier': 'Unknown',
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
