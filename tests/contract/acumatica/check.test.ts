import { describe, expect, it } from 'vitest';
import { unansweredFeatures } from '../../../shared/domain/erp-features.ts';
import { checkAcumatica, type AcumaticaCheckOptions } from '../../../electron/connectors/acumatica/index.ts';
import {
  connect,
  connectionTo,
  defaults,
  never,
  optionsFor,
  startSimulator,
  type Changes,
} from './support.ts';

const shopDomain = 'wattle-and-fern.myshopify.com';

async function check(url: string, changes: Changes & Partial<AcumaticaCheckOptions> = {}) {
  const { shopDomain: domain = shopDomain, answeredFeatures = unansweredFeatures, ...options } = changes;
  const result = await checkAcumatica(
    { ...optionsFor({ url }, options), shopDomain: domain, answeredFeatures },
    never,
  );
  return { ...result, byId: new Map(result.steps.map((step) => [step.id, step])) };
}

describe('the connection doctor', () => {
  it('passes every step, tells what it found, and gives the seat back', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
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
        'contacts',
        'classes',
        'class',
        'choices',
        'shopifyConnector',
        'businessToBusiness',
        'store',
        'time',
        'speed',
      ].map((id) => [id, 'ok']),
    );
    expect(seen).toEqual({
      erpAddress: simulator.url,
      erpFeatures: { shopifyConnector: 'on', businessToBusiness: 'on' },
      erpVersion: '25.201.0213',
      endpointVersion: '25.200.001',
      erpStoreName: 'Wattle and Fern',
    });
    expect(simulator.counters).toMatchObject({ sessionsOpen: 0, writesTotal: 0 });
  });

  it('names what was chosen from the lists and is no longer in them', async () => {
    const simulator = await startSimulator();
    simulator.store.removeLookUp('ShipVia', 'NZPOST');
    const chosen = [
      {
        path: 'defaults.location.shipVia',
        list: 'shipVia',
        value: 'NZPOST',
        name: 'Ship via of further locations',
        remedy: 'Choose another one.',
        isNeeded: true,
      },
      {
        path: 'defaults.guestCustomer',
        list: 'customer',
        value: 'gone',
        name: 'Guest customer',
        remedy: 'Choose another one.',
        isNeeded: true,
      },
    ] as const;
    const { ok, byId } = await check(simulator.url, { chosen });
    expect(ok).toBe(true);
    expect(byId.get('choices')).toMatchObject({
      status: 'warning',
      found:
        'Ship via of further locations: NZPOST no longer exists in MYOB. Choose another one. Guest customer: gone no longer exists in MYOB. Choose another one.',
    });
    simulator.faults.add({ kind: 'forbidden', entity: 'ShipVia' });
    expect((await check(simulator.url, { chosen: chosen.slice(0, 1) })).byId.get('choices')).toMatchObject({
      status: 'ok',
    });
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

  it('goes on without the right to contacts, and says what that costs', async () => {
    const simulator = await startSimulator();
    simulator.faults.add({ kind: 'forbidden', entity: 'Contact' });
    const { ok, byId } = await check(simulator.url);
    expect(ok).toBe(true);
    expect(byId.get('contacts')).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('every preview reads all customers') as string,
      remedy: expect.stringContaining('CR302000') as string,
    });
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

describe('the class of imported customers', () => {
  const attributes = [
    { AttributeID: 'INDUSTRY', Description: 'Industry', Required: true, Active: true },
    { AttributeID: 'REGION', Description: 'Region', Required: true, Active: true, DefaultValue: 'South' },
    { AttributeID: 'NOTE', Description: 'Note', Required: false, Active: true },
    { AttributeID: 'OLD', Description: 'Old', Required: true, Active: false },
  ];

  it.each([
    [null, 'ok', /once it is chosen/, /^$/],
    ['ECCUSTOMER', 'ok', /^ECCUSTOMER\.$/, /^$/],
    ['GONE', 'warning', /no class GONE any more/, /Choose another class/],
    ['STRICT', 'warning', /^STRICT requires Industry of every new customer/, /AR201000/],
  ])('%s: %s', async (customerClass, status, found, remedy) => {
    const simulator = await startSimulator();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'STRICT', Country: 'AU' }, attributes);
    const { ok, byId } = await check(simulator.url, { defaults: { ...defaults, customerClass } });
    expect(ok).toBe(true);
    const step = byId.get('class');
    expect(step).toMatchObject({ status, found: expect.stringMatching(found) as string });
    expect(step?.remedy ?? '').toMatch(remedy);
  });

  it('is looked at together with those that rules by country give', async () => {
    const simulator = await startSimulator();
    const classes = async (...ruleClasses: readonly string[]) =>
      (await check(simulator.url, { ruleClasses })).byId.get('class');
    expect(await classes('RETAILNZ')).toMatchObject({ status: 'ok', found: 'ECCUSTOMER, RETAILNZ.' });
    expect(await classes('RETAILNZ', 'GONE')).toMatchObject({
      status: 'warning',
      found: 'There is no class GONE any more.',
    });
  });
});

describe('the features of the company', () => {
  it.each([
    ['a customer with a category', { b2b: true }, 'on'],
    ['customers, and none with a category', { b2b: false }, 'off'],
  ] as const)('%s: Business-to-Business Entities is %s', async (_, features, state) => {
    const simulator = await startSimulator();
    simulator.setFeatures(features);
    simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
    const { byId, seen } = await check(simulator.url);
    expect(seen.erpFeatures?.businessToBusiness).toBe(state);
    expect(byId.get('businessToBusiness')).toMatchObject({ status: 'ok', found: `Switched ${state}.` });
  });

  it('finds the category of one customer among many that have none', async () => {
    const simulator = await startSimulator();
    simulator.setFeatures({ b2b: false });
    for (const name of ['Aroha', 'Mere', 'Wiremu']) simulator.store.addCustomer({ CustomerName: name });
    simulator.setFeatures({ b2b: true });
    simulator.store.addCustomer({ CustomerName: 'Kauri Joinery', CustomerCategory: 'Organization' });
    expect((await check(simulator.url)).seen.erpFeatures?.businessToBusiness).toBe('on');
  });

  it('cannot be told without customers and without the stores, and is then asked for', async () => {
    const simulator = await startSimulator();
    simulator.setFeatures({ shopifyConnector: false });
    const { ok, byId, seen } = await check(simulator.url);
    expect(ok).toBe(true);
    expect(seen.erpFeatures).toEqual({ shopifyConnector: 'unknown', businessToBusiness: 'unknown' });
    for (const step of ['shopifyConnector', 'businessToBusiness']) {
      expect(byId.get(step)).toMatchObject({
        status: 'warning',
        remedy: expect.stringContaining('CS100000') as string,
      });
    }
  });

  it('a missing right to the stores proves nothing', async () => {
    const simulator = await startSimulator();
    simulator.faults.add({ kind: 'forbidden', entity: 'ShopifyStore', times: null });
    expect((await check(simulator.url)).seen.erpFeatures?.shopifyConnector).toBe('unknown');
  });

  it('what a person said counts where nothing was seen, and what was seen counts more', async () => {
    const simulator = await startSimulator();
    const answeredFeatures = { shopifyConnector: 'off', businessToBusiness: 'off' } as const;
    const { byId } = await check(simulator.url, { answeredFeatures });
    expect(byId.get('shopifyConnector')?.found).toBe('Switched on.');
    expect(byId.get('businessToBusiness')).toMatchObject({
      status: 'ok',
      found: 'As you said. Switched off.',
    });
  });
});
