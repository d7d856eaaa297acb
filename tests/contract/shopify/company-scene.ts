/** A store with one company to write to, and what the store itself holds of it. */
import { expect } from 'vitest';
import type { Company } from '../../../shared/domain/company.ts';
import type { CompanySink, CompanySource } from '../../../shared/sync/company-ports.ts';
import { contactDraft, harbourStreetInput, readCompany } from './company-support.ts';
import { openStore, type Store } from './support.ts';

export const mia = contactDraft({
  firstName: 'Mia',
  lastName: 'Chen',
  email: 'mia@example.com.au',
  phone: '+61412345678',
  title: 'Owner',
});

export interface Scene {
  readonly store: Store;
  readonly source: CompanySource;
  readonly sink: CompanySink;
  readonly points: () => number;
  readonly mutations: () => number;
  /** A company with two locations and two contacts; the first is the main contact and may order at MAIN. */
  readonly cafe: Company;
  readonly stored: (company: Company) => Promise<Company>;
}

export async function openScene(): Promise<Scene> {
  const store = await openStore();
  const key = store.simulator.store.addCompany({
    name: 'Harbour Cafe',
    externalId: 'C000100',
    note: 'Ring twice',
    locations: [
      {
        name: 'MAIN',
        phone: '+61293744000',
        shippingAddress: harbourStreetInput,
        billingSameAsShipping: true,
      },
      { name: 'Warehouse', note: 'Cold store' },
    ],
    contacts: [
      { firstName: 'Ana', lastName: 'Ito', email: 'ana@example.com.au', role: 'Ordering only' },
      { firstName: 'Ben', lastName: 'Kerr', email: 'ben@example.com.au' },
    ],
  });
  const connector = await store.connect();
  const { source, sink } = connector.companies;
  return {
    store,
    source,
    sink,
    points: () => connector.counters().points,
    mutations: () => store.simulator.counters.mutationsTotal,
    cafe: await readCompany(source, key),
    stored: ({ key: held }) => readCompany(source, held),
  };
}

/** What a write answers is what the store holds, stamps apart: an answer tells only that of the record it wrote. */
export async function expectStored({ stored }: Scene, company: Company): Promise<void> {
  const unstamped = ({ locations, contacts, ...rest }: Company) => ({
    ...rest,
    revision: '',
    locations: locations.map((location) => ({ ...location, revision: '' })),
    contacts: contacts.map((contact) => ({ ...contact, revision: '' })),
  });
  expect(unstamped(company)).toEqual(unstamped(await stored(company)));
}
