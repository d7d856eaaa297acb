import { problem } from './problem.ts';
import { comparePositions, lowerBound } from './sorted-index.ts';
import type { Position } from './sorted-index.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page as the API hands it out; edges and cursors are made only when they are asked for. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly pageInfo: PageInfo;
}

const maximumPageSize = 250;
/** The page size with which a bulk operation reads a list. No request can send it: the schema's Int knows no infinity. */
export const wholeList = Infinity;
/** Paging ends here; what exactly is answered beyond is to be checked on a real shop. */
export const maximumObjects = 25_000;

/** Where in the ascending records the list begins and ends, and which of them belong to it. */
export interface Stretch<T> {
  readonly from?: Position | undefined;
  readonly below?: Position | undefined;
  readonly matches?: ((record: T) => boolean) | undefined;
}

/** Cursors are recorded as base64 of `{"last_id", "last_value"}`. */
function encodeCursor({ value, number }: Position): string {
  return Buffer.from(JSON.stringify({ last_id: number, last_value: String(value) })).toString('base64');
}

function decodeCursor(cursor: string, isNumeric: boolean): Position {
  try {
    const { last_id: number, last_value: value } = JSON.parse(Buffer.from(cursor, 'base64').toString()) as {
      readonly last_id?: unknown;
      readonly last_value?: unknown;
    };
    if (typeof number === 'number' && typeof value === 'string')
      return { value: isNumeric ? Number(value) : value, number };
  } catch {
    // Not base64 of JSON: refused below.
  }
  throw problem('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
}

function pageSize({ first, last }: PageArguments): number {
  if (first == null && last == null) throw problem('you must provide one of first or last', 'BAD_REQUEST');
  if (first != null && last != null)
    throw problem('providing both first and last is not supported', 'BAD_REQUEST');
  const size = first ?? last ?? 0;
  if (size < 0 || (size > maximumPageSize && size !== wholeList))
    throw problem(
      `${first == null ? 'last' : 'first'} must be between 0 and ${maximumPageSize}`,
      'BAD_REQUEST',
    );
  return size;
}

/**
 * One page of records sorted ascending by `position`. Reads forward or backward from the cursor and stops as soon as the page and its
 * "is there more" are settled, so an unfiltered page costs its own length.
 */
export function readPage<T>(
  records: readonly T[],
  position: (record: T) => Position,
  args: PageArguments,
  stretch: Stretch<T> = {},
): Connection<T> {
  const size = pageSize(args);
  const start = stretch.from ? lowerBound(records, stretch.from, position) : 0;
  const end = stretch.below ? lowerBound(records, stretch.below, position) : records.length;
  const sample = records[0];
  const isNumeric = sample !== undefined && typeof position(sample).value === 'number';

  // The listing's own direction: `reverse` turns it, and then `after` means "smaller than".
  const isReverse = args.reverse === true;
  let low = start;
  let high = end;
  const cutAt = (cursor: string, keepsLater: boolean): void => {
    const wanted = decodeCursor(cursor, isNumeric);
    const index = lowerBound(records, wanted, position);
    const found = records[index];
    const isThere = found !== undefined && comparePositions(position(found), wanted) === 0;
    if (keepsLater) low = Math.max(low, isThere ? index + 1 : index);
    else high = Math.min(high, index);
  };
  if (args.after != null) cutAt(args.after, !isReverse);
  if (args.before != null) cutAt(args.before, isReverse);

  const fromFront = args.first != null;
  const ascending = fromFront !== isReverse;
  const { nodes: read, hasMore } = take(records, low, high, ascending, size, stretch.matches);
  const nodes = fromFront ? read : read.toReversed();

  if (fromFront && args.after != null)
    refuseTooDeep(records, isReverse ? [high, end] : [start, low], nodes, stretch);
  const cursorOf = (node: T | undefined): string | null =>
    node === undefined ? null : encodeCursor(position(node));
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ node, cursor: encodeCursor(position(node)) }));
    },
    pageInfo: {
      hasNextPage: fromFront ? hasMore : args.before != null,
      hasPreviousPage: fromFront ? args.after != null : hasMore,
      get startCursor() {
        return cursorOf(nodes[0]);
      },
      get endCursor() {
        return cursorOf(nodes.at(-1));
      },
    },
  };
}

function take<T>(
  records: readonly T[],
  low: number,
  high: number,
  ascending: boolean,
  size: number,
  matches: ((record: T) => boolean) | undefined,
): { readonly nodes: readonly T[]; readonly hasMore: boolean } {
  const nodes: T[] = [];
  for (let step = 0; step < high - low; step++) {
    const record = records[ascending ? low + step : high - 1 - step];
    if (record === undefined || (matches && !matches(record))) continue;
    if (nodes.length === size) return { nodes, hasMore: true };
    nodes.push(record);
  }
  return { nodes, hasMore: false };
}

/** Everything between the beginning of the listing and this page counts towards the 25,000. */
function refuseTooDeep<T>(
  records: readonly T[],
  [from, to]: readonly [number, number] | readonly number[],
  nodes: readonly T[],
  { matches }: Stretch<T>,
): void {
  const [begin, finish] = [from ?? 0, to ?? 0];
  let before = finish - begin;
  if (before + nodes.length <= maximumObjects) return;
  if (matches) before = records.slice(begin, finish).filter((record) => matches(record)).length;
  if (before + nodes.length > maximumObjects)
    throw problem(`Paginating past ${maximumObjects} objects is not supported.`, 'BAD_REQUEST');
}
