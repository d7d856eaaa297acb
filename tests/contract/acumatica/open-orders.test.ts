/** Open sales orders of the ERP, read for the customers that they need. */
import { describe, expect, it } from 'vitest';
import { addCustomers, connect, never, startSimulator } from './support.ts';

async function world() {
  const simulator = await startSimulator();
  addCustomers(simulator, 3);
  const numbers = simulator.store.customers().map(({ values }) => String(values['CustomerID']));
  const [first = '', second = '', third = ''] = numbers;
  return { simulator, first, second, third };
}

describe('open sales orders', () => {
  it('name their customers; what is over, a quote or a transfer is none', async () => {
    const { simulator, first, second, third } = await world();
    const { store } = simulator;
    store.addSalesOrder({ CustomerID: first });
    store.addSalesOrder({ CustomerID: second, Status: 'On Hold' });
    store.addSalesOrder({ CustomerID: third, Status: 'Completed' });
    store.addSalesOrder({ CustomerID: third, Status: 'Canceled' });
    store.addSalesOrder({ CustomerID: third, OrderType: 'QT' });
    store.addSalesOrder({ CustomerID: third, OrderType: 'IN' });
    const { source } = await connect(simulator);
    expect(await source.readOpenOrders(never)).toEqual([
      { number: 'IN IN000001', customer: { number: third } },
      { number: 'SO SO000001', customer: { number: first } },
      { number: 'SO SO000002', customer: { number: second } },
    ]);
  });

  it('are read to the end, also where two types count alike at the end of a page', async () => {
    const { simulator, first } = await world();
    for (let order = 0; order < 501; order += 1) {
      simulator.store.addSalesOrder({ CustomerID: first, OrderType: order < 250 ? 'EO' : 'SO' });
    }
    const { source } = await connect(simulator);
    expect((await source.readOpenOrders(never)).length).toBe(501);
  });

  it('that cannot be seen say which right is missing, and what works without', async () => {
    const { simulator } = await world();
    simulator.faults.add({ kind: 'forbidden', entity: 'SalesOrder' });
    const { source } = await connect(simulator);
    await expect(source.readOpenOrders(never)).rejects.toMatchObject({
      code: 'ORDERS_NOT_READABLE',
      params: { system: 'MYOB Acumatica', missing: 'the right to see the form Sales Orders (SO301000)' },
    });
  });
});
