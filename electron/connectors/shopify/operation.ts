/** The version of the Admin API that everything here is written and checked against; served until 2027-10-16. */
export const shopifyApiVersion = '2026-10';

/** One request we can send: its text, and the points it will be charged (domain facts 6.1). */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly document: string;
  /** Points Shopify will ask for with these variables, before any refund. */
  readonly cost: (variables: Variables) => number;
  /** Never present: carries the type of the answer to where the operation is sent. */
  readonly answers?: Data;
}

/** A query that Shopify runs in bulk: its text goes as a value into `BulkQueryRun`. */
export interface BulkQuery<Data> {
  readonly name: string;
  readonly document: string;
  /** Never present: carries the type of the records. */
  readonly answers?: Data;
}
