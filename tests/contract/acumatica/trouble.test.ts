import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectAcumatica } from '../../../electron/connectors/acumatica/index.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import type { FaultRule } from '../../../simulators/acumatica/index.ts';
import {
  addCustomers,
  collectLog,
  connect,
  connectionTo,
  draft,
  never,
  optionsFor,
  readAll,
  startSimulator,
} from './support.ts';

/** An http server that is not MYOB Acumatica. */
async function startServer(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer({}, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const page = '<!DOCTYPE html><html><title>Welcome</title></html>';

describe('connecting', () => {
  it.each<[string, { readonly secret?: string } & Partial<ErpConnection>, string]>([
    ['a wrong password', { secret: 'wrong' }, 'ERP_SIGN_IN_REJECTED'],
    ['an unknown company', { tenant: 'Nowhere' }, 'ERP_COMPANY_UNKNOWN'],
    ['an unknown branch', { branch: 'MOON' }, 'ERP_BRANCH_UNKNOWN'],
    ['an endpoint that is not offered', { endpointVersion: '23.200.001' }, 'ERP_ENDPOINT_MISSING'],
  ])('explains %s and leaves no session behind', async (_, { secret = 'accord-demo', ...changes }, code) => {
    const simulator = await startSimulator({ endpointVersions: ['22.200.001', '24.200.001'] });
    const connection = connectionTo(simulator.url, changes);
    await expect(
      connectAcumatica(optionsFor(simulator, { connection, secret }), never),
    ).rejects.toMatchObject({ code });
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('explains that every seat is taken, and takes none away', async () => {
    const simulator = await startSimulator({ licence: 'trial' });
    await connect(simulator);
    await connect(simulator);
    await expect(connectAcumatica(optionsFor(simulator), never)).rejects.toMatchObject({
      code: 'ERP_NO_SEAT',
      retry: 'later',
    });
    expect(simulator.counters.sessionsOpen).toBe(2);
  });

  it('gives its seat back, once, also when it is closed twice', async () => {
    const simulator = await startSimulator();
    const connector = await connect(simulator);
    expect(simulator.counters.sessionsOpen).toBe(1);
    await connector.close();
    await connector.close();
    expect(simulator.counters).toMatchObject({ sessionsOpen: 0, requests: 3 });
  });

  it('closes quietly when the host has gone', async () => {
    const simulator = await startSimulator();
    const connector = await connect(simulator);
    simulator.expireSessions();
    await expect(connector.close()).resolves.toBeUndefined();
  });

  it('explains a host that is not there', async () => {
    const url = await startServer((_, response) => response.end());
    const closed = `${url.slice(0, url.lastIndexOf(':'))}:1`;
    await expect(connectAcumatica(optionsFor({ url: closed }), never)).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      params: { host: '127.0.0.1:1' },
    });
  });

  it.each([
    ['a web page', page, 'ANSWER_NOT_JSON'],
    ['broken JSON', '{"endpoints":[{"name":"Def', 'ANSWER_MALFORMED'],
    ['other JSON', '{"ok":true}', 'ANSWER_UNEXPECTED'],
  ])('explains an address that answers with %s', async (_, body, code) => {
    const url = await startServer((__, response) => response.end(body));
    await expect(connectAcumatica(optionsFor({ url }), never)).rejects.toMatchObject({ code });
  });

  it('explains an address with no web service', async () => {
    const url = await startServer((_, response) => response.writeHead(404).end(page));
    await expect(connectAcumatica(optionsFor({ url: `${url}/a/b` }), never)).rejects.toMatchObject({
      code: 'ANSWER_NOT_JSON',
    });
  });

  it('refuses an address without encryption', async () => {
    await expect(
      connectAcumatica(optionsFor({ url: 'http://harbour.example.com.au' }), never),
    ).rejects.toMatchObject({ code: 'INSECURE_ADDRESS' });
  });
});

describe('trouble while reading', () => {
  it.each<FaultRule>([
    { kind: 'sessionExpired', after: 1 },
    { kind: 'loginPage', after: 2 },
    { kind: 'tooManyRequests', times: 3 },
    { kind: 'serverError', after: 1 },
    { kind: 'malformedJson', after: 1 },
    { kind: 'connectionCut', after: 2 },
    { kind: 'answerLost' },
    { kind: 'earlyEnd', entity: 'Customer' },
    { kind: 'earlyEnd', entity: 'Customer', after: 1, times: 2 },
    { kind: 'earlyEnd', entity: 'CustomerLocation' },
    { kind: 'optimization', entity: 'Customer', trigger: 'select' },
  ])('gets over %j', async (rule) => {
    const simulator = await startSimulator();
    addCustomers(simulator, 620);
    const connector = await connect(simulator);
    simulator.faults.add(rule);
    const { parties, summary } = await readAll(connector.source);
    expect(simulator.faults.rules()).toEqual([]);
    expect([parties.length, summary.complete]).toEqual([620, true]);
    expect(parties.every(({ locations }) => locations.length === 1 || locations.length === 3)).toBe(true);
    expect(simulator.counters.sessionsOpen).toBe(1);
    await connector.close();
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('drops $select, then $expand, where the server cannot build its query', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 7);
    const { source, counters } = await connect(simulator);
    simulator.faults.add({ kind: 'optimization', entity: 'Customer', trigger: 'expand', times: null });
    const { parties, summary } = await readAll(source);
    expect(summary.complete).toBe(true);
    expect(parties[6]).toMatchObject({
      values: { email: 'person7@example.com.au' },
      locations: [{ values: { address1: '7 King Street' } }],
    });
    const once = counters().requests;
    await readAll(source);
    // What failed is not tried again.
    expect(counters().requests - once).toBeLessThan(once);
  });

  it('fails with the name of the list where no question succeeds', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 2);
    const { source } = await connect(simulator);
    simulator.faults.add({
      kind: 'optimization',
      entity: 'CustomerLocation',
      trigger: 'always',
      times: null,
    });
    await expect(readAll(source)).rejects.toMatchObject({
      code: 'ERP_LIST_FAILED',
      params: { entity: 'CustomerLocation' },
    });
  });

  it('is not complete when a list keeps ending early', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 40);
    const { source } = await connect(simulator);
    simulator.faults.add({ kind: 'earlyEnd', times: null });
    expect((await readAll(source)).summary.complete).toBe(false);
  });

  it.each<[FaultRule, string]>([
    [{ kind: 'forbidden', entity: 'Customer', times: null }, 'AR303000'],
    [{ kind: 'forbidden', entity: 'CustomerLocation', times: null }, 'AR303020'],
  ])('names the form for %j', async (rule, form) => {
    const simulator = await startSimulator();
    addCustomers(simulator, 2);
    const { source } = await connect(simulator);
    simulator.faults.add(rule);
    await expect(readAll(source)).rejects.toMatchObject({
      code: 'ERP_NO_RIGHTS',
      params: { form: expect.stringContaining(form) as string },
    });
  });

  it('names the feature that customer locations need', async () => {
    const features = { b2b: false, shopifyConnector: false, businessAccountLocations: false };
    const simulator = await startSimulator({ features });
    addCustomers(simulator, 2);
    const { source } = await connect(simulator);
    await expect(readAll(source)).rejects.toMatchObject({
      code: 'ERP_NO_RIGHTS',
      params: { form: expect.stringContaining('Business Account Locations') as string },
    });
  });

  it.each<[FaultRule['kind'], string]>([
    ['tooManyRequests', 'ERP_REQUEST_LIMIT'],
    ['serverError', 'ERP_READ_FAILED'],
    ['malformedJson', 'ANSWER_MALFORMED'],
    ['sessionExpired', 'ERP_SESSION_EXPIRED'],
    ['loginPage', 'ERP_SESSION_EXPIRED'],
  ])('gives up on lasting %s with %s, without a session left', async (kind, code) => {
    const simulator = await startSimulator();
    addCustomers(simulator, 2);
    const connector = await connect(simulator);
    simulator.faults.add({ kind, times: null });
    await expect(readAll(connector.source)).rejects.toMatchObject({ code });
    await connector.close();
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('explains that no seat is free when it has to sign in again', async () => {
    const simulator = await startSimulator({
      licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 100_000 },
    });
    const connector = await connect(simulator);
    simulator.expireSessions();
    const other = await connect(simulator);
    await expect(readAll(connector.source)).rejects.toMatchObject({ code: 'ERP_NO_SEAT' });
    await other.close();
  });

  it('does not take a list that breaks off for deleted customers', async () => {
    const simulator = await startSimulator();
    addCustomers(simulator, 30);
    const { source } = await connect(simulator);
    const { parties } = await readAll(source);
    simulator.faults.add({ kind: 'earlyEnd', entity: 'Customer' });
    simulator.faults.add({ kind: 'earlyEnd', entity: 'CustomerLocation' });
    const again = await source.readByKeys(
      parties.map(({ key }) => key),
      never,
    );
    expect([...again.values()].toSorted((one, other) => (one.number < other.number ? -1 : 1))).toEqual(
      parties,
    );
  });
});

describe('trouble while writing', () => {
  it.each<FaultRule>([
    { kind: 'sessionExpired' },
    { kind: 'loginPage' },
    { kind: 'tooManyRequests', times: 2 },
  ])('sends again after %j, because nothing was carried out', async (rule) => {
    const simulator = await startSimulator();
    const { sink } = await connect(simulator);
    simulator.faults.add({ ...rule, method: 'PUT' });
    await expect(sink.createCustomer(draft(), never)).resolves.toMatchObject({ number: 'C00000001' });
    expect(simulator.store.customers()).toHaveLength(1);
    expect(simulator.counters.sessionsOpen).toBe(1);
  });

  it.each<[FaultRule['kind'], number]>([
    ['answerLost', 1],
    ['connectionCut', 1],
    ['malformedJson', 1],
    ['serverError', 0],
  ])('does not know the outcome after %s and never sends blindly', async (kind, written) => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    simulator.faults.add({ kind, method: 'PUT' });
    await expect(sink.createCustomer(draft(), never)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      params: { record: 'customer Mere Tane' },
    });
    expect(simulator.store.customers()).toHaveLength(written);
    const [found] = await source.findByIdentities(
      [{ email: 'mere.tane@example.com', phone: null, number: null }],
      never,
    );
    expect(found).toHaveLength(written);
  });

  it('names the right that is missing', async () => {
    const simulator = await startSimulator();
    const { sink } = await connect(simulator);
    simulator.faults.add({ kind: 'forbidden', method: 'PUT' });
    await expect(sink.createCustomer(draft(), never)).rejects.toMatchObject({
      code: 'ERP_NO_RIGHTS',
      params: { form: 'the form Customers (AR303000)' },
    });
  });

  it('finishes a write that was under way when Stop was pressed, and starts no other', async () => {
    const simulator = await startSimulator({ latency: { minimum: 40, maximum: 41 } });
    const { sink } = await connect(simulator);
    const stop = new AbortController();
    const writing = sink.createCustomer(draft(), stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await expect(writing).resolves.toMatchObject({ number: 'C00000001' });
    await expect(sink.createCustomer(draft(), stop.signal)).rejects.toMatchObject({ code: 'STOPPED' });
    expect(simulator.store.customers()).toHaveLength(1);
  });
});

describe('what is logged', () => {
  it('holds no secret, no cookie and nobody’s data', async () => {
    const simulator = await startSimulator();
    const logger = collectLog();
    const { sink, source, lookups, storeNameFor } = await connect(simulator, { logger });
    await sink.createCustomer(draft(), never);
    await expect(sink.createCustomer(draft({ accountName: 'A'.repeat(60) }), never)).rejects.toMatchObject({
      code: 'VALUE_REFUSED',
    });
    await readAll(source);
    await source.findByIdentities([{ email: 'mere.tane@example.com', phone: null, number: null }], never);
    await lookups(never);
    await storeNameFor('wattle-and-fern.myshopify.com', never);
    expect(logger.text()).toContain('"entity":"CustomerLocation","status":200');
    expect(logger.text()).not.toMatch(/accord-demo|SessionId|simulated-|Tane|example\.com|Banksia|AAAA/);
  });
});
