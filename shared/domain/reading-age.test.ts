import { describe, expect, it } from 'vitest';
import { agoText, isOldReading, oldAfter, readAt } from './reading-age.ts';

const start = Date.parse('2026-03-02T00:00:00.000Z');
const at = (milliseconds: number): string => new Date(start + milliseconds).toISOString();

describe('the age of a reading', () => {
  it('is that of the side that was read first', () => {
    const reading = { read: { erp: { asOf: at(5000) }, shopify: { asOf: at(0) } } };
    expect(readAt(reading)).toBe(at(0));
    expect(isOldReading(reading, start + oldAfter)).toBe(false);
    expect(isOldReading(reading, start + oldAfter + 1)).toBe(true);
  });

  it('is said in the largest unit that fits', () => {
    const ago = (minutes: number) => agoText(at(0), start + minutes * 60_000);
    expect([0, 1, 59, 60, 180, 24 * 60 - 1, 24 * 60, 50 * 60].map(ago)).toEqual([
      'just now',
      '1 minute ago',
      '59 minutes ago',
      '1 hour ago',
      '3 hours ago',
      '23 hours ago',
      '1 day ago',
      '2 days ago',
    ]);
  });

  it('of a clock that was set back is no time at all', () => {
    expect(agoText(at(60_000), start)).toBe('just now');
  });
});
