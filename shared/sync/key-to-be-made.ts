/**
 * Keys of what a row makes itself: a role is given at a location that is created two requests earlier. An operation names
 * it by the id it has in the row until its key is known.
 */

const prefix = 'made:';

/** Stands for the key of the location or contact with this id in the row. */
export function keyToBeMade(id: string): string {
  return prefix + id;
}

/** The id that a key stands for; null for a key that is known. */
export function idToBeMade(key: string): string | null {
  return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}
