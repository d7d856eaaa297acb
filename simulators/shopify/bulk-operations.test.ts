import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask, createTestClock, list, textOf } from './test-client.ts';
import type { TestValue } from './test-client.ts';

const fields =
  'id type status errorCode objectCount rootObjectCount fileSize url partialDataUrl createdAt completedAt';
const runQueryText = `mutation M($query: String!, $grouped: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) { bulkOperation { ${fields} } userErrors { field message code } } }`;
const runMutationText = `mutation M($mutation: String!, $path: String!, $identifier: String) {
  bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $identifier) {
    bulkOperation { ${fields} } userErrors { field message code } } }`;
const stageText = `mutation M($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) { stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }`;
const cancelText = `mutation M($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { field message } } }`;
const readText = `query Q($id: ID!) { bulkOperation(id: $id) { ${fields} } }`;
const idsOnly = '{ customers { edges { node { id } } } }';

describe('bulk operations', () => {
  const clock = createTestClock();
  let shop: ShopifySimulator;
  beforeEach(async () => {
    shop = await startShopifySimulator({
      clock: clock.now,
      limits: 'off',
      switches: { bulkTickMilliseconds: 1_000 },
    });
  });
  afterEach(() => shop.close());

  const payload = async (text: string, variables: Readonly<Record<string, unknown>>): Promise<TestValue> => {
    const { data, errors } = await ask(shop, text, variables);
    expect(errors).toEqual([]);
    const [answer] = Object.values(data);
    if (!answer) throw new Error('no payload');
    return answer;
  };
  const begin = async (text: string, variables: Readonly<Record<string, unknown>>): Promise<string> => {
    const answer = await payload(text, variables);
    expect(answer['userErrors']).toEqual([]);
    expect(answer['bulkOperation']).toMatchObject({ status: 'CREATED', url: null, completedAt: null });
    return textOf(answer['bulkOperation']?.['id']);
  };
  const read = (id: string): Promise<TestValue> => payload(readText, { id });
  /** Moves the clock past both ticks and waits until the operation has come to an end. */
  const finish = async (id: string): Promise<TestValue> => {
    clock.advance(2);
    for (;;) {
      const operation = await read(id);
      if (!['CREATED', 'RUNNING', 'CANCELING'].includes(textOf(operation['status']))) return operation;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const download = async (url: unknown): Promise<readonly TestValue[]> => {
    const response = await fetch(textOf(url));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as TestValue);
  };
  const addPeople = (): void => {
    for (const name of ['Mia', 'Tama', 'Ruby'])
      shop.store.addCustomer({
        firstName: name,
        email: `${name}@example.com.au`,
        addresses: [
          { address1: '1 High St', city: 'Sydney', countryCode: 'AU', provinceCode: 'NSW', zip: '2000' },
          { address1: '2 High St', city: 'Sydney', countryCode: 'AU', provinceCode: 'NSW', zip: '2000' },
        ],
      });
  };
  const stage = async (): Promise<TestValue> => {
    const input = [
      {
        filename: 'customers.jsonl',
        mimeType: 'text/jsonl',
        resource: 'BULK_MUTATION_VARIABLES',
        httpMethod: 'POST',
      },
    ];
    const [target] = list((await payload(stageText, { input }))['stagedTargets']);
    if (!target) throw new Error('no target');
    return target;
  };
  const keyOf = (target: TestValue): string =>
    textOf(list(target['parameters']).find(({ name }) => textOf(name) === 'key')?.['value']);
  const upload = async (content: string): Promise<string> => {
    const target = await stage();
    const form = new FormData();
    for (const { name, value } of list(target['parameters'])) form.append(textOf(name), textOf(value));
    form.append('file', new Blob([content]), 'customers.jsonl');
    const response = await fetch(textOf(target['url']), { method: 'POST', body: form });
    expect(response.status).toBe(201);
    expect(await response.text()).toContain(`<Key>${keyOf(target)}</Key>`);
    return keyOf(target);
  };

  describe('of queries', () => {
    const nested = `query { customers { edges { node { id first: firstName defaultEmailAddress { emailAddress }
      addressesV2 { edges { node { id address1 } } } } } } }`;

    test('go by the clock from CREATED over RUNNING to COMPLETED', async () => {
      addPeople();
      const id = await begin(runQueryText, { query: idsOnly });
      expect(await read(id)).toMatchObject({ status: 'CREATED', type: 'QUERY' });
      clock.advance(1);
      expect(await read(id)).toMatchObject({ status: 'RUNNING', url: null, fileSize: null });
      const done = await finish(id);
      expect(done).toMatchObject({
        status: 'COMPLETED',
        objectCount: '3',
        rootObjectCount: '3',
        errorCode: null,
        partialDataUrl: null,
      });
      const response = await fetch(textOf(done['url']));
      expect(response.headers.get('content-length')).toBe(done['fileSize']);
    });

    test('write a child after its parent, with the id of it', async () => {
      addPeople();
      const done = await finish(await begin(runQueryText, { query: nested }));
      expect(done).toMatchObject({ objectCount: '9', rootObjectCount: '3' });
      const lines = await download(done['url']);
      const [mia] = shop.store.customers();
      expect(lines[0]).toEqual({
        id: `gid://shopify/Customer/${mia?.number ?? 0}`,
        first: 'Mia',
        defaultEmailAddress: { emailAddress: 'Mia@example.com.au' },
      });
      // Not grouped: all three parents stand before the first child.
      expect(lines.map((line) => '__parentId' in line)).toEqual([
        ...Array<boolean>(3).fill(false),
        ...Array<boolean>(6).fill(true),
      ]);
      expect(lines[3]).toEqual({
        id: `gid://shopify/MailingAddress/${mia?.addresses[0]?.number ?? 0}?model_name=CustomerAddress`,
        address1: '1 High St',
        __parentId: lines[0]?.['id'],
      });
    });

    test('keep children beside their parent when they are asked to', async () => {
      addPeople();
      const done = await finish(await begin(runQueryText, { query: nested, grouped: true }));
      const parents = (await download(done['url'])).map((line) => '__parentId' in line);
      expect(parents).toEqual([false, true, true, false, true, true, false, true, true]);
    });

    test('read what a search finds, beyond every page size', async () => {
      for (let index = 0; index < 600; index++)
        shop.store.addCustomer({ lastName: `Ngata ${index}`, tags: index < 400 ? ['vip'] : [] });
      const query = '{ customers(query: "tag:vip", first: 5) { edges { node { id tags __typename } } } }';
      const done = await finish(await begin(runQueryText, { query }));
      expect(done['rootObjectCount']).toBe('400');
      const lines = await download(done['url']);
      expect(new Set(lines.map(({ id }) => textOf(id))).size).toBe(400);
      expect(lines[0]).toMatchObject({ tags: ['vip'], __typename: 'Customer' });
    });

    test('fail as denied without the scope of what they read', async () => {
      addPeople();
      const denied = await startShopifySimulator({
        limits: 'off',
        switches: { bulkTickMilliseconds: 0, protectedData: 'denied' },
      });
      try {
        const { data } = await ask(denied, runQueryText, { query: idsOnly });
        const id = data['bulkOperationRunQuery']?.['bulkOperation']?.['id'];
        let answer = await ask(denied, readText, { id });
        while (textOf(answer.data['bulkOperation']?.['status']) === 'RUNNING')
          answer = await ask(denied, readText, { id });
        expect(answer.data['bulkOperation']).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED' });
      } finally {
        await denied.close();
      }
    });

    test('say it when they meet a field that is not modelled', async () => {
      addPeople();
      const id = await begin(runQueryText, {
        query: '{ customers { edges { node { id lifetimeDuration } } } }',
      });
      clock.advance(2);
      let answer = await ask(shop, readText, { id });
      while (textOf(answer.data['bulkOperation']?.['status']) === 'RUNNING')
        answer = await ask(shop, readText, { id });
      expect(answer.errors[0]?.message).toBe('Customer.lifetimeDuration is not modelled by this simulator.');
    });

    test('stream a large shop', async () => {
      for (let index = 0; index < 20_000; index++)
        shop.store.addCustomer({ firstName: 'Aroha', lastName: `Ngata ${index}` });
      const query =
        '{ customers { edges { node { id firstName lastName updatedAt addressesV2 { edges { node { id } } } } } } }';
      const done = await finish(await begin(runQueryText, { query }));
      expect(done['rootObjectCount']).toBe('20000');
      const response = await fetch(textOf(done['url']));
      let bytes = 0;
      let chunks = 0;
      for await (const chunk of response.body ?? []) {
        bytes += (chunk as Uint8Array).byteLength;
        chunks++;
      }
      expect(`${bytes}`).toBe(done['fileSize']);
      expect(chunks).toBeGreaterThan(10);
    });
  });

  describe('of mutations', () => {
    const mutation = `mutation call($input: CustomerInput!) {
      customerCreate(input: $input) { customer { id firstName } userErrors { field message } } }`;
    const input = (fields: Readonly<Record<string, unknown>>): string => JSON.stringify({ input: fields });

    test('run every line and answer it by its number', async () => {
      const path = await upload(
        [
          input({ firstName: 'Mia', email: 'mia@example.com.au' }),
          input({ firstName: 'Mia', email: 'MIA@example.com.au' }),
          '{"input"',
          '',
          input({ shoeSize: 44 }),
          input({ firstName: 'Tama' }),
        ].join('\n'),
      );
      const done = await finish(await begin(runMutationText, { mutation, path }));
      expect(done).toMatchObject({ status: 'COMPLETED', type: 'MUTATION', objectCount: '5' });
      const lines = await download(done['url']);
      expect(lines.map(({ __lineNumber: number }) => number)).toEqual([0, 1, 2, 4, 5]);
      expect(lines[0]).toMatchObject({
        data: { customerCreate: { customer: { firstName: 'Mia' }, userErrors: [] } },
      });
      expect(lines[1]).toMatchObject({
        data: {
          customerCreate: { customer: null, userErrors: [{ message: 'Email has already been taken' }] },
        },
      });
      expect(lines[2]?.['data']).toBeUndefined();
      expect(list(lines[3]?.['errors'])[0]?.['message']).toContain(
        'shoeSize (Field is not defined on CustomerInput)',
      );
      expect(shop.store.customers().map(({ firstName }) => firstName)).toEqual(['Mia', 'Tama']);
      expect(shop.counters.mutations['customerCreate']).toBe(3);
    });

    test('leave what they did when they fail half-way', async () => {
      const path = await upload([1, 2, 3].map((index) => input({ lastName: `Ngata ${index}` })).join('\n'));
      shop.faults.inject({ kind: 'bulkFailure', on: 'mutation', lines: 2 });
      const failed = await finish(await begin(runMutationText, { mutation, path }));
      expect(failed).toMatchObject({ status: 'FAILED', url: null });
      expect(await download(failed['partialDataUrl'])).toHaveLength(2);
    });

    test('do nothing once they are cancelled', async () => {
      const path = await upload(input({ lastName: 'Ngata' }));
      const id = await begin(runMutationText, { mutation, path });
      expect(await payload(cancelText, { id })).toEqual({
        bulkOperation: { status: 'CANCELING' },
        userErrors: [],
      });
      expect(await read(id)).toMatchObject({ status: 'CANCELED', url: null, partialDataUrl: null });
      expect(shop.store.customers()).toEqual([]);
    });

    test('run beside five of queries', async () => {
      const path = await upload(input({ lastName: 'Ngata' }));
      for (let index = 0; index < 5; index++) await begin(runQueryText, { query: idsOnly });
      const done = await finish(await begin(runMutationText, { mutation, path }));
      expect(done).toMatchObject({ status: 'COMPLETED', objectCount: '1' });
    });
  });

  describe('an upload', () => {
    test('is refused with a key or a field that was not given', async () => {
      const { url } = await stage();
      const form = new FormData();
      form.append('key', 'tmp/elsewhere');
      form.append('file', new Blob(['{}']));
      expect((await fetch(textOf(url), { method: 'POST', body: form })).status).toBe(403);
      const bare = new FormData();
      bare.append('key', keyOf(await stage()));
      bare.append('file', new Blob(['{}']));
      const refused = await fetch(textOf(url), { method: 'POST', body: bare });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('Content-Type');
      expect((await fetch(textOf(url), { method: 'POST', body: 'no form' })).status).toBe(400);
    });

    test('of anything else is not modelled', async () => {
      const input = [{ filename: 'a.png', mimeType: 'image/png', resource: 'IMAGE', httpMethod: 'POST' }];
      const { errors } = await ask(shop, stageText, { input });
      expect(errors[0]?.extensions?.['code']).toBe('NOT_MODELLED');
    });
  });

  test('are listed in the order in which they began', async () => {
    const first = await begin(runQueryText, { query: idsOnly });
    await finish(first);
    const second = await begin(runQueryText, { query: idsOnly });
    expect((await payload('{ bulkOperations(first: 10) { nodes { id status } } }', {}))['nodes']).toEqual([
      { id: first, status: 'COMPLETED' },
      { id: second, status: 'CREATED' },
    ]);
    const { data } = await ask(shop, readText, { id: 'gid://shopify/BulkOperation/1' });
    expect(data['bulkOperation']).toBeNull();
  });
});
