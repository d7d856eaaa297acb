import { describe, expect, it } from 'vitest';
import { checkAcumatica, type AcumaticaCheckOptions } from '../../../electron/connectors/acumatica/index.ts';
import { connect, connectionTo, never, optionsFor, startSimulator } from './support.ts';

const shopDomain = 'wattle-and-fern.myshopify.com';

async function check(url: string, changes: Partial<AcumaticaCheckOptions> = {}) {
  const result = await checkAcumatica({ ...optionsFor({ url }), shopDomain, ...changes }, never);
  return { ...result, byId: new Map(result.steps.map((step) => [step.id, step])) };
}

describe('the connection doctor', () => {
  it('passes every step, tells what it found, and gives the seat back', async () => {
    const simulator = await startSimulator();
    const { ok, steps, seen } = await check(simulator.url);
    expect(ok).toBe(true);
    expect(steps.map(({ id, status }) => [id, status])).toEqual(
      [
        'address',
        'secure',
        'user',
        'company',
        'seat',
        'endpoint',
        'customers',
        'locations',
        'classes',
        'store',
        'speed',
      ].map((id) => [id, 'ok']),
    );
    expect(seen).toEqual({
      erpVersion: '25.201.0213',
      endpointVersion: '25.200.001',
      erpStoreName: 'Wattle and Fern',
    });
    expect(simulator.counters).toMatchObject({ sessionsOpen: 0, writesTotal: 0 });
  });

  it.each([
    ['user', { secret: 'wrong' }, {}, /password/],
    ['company', {}, { tenant: 'Nowhere' }, /"Nowhere"/],
    ['company', {}, { branch: 'MOON' }, /"MOON"/],
    ['endpoint', {}, { endpointVersion: '21.200.001' }, /SM207060/],
  ])('stops at the step %s and says what to do', async (id, changes, connection, remedy) => {
    const simulator = await startSimulator();
    const { ok, byId, steps } = await check(simulator.url, {
      ...changes,
      connection: connectionTo(simulator.url, connection),
    });
    expect(ok).toBe(false);
    expect(byId.get(id)).toMatchObject({
      status: 'failed',
      remedy: expect.stringMatching(remedy) as string,
    });
    expect(steps.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(byId.get('customers')?.status).toBe('skipped');
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('says that no seat is free', async () => {
    const simulator = await startSimulator({ licence: 'trial' });
    await connect(simulator);
    await connect(simulator);
    const { byId } = await check(simulator.url);
    expect(byId.get('company')?.status).toBe('ok');
    expect(byId.get('seat')).toMatchObject({ status: 'failed' });
  });

  it('says where nobody answers', async () => {
    const { byId } = await check('http://127.0.0.1:1');
    expect(byId.get('address')).toMatchObject({
      status: 'failed',
      found: 'MYOB Acumatica cannot be reached',
      remedy: expect.stringContaining('127.0.0.1:1') as string,
    });
    const insecure = await check('http://harbour.example.com.au');
    expect(insecure.byId.get('secure')?.status).toBe('failed');
  });

  it('names each form that may not be used', async () => {
    const simulator = await startSimulator();
    simulator.setFeatures({ businessAccountLocations: false, shopifyConnector: false });
    simulator.faults.add({ kind: 'forbidden', entity: 'CustomerClass' });
    const { ok, byId, seen } = await check(simulator.url);
    expect(ok).toBe(false);
    expect(byId.get('customers')?.status).toBe('ok');
    expect(byId.get('locations')?.remedy).toContain('AR303020');
    expect(byId.get('locations')?.remedy).toContain('Business Account Locations');
    expect(byId.get('classes')?.remedy).toContain('AR201000');
    expect(byId.get('store')?.status).toBe('ok');
    expect(seen.erpStoreName).toBeNull();
  });

  it('warns where the licence is not known and where references have no place', async () => {
    const simulator = await startSimulator({ endpointVersions: ['23.200.001'] });
    const connection = connectionTo(simulator.url, { requestsPerMinute: null, useWholeLicence: false });
    const { ok, byId } = await check(simulator.url, { connection });
    expect(ok).toBe(true);
    expect(byId.get('endpoint')?.status).toBe('warning');
    expect(byId.get('speed')).toMatchObject({
      status: 'warning',
      found: 'The licence is not known. At most 25 requests a minute will be sent.',
    });
  });
});

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
});
