import { RecordIndex } from './record-index.ts';
import type { CustomerRecord } from './records.ts';
import { displayName } from './records.ts';
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

/** The shop's customers. */
export type CustomerIndex = RecordIndex<CustomerRecord, CustomerOrder>;

/** `now` and `lag` in milliseconds. */
export function createCustomerIndex(now: () => number, lag: () => number): CustomerIndex {
  return new RecordIndex(positions, now, lag);
}
