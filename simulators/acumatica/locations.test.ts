import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from './index.ts';
import type { AcumaticaOptions } from './index.ts';
import { field, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let client: TestClient | undefined;
afterEach(() => client?.simulator.close());

async function start(options: Partial<AcumaticaOptions> = {}): Promise<TestClient> {
  client = await startClient({ licence: 'off', ...options });
  client.simulator.store.addCustomer({
    CustomerID: 'A1',
    CustomerName: 'Ada Wong',
    MainContact: { Email: 'ada@example.com.au', Address: { AddressLine1: '1 Main Street', Country: 'AU' } },
  });
  return client;
}

const depot = {
  Customer: 'A1',
  LocationName: 'Depot',
  AddressOverride: true,
  ContactOverride: true,
  LocationContact: {
    Attention: 'Store room',
    Address: { AddressLine1: '9 Wharf Road', City: 'Perth', Country: 'AU' },
  },
};
const expanded = 'CustomerLocation?$expand=LocationContact,LocationContact/Address';

describe('creating a location', () => {
  it('numbers it and gives it no shipping or tax settings', async () => {
    const { put } = await start();
    const { status, json } = await put(expanded, wrapped(depot));
    expect(status).toBe(200);
    expect(field(json, 'LocationID', 'value')).toBe('L000001');
    expect(field(json, 'Default', 'value')).toBe(false);
    expect(field(json, 'ShipVia')).toEqual({});
    expect(field(json, 'TaxZone')).toEqual({});
    expect(field(json, 'LocationContact', 'Address', 'AddressLine1', 'value')).toBe('9 Wharf Road');
    // Contact override starts from the customer's contact.
    expect(field(json, 'LocationContact', 'Email', 'value')).toBe('ada@example.com.au');
  });

  it('keeps the customer’s address while the override is off', async () => {
    const { put } = await start();
    const { json } = await put(expanded, wrapped({ ...depot, AddressOverride: false }));
    expect(field(json, 'LocationContact', 'Address', 'AddressLine1', 'value')).toBe('1 Main Street');
    expect(field(json, 'LocationContact', 'Attention', 'value')).toBe('Store room');
  });

  it('refuses an unknown customer, a missing name and an unknown carrier at their fields', async () => {
    const { put } = await start();
    expect(
      field((await put('CustomerLocation', wrapped({ ...depot, Customer: 'NOBODY' }))).json, 'Customer'),
    ).toEqual({ value: 'NOBODY', error: `'Customer' cannot be found in the system.` });
    const { status, json } = await put('CustomerLocation', wrapped({ Customer: 'A1', ShipVia: 'PIGEON' }));
    expect(status).toBe(422);
    expect(field(json, 'LocationName', 'error')).toMatch(/cannot be empty/);
    expect(field(json, 'ShipVia', 'error')).toMatch(/cannot be found/);
  });

  it('counts only the key’s first characters', async () => {
    const { put, simulator } = await start();
    await put('CustomerLocation', wrapped({ ...depot, LocationID: 'WAREHOUSE-NORTH' }));
    await put(
      'CustomerLocation',
      wrapped({ ...depot, LocationID: 'WAREHOUSE-SOUTH', LocationName: 'South' }),
    );
    expect(
      simulator.store.customer('A1')?.locations.map((location) => location.values['LocationID']),
    ).toEqual(['MAIN', 'WAREHOUSE-']);
  });
});

describe('the default location', () => {
  it('is switched by Default, never cleared', async () => {
    const { put, simulator } = await start();
    await put('CustomerLocation', wrapped({ ...depot, LocationID: 'D2', Default: true }));
    expect(simulator.store.customer('A1')?.defaultLocation?.values['LocationID']).toBe('D2');
    await put('CustomerLocation', wrapped({ Customer: 'A1', LocationID: 'D2', Default: false }));
    expect(simulator.store.customer('A1')?.defaultLocation?.values['LocationID']).toBe('D2');
  });

  it('cannot be deactivated, another one can', async () => {
    const { put, simulator } = await start();
    simulator.store.addLocation('A1', { LocationID: 'D2', LocationName: 'Depot' });
    const refused = await put(
      'CustomerLocation',
      wrapped({ Customer: 'A1', LocationID: 'MAIN', Status: 'Inactive' }),
    );
    expect(refused.status).toBe(422);
    expect(field(refused.json, 'Status', 'error')).toMatch(/default location cannot be inactive/);
    expect(
      (await put('CustomerLocation', wrapped({ Customer: 'A1', LocationID: 'D2', Active: false }))).status,
    ).toBe(200);
    expect(simulator.store.location('A1', 'D2')?.values['Status']).toBe('Inactive');
    expect(
      (await put('CustomerLocation', wrapped({ Customer: 'A1', LocationID: 'D2', Default: true }))).status,
    ).toBe(422);
  });

  it('lends the customer its shipping and tax fields', async () => {
    const { put, send } = await start();
    await put(
      'CustomerLocation',
      wrapped({ ...depot, LocationID: 'D2', TaxZone: 'OVERSEAS', Default: true }),
    );
    expect(field((await send('GET', 'Customer/A1')).json, 'TaxZone', 'value')).toBe('OVERSEAS');
  });
});

describe('deleting a location', () => {
  it('spares the default one and those used on documents', async () => {
    const { send, simulator } = await start();
    simulator.store.addLocation('A1', { LocationID: 'D2', LocationName: 'Depot' });
    simulator.store.addLocation('A1', { LocationID: 'D3', LocationName: 'Dock' });
    simulator.store.useOnDocument('A1', 'D2');
    expect((await send('DELETE', 'CustomerLocation/A1/MAIN')).status).toBe(500);
    expect((await send('DELETE', 'CustomerLocation/A1/D2')).status).toBe(500);
    expect((await send('DELETE', 'CustomerLocation/A1/D3')).status).toBe(204);
  });
});

describe('stamps', () => {
  it.each([
    [false, '2026-01-05T10:00:00.000+10:00'],
    [true, '2026-01-05T10:01:00.000+10:00'],
  ])('of the customer move with its locations: %s', async (moves, expected) => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { put, send, list } = await start({ clock, customerStampMovesOnLocationEdit: moves });
    clock.advance(60_000);
    await put('CustomerLocation', wrapped({ Customer: 'A1', LocationID: 'MAIN', LocationName: 'Shop' }));
    expect(field((await send('GET', 'Customer/A1')).json, 'LastModifiedDateTime', 'value')).toBe(expected);
    const changed = await list(
      `CustomerLocation?$filter=${encodeURIComponent(`LastModifiedDateTime gt datetimeoffset'2026-01-05T10:00:30+10:00'`)}`,
    );
    expect(changed).toHaveLength(1);
  });
});

describe('a walk over all locations', () => {
  it('goes on after customer and location', async () => {
    const { list, simulator } = await start();
    simulator.store.addLocation('A1', { LocationID: 'Z9', LocationName: 'Zed' });
    simulator.store.addCustomer({ CustomerID: 'B1', CustomerName: 'B' });
    const found = await list(
      `CustomerLocation?$filter=Customer gt 'A1' or (Customer eq 'A1' and LocationID gt 'MAIN')&$top=5`,
    );
    expect(
      found.map(
        (record) =>
          `${String(field(record, 'Customer', 'value'))}/${String(field(record, 'LocationID', 'value'))}`,
      ),
    ).toEqual(['A1/Z9', 'B1/MAIN']);
  });
});
