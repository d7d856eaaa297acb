/**
 * Orders that came in during the week: from customers of long standing, from those who are new and known to one system only, from
 * companies, and from guests. Which customer orders follows from its position, so that the demo is the same each time.
 */
import type { AcumaticaSimulator } from '../acumatica/index.ts';
import type { ShopifySimulator } from '../shopify/index.ts';

/** Every one of so many customers ordered this week; of the newest all did. */
const everyNth = 40;
const newest = 9;
const guests = 3;

interface Twins {
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
}

/** The first, and then every so many; and the last ones. */
function whoOrders<T>(customers: readonly T[]): readonly T[] {
  return customers.filter((_, index) => index % everyNth === 0 || index >= customers.length - newest);
}

export function placeOrders({ shopify, erp }: Twins): void {
  for (const { number } of whoOrders(shopify.store.customers())) {
    shopify.store.addOrder({ customerId: `gid://shopify/Customer/${number}` });
  }
  for (let guest = 0; guest < guests; guest += 1) shopify.store.addOrder({});
  // Sent and done with: nobody waits for it.
  shopify.store.addOrder({ closed: 'closed' });

  const active = erp.store
    .customers()
    .filter(({ values }) => values['Status'] === 'Active' && values['IsGuestCustomer'] !== true);
  for (const { values } of whoOrders(active)) {
    erp.store.addSalesOrder({ CustomerID: String(values['CustomerID']) });
  }
  const [first] = active;
  if (first !== undefined) {
    erp.store.addSalesOrder({ CustomerID: String(first.values['CustomerID']), Status: 'Completed' });
  }
}
