/**
 * The process of one ERP company, apart from the bench so that memory and processor time measured there are the connector's own.
 * Started by `company-process.ts`, which asks by messages; ends with its parent.
 */
import process from 'node:process';
import { createRandom } from '../../simulators/demo/random.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { erpCustomer } from '../../simulators/demo/records.ts';
import {
  startAcumaticaSimulator,
  type AcumaticaOptions,
  type AcumaticaSimulator,
  type Latency,
  type Licence,
} from '../../simulators/acumatica/index.ts';

export interface CompanyInput {
  readonly customers: number;
  /** Locations of each customer, taken in turn. */
  readonly locations: readonly number[];
  readonly licence: Licence;
  readonly latency: Latency;
  /** Customers that are edited when the bench asks for it, spread over all of them and over what can be edited. */
  readonly edits: number;
  /** Where Accord signs in through a connected application. */
  readonly signIn?: Pick<AcumaticaOptions, 'applications' | 'tokenLifetimes'>;
}

export interface CompanyCounts {
  readonly url: string;
  readonly counters: AcumaticaSimulator['counters'];
  readonly customers: number;
}

/** What was there from the beginning was last changed so long ago, so that it lies in no overlap. Milliseconds. */
const age = 7 * 24 * 3600 * 1000;

/** The customer itself, its main contact, a new location, and a person of it, in turn. */
function edit({ store }: AcumaticaSimulator, id: string, index: number): void {
  switch (index % 4) {
    case 0:
      store.editCustomer(id, { CustomerName: `Renamed ${index}` });
      return;
    case 1:
      store.editCustomer(id, { MainContact: { Email: `renamed-${index}@example.com` } });
      return;
    case 2:
      store.addLocation(id, { LocationName: 'New depot' });
      return;
    default:
      store.addPerson({ LastName: `Helper ${index}`, BusinessAccount: id });
  }
}

async function run(input: CompanyInput, send: (message: unknown) => void): Promise<void> {
  const erp = await startAcumaticaSimulator({
    licence: input.licence,
    latency: input.latency,
    ...input.signIn,
  });
  const random = createRandom(20_261_125);
  const modifiedAt = Date.now() - age;
  for (let serial = 1; serial <= input.customers; serial += 1) {
    const person = inventPerson(random, serial, input.locations[serial % input.locations.length] ?? 1);
    const { locations = [], ...customer } = erpCustomer(person);
    const row = erp.store.addCustomer({
      ...customer,
      locations: locations.map((location) => ({ ...location, history: { modifiedAt } })),
      history: { modifiedAt },
    });
    row.mainContact.modifiedAt = modifiedAt;
    for (const contact of row.contacts) contact.modifiedAt = modifiedAt;
    for (const location of row.locations) {
      location.modifiedAt = modifiedAt;
      if (location.contact !== null) location.contact.modifiedAt = modifiedAt;
    }
  }
  const counts = (): CompanyCounts => ({
    url: erp.url,
    counters: erp.counters,
    customers: erp.store.customers().length,
  });
  function editSome(): void {
    const all = erp.store.customers();
    const stride = Math.max(1, Math.floor(all.length / Math.max(1, input.edits)));
    const ids = Array.from({ length: input.edits }, (_, index) => all[index * stride]?.values['CustomerID']);
    ids.forEach((id, index) => edit(erp, String(id), index));
    erp.resetCounters();
  }
  process.on('message', (question) => {
    if (question === 'edit') editSome();
    send(counts());
  });
  process.on('disconnect', () => process.exit(0));
  send(counts());
}

const [given] = process.argv.slice(2);
if (given === undefined || process.send === undefined)
  throw new Error('This file is started by company-process.ts.');
await run(JSON.parse(given) as CompanyInput, (message) => process.send?.(message));
