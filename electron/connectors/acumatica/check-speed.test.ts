import { describe, expect, it } from 'vitest';
import { nothingLearned, type ErpConnection, type LearnedLicence } from '../../../shared/domain/settings.ts';
import { seatFinding, speedFinding } from './check-speed.ts';

const connection: ErpConnection = {
  url: 'https://harbour.example.com',
  tenant: 'Harbour',
  branch: null,
  locale: null,
  signIn: 'cookie',
  clientId: null,
  username: 'accord',
  endpointVersion: null,
  requestsPerMinute: 600,
  concurrency: 2,
  apiUsers: null,
  useWholeLicence: false,
};
const unknown: ErpConnection = { ...connection, requestsPerMinute: null };
const learned = (changes: Partial<LearnedLicence>): LearnedLicence => ({ ...nothingLearned, ...changes });

describe('what the doctor says about speed', () => {
  it.each<[string, ErpConnection, LearnedLicence | null, string, string]>([
    ['an entered licence', connection, null, 'ok', 'At most 300 requests a minute will be sent.'],
    [
      'one that is not known',
      unknown,
      null,
      'warning',
      'The licence is not known. At most 300 requests a minute will be sent.',
    ],
    [
      'one of which the end was not seen',
      unknown,
      learned({ requestsPerMinute: 600 }),
      'ok',
      'The licence has at least 600 requests a minute, as learned. At most 300 requests a minute will be sent. Half is left to others.',
    ],
    [
      'one of which it was',
      { ...unknown, useWholeLicence: true },
      learned({ requestsPerMinute: 310, slowedAt: 320, secondsPerWrite: 0.81, concurrency: 2 }),
      'ok',
      'The licence has about 310 requests a minute, as learned. At most 300 requests a minute will be sent. Writing a record takes about 0.8 seconds. More than 2 at once made it no faster.',
    ],
    [
      'an entered one that is too large',
      connection,
      learned({ slowedAt: 80, declinedAt: '2026-11-25T04:12:00.000Z' }),
      'warning',
      'At most 300 requests a minute will be sent. MYOB grew slower at about 80 a minute. Requests were last declined on 25 November 2026.',
    ],
  ])('%s', (_, given, known, status, found) => {
    const finding = speedFinding(given, known, 300);
    expect([finding.status, finding.found]).toEqual([status, found]);
    expect(finding.remedy === null).toBe(status === 'ok');
  });
});

describe('what it says about seats', () => {
  it.each<[number | null, LearnedLicence | null, string, string]>([
    [null, null, 'ok', 'A seat was free.'],
    [4, null, 'ok', 'A seat was free; Accord takes one of the 4 you entered.'],
    [
      null,
      learned({ noSeatAt: '2026-11-24T04:12:00.000Z' }),
      'ok',
      'A seat was free. None was on 24 November 2026.',
    ],
    [1, null, 'warning', 'A seat was free: the only one of your licence.'],
  ])('of %s API users', (apiUsers, known, status, found) => {
    expect(seatFinding({ ...connection, apiUsers }, known)).toMatchObject({ status, found });
  });
});
