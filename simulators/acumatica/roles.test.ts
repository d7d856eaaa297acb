import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from './index.ts';
import type { AcumaticaOptions } from './index.ts';
import { field, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.simulator.close());

/** A company with a depot and a buyer. */
async function start(options: Partial<AcumaticaOptions> = {}): Promise<number> {
  client = await startClient({ licence: 'off', ...options });
  const { store } = client.simulator;
  store.addCustomer({
    CustomerID: 'KAURI',
    CustomerName: 'Kauri Joinery',
    CustomerCategory: 'Organization',
    locations: [{ LocationID: 'DEPOT', LocationName: 'Depot' }],
  });
  return store.addPerson({ LastName: 'Ngata', BusinessAccount: 'KAURI' }).contactId;
}

const location = (roles: readonly Readonly<Record<string, unknown>>[]) => ({
  ...wrapped({ Customer: 'KAURI', LocationID: 'DEPOT' }),
  RoleAssignments: roles,
});
const rolesOf = async (path: string) =>
  (
    field((await client.send('GET', `${path}?$expand=RoleAssignments`)).json, 'RoleAssignments') as unknown[]
  ).map((role) => [
    field(role, 'LocationCD', 'value'),
    field(role, 'ContactID', 'value'),
    field(role, 'Role', 'value'),
  ]);

describe('a role of a contact at a location', () => {
  let buyer = 0;
  beforeEach(async () => {
    buyer = await start();
  });

  it('is given at the location and seen at both ends', async () => {
    const { status } = await client.put(
      'CustomerLocation',
      location([wrapped({ ContactID: buyer, Role: 'User' })]),
    );
    expect(status).toBe(200);
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([['DEPOT', buyer, 'User']]);
    expect(await rolesOf(`Contact/${buyer}`)).toEqual([['DEPOT', buyer, 'User']]);
    expect(await rolesOf('CustomerLocation/KAURI/MAIN')).toEqual([]);
  });

  it('is given at the contact as well, changed in place and taken away', async () => {
    const give = (role: Readonly<Record<string, unknown>>) =>
      client.put('Contact', { ...wrapped({ ContactID: buyer }), RoleAssignments: [role] });
    await give(wrapped({ LocationCD: 'MAIN', Role: 'User' }));
    await give(wrapped({ LocationCD: 'MAIN', Role: 'Admin' }));
    expect(await rolesOf('CustomerLocation/KAURI/MAIN')).toEqual([['MAIN', buyer, 'Admin']]);
    await give({ ...wrapped({ LocationCD: 'MAIN' }), delete: true });
    expect(await rolesOf('CustomerLocation/KAURI/MAIN')).toEqual([]);
    expect(await rolesOf(`Contact/${buyer}`)).toEqual([]);
  });

  it('comes with a new contact', async () => {
    const { json } = await client.put('Contact?$expand=RoleAssignments', {
      ...wrapped({ LastName: 'Pou', BusinessAccount: 'KAURI' }),
      RoleAssignments: [wrapped({ LocationCD: 'DEPOT', Role: 'Admin' })],
    });
    expect(field(json, 'RoleAssignments', 0, 'Role', 'value')).toBe('Admin');
  });

  it.each([
    ['a label that does not exist', { Role: 'Owner' }, /'Owner' value is not valid/],
    ['no role', {}, /'Role' cannot be empty/],
    ['somebody else’s contact', { ContactID: 1, Role: 'User' }, /'Contact' cannot be found/],
  ])('is refused with %s, and nothing is changed', async (_, line, reason) => {
    const { status, json } = await client.put(
      'CustomerLocation',
      location([wrapped({ ContactID: buyer, ...line })]),
    );
    expect([status, field(json, 'error')]).toEqual([422, expect.stringMatching(reason)]);
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([]);
  });

  it('is not on lists, and is nowhere without the feature', async () => {
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'User' })]));
    const listed = await client.list('CustomerLocation?$expand=RoleAssignments');
    expect(listed.map((record) => record['RoleAssignments'])).toEqual([[], []]);
    client.simulator.setFeatures({ b2b: false });
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([]);
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'Admin' })]));
    client.simulator.setFeatures({ b2b: true });
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([['DEPOT', buyer, 'User']]);
  });

  it('ends with its contact', async () => {
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'User' })]));
    expect((await client.send('DELETE', `Contact/${buyer}`)).status).toBe(204);
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([]);
    expect((await client.send('GET', `Contact/${buyer}`)).status).toBe(404);
  });

  it('ends when the contact moves to another account', async () => {
    client.simulator.store.addCustomer({ CustomerID: 'OTHER', CustomerName: 'Other' });
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'User' })]));
    await client.put('Contact', wrapped({ ContactID: buyer, BusinessAccount: 'OTHER' }));
    expect(await rolesOf('CustomerLocation/KAURI/DEPOT')).toEqual([]);
    expect(await rolesOf(`Contact/${buyer}`)).toEqual([]);
  });

  it('is one object again after a snapshot went through JSON', async () => {
    const { store } = client.simulator;
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'User' })]));
    store.load(JSON.parse(JSON.stringify(store.snapshot())) as ReturnType<typeof store.snapshot>);
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'Admin' })]));
    expect(await rolesOf(`Contact/${buyer}`)).toEqual([['DEPOT', buyer, 'Admin']]);
  });
});

describe('the stamp of a location', () => {
  it.each([
    [false, '2026-01-05T10:00:00.000+10:00'],
    [true, '2026-01-05T10:01:00.000+10:00'],
  ])('moves with its roles: %s', async (locationStampMovesOnRoleEdit, expected) => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const buyer = await start({ clock, locationStampMovesOnRoleEdit });
    clock.advance(60_000);
    await client.put('CustomerLocation', location([wrapped({ ContactID: buyer, Role: 'User' })]));
    const { json } = await client.send('GET', 'CustomerLocation/KAURI/DEPOT');
    expect(field(json, 'LastModifiedDateTime', 'value')).toBe(expected);
  });
});

describe('a contact', () => {
  it('is not made up for a ContactID that does not exist', async () => {
    await start();
    const { status, json } = await client.put('Contact', wrapped({ ContactID: 77, LastName: 'Nobody' }));
    expect([status, field(json, 'ContactID', 'error')]).toEqual([
      422,
      expect.stringMatching(/cannot be found/),
    ]);
  });
});
