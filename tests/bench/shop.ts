/**
 * The process of one store, apart from the bench so that memory and processor time measured there are the connector's own.
 * Started by `shop-process.ts`, which asks by messages; ends with its parent.
 */
import process from 'node:process';
import { createRandom } from '../../simulators/demo/random.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { shopifyAddress } from '../../simulators/demo/records.ts';
import { startShopifySimulator, type Limits, type ShopifySimulator } from '../../simulators/shopify/index.ts';

export interface ShopInput {
  readonly customers: number;
  /** Addresses of each customer, taken in turn. */
  readonly addresses: readonly number[];
  readonly limits: Limits;
  readonly latencyMilliseconds: number;
  /** Points a second that another client of the same app takes out of the bucket. */
  readonly competingPointsPerSecond: number;
}

export interface ShopCounts {
  readonly url: string;
  readonly counters: ShopifySimulator['counters'];
  readonly customers: number;
}

async function run(input: ShopInput, send: (message: unknown) => void): Promise<void> {
  const shop = await startShopifySimulator({
    limits: input.limits,
    switches: {
      latencyMilliseconds: input.latencyMilliseconds,
      competingPointsPerSecond: input.competingPointsPerSecond,
    },
  });
  const random = createRandom(20_261_125);
  for (let serial = 1; serial <= input.customers; serial += 1) {
    const homes = input.addresses[serial % input.addresses.length] ?? 0;
    const person = inventPerson(random, serial, Math.max(1, homes));
    shop.store.addCustomer({
      firstName: person.firstName,
      lastName: person.lastName,
      email: `customer-${serial}@example.com`,
      addresses: person.homes
        .slice(0, homes)
        // A customer may not have the same address twice.
        .map((home, index) => ({ ...shopifyAddress(person, home), address2: `Unit ${index + 1}` })),
    });
  }
  shop.resetCounters();
  const counts = (): ShopCounts => ({
    url: shop.url,
    counters: shop.counters,
    customers: shop.store.customers().length,
  });
  process.on('message', () => send(counts()));
  process.on('disconnect', () => process.exit(0));
  send(counts());
}

const [given] = process.argv.slice(2);
if (given === undefined || process.send === undefined)
  throw new Error('This file is started by shop-process.ts.');
await run(JSON.parse(given) as ShopInput, (message) => process.send?.(message));
