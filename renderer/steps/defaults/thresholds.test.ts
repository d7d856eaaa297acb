import { describe, expect, it } from 'vitest';
import { newProfile } from '../../../shared/domain/settings.ts';
import { problemsOf } from './settings-form.ts';
import { minutesOf, percentOf, secondsIn, shareIn, textOfNumber, wholeIn } from './thresholds.ts';

describe('a threshold', () => {
  it.each([0, 0.005, 0.1, 0.5, 0.95, 1])('share %d comes back as it was typed', (share) => {
    expect(shareIn(percentOf(share))).toBe(share);
  });

  it('is typed in percent and in minutes', () => {
    expect([percentOf(0.95), shareIn(' 12.5 '), minutesOf(300), secondsIn('90')]).toEqual([
      '95',
      0.125,
      '5',
      5400,
    ]);
    expect(textOfNumber(wholeIn('10'))).toBe('10');
  });

  it('that is no number leaves the field empty, and the form says what is wanted', () => {
    expect([percentOf(shareIn('half')), minutesOf(secondsIn('')), textOfNumber(wholeIn('-3'))]).toEqual([
      '',
      '',
      '',
    ]);
    const { customer, company, defaults, policies, guards } = newProfile('a', 'A', '');
    const odd = { ...guards, deactivateShare: 1.2, minimumRows: Number.NaN, clockSkewSeconds: 0 };
    expect(problemsOf({ customer, company, defaults, policies, guards: odd, importFilter: null })).toEqual({
      'guards.deactivateShare': 'Enter a percentage from 0 to 100.',
      'guards.minimumRows': 'Enter a whole number from 1.',
      'guards.clockSkewSeconds': 'Enter how many minutes, more than 0.',
    });
    expect(problemsOf({ customer, company, defaults, policies, guards, importFilter: null })).toEqual({});
  });
});
