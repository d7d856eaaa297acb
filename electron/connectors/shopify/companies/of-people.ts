/** Whom customers act for. Shopify's help says one company at most, its schema has a list: the first counts. [VERIFY] (domain facts 4.1) */
import type { NamedCompany } from '../../../../shared/sync/ports.ts';
import { chunks } from '../chunks.ts';
import type { ShopifyClient } from '../client.ts';
import { companiesOfCustomers } from '../operations.gen.ts';
import { peoplePerLookUp } from './page-sizes.ts';

/** `Source.companiesOfPeople`. */
export async function companiesOfPeople(
  client: ShopifyClient,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, NamedCompany>> {
  const companies = new Map<string, NamedCompany>();
  for (const ids of chunks(keys, peoplePerLookUp)) {
    const { nodes } = await client.send(companiesOfCustomers, { ids: [...ids] }, { signal });
    for (const node of nodes) {
      if (node === null || !('id' in node)) continue;
      const company = node.companyContactProfiles[0]?.company;
      if (company !== undefined) companies.set(node.id, { key: company.id, name: company.name });
    }
  }
  return companies;
}

/** Of one person. */
export async function companyOfPerson(
  client: ShopifyClient,
  key: string,
  signal: AbortSignal,
): Promise<NamedCompany | null> {
  return (await companiesOfPeople(client, [key], signal)).get(key) ?? null;
}
