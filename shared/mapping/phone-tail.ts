/**
 * A cheap look at a phone before it is read for good: reading one takes some 25 microseconds, and most phones of a store have
 * no partner anyway.
 */

/** What people type around plain digits; a text with anything else (an extension, letters) is not judged by its digits. */
const plain = /^[\d\s+()./\u2010-\u2015\u00A0-]+$/u;
const tailLength = 7;

/**
 * The last seven digits of a plainly written number. Two texts that are the same number have the same tail, whatever their
 * prefix; null where that cannot be said without reading the number.
 */
export function phoneTail(text: string): string | null {
  if (!plain.test(text)) return null;
  const digits = text.replace(/\D+/gu, '');
  return digits.length < tailLength ? null : digits.slice(-tailLength);
}
