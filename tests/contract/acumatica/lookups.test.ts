import { describe, expect, it } from 'vitest';
import { connect, never, readAll, startSimulator } from './support.ts';

describe('look-ups', () => {
  it('lists what the defaults are picked from', async () => {
    const simulator = await startSimulator({ guestCustomerId: 'GUEST' });
    simulator.store.addCustomer({ CustomerName: 'Guest shoppers NZ' });
    simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
    const { lookups } = await connect(simulator);
    const lists = await lookups(never);
    expect(lists.customerClasses.map(({ id }) => id)).toEqual(['ECCUSTOMER', 'RETAILNZ', 'WHOLESALE']);
    expect(lists.taxZones).toEqual([
      { id: 'DOMESTIC', description: 'Domestic sales, GST' },
      { id: 'OVERSEAS', description: 'Overseas sales' },
    ]);
    expect(lists.shipVia.map(({ id }) => id)).toContain('NZPOST');
    expect(lists.shippingTerms.map(({ id }) => id)).toEqual(['COLLECT', 'FREE100', 'PREPAID']);
    expect(lists.guestCustomers.map(({ id }) => id)).toEqual(['C00000001', 'GUEST']);
    expect(lists.priceClasses?.map(({ id }) => id)).toEqual(['RETAIL', 'TRADE', 'VIP']);
    expect(lists.currencies?.map(({ id }) => id)).toEqual(['AUD', 'NZD']);
    expect(lists.branches).toEqual([
      { id: 'MAIN', description: 'Head office' },
      { id: 'NZ', description: 'New Zealand' },
    ]);
    expect(Date.parse(lists.readAt)).not.toBeNaN();
  });

  it('names the form that may not be used', async () => {
    const simulator = await startSimulator();
    const { lookups } = await connect(simulator);
    simulator.faults.add({ kind: 'forbidden', entity: 'CustomerClass' });
    await expect(lookups(never)).rejects.toMatchObject({
      code: 'ERP_NO_RIGHTS',
      params: { form: 'the form Customer Classes (AR201000)' },
    });
  });

  it.each([
    ['wattle-and-fern.myshopify.com', 'Wattle and Fern'],
    ['Harbour.myshopify.com', 'Harbour NZ'],
    ['other.myshopify.com', null],
  ])('finds the store record of %s', async (domain, name) => {
    const simulator = await startSimulator();
    simulator.store.setLookUp('ShopifyStore', {
      StoreName: 'Harbour NZ',
      StoreAdminURL: 'https://admin.shopify.com/store/harbour',
      Active: true,
    });
    simulator.store.setLookUp('ShopifyStore', { StoreName: 'No address', Active: true });
    const { storeNameFor } = await connect(simulator);
    expect(await storeNameFor(domain, never)).toBe(name);
  });

  it('offers the branches of today only', async () => {
    const simulator = await startSimulator();
    simulator.store.setLookUp('CompaniesStructure', { BranchID: 'OLD', BranchStatus: false });
    const { branches } = await (await connect(simulator)).lookups(never);
    expect(branches?.map(({ id }) => id)).toEqual(['MAIN', 'NZ']);
  });

  it.each([
    ['CustomerPriceClass', 'priceClasses'],
    ['Currency', 'currencies'],
    ['CompaniesStructure', 'branches'],
  ] as const)('goes without %s where the user may not read it', async (entity, name) => {
    const simulator = await startSimulator();
    simulator.faults.add({ kind: 'forbidden', entity });
    const lists = await (await connect(simulator)).lookups(never);
    expect(lists[name]).toBeNull();
    expect(lists.customerClasses).not.toEqual([]);
    expect(simulator.counters.writesTotal).toBe(0);
  });
});

describe('values that the ERP has no list of', () => {
  const seed = async () => {
    const simulator = await startSimulator();
    const at = (Country: string, State: string | null) => ({ Address: { Country, State } });
    simulator.store.addCustomer({ CustomerName: 'Mere', Terms: 'NET7', MainContact: at('NZ', 'TAS') });
    simulator.store.addCustomer({ CustomerName: 'Ada', MainContact: at('AU', 'TAS') });
    simulator.store.addCustomer({
      CustomerName: 'Jo',
      Terms: 'NET30',
      MainContact: at('AU', 'QLD'),
      locations: [{ LocationName: 'Depot', LocationContact: at('AU', 'WA') }],
    });
    return simulator;
  };

  it('are those of the first customers until all were read', async () => {
    const { lookups, inUse } = await connect(await seed());
    expect((await lookups(never)).inUse).toEqual({
      terms: ['COD', 'NET30', 'NET7'],
      countries: [
        { country: 'AU', states: ['QLD', 'TAS'] },
        { country: 'NZ', states: ['TAS'] },
      ],
      complete: false,
    });
    expect(inUse()).toBeNull();
  });

  it('are those of every customer and location after a whole reading', async () => {
    const { source, inUse } = await connect(await seed());
    await readAll(source);
    expect(inUse()).toEqual({
      terms: ['COD', 'NET30', 'NET7'],
      countries: [
        { country: 'AU', states: ['QLD', 'TAS', 'WA'] },
        { country: 'NZ', states: ['TAS'] },
      ],
      complete: true,
    });
  });
});
