import { describe, expect, it } from 'vitest';
import type { Party } from '../../../shared/domain/party.ts';
import type { OrganizationRule } from '../../../shared/domain/settings.ts';
import type { CustomerDraft } from '../../../shared/sync/ports.ts';
import { connect, location, never, readAll, readOne, startSimulator } from './support.ts';

const kinds = { individuals: true, companies: true, organization: { by: 'category' } } as const;

const mere = {
  values: { firstName: 'Mere', lastName: 'Tane', email: 'mere@kauri.example.com', phone: '+6495551234' },
  externalReference: null,
  roles: [],
};

function draft(changes: Partial<CustomerDraft> = {}): CustomerDraft {
  return {
    values: { firstName: null, lastName: null, email: null, phone: null },
    accountName: 'Kauri Joinery',
    number: 'KAURI',
    externalReference: '801 - Harbour',
    main: location({ phone: '+6495550000' }),
    business: {
      terms: null,
      location: {
        name: 'Workshop',
        externalReference: null,
        site: { taxId: '51824753556', taxExempt: false, terms: null, billing: null },
      },
      mainContact: mere,
    },
    ...changes,
  };
}

/** Without what is only shown or filtered by, which a write to a location does not answer, and stamps. */
const stampless = (party: Party) => ({
  ...party,
  revision: null,
  createdAt: null,
  facts: null,
  attributes: null,
  business: party.business && {
    ...party.business,
    contacts: party.business.contacts.map((contact) => ({ ...contact, revision: null })),
  },
});

async function withKauri() {
  const simulator = await startSimulator();
  const erp = await connect(simulator, { kinds });
  const made = await erp.sink.createCustomer(draft(), never);
  return { simulator, erp, made };
}

describe('a business customer', () => {
  it('is given what the rules by country say; terms that it has in Shopify come first, and the class still tells it from a person', async () => {
    const erp = await connect(await startSimulator(), {
      kinds: { ...kinds, organization: { by: 'class', classes: ['WHOLESALE'] } },
    });
    const defaults = { customerClass: 'ECCUSTOMER', taxZone: 'OVERSEAS', terms: 'NET7' };
    const { business } = draft();
    const made = await erp.sink.createCustomer(draft({ defaults }), never);
    expect(made.attributes).toMatchObject({ customerClass: 'WHOLESALE', taxZone: 'OVERSEAS', terms: 'NET7' });
    const terms = business === undefined ? {} : { business: { ...business, terms: 'NET14' } };
    const other = await erp.sink.createCustomer(draft({ number: 'RIMU', defaults, ...terms }), never);
    expect(other.attributes).toMatchObject({ terms: 'NET14' });
  });

  it('is made with its location and main contact in one request, and read back as it was answered', async () => {
    const { simulator, erp, made } = await withKauri();
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 1 });
    expect(made).toMatchObject({
      kind: 'company',
      number: 'KAURI',
      accountName: 'Kauri Joinery',
      values: { firstName: null, lastName: null },
      locations: [
        {
          key: 'MAIN',
          name: 'Workshop',
          values: { company: null, phone: '+6495550000' },
          site: { taxId: '51824753556' },
        },
      ],
      business: { contacts: [{ values: mere.values, active: true }] },
    });
    expect(made.business?.mainContactKey).toBe(made.business?.contacts[0]?.key);
    expect(stampless(await readOne(erp.source, 'KAURI'))).toEqual(stampless(made));
    expect(simulator.store.customer('KAURI')?.values['CustomerCategory']).toBe('Organization');
  });

  it('is read whole beside individuals, and left out where only those are read', async () => {
    const { simulator, erp } = await withKauri();
    simulator.store.addCustomer({ CustomerID: 'ADA', CustomerName: 'Ada Wong' });
    const both = await readAll(erp.source);
    expect(both.parties.map(({ number, kind }) => [number, kind])).toEqual([
      ['ADA', 'individual'],
      ['KAURI', 'company'],
    ]);
    expect(both.summary.complete).toBe(true);
    const individuals = await connect(simulator);
    expect((await readAll(individuals.source)).parties.map(({ number }) => number)).toEqual(['ADA']);
    const companies = await connect(simulator, { kinds: { ...kinds, individuals: false } });
    expect((await readAll(companies.source)).parties.map(({ number }) => number)).toEqual(['KAURI']);
  });

  it('changes its name and terms, a site and its tax, each as it is answered', async () => {
    const { erp, made } = await withKauri();
    const renamed = await erp.sink.updateCustomer(
      made,
      { values: {}, accountName: 'Kauri Joinery Ltd', terms: 'NET14' },
      never,
    );
    expect([renamed.accountName, renamed.business?.terms]).toEqual(['Kauri Joinery Ltd', 'NET14']);
    const { party, key } = await erp.sink.createLocation(
      renamed,
      {
        key: 'DEPOT',
        values: location({ city: 'Tauranga' }),
        name: 'Depot',
        externalReference: '9002 - Harbour',
        makeDefault: false,
        site: { taxId: '49-091-850', taxExempt: true, terms: null, billing: null },
      },
      never,
    );
    expect(party.locations.find((each) => each.key === key)).toMatchObject({
      name: 'Depot',
      externalReference: '9002 - Harbour',
      values: { city: 'Tauranga', company: null },
      site: { taxId: '49-091-850', taxExempt: true },
    });
    const changed = await erp.sink.updateLocation(
      party,
      'MAIN',
      { values: { phone: '+6495559999', city: 'Hamilton' }, name: 'Works', site: { taxId: null } },
      never,
    );
    expect(changed.locations[0]).toMatchObject({
      name: 'Works',
      values: { phone: '+6495559999', city: 'Hamilton' },
      site: { taxId: null },
    });
    expect(stampless(await readOne(erp.source, 'KAURI'))).toEqual(stampless(changed));
  });

  it('gets, changes and loses contacts with their roles, and another main contact', async () => {
    const { erp, made } = await withKauri();
    const { party, key } = await erp.sink.createContact(
      made,
      {
        values: { firstName: 'Ben', lastName: 'Kerr', email: 'ben@kauri.example.com', phone: null },
        externalReference: '7002 - Harbour',
        roles: [{ locationKey: 'MAIN', role: 'orderingOnly' }],
        personKey: null,
      },
      never,
    );
    const ben = () => after.business?.contacts.find((contact) => contact.key === key);
    let after = await erp.sink.setContactRoles(
      party,
      key,
      [{ locationKey: 'MAIN', role: 'locationAdmin' }],
      never,
    );
    expect(ben()?.roles.map(({ locationKey, role }) => [locationKey, role])).toEqual([
      ['MAIN', 'locationAdmin'],
    ]);
    after = await erp.sink.setMainContact(after, key, never);
    expect(after.business?.mainContactKey).toBe(key);
    after = await erp.sink.updateContact(after, key, { values: { phone: '+6495557777' } }, never);
    expect(ben()?.values.phone).toBe('+6495557777');
    after = await erp.sink.removeContact(after, key, never);
    expect(ben()?.active).toBe(false);
    expect(stampless(await readOne(erp.source, 'KAURI'))).toEqual(stampless(after));
  });

  it('is found again by its reference to Shopify, where the ERP numbered it (L5)', async () => {
    const { erp, made } = await withKauri();
    const nothing = { email: null, phone: null, number: null };
    const [found, individual, other] = await erp.source.findByIdentities(
      [
        { kind: 'company', ...nothing, externalReference: '801 - Harbour' },
        { ...nothing, externalReference: '801 - Harbour' },
        { kind: 'company', ...nothing, externalReference: '80 - Harbour' },
      ],
      never,
    );
    expect([found?.map(({ key }) => key), individual, other]).toEqual([[made.key], [], []]);
  });

  const rules: readonly OrganizationRule[] = [
    { by: 'class', classes: ['WHOLESALE'] },
    { by: 'attribute', attribute: 'B2B', value: 'Yes' },
    { by: 'list', customers: ['kauri'] },
  ];
  it.each(rules)('is told from a person by %j, where there is no category', async (organization) => {
    const simulator = await startSimulator();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'WHOLESALE', Description: 'Wholesale' }, [
      { AttributeID: 'B2B', Description: 'Business customer', Active: true },
    ]);
    simulator.store.addCustomer({
      CustomerID: 'KAURI',
      CustomerName: 'Kauri Joinery',
      CustomerClass: 'WHOLESALE',
      Attributes: [{ AttributeID: 'B2B', Value: 'Yes' }],
    });
    simulator.store.addCustomer({ CustomerID: 'ADA', CustomerName: 'Ada Wong' });
    const { source } = await connect(simulator, { kinds: { ...kinds, organization } });
    const { parties } = await readAll(source);
    expect(parties.map(({ number, kind }) => [number, kind])).toEqual([
      ['ADA', 'individual'],
      ['KAURI', 'company'],
    ]);
  });
});
