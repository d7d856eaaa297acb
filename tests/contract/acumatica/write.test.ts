import { describe, expect, it } from 'vitest';
import { connect, defaults, draft, location, never, readOne, startSimulator } from './support.ts';

describe('creating a customer', () => {
  it('sends customer, contacts and MAIN in one request and answers what was stored', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const party = await sink.createCustomer(
      draft({ main: location({ company: 'Kauri Joinery', address2: 'Unit 4' }) }),
      never,
    );
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 1 });
    expect(party).toMatchObject({
      number: 'C00000001',
      values: draft().values,
      accountName: 'Mere Tane',
      nameIsSplit: false,
      status: 'active',
      externalReference: '6001 - Wattle and Fern',
      facts: { Class: 'ECCUSTOMER' },
      locations: [
        {
          key: 'MAIN',
          name: 'Kauri Joinery',
          isDefault: true,
          inherits: true,
          values: location({ company: 'Kauri Joinery', address2: 'Unit 4' }),
        },
      ],
    });
    expect(simulator.store.customer('C00000001')?.values['CustomerCategory']).toBe('Individual');
    expect({ ...(await readOne(source, 'C00000001')), revision: '' }).toEqual({ ...party, revision: '' });
  });

  it('leaves what is not known to the class', async () => {
    const { sink, source } = await connect(await startSimulator());
    const party = await sink.createCustomer(
      draft({
        main: null,
        values: { firstName: 'Cher', lastName: null, email: null, phone: null },
        accountName: 'Cher',
      }),
      never,
    );
    expect(party).toMatchObject({
      values: { firstName: 'Cher', lastName: null, email: null, phone: null },
      nameIsSplit: true,
      locations: [{ values: { address1: null, country: 'AU', phone: null, company: null } }],
    });
    expect({ ...(await readOne(source, party.number)), revision: '' }).toEqual({ ...party, revision: '' });
  });

  it('gives what the rules by country say, and leaves the rest to the class', async () => {
    const { sink } = await connect(await startSimulator());
    const defaults = { customerClass: 'WHOLESALE', taxZone: 'OVERSEAS', terms: 'NET7', branch: 'MAIN' };
    const party = await sink.createCustomer(draft({ defaults }), never);
    expect(party.attributes).toMatchObject({
      customerClass: 'WHOLESALE',
      taxZone: 'OVERSEAS',
      terms: 'NET7',
      shipVia: 'ROADFRT',
    });
    const refused = sink.createCustomer(draft({ defaults: { terms: 'NEVER' } }), never);
    await expect(refused).rejects.toMatchObject({ code: 'VALUE_REFUSED', params: { field: 'Terms' } });
  });

  it('keeps the phone of an address apart from the phone of a customer without one', async () => {
    const { sink } = await connect(await startSimulator());
    const party = await sink.createCustomer(draft({ values: { ...draft().values, phone: null } }), never);
    expect(party.values.phone).toBeNull();
    expect(party.locations[0]?.values.phone).toBe('+61392345678');
  });

  it('never takes over a customer that has the number already', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({ CustomerID: 'C77', CustomerName: 'Somebody Else' });
    const { sink } = await connect(simulator);
    await expect(sink.createCustomer(draft({ number: 'C77' }), never)).rejects.toMatchObject({
      code: 'RECORD_EXISTS',
      params: { record: 'customer C77 (Mere Tane)' },
    });
    expect(simulator.store.customer('C77')?.values['CustomerName']).toBe('Somebody Else');
    expect((await sink.createCustomer(draft({ number: 'C78' }), never)).number).toBe('C78');
  });

  it.each([
    [
      'a 60-character name',
      draft({ accountName: 'A'.repeat(60) }),
      'Account name',
      /length of 50/,
      'Account name',
    ],
    [
      'a line of 300 characters',
      draft({ main: location({ address1: 'B'.repeat(300) }) }),
      'Address line 1',
      /length of 50/,
      'address1',
    ],
    [
      'a country that is none',
      draft({ main: location({ country: 'XX' }) }),
      'Country',
      /'Country' cannot be found/,
      'country',
    ],
  ])('names the field and the reason of %s', async (_, bad, field, message, key) => {
    const simulator = await startSimulator();
    const { sink } = await connect(simulator);
    const refused = sink.createCustomer(bad, never);
    await expect(refused).rejects.toMatchObject({
      code: 'VALUE_REFUSED',
      params: {
        field,
        message: expect.stringMatching(message) as string,
        record: expect.any(String) as string,
      },
      fields: { [key]: expect.stringMatching(message) as string },
    });
    expect(simulator.store.customers()).toHaveLength(0);
  });

  it('names a state that the ERP does not know where it checks states', async () => {
    const simulator = await startSimulator({
      validation: {
        countryCheck: 'id',
        countries: { AU: { states: [{ id: 'VIC', name: 'Victoria' }], stateCheck: 'id' } },
      },
    });
    const { sink } = await connect(simulator);
    await expect(
      sink.createCustomer(draft({ main: location({ province: 'Viktoria' }) }), never),
    ).rejects.toMatchObject({ code: 'VALUE_REFUSED', params: { field: 'State' } });
  });

  it('shows what the server made of a value', async () => {
    const simulator = await startSimulator({
      validation: {
        countryCheck: 'idOrName',
        countries: { AU: { states: [{ id: 'VIC', name: 'Victoria' }], stateCheck: 'idOrName' } },
      },
    });
    const { sink } = await connect(simulator);
    const party = await sink.createCustomer(
      draft({ main: location({ country: 'Australia', province: 'Victoria' }) }),
      never,
    );
    expect(party.locations[0]?.values).toMatchObject({ country: 'AU', province: 'VIC' });
  });

  it('passes on a refusal that belongs to no field', async () => {
    const simulator = await startSimulator();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'STRICT', Description: 'Strict' }, [
      { AttributeID: 'TIER', Description: 'Tier', Required: true, Active: true },
    ]);
    const { sink } = await connect(simulator, { defaults: { ...defaults, customerClass: 'STRICT' } });
    await expect(sink.createCustomer(draft(), never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: "'Tier' cannot be empty" },
    });
  });
});

describe('updating a customer', () => {
  it('writes only what is in the patch', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const before = await sink.createCustomer(draft(), never);
    simulator.store.editCustomer(before.number, { MainContact: { Attention: 'Edited meanwhile' } });
    const after = await sink.updateCustomer(
      before,
      { values: { email: 'mere@example.com', lastName: 'Tane-Pou' }, accountName: 'Mere Tane-Pou' },
      never,
    );
    expect(after).toMatchObject({
      key: before.key,
      values: { firstName: 'Mere', lastName: 'Tane-Pou', email: 'mere@example.com', phone: '+61412345678' },
      accountName: 'Mere Tane-Pou',
      locations: [{ values: { attention: 'Edited meanwhile', company: null } }],
    });
    expect({ ...(await readOne(source, before.number)), revision: '' }).toEqual({ ...after, revision: '' });
  });

  it('clears a value', async () => {
    const { sink } = await connect(await startSimulator());
    const before = await sink.createCustomer(draft(), never);
    const after = await sink.updateCustomer(before, { values: { email: null, phone: null } }, never);
    expect(after.values).toMatchObject({ email: null, phone: null });
    expect(after.locations[0]?.values.phone).toBe('+61392345678');
  });

  it('gives a customer without primary contact one, but not of a first name alone', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({ CustomerName: 'Kauri Joinery' });
    simulator.store.addCustomer({ CustomerName: 'Cher' });
    const { sink, source } = await connect(simulator);
    const before = await readOne(source, 'C00000001');
    const after = await sink.updateCustomer(
      before,
      { values: { firstName: 'Mere', lastName: 'Tane' } },
      never,
    );
    expect(after).toMatchObject({
      nameIsSplit: false,
      accountName: 'Kauri Joinery',
      values: { firstName: 'Mere', lastName: 'Tane' },
    });
    await expect(
      sink.updateCustomer(await readOne(source, 'C00000002'), { values: { firstName: 'Sher' } }, never),
    ).rejects.toMatchObject({ code: 'VALUE_REFUSED', params: { field: 'Last name' } });
    const renamed = await sink.updateCustomer(
      await readOne(source, 'C00000002'),
      { values: { firstName: 'Sher' }, accountName: 'Sher' },
      never,
    );
    expect(renamed.values.firstName).toBe('Sher');
  });

  it('says so when the customer is gone', async () => {
    const simulator = await startSimulator();
    const { sink } = await connect(simulator);
    const before = await sink.createCustomer(draft(), never);
    simulator.store.deleteCustomer(before.number);
    await expect(sink.updateCustomer(before, { values: { phone: null } }, never)).rejects.toMatchObject({
      code: 'RECORD_GONE',
      params: { record: 'customer C00000001 (Mere Tane)' },
    });
    expect(simulator.store.customers()).toHaveLength(0);
  });

  it('deactivates', async () => {
    const { sink } = await connect(await startSimulator());
    const before = await sink.createCustomer(draft(), never);
    expect((await sink.deactivateCustomer(before, never)).status).toBe('inactive');
  });
});

describe('locations', () => {
  const depot = {
    key: null,
    values: location({
      company: 'Kauri Joinery',
      phone: null,
      address1: '2 Dock Road',
      city: 'Fremantle',
      province: 'WA',
    }),
    name: null,
    externalReference: '9001 - Wattle and Fern',
    makeDefault: false,
  };

  it('creates one with a contact and address of its own', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const before = await sink.createCustomer(draft(), never);
    const { party, key } = await sink.createLocation(before, depot, never);
    expect(key).toBe('L000001');
    expect(party.locations).toHaveLength(2);
    expect(party.locations[1]).toMatchObject({
      key,
      name: 'Kauri Joinery',
      values: depot.values,
      isDefault: false,
      active: true,
      inherits: false,
      externalReference: '9001 - Wattle and Fern',
    });
    expect(simulator.store.location(before.number, key)?.contact?.values).toMatchObject({
      Email: 'mere.tane@example.com',
      Phone2: '+61412345678',
    });
    expect({ ...(await readOne(source, before.number)), revision: '' }).toEqual({ ...party, revision: '' });
  });

  it.each([
    ['main', { from: 'main' }, 'OVERSEAS', 'PICKUP', 'PREPAID'],
    ['class', { from: 'class' }, 'DOMESTIC', 'AUSPOST', 'PREPAID'],
    ['fixed', { from: 'fixed', value: 'DOMESTIC' }, 'DOMESTIC', null, null],
  ] as const)('sets it up from %s', async (_, taxZone, zone, shipVia, shippingTerms) => {
    const simulator = await startSimulator();
    const fixed = { taxZone: 'DOMESTIC', shipVia: 'AUSEXP', shippingTerms: 'COLLECT' };
    const of = (field: keyof typeof fixed) =>
      taxZone.from === 'fixed' ? ({ from: 'fixed', value: fixed[field] } as const) : taxZone;
    const { sink, source } = await connect(simulator, {
      defaults: {
        ...defaults,
        location: { taxZone: of('taxZone'), shipVia: of('shipVia'), shippingTerms: of('shippingTerms') },
      },
    });
    simulator.store.addCustomer({ CustomerName: 'Mere Tane', TaxZone: 'OVERSEAS', ShipVia: 'PICKUP' });
    const { key } = await sink.createLocation(await readOne(source, 'C00000001'), depot, never);
    expect(simulator.store.location('C00000001', key)?.values).toMatchObject({
      TaxZone: zone,
      ShipVia: shipVia ?? 'AUSEXP',
      ShippingTerms: shippingTerms ?? 'COLLECT',
    });
  });

  it('numbers it as told, and never takes over one that exists', async () => {
    const { sink } = await connect(await startSimulator());
    const before = await sink.createCustomer(draft(), never);
    const { party, key } = await sink.createLocation(before, { ...depot, key: 'ECOM000001' }, never);
    expect(key).toBe('ECOM000001');
    await expect(sink.createLocation(party, { ...depot, key: 'ECOM000001' }, never)).rejects.toMatchObject({
      code: 'RECORD_EXISTS',
    });
  });

  it('writes MAIN through its customer while it inherits', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const before = await sink.createCustomer(draft(), never);
    const after = await sink.updateLocation(
      before,
      'MAIN',
      {
        values: { address1: '99 Wattle Street', phone: null, company: 'Kauri Joinery' },
        externalReference: '9000 - Wattle and Fern',
      },
      never,
    );
    expect(after.locations[0]).toMatchObject({
      inherits: true,
      externalReference: '9000 - Wattle and Fern',
      values: { address1: '99 Wattle Street', phone: null, company: 'Kauri Joinery', city: 'Northcote' },
    });
    expect(after.values).toEqual(before.values);
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 2, 'PUT CustomerLocation': 1 });
    const cleared = await sink.updateLocation(after, 'MAIN', { values: { company: null } }, never);
    expect(cleared.locations[0]?.values.company).toBeNull();
    expect({ ...(await readOne(source, before.number)), revision: '' }).toEqual({ ...cleared, revision: '' });
  });

  it('writes the name of MAIN together with its values, in one request', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const before = await sink.createCustomer(draft(), never);
    const after = await sink.updateLocation(
      before,
      'MAIN',
      { values: { company: 'Kauri Joinery' }, name: 'Kauri Joinery' },
      never,
    );
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 2 });
    expect(after.locations[0]).toMatchObject({ name: 'Kauri Joinery', values: { company: 'Kauri Joinery' } });
    expect({ ...(await readOne(source, before.number)), revision: '' }).toEqual({ ...after, revision: '' });
  });

  it('gives a location its own address rather than change the others that share the customer’s', async () => {
    const simulator = await startSimulator();
    simulator.store.addCustomer({
      CustomerName: 'Mere Tane',
      MainContact: {
        Phone1: '0412 345 678',
        Phone2: '03 9234 5678',
        Address: { AddressLine1: '1 Main Road' },
      },
      locations: [{ LocationID: 'SECOND', LocationName: 'Second' }],
    });
    const { sink, source } = await connect(simulator);
    const before = await readOne(source, 'C00000001');
    const moved = await sink.updateLocation(
      before,
      'SECOND',
      { values: { address1: '2 Other Road' } },
      never,
    );
    expect(moved.locations.map(({ values }) => [values.address1, values.phone])).toEqual([
      ['1 Main Road', '03 9234 5678'],
      ['2 Other Road', '03 9234 5678'],
    ]);
    const named = await sink.updateLocation(
      moved,
      'SECOND',
      { values: { attention: 'Store keeper' } },
      never,
    );
    expect(named.locations[1]?.values).toMatchObject({ attention: 'Store keeper', phone: '03 9234 5678' });
    expect({ ...(await readOne(source, 'C00000001')), revision: '' }).toEqual({ ...named, revision: '' });
  });

  it('updates, deactivates and revives a location of its own', async () => {
    const { sink, source } = await connect(await startSimulator());
    const created = await sink.createLocation(await sink.createCustomer(draft(), never), depot, never);
    const updated = await sink.updateLocation(
      created.party,
      created.key,
      { values: { address2: 'Level 2', company: null, province: null }, name: 'Depot' },
      never,
    );
    expect(updated.locations[1]).toMatchObject({
      name: 'Depot',
      values: { address2: 'Level 2', company: null, province: null, address1: '2 Dock Road' },
    });
    const removed = await sink.removeLocation(updated, created.key, never);
    expect(removed.locations[1]).toMatchObject({ active: false, values: updated.locations[1]?.values });
    const revived = await sink.updateLocation(removed, created.key, { values: {}, activate: true }, never);
    expect(revived.locations[1]?.active).toBe(true);
    expect({ ...(await readOne(source, revived.number)), revision: '' }).toEqual({
      ...revived,
      revision: '',
    });
  });

  it('switches the default, and explains that the default cannot be deactivated', async () => {
    const { sink, source } = await connect(await startSimulator());
    const { party, key } = await sink.createLocation(await sink.createCustomer(draft(), never), depot, never);
    await expect(sink.removeLocation(party, 'MAIN', never)).rejects.toMatchObject({
      code: 'DEFAULT_LOCATION_ACTIVE',
      params: { record: 'customer C00000001 (Mere Tane)' },
    });
    const switched = await sink.setDefaultLocation(party, key, never);
    expect(switched.locations.map(({ isDefault }) => isDefault)).toEqual([false, true]);
    const removed = await sink.removeLocation(switched, 'MAIN', never);
    expect((await readOne(source, party.number)).locations).toEqual(removed.locations);
    const made = await sink.createLocation(removed, { ...depot, makeDefault: true }, never);
    expect(made.party.locations.filter(({ isDefault }) => isDefault).map((one) => one.key)).toEqual([
      made.key,
    ]);
  });

  it('says so when the location is gone', async () => {
    const simulator = await startSimulator();
    const { sink } = await connect(simulator);
    const { party, key } = await sink.createLocation(await sink.createCustomer(draft(), never), depot, never);
    simulator.store.deleteLocation(party.number, key);
    await expect(sink.updateLocation(party, key, { values: { city: 'Perth' } }, never)).rejects.toMatchObject(
      { code: 'RECORD_GONE' },
    );
    expect(simulator.store.customer(party.number)?.locations).toHaveLength(1);
  });

  it('keeps the reference of a location to itself where the endpoint has no place for it', async () => {
    const simulator = await startSimulator({ endpointVersions: ['23.200.001'] });
    const { sink } = await connect(simulator);
    const { party } = await sink.createLocation(await sink.createCustomer(draft(), never), depot, never);
    expect(party.locations[1]?.externalReference).toBeNull();
    const same = await sink.updateLocation(party, 'MAIN', { values: {}, externalReference: '1 - x' }, never);
    expect(same).toBe(party);
  });
});
