/**
 * Which records are worth comparing: those that share at least one key. Comparing all with all would be ten thousand million
 * pairs for 100,000 a side. Each kind of slip leaves some key whole: a wrong digit in a phone leaves its other half, a
 * misspelt name its sound or the postcode, a moved customer the e-mail.
 */
import type { Features } from './suggest-features.ts';

/** Records of one side that may share a key; a key that more share (a bank's switchboard, `info@`) tells nothing. */
export const mostPerKey = 25;

/** What a key is made of; two kinds never mean the same. */
const kinds = { name: 1, mailbox: 2, domain: 3, tail: 4, front: 5, area: 6, start: 7, street: 8 } as const;

/**
 * Keys as numbers (FNV-1a over the parts): two that collide by chance cost a comparison, and a million texts would cost much more
 * memory.
 */
function keyOf(kind: number, one: string, two = '', three = ''): number {
  let value = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  for (const part of [one, two, three]) {
    for (let at = 0; at < part.length; at += 1) value = Math.imul(value ^ part.charCodeAt(at), 0x01000193);
    value = Math.imul(value ^ 0x7c, 0x01000193);
  }
  return value >>> 0;
}

/** A key can come twice. */
export function blockingKeys({ name, email, phones, places }: Features): readonly number[] {
  const keys: number[] = [];
  const sounds = name?.sounds ?? [];
  const first = sounds[0] ?? '';
  const last = sounds.at(-1) ?? '';
  const ends = first === last ? [last] : [first, last];
  if (sounds.length > 1) {
    keys.push(first < last ? keyOf(kinds.name, first, last) : keyOf(kinds.name, last, first));
  }
  if (email !== null) {
    if (email.letters.length >= 4) keys.push(keyOf(kinds.mailbox, email.letters));
    if (last !== '') for (const sound of ends) keys.push(keyOf(kinds.domain, email.domain, sound));
  }
  for (const { digits } of phones) {
    keys.push(keyOf(kinds.tail, digits.slice(-5)));
    for (const sound of ends) keys.push(keyOf(kinds.front, digits.slice(0, -4), sound));
  }
  for (const { postcode, city, number, street } of places) {
    const area = postcode === '' ? city : postcode;
    if (area === '') continue;
    for (const sound of ends) if (sound !== '') keys.push(keyOf(kinds.area, area, sound));
    const word = name?.words.at(-1) ?? '';
    if (word.length >= 3) keys.push(keyOf(kinds.start, area, word.slice(0, 3)));
    if (number !== '') keys.push(keyOf(kinds.street, area, number, street.slice(0, 4)));
  }
  return keys;
}
