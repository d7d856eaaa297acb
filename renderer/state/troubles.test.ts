import { describe, expect, it } from 'vitest';
import { newProfile } from '../../shared/domain/settings.ts';
import { troublesOf } from './troubles.ts';

const profile = newProfile('harbour', 'Harbour', '');
const withCompanies = { ...profile, company: { ...profile.company, active: true, maxFailedAttempts: 3 } };

describe('the home screen', () => {
  it('L6 names what failed and what was set aside, each by itself', () => {
    expect(troublesOf({ failed: 2, aborted: 1 }, profile)).toEqual([
      {
        title: '2 customers could not be written',
        text: 'Each is tried again with the next run, and stays listed until it succeeds.',
      },
      {
        title: '1 customer is set aside',
        text: 'Aborted after 5 failed attempts, and left out until you set them back. Mend the cause first; the history names it.',
      },
    ]);
  });

  it('names both limits where business customers have one of their own', () => {
    expect(troublesOf({ failed: 0, aborted: 2 }, withCompanies)[0]?.text).toBe(
      'Aborted after 5 failed attempts, of business customers after 3, and left out until you set them back. Mend the cause first; the history names it.',
    );
  });

  it('says nothing where nothing failed', () => {
    expect(troublesOf({ failed: 0, aborted: 0 }, profile)).toEqual([]);
  });
});
