import { describe, expect, it } from 'vitest';
import { previewNumbering } from '../../../electron/services/numbering.ts';
import { makeLocation, shopifyParty } from '../../support/parties.ts';
import { createErpWorld } from './commit-world.ts';
import { connect, defaults, never, startSimulator } from './support.ts';

/** Ids C000001 to C000000 + count, every third one a business customer. */
async function startWith(count: number, options: Parameters<typeof startSimulator>[0] = {}) {
  const simulator = await startSimulator(options);
  for (let number = 1; number <= count; number += 1) {
    simulator.store.addCustomer({
      CustomerID: `C${String(number).padStart(6, '0')}`,
      CustomerName: `Person ${number}`,
      CustomerCategory: number % 3 === 0 ? 'Organization' : 'Individual',
    });
  }
  return simulator;
}

describe('ids in use', () => {
  it('are found among the given ones, whatever kind of customer has them', async () => {
    const simulator = await startWith(7);
    const { usedIds } = await connect(simulator);
    const taken = await usedIds.taken('customer', ['C000002', 'C000003', 'C000008', 'D1'], never);
    expect(taken).toEqual(new Set(['C000002', 'C000003']));
    expect(await usedIds.taken('customer', [], never)).toEqual(new Set());
  });

  it('are found in a few requests however many there are', async () => {
    const simulator = await startWith(1_200);
    const { usedIds, counters } = await connect(simulator);
    const before = counters().requests;
    const wanted = Array.from({ length: 1_300 }, (_, index) => `C${String(index + 1).padStart(6, '0')}`);
    expect((await usedIds.taken('customer', wanted, never)).size).toBe(1_200);
    expect(counters().requests - before).toBe(3);
  });

  it('of locations are found although every customer may use the same', async () => {
    const simulator = await startSimulator();
    for (let number = 1; number <= 60; number += 1) {
      simulator.store.addCustomer({
        CustomerName: `Person ${number}`,
        locations: [{ LocationID: number === 60 ? 'L000003' : 'L000001', LocationName: 'Depot' }],
      });
    }
    const { usedIds } = await connect(simulator);
    const taken = await usedIds.taken('location', ['L000001', 'L000002', 'L000003'], never);
    expect(taken).toEqual(new Set(['L000001', 'L000003']));
    expect(await usedIds.examples('location', never)).toContain('L000001');
    expect(await usedIds.examples('location', never)).not.toContain('MAIN');
  });
});

describe('the preview of a template', () => {
  const preview = async (
    count: number,
    template: string,
    next: number,
    kind: 'customer' | 'location' = 'customer',
  ) => {
    const { usedIds } = await connect(await startWith(count));
    return previewNumbering({ kind, template, next }, usedIds, never);
  };

  it('shows the next free ids and those that are passed over', async () => {
    expect(await preview(4, 'C######', 2)).toEqual({
      free: ['C000005', 'C000006', 'C000007', 'C000008', 'C000009'],
      taken: ['C000002', 'C000003', 'C000004'],
      warnings: [],
    });
  });

  it('says that a long stretch is in use', async () => {
    const { free, taken, warnings } = await preview(250, 'C######', 1);
    expect([free.length, taken.length]).toEqual([0, 200]);
    expect(warnings).toEqual(['The next 200 ids are all in use. Enter a higher next number.']);
  });

  it('warns where the ids would look different from all others', async () => {
    expect((await preview(3, 'WEB-####', 1)).warnings).toEqual([
      'Customers in MYOB have ids such as C000001; this template makes WEB-0000. Compare its length and parts with the segmented key (form CS202000).',
    ]);
    expect((await preview(0, 'WEB-####', 1)).warnings).toEqual([]);
    expect((await preview(3, 'L######', 1, 'location')).warnings).toEqual([]);
  });

  it('asks nothing for a template that is none', async () => {
    expect(await preview(0, 'C', 1)).toEqual({
      free: [],
      taken: [],
      warnings: ['The template needs exactly one group of # for the counter, such as C######.'],
    });
  });

  it('ends where the template is full', async () => {
    expect((await preview(0, 'C#', 7)).free).toEqual(['C7', 'C8', 'C9']);
  });
});

describe('numbers of new customers', () => {
  const numbering = { mode: 'template', template: 'C######', next: 1 } as const;
  const people = [1, 2, 3, 4].map((number) =>
    shopifyParty(number, { firstName: 'Ann', lastName: `Of${number}`, email: `ann${number}@example.com` }),
  );

  it('pass over those that business customers have, which no reading of customers shows', async () => {
    const simulator = await startWith(4);
    const { usedIds, source } = await connect(simulator);
    const world = await createErpWorld(simulator, {
      shopify: people,
      profile: { defaults: { ...defaults, numbering } },
      takenNumbers: (numbers, signal) => usedIds.taken('customer', numbers, signal),
    });
    const run = await world.sync();
    expect(run.counts).toMatchObject({ written: { erp: 4 }, failed: 0 });
    const found = await source.findByIdentities(
      people.map(({ values }) => ({ email: values.email, phone: null, number: null })),
      never,
    );
    expect(new Set(found.map(([party]) => party?.number))).toEqual(
      new Set(['C000005', 'C000006', 'C000007', 'C000008']),
    );
  });

  it('that somebody took since the preview take nothing over, and others come with the next one', async () => {
    const simulator = await startWith(0);
    const { usedIds } = await connect(simulator);
    const world = await createErpWorld(simulator, {
      shopify: people.slice(0, 1),
      profile: { defaults: { ...defaults, numbering } },
      takenNumbers: (numbers, signal) => usedIds.taken('customer', numbers, signal),
    });
    const { commit } = await world.prepareOnly();
    simulator.store.addCustomer({
      CustomerID: 'C000001',
      CustomerName: 'Somebody Else',
      CustomerCategory: 'Organization',
    });
    expect((await commit()).counts).toMatchObject({ written: { erp: 0 }, failed: 1 });
    expect(simulator.store.customer('C000001')?.values['CustomerName']).toBe('Somebody Else');
    expect((await world.records())[0]?.cause?.code).toBe('RECORD_EXISTS');
    expect((await world.sync()).counts).toMatchObject({ written: { erp: 1 }, failed: 0 });
    expect(simulator.store.customer('C000002')?.values['CustomerName']).toBe('Ann Of1');
  });

  it.each([
    [
      'that the key does not take',
      { mode: 'auto', prefix: 'C', digits: 6, manualAllowed: false, keyLength: 10 },
      numbering,
    ],
    [
      'that must be given',
      { mode: 'manual', prefix: 'C', digits: 6, manualAllowed: true, keyLength: 10 },
      { mode: 'erp' },
    ],
  ] as const)('%s are refused with the setting to change', async (_, customer, chosen) => {
    const location = { mode: 'auto', prefix: 'L', digits: 6, manualAllowed: true, keyLength: 10 } as const;
    const simulator = await startSimulator({ numbering: { customer, location } });
    const world = await createErpWorld(simulator, {
      shopify: people.slice(0, 1).map((party) => ({
        ...party,
        locations: [
          makeLocation(
            'gid://shopify/MailingAddress/1?model_name=CustomerAddress',
            {
              address1: '1 Wharf Street',
              city: 'Sydney',
              province: 'NSW',
              postcode: '2000',
              country: 'AU',
            },
            { isDefault: true },
          ),
        ],
      })),
      profile: { defaults: { ...defaults, numbering: chosen } },
    });
    await world.sync();
    expect((await world.records())[0]?.cause).toMatchObject({
      code: 'VALUE_REFUSED',
      params: { field: 'Customer ID', source: 'the defaults in Accord' },
    });
  });
});
