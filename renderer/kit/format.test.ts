import { describe, expect, it } from 'vitest';
import { countOf, formatAge, formatDuration, formatEstimate, joinWords } from './format.ts';

describe('numbers in words', () => {
  it('counts one and many', () => {
    expect([countOf(0, 'row'), countOf(1, 'row'), countOf(1200, 'row')]).toEqual([
      '0 rows',
      '1 row',
      '1,200 rows',
    ]);
    expect(countOf(2, 'address', 'addresses')).toBe('2 addresses');
  });

  it.each([
    [12, '12 s'],
    [161, '2 min 41 s'],
    [120, '2 min'],
    [11_100, '3 h 5 min'],
  ])('%i seconds took %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it.each([
    [4, 'a few seconds'],
    [31, 'about 40 s'],
    [118, 'about 2 min'],
    [7_260, 'about 2 h 1 min'],
  ])('%i seconds are %s', (seconds, text) => expect(formatEstimate(seconds)).toBe(text));

  it('says how long ago', () => {
    const now = Date.parse('2026-11-20T05:00:00Z');
    expect(formatAge('2026-11-20T04:59:40Z', now)).toBe('just now');
    expect(formatAge('2026-11-20T04:58:00Z', now)).toBe('2 minutes ago');
    expect(formatAge('2026-11-20T03:30:00Z', now)).toBe('1 hour ago');
  });

  it('joins words as people do', () => {
    expect([joinWords([]), joinWords(['a']), joinWords(['a', 'b']), joinWords(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
