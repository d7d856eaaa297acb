import { describe, expect, test } from 'vitest';
import { normaliseAddressPhone, normalisePhone } from './phone.ts';

describe('a phone number', () => {
  test.each([
    ['+61 412 345 678', 'AU', '+61412345678'],
    ['0412 345 678', 'AU', '+61412345678'],
    ['(02) 9876-5432', 'AU', '+61298765432'],
    ['+61 (0)2 9876 5432', 'AU', '+61298765432'],
    ['1300 975 707', 'AU', '+611300975707'],
    ['13 11 14', 'AU', '+61131114'],
    ['021 123 456', 'NZ', '+6421123456'],
    ['03 365 1234', 'NZ', '+6433651234'],
    ['(415) 419-7290', 'US', '+14154197290'],
    ['+44 20 7946 0000', 'AU', '+442079460000'],
  ])('%s in %s is %s', (text, country, expected) => {
    expect(normalisePhone(text, country)).toBe(expected);
  });

  test.each([
    ['abc', 'AU'],
    ['+1234abcd', 'AU'],
    ['9876 5432', 'AU'],
    ['0061 412 345 678', 'AU'],
    ['0412 345 678 / 02 9876 5432', 'AU'],
    ['020 7946 0000', 'GB'],
  ])('%s in %s is none', (text, country) => {
    expect(normalisePhone(text, country)).toBeUndefined();
  });

  test('of an address is never refused: it is completed or kept as it is', () => {
    expect(normaliseAddressPhone('450-4538', 'CA')).toBe('+14504538');
    expect(normaliseAddressPhone('not a phone', 'CA')).toBe('not a phone');
    expect(normaliseAddressPhone('02 9876 5432', 'AU')).toBe('+61298765432');
  });
});
