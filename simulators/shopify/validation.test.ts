import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask } from './test-client.ts';

/** The recorded messages and codes are in the contract suite. */
describe('a request that is wrong as a whole', () => {
  let simulator: ShopifySimulator;
  beforeAll(async () => {
    simulator = await startShopifySimulator({ limits: 'off' });
  });
  afterAll(() => simulator.close());

  test('says where in its text a field stands', async () => {
    const { errors } = await ask(simulator, 'query Page { customers(first: 1) { nodes { shoeSize } } }');
    expect(errors[0]?.locations).toEqual([{ line: 1, column: 44 }]);
  });

  test('names each fault', async () => {
    const { errors } = await ask(
      simulator,
      'query Q($unused: Int) { shop { size } customers(first: "ten") }',
    );
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'undefinedField',
      'selectionMismatch',
      'argumentLiteralsIncompatible',
      'variableNotUsed',
    ]);
  });

  test('is not charged', async () => {
    simulator.resetCounters();
    const { extensions } = await ask(simulator, '{ shop }');
    expect(extensions['cost']).toBeUndefined();
    expect(simulator.counters).toMatchObject({ requests: 1, queries: 0, points: 0 });
  });
});
