import { describe, expect, it } from 'vitest';
import { addCustomers, connect, never, optionsFor, readAll, readOne, startSimulator } from './support.ts';
import { connectAcumatica } from '../../../electron/connectors/acumatica/index.ts';

describe('reading every customer', () => {
  it('reads all of them once, whole, over several pages', async () => {
    const simulator = await startSimulator();
    const locations = addCustomers(simulator, 1203);
    const { source } = await connect(simulator);
    const { parties, pages, summary } = await readAll(source);
    expect(new Set(parties.map(({ key }) => key)).size).toBe(1203);
    expect(parties).toHaveLength(1203);
    expect(parties.reduce((count, party) => count + party.locations.length, 0)).toBe(locations);
    expect(pages).toBe(3);
    expect(summary).toMatchObject({ complete: true, points: 0 });
    expect(simulator.counters.writesTotal).toBe(0);
    // 3 pages and the end, a question for the locations of each and beyond, and one look at the end of both lists.
    expect(summary.requests).toBe(4 + 4 + 2);
  });

  it('is complete on an empty company', async () => {
    const { source } = await connect(await startSimulator());
    const { parties, summary } = await readAll(source);
    expect(parties).toEqual([]);
    expect(summary.complete).toBe(true);
  });

  it('asks only for what it needs', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 1);
    const { source } = await connect(simulator);
    await readAll(source);
    expect(simulator.counters.readsByEntity).toEqual({ 'GET Customer': 3, 'GET CustomerLocation': 3 });
    const before = source.spent().requests;
    const asked = simulator.counters.requests;
    await readOne(source, 'C00000001');
    expect(source.spent()).toEqual({ requests: before + simulator.counters.requests - asked, points: 0 });
  });

  it.each(['25.200.001', '24.200.001', '23.200.001'])('works on endpoint %s', async (version) => {
    const simulator = await startSimulator({ endpointVersions: ['20.200.001', '22.200.001', version] });
    simulator.store.addCustomer({
      CustomerName: 'Aroha Ngata',
      locations: [{ LocationName: 'Depot', ExtRefNbr: '77 - Wattle and Fern' }],
    });
    const connector = await connect(simulator);
    expect(connector.endpointVersion).toBe(version);
    const party = await readOne(connector.source, 'C00000001');
    expect(party.locations.map(({ externalReference }) => externalReference)).toEqual([
      null,
      version === '23.200.001' ? null : '77 - Wattle and Fern',
    ]);
  });

  it('leaves business customers to their own entity, and is complete without them', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({ CustomerName: 'Kauri Joinery Ltd', CustomerCategory: 'Organization' });
    simulator.store.addCustomer({ CustomerName: 'Aroha Ngata' });
    const { source } = await connect(simulator);
    const { parties, summary } = await readAll(source);
    expect(parties.map(({ accountName }) => accountName)).toEqual(['Aroha Ngata']);
    expect(summary.complete).toBe(true);
  });

  it('marks the guest customer by its flag and by the profile', async () => {
    const simulator = await startSimulator({ guestCustomerId: 'GUEST' });
    simulator.store.addCustomer({ CustomerID: 'CASH', CustomerName: 'Cash sales' });
    const options = optionsFor(simulator);
    const { source } = await connect(simulator, { defaults: { ...options.defaults, guestCustomer: 'cash' } });
    const { parties } = await readAll(source);
    expect(parties.map(({ number, isGuest }) => [number, isGuest])).toEqual([
      ['CASH', true],
      ['GUEST', true],
    ]);
  });

  it('signals Stop at once and gives the seat back', async () => {
    const simulator = await startSimulator({ latency: { minimum: 30, maximum: 31 } });
    addCustomers(simulator, 30);
    const connector = await connectAcumatica(optionsFor(simulator), never);
    const stop = new AbortController();
    const reading = readAll(connector.source, stop.signal);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ code: 'STOPPED' });
    await connector.close();
    expect(simulator.counters.sessionsOpen).toBe(0);
  });
});

describe('what becomes of the fields', () => {
  it('takes the person from the primary contact and the MAIN location from the main contact', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({
      CustomerName: 'Aroha Ngata',
      AccountRef: '6001 - Wattle and Fern',
      Terms: 'NET7',
      MainContact: {
        Email: 'aroha@example.co.nz',
        Phone1: '021 123 456',
        Phone2: '09 300 1234',
        Attention: 'Front desk',
        FullName: 'Kauri Joinery',
        Address: { AddressLine1: '1 Queen Street', City: 'Auckland', PostalCode: '0110', Country: 'NZ' },
      },
      PrimaryContact: { FirstName: 'Aroha', LastName: 'Ngata' },
    });
    const party = await readOne((await connect(simulator)).source, 'C00000001');
    expect(party).toMatchObject({
      side: 'erp',
      kind: 'individual',
      number: 'C00000001',
      values: { firstName: 'Aroha', lastName: 'Ngata', email: 'aroha@example.co.nz', phone: '021 123 456' },
      accountName: 'Aroha Ngata',
      nameIsSplit: false,
      status: 'active',
      isGuest: false,
      externalReference: '6001 - Wattle and Fern',
      facts: { Class: 'ECCUSTOMER', Terms: 'NET7', 'Tax zone': 'DOMESTIC', 'Ship via': 'AUSPOST' },
      attributes: {
        customerClass: 'ECCUSTOMER',
        terms: 'NET7',
        taxZone: 'DOMESTIC',
        shipVia: 'AUSPOST',
      },
      locations: [
        {
          key: 'MAIN',
          isDefault: true,
          active: true,
          inherits: true,
          values: {
            attention: 'Front desk',
            company: 'Kauri Joinery',
            phone: '09 300 1234',
            address1: '1 Queen Street',
            address2: null,
            city: 'Auckland',
            province: null,
            postcode: '0110',
            country: 'NZ',
          },
        },
      ],
    });
    expect(party.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(party.revision).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it.each([
    ['Jack Mc Tavish', 'Jack', 'Mc Tavish'],
    ['Cher', 'Cher', null],
    ['noname@example.com', null, null],
  ])(
    'splits the account name %j where there is no primary contact',
    async (accountName, firstName, lastName) => {
      const simulator = await startSimulator();
      simulator.store.addCustomer({
        CustomerName: accountName,
        MainContact: { Email: 'noname@example.com' },
      });
      const party = await readOne((await connect(simulator)).source, 'C00000001');
      expect(party.nameIsSplit).toBe(true);
      expect([party.values.firstName, party.values.lastName]).toEqual([firstName, lastName]);
      expect(party.locations[0]?.values.company).toBeNull();
    },
  );

  it.each([
    ['On Hold', 'onHold'],
    ['Credit Hold', 'creditHold'],
    ['Inactive', 'inactive'],
    ['One-Time', 'oneTime'],
  ] as const)('reads status %s', async (label, status) => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({ CustomerName: 'Aroha Ngata', Status: label });
    const party = await readOne((await connect(simulator)).source, 'C00000001');
    expect(party.status).toBe(status);
    expect(party.facts['Status']).toBe(label);
  });

  it('reads a location with overrides from itself, one with half of them from both', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({
      CustomerName: 'Aroha Ngata',
      MainContact: {
        Phone1: '0412 345 678',
        Phone2: '02 9550 1111',
        Address: { AddressLine1: '1 Main Road' },
      },
      locations: [
        {
          LocationID: 'DEPOT',
          LocationName: 'Depot',
          LocationContact: {
            Attention: 'Store keeper',
            FullName: 'Kauri Joinery',
            Phone1: null,
            Phone2: '0412 345 678',
            Address: { AddressLine1: '2 Dock Road', City: 'Hobart', State: 'TAS' },
          },
        },
        {
          LocationID: 'HALF',
          LocationName: 'Half',
          LocationContact: { Address: { AddressLine1: '3 Half Lane' } },
        },
        { LocationID: 'OLD', LocationName: 'Old', Active: false },
      ],
    });
    const { locations } = await readOne((await connect(simulator)).source, 'C00000001');
    expect(locations.map(({ key, inherits, active }) => [key, inherits, active])).toEqual([
      ['MAIN', true, true],
      ['DEPOT', false, true],
      ['HALF', false, true],
      ['OLD', true, false],
    ]);
    expect(locations[1]?.values).toMatchObject({
      attention: 'Store keeper',
      company: 'Kauri Joinery',
      phone: null,
      address1: '2 Dock Road',
      province: 'TAS',
    });
    expect(locations[2]?.values).toMatchObject({ phone: '02 9550 1111', address1: '3 Half Lane' });
  });

  it('lets Phone 2 stand in for Phone 1 only while no location has it for its own', async () => {
    const simulator = await startSimulator();
    const contact = { MainContact: { Phone2: '02 9550 1111' } };
    simulator.store.addCustomer({ CustomerName: 'Aroha Ngata', ...contact });
    simulator.store.addCustomer({
      CustomerName: 'Tama Ngata',
      ...contact,
      locations: [{ LocationID: 'MAIN', ContactOverride: true, AddressOverride: true }],
    });
    const { source } = await connect(simulator);
    expect((await readOne(source, 'C00000001')).values.phone).toBeNull();
    expect((await readOne(source, 'C00000002')).values.phone).toBe('02 9550 1111');
  });

  it('lets an edited location move the revision of its customer', async () => {
    const simulator = await startSimulator();
    const past = Date.UTC(2025, 0, 1);
    simulator.store.addCustomer({
      CustomerName: 'Aroha Ngata',
      history: { createdAt: past, modifiedAt: past },
    });
    const { source } = await connect(simulator);
    simulator.store.editLocation('C00000001', 'MAIN', { LocationName: 'Shop' });
    expect((await readOne(source, 'C00000001')).revision > '2026').toBe(true);
  });
});

describe('reading again by key', () => {
  it('answers whole customers, and nothing for one that is gone', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 120);
    const { source } = await connect(simulator);
    const { parties } = await readAll(source);
    simulator.store.deleteCustomer('C00000007');
    const again = await source.readByKeys(
      parties.map(({ key }) => key),
      never,
    );
    expect(again.size).toBe(119);
    const expected = parties.filter(({ number }) => number !== 'C00000007');
    expect(expected.every((party) => JSON.stringify(again.get(party.key)) === JSON.stringify(party))).toBe(
      true,
    );
  });

  it('asks for nothing when there is nothing to read', async () => {
    const simulator = await startSimulator();
    const { source, counters } = await connect(simulator);
    expect(await source.readByKeys([], never)).toEqual(new Map());
    expect(counters().requests).toBe(0);
  });
});

describe('looking up by identity', () => {
  it('finds by e-mail, phone in any spelling and number, one answer per question', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({
      CustomerName: "Siobhan O'Neil",
      MainContact: { Email: "s.o'neil@example.com", Phone1: '(03) 9234 5678' },
    });
    simulator.store.addCustomer({ CustomerName: 'Wiremu Pou', MainContact: { Phone1: '0412 345 678' } });
    simulator.store.addCustomer({ CustomerName: 'Near Miss', MainContact: { Phone1: '0412 999 678' } });
    simulator.store.addCustomer({
      CustomerName: 'Pou Ltd',
      CustomerCategory: 'Organization',
      MainContact: { Phone1: '0412 345 678' },
    });
    const { source } = await connect(simulator);
    const nothing = { email: null, phone: null, number: null };
    const found = await source.findByIdentities(
      [
        { ...nothing, email: "S.O'Neil@example.com" },
        { ...nothing, phone: '+61392345678' },
        { ...nothing, phone: '+61412345678' },
        { ...nothing, number: 'C00000003' },
        { ...nothing, email: 'nobody@example.com' },
        nothing,
      ],
      never,
    );
    expect(found.map((parties) => parties.map(({ accountName }) => accountName))).toEqual([
      ["Siobhan O'Neil"],
      ["Siobhan O'Neil"],
      ['Wiremu Pou'],
      ['Near Miss'],
      [],
      [],
    ]);
    expect(found[0]?.[0]?.locations).toHaveLength(1);
  });

  it('answers every customer that shares an e-mail', async () => {
    const simulator = await startSimulator();
    for (const name of ['Aroha One', 'Aroha Two']) {
      simulator.store.addCustomer({ CustomerName: name, MainContact: { Email: 'aroha@example.co.nz' } });
    }
    const { source } = await connect(simulator);
    const [found] = await source.findByIdentities(
      [{ email: 'aroha@example.co.nz', phone: null, number: null }],
      never,
    );
    expect(found).toHaveLength(2);
  });
});
