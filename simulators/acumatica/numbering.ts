import type { Numbering } from './options.ts';

/** The next free ID of a segmented key, and the number it used. Numbers already taken by hand are passed over. */
export function nextId(
  numbering: Numbering,
  last: number,
  isTaken: (id: string) => boolean,
): { readonly id: string; readonly last: number } {
  let number = last;
  let id: string;
  do {
    number += 1;
    id = numbering.prefix + String(number).padStart(numbering.digits, '0');
  } while (isTaken(id));
  return { id, last: number };
}
