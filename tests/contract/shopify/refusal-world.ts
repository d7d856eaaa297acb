/**
 * Refusals that our own functions can bring about, provoked at the store: which error it is, what it is about, and that its
 * sentence names the record and says what to do. What only a mutation we never send could be refused for is in the table of
 * electron/connectors/shopify/recorded-refusals.txt alone.
 */
import { expect } from 'vitest';
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { Company } from '../../../shared/domain/company.ts';
import { describeError, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import type { ShopEditor } from '../../../simulators/shopify/index.ts';
import { readCompany } from './company-support.ts';
import { openStore, signal, streetAddress } from './support.ts';

export interface World extends ShopifyConnector {
  readonly admin: ShopEditor;
  /** A customer with one address. */
  readonly ana: Party;
  /** Two locations, of which one is L1, and one contact, Mia, who may order at the first. */
  readonly cafe: Company;
  /** One location only, and one contact, Tama. */
  readonly fern: Company;
  /** Its first location and its contact have orders. */
  readonly busy: Company;
}

export async function openWorld(): Promise<World> {
  const store = await openStore({ limits: 'off' });
  const admin = store.simulator.store;
  const anaKey = admin.addCustomer({
    firstName: 'Ana',
    lastName: 'Ito',
    email: 'ana@example.com.au',
    tags: ['vip'],
    addresses: [streetAddress(1)],
  });
  admin.addCustomer({
    firstName: 'Ben',
    lastName: 'Kerr',
    email: 'ben@example.com.au',
    phone: '+61412345678',
  });
  const cafe = admin.addCompany({
    name: 'Harbour Cafe',
    externalId: 'C000100',
    locations: [{ name: 'MAIN', externalId: 'L1' }, { name: 'Warehouse' }],
    contacts: [{ firstName: 'Mia', lastName: 'Chen', email: 'mia@example.com.au', role: 'Ordering only' }],
  });
  const fern = admin.addCompany({
    name: 'Fern Supplies',
    externalId: 'C000200',
    contacts: [{ firstName: 'Tama', email: 'tama@example.co.nz', phone: '+61491570156' }],
  });
  const busy = admin.addCompany({
    name: 'Busy Pty Ltd',
    locations: [{ name: 'One', hasOrders: true }, { name: 'Two' }],
  });
  const connector = await store.connect();
  const ana = (await connector.source.readByKeys([anaKey], signal)).get(anaKey);
  if (ana === undefined) throw new Error('Ana is missing');
  const companyOf = (key: string) => readCompany(connector.companies.source, key);
  return {
    ...connector,
    admin,
    ana,
    cafe: await companyOf(cafe),
    fern: await companyOf(fern),
    busy: await companyOf(busy),
  };
}

export interface Provoked {
  readonly by: string;
  readonly write: (world: World) => Promise<unknown>;
  readonly code: ErrorCode;
  /** Fields that get a sentence of their own. */
  readonly fields?: readonly string[];
  /** What the sentence has to say, besides what to do. */
  readonly says: readonly string[];
}

export const long = (length: number): string => 'x'.repeat(length);

export async function expectRefusal({ write, code, fields = [], says }: Provoked): Promise<void> {
  const error = await write(await openWorld()).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`It was not refused: ${String(error)}`);
  expect(error.code).toBe(code);
  expect(Object.keys(error.fields)).toEqual(expect.arrayContaining([...fields]));
  const { title, text } = describeError(error.code, error.params);
  const sentence = `${title}. ${text}`;
  for (const part of says) expect(sentence).toContain(part);
  expect(sentence).not.toMatch(/[{}]|undefined|null/);
}
