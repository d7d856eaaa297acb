import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from './index.ts';
import { startClient } from './test-client.ts';
import type { TestClient } from './test-client.ts';

const count = 20_000;
const start = Date.parse('2026-01-05T00:00:00Z');
let client: TestClient;

beforeAll(async () => {
  const clock = createManualClock(start);
  client = await startClient({ licence: 'off', clock });
  for (let number = 0; number < count; number += 1) {
    client.simulator.store.addCustomer({
      CustomerName: `Customer ${number}`,
      MainContact: {
        Email: `customer${number}@example.com`,
        Address: { AddressLine1: `${number} High Street`, City: 'Brisbane', Country: 'AU' },
      },
      ...(number % 5 < 3
        ? {
            locations: [
              {
                LocationName: 'Second',
                LocationContact: { Address: { AddressLine1: `${number} Low Street`, Country: 'AU' } },
              },
            ],
          }
        : {}),
    });
  }
  clock.advance(60_000);
  for (let number = 1; number <= 50; number += 1)
    client.simulator.store.editCustomer(`C${String(number * 100).padStart(8, '0')}`, {
      AccountRef: 'edited',
    });
});
afterAll(() => client.simulator.close());

/** Where these become slow, a test that reads thousands of customers runs into its time limit; no stopwatch is needed for that. */
describe(`with ${count} customers of 1.6 locations`, () => {
  it('the last page of a key-set walk holds its records', async () => {
    const records = await client.list(
      "Customer?$select=CustomerID,CustomerName&$top=200&$filter=CustomerID gt 'C00019800'",
    );
    expect(records).toHaveLength(200);
  });

  it('a whole key-set walk over all of them ends', async () => {
    let last = '';
    let seen = 0;
    for (;;) {
      const page = await client.list(`Customer?$select=CustomerID&$top=500&$filter=CustomerID gt '${last}'`);
      const id = page.at(-1)?.['CustomerID'] as { readonly value: string } | undefined;
      if (id === undefined) break;
      seen += page.length;
      last = id.value;
    }
    expect(seen).toBe(count);
  });

  it('a delta by LastModifiedDateTime finds the changed ones', async () => {
    const records = await client.list(
      "Customer?$select=CustomerID&$filter=LastModifiedDateTime gt datetimeoffset'2026-01-05T00:00:30Z'",
    );
    expect(records).toHaveLength(50);
  });

  it('a filter on the main contact finds one among all', async () => {
    const records = await client.list(
      "Customer?$select=CustomerID&$filter=MainContact/Email eq 'customer19999@example.com'",
    );
    expect(records).toHaveLength(1);
  });
});
