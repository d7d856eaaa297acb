import { describe, expect, it, onTestFinished } from 'vitest';
import { bulkQueryRun, customersInBulk } from '../../../electron/connectors/shopify/operations.gen.ts';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { ShopifySimulatorOptions } from '../../../simulators/shopify/index.ts';
import { ask } from '../../../simulators/shopify/test-client.ts';
import { answerWith, cutOff, startScriptedServer, type Script } from './scripted-server.ts';
import { addCustomers, openStore, readWhole, type Store } from './support.ts';

/** A store that is read with a bulk query although it is small. */
async function openLargeStore(options: ShopifySimulatorOptions = {}): Promise<Store> {
  const store = await openStore({ limits: 'off', ...options });
  return {
    ...store,
    connect: (patch) => store.connect({ reading: { bulkAbove: 100, listLength: 500 }, ...patch }),
  };
}

async function operations({ simulator }: Store): Promise<readonly { readonly status: string }[]> {
  const { data } = await ask(simulator, '{ bulkOperations(first: 50) { nodes { status } } }');
  return (data as unknown as { bulkOperations: { nodes: { status: string }[] } }).bulkOperations.nodes;
}

const names = (parties: readonly Party[]) => parties.map(({ key }) => key);

describe('reading a large store', () => {
  it('takes one bulk query, and every customer comes once, whole', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 1200);
    const { source } = await store.connect();
    const { parties, expected, summary } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(parties.map(({ locations }) => locations.length)).toEqual(keys.map((_, index) => index % 3));
    expect(expected).toEqual([1200]);
    expect(summary.complete).toBe(true);
    expect(summary.points).toBeLessThan(50);
    expect(await operations(store)).toEqual([{ status: 'COMPLETED' }]);
  });

  it('reads the same as by pages, field by field', async () => {
    const store = await openLargeStore();
    addCustomers(store, 300);
    const inBulk = await readWhole((await store.connect()).source);
    const byPages = await readWhole((await store.connect({ reading: {} })).source);
    expect(inBulk.parties).toEqual(byPages.parties);
  });

  it('keeps the request budget, which a bulk query hardly touches', async () => {
    const store = await openLargeStore({ limits: { bucket: 100, restoreRate: 50 } });
    addCustomers(store, 300);
    const { source, counters } = await store.connect();
    const { summary } = await readWhole(source);
    expect(summary.complete).toBe(true);
    expect(counters().throttled).toBe(0);
  });

  it('is not complete when Shopify counted more than the file holds (L4)', async () => {
    const store = await openLargeStore();
    addCustomers(store, 300);
    const short = `${JSON.stringify({ ...(await firstLine(store)) })}\n`;
    const { source } = await throughProxy(store, [
      answerWith(200, short, { 'content-type': 'application/jsonl' }),
    ]);
    const { parties, summary } = await readWhole(source);
    expect(parties).toHaveLength(1);
    expect(summary.complete).toBe(false);
  });
});

describe('a bulk query that cannot be had', () => {
  it('because the app has five already: customers are read by pages', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 300);
    store.simulator.setSwitches({ bulkTickMilliseconds: 3_600_000_000 });
    for (let place = 1; place <= 5; place += 1) {
      await ask(store.simulator, bulkQueryRun.document, { query: customersInBulk.document });
    }
    const { source } = await store.connect();
    const { parties, summary } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(summary.complete).toBe(true);
  });

  it('because it failed in its midst: customers are read by pages', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 300);
    const { source } = await store.connect();
    store.simulator.faults.inject({ kind: 'bulkFailure', on: 'query', lines: 40 });
    const { parties, summary } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(summary.complete).toBe(true);
    expect(await operations(store)).toEqual([{ status: 'FAILED' }]);
  });

  it('because it stands still: it is cancelled, and customers are read by pages', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 300);
    store.simulator.setSwitches({ bulkTickMilliseconds: 3_600_000_000 });
    const { source } = await store.connect();
    const { parties } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(store.clock.slept()).toBeGreaterThan(10 * 60_000);
    expect(await operations(store)).toEqual([{ status: 'CANCELED' }]);
  });

  it('because personal data is hidden: that is said, and nothing is read as empty', async () => {
    const store = await openLargeStore();
    addCustomers(store, 300);
    const { source } = await store.connect();
    store.simulator.setSwitches({ protectedData: 'denied' });
    await expect(readWhole(source)).rejects.toMatchObject({ code: 'SHOPIFY_PERSONAL_DATA_HIDDEN' });
    store.simulator.setSwitches({ protectedData: 'redacted' });
    await expect(readWhole(source)).rejects.toMatchObject({ code: 'SHOPIFY_PERSONAL_DATA_HIDDEN' });
  });

  it('because it was stopped: it is cancelled too', async () => {
    const store = await openLargeStore({ switches: { bulkTickMilliseconds: 3_600_000_000 } });
    addCustomers(store, 300);
    const { source } = await store.connect();
    const stopping = new AbortController();
    const reading = source.readAll(() => {}, stopping.signal);
    while ((await operations(store)).length === 0) await new Promise(setImmediate);
    stopping.abort();
    await expect(reading).rejects.toMatchObject({ code: 'STOPPED' });
    expect(await operations(store)).toEqual([{ status: 'CANCELED' }]);
    await expect(source.readAll(() => {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'STOPPED' });
    expect(await operations(store)).toHaveLength(1);
  });
});

describe('the file of a bulk query', () => {
  it('is fetched again when it was cut off, and no customer comes twice', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 600);
    const half: Script = (response) => {
      const lines = wholeFile.split('\n');
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(wholeFile)) });
      response.write(`${lines.slice(0, 500).join('\n')}\n`, () => response.destroy());
    };
    const wholeFile = await resultFile(store);
    const { source } = await throughProxy(store, [half, cutOff, answerWith(200, wholeFile)]);
    const { parties, summary } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(summary.complete).toBe(true);
  });

  it('whose address has expired is given up for reading by pages', async () => {
    const store = await openLargeStore();
    const keys = addCustomers(store, 300);
    const { source } = await throughProxy(store, [
      answerWith(400, '<Error><Code>ExpiredToken</Code></Error>'),
    ]);
    const { parties, summary } = await readWhole(source);
    expect(names(parties)).toEqual(keys);
    expect(summary.complete).toBe(true);
  });

  it('never gets the access token', async () => {
    const store = await openLargeStore();
    addCustomers(store, 300);
    const { source, received } = await throughProxy(store, [answerWith(200, await resultFile(store))]);
    await readWhole(source);
    const downloads = received.filter(({ path }) => path.startsWith('/bulk-results/'));
    expect(downloads).toHaveLength(1);
    expect(JSON.stringify(downloads)).not.toContain(store.options.secret);
  });

  it('with an address in front of its customer is refused, not read without it', async () => {
    const store = await openLargeStore();
    addCustomers(store, 300);
    const lines = (await resultFile(store)).trimEnd().split('\n').reverse().join('\n');
    const { source } = await throughProxy(store, [answerWith(200, lines)]);
    await expect(readWhole(source)).rejects.toMatchObject({ code: 'ANSWER_UNEXPECTED' });
  });
});

/** The result of a bulk query of this store, as the store itself wrote it. */
async function resultFile(store: Store): Promise<string> {
  await ask(store.simulator, bulkQueryRun.document, { query: customersInBulk.document });
  const question = '{ bulkOperations(first: 1, reverse: true) { nodes { url } } }';
  for (;;) {
    await store.clock.sleep(1000);
    const { data } = await ask(store.simulator, question);
    const { bulkOperations } = data as unknown as { bulkOperations: { nodes: { url: string | null }[] } };
    const url = bulkOperations.nodes[0]?.url;
    if (url != null) return await (await fetch(url)).text();
  }
}

async function firstLine(store: Store): Promise<object> {
  return JSON.parse((await resultFile(store)).split('\n')[0] ?? '') as object;
}

/** The store behind a server that passes everything on, but answers downloads by these scripts; the last one stays. */
async function throughProxy(
  store: Store,
  downloads: readonly Script[],
): Promise<Pick<ShopifyConnector, 'source'> & { readonly received: readonly { readonly path: string }[] }> {
  let next = 0;
  const pass: Script = (response, { path, headers, body }) => {
    if (path.startsWith('/bulk-results/')) {
      const script = downloads[Math.min(next, downloads.length - 1)];
      next += 1;
      script?.(response, { path, headers, body });
      return;
    }
    void fetch(`${store.simulator.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-access-token': String(headers['x-shopify-access-token']),
      },
      body,
    }).then(async (answer) => {
      const text = (await answer.text()).replaceAll(store.simulator.url, proxy.url);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(text);
    });
  };
  const proxy = await startScriptedServer([pass]);
  onTestFinished(() => proxy.close());
  const connection = { ...store.options.connection, url: proxy.url };
  const { source } = await store.connect({ connection });
  return { source, received: proxy.received };
}
