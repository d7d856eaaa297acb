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

/** What is wrong with an ID entered by hand; undefined when nothing is. */
export function problemOf(numbering: Numbering, id: string): string | undefined {
  if (numbering.mode === 'auto' && !numbering.manualAllowed)
    return 'Manual numbering is not allowed for this key.';
  const { segments } = numbering;
  if (segments === undefined) return undefined;
  const parts = id.split('-');
  const fits =
    parts.length === segments.length &&
    parts.every((part, index) => part.length > 0 && part.length <= (segments[index] ?? 0));
  return fits
    ? undefined
    : `The value does not fit the segments of the key: ${segments.map((length) => '#'.repeat(length)).join('-')}.`;
}
