/** The reading half of Shopify: whole customers, with all their addresses. */
import { legacyId } from '../../../shared/domain/ids.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { Clock, Identity, ReadPage, ReadSummary, Source } from '../../../shared/sync/ports.ts';
import type { Call, ShopifyClient } from './client.ts';
import {
  addressesPerCustomer,
  addressesPerPage,
  customersPerLookUp,
  customersPerPage,
  identifiersPerLookUp,
  maximumListLength,
} from './cost.ts';
import type { ErpIdField } from './erp-id-field.ts';
import { customersByIdentifier, identifierVariables, identifiersOf } from './find.ts';
import {
  customerAddresses,
  customersByIds,
  customersCount,
  customersPage,
  type AddressPageFragment,
  type AddressValuesFragment,
  type CustomerFieldsFragment,
  type CustomersPageQuery,
} from './operations.gen.ts';
import { parseWholeCustomer, requirePersonalData } from './parse.ts';

export interface ReaderOptions {
  readonly client: ShopifyClient;
  readonly clock: Clock;
  /** The field that customers are also found by, for identities that name an ERP customer. */
  readonly erpId: ErpIdField;
  /** Reads the ERP's CustomerID of every customer, a point more for each that a page weighs. */
  readonly withErpIds: boolean;
  /** Where a list starts anew behind its last id; Shopify stops paging at 25,000 objects. */
  readonly listLength?: number;
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Every address of a customer: a nested list is cut at its page size, and a cut list must never look like a deletion (L4). */
async function followAddresses(
  client: ShopifyClient,
  customer: CustomerFieldsFragment,
  call: Call,
): Promise<readonly AddressValuesFragment[]> {
  const addresses = [...customer.addressesV2.nodes];
  let page: AddressPageFragment = customer.addressesV2;
  while (page.pageInfo.hasNextPage) {
    const answer = await client.send(
      customerAddresses,
      { id: customer.id, first: addressesPerPage, after: page.pageInfo.endCursor },
      call,
    );
    // Deleted since its page was read: what was read of it stands for this read.
    if (answer.customer === null) break;
    page = answer.customer.addressesV2;
    addresses.push(...page.nodes);
  }
  return addresses;
}

async function parseAll(
  client: ShopifyClient,
  customers: readonly CustomerFieldsFragment[],
  call: Call,
): Promise<readonly Party[]> {
  const parties = await Promise.all(
    customers.map(async (customer) =>
      parseWholeCustomer(customer, await followAddresses(client, customer, call)),
    ),
  );
  requirePersonalData(parties);
  return parties;
}

/** A count that stops short (`AT_LEAST`) is a lower bound; where Shopify tells nothing, so is 0. */
async function countCustomers(
  client: ShopifyClient,
  call: Call,
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  const { customersCount: answer } = await client.send(customersCount, {}, call);
  return { count: answer?.count ?? 0, isExact: answer?.precision === 'EXACT' };
}

export function createShopifySource({
  client,
  clock,
  erpId,
  withErpIds,
  listLength = maximumListLength,
}: ReaderOptions): Source {
  async function readAll(onPage: (page: ReadPage) => void, signal: AbortSignal): Promise<ReadSummary> {
    const call = { signal };
    const used = client.counters();
    const asOf = clock.now();
    const before = await countCustomers(client, call);
    const seen = new Set<string>();
    let query: string | null = null;
    let after: string | null = null;
    let inList = 0;
    for (let isOver = false; !isOver;) {
      const { customers }: CustomersPageQuery = await client.send(
        customersPage,
        { first: customersPerPage, addresses: addressesPerCustomer, after, query, erpId: withErpIds },
        call,
      );
      const unseen = customers.nodes.filter(({ id }) => !seen.has(id));
      for (const { id } of unseen) seen.add(id);
      onPage({
        parties: await parseAll(client, unseen, call),
        expected: before.isExact ? before.count : null,
      });
      inList += customers.nodes.length;
      after = customers.pageInfo.endCursor;
      const last = customers.nodes.at(-1);
      // Without an exact count to compare with, only an empty page proves that nothing is left.
      isOver = last === undefined || (!customers.pageInfo.hasNextPage && before.isExact);
      const listEnds =
        after === null || !customers.pageInfo.hasNextPage || inList + customersPerPage > listLength;
      if (last !== undefined && !isOver && listEnds) {
        // Goes on in a new list behind the last id. Its search index may lag, which the count brings to light.
        query = `id:>${legacyId(last.id)}`;
        after = null;
        inList = 0;
      }
    }
    // Fewer than there were, less those deleted meanwhile: a page ended early, and what is missing was not deleted (L4).
    const afterwards = await countCustomers(client, call);
    const { requests, points } = client.counters();
    return {
      complete: seen.size >= Math.min(before.count, afterwards.count),
      asOf,
      requests: requests - used.requests,
      points: points - used.points,
    };
  }

  async function readByKeys(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Party>> {
    const call = { signal };
    const parts = await Promise.all(
      chunks(keys, customersPerLookUp).map(async (ids) => {
        const { nodes } = await client.send(
          customersByIds,
          { ids: [...ids], addresses: addressesPerCustomer, erpId: withErpIds },
          call,
        );
        // A key that no longer exists is answered with null.
        const customers = nodes.filter(
          (node): node is CustomerFieldsFragment => node !== null && 'id' in node,
        );
        return await parseAll(client, customers, call);
      }),
    );
    return new Map(parts.flat().map((party) => [party.key, party]));
  }

  async function findByIdentities(
    identities: readonly Identity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Party[])[]> {
    // Without the field nobody can carry an ID, and Shopify would refuse the question.
    const asksErpIds = identities.some(({ externalReference = null }) => externalReference !== null);
    const hasErpIds = asksErpIds && (await erpId.isThere(signal));
    const wanted = identities.flatMap((identity, index) =>
      identifiersOf(hasErpIds ? identity : { ...identity, externalReference: null }).map((identifier) => ({
        index,
        identifier,
      })),
    );
    const keysByIdentity = identities.map(() => new Set<string>());
    await Promise.all(
      chunks(wanted, identifiersPerLookUp).map(async (part) => {
        const found = await client.send(
          customersByIdentifier(part.length),
          identifierVariables(part.map(({ identifier }) => identifier)),
          { signal },
        );
        part.forEach(({ index }, position) => {
          const key = found[`customer${position}`]?.id;
          if (key !== undefined) keysByIdentity[index]?.add(key);
        });
      }),
    );
    const parties = await readByKeys([...new Set(keysByIdentity.flatMap((keys) => [...keys]))], signal);
    return keysByIdentity.map((keys) =>
      [...keys].map((key) => parties.get(key)).filter((party) => party !== undefined),
    );
  }

  return { side: 'shopify', readAll, readByKeys, findByIdentities };
}
