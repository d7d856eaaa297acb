import { SortedIndex, sortByPosition } from './sorted-index.ts';
import type { Position } from './sorted-index.ts';

/** Records in one order, with the function that says where one stands. */
export interface RecordList<T> {
  readonly records: readonly T[];
  readonly position: (record: T) => Position;
}

interface PendingChange<T> {
  readonly number: number;
  readonly before: T | undefined;
  readonly changedAt: number;
}

/** Records by number and in every order asked for, and as the lagging search index still sees them. */
export class RecordIndex<T extends { readonly number: number }, Order extends string> {
  readonly #positions: Readonly<Record<Order, (record: T) => Position>>;
  readonly #byNumber = new Map<number, T>();
  readonly #orders = new Map<Order, SortedIndex<T>>();
  readonly #now: () => number;
  readonly #lag: () => number;
  #pending: readonly PendingChange<T>[] = [];

  /** `now` and `lag` in milliseconds. */
  constructor(
    positions: Readonly<Record<Order, (record: T) => Position>>,
    now: () => number,
    lag: () => number,
  ) {
    this.#positions = positions;
    this.#now = now;
    this.#lag = lag;
  }

  get(number: number): T | undefined {
    return this.#byNumber.get(number);
  }

  all(): Iterable<T> {
    return this.#byNumber.values();
  }

  get size(): number {
    return this.#byNumber.size;
  }

  /** Replaces the record of this number, adds it, or with undefined takes it away. */
  put(number: number, record: T | undefined): void {
    const before = this.#byNumber.get(number);
    if (this.#lag() > 0) this.#pending = [...this.#pending, { number, before, changedAt: this.#now() }];
    if (before) for (const order of this.#orders.values()) order.remove(before);
    if (record) {
      this.#byNumber.set(number, record);
      for (const order of this.#orders.values()) order.add(record);
    } else {
      this.#byNumber.delete(number);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#byNumber.clear();
    this.#orders.clear();
    this.#pending = [];
  }

  /** All records as they are now. */
  list(order: Order): RecordList<T> {
    const position = this.#positions[order];
    let index = this.#orders.get(order);
    if (!index) {
      index = new SortedIndex(position, () => this.#byNumber.values());
      this.#orders.set(order, index);
    }
    return { records: index.read(), position };
  }

  /** All records as a search finds them: changes younger than the lag are not seen yet. */
  searchList(order: Order): RecordList<T> {
    const due = this.#now() - this.#lag();
    this.#pending = this.#pending.filter((change) => change.changedAt > due);
    if (this.#pending.length === 0) return this.list(order);

    const unseen = new Map<number, T | undefined>();
    for (const { number, before } of this.#pending) if (!unseen.has(number)) unseen.set(number, before);
    const seen = new Map(this.#byNumber);
    for (const [number, before] of unseen) {
      if (before) seen.set(number, before);
      else seen.delete(number);
    }
    const position = this.#positions[order];
    return { records: sortByPosition(seen.values(), position), position };
  }
}
