import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../shared/domain/contact.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { ContactDraft } from '../../../shared/sync/contact-ports.ts';
import { erpParty } from '../../support/parties.ts';
import { startProxy } from './proxy.ts';
import { connect, never, startSimulator } from './support.ts';

const kauri: Party = { ...erpParty(1, { accountName: 'Kauri Joinery' }), number: 'KAURI' };

const mere: ContactDraft = {
  values: { firstName: 'Mere', lastName: 'Tane', email: 'mere@kauri.example.com', phone: '+61412345678' },
  externalReference: '7001 - Harbour',
  roles: [
    { locationKey: 'MAIN', role: 'locationAdmin' },
    { locationKey: 'DEPOT', role: 'orderingOnly' },
  ],
};

/** A company with a main office and a depot. */
async function startCompany(options: Parameters<typeof startSimulator>[0] = {}) {
  const simulator = await startSimulator(options);
  simulator.store.addCustomer({
    CustomerID: 'KAURI',
    CustomerName: 'Kauri Joinery',
    CustomerCategory: 'Organization',
    locations: [{ LocationID: 'DEPOT', LocationName: 'Depot' }],
  });
  return simulator;
}

const rolesOf = ({ roles }: Contact) => roles.map(({ locationKey, role }) => [locationKey, role]);

describe('contacts of a business customer', () => {
  it('are created with all their roles in one request, and answered as stored', async () => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    const created = await contacts.createContact(kauri, mere, never);
    expect(simulator.counters.writes).toEqual({ 'PUT Contact': 1 });
    expect(created).toMatchObject({
      values: mere.values,
      active: true,
      externalReference: '7001 - Harbour',
      roles: [
        { locationKey: 'MAIN', role: 'locationAdmin' },
        { locationKey: 'DEPOT', role: 'orderingOnly' },
      ],
    });
    expect(simulator.store.customer('KAURI')?.contacts).toHaveLength(1);
    expect(await contacts.readContact(created.key, never)).toEqual(created);
  });

  it('change values and roles in one request; what is not named stays', async () => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    const created = await contacts.createContact(kauri, mere, never);
    const changed = await contacts.updateContact(
      kauri,
      created,
      {
        values: { phone: null },
        roles: [
          { locationKey: 'MAIN', role: 'orderingOnly' },
          { locationKey: 'DEPOT', role: null },
        ],
      },
      never,
    );
    expect(simulator.counters.writes).toEqual({ 'PUT Contact': 2 });
    expect(changed.values).toEqual({ ...mere.values, phone: null });
    expect(rolesOf(changed)).toEqual([['MAIN', 'orderingOnly']]);
    // It is the same assignment with another role.
    expect(changed.roles[0]?.key).toBe(created.roles[0]?.key);
    expect(await contacts.readContact(created.key, never)).toEqual(changed);
  });

  it('are deactivated and brought back, with their roles', async () => {
    const { contacts } = await connect(await startCompany());
    const created = await contacts.createContact(kauri, mere, never);
    const left = await contacts.updateContact(kauri, created, { values: {}, active: false }, never);
    expect([left.active, left.roles]).toEqual([false, created.roles]);
    expect((await contacts.updateContact(kauri, left, { values: {}, active: true }, never)).active).toBe(
      true,
    );
  });

  it('are not written where nothing changes', async () => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    const created = await contacts.createContact(kauri, mere, never);
    const same = await contacts.updateContact(kauri, created, { values: {}, roles: mere.roles }, never);
    expect(same).toBe(created);
    expect(simulator.counters.writesTotal).toBe(1);
  });

  it('keep a role that Accord does not know', async () => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    const created = await contacts.createContact(kauri, mere, never);
    const stored = simulator.store.customer('KAURI')?.contacts[0]?.roles[0];
    if (stored === undefined) throw new Error('The role was not stored.');
    stored.values['Role'] = 'Auditor';
    const read = await contacts.readContact(created.key, never);
    expect(read?.roles.map(({ role }) => role)).toEqual([null, 'orderingOnly']);
  });

  it.each([
    ['without a last name', { ...mere, values: { ...mere.values, lastName: null } }, 'Last name', 0],
    [
      'with an e-mail that is too long',
      { ...mere, values: { ...mere.values, email: `${'m'.repeat(300)}@example.com` } },
      'E-mail',
      1,
    ],
  ])('%s are refused with the field and the contact', async (_, draft, field, tried) => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    await expect(contacts.createContact(kauri, draft, never)).rejects.toMatchObject({
      code: 'VALUE_REFUSED',
      params: { field, record: expect.stringContaining('of customer KAURI (Kauri Joinery)') as string },
    });
    expect(simulator.counters.writesTotal).toBe(tried);
    expect(simulator.store.customer('KAURI')?.contacts).toEqual([]);
  });

  it('with a location that does not exist are refused, and not half-made', async () => {
    const simulator = await startCompany();
    const { contacts } = await connect(simulator);
    const draft: ContactDraft = { ...mere, roles: [{ locationKey: 'NOWHERE', role: 'orderingOnly' }] };
    await expect(contacts.createContact(kauri, draft, never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: "'Location' cannot be found in the system" },
    });
    expect(simulator.store.customer('KAURI')?.contacts).toEqual([]);
  });

  it('are answered without roles where the feature for them is off, so that nobody believes they have them', async () => {
    const simulator = await startCompany({
      features: { b2b: false, shopifyConnector: true, businessAccountLocations: true },
    });
    const { contacts } = await connect(simulator);
    expect((await contacts.createContact(kauri, mere, never)).roles).toEqual([]);
  });

  it('keep their reference to themselves where the endpoint has no place for it', async () => {
    const { contacts } = await connect(await startCompany({ endpointVersions: ['23.200.001'] }));
    const created = await contacts.createContact(kauri, mere, never);
    expect(created.externalReference).toBeNull();
    const patch = { values: {}, externalReference: '1 - x' };
    expect(await contacts.updateContact(kauri, created, patch, never)).toBe(created);
  });

  it('that are gone are said to be gone, and read as nothing', async () => {
    const simulator = await startCompany();
    const proxy = await startProxy(simulator.url);
    const { contacts } = await connect(proxy);
    const created = await contacts.createContact(kauri, mere, never);
    proxy.interfere({ request: 'PUT Contact', times: 1, reaches: false, reply: { status: 412, body: {} } });
    const write = contacts.updateContact(kauri, created, { values: { phone: null } }, never);
    await expect(write).rejects.toMatchObject({
      code: 'RECORD_GONE',
      params: { record: `contact ${created.number} (Mere Tane) of customer KAURI (Kauri Joinery)` },
    });
    expect(await contacts.readContact('00000000-0000-4000-8000-00000000dead', never)).toBeNull();
  });

  it('whose answer is lost are not sent again', async () => {
    const simulator = await startCompany();
    const proxy = await startProxy(simulator.url);
    const { contacts } = await connect(proxy);
    proxy.interfere({ request: 'PUT Contact', times: 1, reaches: true, reply: 'cut' });
    await expect(contacts.createContact(kauri, mere, never)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(simulator.store.customer('KAURI')?.contacts).toHaveLength(1);
  });
});
