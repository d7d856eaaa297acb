import { describe, expect, it } from 'vitest';
import { fullClientId, readClientId } from './erp-client-id.ts';

describe('the client id of a connected application', () => {
  it.each([
    ['as the form shows it', '5F0A3C1E-9D41@HARBOUR', '5F0A3C1E-9D41', 'HARBOUR'],
    ['with blanks around it', '  5F0A3C1E-9D41@HARBOUR \n', '5F0A3C1E-9D41', 'HARBOUR'],
    ['with a company of two words', '5F0A3C1E-9D41@Harbour Live', '5F0A3C1E-9D41', 'Harbour Live'],
    ['with a company that has an @', '5F0A3C1E-9D41@pine@sydney', '5F0A3C1E-9D41', 'pine@sydney'],
    ['without its company', '5F0A3C1E-9D41', '5F0A3C1E-9D41', null],
    ['with an @ and nothing behind it', '5F0A3C1E-9D41@', '5F0A3C1E-9D41', null],
  ])('is read %s', (_, text, clientId, tenant) => {
    expect(readClientId(text)).toEqual({ clientId, tenant });
  });

  it('names its company when it is sent', () => {
    expect(fullClientId('5F0A3C1E-9D41', 'Harbour Live')).toBe('5F0A3C1E-9D41@Harbour Live');
  });
});
