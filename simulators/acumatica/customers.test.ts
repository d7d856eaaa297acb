import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from './index.ts';
import type { AcumaticaOptions } from './index.ts';
import { field, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let client: TestClient | undefined;
afterEach(() => client?.simulator.close());
const start = async (options: Partial<AcumaticaOptions> = {}, version?: string): Promise<TestClient> =>
  (client = await startClient({ licence: 'off', ...options }, version));

const person = {
  CustomerName: 'Aroha Ngata',
  MainContact: {
    Email: 'aroha@example.co.nz',
    Phone1: '+6421123456',
    Address: { AddressLine1: '12 Rimu Street', City: 'Nelson', PostalCode: '7010', Country: 'NZ' },
  },
};

describe('creating a customer', () => {
  it('numbers it, takes the class defaults and makes MAIN the default location', async () => {
    const { put, list } = await start();
    const { status, json } = await put(
      'Customer?$expand=MainContact,MainContact/Address',
      wrapped({ ...person, CustomerClass: 'RETAILNZ' }),
    );
    expect(status).toBe(200);
    expect(field(json, 'CustomerID', 'value')).toBe('C00000001');
    expect(field(json, 'Terms', 'value')).toBe('NET7');
    expect(field(json, 'TaxZone', 'value')).toBe('OVERSEAS');
    expect(field(json, 'Status', 'value')).toBe('Active');
    expect(field(json, 'CustomerCategory', 'value')).toBe('Individual');
    expect(field(json, 'MainContact', 'Address', 'City', 'value')).toBe('Nelson');
    expect(field(json, 'MainContact', 'FullName', 'value')).toBe('Aroha Ngata');
    const locations = await list(
      `CustomerLocation?$filter=Customer eq 'C00000001'&$expand=LocationContact/Address`,
    );
    expect(locations).toHaveLength(1);
    expect(field(locations[0], 'LocationID', 'value')).toBe('MAIN');
    expect(field(locations[0], 'Default', 'value')).toBe(true);
    expect(field(locations[0], 'AddressOverride', 'value')).toBe(false);
    expect(field(locations[0], 'ShipVia', 'value')).toBe('NZPOST');
    expect(field(locations[0], 'LocationContact', 'Address', 'AddressLine1', 'value')).toBe('12 Rimu Street');
  });

  it('gives a customer without address the country of its class and blank lines', async () => {
    const { put } = await start();
    const { json } = await put('Customer?$expand=MainContact/Address', wrapped({ CustomerName: 'Blank' }));
    expect(field(json, 'MainContact', 'Address', 'Country', 'value')).toBe('AU');
    expect(field(json, 'MainContact', 'Address', 'AddressLine1')).toEqual({});
  });

  it('creates the primary contact from its names and refuses one without last name', async () => {
    const { put } = await start();
    const created = await put(
      'Customer?$expand=PrimaryContact',
      wrapped({ CustomerName: 'Tom Price', PrimaryContact: { FirstName: 'Tom', LastName: 'Price' } }),
    );
    expect(field(created.json, 'PrimaryContact', 'DisplayName', 'value')).toBe('Tom Price');
    const refused = await put(
      'Customer',
      wrapped({ CustomerName: 'Cher', PrimaryContact: { FirstName: 'Cher' } }),
    );
    expect(refused.status).toBe(422);
    expect(field(refused.json, 'PrimaryContact', 'LastName', 'error')).toBe(`'Last Name' cannot be empty.`);
  });

  it('takes an ID of one’s own only where the key allows it', async () => {
    const open = await start();
    expect(
      field(
        (await open.put('Customer', wrapped({ ...person, CustomerID: 'web-77' }))).json,
        'CustomerID',
        'value',
      ),
    ).toBe('WEB-77');
    await open.simulator.close();
    const numbering = { mode: 'auto', prefix: 'C', digits: 8, manualAllowed: false, keyLength: 10 } as const;
    const closed = await start({ numbering: { customer: numbering, location: numbering } });
    expect((await closed.put('Customer', wrapped({ ...person, CustomerID: 'WEB-77' }))).status).toBe(422);
  });

  it('refuses bad values field by field, echoes the entity and changes nothing', async () => {
    const { put, simulator } = await start();
    const { status, json } = await put(
      'Customer',
      wrapped({
        CustomerName: 'x'.repeat(51),
        CustomerClass: 'NOPE',
        Status: 'Asleep',
        MainContact: { Address: { Country: 'ZQ', AddressLine1: 'y'.repeat(300) } },
      }),
    );
    expect(status).toBe(422);
    expect(field(json, 'CustomerName', 'value')).toBe('x'.repeat(51));
    expect(field(json, 'CustomerName', 'error')).toMatch(/maximum length of 50/);
    expect(field(json, 'CustomerClass', 'error')).toMatch(/cannot be found in the system/);
    expect(field(json, 'Status', 'error')).toMatch(/not valid/);
    expect(field(json, 'MainContact', 'Address', 'Country', 'error')).toMatch(/cannot be found/);
    expect(field(json, 'MainContact', 'Address', 'AddressLine1', 'error')).toMatch(/maximum length of 50/);
    expect(field(json, 'error')).toMatch(/\S/);
    expect(simulator.store.customers()).toHaveLength(0);
    expect(simulator.counters).toMatchObject({
      writes: { 'PUT Customer': 1 },
      writesTotal: 1,
      writesRefused: 1,
    });
  });

  it('takes the rest of what its class supplies, and what the class requires has to come', async () => {
    const { put, send, simulator } = await start();
    simulator.store.setLookUp('CustomerClass', {
      ClassID: 'TRADE',
      Country: 'AU',
      EnableWriteOffs: true,
      WriteOffLimit: 25,
      MultiCurrencyStatements: true,
      CreditDaysPastDue: 14,
      SalespersonID: 'SP0002',
      RequireEntityUsageType: true,
    });
    const body = { CustomerName: 'A', CustomerClass: 'TRADE' };
    const refused = await put('Customer', wrapped(body));
    expect(field(refused.json, 'EntityUsageType', 'error')).toMatch(/cannot be empty/);
    await put('Customer', wrapped({ ...body, EntityUsageType: 'R' }));
    const { json } = await send('GET', 'Customer/C00000001?$expand=Salespersons,CreditVerificationRules');
    expect(field(json, 'WriteOffLimit', 'value')).toBe(25);
    expect(field(json, 'MultiCurrencyStatements', 'value')).toBe(true);
    expect(field(json, 'CreditVerificationRules', 'CreditDaysPastDue', 'value')).toBe(14);
    expect(field(json, 'Salespersons', 0, 'Name', 'value')).toBe('Callum Reid');
    expect(field(json, 'EntityUsageType', 'value')).toBe('R');
  });

  it('lets a tenant have longer names', async () => {
    const { put } = await start({ lengths: { 'Customer.CustomerName': 255 } });
    expect((await put('Customer', wrapped({ CustomerName: 'x'.repeat(60) }))).status).toBe(200);
  });

  it('wants the attributes its class requires', async () => {
    const { put, simulator } = await start();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'STRICT', Country: 'AU' }, [
      { AttributeID: 'INDUSTRY', Description: 'Industry', Required: true },
    ]);
    expect((await put('Customer', wrapped({ CustomerName: 'A', CustomerClass: 'STRICT' }))).status).toBe(422);
    const { json } = await put(
      'Customer?$expand=Attributes',
      wrapped({
        CustomerName: 'A',
        CustomerClass: 'STRICT',
        Attributes: [{ AttributeID: 'INDUSTRY', Value: 'Toys' }],
      }),
    );
    expect(field(json, 'Attributes', 0, 'Value', 'value')).toBe('Toys');
  });
});

describe('attributes and custom fields', () => {
  const attributes = [
    { AttributeID: 'REGION', Description: 'Region', Active: true },
    { AttributeID: 'SOURCE', Description: 'Source', Active: true },
  ];
  const line = (AttributeID: string, Value: string) => ({ AttributeID, Value });

  it('keep the attributes that a request does not name, and empty one by an empty text', async () => {
    const { put, send, simulator } = await start();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'RURAL', Country: 'AU' }, attributes);
    await put(
      'Customer',
      wrapped({ CustomerName: 'A', CustomerClass: 'RURAL', Attributes: [line('region', 'West')] }),
    );
    await put('Customer', wrapped({ CustomerID: 'C00000001', Attributes: [line('SOURCE', 'Fair')] }));
    const values = async () => {
      const { json } = await send('GET', 'Customer/C00000001?$expand=Attributes');
      return [0, 1].map((index) => field(json, 'Attributes', index, 'Value', 'value'));
    };
    expect(await values()).toEqual(['West', 'Fair']);
    await put('Customer', wrapped({ CustomerID: 'C00000001', Attributes: [line('REGION', '')] }));
    expect(await values()).toEqual([undefined, 'Fair']);
  });

  it('follow the class: one that it got later can be written, and one that it does not have is refused at its line', async () => {
    const { put, simulator } = await start();
    simulator.store.addCustomer({ CustomerID: 'ANA', CustomerName: 'Ana' });
    const write = (...lines: readonly ReturnType<typeof line>[]) =>
      put('Customer?$expand=Attributes', wrapped({ CustomerID: 'ANA', Attributes: lines }));
    simulator.store.setLookUp('CustomerClass', { ClassID: 'ECCUSTOMER', Country: 'AU' }, attributes);
    const bad = await write(line('REGION', 'West'), line('HOBBY', 'Chess'));
    expect(bad.status).toBe(422);
    expect(field(bad.json, 'Attributes', 1, 'AttributeID', 'error')).toMatch(/cannot be found/);
    expect(field(bad.json, 'Attributes', 0, 'AttributeID', 'error')).toBeUndefined();
    const { json } = await write(line('REGION', 'West'));
    expect(field(json, 'Attributes', 0, 'AttributeDescription', 'value')).toBe('Region');
    expect(field(json, 'Attributes', 1)).toBeUndefined();
  });

  it('take of a custom field what its type takes, and drop those that there are not', async () => {
    const { put, send } = await start({
      customFields: {
        Customer: ['BAccount.UsrTier', { path: 'BAccount.UsrPoints', type: 'CustomIntField' }],
      },
    });
    const write = (custom: Readonly<Record<string, unknown>>) =>
      put('Customer?$custom=BAccount.UsrTier,BAccount.UsrPoints', {
        ...wrapped({ CustomerID: 'ADA', CustomerName: 'Ada' }),
        custom: { BAccount: custom },
      });
    expect((await send('GET', 'Customer/$adHocSchema')).json).toEqual({
      custom: { BAccount: { UsrTier: { type: 'CustomStringField' }, UsrPoints: { type: 'CustomIntField' } } },
    });
    const points = { type: 'CustomIntField', value: 12 };
    const good = await write({ UsrPoints: points, UsrGone: { type: 'CustomStringField', value: 'x' } });
    expect(field(good.json, 'custom', 'BAccount')).toEqual({
      UsrTier: { type: 'CustomStringField' },
      UsrPoints: points,
    });
    for (const wrong of [
      { type: 'CustomIntField', value: 'many' },
      { type: 'CustomStringField', value: '12' },
    ]) {
      const bad = await write({ UsrPoints: wrong });
      expect(bad.status).toBe(422);
      expect(field(bad.json, 'custom', 'BAccount', 'UsrPoints', 'error')).toEqual(expect.any(String));
    }
    for (const shape of [{ value: 12 }, { type: 'CustomTextField', value: 'x' }, 12]) {
      expect((await write({ UsrPoints: shape })).status).toBe(400);
    }
    const emptied = await write({ UsrPoints: { type: 'CustomIntField', value: null } });
    expect(field(emptied.json, 'custom', 'BAccount', 'UsrPoints')).toEqual({ type: 'CustomIntField' });
  });
});

describe('country, state and postcode checks', () => {
  const countries = {
    AU: { states: [{ id: 'QLD', name: 'Queensland' }], stateCheck: 'idOrName', postcodePattern: '^\\d{4}$' },
  } as const;
  const address = (values: Readonly<Record<string, string>>) =>
    wrapped({ CustomerName: 'A', MainContact: { Address: values } });

  it('replace a name by its ID and refuse what they do not know', async () => {
    const { put } = await start({ validation: { countryCheck: 'idOrName', countries } });
    const good = await put(
      'Customer?$expand=MainContact/Address',
      address({ Country: 'Australia', State: 'queensland', PostalCode: '4000' }),
    );
    expect(field(good.json, 'MainContact', 'Address', 'Country', 'value')).toBe('AU');
    expect(field(good.json, 'MainContact', 'Address', 'State', 'value')).toBe('QLD');
    const bad = await put('Customer', address({ Country: 'AU', State: 'Ontario', PostalCode: '40000' }));
    expect(field(bad.json, 'MainContact', 'Address', 'State', 'error')).toMatch(/cannot be found/);
    expect(field(bad.json, 'MainContact', 'Address', 'PostalCode', 'error')).toMatch(/pattern/);
  });

  it.each([
    ['AU', 'AU'],
    ['Australia', 'AU'],
    ['Oz', 'AU'],
    ['NEW ZEALAND', undefined],
    ['NZ', 'NZ'],
    ['Straya', undefined],
  ])('take %s for the country %s, each country by its own mode', async (Country, id) => {
    const { put } = await start({
      validation: {
        countryCheck: 'id',
        countries: {
          AU: {
            states: [],
            stateCheck: 'none',
            countryCheck: 'idNameOrPattern',
            countryPattern: '^(oz|aus)$',
          },
        },
      },
    });
    const { json } = await put('Customer?$expand=MainContact/Address', address({ Country }));
    const stored = field(json, 'MainContact', 'Address', 'Country');
    expect(field(stored, 'error') === undefined ? field(stored, 'value') : undefined).toBe(id);
  });

  it('refuse what means several', async () => {
    const pattern = {
      states: [],
      stateCheck: 'none',
      countryCheck: 'idNameOrPattern',
      countryPattern: 'zealand',
    } as const;
    const { put } = await start({
      validation: { countryCheck: 'id', countries: { NZ: pattern, CK: pattern } },
    });
    const { json } = await put('Customer', address({ Country: 'Zealand' }));
    expect(field(json, 'MainContact', 'Address', 'Country', 'error')).toMatch(/Several values match/);
  });

  it('let any state through by default', async () => {
    const { put } = await start();
    expect((await put('Customer', address({ Country: 'NZ', State: 'Anywhere' }))).status).toBe(200);
  });
});

describe('changing a customer', () => {
  it('finds it by key, by id and by filter', async () => {
    const { put, simulator } = await start();
    const customer = simulator.store.addCustomer(person);
    await put('Customer', wrapped({ CustomerID: 'c00000001', AccountRef: '1 - Wattle' }));
    expect(customer.values['AccountRef']).toBe('1 - Wattle');
    await put('Customer', { id: customer.id, ...wrapped({ AccountRef: '2 - Wattle' }) });
    expect(customer.values['AccountRef']).toBe('2 - Wattle');
    await put(
      `Customer?$filter=MainContact/Email eq 'aroha@example.co.nz'`,
      wrapped({ AccountRef: '3 - Wattle' }),
    );
    expect(customer.values['AccountRef']).toBe('3 - Wattle');
    expect(simulator.store.customers()).toHaveLength(1);
  });

  it('keeps to If-Match and If-None-Match', async () => {
    const { put, simulator } = await start();
    expect(
      (await put('Customer', wrapped({ ...person, CustomerID: 'A1' }), { 'If-Match': '*' })).status,
    ).toBe(412);
    expect(
      (await put('Customer', wrapped({ ...person, CustomerID: 'A1' }), { 'If-None-Match': '*' })).status,
    ).toBe(200);
    expect(
      (await put('Customer', wrapped({ ...person, CustomerID: 'A1' }), { 'If-None-Match': '*' })).status,
    ).toBe(412);
    expect(simulator.store.customers()).toHaveLength(1);
  });

  it('writes shared screen fields where they live', async () => {
    const { put, simulator } = await start();
    simulator.store.addCustomer(person);
    const { json } = await put(
      'Customer?$expand=MainContact',
      wrapped({
        CustomerID: 'C00000001',
        Email: 'new@example.com',
        TaxRegistrationID: '51824753556',
        MainContact: { CompanyName: 'Ngata Ltd' },
      }),
    );
    expect(field(json, 'MainContact', 'Email', 'value')).toBe('new@example.com');
    expect(field(json, 'MainContact', 'FullName', 'value')).toBe('Ngata Ltd');
    expect(field(json, 'MainContact', 'DisplayName', 'value')).toBe('Ngata Ltd');
    expect(simulator.store.location('C00000001', 'MAIN')?.values['TaxRegistrationID']).toBe('51824753556');
  });

  it('moves the stamp only when something changed', async () => {
    const clock = createManualClock(Date.parse('2026-01-05T00:00:00Z'));
    const { put, send, simulator } = await start({ clock });
    simulator.store.addCustomer(person);
    clock.advance(60_000);
    await put('Customer', wrapped({ CustomerID: 'C00000001', CustomerName: 'Aroha Ngata' }));
    expect(field((await send('GET', 'Customer/C00000001')).json, 'LastModifiedDateTime', 'value')).toBe(
      '2026-01-05T10:00:00.000+10:00',
    );
    await put('Customer', wrapped({ CustomerID: 'C00000001', CustomerName: 'Aroha N.' }));
    expect(field((await send('GET', 'Customer/C00000001')).json, 'LastModifiedDateTime', 'value')).toBe(
      '2026-01-05T10:01:00.000+10:00',
    );
  });

  it('ignores the category without the business-to-business feature', async () => {
    const { put, simulator } = await start();
    simulator.setFeatures({ b2b: false });
    const { status, json } = await put('Customer', wrapped({ ...person, CustomerCategory: 'Organization' }));
    expect(status).toBe(200);
    expect(field(json, 'CustomerCategory')).toEqual({});
  });

  it('shows no category without the feature, and it is there again with it', async () => {
    const { send, list, simulator } = await start();
    simulator.store.addCustomer({ CustomerName: 'Kauri Joinery', CustomerCategory: 'Organization' });
    const ofCompanies = `Customer?$filter=CustomerCategory eq 'Organization'`;
    simulator.setFeatures({ b2b: false });
    expect(field((await send('GET', 'Customer/C00000001')).json, 'CustomerCategory')).toEqual({});
    expect(await list(ofCompanies)).toEqual([]);
    simulator.setFeatures({ b2b: true });
    expect(await list(ofCompanies)).toHaveLength(1);
  });
});

describe('deleting a customer', () => {
  it('works by key unless it is used on documents', async () => {
    const { send, simulator } = await start();
    simulator.store.addCustomer(person);
    simulator.store.useOnDocument('C00000001');
    expect((await send('DELETE', 'Customer/C00000001')).status).toBe(500);
    simulator.store.addCustomer({ CustomerID: 'B', CustomerName: 'B' });
    expect((await send('DELETE', 'Customer/B')).status).toBe(204);
    expect((await send('GET', 'Customer/B')).status).toBe(404);
  });
});

describe('reading customers', () => {
  it('sends linked entities only when expanded, and of them only what is selected', async () => {
    const { list, simulator } = await start();
    simulator.store.addCustomer(person);
    const [plain] = await list('Customer');
    expect(plain).not.toHaveProperty('MainContact');
    const [selected] = await list('Customer?$select=CustomerID,MainContact/Email&$expand=MainContact');
    expect(Object.keys(selected ?? {}).sort()).toEqual([
      'CustomerID',
      'MainContact',
      '_links',
      'custom',
      'id',
      'note',
      'rowNumber',
    ]);
    expect(field(selected, 'MainContact', 'Email', 'value')).toBe('aroha@example.co.nz');
    expect(field(selected, 'MainContact')).not.toHaveProperty('Phone1');
  });

  it('leaves detail arrays empty on lists and fills them by key', async () => {
    const { list, send, simulator } = await start();
    simulator.store.addCustomer({ ...person, PrimaryContact: { LastName: 'Ngata' } });
    expect(field((await list('Customer?$expand=Contacts'))[0], 'Contacts')).toEqual([]);
    const { json } = await send('GET', 'Customer/C00000001?$expand=Contacts,Contacts/Contact');
    expect(field(json, 'Contacts', 0, 'Contact', 'LastName', 'value')).toBe('Ngata');
  });

  it('pages by key set and by skip', async () => {
    const { list, simulator } = await start();
    for (const id of ['D', 'A', 'C', 'B']) simulator.store.addCustomer({ CustomerID: id, CustomerName: id });
    const ids = async (query: string) =>
      (await list(`Customer?$select=CustomerID&${query}`)).map((record) =>
        field(record, 'CustomerID', 'value'),
      );
    expect(await ids('$top=2')).toEqual(['A', 'B']);
    expect(await ids(`$top=2&$filter=CustomerID gt 'B'`)).toEqual(['C', 'D']);
    expect(await ids('$top=2&$skip=3')).toEqual(['D']);
    expect(await ids(`$filter=CustomerID gt 'D'`)).toEqual([]);
  });

  it('shows each endpoint version the fields it has', async () => {
    const older = await start({}, '22.200.001');
    older.simulator.store.addCustomer(person);
    expect((await older.list('Customer'))[0]).not.toHaveProperty('CustomerCategory');
    const [location] = await older.list('CustomerLocation');
    expect(location).not.toHaveProperty('ExtRefNbr');
    expect(location).not.toHaveProperty('Default');
    expect((await older.send('GET', 'CustomerLocation?$select=ExtRefNbr')).status).toBe(500);
    expect(
      (
        await older.put(
          'CustomerLocation',
          wrapped({ Customer: 'C00000001', LocationID: 'MAIN', ExtRefNbr: 'x' }),
        )
      ).status,
    ).toBe(400);
  });

  it('marks the guest customer', async () => {
    const { list } = await start({ guestCustomerId: 'GUEST' });
    expect(field((await list('Customer?$filter=IsGuestCustomer eq true'))[0], 'CustomerID', 'value')).toBe(
      'GUEST',
    );
  });

  it('answers custom fields that are asked for', async () => {
    const { put, list } = await start({ customFields: { Customer: ['BAccount.UsrTier'] } });
    await put('Customer', {
      ...wrapped({ CustomerName: 'A' }),
      custom: { BAccount: { UsrTier: { type: 'CustomStringField', value: 'Gold' } } },
    });
    const [record] = await list(
      `Customer?$custom=BAccount.UsrTier&$filter=cf.String(f='BAccount.UsrTier') eq 'Gold'`,
    );
    expect(field(record, 'custom', 'BAccount', 'UsrTier', 'value')).toBe('Gold');
  });

  it('keeps the store record’s secrets back from a $select that does not name them', async () => {
    const { list } = await start();
    const [record] = await list('ShopifyStore?$select=StoreName,StoreAdminURL,Active,Default');
    expect(JSON.stringify(record)).not.toMatch(/simulated-/);
    expect(JSON.stringify(await list('ShopifyStore'))).toMatch(/simulated-access-token/);
  });
});
