/** The runner of the contract suite: it must notice what is wrong, leave nothing behind and say what it left out. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countOutcomes, describeCounts, describeOutcome, reportAsJson } from '../report.ts';
import { probe, type ProbedEndpoint } from './runner/endpoint.ts';
import { createNaming } from './runner/names.ts';
import { runCase } from './runner/run-case.ts';
import { newRunId, runShopifySuite, startOwnSimulator } from './runner/run-suite.ts';
import type { ContractCase } from './suite/case.ts';
import { customerCreate, customerDelete } from './suite/documents.ts';
import { subjects } from './suite/index.ts';
import { aCustomer, customerReads, customerState } from './suite/steps.ts';

type Simulator = Awaited<ReturnType<typeof startOwnSimulator>>;

async function openSimulator(): Promise<Simulator> {
  const own = await startOwnSimulator();
  onTestFinished(() => own.simulator.close());
  return own;
}

type Json = Readonly<Record<string, unknown>>;

/** Another implementation: the simulator behind a server that changes its answers and has no control. */
async function openImitation(
  { simulator, endpoint }: Simulator,
  change: (answer: Json) => Json,
): Promise<ProbedEndpoint> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      if (path.startsWith('/_simulator')) return response.writeHead(404).end();
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const method = request.method ?? 'GET';
      const answer = await fetch(`${simulator.url}${path}`, {
        method,
        headers: request.headers as Record<string, string>,
        redirect: 'manual',
        ...(method === 'POST' ? { body: Buffer.concat(parts) } : {}),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('application/json') === true;
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
      });
      return response.end(isJson ? JSON.stringify(change(JSON.parse(text) as Json)) : text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const { token, clientCredentials } = endpoint;
  return probe({
    url: `http://127.0.0.1:${port}`,
    token,
    ...(clientCredentials ? { clientCredentials } : {}),
  });
}

/** Every message in the answer, however deep, in other words. */
function reworded(answer: Json): Json {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    key === 'message' || key === 'explanation' ? 'No.' : value,
  ) as Json;
}

const run = (endpoint: ProbedEndpoint, each: ContractCase): ReturnType<typeof runCase> =>
  runCase({ endpoint, naming: createNaming(newRunId()), includesSlow: false }, 'runner', each);

const creation: ContractCase = {
  name: 'a creation',
  basis: '2.2 [REC]',
  request: { document: customerCreate, variables: { input: { email: '{{email}}' } } },
  answer: { userErrors: [] },
};

describe('the runner', () => {
  it('fails every case about a refusal when the endpoint words it differently', async () => {
    const endpoint = await openImitation(await openSimulator(), reworded);
    const wordy = subjects
      .flatMap(({ cases }) => cases)
      .filter(({ answer, needs = [], isSlow }) => {
        const isRefusal = 'error' in answer || ('userErrors' in answer && answer.userErrors.length > 0);
        const isOpenHere = needs.every((need) => endpoint.offers.has(need));
        return isRefusal && isOpenHere && isSlow !== true;
      });
    expect(wordy.length).toBeGreaterThan(200);
    for (const each of wordy) {
      const { status } = await run(endpoint, each);
      expect({ name: each.name, status }).toEqual({
        name: each.name,
        status: each.isOpen ? 'reported' : 'failed',
      });
    }
  });

  it.each([
    [
      'an answer that is not the expected one',
      { answer: { data: { customerCreate: null } } },
      /^data\.customerCreate/,
    ],
    [
      'an effect that did not come',
      { effect: customerReads({ firstName: 'Ana' }) },
      /^afterwards: data\.customer/,
    ],
    [
      'a refusal that was no refusal',
      { answer: { userErrors: [['email', 'Email is invalid']] } },
      /^expected the userErrors/,
    ],
    [
      'a top-level error that was none',
      { answer: { error: { message: /./, extensions: {} } } },
      /^errors: expected/,
    ],
    ['a status that was another', { answer: { status: 401 } }, /^expected HTTP 401, got 200/],
    [
      'a value that cannot be saved',
      { save: { name: 'customerCreate.customer.firstName' } },
      /^there is no customerCreate/,
    ],
    [
      'a placeholder that nothing stands for',
      { effect: customerReads({}, '{{nobody}}') },
      /Nothing is saved as \{\{nobody\}\}/,
    ],
    [
      'a set-up that was refused',
      { given: [aCustomer({ email: 'stillbad@' })] },
      /^set-up, step 1: expected the userErrors none/,
    ],
  ] as const)('notices %s', async (_what, patch, detail) => {
    const { endpoint, simulator } = await openSimulator();
    const saved = { save: { customer: 'customerCreate.customer.id' } };
    const outcome = await run(endpoint, { ...creation, ...saved, ...(patch as Partial<ContractCase>) });
    expect(outcome.status).toBe('failed');
    expect(outcome.details[0]).toMatch(detail);
    expect(simulator.store.customers()).toEqual([]);
  });

  it('notices a change that a refusal should not have made', async () => {
    const { endpoint } = await openSimulator();
    const outcome = await run(endpoint, {
      ...creation,
      given: [aCustomer({ email: '{{email}}' })],
      request: { document: customerDelete, variables: { input: { id: '{{customer}}' } } },
      unchanged: customerState(),
    });
    expect(outcome.details).toEqual([expect.stringMatching(/^it changed: data\.customer: expected/)]);
  });

  it('removes what a case made, also when it failed', async () => {
    const { endpoint, simulator } = await openSimulator();
    await run(endpoint, { ...creation, answer: { data: { customerCreate: null } } });
    expect(simulator.store.customers()).toEqual([]);
    expect(simulator.counters.mutations).toMatchObject({ customerCreate: 1, customerDelete: 1 });
  });

  it('says what it could not remove', async () => {
    const own = await openSimulator();
    const keep = (answer: Json): Json =>
      JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
        key === 'customerDelete'
          ? { deletedCustomerId: null, userErrors: [{ message: 'Not today.' }] }
          : value,
      ) as Json;
    const { status, details } = await run(await openImitation(own, keep), creation);
    expect(status).toBe('failed');
    expect(details).toEqual([expect.stringMatching(/^clean-up: gid:.* could not be removed: Not today\.$/)]);
  });

  it('waits when the bucket is empty and asks again', async () => {
    const { endpoint, simulator } = await openSimulator();
    simulator.faults.inject({ kind: 'throttled', count: 2 }, { kind: 'tooManyRequests' });
    expect(await run(endpoint, creation)).toMatchObject({ status: 'passed', details: [] });
  });

  it('sets switches, faults and clock back after a case that changed them', async () => {
    const { endpoint, simulator } = await openSimulator();
    const shopTime = async (): Promise<number> => {
      const response = await fetch(`${simulator.url}/_simulator/clock`);
      return Date.parse(((await response.json()) as { readonly now: string }).now);
    };
    const before = simulator.switches;
    const time = await shopTime();
    await run(endpoint, {
      ...creation,
      needs: ['simulator'],
      given: [
        { request: { control: 'POST /switches', body: { latencyMilliseconds: 5 } } },
        { request: { control: 'POST /faults', body: { kind: 'serverError', skip: 50 } } },
        { request: { control: 'POST /clock', body: { ahead: 1_000_000 } } },
      ],
    });
    expect(simulator.switches).toEqual(before);
    expect(simulator.faults.pending()).toEqual([]);
    expect((await shopTime()) - time).toBeLessThan(60_000);
  });

  it('leaves out what an endpoint cannot be asked, and lists it', async () => {
    const endpoint = await openImitation(await openSimulator(), (answer) => answer);
    const report = await runShopifySuite({ endpoint, only: 'sign-in' });
    const counts = countOutcomes(report.outcomes);
    expect(counts).toMatchObject({ failed: 0, reported: 0 });
    expect(counts.passed).toBeGreaterThan(5);
    expect(counts['left out']).toBeGreaterThan(5);
    const lines = report.outcomes.filter(({ status }) => status === 'left out').map(describeOutcome);
    expect(lines[0]).toMatch(/^left out {2}sign-in: .*\n {12}needs switches of the simulator$/);
    expect(describeCounts(counts)).toMatch(/^\d+ passed, 0 failed, 0 reported, \d+ left out$/);
    expect(JSON.parse(reportAsJson(report))).toMatchObject({
      suite: 'shopify',
      counts,
      cases: report.outcomes,
    });
  });

  it('can be put again and again to a store that holds other data and finds late what was written', async () => {
    const own = await openSimulator();
    const { store } = own.simulator;
    for (let index = 0; index < 20; index++) {
      store.addCustomer({ firstName: 'Ana', email: `ana${index}@example.com.au`, tags: ['vip'] });
      store.addCompany({ name: `Wattle ${index}`, contacts: [{ email: `wattle${index}@example.com.au` }] });
    }
    const { customers, business } = store.snapshot();
    own.simulator.setSwitches({ searchLagMilliseconds: 100 });
    const endpoint = await openImitation(own, (answer) => answer);
    for (let time = 0; time < 2; time++) {
      const { outcomes } = await runShopifySuite({ endpoint, only: 'paging and search' });
      expect(outcomes.filter(({ status }) => status === 'failed' || status === 'reported')).toEqual([]);
      expect(countOutcomes(outcomes).passed).toBeGreaterThan(20);
    }
    const after = store.snapshot();
    expect(after.customers).toEqual(customers);
    expect(after.business).toEqual(business);
  });

  it('refuses an endpoint that is no store or does not know the token', async () => {
    const { simulator } = await openSimulator();
    await expect(probe({ url: simulator.url, token: 'shpat_wrong' })).rejects.toThrow(
      'refuses the access token',
    );
    await expect(probe({ url: 'http://127.0.0.1:1', token: '' })).rejects.toThrow('cannot be reached');
    await expect(probe({ url: `${simulator.url}/elsewhere`, token: '' })).rejects.toThrow(
      'does not answer as a Shopify store: HTTP 404',
    );
  });
});
