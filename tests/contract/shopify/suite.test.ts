/** The contract suite against the simulator: the same table that a real store is asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNaming } from './runner/names.ts';
import { runCase } from './runner/run-case.ts';
import { newRunId, startOwnSimulator } from './runner/run-suite.ts';
import { subjects } from './suite/index.ts';

let own: Awaited<ReturnType<typeof startOwnSimulator>>;
const naming = createNaming(newRunId());
beforeAll(async () => {
  own = await startOwnSimulator();
});
afterAll(() => own.simulator.close());

describe.each(subjects)('the simulator, on $name', ({ name, cases }) => {
  it.each(cases)('$name', async (each) => {
    const outcome = await runCase({ endpoint: own.endpoint, naming, includesSlow: true }, name, each);
    expect(outcome).toMatchObject({ status: 'passed', details: [] });
  });
});

describe('after the suite', () => {
  it('the store holds nothing that it did not hold before', () => {
    const { customers, business, metafieldDefinitions } = own.simulator.store.snapshot();
    expect({ customers, metafieldDefinitions, companies: business?.companies }).toEqual({
      customers: [],
      metafieldDefinitions: [],
      companies: [],
    });
  });
});
