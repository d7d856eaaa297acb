import { afterEach, describe, expect, it } from 'vitest';
import type { AcumaticaOptions } from './index.ts';
import { field, signIn, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let client: TestClient | undefined;
afterEach(() => client?.simulator.close());
const start = async (options: Partial<AcumaticaOptions> = {}): Promise<TestClient> => {
  client = await startClient({ licence: 'off', ...options });
  for (const id of ['A', 'B', 'C', 'D'])
    client.simulator.store.addCustomer({ CustomerID: id, CustomerName: id });
  return client;
};

describe('a fault', () => {
  it.each([
    ['sessionExpired', 401],
    ['tooManyRequests', 429],
    ['serverError', 500],
    ['forbidden', 403],
  ] as const)('%s answers %i', async (kind, status) => {
    const { send, simulator } = await start();
    simulator.faults.add({ kind, entity: 'Customer' });
    expect((await send('GET', 'TaxZone')).status).toBe(200);
    expect((await send('GET', 'Customer')).status).toBe(status);
    expect(simulator.faults.rules()).toEqual([]);
  });

  it.each([
    [{ kind: 'refused', status: 400 }, 400, 'application/json'],
    [{ kind: 'refused', status: 404 }, 404, 'application/json'],
    [{ kind: 'refused', status: 406 }, 406, 'application/json'],
    [{ kind: 'refused', status: 409 }, 409, 'application/json'],
    [{ kind: 'refused', status: 412 }, 412, 'application/json'],
    [{ kind: 'refused', status: 422 }, 422, 'application/json'],
    [{ kind: 'webPage' }, 503, 'text/html'],
    [{ kind: 'webPage', status: 200 }, 200, 'text/html'],
    [{ kind: 'loginRedirect' }, 302, undefined],
    [{ kind: 'emptyAnswer' }, 200, undefined],
  ] as const)('%j answers %i as %s', async (rule, status, type) => {
    const { simulator } = await start();
    simulator.faults.add(rule);
    const { cookie } = await signIn(simulator);
    const answer = await fetch(`${simulator.url}/entity/Default/24.200.001/Customer`, {
      headers: { Cookie: cookie },
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([status, type]);
  });

  it('says what it is told to say, and when to come back', async () => {
    const { send, simulator } = await start();
    simulator.faults.add({ kind: 'serverError', text: 'The deadlock was resolved against you.' });
    expect(field((await send('GET', 'Customer')).json, 'exceptionMessage')).toMatch(/deadlock/);
    simulator.faults.add({ kind: 'refused', status: 422 });
    const { json } = await send('GET', 'Customer');
    expect(field(json, 'MainContact', 'Address', 'State', 'error')).toMatch(/cannot be found/);
    simulator.faults.add({ kind: 'tooManyRequests', seconds: 7 });
    const { cookie } = await signIn(simulator);
    const { headers } = await fetch(`${simulator.url}/entity/Default/24.200.001/Customer`, {
      headers: { Cookie: cookie },
    });
    expect(headers.get('retry-after')).toBe('7');
  });

  it('strikes after so many requests and so many times', async () => {
    const { send, simulator } = await start();
    simulator.faults.add({ kind: 'tooManyRequests', after: 1, times: 2 });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await send('GET', 'Customer')).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
  });

  it('can send the sign-in page or half an answer instead of JSON', async () => {
    const { send, simulator } = await start();
    simulator.faults.add({ kind: 'loginPage' });
    expect((await send('GET', 'Customer')).text).toMatch(/^<!DOCTYPE html>/);
    simulator.faults.add({ kind: 'malformedJson' });
    const { status, json } = await send('GET', 'Customer');
    expect([status, json]).toEqual([200, undefined]);
    simulator.faults.add({ kind: 'connectionCut' });
    await expect(send('GET', 'Customer')).rejects.toThrow(/fetch failed|terminated/);
  });

  it('can lose the answer after the write has landed', async () => {
    const { put, simulator } = await start();
    simulator.faults.add({ kind: 'answerLost', method: 'PUT' });
    await expect(put('Customer', wrapped({ CustomerID: 'E', CustomerName: 'E' }))).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(simulator.store.customer('E')).toBeDefined();
    expect(simulator.counters.writesTotal).toBe(1);
  });

  it('can end a list early', async () => {
    const { list, simulator } = await start();
    simulator.faults.add({ kind: 'earlyEnd' });
    expect(await list('Customer')).toHaveLength(2);
    expect(await list('Customer')).toHaveLength(4);
  });

  it('can make a list fail as long as it has $select', async () => {
    const { send, simulator } = await start();
    simulator.faults.add({ kind: 'optimization', times: null });
    const failed = await send('GET', 'Customer?$select=CustomerID');
    expect(failed.status).toBe(500);
    expect(field(failed.json, 'exceptionMessage')).toMatch(/Optimization cannot be performed/);
    expect((await send('GET', 'Customer')).status).toBe(200);
    expect((await send('GET', 'Customer/A?$select=CustomerID')).status).toBe(200);
  });

  it('can make a list fail as long as it filters on a linked record', async () => {
    const { send, simulator } = await start();
    const text = 'The given key was not present in the dictionary.';
    simulator.faults.add({ kind: 'optimization', trigger: 'filterOnLink', text, times: null });
    const failed = await send('GET', `Customer?$filter=MainContact/Email eq 'a@example.com'`);
    expect([failed.status, field(failed.json, 'exceptionMessage')]).toEqual([500, text]);
    expect((await send('GET', `Customer?$filter=CustomerID eq 'A'`)).status).toBe(200);
  });

  it('takes forms away with their feature', async () => {
    const { send, simulator } = await start();
    simulator.setFeatures({ businessAccountLocations: false, shopifyConnector: false });
    expect((await send('GET', 'CustomerLocation')).status).toBe(403);
    expect((await send('GET', 'ShopifyStore')).status).toBe(403);
    expect((await send('GET', 'Customer')).status).toBe(200);
  });
});

describe('wrong requests', () => {
  it.each([
    ['POST', 'Customer', {}, 406],
    ['POST', 'Customer/Unknown', {}, 404],
    ['PATCH', 'Customer', {}, 405],
    ['GET', 'Moon', undefined, 404],
    ['PUT', 'Customer', { CustomerName: 'flat' }, 400],
    ['PUT', 'Customer', { NoSuchField: { value: 1 } }, 400],
    ['PUT', 'TaxZone', {}, 403],
  ] as const)('%s %s answers by its kind', async (method, path, body, status) => {
    const { send } = await start();
    expect((await send(method, path, body)).status).toBe(status);
  });
});

describe('the control pages', () => {
  it('offer counters, faults, edits, features and snapshots over HTTP', async () => {
    const { send, simulator } = await start({ instancePath: '/Site' });
    const origin = new URL(simulator.url).origin;
    const control = async (method: string, page: string, body?: unknown): Promise<unknown> =>
      (
        await fetch(`${origin}/_simulator/${page}`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
      ).json();
    expect(
      await control('POST', 'edits', { action: 'addCustomer', arguments: [{ CustomerName: 'New' }] }),
    ).toEqual({ CustomerID: 'C00000001' });
    await control('POST', 'edits', {
      action: 'addLocation',
      arguments: ['A', { LocationID: 'D2', LocationName: 'Depot' }],
    });
    await control('POST', 'edits', { action: 'setDefaultLocation', arguments: ['A', 'D2'] });
    expect(simulator.store.customer('A')?.defaultLocation?.values['LocationID']).toBe('D2');
    await send('GET', 'Customer');
    expect(await control('GET', 'counters')).toMatchObject({ reads: 1, writesTotal: 0 });
    expect(await control('DELETE', 'counters')).toMatchObject({ requests: 0 });
    await control('POST', 'faults', { kind: 'serverError' });
    expect((await send('GET', 'Customer')).status).toBe(500);
    expect(await control('PUT', 'features', { b2b: false })).toMatchObject({ b2b: false });
    const snapshot = await control('GET', 'snapshot');
    simulator.store.deleteCustomer('A');
    expect(await control('PUT', 'snapshot', snapshot)).toEqual({ customers: 5 });
    expect(simulator.store.location('A', 'D2')?.customer).toBe(simulator.store.customer('A'));
    expect(simulator.store.customer('A')?.defaultLocation).toBe(simulator.store.location('A', 'D2'));
  });
});
