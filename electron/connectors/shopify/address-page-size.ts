/**
 * How many addresses to ask for with every customer of a page. Most customers have one or two; the few with more are read to
 * their end by a request of their own, which costs points too. What is cheapest depends on the store, so it is learnt while
 * reading: from how many addresses the customers had that were read so far.
 */
import { addressesPerCustomer, addressesPerFollowUp, customersPerPage, fullPages } from './cost.ts';
import { customerAddresses, customersPage } from './operations.gen.ts';

/** Number of customers by their number of addresses. */
export type AddressCounts = ReadonlyMap<number, number>;

/** The nested sizes worth asking for: each the largest of its price. A page of more would rather be followed. */
const sizes = fullPages.filter((size) => size <= 100);

/** Nearly everybody's addresses fit into it. */
export const widestAddressPage = sizes.at(-1) ?? addressesPerCustomer;

/** Points of the first request that follows the addresses of one customer. */
const followCost = customerAddresses.cost({ id: '', first: addressesPerFollowUp });

function pageCost(size: number): number {
  return customersPage.cost({ first: customersPerPage, addresses: size });
}

/** Whether a page in which the addresses of so many customers were cut off is better read again with more of them. */
export function isCheaperReadAnew(cut: number): boolean {
  return cut * followCost > pageCost(widestAddressPage);
}

/** Points a page is expected to cost in all, the requests that follow it included. */
function expectedCost(size: number, counts: AddressCounts, customers: number): number {
  let followed = 0;
  for (const [addresses, count] of counts) if (addresses > size) followed += count;
  return pageCost(size) + (followed / customers) * customersPerPage * followCost;
}

/** The cheapest size for a store with these counts; `addressesPerCustomer` while nothing is known. */
export function cheapestAddressPage(counts: AddressCounts): number {
  const customers = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (customers === 0) return addressesPerCustomer;
  const costs = sizes.map((size) => ({ size, cost: expectedCost(size, counts, customers) }));
  // Of equals the larger: it follows fewer.
  return costs.reduce((best, each) => (each.cost <= best.cost ? each : best)).size;
}
