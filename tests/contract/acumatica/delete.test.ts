import { describe, expect, it } from 'vitest';
import { connect, draft, location, never, readAll, readOne, startSimulator } from './support.ts';

const depot = {
  key: null,
  values: location({ address1: '2 Dock Road' }),
  name: 'Depot',
  externalReference: null,
  makeDefault: false,
};

async function openScene() {
  const simulator = await startSimulator();
  const { sink, source } = await connect(simulator);
  const made = await sink.createCustomer(draft(), never);
  const { party, key } = await sink.createLocation(made, depot, never);
  return { simulator, sink, source, party, key };
}

describe('deleting a customer', () => {
  it('takes it away with its locations, by its guid', async () => {
    const { simulator, sink, source, party } = await openScene();
    await sink.deleteCustomer(party, never);
    expect(simulator.counters.writes).toMatchObject({ 'DELETE Customer': 1 });
    expect((await readAll(source)).parties).toEqual([]);
    expect((await source.readByKeys([party.key], never)).size).toBe(0);
  });

  it('R15 is refused once it is used on documents, in the ERP\u2019s own words; then it can be set Inactive', async () => {
    const { simulator, sink, source, party } = await openScene();
    simulator.store.useOnDocument(party.number);
    await expect(sink.deleteCustomer(party, never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: {
        record: 'customer C00000001 (Mere Tane)',
        message: 'The customer cannot be deleted because it is used on documents.',
      },
    });
    expect((await sink.deactivateCustomer(party, never)).status).toBe('inactive');
    expect((await readOne(source, party.number)).status).toBe('inactive');
  });

  it('is refused like that where the user has no right to delete: it stops no other record', async () => {
    const { simulator, sink, party } = await openScene();
    simulator.faults.add({ kind: 'forbidden', method: 'DELETE', entity: 'Customer' });
    await expect(sink.deleteCustomer(party, never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: 'The user may not delete on the form Customers (AR303000).' },
    });
  });

  it('is tried once more after a fault of the server that is no refusal', async () => {
    const { simulator, sink, source, party } = await openScene();
    simulator.faults.add({ kind: 'serverError', method: 'DELETE', entity: 'Customer' });
    await sink.deleteCustomer(party, never);
    expect((await readAll(source)).parties).toEqual([]);
  });

  it('L5 is reported as unknown when its answer is lost', async () => {
    const { simulator, sink, source, party } = await openScene();
    simulator.faults.add({ kind: 'answerLost', method: 'DELETE', entity: 'Customer' });
    await expect(sink.deleteCustomer(party, never)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      params: { record: 'customer C00000001 (Mere Tane)' },
    });
    expect(simulator.counters.writes).toMatchObject({ 'DELETE Customer': 1 });
    expect((await source.readByKeys([party.key], never)).size).toBe(0);
  });

  it('says so when it is gone already', async () => {
    const { simulator, sink, party } = await openScene();
    simulator.store.deleteCustomer(party.number);
    await expect(sink.deleteCustomer(party, never)).rejects.toMatchObject({ code: 'RECORD_GONE' });
  });
});

describe('deleting a location', () => {
  it('takes it away and leaves the others', async () => {
    const { sink, source, party, key } = await openScene();
    const after = await sink.deleteLocation(party, key, never);
    expect(after.locations.map((each) => each.key)).toEqual(['MAIN']);
    expect((await readOne(source, party.number)).locations).toEqual(after.locations);
  });

  it('is refused for the default, and once it is used on documents', async () => {
    const { simulator, sink, party, key } = await openScene();
    await expect(sink.deleteLocation(party, 'MAIN', never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: 'The default location cannot be deleted.' },
    });
    simulator.store.useOnDocument(party.number, key);
    await expect(sink.deleteLocation(party, key, never)).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: expect.stringContaining('used on documents') },
    });
    expect(simulator.store.customer(party.number)?.locations).toHaveLength(2);
  });
});

describe('giving a customer its status back', () => {
  it.each(['active', 'onHold', 'creditHold'] as const)('%s', async (status) => {
    const { sink, source, party } = await openScene();
    const inactive = await sink.deactivateCustomer(party, never);
    const after = await sink.activateCustomer(inactive, status, never);
    expect(after).toMatchObject({ status, locations: party.locations });
    expect((await readOne(source, party.number)).status).toBe(status);
  });
});
