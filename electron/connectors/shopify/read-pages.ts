/** Reads a list of customers page by page, with all their addresses, in the order of their ids. */
import { legacyId } from '../../../shared/domain/ids.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { Party } from '../../../shared/domain/party.ts';
import { cheapestAddressPage, isCheaperReadAnew, widestAddressPage } from './address-page-size.ts';
import type { Call, ShopifyClient } from './client.ts';
import { addressesPerFollowUp, addressesPerPage, customersPerPage } from './cost.ts';
import { furtherVariables } from './further-fields.ts';
import {
  customerAddresses,
  customersPage,
  type AddressPageFragment,
  type AddressValuesFragment,
  type CustomerFieldsFragment,
  type CustomersPageQuery,
} from './operations.gen.ts';
import { parseWholeCustomer, requirePersonalData } from './parse.ts';

/** Every address of a customer: a nested list is cut at its page size, and a cut list must never look like a deletion (L4). */
async function followAddresses(
  client: ShopifyClient,
  customer: CustomerFieldsFragment,
  call: Call,
): Promise<readonly AddressValuesFragment[]> {
  const addresses = [...customer.addressesV2.nodes];
  let page: AddressPageFragment = customer.addressesV2;
  let first = addressesPerFollowUp;
  while (page.pageInfo.hasNextPage) {
    const answer = await client.send(
      customerAddresses,
      { id: customer.id, first, after: page.pageInfo.endCursor },
      call,
    );
    // Deleted since its page was read: what was read of it stands for this read.
    if (answer.customer === null) break;
    page = answer.customer.addressesV2;
    addresses.push(...page.nodes);
    // Most end with the first request; who has more is read in the largest pages.
    first = addressesPerPage;
  }
  return addresses;
}

/** @throws AppError SHOPIFY_PERSONAL_DATA_HIDDEN. */
export async function parseAll(
  client: ShopifyClient,
  customers: readonly CustomerFieldsFragment[],
  further: readonly FurtherField[],
  call: Call,
): Promise<readonly Party[]> {
  const parties = await Promise.all(
    customers.map(async (customer) =>
      parseWholeCustomer(customer, await followAddresses(client, customer, call), further),
    ),
  );
  requirePersonalData(parties);
  return parties;
}

export interface PageReading {
  readonly client: ShopifyClient;
  /** A search that narrows the list, such as a stretch of time; null is everything. */
  readonly search: string | null;
  /** See `ReaderOptions`. */
  readonly withErpIds: boolean;
  /** See `ReaderOptions`. */
  readonly further: readonly FurtherField[];
  /** Shopify stops a list at 25,000 objects; here it starts anew behind its last id. */
  readonly listLength: number;
  /** True where something else can tell whether a list ended early; otherwise only an empty page proves it. */
  readonly trustsLastPage: boolean;
  /** Keys of customers read already: they do not come again. What is read is added. */
  readonly seen: Set<string>;
  readonly onParties: (parties: readonly Party[]) => void;
}

type Customers = CustomersPageQuery['customers'];

/** Reads until Shopify says that nothing is left. @throws AppError of the connection and sign-in families. */
export async function readPages(reading: PageReading, call: Call): Promise<void> {
  const { client, search, listLength, withErpIds, further, seen } = reading;
  const addressCounts = new Map<number, number>();

  function learn(addresses: number): void {
    addressCounts.set(addresses, (addressCounts.get(addresses) ?? 0) + 1);
  }

  async function send(place: Place, addresses: number): Promise<Customers> {
    const { behind, after } = place;
    const parts = [search, behind === null ? null : `id:>${legacyId(behind)}`].filter(
      (part) => part !== null,
    );
    const query = parts.length === 0 ? null : parts.join(' ');
    return (
      await client.send(
        customersPage,
        {
          first: customersPerPage,
          addresses,
          after,
          query,
          erpId: withErpIds,
          ...furtherVariables(further),
        },
        call,
      )
    ).customers;
  }

  /** One page; read anew with more addresses where that costs less than following so many customers one by one. */
  async function request(place: Place): Promise<Customers> {
    const page = await send(place, cheapestAddressPage(addressCounts));
    const cut = page.nodes.filter(({ addressesV2 }) => addressesV2.pageInfo.hasNextPage).length;
    return isCheaperReadAnew(cut) ? await send(place, widestAddressPage) : page;
  }

  let behind: string | null = null;
  let inList = 0;
  let next: Promise<Customers> | null = request({ behind, after: null });
  while (next !== null) {
    const { nodes, pageInfo }: Customers = await next;
    for (const { addressesV2 } of nodes)
      if (!addressesV2.pageInfo.hasNextPage) learn(addressesV2.nodes.length);
    inList += nodes.length;
    const last = nodes.at(-1);
    const isOver = last === undefined || (!pageInfo.hasNextPage && reading.trustsLastPage);
    const listEnds =
      pageInfo.endCursor === null || !pageInfo.hasNextPage || inList + customersPerPage > listLength;
    if (isOver) next = null;
    else if (listEnds) {
      // Goes on in a new list behind the last id. Its search index may lag, which a count brings to light.
      behind = last.id;
      inList = 0;
      next = request({ behind, after: null });
    } else next = request({ behind, after: pageInfo.endCursor });
    // It is waited for after this page was worked on; a failure until then must not count as unhandled.
    next?.catch(() => {});

    const unseen = nodes.filter(({ id }) => !seen.has(id));
    for (const { id } of unseen) seen.add(id);
    const parties = await parseAll(client, unseen, further, call);
    for (const [index, { addressesV2 }] of unseen.entries()) {
      if (addressesV2.pageInfo.hasNextPage) learn(parties[index]?.locations.length ?? 0);
    }
    reading.onParties(parties);
  }
}

/** Where a page begins: behind a cursor of its list, and behind an id where the list is not the first. */
interface Place {
  readonly behind: string | null;
  readonly after: string | null;
}
