import { apiVersion } from './api-version.ts';
import { defaultAccessToken } from './options.ts';
import type { GraphqlAnswer } from './graphql-request.ts';

/** An answer as tests read it: its data are whatever the query asked for. */
export interface TestAnswer {
  readonly data: Readonly<Record<string, TestValue>>;
  readonly errors: NonNullable<GraphqlAnswer['errors']>;
  readonly extensions: TestValue;
}

/** JSON that can be walked into without casting; a leaf is compared, never read. */
export interface TestValue {
  readonly [key: string]: TestValue;
}

/** The entries of a JSON list; none for anything else. */
export function list(value: TestValue | undefined): readonly TestValue[] {
  return Array.isArray(value) ? (value as readonly TestValue[]) : [];
}

/** A leaf that is text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export interface ShopAddress {
  readonly url: string;
}

/** Sends one operation as a client would, and answers the raw response. */
export function post(
  { url }: ShopAddress,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token: string = defaultAccessToken,
): Promise<Response> {
  return fetch(`${url}/admin/api/${apiVersion}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
    body: JSON.stringify({ query, variables }),
  });
}

/** Sends one operation and reads the JSON answer. */
export async function ask(
  shop: ShopAddress,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<TestAnswer> {
  const response = await post(shop, query, variables);
  const answer = (await response.json()) as Partial<TestAnswer>;
  return { data: {}, errors: [], extensions: {}, ...answer };
}

/** A clock that stands still until it is moved. */
export function createTestClock(start = '2026-11-02T00:00:00Z'): {
  readonly now: () => Date;
  readonly advance: (seconds: number) => void;
} {
  let milliseconds = Date.parse(start);
  return {
    now: () => new Date(milliseconds),
    advance: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}
