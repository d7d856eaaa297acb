/** Who placed the store's open orders. Orders themselves are not synchronised. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { OpenOrder, OrderSource } from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import { openOrdersPage, type OpenOrdersPageQuery } from './operations.gen.ts';

/** The largest page: 250 orders are 46 points. */
const ordersPerPage = 250;

/**
 * Open is what is neither archived nor cancelled [VERIFY, on a real store: whether `status:open` of the search means the same as in the
 * admin]. Without the scope read_all_orders Shopify shows the orders of the last 60 days only, and says nothing of the others.
 */
const openOrders = 'status:open';

type WireOrder = OpenOrdersPageQuery['orders']['nodes'][number];

/** An order for a company is the company's, whoever placed it. */
function parseOrder({ name, customer, purchasingEntity }: WireOrder): OpenOrder {
  const company =
    purchasingEntity !== null && 'company' in purchasingEntity ? purchasingEntity.company : null;
  const placedBy = company ?? customer;
  return { number: name, customer: placedBy === null ? null : { key: placedBy.id } };
}

export function createOrderSource(client: ShopifyClient): OrderSource {
  return {
    readOpenOrders: async (signal) => {
      const orders: OpenOrder[] = [];
      let behind = '0';
      try {
        // Each page is a list of its own behind the last id: no cursor ends at 25,000, and only an empty one is the end.
        for (;;) {
          const query = `${openOrders} id:>${behind}`;
          const page = await client.send(openOrdersPage, { first: ordersPerPage, query }, { signal });
          const { nodes } = page.orders;
          const last = nodes.at(-1);
          if (last === undefined) return orders;
          orders.push(...nodes.map(parseOrder));
          behind = last.legacyResourceId;
        }
      } catch (error) {
        if (!isAppError(error) || !refusals.has(error.code)) throw error;
        throw new AppError('ORDERS_NOT_READABLE', {
          params: { system: 'Shopify', missing: 'the scope read_orders', remedy },
          cause: error,
        });
      }
    },
  };
}

const refusals: ReadonlySet<string> = new Set(['SHOPIFY_SCOPE_MISSING', 'SHOPIFY_ACCESS_DENIED']);

const remedy =
  'Add read_orders to the app\u2019s configuration (and read_all_orders, if open orders are older than 60 days), release the new version and approve it in the store. Who signed in with the browser signs in again after that.';
