/** Where a record stands in an order: by the value, then by the number. */
export interface Position {
  readonly value: string | number;
  readonly number: number;
}

export function comparePositions(a: Position, b: Position): number {
  if (a.value < b.value) return -1;
  if (a.value > b.value) return 1;
  return a.number - b.number;
}

/**
 * Records in one order, kept so that reading a page costs the page and not the shop: sorted once when it is first read, then every
 * change is placed by halving. Until that first reading changes cost nothing, so seeding a large shop is quick.
 */
export class SortedIndex<T> {
  readonly position: (record: T) => Position;
  readonly #all: () => Iterable<T>;
  #sorted: T[] = [];
  #isStale = true;

  /** `all` yields the records as they are now; it is read when the order must be built again. */
  constructor(position: (record: T) => Position, all: () => Iterable<T>) {
    this.position = position;
    this.#all = all;
  }

  add(record: T): void {
    if (this.#isStale) return;
    const last = this.#sorted.at(-1);
    if (last === undefined || comparePositions(this.position(last), this.position(record)) < 0)
      this.#sorted.push(record);
    else this.#sorted.splice(this.lowerBound(this.position(record)), 0, record);
  }

  remove(record: T): void {
    if (this.#isStale) return;
    const index = this.lowerBound(this.position(record));
    if (this.#sorted[index] === record) this.#sorted.splice(index, 1);
  }

  /** All records in ascending order. Not to be kept: the next change alters it. */
  read(): readonly T[] {
    if (this.#isStale) {
      this.#sorted = sortByPosition(this.#all(), this.position);
      this.#isStale = false;
    }
    return this.#sorted;
  }

  /** The index of the first record that does not stand before the position. */
  lowerBound(position: Position): number {
    return lowerBound(this.read(), position, this.position);
  }
}

export function sortByPosition<T>(records: Iterable<T>, position: (record: T) => Position): T[] {
  return [...records].toSorted((a, b) => comparePositions(position(a), position(b)));
}

/** The index of the first of the ascending records that does not stand before the position. */
export function lowerBound<T>(
  records: readonly T[],
  wanted: Position,
  position: (record: T) => Position,
): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = records[middle];
    if (record !== undefined && comparePositions(position(record), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
