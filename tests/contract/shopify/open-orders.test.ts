/** The store's open orders, read for the customers that they need. */
import { describe, expect, it } from 'vitest';
import { customerScopes, defaultAccessToken } from '../../../simulators/shopify/index.ts';
import { openStore, signal } from './support.ts';

const withOrders = {
  accessTokens: [{ token: defaultAccessToken, scopes: [...customerScopes, 'read_orders'] }],
};

describe('open orders of the store', () => {
  it('name who placed them: a customer, a company, or nobody', async () => {
    const opened = await openStore(withOrders);
    const { simulator } = opened;
    const { store } = simulator;
    const mia = store.addCustomer({ firstName: 'Mia', email: 'mia@example.com' });
    const buyer = store.addCustomer({ firstName: 'Noor', email: 'noor@example.com' });
    const company = store.addCompany({
      name: 'Wattle Cafe',
      locations: [
        {
          shippingAddress: { address1: '1 High St', countryCode: 'AU', zoneCode: 'NSW', zip: '2000' },
          billingSameAsShipping: true,
        },
      ],
      contacts: [{ customerId: buyer, role: 'Ordering only' }],
    });
    const location = simulator.store.company(company)?.locations[0]?.number ?? 0;
    store.addOrder({ customerId: mia });
    store.addOrder({ customerId: buyer, companyLocationId: `gid://shopify/CompanyLocation/${location}` });
    store.addOrder({});
    store.addOrder({ customerId: mia, closed: 'closed' });
    store.addOrder({ customerId: mia, closed: 'cancelled' });
    const { source } = await opened.connect();
    expect(await source.readOpenOrders(signal)).toEqual([
      { number: '#1001', customer: { key: mia } },
      { number: '#1002', customer: { key: company } },
      { number: '#1003', customer: null },
    ]);
  });

  it('are read to the last page, whatever the length of a page', async () => {
    const opened = await openStore(withOrders);
    const { simulator } = opened;
    const mia = simulator.store.addCustomer({ firstName: 'Mia', email: 'mia@example.com' });
    for (let order = 0; order < 620; order += 1) simulator.store.addOrder({ customerId: mia });
    const { source, counters } = await opened.connect();
    const before = counters();
    const orders = await source.readOpenOrders(signal);
    expect(new Set(orders.map(({ number }) => number)).size).toBe(620);
    const { requests, points } = counters();
    expect(requests - before.requests).toBe(4);
    // Three full pages of 46 points, and an empty one.
    expect(points - before.points).toBeLessThanOrEqual(4 * 46);
  });

  it('say which permission is missing, and what works without', async () => {
    const opened = await openStore();
    const { simulator } = opened;
    simulator.store.addOrder({});
    const { source } = await opened.connect();
    await expect(source.readOpenOrders(signal)).rejects.toMatchObject({
      code: 'ORDERS_NOT_READABLE',
      params: { system: 'Shopify', missing: 'the scope read_orders' },
    });
  });

  it('older than 60 days are seen with the scope read_all_orders only', async () => {
    const place = async (scopes: readonly string[]) => {
      const opened = await openStore({
        accessTokens: [{ token: defaultAccessToken, scopes: [...customerScopes, ...scopes] }],
      });
      const { simulator, clock } = opened;
      const old = new Date(clock.date().getTime() - 61 * 86_400_000).toISOString();
      simulator.store.addOrder({ createdAt: old });
      simulator.store.addOrder({});
      return (await (await opened.connect()).source.readOpenOrders(signal)).length;
    };
    expect(await place(['read_orders'])).toBe(1);
    expect(await place(['read_orders', 'read_all_orders'])).toBe(2);
  });
});
