/** Which rows lie where, and which pages of the ledger they are in. Row indexes count the customers of the filter. */

/** Rows asked for at once. */
export const pageSize = 200;
/** Pages kept; more would fill the memory with rows nobody looks at. */
const keptPages = 24;

/** Page numbers that cover the rows `first` to `last`, both included. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

/** Pages to forget, the farthest from `current` first; the page of the opened row always stays. */
export function pagesToDrop(
  pages: readonly number[],
  current: number,
  openPage: number | null,
): readonly number[] {
  return pages
    .filter((page) => page !== openPage)
    .toSorted((one, other) => Math.abs(other - current) - Math.abs(one - current))
    .slice(0, Math.max(0, pages.length - keptPages));
}

/** One customer is opened at a time; its locations, or the tree of a company, lie as child rows right under it. */
export interface Opening {
  readonly index: number;
  readonly children: number;
}

/** What a line of the grid shows: a customer, or line number `child` of those under the opened customer. */
export interface GridLine {
  readonly index: number;
  readonly child: number | null;
}

export function lineCount(total: number, opening: Opening | null): number {
  return total + (opening?.children ?? 0);
}

export function lineAt(line: number, opening: Opening | null): GridLine {
  if (opening === null || line <= opening.index) return { index: line, child: null };
  const child = line - opening.index - 1;
  return child < opening.children
    ? { index: opening.index, child }
    : { index: line - opening.children, child: null };
}

/** The line of a customer. */
export function lineOf(index: number, opening: Opening | null): number {
  return opening === null || index <= opening.index ? index : index + opening.children;
}

/** Heights in CSS pixels; fixed, so that the place of every line is arithmetic and nothing is measured. */
export const rowHeight = 40;
export const childHeight = 32;

/** Top of a line inside the grid's space. The line after the last gives the height of the whole. */
export function topOf(line: number, opening: Opening | null): number {
  if (opening === null || line <= opening.index) return line * rowHeight;
  const children = Math.min(opening.children, line - opening.index - 1);
  return (line - children) * rowHeight + children * childHeight;
}

/** The line that covers a height, before any limit by the number of lines. */
function lineUnder(top: number, opening: Opening | null): number {
  const plain = Math.floor(top / rowHeight);
  if (opening === null || plain <= opening.index) return plain;
  const below = top - topOf(opening.index + 1, opening);
  const childrenHeight = opening.children * childHeight;
  return below < childrenHeight
    ? opening.index + 1 + Math.floor(below / childHeight)
    : opening.index + 1 + opening.children + Math.floor((below - childrenHeight) / rowHeight);
}

/** Lines drawn beyond the visible ones, so that walking never meets a blank. */
const spareLines = 12;

/** The first and the last line in sight, spare ones included. */
export function linesInSight(
  top: number,
  height: number,
  count: number,
  opening: Opening | null,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, lineUnder(Math.max(0, top), opening) - spareLines);
  const last = Math.min(count - 1, lineUnder(Math.max(0, top) + height, opening) + spareLines);
  return { first: Math.max(0, Math.min(first, last)), last };
}

/** The lines to draw, in order. The line with the keyboard is always among them: Tab must find it. */
export function linesToDraw(
  { first, last }: { readonly first: number; readonly last: number },
  cursorLine: number,
): readonly number[] {
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  if (lines.length === 0 || (cursorLine >= first && cursorLine <= last)) return lines;
  return cursorLine < first ? [cursorLine, ...lines] : [...lines, cursorLine];
}
