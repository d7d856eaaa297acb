import type { CustomerRecord } from './records.ts';
import { displayName } from './records.ts';
import { SortedIndex, sortByPosition } from './sorted-index.ts';
import type { Position } from './sorted-index.ts';

/** The sort keys of `customers`; LOCATION is not modelled, RELEVANCE falls back to ID. */
export type CustomerOrder = 'ID' | 'UPDATED_AT' | 'CREATED_AT' | 'NAME';

const positions: Readonly<Record<CustomerOrder, (customer: CustomerRecord) => Position>> = {
  ID: ({ number }) => ({ value: number, number }),
  UPDATED_AT: ({ updatedAt, number }) => ({ value: updatedAt, number }),
  CREATED_AT: ({ createdAt, number }) => ({ value: createdAt, number }),
  NAME: (customer) => ({ value: sortName(customer), number: customer.number }),
};

/** Last name first, as the admin sorts people. */
function sortName(customer: CustomerRecord): string {
  const name = [customer.lastName, customer.firstName].filter(Boolean).join(', ');
  return (name || displayName(customer)).toLowerCase();
}

/** Customers in one order, with the function that says where one stands. */
export interface CustomerList {
  readonly customers: readonly CustomerRecord[];
  readonly position: (customer: CustomerRecord) => Position;
}

interface PendingChange {
  readonly number: number;
  readonly before: CustomerRecord | undefined;
  readonly changedAt: number;
}

/** The shop's customers by number and in every order asked for, and as the lagging search index still sees them. */
export class CustomerIndex {
  readonly #byNumber = new Map<number, CustomerRecord>();
  readonly #orders = new Map<CustomerOrder, SortedIndex<CustomerRecord>>();
  readonly #now: () => number;
  readonly #lag: () => number;
  #pending: readonly PendingChange[] = [];

  /** `now` and `lag` in milliseconds. */
  constructor(now: () => number, lag: () => number) {
    this.#now = now;
    this.#lag = lag;
  }

  get(number: number): CustomerRecord | undefined {
    return this.#byNumber.get(number);
  }

  all(): Iterable<CustomerRecord> {
    return this.#byNumber.values();
  }

  get size(): number {
    return this.#byNumber.size;
  }

  /** Replaces the record of this number, adds it, or with undefined takes it away. */
  put(number: number, customer: CustomerRecord | undefined): void {
    const before = this.#byNumber.get(number);
    if (this.#lag() > 0) this.#pending = [...this.#pending, { number, before, changedAt: this.#now() }];
    if (before) for (const order of this.#orders.values()) order.remove(before);
    if (customer) {
      this.#byNumber.set(number, customer);
      for (const order of this.#orders.values()) order.add(customer);
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

  /** All customers as they are now. */
  list(order: CustomerOrder): CustomerList {
    const position = positions[order];
    let index = this.#orders.get(order);
    if (!index) {
      index = new SortedIndex(position, () => this.#byNumber.values());
      this.#orders.set(order, index);
    }
    return { customers: index.read(), position };
  }

  /** All customers as a search finds them: changes younger than the lag are not seen yet. */
  searchList(order: CustomerOrder): CustomerList {
    const due = this.#now() - this.#lag();
    this.#pending = this.#pending.filter((change) => change.changedAt > due);
    if (this.#pending.length === 0) return this.list(order);

    const unseen = new Map<number, CustomerRecord | undefined>();
    for (const { number, before } of this.#pending) if (!unseen.has(number)) unseen.set(number, before);
    const seen = new Map(this.#byNumber);
    for (const [number, before] of unseen) {
      if (before) seen.set(number, before);
      else seen.delete(number);
    }
    const position = positions[order];
    return { customers: sortByPosition(seen.values(), position), position };
  }
}
