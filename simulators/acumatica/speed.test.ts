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

const timed = async (
  path: string,
): Promise<{ readonly milliseconds: number; readonly records: readonly Record<string, unknown>[] }> => {
  const before = performance.now();
  const records = await client.list(path);
  return { milliseconds: performance.now() - before, records };
};

describe(`with ${count} customers of 1.6 locations`, () => {
  it('the last page of a key-set walk costs no more than a page', async () => {
    const path = (after: string) =>
      `Customer?$select=CustomerID,CustomerName&$top=200&$filter=CustomerID gt '${after}'`;
    await timed(path(''));
    const last = await timed(path('C00019800'));
    expect(last.records).toHaveLength(200);
    expect(last.milliseconds).toBeLessThan(100);
  });

  it('a delta by LastModifiedDateTime finds the changed ones quickly', async () => {
    const { milliseconds, records } = await timed(
      `Customer?$select=CustomerID&$filter=LastModifiedDateTime gt datetimeoffset'2026-01-05T00:00:30Z'`,
    );
    expect(records).toHaveLength(50);
    expect(milliseconds).toBeLessThan(150);
  });

  it('a filter on the main contact finds one among all', async () => {
    expect(
      (await timed(`Customer?$select=CustomerID&$filter=MainContact/Email eq 'customer19999@example.com'`))
        .records,
    ).toHaveLength(1);
  });
});
