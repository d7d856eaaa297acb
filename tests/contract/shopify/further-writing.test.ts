/** Metafields of customers that a mapping fills: set, emptied, refused, and found again where the answer was lost. */
import { describe, expect, it } from 'vitest';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import { isAppError, type AppError } from '../../../shared/domain/app-error.ts';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import type { FurtherKey } from '../../../shared/domain/fields.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { Party } from '../../../shared/domain/party.ts';
import { locationDraft, openStore, signal, streetAddress, type Store } from './support.ts';

/** Each type that is a plain value: what is written, as it is sent, and as it is read. */
const samples = [
  ['loyalty.level', 'single_line_text_field', 'text', 'Gold, "old"', 'Gold, "old"', 'Gold, "old"'],
  ['loyalty.notes', 'multi_line_text_field', 'text', 'One\nTwo', 'One\nTwo', 'One\nTwo'],
  [
    'loyalty.page',
    'url',
    'text',
    'https://example.com/ana',
    'https://example.com/ana',
    'https://example.com/ana',
  ],
  ['loyalty.colour', 'color', 'text', '#ff8800', '#ff8800', '#ff8800'],
  ['loyalty.points', 'number_integer', 'number', '+0250.00', '250', 250],
  ['loyalty.debt', 'number_integer', 'number', '-7', '-7', -7],
  ['loyalty.rate', 'number_decimal', 'number', '2.50', '2.50', 2.5],
  ['custom.is-staff', 'boolean', 'yesNo', 'yes', 'true', true],
  ['custom.is-guest', 'boolean', 'yesNo', 'no', 'false', false],
  ['loyalty.since', 'date', 'date', '2024-03-01T23:30:00Z', '2024-03-01', '2024-03-01T00:00:00.000Z'],
  ['loyalty.born', 'date', 'date', '1988-02-29', '1988-02-29', '1988-02-29T00:00:00.000Z'],
  [
    'loyalty.seen',
    'date_time',
    'date',
    '2024-03-01T08:15:30.000+08:00',
    '2024-03-01T00:15:30',
    '2024-03-01T00:15:30.000Z',
  ],
  [
    'custom.interests',
    'list.single_line_text_field',
    'list',
    'Tea,  Jam ,tea',
    '["Tea","Jam"]',
    ['Tea', 'Jam'],
  ],
  ['custom.sizes', 'list.number_integer', 'list', '08, 10', '[8,10]', ['8', '10']],
  ['custom.rates', 'list.number_decimal', 'list', '1.50, 2', '[1.50,2]', ['1.5', '2']],
  [
    'custom.days',
    'list.date',
    'list',
    '2024-03-01, 2025-01-31T10:00:00Z',
    '["2024-03-01","2025-01-31"]',
    ['2024-03-01', '2025-01-31'],
  ],
] as const;

const keyOf = (path: string): FurtherKey => `metafield:${path}`;

const further: readonly FurtherField[] = samples.map(([path, , type]) => ({
  key: keyOf(path),
  label: `The ${path.slice(path.indexOf('.') + 1)}`,
  type,
  maximum: null,
}));

const level = keyOf('loyalty.level');
const points = keyOf('loyalty.points');

interface Scene {
  readonly store: Store;
  readonly connector: ShopifyConnector;
  readonly ana: Party;
  readonly stored: () => Promise<Party>;
  /** As Shopify holds it, by `namespace.key`. */
  readonly wire: () => Readonly<Record<string, string>>;
}

function define({ simulator }: Store, path: string, type: string): void {
  const [namespace = '', key = ''] = path.split('.');
  simulator.store.defineMetafield({ namespace, key, name: path, type, ownerType: 'CUSTOMER' });
}

async function openScene(): Promise<Scene> {
  const store = await openStore();
  for (const [path, type] of samples) define(store, path, type);
  const key = store.simulator.store.addCustomer({
    firstName: 'Ana',
    lastName: 'Ito',
    email: 'ana@example.com.au',
    tags: ['retail'],
    addresses: [streetAddress(1)],
    metafields: [
      { namespace: 'loyalty', key: 'level', value: 'Silver' },
      { namespace: 'other', key: 'level', type: 'single_line_text_field', value: 'Another app' },
    ],
  });
  const connector = await store.connect({ further });
  const stored = async (): Promise<Party> => {
    const party = (await connector.source.readByKeys([key], signal)).get(key);
    if (party === undefined) throw new Error('Ana is missing');
    return party;
  };
  const wire = () =>
    Object.fromEntries(
      (store.simulator.store.customer(key)?.metafields ?? []).map(
        ({ namespace, key: its, value }) => [`${namespace}.${its}`, value] as const,
      ),
    );
  return { store, connector, ana: await stored(), stored, wire };
}

async function refusalOf(write: Promise<unknown>): Promise<AppError> {
  const error = await write.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

function sentenceOf({ code, params }: AppError): string {
  const { title, text } = describeError(code, params);
  const sentence = `${title}. ${text}`;
  expect(sentence).not.toMatch(/[{}]|undefined|null|\.\./);
  return sentence;
}

const mutationsOf = ({ store }: Scene): number => store.simulator.counters.mutationsTotal;

describe('metafields of a customer', () => {
  it('are set in one request, each as its type takes it, and read back as they are answered', async () => {
    const scene = await openScene();
    const values = Object.fromEntries(samples.map(([path, , , value]) => [keyOf(path), value]));
    // Stamps are of whole seconds.
    await scene.store.clock.sleep(5000);
    const party = await scene.connector.sink.setFurther(scene.ana, values, signal);
    expect(mutationsOf(scene)).toBe(1);
    expect(scene.wire()).toEqual({
      'other.level': 'Another app',
      ...Object.fromEntries(samples.map(([path, , , , sent]) => [path, sent])),
    });
    expect(party.attributes).toEqual({
      orders: 0,
      account: 'disabled',
      ...Object.fromEntries(samples.map(([path, , , , , read]) => [keyOf(path), read])),
    });
    expect(await scene.stored()).toEqual(party);
    expect(party.revision).not.toBe(scene.ana.revision);
  });

  it('are emptied in one request, and are absent then; others stay', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    const set = await sink.setFurther(scene.ana, { [points]: '3', [level]: 'Gold' }, signal);
    // One of them was never there: that is no error.
    const party = await sink.setFurther(set, { [level]: null, [keyOf('loyalty.rate')]: null }, signal);
    expect(mutationsOf(scene)).toBe(2);
    expect(scene.wire()).toEqual({ 'loyalty.points': '3', 'other.level': 'Another app' });
    expect(party.attributes).toEqual({ orders: 0, account: 'disabled', [points]: 3 });
    expect((await scene.stored()).attributes).toEqual(party.attributes);
  });

  it('are set before others are emptied, where a call does both', async () => {
    const scene = await openScene();
    const party = await scene.connector.sink.setFurther(scene.ana, { [level]: null, [points]: '3' }, signal);
    expect(mutationsOf(scene)).toBe(2);
    expect((await scene.stored()).attributes).toEqual(party.attributes);
    expect(party.attributes).toEqual({ orders: 0, account: 'disabled', [points]: 3 });
  });

  it('that nobody gave are not asked about', async () => {
    const scene = await openScene();
    const { requests } = scene.store.simulator.counters;
    expect(await scene.connector.sink.setFurther(scene.ana, {}, signal)).toEqual(scene.ana);
    expect(scene.store.simulator.counters.requests).toBe(requests);
  });

  it('are written, too, where no rule of the profile names them', async () => {
    const scene = await openScene();
    const { sink } = await scene.store.connect();
    const party = await sink.setFurther(scene.ana, { [points]: '3' }, signal);
    expect(party.attributes).toEqual({ ...scene.ana.attributes, [points]: 3 });
  });

  it('stay with the customer whatever else is written', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    let party = await sink.setFurther(scene.ana, { [points]: '3' }, signal);
    const { attributes } = party;
    const expectKept = (after: Party): void => {
      expect(after.attributes).toEqual(attributes);
      party = after;
    };
    expectKept(await sink.updateCustomer(party, { values: { lastName: 'Kerr' } }, signal));
    expectKept(await sink.addTags(party, ['wholesale'], signal));
    expectKept(await sink.removeTags(party, ['retail'], signal));
    expectKept(await sink.setEmailConsent(party, { state: 'subscribed', level: 'single', at: null }, signal));
    const address = locationDraft({ address1: '9 Wattle Street', city: 'Perth', country: 'AU' });
    const { party: housed, key } = await sink.createLocation(party, address, signal);
    expectKept(housed);
    // An exact duplicate is adopted, which reads the customer again.
    expectKept((await sink.createLocation(party, address, signal)).party);
    expectKept(await sink.updateLocation(party, key, { values: { city: 'Albany' } }, signal));
    expectKept(await sink.setDefaultLocation(party, key, signal));
    expectKept(await sink.removeLocation(party, key, signal));
  });
});

describe('the definitions of a store', () => {
  it('are asked for once, however many customers are written', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    const before = scene.store.simulator.counters.queries;
    await Promise.all(
      ['1', '2', '3'].map((value) => sink.setFurther(scene.ana, { [points]: value }, signal)),
    );
    await sink.setFurther(scene.ana, { [points]: null }, signal);
    expect(scene.store.simulator.counters.queries - before).toBe(1);
    expect(mutationsOf(scene)).toBe(4);
  });

  it('are asked for again where that failed', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    const stopping = new AbortController();
    stopping.abort();
    const stopped = await refusalOf(sink.setFurther(scene.ana, { [points]: '3' }, stopping.signal));
    expect(stopped.code).toBe('STOPPED');
    const party = await sink.setFurther(scene.ana, { [points]: '3' }, signal);
    expect(party.attributes).toMatchObject({ [points]: 3 });
  });
});

describe('a metafield that cannot be written', () => {
  it.each([
    ['loyalty.points', '12.5', 'The points (metafield loyalty.points): takes whole numbers only, and "12.5"'],
    ['loyalty.points', 'not found', 'takes whole numbers only, and "not found"'],
    ['loyalty.rate', 'half', 'takes numbers only, and "half"'],
    ['custom.is-staff', 'maybe', 'takes yes or no only, and "maybe"'],
    ['loyalty.since', '2023-02-29', 'takes dates only, and "2023-02-29"'],
    ['loyalty.since', '12', 'takes dates only, and "12"'],
    ['loyalty.seen', 'soon', 'takes dates only, and "soon"'],
    ['loyalty.level', 'One\nTwo', 'takes a single line of text'],
    ['custom.sizes', '8, large', 'takes whole numbers only, and "large"'],
    ['custom.interests', ' , ', 'has no item'],
  ])('%s as "%s" is refused by its name, and nothing is sent', async (path, value, says) => {
    const scene = await openScene();
    const key = keyOf(path);
    const other = keyOf('loyalty.debt');
    const writing = scene.connector.sink.setFurther(scene.ana, { [other]: '1', [key]: value }, signal);
    const error = await refusalOf(writing);
    expect(error.code).toBe('VALUE_REFUSED');
    expect(Object.keys(error.fields)).toEqual([key]);
    const sentence = sentenceOf(error);
    expect(sentence).toContain('Ana Ito');
    expect(sentence).toContain(says);
    expect(mutationsOf(scene)).toBe(0);
  });

  it.each([
    ['is not defined any more', null, '3'],
    ['is not defined any more', null, null],
    ['holds another kind of value by now', 'json', '3'],
    ['holds another kind of value by now', 'date', null],
  ])('because it %s is named with what to do, and nothing is sent', async (_why, type, value) => {
    const store = await openStore();
    if (type !== null) define(store, 'loyalty.points', type);
    const key = store.simulator.store.addCustomer({ firstName: 'Ana', lastName: 'Ito' });
    const { sink, source } = await store.connect({ further });
    const ana = (await source.readByKeys([key], signal)).get(key);
    if (ana === undefined) throw new Error('Ana is missing');
    const error = await refusalOf(sink.setFurther(ana, { [points]: value }, signal));
    expect(error.code).toBe('WRITE_REFUSED');
    expect(Object.keys(error.fields)).toEqual([points]);
    const sentence = sentenceOf(error);
    for (const part of ['Ana Ito', 'The points (metafield loyalty.points)', 'take it out of the mapping']) {
      expect(sentence).toContain(part);
    }
    expect(store.simulator.counters.mutationsTotal).toBe(0);
  });

  it('because Shopify refuses it is named in Shopify’s words, and none of the request is written', async () => {
    const scene = await openScene();
    const page = keyOf('loyalty.page');
    const writing = scene.connector.sink.setFurther(scene.ana, { [level]: 'Gold', [page]: 'ana' }, signal);
    const error = await refusalOf(writing);
    expect(error.code).toBe('VALUE_REFUSED');
    expect(Object.keys(error.fields)).toEqual([page]);
    expect(sentenceOf(error)).toContain('The page (metafield loyalty.page): Value must be one of');
    expect((await scene.stored()).attributes).toEqual(scene.ana.attributes);
  });

  it('because its value belongs to somebody else is no matter of the customer ID', async () => {
    const store = await openStore();
    define(store, 'loyalty.card', 'id');
    const [ana = '', ben = ''] = ['Ana', 'Ben'].map((firstName) =>
      store.simulator.store.addCustomer({ firstName }),
    );
    const card: FurtherField = { key: keyOf('loyalty.card'), label: 'Card', type: 'text', maximum: null };
    const { sink, source } = await store.connect({ further: [card] });
    const parties = await source.readByKeys([ana, ben], signal);
    const [one, other] = [parties.get(ana), parties.get(ben)];
    if (one === undefined || other === undefined) throw new Error('Somebody is missing');
    await sink.setFurther(one, { [card.key]: 'C1' }, signal);
    const error = await refusalOf(sink.setFurther(other, { [card.key]: 'C1' }, signal));
    expect(error.code).toBe('VALUE_REFUSED');
    expect(sentenceOf(error)).toContain('Card (metafield loyalty.card): Value has already been assigned');
  });

  it.each(['3', null])(
    'because its customer is gone is the refusal of a customer who is gone',
    async (value) => {
      const scene = await openScene();
      scene.store.simulator.store.deleteCustomer(scene.ana.key);
      const error = await refusalOf(scene.connector.sink.setFurther(scene.ana, { [points]: value }, signal));
      expect(error.code).toBe('RECORD_GONE');
      expect(error.fields).toEqual({});
      expect(sentenceOf(error)).toContain('Ana Ito');
    },
  );
});

describe('more metafields than one request takes', () => {
  const paths = Array.from({ length: 30 }, (_, index) => `many.field-${index}`);
  const many = paths.map((path): FurtherField => ({
    key: keyOf(path),
    label: path,
    type: 'text',
    maximum: null,
  }));
  const valuesOf = (value: (index: number) => string | null) =>
    Object.fromEntries(paths.map((path, index) => [keyOf(path), value(index)]));

  async function openMany() {
    const store = await openStore();
    for (const path of paths) define(store, path, path.endsWith('-29') ? 'url' : 'single_line_text_field');
    const key = store.simulator.store.addCustomer({ firstName: 'Ana', lastName: 'Ito' });
    const { sink, source } = await store.connect({ further: many });
    const stored = async (): Promise<Party> => {
      const party = (await source.readByKeys([key], signal)).get(key);
      if (party === undefined) throw new Error('Ana is missing');
      return party;
    };
    return { store, sink, stored, ana: await stored() };
  }

  it('are set and emptied in several', async () => {
    const { store, sink, stored, ana } = await openMany();
    const set = await sink.setFurther(
      ana,
      valuesOf((index) => `tel:${index}`),
      signal,
    );
    expect(store.simulator.counters.mutationsTotal).toBe(2);
    expect((await stored()).attributes).toEqual(set.attributes);
    expect(Object.keys(set.attributes ?? {})).toHaveLength(2 + 30);
    const emptied = await sink.setFurther(
      set,
      valuesOf(() => null),
      signal,
    );
    expect(emptied.attributes).toEqual(ana.attributes);
    expect((await stored()).attributes).toEqual(ana.attributes);
  });

  it('L5 are of unknown outcome where the first are written and the rest are refused', async () => {
    const { sink, stored, ana } = await openMany();
    const error = await refusalOf(
      sink.setFurther(
        ana,
        valuesOf(() => 'x'),
        signal,
      ),
    );
    expect(error.code).toBe('OUTCOME_UNKNOWN');
    expect(error.cause).toMatchObject({
      code: 'VALUE_REFUSED',
      fields: { [keyOf('many.field-29')]: /field-29/ },
    });
    expect(Object.keys((await stored()).attributes ?? {})).toHaveLength(2 + 25);
  });
});

describe('L5 a write of metafields whose answer was lost', () => {
  it.each([
    ['set', 'Gold'],
    ['emptied', null],
  ])('is told by reading, and done once more without harm (%s)', async (_what, value) => {
    const scene = await openScene();
    const { sink } = scene.connector;
    scene.store.simulator.faults.inject({ kind: 'cutAnswer', on: 'mutation', landed: true });
    const writing = sink.setFurther(scene.ana, { [level]: value }, signal);
    await expect(writing).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', params: { record: 'Ana Ito' } });
    const held = await scene.stored();
    expect(held.attributes?.[level] ?? null).toBe(value);
    const again = await sink.setFurther(held, { [level]: value }, signal);
    expect(again.attributes).toEqual(held.attributes);
  });
});
