import { describe, expect, it } from 'vitest';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import { clientIdProblem, erpConnectionOf, erpValuesOf, isSameApplication } from './erp-values.ts';

const stored: ErpConnection = {
  url: 'https://harbour.myobadvanced.com',
  tenant: 'Harbour Live',
  branch: 'NZ',
  locale: null,
  signIn: 'authorizationCode',
  clientId: '5F0A3C1E',
  username: null,
  endpointVersion: '24.200.001',
  requestsPerMinute: 600,
  concurrency: 3,
  apiUsers: null,
  useWholeLicence: true,
};

describe('the form of the ERP', () => {
  it.each<ErpConnection>([
    stored,
    { ...stored, signIn: 'password', username: 'accord' },
    { ...stored, signIn: 'cookie', clientId: null, username: 'accord', locale: 'en-NZ' },
  ])('gives back the connection that it shows ($signIn)', (connection) => {
    expect(erpConnectionOf(erpValuesOf(connection), connection)).toEqual(connection);
  });

  it('begins with the browser for a company that nobody has connected yet', () => {
    expect(erpValuesOf(null)).toMatchObject({ signIn: 'authorizationCode', clientId: '', url: '' });
  });

  it('takes the company from the client id, and drops what the chosen way has no use for', () => {
    const values = {
      ...erpValuesOf({ ...stored, signIn: 'cookie', clientId: null, username: 'accord', locale: 'en-AU' }),
      signIn: 'authorizationCode',
      clientId: ' ABC@Other Company ',
      url: 'harbour.myobadvanced.com/Main',
    } as const;
    expect(erpConnectionOf(values, stored)).toMatchObject({
      url: 'https://harbour.myobadvanced.com',
      clientId: 'ABC',
      tenant: 'Other Company',
      username: null,
      locale: null,
    });
  });

  it.each([
    ['', /Copy the Client ID/],
    ['@Harbour', /Copy the Client ID/],
    ['5F0A3C1E', /the company stands behind an @/],
  ])('says what is wrong with the client id %j', (value, problem) => {
    expect(clientIdProblem(value)).toMatch(problem);
  });

  it('knows the stored application again, and no other', () => {
    const values = erpValuesOf(stored);
    expect(isSameApplication(values, stored)).toBe(true);
    expect(isSameApplication({ ...values, clientId: '5F0A3C1E@Other' }, stored)).toBe(false);
    expect(isSameApplication({ ...values, url: 'https://other.example' }, stored)).toBe(false);
    expect(isSameApplication(values, null)).toBe(false);
    expect(clientIdProblem(values.clientId)).toBeNull();
  });
});
