/** Attributes and custom fields of individuals, written where a mapping fills one: what is sent, what is answered, and what is refused. */
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { FurtherKey, Party } from '../../../shared/domain/party.ts';
import type { AcumaticaOptions } from '../../../simulators/acumatica/index.ts';
import type { AcumaticaConnector } from '../../../electron/connectors/acumatica/index.ts';
import { startProxy } from './proxy.ts';
import { connect, draft, location, never, readOne, startSimulator } from './support.ts';

const field = (key: FurtherKey, label: string, type: FurtherField['type'] = 'text'): FurtherField => ({
  key,
  label,
  type,
  maximum: null,
});

const further = [
  field('attribute:REGION', 'Sales region'),
  field('attribute:SOURCE', 'Source'),
  field('custom:BAccount.UsrTier', 'Tier'),
  field('custom:BAccount.UsrPoints', 'Points', 'number'),
  field('custom:CurrentCustomer.UsrSpent', 'Spent', 'number'),
  field('custom:BAccount.UsrClub', 'Club', 'yesNo'),
  field('custom:BAccount.UsrJoined', 'Joined', 'date'),
] as const;

const customFields: AcumaticaOptions['customFields'] = {
  Customer: [
    'BAccount.UsrTier',
    { path: 'BAccount.UsrPoints', type: 'CustomIntField' },
    { path: 'CurrentCustomer.UsrSpent', type: 'CustomDecimalField' },
    { path: 'BAccount.UsrClub', type: 'CustomBooleanField' },
    { path: 'BAccount.UsrJoined', type: 'CustomDateTimeField' },
    { path: 'BAccount.UsrOwner', type: 'CustomGuidField' },
  ],
};

async function startCompany(options: Partial<AcumaticaOptions> = {}) {
  const simulator = await startSimulator({ customFields, timeZoneOffset: 600, ...options });
  const { store } = simulator;
  store.setLookUp('CustomerClass', { ClassID: 'RURAL', Description: 'Rural' }, [
    { AttributeID: 'REGION', Description: 'Sales region', Active: true, SortOrder: 1 },
    { AttributeID: 'SOURCE', Description: 'Source', Active: true, SortOrder: 2 },
    { AttributeID: 'HOBBY', Description: 'Hobby', Active: true, SortOrder: 3 },
  ]);
  const mere = store.addCustomer({
    CustomerID: 'MERE',
    CustomerName: 'Mere Tane',
    CustomerClass: 'RURAL',
    Attributes: [
      { AttributeID: 'REGION', Value: 'Otago' },
      { AttributeID: 'SOURCE', Value: 'Fair' },
      { AttributeID: 'HOBBY', Value: 'Sailing' },
    ],
  });
  mere.custom = { BAccount: { UsrTier: 'Gold' } };
  store.addCustomer({ CustomerID: 'ANA', CustomerName: 'Ana Ito' });
  return simulator;
}

/** A connected company with Mere as she was read; nothing is counted yet. */
async function meetMere(options: Partial<AcumaticaOptions> = {}) {
  const simulator = await startCompany(options);
  const connector = await connect(simulator, { further });
  const mere = await readOne(connector.source, 'MERE');
  simulator.resetCounters();
  return { simulator, ...connector, mere };
}

async function readBack({ source }: Pick<AcumaticaConnector, 'source'>, { key }: Party): Promise<Party> {
  const party = (await source.readByKeys([key], never)).get(key);
  if (party === undefined) throw new Error(`There is no ${key}`);
  return party;
}

const ofKeys = ({ attributes = {} }: Party) =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => key.includes(':')));

function withoutAttributes(body: Readonly<Record<string, unknown>>) {
  const { Attributes: _, ...rest } = body;
  return rest;
}

/** What people read of an error. */
async function textOf(write: Promise<unknown>): Promise<string> {
  const error: unknown = await write.catch((thrown: unknown) => thrown);
  if (!isAppError(error)) throw new Error('It was not refused', { cause: error });
  const { title, text } = describeError(error.code, error.params);
  return `${title}: ${text}`;
}

describe('attributes and custom fields that are written', () => {
  it('come with one request, each as its type wants it, and are answered as a reading answers them', async () => {
    const { simulator, source, sink, mere } = await meetMere();
    const after = await sink.setFurther(
      mere,
      {
        'attribute:REGION': 'Southland',
        'custom:BAccount.UsrTier': 'Silver',
        'custom:BAccount.UsrPoints': '1200',
        'custom:CurrentCustomer.UsrSpent': '99.95',
        'custom:BAccount.UsrClub': 'yes',
        'custom:BAccount.UsrJoined': '2026-03-01',
      },
      never,
    );
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 1 });
    expect(ofKeys(after)).toEqual({
      'attribute:REGION': 'Southland',
      'attribute:SOURCE': 'Fair',
      'custom:BAccount.UsrTier': 'Silver',
      'custom:BAccount.UsrPoints': 1200,
      'custom:CurrentCustomer.UsrSpent': 99.95,
      'custom:BAccount.UsrClub': true,
      'custom:BAccount.UsrJoined': '2026-03-01T00:00:00.000Z',
    });
    expect(await readBack({ source }, mere)).toEqual(after);
    const row = simulator.store.customer('MERE');
    expect(row?.attributes.map(({ values }) => [values['AttributeID'], values['Value']])).toEqual([
      ['REGION', 'Southland'],
      ['SOURCE', 'Fair'],
      ['HOBBY', 'Sailing'],
    ]);
    expect(row?.custom?.['BAccount']?.['UsrJoined']).toBe(Date.parse('2026-03-01T00:00:00+10:00'));
  });

  it('are emptied one by one, and are absent then', async () => {
    const { source, sink, mere } = await meetMere();
    const filled = await sink.setFurther(
      mere,
      {
        'custom:BAccount.UsrPoints': '3',
        'custom:BAccount.UsrClub': 'no',
        'custom:BAccount.UsrJoined': '2026-03-01T09:30:00.000Z',
      },
      never,
    );
    expect(ofKeys(filled)).toMatchObject({
      'custom:BAccount.UsrPoints': 3,
      'custom:BAccount.UsrClub': false,
      'custom:BAccount.UsrJoined': '2026-03-01T09:30:00.000Z',
    });
    const after = await sink.setFurther(
      filled,
      {
        'attribute:REGION': null,
        'custom:BAccount.UsrTier': null,
        'custom:BAccount.UsrPoints': null,
        'custom:BAccount.UsrClub': null,
        'custom:BAccount.UsrJoined': null,
      },
      never,
    );
    expect(ofKeys(after)).toEqual({ 'attribute:SOURCE': 'Fair' });
    expect(await readBack({ source }, mere)).toEqual(after);
  });

  it('are set back to what was read, a day to the same day', async () => {
    const { simulator, sink, mere } = await meetMere();
    await sink.setFurther(mere, { 'custom:BAccount.UsrJoined': '2026-03-01T00:00:00.000Z' }, never);
    expect(simulator.store.customer('MERE')?.custom?.['BAccount']?.['UsrJoined']).toBe(
      Date.parse('2026-03-01T00:00:00+10:00'),
    );
  });

  it('are answered of a profile that does not name them, and nothing is asked for nothing', async () => {
    const simulator = await startCompany();
    const { source, sink } = await connect(simulator);
    const mere = await readOne(source, 'MERE');
    const values = { 'attribute:REGION': 'Southland', 'custom:BAccount.UsrPoints': '7' } as const;
    const after = await sink.setFurther(mere, values, never);
    expect(ofKeys(after)).toEqual({ 'attribute:REGION': 'Southland', 'custom:BAccount.UsrPoints': 7 });
    simulator.resetCounters();
    expect(await sink.setFurther(mere, {}, never)).toBe(mere);
    expect(simulator.counters.requests).toBe(0);
  });

  it('have their types asked for once, and only for custom fields', async () => {
    const { simulator, sink, mere } = await meetMere();
    const asked = () => simulator.counters.readsByEntity['GET Customer'] ?? 0;
    await sink.setFurther(mere, { 'attribute:REGION': 'Southland' }, never);
    expect(asked()).toBe(0);
    await Promise.all([
      sink.setFurther(mere, { 'custom:BAccount.UsrTier': 'Silver' }, never),
      sink.setFurther(mere, { 'custom:BAccount.UsrPoints': '1' }, never),
    ]);
    await sink.setFurther(mere, { 'custom:BAccount.UsrPoints': '2' }, never);
    expect(asked()).toBe(1);
  });

  it('have their types asked for again where that failed, with nothing sent', async () => {
    const { simulator, sink, mere } = await meetMere();
    const values = { 'custom:BAccount.UsrTier': 'Silver' } as const;
    simulator.faults.add({ kind: 'forbidden', method: 'GET', entity: 'Customer' });
    await expect(sink.setFurther(mere, values, never)).rejects.toMatchObject({ code: 'ERP_NO_RIGHTS' });
    expect(simulator.counters.writes).toEqual({});
    expect(ofKeys(await sink.setFurther(mere, values, never))).toMatchObject(values);
  });
});

describe('what cannot be written', () => {
  it('is named by the field and its reason, where the ERP refuses it', async () => {
    const { simulator, source, sink } = await meetMere();
    const ana = await readOne(source, 'ANA');
    const write = sink.setFurther(
      ana,
      { 'custom:BAccount.UsrTier': 'Gold', 'attribute:REGION': 'Otago' },
      never,
    );
    await expect(write).rejects.toMatchObject({
      code: 'VALUE_REFUSED',
      fields: { 'attribute:REGION': "'Attribute' cannot be found in the system" },
    });
    expect(await textOf(write)).toBe(
      "MYOB Acumatica refused a value of customer ANA (Ana Ito): Sales region: 'Attribute' cannot be found in the system. " +
        'Correct it in Shopify, or in the mapping, then prepare again.',
    );
    expect(simulator.counters.writesRefused).toBe(1);
    expect(simulator.store.customer('ANA')?.custom).toBeUndefined();
  });

  it('is told of a custom field too, where the refusal stands there', async () => {
    const simulator = await startCompany();
    const proxy = await startProxy(simulator.url);
    const { source, sink } = await connect(proxy, { further });
    const mere = await readOne(source, 'MERE');
    proxy.interfere({
      request: 'PUT Customer',
      times: 1,
      reaches: false,
      reply: {
        status: 422,
        body: {
          custom: {
            BAccount: { UsrTier: { type: 'CustomStringField', value: 'Tin', error: 'Not in the list.' } },
          },
        },
      },
    });
    await expect(sink.setFurther(mere, { 'custom:BAccount.UsrTier': 'Tin' }, never)).rejects.toMatchObject({
      code: 'VALUE_REFUSED',
      params: { field: 'Tier', message: 'Not in the list' },
      fields: { 'custom:BAccount.UsrTier': 'Not in the list' },
    });
  });

  it.each([
    ['custom:BAccount.UsrPoints', 'many', 'Points', 'a whole number from -2147483648 to 2147483647'],
    ['custom:BAccount.UsrPoints', '1.5', 'Points', 'a whole number'],
    ['custom:BAccount.UsrPoints', '3000000000', 'Points', 'a whole number'],
    ['custom:CurrentCustomer.UsrSpent', '12,50', 'Spent', 'a number, such as 12.5'],
    ['custom:BAccount.UsrClub', 'perhaps', 'Club', 'yes or no'],
    ['custom:BAccount.UsrJoined', '2026-02-30', 'Joined', 'a date, such as 2026-03-01'],
    ['custom:BAccount.UsrJoined', '1 March', 'Joined', 'a date'],
    ['custom:BAccount.UsrJoined', '2026-03-01T25:00:00Z', 'Joined', 'a date'],
  ] as const)(
    'is a value that its type does not take: %s = %s, with nothing sent',
    async (key, value, ...said) => {
      const { simulator, sink, mere } = await meetMere();
      const write = sink.setFurther(mere, { 'attribute:REGION': 'Southland', [key]: value }, never);
      await expect(write).rejects.toMatchObject({
        code: 'VALUE_REFUSED',
        fields: { [key]: expect.any(String) as string },
      });
      const text = await textOf(write);
      for (const part of [value, ...said]) expect(text).toContain(part);
      expect(simulator.counters.writes).toEqual({});
    },
  );

  it('is a custom field that is gone, or of a type that is not known, with nothing sent', async () => {
    const { simulator, sink, mere } = await meetMere();
    const gone = sink.setFurther(mere, { 'attribute:REGION': null, 'custom:BAccount.UsrGone': 'x' }, never);
    await expect(gone).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
    expect(await textOf(gone)).toContain(
      'The custom field "BAccount.UsrGone" (BAccount.UsrGone) no longer exists. Take it out of the mapping',
    );
    const owner = sink.setFurther(mere, { 'custom:BAccount.UsrOwner': null }, never);
    await expect(owner).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
    expect(await textOf(owner)).toContain('is of the type CustomGuidField');
    expect(simulator.counters.writes).toEqual({});
  });

  it('is a field of the other system, and any of a business customer', async () => {
    const { simulator, sink, mere } = await meetMere();
    await expect(sink.setFurther(mere, { 'metafield:loyalty.level': 'Gold' }, never)).rejects.toMatchObject({
      code: 'REQUEST_FAULTY',
    });
    await expect(
      sink.setFurther({ ...mere, kind: 'company' }, { 'attribute:REGION': 'Otago' }, never),
    ).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
    expect(simulator.counters.requests).toBe(0);
  });

  it('is anything of a customer who is gone', async () => {
    const { simulator, sink, mere } = await meetMere();
    simulator.store.deleteCustomer('MERE');
    await expect(sink.setFurther(mere, { 'attribute:REGION': 'Otago' }, never)).rejects.toMatchObject({
      code: 'RECORD_GONE',
    });
  });
});

describe('answers that do not tell all', () => {
  const values = { 'attribute:REGION': 'Southland', 'custom:BAccount.UsrTier': 'Silver' } as const;
  const silences: readonly [string, (body: Readonly<Record<string, unknown>>) => unknown][] = [
    ['empty details', (body) => ({ ...body, Attributes: [] })],
    ['no details', withoutAttributes],
    ['no custom fields', (body) => ({ ...body, custom: {} })],
  ];

  async function meetSilence(changeAnswer: (body: Readonly<Record<string, unknown>>) => unknown) {
    const simulator = await startCompany();
    const proxy = await startProxy(simulator.url);
    const connector = await connect(proxy, { further });
    const mere = await readOne(connector.source, 'MERE');
    proxy.interfere({
      request: 'PUT Customer',
      times: null,
      reaches: true,
      reply: 'asAnswered',
      changeAnswer,
    });
    return { simulator, proxy, ...connector, mere };
  }

  it.each(silences)('are not believed: with %s the customer is read once more', async (_, changeAnswer) => {
    const { simulator, source, sink, mere } = await meetSilence(changeAnswer);
    const after = await sink.setFurther(mere, values, never);
    expect(ofKeys(after)).toEqual({ ...values, 'attribute:SOURCE': 'Fair' });
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 1 });
    expect(await readBack({ source }, mere)).toEqual(after);
  });

  it('are read to their end, also when the work is being stopped', async () => {
    const stop = new AbortController();
    const { sink, mere } = await meetSilence((body) => {
      stop.abort();
      return { ...body, Attributes: [] };
    });
    const after = await sink.setFurther(mere, values, stop.signal);
    expect(stop.signal.aborted).toBe(true);
    expect(ofKeys(after)).toMatchObject(values);
  });

  it('leave the outcome unknown where that reading fails, or the customer is gone by then', async () => {
    const { simulator, proxy, sink, mere } = await meetSilence((body) => ({ ...body, Attributes: [] }));
    const notFound = { exceptionMessage: 'No entity satisfies the condition.' };
    for (const [status, body] of [
      [403, { message: 'No rights' }],
      [404, notFound],
    ] as const) {
      proxy.interfere({ request: 'GET Customer', times: 1, reaches: false, reply: { status, body } });
      await expect(sink.setFurther(mere, { 'attribute:REGION': 'Otago' }, never)).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
      });
    }
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 2 });
  });

  it('are believed where they come again: the ERP dropped what it took', async () => {
    const simulator = await startCompany();
    const proxy = await startProxy(simulator.url);
    const { source, sink } = await connect(proxy, { further });
    const ana = await readOne(source, 'ANA');
    proxy.interfere({
      request: 'PUT Customer',
      times: 1,
      reaches: true,
      change: withoutAttributes,
      reply: 'asAnswered',
    });
    expect(ofKeys(await sink.setFurther(ana, { 'attribute:REGION': 'Otago' }, never))).toEqual({});
  });

  it.each(silences)('take nothing from what is known of a customer: %s', async (_, changeAnswer) => {
    const { sink, mere } = await meetSilence(changeAnswer);
    const after = await sink.updateCustomer(mere, { values: { phone: '0412 345 678' } }, never);
    expect(after.values.phone).toBe('0412 345 678');
    expect(after.attributes).toEqual(mere.attributes);
    const made = await sink.createCustomer(draft(), never);
    expect(ofKeys(made)).toEqual({});
  });

  it('are found again by reading where none came', async () => {
    const { simulator, source, sink, mere } = await meetMere();
    simulator.faults.add({ kind: 'answerLost', method: 'PUT', entity: 'Customer' });
    await expect(sink.setFurther(mere, values, never)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(ofKeys(await readBack({ source }, mere))).toEqual({ ...values, 'attribute:SOURCE': 'Fair' });
  });
});

describe('other writes to a customer', () => {
  it('keep attributes and custom fields', async () => {
    const { source, sink, mere } = await meetMere();
    const known = ofKeys(mere);
    expect(known).toEqual({
      'attribute:REGION': 'Otago',
      'attribute:SOURCE': 'Fair',
      'custom:BAccount.UsrTier': 'Gold',
    });
    const updated = await sink.updateCustomer(mere, { values: { email: 'mere@example.com' } }, never);
    const added = await sink.createLocation(
      updated,
      { key: null, values: location(), name: 'Shed', externalReference: null, makeDefault: false },
      never,
    );
    const changed = await sink.updateLocation(added.party, added.key, { values: { city: 'Preston' } }, never);
    const other = await sink.setDefaultLocation(changed, added.key, never);
    const main = await sink.setDefaultLocation(other, 'MAIN', never);
    const removed = await sink.removeLocation(main, added.key, never);
    const deleted = await sink.deleteLocation(removed, added.key, never);
    const off = await sink.deactivateCustomer(deleted, never);
    const on = await sink.activateCustomer(off, 'active', never);
    for (const party of [updated, added.party, changed, other, main, removed, deleted, off, on]) {
      expect(ofKeys(party)).toEqual(known);
    }
    expect(ofKeys(await readBack({ source }, mere))).toEqual(known);
  });

  it('bring along what a class gives to new ones', async () => {
    const simulator = await startCompany();
    simulator.store.setLookUp('CustomerClass', { ClassID: 'ECCUSTOMER', Description: 'Online' }, [
      { AttributeID: 'REGION', Description: 'Sales region', Active: true, DefaultValue: 'Web' },
    ]);
    const { source, sink } = await connect(simulator, { further });
    const made = await sink.createCustomer(draft(), never);
    expect(ofKeys(made)).toEqual({ 'attribute:REGION': 'Web' });
    const after = await sink.setFurther(made, { 'attribute:REGION': 'North' }, never);
    expect(await readBack({ source }, made)).toEqual(after);
  });
});
