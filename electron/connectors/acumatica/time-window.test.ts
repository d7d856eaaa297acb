import { describe, expect, it } from 'vitest';
import { changedWithin, offsetOf, windowSince } from './time-window.ts';

const now = '2026-01-05T00:00:00.000Z';

describe('the offset of a stamp', () => {
  it.each([
    ['2026-01-05T10:00:00.000+10:00', 600],
    ['2026-01-05T05:30:00+05:30', 330],
    ['2026-01-04T20:30:00.1234567-03:30', -210],
    ['2026-01-05T00:00:00Z', 0],
    ['2026-01-05T10:00:00.000', null],
  ])('of %s is %s minutes', (stamp, minutes) => {
    expect(offsetOf(stamp)).toBe(minutes);
  });
});

describe('a window of changes', () => {
  it('is written in the tenant’s own time, with an overlap and an end', () => {
    const window = windowSince('2026-01-04T12:00:00.000Z', now, 600);
    expect(changedWithin(['LastModifiedDateTime'], window)).toBe(
      "(LastModifiedDateTime gt datetimeoffset'2026-01-04T20:55:00.000+10:00' and LastModifiedDateTime le datetimeoffset'2026-01-05T10:00:00.000+10:00')",
    );
  });

  it('is the same instant in a zone west of Greenwich', () => {
    const window = windowSince('2026-01-04T12:00:00.000Z', now, -210);
    expect(changedWithin(['A'], window)).toContain("A le datetimeoffset'2026-01-04T20:30:00.000-03:30'");
  });

  it('reaches a day further where the tenant’s zone is not known', () => {
    const window = windowSince('2026-01-04T12:00:00.000Z', now, null);
    expect(changedWithin(['A'], window)).toBe(
      "(A gt datetimeoffset'2026-01-03T20:55:00.000+00:00' and A le datetimeoffset'2026-01-05T14:00:00.000+00:00')",
    );
  });

  it('holds several stamps apart from other conditions', () => {
    const window = windowSince(now, now, 0);
    expect(changedWithin(['A', 'B/C'], window)).toMatch(/^\(\(A gt .* and A le .*\) or \(B\/C gt .*\)\)$/);
  });

  it('does not end before it begins where the clock was set back', () => {
    const { after, upTo } = windowSince('2026-02-01T00:00:00.000Z', now, 600);
    expect(after).toBeLessThan(upTo);
  });
});
