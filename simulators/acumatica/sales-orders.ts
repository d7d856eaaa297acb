import { findCustomer, nextGuid } from './company-data.ts';
import type { Company } from './company.ts';
import { computedField, ownFields } from './entity-schema.ts';
import type { EntitySchema } from './entity-schema.ts';
import type { Row, SalesOrderRow } from './records.ts';

/** Names of the Default endpoint, to check on a real tenant: the published subset has no SalesOrder. */
export const salesOrderSchema: EntitySchema<SalesOrderRow> = {
  name: 'SalesOrder',
  keys: ['OrderType', 'OrderNbr'],
  fields: {
    ...ownFields<SalesOrderRow>('string', ['OrderType', 'OrderNbr', 'Status', 'CustomerID', 'LocationID']),
    ...ownFields<SalesOrderRow>('integer', ['ContactID']),
    LastModifiedDateTime: computedField('dateTime', (order) => order.modifiedAt),
  },
  links: {},
  details: {},
};

/** An order as it was entered on the form. */
export interface SalesOrderSeed {
  readonly CustomerID: string;
  /** `SO` unless given. */
  readonly OrderType?: string;
  readonly Status?: string;
  readonly LocationID?: string;
  readonly modifiedAt?: number;
}

/** Enters an order; the customer and its location are then used on a document. */
export function addSalesOrder(company: Company, seed: SalesOrderSeed): SalesOrderRow {
  const { data } = company;
  const customer = findCustomer(data, seed.CustomerID);
  if (customer === undefined) throw new Error(`There is no customer ${seed.CustomerID}.`);
  const { OrderType = 'SO', Status = 'Open', LocationID = 'MAIN', modifiedAt } = seed;
  const ofType = data.salesOrders.filter(({ values }) => values['OrderType'] === OrderType);
  const order: SalesOrderRow = {
    id: nextGuid(data),
    values: {
      OrderType,
      OrderNbr: `${OrderType}${String(ofType.length + 1).padStart(6, '0')}`,
      Status,
      CustomerID: String(customer.values['CustomerID']),
      LocationID,
    },
    modifiedAt: modifiedAt ?? company.options.clock.now(),
  };
  data.salesOrders.push(order);
  const keyOf = ({ values }: Row): string => `${String(values['OrderType'])} ${String(values['OrderNbr'])}`;
  data.salesOrders.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  customer.usedOnDocuments = true;
  const location = customer.locations.find(({ values }) => values['LocationID'] === LocationID);
  if (location !== undefined) location.usedOnDocuments = true;
  return order;
}
