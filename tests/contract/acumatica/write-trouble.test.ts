/**
 * Every way in which the ERP can answer a write, met by every kind of write, through the whole commit: the record is written once
 * or not at all, whoever reads the history learns which record, what is wrong and what to do, and the next sync ends in agreement.
 */
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import type { Run } from '../../../shared/sync/ledger-port.ts';
import { makeLocation, shopifyParty } from '../../support/parties.ts';
import { createErpWorld, type ErpWorld } from './commit-world.ts';
import { startProxy, type Interference } from './proxy.ts';
import { startSimulator } from './support.ts';

const address = (number: number, isDefault = false) =>
  makeLocation(
    `gid://shopify/MailingAddress/${number}?model_name=CustomerAddress`,
    {
      attention: 'Mia Nguyen',
      address1: `${number} Wharf Street`,
      city: 'Sydney',
      province: 'NSW',
      postcode: '2000',
      country: 'AU',
    },
    { isDefault },
  );

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com', phone: '+61412345678' };
const key = shopifyParty(1).key;

interface Write {
  readonly name: string;
  readonly request: string;
  /** Linked and in agreement before, or not there yet. */
  readonly isLinked: boolean;
  /** What a person does in Shopify, so that this write and no other is due. */
  readonly edit: (world: ErpWorld) => void;
}

const writes: readonly Write[] = [
  {
    name: 'a new customer',
    request: 'PUT Customer',
    isLinked: false,
    edit: ({ shopify }) => shopify.put(shopifyParty(1, { ...mia, locations: [address(1, true)] })),
  },
  {
    name: 'a changed customer',
    request: 'PUT Customer',
    isLinked: true,
    edit: ({ shopify }) =>
      shopify.edit(key, (party) => ({ ...party, values: { ...party.values, email: 'mia.n@example.com' } })),
  },
  {
    name: 'a new location',
    request: 'PUT CustomerLocation',
    isLinked: true,
    edit: ({ shopify }) =>
      shopify.edit(key, (party) => ({ ...party, locations: [...party.locations, address(3)] })),
  },
  {
    name: 'a changed location',
    request: 'PUT CustomerLocation',
    isLinked: true,
    edit: ({ shopify }) =>
      shopify.edit(key, (party) => ({
        ...party,
        locations: party.locations.map((location) =>
          location.isDefault
            ? location
            : { ...location, values: { ...location.values, address2: 'Level 2' } },
        ),
      })),
  },
  {
    name: 'a deactivated location',
    request: 'PUT CustomerLocation',
    isLinked: true,
    edit: ({ shopify }) =>
      shopify.edit(key, (party) => ({
        ...party,
        locations: party.locations.filter(({ isDefault }) => isDefault),
      })),
  },
];

type Trouble = Pick<Interference, 'times' | 'reaches' | 'reply'>;

async function meet(write: Write, trouble: Trouble) {
  const simulator = await startSimulator();
  const proxy = await startProxy(simulator.url);
  const world = await createErpWorld(proxy, {
    shopify: write.isLinked ? [shopifyParty(1, { ...mia, locations: [address(1, true), address(2)] })] : [],
  });
  if (write.isLinked) await world.sync();
  write.edit(world);
  simulator.resetCounters();
  proxy.interfere({ request: write.request, ...trouble });
  const run = await world.sync();
  const { writesTotal, writesRefused } = simulator.counters;
  proxy.clear();
  return { simulator, world, run, landed: writesTotal - writesRefused };
}

type Met = Awaited<ReturnType<typeof meet>>;

/** Without the trouble the next sync leaves one customer, in agreement, and nothing to write. */
async function expectGoodEnd({ simulator, world }: Met): Promise<void> {
  await world.sync().catch(() => undefined);
  const { totals } = await world.prepare();
  expect(totals.writes).toEqual({ erp: 0, shopify: 0 });
  expect(totals.byVerb).toMatchObject({ equal: 1, create: 0, conflict: 0 });
  expect(simulator.store.customers()).toHaveLength(1);
  const active = simulator.store
    .customers()[0]
    ?.locations.filter(({ values }) => values['Status'] !== 'Inactive');
  expect(active).toHaveLength(world.shopify.party(key)?.locations.length ?? 0);
}

async function causeOf({ world }: Met) {
  const [record] = await world.records();
  if (record?.cause == null) throw new Error('The record has no cause.');
  return {
    status: record.status,
    code: record.cause.code,
    fields: record.cause.fields,
    ...describeError(record.cause.code, record.cause.params),
  };
}

const json = (status: number, body: unknown): Trouble['reply'] => ({ status, body });
const page = '<!DOCTYPE html><html><title>Error</title></html>';
const loginPage = '<html><form><input name="password" type="password"></form></html>';
const exception = {
  message: 'An error has occurred.',
  exceptionMessage: 'Object reference not set to an instance of an object.',
  exceptionType: 'System.NullReferenceException',
};

describe.each(writes)('$name', (write) => {
  it.each<[string, Trouble['reply'], string, RegExp, Readonly<Record<string, string>>?]>([
    [
      '400',
      json(400, { message: 'The request is not valid.' }),
      'WRITE_REFUSED',
      /The request is not valid.*prepare again/,
    ],
    [
      '406',
      json(406, { message: 'POST is not accepted here.' }),
      'WRITE_REFUSED',
      /POST is not accepted here.*prepare again/,
    ],
    [
      '422 without a field',
      json(422, { error: 'The document is locked.' }),
      'WRITE_REFUSED',
      /The document is locked.*prepare again/,
    ],
    [
      '422 with nested field errors',
      json(422, {
        MainContact: { Address: { PostalCode: { value: 'x', error: 'Wrong postcode.' } } },
        LocationName: { error: 'Too long.' },
        error: 'The record has errors.',
      }),
      'VALUE_REFUSED',
      /Postcode: Wrong postcode; Location name: Too long\. Correct it in Shopify, then prepare again/,
      { postcode: 'Wrong postcode', 'Location name': 'Too long' },
    ],
  ])('refused with %s: not written, and said so', async (_, reply, code, sentence, fields = {}) => {
    const met = await meet(write, { times: null, reaches: false, reply });
    expect(met.run).toMatchObject({ state: 'finished', counts: { failed: 1, written: { erp: 0 } } });
    expect(met.landed).toBe(0);
    const cause = await causeOf(met);
    expect(cause).toMatchObject({ status: 'failed', code });
    expect(cause.title).toContain('Mia Nguyen');
    expect(cause.text).toMatch(sentence);
    expect(cause.fields).toEqual(fields);
    await expectGoodEnd(met);
  });

  it('answered with 412: the record came or went in the meantime', async () => {
    const met = await meet(write, {
      times: null,
      reaches: false,
      reply: json(412, { message: 'Precondition' }),
    });
    expect(met.landed).toBe(0);
    const cause = await causeOf(met);
    const isNew = write.name.startsWith('a new');
    expect(cause.code).toBe(isNew ? 'RECORD_EXISTS' : 'RECORD_GONE');
    expect(cause.title).toContain('Mia Nguyen');
    expect(cause.text).toContain('Prepare again');
    await expectGoodEnd(met);
  });

  it.each<[string, number | null, Trouble['reply'], string]>([
    ['401 for ever', null, json(401, { message: 'You are not logged in.' }), 'ERP_SESSION_EXPIRED'],
    ['the log-in page for ever', null, json(200, loginPage), 'ERP_SESSION_EXPIRED'],
    ['403', null, json(403, { message: 'Insufficient rights.' }), 'ERP_NO_RIGHTS'],
    ['429 for ever', null, json(429, { message: 'Limit.' }), 'ERP_REQUEST_LIMIT'],
  ])('answered with %s: the run is interrupted, and spends no attempt', async (_, times, reply, code) => {
    const met = await meet(write, { times, reaches: false, reply });
    expect(met.run).toMatchObject({
      state: 'interrupted',
      cause: { code },
      counts: { failed: 0, waiting: 1 },
    });
    expect(met.landed).toBe(0);
    const { title, text } = describeError(met.run.cause?.code ?? 'INTERNAL', met.run.cause?.params);
    expect(`${title} ${text}`).not.toMatch(/[{}]/);
    await expectGoodEnd(met);
  });

  it('answered with 404 as no endpoint is there: nothing else is tried', async () => {
    const met = await meet(write, { times: null, reaches: false, reply: json(404, page) });
    expect(met.run).toMatchObject({ state: 'interrupted', cause: { code: 'ERP_ENTITY_MISSING' } });
    expect(met.landed).toBe(0);
    await expectGoodEnd(met);
  });

  it.each<[string, Trouble['reply'], boolean]>([
    ['401 once', json(401, { message: 'You are not logged in.' }), false],
    ['the log-in page once', json(200, loginPage), false],
    ['429 once', json(429, { message: 'Limit.' }), false],
    ['500 before the work', json(500, exception), false],
    ['500 after the work', json(500, exception), true],
    ['502 with a page before the work', json(502, page), false],
    ['502 with a page after the work', json(502, page), true],
    ['a page as success, after the work', json(200, page), true],
    ['a cut connection before the work', 'cut', false],
    ['a cut connection after the work', 'cut', true],
  ])('met by %s: written exactly once', async (_, reply, reaches) => {
    const met = await meet(write, { times: 1, reaches, reply });
    expect(met.run).toMatchObject({
      state: 'finished',
      counts: { failed: 0, written: { erp: 1 }, waiting: 0 },
    });
    expect(met.landed).toBe(1);
    await expectGoodEnd(met);
    expect(met.simulator.counters.writesTotal).toBe(1);
  });

  it.each<[string, Trouble['reply'], RegExp]>([
    [
      '500 for ever',
      json(500, exception),
      /sent twice \(it answered with status 500: Object reference not set/,
    ],
    ['cut connections for ever', 'cut', /sent twice \(the connection was cut/],
  ])('met by %s: read to be nowhere, and said why', async (_, reply, sentence) => {
    const met = await meet(write, { times: null, reaches: false, reply });
    expect(met.run).toMatchObject({ state: 'finished', counts: { failed: 1, written: { erp: 0 } } });
    expect(met.landed).toBe(0);
    const cause = await causeOf(met);
    expect(cause).toMatchObject({ status: 'failed', code: 'NOT_WRITTEN' });
    expect(cause.title).toContain('Mia Nguyen');
    expect(cause.text).toMatch(sentence);
    await expectGoodEnd(met);
  });
});

describe('what the server makes of a value', () => {
  /** By its own table the ERP keeps another code for the state (acumatica.md 3.8: a matching name is replaced by the ID). */
  const ownStates = {
    validation: {
      countryCheck: 'id' as const,
      countries: { AU: { states: [{ id: 'SYD-2', name: 'NSW' }], stateCheck: 'idOrName' as const } },
    },
  };

  it('L7 is said so on the row and does not come back', async () => {
    const simulator = await startSimulator(ownStates);
    const world = await createErpWorld(simulator, {
      shopify: [shopifyParty(1, { ...mia, locations: [address(1, true), address(2)] })],
    });
    const run: Run = await world.sync();
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, written: { erp: 1 } } });
    const [record] = await world.records();
    expect(record).toMatchObject({
      status: 'processed',
      cause: {
        code: 'CHANGED_BY_SERVER',
        params: { field: 'State', sent: 'NSW', stored: 'SYD-2' },
        fields: { State: 'stored as "SYD-2" instead of "NSW"' },
      },
    });
    const second = await world.prepare();
    expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(second.totals.byVerb).toMatchObject({ equal: 1, conflict: 0 });
  });

  it('L12 a request that was taken without effect has not succeeded', async () => {
    const simulator = await startSimulator();
    const proxy = await startProxy(simulator.url);
    const world = await createErpWorld(proxy, {
      shopify: [shopifyParty(1, { ...mia, locations: [address(1, true), address(2)] })],
    });
    await world.sync();
    world.shopify.edit(key, (party) => ({
      ...party,
      locations: party.locations.filter(({ isDefault }) => isDefault),
    }));
    proxy.interfere({
      request: 'PUT CustomerLocation',
      times: null,
      reaches: true,
      reply: 'asAnswered',
      change: (body) => ({ ...body, Status: undefined }),
    });
    const run = await world.sync();
    expect(run.counts.failed).toBe(1);
    const [record] = await world.records();
    expect(record?.cause).toMatchObject({
      code: 'WRITE_REFUSED',
      params: { message: 'The request was taken, but the status did not change' },
    });
  });

  it('a value that screen logic dropped is named', async () => {
    const simulator = await startSimulator();
    const proxy = await startProxy(simulator.url);
    const world = await createErpWorld(proxy, {
      shopify: [shopifyParty(1, { ...mia, locations: [address(1, true)] })],
    });
    proxy.interfere({
      request: 'PUT Customer',
      times: 1,
      reaches: true,
      reply: 'asAnswered',
      change: (body) => ({
        ...body,
        AccountRef: undefined,
        MainContact: { ...(body['MainContact'] as object), Phone1: undefined },
      }),
    });
    await world.sync();
    const [record] = await world.records();
    expect(record?.cause).toMatchObject({
      code: 'CHANGED_BY_SERVER',
      params: { field: 'Phone', sent: '+61412345678', stored: '' },
      fields: { 'Ext. Ref. Nbr.': 'stored as "" instead of "1 - Harbour"' },
    });
  });
});
