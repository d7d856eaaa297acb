import { describe, expect, it } from 'vitest';
import type { LocationValues, Party } from '../../../shared/domain/party.ts';
import type { CustomerDraft } from '../../../shared/sync/ports.ts';
import { openStore, signal } from './support.ts';

const kinds = { individuals: true, companies: true };

const wharf: LocationValues = {
  attention: 'Goods in',
  company: null,
  phone: '+61293744000',
  address1: '1 Wharf Road',
  address2: null,
  city: 'Sydney',
  province: 'NSW',
  postcode: '2000',
  country: 'AU',
};

const site = { taxId: '51824753556', taxExempt: false, terms: null, billing: null };

const draft: CustomerDraft = {
  values: { firstName: null, lastName: null, email: null, phone: null },
  accountName: 'Harbour Cafe',
  number: null,
  externalReference: 'C 100',
  main: wharf,
  business: {
    terms: null,
    location: { name: 'Kitchen', externalReference: 'C 100-MAIN', site },
    mainContact: {
      values: { firstName: 'Ana', lastName: 'Ito', email: 'ana@example.com.au', phone: null },
      externalReference: null,
      roles: [],
    },
  },
};

async function withCafe() {
  const store = await openStore();
  const shopify = await store.connect({ kinds });
  const made = await shopify.sink.createCustomer(draft, signal);
  const stored = async (): Promise<Party> => {
    const party = (await shopify.source.readByKeys([made.key], signal)).get(made.key);
    if (party === undefined) throw new Error('The company is gone');
    return party;
  };
  return { store, shopify, made, stored };
}

/** Without what is only shown, and stamps. */
const stampless = (party: Party) => ({
  ...party,
  revision: null,
  createdAt: null,
  facts: null,
  business: party.business && {
    ...party.business,
    contacts: party.business.contacts.map((contact) => ({ ...contact, revision: null })),
  },
});

const rolesOf = (party: Party) =>
  party.business?.contacts.map(({ values, roles }) => [
    values.firstName,
    roles.map(({ role, locationKey }) => [
      party.locations.find(({ key }) => key === locationKey)?.name,
      role,
    ]),
  ]);

describe('a company as a business customer', () => {
  it('is made with its location and its main contact by one mutation, and holds what was answered', async () => {
    const { store, made, stored } = await withCafe();
    expect(store.simulator.counters.mutationsTotal).toBe(1);
    expect(made).toMatchObject({
      kind: 'company',
      accountName: 'Harbour Cafe',
      externalReference: 'C 100',
      locations: [{ name: 'Kitchen', externalReference: 'C 100-MAIN', values: wharf, isDefault: true, site }],
      business: { contacts: [{ values: { email: 'ana@example.com.au' }, active: true }], terms: null },
    });
    // Shopify gives it by itself (R18).
    expect(rolesOf(made)).toEqual([['Ana', [['Kitchen', 'orderingOnly']]]]);
    expect(stampless(await stored())).toEqual(stampless(made));
  });

  it('is read beside individuals; its contacts are customers too', async () => {
    const { shopify, made, store } = await withCafe();
    const parties: Party[] = [];
    const summary = await shopify.source.readAll((page) => {
      parties.push(...page.parties);
    }, signal);
    expect(summary.complete).toBe(true);
    const person = made.business?.contacts[0]?.personKey;
    expect(parties.map(({ key, kind }) => [key, kind])).toEqual([
      [person, 'individual'],
      [made.key, 'company'],
    ]);
    expect(stampless(parties[1] ?? made)).toEqual(stampless(made));
    const companies = await store.connect({ kinds: { ...kinds, individuals: false } });
    const only: Party[] = [];
    await companies.source.readAll((page) => {
      only.push(...page.parties);
    }, signal);
    expect(only.map(({ key }) => key)).toEqual([made.key]);
  });

  it('changes its name, the parts of a location one by one, and gets and loses locations', async () => {
    const { shopify, made, stored } = await withCafe();
    let now = await shopify.sink.updateCustomer(made, { values: {}, accountName: 'Harbour Café' }, signal);
    const [first] = now.locations;
    const key = first?.key ?? '';
    now = await shopify.sink.updateLocation(now, key, { values: {}, name: 'Galley' }, signal);
    now = await shopify.sink.updateLocation(now, key, { values: { phone: '+61293744001' } }, signal);
    now = await shopify.sink.updateLocation(
      now,
      key,
      { values: { city: 'Pyrmont', postcode: '2009' } },
      signal,
    );
    now = await shopify.sink.updateLocation(now, key, { values: {}, site: { taxExempt: true } }, signal);
    now = await shopify.sink.updateLocation(now, key, { values: {}, site: { taxId: '53004085616' } }, signal);
    const [terms] = await shopify.companies.source.readPaymentTerms(signal);
    now = await shopify.sink.updateLocation(
      now,
      key,
      { values: {}, site: { terms: terms?.key ?? '' } },
      signal,
    );
    expect(now.locations[0]).toMatchObject({
      name: 'Galley',
      values: { ...wharf, phone: '+61293744001', city: 'Pyrmont', postcode: '2009' },
      // The same address goes on to be where invoices go.
      site: { taxExempt: true, taxId: '53004085616', terms: terms?.key, billing: null },
    });
    expect(stampless(await stored())).toEqual(stampless(now));
    const added = await shopify.sink.createLocation(
      now,
      {
        key: null,
        values: { ...wharf, address1: '9 Cold Street' },
        name: 'Cold store',
        externalReference: 'C 100-L2',
        makeDefault: false,
        site: { ...site, billing: { ...wharf, phone: null, address1: 'PO Box 1' } },
      },
      signal,
    );
    expect(added.party.locations[1]).toMatchObject({
      key: added.key,
      name: 'Cold store',
      isDefault: false,
      site: { billing: { address1: 'PO Box 1' } },
    });
    const removed = await shopify.sink.removeLocation(added.party, added.key, signal);
    expect(removed.locations).toHaveLength(1);
    expect(stampless(await stored())).toEqual(stampless(removed));
  });

  it('gets contacts, new ones and customers that there are, with roles and a main one', async () => {
    const { shopify, made, stored } = await withCafe();
    const person = await shopify.sink.createCustomer(
      {
        values: { firstName: 'Ben', lastName: 'Kerr', email: 'ben@example.com.au', phone: null },
        accountName: null,
        number: null,
        externalReference: null,
        main: null,
      },
      signal,
    );
    const contact = (firstName: string, personKey: string | null) => ({
      values: {
        firstName,
        lastName: 'Kerr',
        email: `${firstName.toLowerCase()}@example.com.au`,
        phone: null,
      },
      externalReference: null,
      roles: [],
      personKey,
    });
    const ben = await shopify.sink.createContact(made, contact('Ben', person.key), signal);
    const zoe = await shopify.sink.createContact(ben.party, contact('Zoe', null), signal);
    const location = made.locations[0]?.key ?? '';
    const ana = made.business?.contacts[0]?.key ?? '';
    let now = await shopify.sink.setContactRoles(
      zoe.party,
      ana,
      [{ locationKey: location, role: null }],
      signal,
    );
    now = await shopify.sink.setContactRoles(
      now,
      ben.key,
      [{ locationKey: location, role: 'locationAdmin' }],
      signal,
    );
    now = await shopify.sink.setContactRoles(
      now,
      ben.key,
      [{ locationKey: location, role: 'orderingOnly' }],
      signal,
    );
    now = await shopify.sink.setMainContact(now, zoe.key, signal);
    now = await shopify.sink.updateContact(now, zoe.key, { values: { phone: '+61412000111' } }, signal);
    expect(rolesOf(now)).toEqual([
      ['Ana', []],
      ['Ben', [['Kitchen', 'orderingOnly']]],
      ['Zoe', []],
    ]);
    expect(now.business?.mainContactKey).toBe(zoe.key);
    expect(stampless(await stored())).toEqual(stampless(now));
    now = await shopify.sink.removeContact(now, ben.key, signal);
    expect(stampless(await stored())).toEqual(stampless(now));
    // Who leaves a company goes on to be a customer.
    expect((await shopify.source.readByKeys([person.key], signal)).size).toBe(1);
  });

  it('is found again by the ID of its partner (L5), and deleted with its people left', async () => {
    const { shopify, made } = await withCafe();
    const nothing = { email: null, phone: null, number: null };
    const found = await shopify.source.findByIdentities(
      [
        { ...nothing, email: 'ana@example.com.au' },
        { kind: 'company', ...nothing, externalReference: 'C 100' },
        { kind: 'company', ...nothing, externalReference: 'C 1' },
      ],
      signal,
    );
    expect(found.map((parties) => parties.map(({ kind }) => kind))).toEqual([
      ['individual'],
      ['company'],
      [],
    ]);
    await shopify.sink.deleteCustomer(made, signal);
    expect((await shopify.source.readByKeys([made.key], signal)).size).toBe(0);
    const person = made.business?.contacts[0]?.personKey ?? '';
    expect((await shopify.source.readByKeys([person], signal)).size).toBe(1);
  });
});

describe('the person whom a company made a customer', () => {
  const personOf = (party: Party) => {
    const [contact] = party.business?.contacts ?? [];
    if (contact?.personKey === undefined) throw new Error('The company has no contact');
    return { key: contact.personKey, values: contact.values };
  };

  it('R15 stays when the company is deleted, reads as the company showed it, and is deleted by a write of its own', async () => {
    const { store, shopify, made } = await withCafe();
    const person = personOf(made);
    await shopify.sink.deleteCustomer(made, signal);
    const read = async () => (await shopify.source.readByKeys([person.key], signal)).get(person.key);
    const left = await read();
    expect(left).toMatchObject({ values: person.values, locations: [] });
    expect(left?.attached).toBeUndefined();
    const before = shopify.counters().points;
    await shopify.sink.deletePerson(person, signal);
    expect(shopify.counters().points - before).toBe(12);
    expect(await read()).toBeUndefined();
    expect(store.simulator.counters.mutationsTotal).toBe(3);
  });

  it('is not deleted while it acts for a company', async () => {
    const { store, shopify, made } = await withCafe();
    await expect(shopify.sink.deletePerson(personOf(made), signal)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { record: 'Ana Ito', message: 'The customer acts for Harbour Cafe there' },
    });
    expect(store.simulator.counters.mutationsTotal).toBe(1);
  });

  it('R15 is refused with orders, in the words of any customer', async () => {
    const store = await openStore();
    const values = { firstName: 'Ana', lastName: 'Ito', email: 'ana@example.com.au', phone: null };
    const key = store.simulator.store.addCustomer({ ...values, numberOfOrders: 1 });
    const { sink } = await store.connect({ kinds });
    await expect(sink.deletePerson({ key, values }, signal)).rejects.toMatchObject({
      code: 'CUSTOMER_HAS_ORDERS',
      params: { record: 'Ana Ito' },
    });
  });
});
