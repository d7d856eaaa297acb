/**
 * Which records are worth comparing: those that share at least one key. Comparing all with all would be ten thousand million
 * pairs for 100,000 a side. Each kind of slip leaves some key whole: a wrong digit in a phone leaves its other half, a
 * misspelt name its sound or the postcode, a moved customer the e-mail.
 */
import type { Features } from './suggest-features.ts';

/** Records of one side that may share a key; a key that more share (a bank's switchboard, `info@`) tells nothing. */
export const mostPerKey = 25;

/** Keys as numbers: two that collide by chance cost a comparison, and a million texts would cost much more memory. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

export function blockingKeys({ name, email, phones, places }: Features): readonly number[] {
  const keys = new Set<number>();
  const add = (kind: string, ...parts: readonly string[]): void =>
    void keys.add(hash(`${kind}|${parts.join('|')}`));
  const sounds = name?.sounds ?? [];
  const first = sounds[0] ?? '';
  const last = sounds.at(-1) ?? '';
  if (sounds.length > 1) add('name', ...[first, last].toSorted());
  if (email !== null) {
    const plain = email.mailbox.replace(/[^a-z]+/gu, '');
    if (plain.length >= 4) add('mailbox', plain);
    if (last !== '') for (const sound of new Set([first, last])) add('domain', email.domain, sound);
  }
  for (const { digits } of phones) {
    add('tail', digits.slice(-5));
    for (const sound of new Set([first, last])) add('front', digits.slice(0, -4), sound);
  }
  for (const { postcode, city, number, street } of places) {
    const area = postcode === '' ? city : postcode;
    if (area === '') continue;
    for (const sound of new Set([first, last])) if (sound !== '') add('area', area, sound);
    const word = name?.words.at(-1) ?? '';
    if (word.length >= 3) add('start', area, word.slice(0, 3));
    if (number !== '') add('street', area, number, street.slice(0, 4));
  }
  return [...keys];
}
