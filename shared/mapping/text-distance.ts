/** How alike two texts are, by their letters alone. Both take texts that are normalised already. */

/** Length of the common start that Winkler's addition looks at, and what each of its letters is worth. */
const prefixLength = 4;
const prefixWorth = 0.1;

/**
 * Jaro's similarity with Winkler's addition for a common start: 1 for equal texts, 0 for texts without a letter in common near
 * each other. (Winkler 1990; the usual worked example MARTHA/MARHTA gives 0.961.)
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Uint8Array(right.length);
  const found: number[] = [];
  for (let at = 0; at < left.length; at += 1) {
    const end = Math.min(right.length, at + reach + 1);
    for (let other = Math.max(0, at - reach); other < end; other += 1) {
      if (taken[other] === 1 || left.charCodeAt(at) !== right.charCodeAt(other)) continue;
      taken[other] = 1;
      found.push(at);
      break;
    }
  }
  const matches = found.length;
  if (matches === 0) return 0;
  let moved = 0;
  let next = 0;
  for (const at of found) {
    while (taken[next] !== 1) next += 1;
    if (left.charCodeAt(at) !== right.charCodeAt(next)) moved += 1;
    next += 1;
  }
  const jaro = (matches / left.length + matches / right.length + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < prefixLength && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * prefixWorth * (1 - jaro);
}

/**
 * How many single edits (one character more, fewer, another, or two neighbours swapped) lead from one text to the other, where
 * that are at most `limit`; otherwise `limit + 1`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap = row > 1 && column > 1 && left[row - 1] === right[column - 2];
      if (isSwap && left[row - 2] === right[column - 1])
        edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1);
      current.push(edits);
      if (edits < least) least = edits;
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[right.length] ?? 0, limit + 1);
}
