/**
 * Exact look-ups by external ID. There is none for companies in Shopify, only the search index, which lags behind writes and
 * whose hits are hints (domain facts 4.2, L9). So the newest records, which a plain list shows at once, are looked through
 * as well, and every hit is compared by us. What neither shows, an external ID that an older record was given a moment ago,
 * Shopify itself refuses to give away a second time.
 */
import type { ShopifyClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { companiesByText, companyLocationsByText, type CompaniesByTextQuery } from '../operations.gen.ts';
import { externalIdsPerLookUp, newestLookedThrough } from './page-sizes.ts';

interface Hit {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
}

interface Variables {
  readonly query: string;
  readonly found: number;
  readonly newest: number;
}

type Search = Operation<
  { readonly [Part in keyof CompaniesByTextQuery]: { readonly nodes: readonly Hit[] } },
  Variables
>;

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

async function find(
  operation: Search,
  client: ShopifyClient,
  externalIds: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Hit>> {
  const hits = new Map<string, Hit>();
  for (let start = 0; start < externalIds.length; start += externalIdsPerLookUp) {
    const part = externalIds.slice(start, start + externalIdsPerLookUp);
    const query = part.map((externalId) => `external_id:${quoted(externalId)}`).join(' OR ');
    const { found, newest } = await client.send(
      operation,
      { query, found: 2 * externalIdsPerLookUp, newest: newestLookedThrough },
      { signal },
    );
    for (const hit of [...found.nodes, ...newest.nodes]) {
      if (hit.externalId !== null && part.includes(hit.externalId)) hits.set(hit.externalId, hit);
    }
  }
  return hits;
}

/** By external ID as Shopify stores it; one that nobody has is missing from the answer. */
export function findCompanies(client: ShopifyClient, externalIds: readonly string[], signal: AbortSignal) {
  return find(companiesByText, client, externalIds, signal);
}

/** External IDs of locations are unique among the locations of all companies. */
export function findLocations(client: ShopifyClient, externalIds: readonly string[], signal: AbortSignal) {
  return find(companyLocationsByText, client, externalIds, signal);
}
