import { describe, expect, it } from 'vitest';
import type { PaymentTerms } from '../../../shared/domain/company.ts';
import { expectStored, mia, openScene } from './company-scene.ts';
import { companyDraft, companyLocationDraft, harbourStreet, keyAt } from './company-support.ts';
import { customerDraft, openStore, signal } from './support.ts';

const net30: PaymentTerms = {
  key: 'gid://shopify/PaymentTermsTemplate/4',
  name: 'Net 30',
  dueInDays: 30,
  kind: 'net',
};

describe('writing a company', () => {
  it('makes it with its first location and its main contact in one call of 22 points', async () => {
    const scene = await openScene();
    const before = scene.points();
    const company = await scene.sink.createCompany(
      companyDraft({
        name: 'Kauri Joinery',
        externalId: 'KAURI 01',
        note: 'By the gate',
        customerSince: '2018-06-01T00:00:00Z',
        location: companyLocationDraft({
          externalId: 'KAURI 01/MAIN',
          phone: '+6435550101',
          note: 'Ring twice',
          locale: 'en-NZ',
          shipping: {
            ...harbourStreet,
            address1: '7 Kauri Road',
            city: 'Nelson',
            province: 'NSN',
            postcode: '7010',
            country: 'NZ',
            phone: null,
          },
          billing: 'asShipping',
          taxExempt: true,
          taxRegistrationId: '9429041234567',
          paymentTerms: net30,
        }),
        mainContact: mia,
      }),
      signal,
    );
    expect(scene.points() - before).toBe(22);
    expect(scene.mutations()).toBe(1);
    expect(company).toMatchObject({
      externalId: 'KAURI 01',
      mainContactKey: company.contacts[0]?.key,
      roles: [{ name: 'Location admin' }, { name: 'Ordering only' }],
      locations: [{ name: 'MAIN', externalId: 'KAURI 01/MAIN' }],
      // Shopify gives the main contact a role by itself (R18).
      contacts: [{ email: 'mia@example.com.au', isMain: true, roles: [{ roleKey: company.roles[1]?.key }] }],
    });
    await expectStored(scene, company);
    const [record] = scene.store.simulator.store.companies().slice(-1);
    expect(record?.company.externalId).toBe('KAURI%2001');
  });

  it('makes one without contact, with two addresses or with none', async () => {
    const scene = await openScene();
    const billing = { ...harbourStreet, address1: '2 Harbour Street', attention: 'Accounts' };
    const two = await scene.sink.createCompany(
      companyDraft({
        externalId: 'TWO',
        location: companyLocationDraft({ shipping: harbourStreet, billing }),
      }),
      signal,
    );
    expect(two.locations[0]).toMatchObject({
      shipping: { address1: '1 Harbour Street' },
      billing: { attention: 'Accounts' },
    });
    expect(two.contacts).toEqual([]);
    await expectStored(scene, two);
    const none = await scene.sink.createCompany(companyDraft({ externalId: 'NONE' }), signal);
    expect(none.locations[0]).toMatchObject({ shipping: null, billing: null });
    await expectStored(scene, none);
  });

  it('changes what the patch names, clears what it names with null, and leaves the rest', async () => {
    const scene = await openScene();
    const renamed = await scene.sink.updateCompany(
      scene.cafe,
      { name: 'Harbour Kitchen', externalId: 'C 200' },
      signal,
    );
    expect(renamed).toMatchObject({ name: 'Harbour Kitchen', externalId: 'C 200', note: 'Ring twice' });
    const cleared = await scene.sink.updateCompany(renamed, { note: null, externalId: null }, signal);
    expect(cleared).toMatchObject({ name: 'Harbour Kitchen', note: null, externalId: null });
    expect(cleared.locations.map(({ key }) => key)).toEqual(scene.cafe.locations.map(({ key }) => key));
    expect((await scene.stored(cleared)).note).toBeNull();
  });
});

describe('companies that may not be written', () => {
  it('are explained where the store has none', async () => {
    const { companies, sink } = await (await openStore({ shop: { b2b: false } })).connect();
    await expect(companies.sink.createCompany(companyDraft(), signal)).rejects.toMatchObject({
      code: 'SHOPIFY_COMPANIES_OFF',
    });
    // Individual customers go on.
    const made = await sink.createCustomer(customerDraft({ lastName: 'Tawhai' }), signal);
    expect(made.values.lastName).toBe('Tawhai');
  });

  it('are explained where the app may only read', async () => {
    const token = 'shpat_reader';
    const store = await openStore({ accessTokens: [{ token, scopes: ['read_customers'] }] });
    const { companies } = await store.connect({ secret: token });
    await expect(companies.sink.createCompany(companyDraft(), signal)).rejects.toMatchObject({
      code: 'SHOPIFY_SCOPE_MISSING',
      params: { scopes: expect.stringContaining('write_companies') as unknown },
    });
  });
});

describe('writing a company’s locations', () => {
  it('makes one with everything it has', async () => {
    const scene = await openScene();
    const { company, key } = await scene.sink.createLocation(
      scene.cafe,
      companyLocationDraft({
        name: 'Annexe',
        externalId: 'C000100/L000002',
        phone: '+61293744002',
        shipping: harbourStreet,
        billing: 'asShipping',
        taxExempt: true,
        taxRegistrationId: '51824753556',
        paymentTerms: net30,
      }),
      signal,
    );
    expect(company.locations.at(-1)).toMatchObject({
      key,
      name: 'Annexe',
      paymentTerms: net30,
      taxExempt: true,
    });
    await expectStored(scene, company);
  });

  it('changes and clears its text alone', async () => {
    const scene = await openScene();
    const key = keyAt(scene.cafe.locations, 0);
    const changed = await scene.sink.updateLocation(
      scene.cafe,
      key,
      { name: 'MAIN STREET', phone: null, note: 'Back door', locale: 'en-AU' },
      signal,
    );
    expect(changed.locations[0]).toMatchObject({ name: 'MAIN STREET', phone: null, note: 'Back door' });
    expect(changed.locations[0]?.shipping).toEqual(scene.cafe.locations[0]?.shipping);
    await expectStored(scene, changed);
    const cleared = await scene.sink.updateLocation(changed, key, { note: null, locale: null }, signal);
    expect(cleared.locations[0]).toMatchObject({ note: null, locale: null, name: 'MAIN STREET' });
    await expectStored(scene, cleared);
  });

  it('assigns an address to one purpose or to both', async () => {
    const scene = await openScene();
    const key = keyAt(scene.cafe.locations, 0);
    const accounts = { ...harbourStreet, attention: 'Accounts', address2: null, phone: null };
    const billed = await scene.sink.assignAddress(scene.cafe, key, ['billing'], accounts, signal);
    expect(billed.locations[0]).toMatchObject({
      billing: { attention: 'Accounts', address2: null, company: 'Harbour Cafe' },
      shipping: { attention: 'Receiving Dock' },
    });
    await expectStored(scene, billed);
    const moved = { ...harbourStreet, address1: '9 Wharf Road' };
    const both = await scene.sink.assignAddress(billed, key, ['shipping', 'billing'], moved, signal);
    expect(both.locations[0]).toMatchObject({
      billing: { address1: '9 Wharf Road' },
      shipping: { address1: '9 Wharf Road' },
    });
    await expectStored(scene, both);
  });

  it('sets tax and terms on their own, and takes them away', async () => {
    const scene = await openScene();
    const key = keyAt(scene.cafe.locations, 1);
    const taxed = await scene.sink.updateTax(
      scene.cafe,
      key,
      { taxExempt: true, taxRegistrationId: '51824753556' },
      signal,
    );
    expect(taxed.locations[1]).toMatchObject({ taxExempt: true, taxRegistrationId: '51824753556' });
    const plain = await scene.sink.updateTax(taxed, key, { taxRegistrationId: null }, signal);
    expect(plain.locations[1]).toMatchObject({ taxExempt: true, taxRegistrationId: null });
    const onTerms = await scene.sink.assignPaymentTerms(plain, key, net30, signal);
    expect(onTerms.locations[1]?.paymentTerms).toEqual(net30);
    await expectStored(scene, onTerms);
    const cash = await scene.sink.assignPaymentTerms(onTerms, key, null, signal);
    expect(cash.locations[1]?.paymentTerms).toBeNull();
    await expectStored(scene, cash);
  });

  it('deletes one, with the roles that people had there', async () => {
    const scene = await openScene();
    const company = await scene.sink.removeLocation(scene.cafe, keyAt(scene.cafe.locations, 0), signal);
    expect(company.locations.map(({ name }) => name)).toEqual(['Warehouse']);
    expect(company.contacts.flatMap(({ roles }) => roles)).toEqual([]);
    await expectStored(scene, company);
  });
});

describe('writing a company’s contacts', () => {
  it('makes one, and its customer with it', async () => {
    const scene = await openScene();
    const { company, key } = await scene.sink.createContact(scene.cafe, mia, signal);
    expect(company.contacts.at(-1)).toMatchObject({
      key,
      email: 'mia@example.com.au',
      title: 'Owner',
      isMain: false,
    });
    expect(company.mainContactKey).toBe(scene.cafe.mainContactKey);
    await expectStored(scene, company);
    const people = scene.store.simulator.store.customers();
    expect(people.find(({ email }) => email === 'mia@example.com.au')).toMatchObject({
      phone: '+61412345678',
    });
  });

  it('takes an existing customer as a contact, and leaves the customer behind when the contact goes', async () => {
    const scene = await openScene();
    const customer = scene.store.simulator.store.addCustomer({
      firstName: 'Ruby',
      lastName: 'Ngata',
      email: 'ruby@example.com.au',
    });
    const { company, key } = await scene.sink.assignContact(
      scene.cafe,
      { key: customer, name: 'Ruby Ngata' },
      signal,
    );
    expect(company.contacts.at(-1)).toMatchObject({ key, customerKey: customer, firstName: 'Ruby' });
    await expectStored(scene, company);
    const without = await scene.sink.removeContact(company, key, signal);
    expect(without.contacts).toHaveLength(2);
    await expectStored(scene, without);
    expect(scene.store.simulator.store.customer(customer)).toBeDefined();
  });

  it('changes and clears a person, through to the customer', async () => {
    const scene = await openScene();
    const key = keyAt(scene.cafe.contacts, 0);
    const changed = await scene.sink.updateContact(
      scene.cafe,
      key,
      { lastName: 'Ito-Kerr', email: 'ana.kerr@example.com.au', phone: '+61298765432', title: 'Buyer' },
      signal,
    );
    expect(changed.contacts[0]).toMatchObject({
      firstName: 'Ana',
      lastName: 'Ito-Kerr',
      title: 'Buyer',
      isMain: true,
    });
    expect(changed.contacts[0]?.roles).toEqual(scene.cafe.contacts[0]?.roles);
    await expectStored(scene, changed);
    const cleared = await scene.sink.updateContact(
      changed,
      key,
      { firstName: null, phone: null, title: null },
      signal,
    );
    expect(cleared.contacts[0]).toMatchObject({ firstName: null, phone: null, title: null });
    await expectStored(scene, cleared);
  });

  it('makes another the main contact', async () => {
    const scene = await openScene();
    const ben = keyAt(scene.cafe.contacts, 1);
    const company = await scene.sink.setMainContact(scene.cafe, ben, signal);
    expect(company.mainContactKey).toBe(ben);
    expect(company.contacts.map(({ isMain }) => isMain)).toEqual([false, true]);
    await expectStored(scene, company);
    const without = await scene.sink.removeContact(company, ben, signal);
    expect(without.mainContactKey).toBeNull();
    await expectStored(scene, without);
  });

  it('gives a role at a location and takes one away', async () => {
    const scene = await openScene();
    const { cafe } = scene;
    const ben = keyAt(cafe.contacts, 1);
    const role = { roleKey: keyAt(cafe.roles, 0), locationKey: keyAt(cafe.locations, 1) };
    const { company, key } = await scene.sink.assignRole(cafe, ben, role, signal);
    expect(company.contacts[1]?.roles).toEqual([{ key, ...role }]);
    await expectStored(scene, company);
    const revoked = await scene.sink.revokeRole(company, ben, key, signal);
    expect(revoked.contacts[1]?.roles).toEqual([]);
    await expectStored(scene, revoked);
  });
});
