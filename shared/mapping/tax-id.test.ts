import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessOf, isAbn, isAcn, isGst, isNzbn, isWrongTaxId, readTaxId } from './tax-id.ts';

/** As their offices publish them: the ABR's and ASIC's worked examples, NZBN register, Inland Revenue's specification. */
const published = [
  ['ABN', '51 824 753 556', 'AU', isAbn],
  ['ABN', '83 914 571 673', 'AU', isAbn],
  ['ACN', '004 085 616', 'AU', isAcn],
  ['ACN', '010 499 966', 'AU', isAcn],
  ['NZBN', '9429000106078', 'NZ', isNzbn],
  ['NZBN', '94 290 446 504 21', 'NZ', isNzbn],
  ['GST', '49-091-850', 'NZ', isGst],
  ['GST', '35-901-981', 'NZ', isGst],
  ['GST', '49-098-576', 'NZ', isGst],
  ['GST', '136-410-132', 'NZ', isGst],
] as const;

describe('a business number', () => {
  it.each(published)('%s %s is read whatever blanks it has', (kind, text, country, isValid) => {
    const digits = text.replaceAll(/[ -]/g, '');
    expect(isValid(digits)).toBe(true);
    expect(readTaxId(text, country)).toEqual({ kind, digits });
    expect(readTaxId(` ${kind}: ${digits}`, country)).toEqual({ kind, digits });
    expect(isWrongTaxId(text, country)).toBe(false);
  });

  it.each(published)('%s %s is none with one digit wrong', (kind, text, country) => {
    const digits = text.replaceAll(/[ -]/g, '');
    // The check digits of ABN and NZBN notice every wrong digit; those of ACN and GST let some pass by, but never their own.
    const from = kind === 'ABN' || kind === 'NZBN' ? 0 : digits.length - 1;
    for (let at = from; at < digits.length; at += 1) {
      for (let by = 1; by < 10; by += 1) {
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
        expect(readTaxId(wrong, country)).toBeNull();
        expect(isWrongTaxId(wrong, country)).toBe(true);
      }
    }
  });

  it('that Inland Revenue names as wrong is wrong', () => {
    for (const wrong of ['136-410-133', '9125568']) expect(readTaxId(wrong, 'NZ')).toBeNull();
  });

  it('of nine digits is an ACN in Australia and a GST number in New Zealand', () => {
    expect(readTaxId('004085616', 'NZ')).toBeNull();
    expect(readTaxId('136410132', 'AU')).toBeNull();
  });

  it('of another country is not judged', () => {
    for (const [text, country] of [
      ['GB 123 4567 89', 'AU'],
      ['123456789', 'GB'],
      ['exempt', 'AU'],
    ] as const) {
      expect(readTaxId(text, country)).toBeNull();
      expect(isWrongTaxId(text, country)).toBe(false);
    }
    expect(isWrongTaxId(null, 'AU')).toBe(false);
  });

  it('of an Australian company is the same as ABN and as ACN', () => {
    const acn = readTaxId('004 085 616', 'AU');
    const abn = readTaxId('53 004 085 616', 'AU');
    expect(acn?.kind).toBe('ACN');
    expect(abn?.kind).toBe('ABN');
    expect(acn === null ? 'no ACN' : businessOf(acn)).toBe(abn === null ? 'no ABN' : businessOf(abn));
  });

  it('of two businesses is never the same', () => {
    const abns = fc
      .integer({ min: 10_000_000_000, max: 99_999_999_999 })
      .map((number) => {
        // Every base of nine digits has exactly one ABN: its two check digits are found by trying.
        const base = String(number).slice(-9);
        for (let first = 10; first < 100; first += 1) if (isAbn(`${first}${base}`)) return `${first}${base}`;
        return null;
      })
      .filter((digits) => digits !== null);
    fc.assert(
      fc.property(abns, abns, (one, other) => {
        const same = businessOf({ kind: 'ABN', digits: one }) === businessOf({ kind: 'ABN', digits: other });
        expect(same).toBe(one === other);
      }),
    );
  });
});
