import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collapseBlanks,
  normaliseAddressText,
  normaliseEmail,
  normalisePhone,
  normalisePostcode,
  normaliseText,
} from './normalise.ts';

describe('normalisePhone', () => {
  it.each([
    ['02 9374 4000', 'AU', '+61293744000'],
    ['(02) 9374-4000', 'AU', '+61293744000'],
    ['0412 345 678', 'AU', '+61412345678'],
    ['412345678', 'AU', '+61412345678'],
    ['+61 (0)2 9374 4000', 'AU', '+61293744000'],
    ['+61 0412 345 678', 'AU', '+61412345678'],
    ['0011 64 9 300 1234', 'AU', '+6493001234'],
    ['0061 2 9374 4000', 'AU', '+61293744000'],
    ['0064 21 123 456', 'AU', '+6421123456'],
    ['00 61 2 9374 4000', 'NZ', '+61293744000'],
    ['1300 123 456', 'AU', '+611300123456'],
    ['13 11 14', 'AU', '+61131114'],
    ['021 123 456', 'NZ', '+6421123456'],
    ['09 300 1234', 'NZ', '+6493001234'],
    ['+64 (0)9 300 1234', 'AU', '+6493001234'],
    ['+61\u00A02\u00A09374 4000', null, '+61293744000'],
  ])('reads %s in %s as %s', (text, country, e164) => {
    expect(normalisePhone(text, country)).toEqual({ e164, extension: null, valid: true });
  });

  it.each<[string | null, string | null, string]>([
    ['9876 5432', 'AU', 'the area code is missing'],
    ['0412 345 67', 'AU', 'a digit is missing'],
    ['0061 2 9374', 'AU', 'the repaired number is too short'],
    ['02 9374 4000 / 0412 345 678', 'AU', 'two numbers'],
    ['0412 345 678 0412 345 679', 'AU', 'two numbers'],
    ['0412 345 678', null, 'no country is known'],
    ['ask Sione', 'AU', 'no number'],
    ['', 'AU', 'blank'],
    [null, 'AU', 'no value'],
  ])('does not read %s in %s: %s', (text, country) => {
    expect(normalisePhone(text, country)).toEqual({ e164: null, extension: null, valid: false });
  });

  it('splits an extension off, whatever was read before', () => {
    expect(normalisePhone('02 9374 4001 x12', 'AU')).toEqual({
      e164: '+61293744001',
      extension: '12',
      valid: true,
    });
    expect(normalisePhone('+61293744001', 'AU').extension).toBeNull();
  });
});

describe('normaliseEmail', () => {
  it('ignores case and blanks, as Shopify does', () => {
    expect(normaliseEmail('  Jane.Doe @Example.COM.au ')).toBe('jane.doe@example.com.au');
    expect(normaliseEmail(' \u200B ')).toBeNull();
  });
});

describe('normalisePostcode', () => {
  it('keeps leading zeros and drops blanks', () => {
    expect(normalisePostcode(' 0800 ')).toBe('0800');
    expect(normalisePostcode('sw1a 1aa')).toBe('SW1A1AA');
  });
});

describe('P14: every normaliser is idempotent', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  it.each([
    ['collapseBlanks', collapseBlanks],
    ['normaliseText', normaliseText],
    ['normaliseAddressText', normaliseAddressText],
    ['normaliseEmail', (value: string) => normaliseEmail(value) ?? ''],
    ['normalisePostcode', (value: string) => normalisePostcode(value) ?? ''],
  ])('%s', (_name, normalise) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(normalise(normalise(value))).toBe(normalise(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('normalisePhone', () => {
    const digits = fc
      .array(fc.constantFrom(...'0123456789 +()-x'.split('')), { maxLength: 16 })
      .map((characters) => characters.join(''));
    const country = fc.constantFrom('AU', 'NZ', null);
    fc.assert(
      fc.property(digits, country, (value, where) => {
        const { e164 } = normalisePhone(value, where);
        expect(normalisePhone(e164, where).e164).toBe(e164);
      }),
      { numRuns: 2000 },
    );
  });
});
