import { describe, expect, it } from 'vitest';
import type { Company } from '../../../shared/domain/company.ts';
import type { CompanyPage, CompanySource } from '../../../shared/sync/company-ports.ts';
import type { Logger, ReadSummary } from '../../../shared/sync/ports.ts';
import { overlapMilliseconds } from '../../../electron/connectors/shopify/change-window.ts';
import { harbourStreet, harbourStreetInput, readCompany } from './company-support.ts';
import { openStore, signal, type Store } from './support.ts';

interface Reading {
  readonly companies: readonly Company[];
  readonly summary: ReadSummary;
}

async function collect(
  read: (onPage: (page: CompanyPage) => void) => Promise<ReadSummary>,
): Promise<Reading> {
  const companies: Company[] = [];
  const summary = await read((page) => void companies.push(...page.companies));
  return { companies, summary };
}

const readWhole = (source: CompanySource) => collect((onPage) => source.readAll(onPage, signal));
const readChanged = (source: CompanySource, since: string) =>
  collect((onPage) => source.readChanged(since, onPage, signal));

const locationKey = (number = 0) => `gid://shopify/CompanyLocation/${number}`;

function locationOf({ simulator }: Store, companyKey: string, index = 0): string {
  return locationKey(simulator.store.company(companyKey)?.locations[index]?.number);
}

function addCafe({ simulator }: Store): string {
  const key = simulator.store.addCompany({
    name: 'Harbour Cafe',
    externalId: 'C000%20100',
    note: 'Ring twice',
    customerSince: '2019-04-01T00:00:00Z',
    locations: [
      {
        name: 'MAIN',
        externalId: 'C000100/MAIN',
        phone: '+61293744000',
        note: 'Side door',
        locale: 'en-AU',
        shippingAddress: harbourStreetInput,
        billingSameAsShipping: true,
        taxExempt: true,
        taxRegistrationId: '51824753556',
        buyerExperienceConfiguration: { paymentTermsTemplateId: 'gid://shopify/PaymentTermsTemplate/4' },
      },
      { name: 'Warehouse' },
    ],
    contacts: [
      {
        firstName: 'Mia',
        lastName: 'Chen',
        email: 'mia@example.com.au',
        title: 'Owner',
        role: 'Location admin',
      },
      { email: 'tama@example.co.nz', phone: '+64211234567' },
    ],
  });
  return key;
}

describe('reading companies', () => {
  it('reads one whole: locations with addresses, tax and terms, contacts with their roles', async () => {
    const store = await openStore();
    const key = addCafe(store);
    const { companies } = await store.connect();
    const { companies: read, summary } = await readWhole(companies.source);
    const [cafe] = read;
    const [main, warehouse] = cafe?.locations ?? [];
    const [mia, tama] = cafe?.contacts ?? [];
    const address = { ...harbourStreet, company: 'Harbour Cafe' };
    expect(cafe).toMatchObject({
      side: 'shopify',
      key,
      number: key.split('/').at(-1),
      name: 'Harbour Cafe',
      externalId: 'C000 100',
      note: 'Ring twice',
      customerSince: '2019-04-01T00:00:00Z',
      mainContactKey: mia?.key,
      roles: [{ name: 'Location admin' }, { name: 'Ordering only' }],
    });
    expect(main).toEqual({
      key: locationOf(store, key),
      name: 'MAIN',
      externalId: 'C000100/MAIN',
      phone: '+61293744000',
      note: 'Side door',
      locale: 'en-AU',
      currency: 'AUD',
      shipping: address,
      billing: address,
      taxExempt: true,
      taxRegistrationId: '51824753556',
      paymentTerms: {
        key: 'gid://shopify/PaymentTermsTemplate/4',
        name: 'Net 30',
        dueInDays: 30,
        kind: 'net',
      },
      revision: main?.revision,
    });
    expect(warehouse).toMatchObject({
      shipping: null,
      billing: null,
      taxExempt: false,
      paymentTerms: null,
      externalId: null,
    });
    expect(mia).toMatchObject({
      firstName: 'Mia',
      lastName: 'Chen',
      email: 'mia@example.com.au',
      title: 'Owner',
      isMain: true,
      roles: [{ roleKey: cafe?.roles[0]?.key, locationKey: main?.key }],
    });
    expect(tama).toMatchObject({ firstName: null, phone: '+64211234567', isMain: false, roles: [] });
    expect(summary.complete).toBe(true);
    expect(await readCompany(companies.source, key)).toEqual(cafe);
  });

  it('reads many for little more than a point each, and says that this was all', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = Array.from({ length: 500 }, (_, index) =>
      store.simulator.store.addCompany({
        name: `Company ${index}`,
        contacts: [{ email: `c${index}@example.com` }],
      }),
    );
    const { companies } = await store.connect();
    const { companies: read, summary } = await readWhole(companies.source);
    expect(read.map(({ key }) => key)).toEqual(keys);
    // Two counts, three pages of companies and three of locations.
    expect(summary).toMatchObject({ complete: true, requests: 8 });
    expect(summary.points / read.length).toBeLessThan(1.3);
  });

  it('follows contacts, locations and roles of a company that has many to their end', async () => {
    const store = await openStore({ limits: 'off' });
    const { store: admin } = store.simulator;
    const key = admin.addCompany({
      name: 'Big Builders',
      locations: Array.from({ length: 9 }, (_, index) => ({ name: `Site ${index}` })),
      contacts: Array.from({ length: 30 }, (_, index) => ({
        email: `site${index}@example.com`,
        role: 'Ordering only' as const,
      })),
    });
    const { companies } = await store.connect();
    const { companies: read } = await readWhole(companies.source);
    expect(read[0]?.locations).toHaveLength(9);
    expect(read[0]?.contacts).toHaveLength(30);
    expect(read[0]?.contacts.filter(({ roles }) => roles.length === 1)).toHaveLength(30);
    expect(await readCompany(companies.source, key)).toEqual(read[0]);
  });

  it('goes on in new lists where a list may not go further', async () => {
    const store = await openStore({ limits: 'off' });
    const keys = Array.from({ length: 520 }, (_, index) =>
      store.simulator.store.addCompany({ name: `Company ${index}` }),
    );
    const { companies } = await store.connect({ reading: { listLength: 300 } });
    const { companies: read, summary } = await readWhole(companies.source);
    expect(read.map(({ key }) => key)).toEqual(keys);
    expect(summary.complete).toBe(true);
  });

  it('L4 does not call it complete when the index of a further list does not show everything yet', async () => {
    const store = await openStore({ limits: 'off', switches: { searchLagMilliseconds: 3_600_000 } });
    for (let index = 0; index < 300; index += 1) {
      store.simulator.store.addCompany({ name: `Company ${index}` });
    }
    const { companies } = await store.connect({ reading: { listLength: 250 } });
    const { companies: read, summary } = await readWhole(companies.source);
    expect(read.length).toBeLessThan(300);
    expect(summary.complete).toBe(false);
  });

  it('L4 reads a company again whose locations do not add up, because one came in between', async () => {
    const store = await openStore();
    const key = addCafe(store);
    let added: string | null = null;
    const log = (_message: string, details?: Readonly<Record<string, unknown>>): void => {
      if (details?.['operation'] !== 'CompanyLocationsPage' || added !== null) return;
      added = store.simulator.store.addCompanyLocation(key, { name: 'Just opened' });
    };
    const logger: Logger = { info: log, warn: log, error: log };
    const { companies } = await store.connect({ logger });
    const { companies: read } = await readWhole(companies.source);
    expect(read[0]?.locations.map(({ name }) => name)).toEqual(['MAIN', 'Warehouse', 'Just opened']);
  });

  it('reads companies by their keys past the index, and leaves out what is gone', async () => {
    const store = await openStore({ switches: { searchLagMilliseconds: 600_000 } });
    const keys = [addCafe(store), store.simulator.store.addCompany({ name: 'Fern Supplies' })];
    const gone = store.simulator.store.addCompany({ name: 'Closed Pty Ltd' });
    store.simulator.store.deleteCompany(gone);
    const { companies } = await store.connect();
    const found = await companies.source.readByKeys([...keys, gone], signal);
    expect([...found.keys()]).toEqual(keys);
    expect(await companies.source.readByKeys([], signal)).toEqual(new Map());
  });
});

describe('reading what changed of companies', () => {
  async function openQuiet() {
    const store = await openStore({ limits: 'off' });
    const cafe = addCafe(store);
    const fern = store.simulator.store.addCompany({ name: 'Fern Supplies', locations: [{ name: 'Depot' }] });
    store.simulator.store.addCompany({ name: 'Quiet Pty Ltd' });
    const { companies } = await store.connect();
    await store.clock.sleep(2 * overlapMilliseconds);
    const { summary } = await readWhole(companies.source);
    await store.clock.sleep(2 * overlapMilliseconds);
    return { store, source: companies.source, cafe, fern, since: summary.asOf };
  }

  it('finds nothing where nothing changed', async () => {
    const { source, since } = await openQuiet();
    const { companies, summary } = await readChanged(source, since);
    expect(companies).toEqual([]);
    expect(summary).toMatchObject({ complete: true, requests: 2 });
    expect(Date.parse(summary.asOf)).toBeGreaterThan(Date.parse(since));
  });

  it('finds a company by its own stamp and by that of a location, each once and whole', async () => {
    const { store, source, cafe, fern, since } = await openQuiet();
    const { store: admin } = store.simulator;
    admin.editCompany(cafe, { note: 'Ring once' });
    admin.editCompanyLocation(locationOf(store, cafe), { note: null });
    admin.editCompanyLocation(locationOf(store, cafe, 1), { note: 'Cold store' });
    admin.editCompanyLocation(locationOf(store, fern), { phone: '+61293744001' });
    const { companies } = await readChanged(source, since);
    expect(companies.map(({ key }) => key).toSorted()).toEqual([cafe, fern].toSorted());
    expect(companies.find(({ key }) => key === fern)).toEqual(await readCompany(source, fern));
  });

  it('takes the time before with an overlap, and what comes after the bound next time', async () => {
    const { store, source, cafe, fern, since } = await openQuiet();
    store.simulator.store.editCompany(cafe, { note: 'Edited before the second reading' });
    const second = await readChanged(source, since);
    expect(second.companies.map(({ key }) => key)).toEqual([cafe]);
    await store.clock.sleep(overlapMilliseconds / 2);
    store.simulator.store.editCompany(fern, { note: 'Edited after it' });
    const third = await readChanged(source, second.summary.asOf);
    expect(third.companies.map(({ key }) => key).toSorted()).toEqual([cafe, fern].toSorted());
  });
});

describe('looking a company up by its external ID', () => {
  it('compares exactly, one answer each in the order asked', async () => {
    const store = await openStore();
    const cafe = addCafe(store);
    const quoted = store.simulator.store.addCompany({ name: 'Quote Pty Ltd', externalId: 'A"B\\C' });
    store.simulator.store.addCompany({ name: 'Fern Supplies', externalId: 'C000100' });
    const { companies } = await store.connect();
    const ids = ['nobody', 'C000 100', 'A"B\\C', 'C000', 'x'.repeat(80)];
    const found = await companies.source.findByExternalIds(ids, signal);
    expect(found.map((company) => company?.key ?? null)).toEqual([null, cafe, quoted, null, null]);
  });

  it('finds one that was made a moment ago, which the index does not show yet', async () => {
    const store = await openStore({ switches: { searchLagMilliseconds: 600_000 } });
    const { companies } = await store.connect();
    const cafe = addCafe(store);
    const [found] = await companies.source.findByExternalIds(['C000 100'], signal);
    expect(found?.key).toBe(cafe);
  });

  it('does not believe an index that still shows an ID which was changed', async () => {
    const store = await openStore({ switches: { searchLagMilliseconds: 60_000 } });
    const cafe = addCafe(store);
    await store.clock.sleep(120_000);
    store.simulator.store.editCompany(cafe, { externalId: 'C000999' });
    const { companies } = await store.connect();
    expect(await companies.source.findByExternalIds(['C000 100', 'C000999'], signal)).toMatchObject([
      null,
      { key: cafe },
    ]);
  });
});

describe('the payment terms of a store', () => {
  it('are listed with what they go by', async () => {
    const { companies } = await (await openStore()).connect();
    const terms = await companies.source.readPaymentTerms(signal);
    expect(terms).toContainEqual({
      key: 'gid://shopify/PaymentTermsTemplate/4',
      name: 'Net 30',
      dueInDays: 30,
      kind: 'net',
    });
    expect(terms.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['receipt', 'fixed', 'fulfilment']));
  });
});

describe('companies that may not be read', () => {
  it('are explained where the store has none, permissions or not', async () => {
    const store = await openStore({ shop: { b2b: false } });
    const { companies, shop, source } = await store.connect();
    const off = { code: 'SHOPIFY_COMPANIES_OFF', params: { host: expect.any(String) as unknown } };
    await expect(readWhole(companies.source)).rejects.toMatchObject(off);
    await expect(companies.source.findByExternalIds(['C1'], signal)).rejects.toMatchObject(off);
    await expect(readChanged(companies.source, new Date(0).toISOString())).rejects.toMatchObject(off);
    // Individual customers go on.
    expect(shop.scopes).toContain('read_customers');
    await expect(source.readAll(() => undefined, signal)).resolves.toMatchObject({ complete: true });
  });

  it('are explained where the app lacks the permission', async () => {
    const token = 'shpat_without_customers';
    const store = await openStore({ accessTokens: [{ token, scopes: ['read_orders'] }] });
    const { companies } = await store.connect({ secret: token });
    await expect(readWhole(companies.source)).rejects.toMatchObject({
      code: 'SHOPIFY_SCOPE_MISSING',
      params: { scopes: expect.stringContaining('read_companies') as unknown },
    });
  });

  it.each(['redacted', 'denied'] as const)(
    'are never taken for empty where personal data is %s',
    async (protectedData) => {
      const store = await openStore({ switches: { protectedData } });
      const key = addCafe(store);
      const { companies } = await store.connect();
      const hidden = { code: 'SHOPIFY_PERSONAL_DATA_HIDDEN' };
      await expect(readWhole(companies.source)).rejects.toMatchObject(hidden);
      await expect(companies.source.readByKeys([key], signal)).rejects.toMatchObject(hidden);
    },
  );

  it('are never taken for empty where a company without contacts shows only that names are hidden', async () => {
    const store = await openStore({ switches: { protectedData: 'redacted' } });
    store.simulator.store.addCompany({
      name: 'Harbour Cafe',
      locations: [{ name: 'MAIN', shippingAddress: harbourStreetInput }],
    });
    const { companies } = await store.connect();
    await expect(readWhole(companies.source)).rejects.toMatchObject({ code: 'SHOPIFY_PERSONAL_DATA_HIDDEN' });
  });
});

describe('asking whom customers act for', () => {
  it('names the company of each who is a contact, some 50 in one request', async () => {
    const store = await openStore();
    const cafe = addCafe(store);
    const people = Array.from({ length: 60 }, (_, index) => ({ email: `buyer${index}@example.com.au` }));
    const bakery = store.simulator.store.addCompany({
      name: 'Bakery',
      locations: [{ name: 'MAIN' }],
      contacts: people,
    });
    const nobody = store.simulator.store.addCustomer({ email: 'nobody@example.com.au' });
    const { companies, source } = await store.connect();
    const read = await companies.source.readByKeys([cafe, bakery], signal);
    const personsOf = (key: string) => read.get(key)?.contacts.map(({ customerKey }) => customerKey) ?? [];
    store.simulator.resetCounters();
    const found = await source.companiesOfPeople(
      [...personsOf(cafe), nobody, ...personsOf(bakery), 'gid://shopify/Customer/404'],
      signal,
    );
    expect(found.size).toBe(62);
    expect(new Set(personsOf(cafe).map((key) => found.get(key)?.name))).toEqual(new Set(['Harbour Cafe']));
    expect(found.get(personsOf(bakery)[59] ?? '')).toEqual({ key: bakery, name: 'Bakery' });
    expect(store.simulator.counters.queries).toBe(2);
  });
});
