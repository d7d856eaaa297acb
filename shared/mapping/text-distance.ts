/** How alike two texts are, by their letters alone. Both take texts that are normalised already. */

/** Length of the common start that Winkler's addition looks at, and what each of its letters is worth. */
const prefixLength = 4;
const prefixWorth = 0.1;

/** Longer texts are compared by their beginnings: names and mailboxes are short. */
const mostLetters = 64;
const taken = new Uint8Array(mostLetters);
const found = new Uint8Array(mostLetters);

/**
 * Jaro's similarity with Winkler's addition for a common start: 1 for equal texts, 0 for texts without a letter in common near
 * each other. (Winkler 1990; the usual worked example MARTHA/MARHTA gives 0.961.)
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const left = one.slice(0, mostLetters);
  const right = other.slice(0, mostLetters);
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  taken.fill(0, 0, right.length);
  let matches = 0;
  for (let at = 0; at < left.length; at += 1) {
    const end = Math.min(right.length, at + reach + 1);
    for (let place = Math.max(0, at - reach); place < end; place += 1) {
      if (taken[place] === 1 || left.charCodeAt(at) !== right.charCodeAt(place)) continue;
      taken[place] = 1;
      found[matches] = at;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let next = 0;
  for (let match = 0; match < matches; match += 1) {
    while (taken[next] !== 1) next += 1;
    if (left.charCodeAt(found[match] ?? 0) !== right.charCodeAt(next)) moved += 1;
    next += 1;
  }
  const jaro = (matches / left.length + matches / right.length + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < prefixLength && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * prefixWorth * (1 - jaro);
}

/** Three rows of the table that `editDistance` fills, kept from one call to the next. */
const rows = [0, 1, 2].map(() => new Uint8Array(mostLetters + 1));

/**
 * How many single edits (one character more, fewer, another, or two neighbours swapped) lead from one text to the other, where
 * that are at most `limit`; otherwise `limit + 1`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  const isLong = left.length > mostLetters || right.length > mostLetters;
  if (isLong || Math.abs(left.length - right.length) > limit) return limit + 1;
  let [before, last, current] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= right.length; column += 1) last[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    const letter = left.charCodeAt(row - 1);
    let least = row;
    current[0] = row;
    for (let column = 1; column <= right.length; column += 1) {
      const other = right.charCodeAt(column - 1);
      let edits = (last[column - 1] ?? 0) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap = row > 1 && column > 1 && letter === right.charCodeAt(column - 2);
      if (isSwap && left.charCodeAt(row - 2) === other)
        edits = Math.min(edits, (before[column - 2] ?? 0) + 1);
      current[column] = edits;
      if (edits < least) least = edits;
    }
    if (least > limit) return limit + 1;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[right.length] ?? 0, limit + 1);
}
