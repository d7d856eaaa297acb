/** Whose sales orders are open in the ERP. Orders themselves are not synchronised. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { OpenOrder, OrderSource } from '../../../shared/sync/ports.ts';
import { quote, type ErpLists } from './list.ts';
import type { View } from './views.ts';
import { walk, wasWhole, type Walk } from './walk.ts';
import { keyOf, textOf, type WireRecord } from './wire.ts';

/**
 * [VERIFY] on a real tenant: SalesOrder is no part of the published subset of the endpoint that was at hand. The names of the entity and
 * its fields, the statuses of orders that are over, and the types that are no sale.
 */
const salesOrders = {
  view: {
    entity: 'SalesOrder',
    select: [
      'OrderType',
      'OrderNbr',
      'Status',
      'CustomerID',
      'LocationID',
      'ContactID',
      'LastModifiedDateTime',
    ],
    expand: [],
  } satisfies View,
  over: ['Completed', 'Canceled', 'Invoiced', 'Rejected', 'Expired'],
  noSale: ['QT', 'TR'],
} as const;

function numberOf(record: WireRecord): string {
  return `${keyOf(record, 'OrderType')} ${keyOf(record, 'OrderNbr')}`;
}

const openOnes: Walk = {
  view: salesOrders.view,
  id: 'OrderNbr',
  // Each type counts for itself.
  idOf: numberOf,
  from: (record) => {
    const [type, number] = [quote(keyOf(record, 'OrderType')), quote(keyOf(record, 'OrderNbr'))];
    return `(OrderType gt ${type} or (OrderType eq ${type} and OrderNbr ge ${number}))`;
  },
  filter: [
    ...salesOrders.over.map((status) => `Status ne ${quote(status)}`),
    ...salesOrders.noSale.map((type) => `OrderType ne ${quote(type)}`),
  ].join(' and '),
};

const refusals: Readonly<Record<string, { readonly missing: string; readonly remedy: string }>> = {
  ERP_NO_RIGHTS: {
    missing: 'the right to see the form Sales Orders (SO301000)',
    remedy: 'Give the user that Accord works as the access right View Only to it.',
  },
  ERP_ENTITY_MISSING: {
    missing: 'the entity SalesOrder of the web service endpoint',
    remedy: 'Choose the endpoint Default in the connection, which has it.',
  },
};

async function readOpenOrders(lists: ErpLists, signal: AbortSignal): Promise<readonly OpenOrder[]> {
  const records: WireRecord[] = [];
  for await (const page of walk(lists, openOnes, signal)) records.push(...page.records);
  if (!(await wasWhole(lists, openOnes, records.length, signal))) {
    throw new AppError('ORDERS_INCOMPLETE', { params: { system: 'MYOB Acumatica' }, retry: 'later' });
  }
  return records.map((record) => {
    const customer = textOf(record, 'CustomerID');
    return { number: numberOf(record), customer: customer === null ? null : { number: customer.trimEnd() } };
  });
}

export function createOrderSource(lists: ErpLists): OrderSource {
  return {
    readOpenOrders: async (signal) => {
      try {
        return await readOpenOrders(lists, signal);
      } catch (error) {
        const refusal = isAppError(error) ? refusals[error.code] : undefined;
        if (refusal === undefined) throw error;
        throw new AppError('ORDERS_NOT_READABLE', {
          params: { system: 'MYOB Acumatica', ...refusal },
          cause: error,
        });
      }
    },
  };
}
