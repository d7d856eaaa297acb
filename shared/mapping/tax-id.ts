/**
 * Numbers by which Australia and New Zealand know a business: ABN, ACN, NZBN and the GST (IRD) number. Each has check digits, so
 * that a wrong digit is seen: always in ABN and NZBN, mostly in the others. Rules as published by the ABR, ASIC, GS1 and Inland
 * Revenue (specification of RWT certificates).
 */
import type { FieldValue } from '../domain/party.ts';

export type TaxIdKind = 'ABN' | 'ACN' | 'NZBN' | 'GST';

export interface TaxId {
  readonly kind: TaxIdKind;
  readonly digits: string;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

/** ABR: one less in the first place, weighted, divides by 89. */
export function isAbn(digits: string): boolean {
  if (!/^[1-9]\d{10}$/u.test(digits)) return false;
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  return (weighted(digits, weights) - 10) % 89 === 0;
}

/** ASIC: the last digit makes the weighted sum of the others a multiple of ten. */
export function isAcn(digits: string): boolean {
  if (!/^\d{9}$/u.test(digits) || digits === '000000000') return false;
  return (weighted(digits, [8, 7, 6, 5, 4, 3, 2, 1]) + Number(digits[8])) % 10 === 0;
}

/** GS1: a global location number whose prefix is New Zealand's. */
export function isNzbn(digits: string): boolean {
  return /^94\d{11}$/u.test(digits) && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** Numbers of eight or nine digits that Inland Revenue gives out: below and above are none. */
const lowestGst = 10_000_000;
const highestGst = 150_000_000;

function gstCheckDigit(base: string, weights: readonly number[]): number {
  const rest = weighted(base, weights) % 11;
  return rest === 0 ? 0 : 11 - rest;
}

/** Inland Revenue: modulus 11, and with a second row of weights where the first leads to ten. */
export function isGst(digits: string): boolean {
  if (!/^\d{8,9}$/u.test(digits)) return false;
  const number = Number(digits);
  if (number < lowestGst || number > highestGst) return false;
  const base = digits.slice(0, -1).padStart(8, '0');
  const first = gstCheckDigit(base, [3, 2, 7, 6, 5, 4, 3, 2]);
  const check = first === 10 ? gstCheckDigit(base, [7, 4, 3, 2, 5, 2, 7, 6]) : first;
  return check === Number(digits.at(-1));
}

type Check = readonly [TaxIdKind, (digits: string) => boolean];

/** Nine digits are an ACN in Australia and a GST number in New Zealand, so the country decides. */
const checks: Readonly<Record<'AU' | 'NZ', readonly Check[]>> = {
  AU: [
    ['ABN', isAbn],
    ['ACN', isAcn],
    ['NZBN', isNzbn],
  ],
  NZ: [
    ['NZBN', isNzbn],
    ['GST', isGst],
    ['ABN', isAbn],
  ],
};

/** What people write before the number. */
const labels = /^(?:abn|acn|nzbn|gst|ird)(?:\s*(?:no|number))?\b[\s.:#]*/iu;

/** The digits of a text that is meant to be such a number; null for anything else, such as a number of another country. */
function digitsOf(text: FieldValue, country: string | null): string | null {
  if (text === null || (country !== 'AU' && country !== 'NZ')) return null;
  const digits = text
    .trim()
    .replace(labels, '')
    .replaceAll(/[\s.-]/gu, '');
  return /^\d+$/u.test(digits) ? digits : null;
}

/**
 * The business number in a text, or null where its check digits are wrong or it is none.
 * @param country ISO alpha-2, of the location that has the number.
 */
export function readTaxId(text: FieldValue, country: string | null): TaxId | null {
  const digits = digitsOf(text, country);
  if (digits === null || (country !== 'AU' && country !== 'NZ')) return null;
  const kind = checks[country].find(([, isValid]) => isValid(digits))?.[0];
  return kind === undefined ? null : { kind, digits };
}

/** Whether a text is meant to be a business number of its country, and is none. */
export function isWrongTaxId(text: FieldValue, country: string | null): boolean {
  return digitsOf(text, country) !== null && readTaxId(text, country) === null;
}

/**
 * One text for one business. The ABN of an Australian company is its ACN with two check digits before it: the two are the same
 * business, and the last nine digits tell any ABN from any other.
 */
export function businessOf({ kind, digits }: TaxId): string {
  if (kind === 'NZBN') return `NZBN ${digits}`;
  if (kind === 'GST') return `GST ${digits.padStart(9, '0')}`;
  return `ABN ${digits.slice(-9)}`;
}
