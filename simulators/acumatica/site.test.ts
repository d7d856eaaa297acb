import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock, startAcumaticaSimulator } from './index.ts';
import type { AcumaticaOptions, AcumaticaSimulator } from './index.ts';
import { field, signIn, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let opened: { readonly close: () => Promise<void> } | undefined;
afterEach(() => opened?.close());

async function startSite(options: Partial<AcumaticaOptions>): Promise<AcumaticaSimulator> {
  const site = await startAcumaticaSimulator({ licence: 'off', ...options });
  opened = site;
  return site;
}
async function start(options: Partial<AcumaticaOptions> = {}, version?: string): Promise<TestClient> {
  const client = await startClient({ licence: 'off', ...options }, version);
  opened = client.simulator;
  return client;
}

describe('the list of endpoints', () => {
  const ask = async ({ url }: AcumaticaSimulator, cookie = '') => {
    const { status, headers } = await fetch(`${url}/entity`, {
      headers: { Cookie: cookie },
      redirect: 'manual',
    });
    return [status, headers.get('content-type')?.split(';')[0] ?? headers.get('location')];
  };

  it.each([
    ['open', [200, 'application/json'], [200, 'application/json']],
    ['unauthorised', [401, 'application/json'], [200, 'application/json']],
    ['signInPage', [200, 'text/html'], [200, 'application/json']],
    ['redirect', [302, '/Site/Frames/Login.aspx?ReturnUrl=%2FSite%2Fentity'], [200, 'application/json']],
    ['blocked', [401, 'application/json'], [401, 'application/json']],
  ] as const)('%s: strangers get %j, who is signed in gets %j', async (discovery, stranger, known) => {
    const site = await startSite({ discovery, instancePath: '/Site' });
    expect(await ask(site)).toEqual(stranger);
    const { cookie } = await signIn(site);
    expect(await ask(site, cookie)).toEqual(known);
  });
});

describe('the clock of the instance', () => {
  it('is the Date of its answers and makes its stamps', async () => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { simulator } = await start({ clock });
    const { headers } = await fetch(`${simulator.url}/entity`);
    expect(headers.get('date')).toBe('Mon, 05 Jan 2026 00:00:00 GMT');
  });

  it.each([
    [true, 600, '2026-01-05T10:00:00.000+10:00'],
    [true, -210, '2026-01-04T20:30:00.000-03:30'],
    [false, 600, '2026-01-05T10:00:00.000'],
  ])('carries its offset %s, %i minutes: %s', async (stampsCarryOffset, timeZoneOffset, stamp) => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { simulator, list } = await start({ clock, stampsCarryOffset, timeZoneOffset });
    simulator.store.addCustomer({ CustomerName: 'A' });
    expect(field((await list('Customer'))[0], 'LastModifiedDateTime', 'value')).toBe(stamp);
  });

  it.each([
    [true, '2026-01-04T23:59:00.000+00:00', 1],
    [true, '2026-01-05T00:01:00.000+00:00', 0],
    [false, '2026-01-05T00:01:00.000+00:00', 1],
    [false, '2026-01-05T10:01:00.000+10:00', 0],
    [false, '2026-01-05T09:59:00.000+10:00', 1],
  ])('a filter honours an offset %s: after %s there is %i', async (filterHonoursOffset, after, count) => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { simulator, list } = await start({ clock, filterHonoursOffset });
    simulator.store.addCustomer({ CustomerName: 'A' });
    const filter = encodeURIComponent(`LastModifiedDateTime gt datetimeoffset'${after}'`);
    expect(await list(`Customer?$filter=${filter}`)).toHaveLength(count);
  });
});

describe('which stamp an edit moves', () => {
  const at = (minutes: number) => `2026-01-05T10:0${minutes}:00.000+10:00`;
  const edited = async (options: Partial<AcumaticaOptions>, body: Readonly<Record<string, unknown>>) => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { simulator, put, send } = await start({ clock, ...options });
    simulator.store.addCustomer({
      CustomerID: 'A1',
      CustomerName: 'A',
      locations: [
        { LocationID: 'D2', LocationName: 'D', LocationContact: { Attention: 'B', Address: { City: 'C' } } },
      ],
    });
    clock.advance(60_000);
    const isLocation = 'LocationContact' in body;
    const keys = isLocation ? { Customer: 'A1', LocationID: 'D2' } : { CustomerID: 'A1' };
    await put(isLocation ? 'CustomerLocation' : 'Customer', wrapped({ ...keys, ...body }));
    const { json } = isLocation
      ? await send('GET', 'CustomerLocation/A1/D2?$expand=LocationContact')
      : await send('GET', 'Customer/A1?$expand=MainContact');
    const stamp = (...path: string[]) => field(json, ...path, 'LastModifiedDateTime', 'value');
    return [stamp(), stamp(isLocation ? 'LocationContact' : 'MainContact')];
  };
  const address = { Address: { City: 'Hobart' } };

  it.each([
    [{}, { MainContact: { Email: 'a@example.com' } }, [at(1), at(1)]],
    [{ customerStampMovesOnContactEdit: false }, { MainContact: { Email: 'a@example.com' } }, [at(0), at(1)]],
    [{ customerStampMovesOnContactEdit: false }, { MainContact: address }, [at(0), at(1)]],
    [
      { customerStampMovesOnContactEdit: false, contactStampMovesOnAddressEdit: false },
      { MainContact: address },
      [at(0), at(0)],
    ],
    [{}, { LocationContact: { Attention: 'X' } }, [at(1), at(1)]],
    [{ locationStampMovesOnContactEdit: false }, { LocationContact: { Attention: 'X' } }, [at(0), at(1)]],
    [
      { locationStampMovesOnContactEdit: false, contactStampMovesOnAddressEdit: false },
      { LocationContact: address },
      [at(0), at(0)],
    ],
  ])('with %j, of %j: the record and its contact at %j', async (options, body, stamps) => {
    expect(await edited(options, body)).toEqual(stamps);
  });
});

describe('what is not modelled', () => {
  it.each([
    ['GET', 'Customer?$orderby=CustomerID', undefined, {}, /\$orderby/],
    ['GET', 'Customer?filter=x', undefined, {}, /filter/],
    ['GET', 'Customer', undefined, { 'PX-CbApiBusinessDate': '2026/01/05' }, /px-cbapibusinessdate/],
    ['PUT', 'Customer', {}, { 'If-Match': '"1"' }, /only \*/],
    ['PUT', 'Customer', { delete: true }, {}, /delete/],
    ['PUT', 'Customer', { Contacts: [] }, {}, /writing Contacts/],
    ['GET', 'CompaniesStructure', undefined, {}, /inquiry/],
    ['GET', 'BusinessAccount', undefined, {}, /BusinessAccount/],
  ])('%s %s %j %j is refused in plain words', async (method, path, body, headers, reason) => {
    const { send } = await start();
    const { status, json } = await send(method, path, body, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(field(json, 'message')).toMatch(reason);
  });
});

describe('PATCH', () => {
  it.each([
    ['24.200.001', 405],
    ['25.200.001', 200],
  ])('on Default %s answers %i', async (version, status) => {
    const { send, simulator } = await start({}, version);
    const customer = simulator.store.addCustomer({ CustomerID: 'A1', CustomerName: 'A' });
    expect((await send('PATCH', 'Customer', wrapped({ CustomerID: 'A1', AccountRef: '1' }))).status).toBe(
      status,
    );
    expect(customer.values['AccountRef'] ?? null).toBe(status === 200 ? '1' : null);
  });

  it('never creates', async () => {
    const { send, simulator } = await start({}, '25.200.001');
    const body = wrapped({ CustomerID: 'A1', CustomerName: 'A' });
    expect((await send('PATCH', 'Customer', body)).status).toBe(404);
    expect((await send('PATCH', 'Customer', body, { 'If-None-Match': '*' })).status).toBe(412);
    expect(simulator.store.customers()).toEqual([]);
  });
});
