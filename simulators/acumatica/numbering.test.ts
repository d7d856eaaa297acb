import { afterEach, describe, expect, it } from 'vitest';
import { field, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

let client: TestClient | undefined;
afterEach(() => client?.simulator.close());

const segmented = {
  mode: 'auto',
  prefix: 'ECUS-RET1-',
  digits: 6,
  manualAllowed: true,
  keyLength: 16,
  segments: [4, 4, 6],
} as const;

const start = async (): Promise<TestClient> =>
  (client = await startClient({ licence: 'off', numbering: { customer: segmented, location: segmented } }));

describe('a key of several segments', () => {
  it('is numbered in its last one', async () => {
    const { put } = await start();
    const create = async () =>
      field((await put('Customer', wrapped({ CustomerName: 'A' }))).json, 'CustomerID', 'value');
    expect([await create(), await create()]).toEqual(['ECUS-RET1-000001', 'ECUS-RET1-000002']);
  });

  it('takes an ID that fits, and passes over its number later', async () => {
    const { put } = await start();
    const CustomerID = 'ecus-ret1-000001';
    expect((await put('Customer', wrapped({ CustomerID, CustomerName: 'A' }))).status).toBe(200);
    const { json } = await put('Customer', wrapped({ CustomerName: 'B' }));
    expect(field(json, 'CustomerID', 'value')).toBe('ECUS-RET1-000002');
  });

  it.each(['000001', 'ECUS-000001', 'ECUSX-RET1-00001', 'ECUS--000001'])('refuses %s', async (CustomerID) => {
    const { put } = await start();
    const { status, json } = await put('Customer', wrapped({ CustomerID, CustomerName: 'A' }));
    expect(status).toBe(422);
    expect(field(json, 'CustomerID', 'error')).toMatch(/####-####-######/);
  });
});
