/** The reading half of Shopify: whole customers, with all their addresses. */
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type {
  ChangeSource,
  Clock,
  Identity,
  Logger,
  ReadPage,
  ReadSummary,
  Source,
  Spent,
} from '../../../shared/sync/ports.ts';
import { changesBetween } from './change-window.ts';
import { chunks } from './chunks.ts';
import type { Call, ShopifyClient } from './client.ts';
import { companiesOfPeople } from './companies/of-people.ts';
import { addressesPerCustomer, customersPerLookUp, identifiersPerLookUp, maximumListLength } from './cost.ts';
import type { ErpIdField } from './erp-id-field.ts';
import { furtherVariables } from './further-fields.ts';
import { customersByIdentifier, identifierVariables, identifiersOf } from './find.ts';
import { customersByIds, customersCount, type CustomerFieldsFragment } from './operations.gen.ts';
import { readInBulk } from './read-bulk.ts';
import { parseAll, readPages } from './read-pages.ts';

export interface ReaderOptions {
  readonly client: ShopifyClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The field that customers are also found by, for identities that name an ERP customer. */
  readonly erpId: ErpIdField;
  /** Reads the ERP's CustomerID of every customer, a point more for each that a page weighs. */
  readonly withErpIds: boolean;
  /** Metafields that are read of every customer, as rules name them; absent means none. */
  readonly further?: readonly FurtherField[];
  /** Where a list starts anew behind its last id; Shopify stops paging at 25,000 objects. */
  readonly listLength?: number;
  /** A store with more customers is read with a bulk query. */
  readonly bulkAbove?: number;
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
  logger,
  erpId,
  withErpIds,
  further = [],
  listLength = maximumListLength,
  bulkAbove = maximumListLength,
}: ReaderOptions): Source & ChangeSource {
  /** Requests and points since a reading began. */
  function spentSince({ requests, points }: Spent): Spent {
    const now = client.counters();
    return { requests: now.requests - requests, points: now.points - points };
  }

  async function readAll(onPage: (page: ReadPage) => void, signal: AbortSignal): Promise<ReadSummary> {
    const call = { signal };
    const used = client.counters();
    const asOf = clock.now();
    const before = await countCustomers(client, call);
    const expected = before.isExact ? before.count : null;
    const seen = new Set<string>();
    const onParties = (parties: readonly Party[]) => onPage({ parties, expected });

    const isLarge = before.count > bulkAbove || (!before.isExact && before.count >= bulkAbove);
    const wasWhole = isLarge
      ? await readInBulk({ client, clock, logger, further, seen, onParties }, call)
      : null;
    if (wasWhole === null) {
      const trustsLastPage = before.isExact;
      await readPages(
        { client, search: null, withErpIds, further, listLength, trustsLastPage, seen, onParties },
        call,
      );
    }
    // Fewer than there were, less those deleted meanwhile: a page ended early, and what is missing was not deleted (L4).
    const afterwards = await countCustomers(client, call);
    const complete = wasWhole !== false && seen.size >= Math.min(before.count, afterwards.count);
    return { complete, asOf, ...spentSince(used), ...client.clockAhead() };
  }

  async function readChanged(
    since: string,
    onPage: (page: ReadPage) => void,
    signal: AbortSignal,
  ): Promise<ReadSummary> {
    const used = client.counters();
    const asOf = clock.now();
    // No count to compare with: the list moves while it is read. Its own word, an empty page behind its end, has to do.
    await readPages(
      {
        client,
        search: changesBetween(since, asOf),
        withErpIds,
        further,
        listLength,
        trustsLastPage: false,
        seen: new Set(),
        onParties: (parties) => onPage({ parties, expected: null }),
      },
      { signal },
    );
    return { complete: true, asOf, ...spentSince(used), ...client.clockAhead() };
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
          {
            ids: [...ids],
            addresses: addressesPerCustomer,
            erpId: withErpIds,
            ...furtherVariables(further),
          },
          call,
        );
        // A key that no longer exists is answered with null.
        const customers = nodes.filter(
          (node): node is CustomerFieldsFragment => node !== null && 'id' in node,
        );
        return await parseAll(client, customers, further, call);
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

  return {
    side: 'shopify',
    readAll,
    readChanged,
    readByKeys,
    findByIdentities,
    companiesOfPeople: (keys, signal) => companiesOfPeople(client, keys, signal),
    spent: () => spentSince({ requests: 0, points: 0 }),
  };
}
