import type { GraphQLResolveInfo } from 'graphql';
import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import type { FieldResolvers } from './customer-fields.ts';
import { isRedacted } from './customer-fields.ts';
import { gid, parseGid } from './gid.ts';
import { disturbPage } from './listing-faults.ts';
import { notModelled } from './problem.ts';
import { fieldsOf, numberMatches, textMatches, textPredicate, timeMatches } from './search-match.ts';
import type { SearchFilters } from './search-match.ts';
import { parseSearch } from './search-syntax.ts';
import type { ShopContext, ShopWriter } from './shop-context.ts';
import { saveCustomer } from './shop-context.ts';
import { timeStamp } from './records.ts';
import type { OrderRecord } from './records.ts';

/** An order to put into the shop. */
export interface OrderSeed {
  /** Absent for a guest. */
  readonly customerId?: string;
  /** The company location that the customer orders for. */
  readonly companyLocationId?: string;
  readonly createdAt?: string;
  /** Absent while the order is open. */
  readonly closed?: 'closed' | 'cancelled';
}

/** Without the scope read_all_orders an app sees the orders of this many days. */
const daysSeen = 60;
const day = 86_400_000;

function statusOf({ closedAt, cancelledAt }: OrderRecord): 'open' | 'closed' | 'cancelled' {
  return cancelledAt === null ? (closedAt === null ? 'open' : 'closed') : 'cancelled';
}

const filters: SearchFilters<OrderRecord> = {
  id: ({ number }, term) => numberMatches(number, term),
  name: ({ name }, term) => textMatches(name, term),
  email: ({ email }, term) => textMatches(email, term),
  created_at: ({ createdAt }, term) => timeMatches(createdAt, term),
  updated_at: ({ updatedAt }, term) => timeMatches(updatedAt, term),
  processed_at: ({ createdAt }, term) => timeMatches(createdAt, term),
  status: (order, term) =>
    term.value === 'any' ||
    (term.value === 'not_closed'
      ? statusOf(order) !== 'closed'
      : statusOf(order) === term.value.toLowerCase()),
};

interface OrdersArguments extends PageArguments {
  readonly query?: string | null;
  readonly sortKey: string;
}

/** `orders`. */
export function listOrders(
  args: OrdersArguments,
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<OrderRecord> {
  if (args.sortKey !== 'ID') throw notModelled(`Sorting orders by ${args.sortKey}`);
  const { store, scopes, switches } = context;
  const query = args.query?.trim() ?? '';
  const tree = parseSearch(query);
  const unknown = fieldsOf(tree).filter((field) => !(field in filters));
  if (unknown.length > 0) {
    const warnings = unknown.map((field) => ({ field, message: 'Invalid search field for this query.' }));
    context.warnSearch({ path: [String(info.path.key)], query, warnings });
  }
  const found = textPredicate(tree, filters, ({ name, email }, term) =>
    textMatches(`${name} ${email ?? ''}`, term),
  );
  const seesAll = scopes.includes('read_all_orders');
  const oldest = store.now().getTime() - daysSeen * day;
  // The index shows a new order as late as it shows anything else.
  const newest = store.now().getTime() - switches.searchLagMilliseconds;
  const isSeen = ({ createdAt }: OrderRecord): boolean => seesAll || Date.parse(createdAt) >= oldest;
  const isIndexed = ({ createdAt }: OrderRecord): boolean => query === '' || Date.parse(createdAt) <= newest;
  const orders = store.orders.filter((order) => isSeen(order) && isIndexed(order) && found(order));
  return disturbPage(
    readPage(orders, ({ number }) => ({ value: number, number }), args),
    context.faults,
  );
}

export const orderFields: FieldResolvers<OrderRecord> = {
  id: ({ number }) => gid('Order', number),
  legacyResourceId: ({ number }) => String(number),
  number: ({ name }) => Number(name.slice(1)),
  processedAt: ({ createdAt }) => createdAt,
  closed: ({ closedAt }) => closedAt !== null,
  confirmed: () => true,
  test: () => false,
  email: ({ email }, _args, context) => (isRedacted(context) ? null : email),
  displayFulfillmentStatus: (order) => (statusOf(order) === 'closed' ? 'FULFILLED' : 'UNFULFILLED'),
  displayFinancialStatus: (order) => (statusOf(order) === 'cancelled' ? 'VOIDED' : 'PAID'),
  customer: ({ customerNumber }, _args, { store }) =>
    customerNumber === null ? null : (store.customers.get(customerNumber) ?? null),
  purchasingEntity: ({ customerNumber, locationNumber }, _args, { store }) => {
    const customer = customerNumber === null ? undefined : store.customers.get(customerNumber);
    const location = locationNumber === null ? undefined : store.business.locations.get(locationNumber);
    if (location === undefined) return customer ?? null;
    const contact = store.business
      .contactsOf(location.companyNumber)
      .find((each) => each.customerNumber === customerNumber);
    return {
      typeName: 'PurchasingCompany',
      company: store.business.companies.get(location.companyNumber),
      contact: contact ?? null,
      location,
    };
  },
};

/** Places an order, as a buyer does: who orders has one more order and changed with it. Answers its id. */
export function addOrder(writer: ShopWriter, seed: OrderSeed): string {
  const { store } = writer;
  const customerNumber = seed.customerId === undefined ? null : (parseGid(seed.customerId)?.id ?? null);
  const customer = customerNumber === null ? undefined : store.customers.get(customerNumber);
  if (customerNumber !== null && customer === undefined)
    throw new Error(`There is no customer ${customerNumber}.`);
  const locationNumber =
    seed.companyLocationId === undefined ? null : (parseGid(seed.companyLocationId)?.id ?? null);
  const createdAt = seed.createdAt ?? timeStamp(store.now());
  const number = store.nextNumber();
  store.addOrder({
    typeName: 'Order',
    number,
    name: `#${1001 + store.orders.length}`,
    createdAt,
    updatedAt: createdAt,
    closedAt: seed.closed === 'closed' ? createdAt : null,
    cancelledAt: seed.closed === 'cancelled' ? createdAt : null,
    email: customer?.email ?? null,
    customerNumber,
    locationNumber,
  });
  if (customer !== undefined) {
    saveCustomer(writer, customer, { ...customer, numberOfOrders: customer.numberOfOrders + 1 });
  }
  return gid('Order', number);
}
