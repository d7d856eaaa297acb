/**
 * The process of one ERP company, apart from the bench so that memory and processor time measured there are the connector's own.
 * Started by `erp-process.ts`, which asks by messages; ends with its parent.
 */
import process from 'node:process';
import {
  startAcumaticaSimulator,
  systemClock,
  type AcumaticaOptions,
  type AcumaticaSimulator,
} from '../../simulators/acumatica/index.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { erpCustomer } from '../../simulators/demo/records.ts';

export interface ErpInput {
  readonly customers: number;
  /** Locations of each customer, taken in turn. */
  readonly locations: readonly number[];
  readonly licence: AcumaticaOptions['licence'];
  readonly latency: AcumaticaOptions['latency'];
}

export interface ErpState {
  readonly url: string;
  readonly counters: AcumaticaSimulator['counters'];
  readonly customers: number;
  readonly locations: number;
}

/** `editFifty`: people change fifty customers, by turns the customer, its contact and a location. `reset`: the counters begin anew. */
export type ErpQuestion = 'state' | 'reset' | 'editFifty';

function editFifty({ store }: AcumaticaSimulator): void {
  const all = store.customers();
  for (let index = 0; index < 50; index += 1) {
    const customer = all[Math.floor((index * all.length) / 50)];
    const id = String(customer?.values['CustomerID']);
    const further = customer?.locations.find(({ values }) => values['LocationID'] !== 'MAIN');
    if (index % 3 === 0 && further !== undefined) {
      store.editLocation(id, String(further.values['LocationID']), { LocationName: `Depot ${index}` });
    } else if (index % 3 === 1) {
      store.editCustomer(id, { MainContact: { Phone1: `+6129374${4000 + index}` } });
    } else {
      store.editCustomer(id, { CustomerName: `Renamed ${index}` });
    }
  }
}

async function run(input: ErpInput, send: (message: unknown) => void): Promise<void> {
  // Everything is a day old, so that what changes from now on is all that changed.
  let shift = -24 * 3_600_000;
  const clock = { ...systemClock, now: () => Date.now() + shift };
  const erp = await startAcumaticaSimulator({ licence: input.licence, latency: input.latency, clock });
  const random = createRandom(20_261_125);
  for (let serial = 1; serial <= input.customers; serial += 1) {
    const homes = input.locations[serial % input.locations.length] ?? 1;
    erp.store.addCustomer(erpCustomer(inventPerson(random, serial, homes)));
  }
  shift = 0;
  erp.resetCounters();
  const state = (): ErpState => ({
    url: erp.url,
    counters: erp.counters,
    customers: erp.store.customers().length,
    locations: erp.store.customers().reduce((sum, { locations }) => sum + locations.length, 0),
  });
  process.on('message', (question) => {
    if (question === 'reset') erp.resetCounters();
    if (question === 'editFifty') editFifty(erp);
    send(state());
  });
  process.on('disconnect', () => process.exit(0));
  send(state());
}

const [given] = process.argv.slice(2);
if (given === undefined || process.send === undefined)
  throw new Error('This file is started by erp-process.ts.');
await run(JSON.parse(given) as ErpInput, (message) => process.send?.(message));
