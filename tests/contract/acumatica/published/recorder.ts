/**
 * Records every request that leaves this process and every answer it gets, and after each test holds them against the published
 * contract. Imported by `support.ts`, so that no test of this folder escapes it.
 */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { answerProblems } from './answer-problems.ts';
import { openApiFile } from './contract.ts';
import type { RecordedAnswer, RecordedRequest } from './exchange.ts';
import { requestProblems } from './request-problems.ts';

/** Addresses of simulators: their answers are held against the contract too, those of scripted servers are not. */
const simulators = new Set<string>();

export function watchAnswersOf(url: string): void {
  simulators.add(new URL(url).origin);
}

interface Exchange {
  readonly request: RecordedRequest;
  readonly answer: Promise<RecordedAnswer | null>;
}

let exchanges: Exchange[] = [];

async function answerOf(response: Response): Promise<RecordedAnswer> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  // A copy that breaks off tells no more than the answer itself does.
  const text = await response
    .clone()
    .text()
    .catch(() => null);
  return { status, headers, text };
}

function recording(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const { body = null } = init ?? {};
    const request: RecordedRequest = {
      method: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      headers,
      body: typeof body === 'string' ? body : null,
    };
    const { promise: answer, resolve } = Promise.withResolvers<RecordedAnswer | null>();
    exchanges.push({ request, answer });
    try {
      const response = await send(input, init);
      resolve(answerOf(response));
      return response;
    } catch (error) {
      resolve(null);
      throw error;
    }
  };
}

/** Some tests ask both systems; what goes to the store has a contract of its own. */
const isForTheStore = (url: string): boolean => new URL(url).pathname.startsWith('/admin/api/');

async function problemsOf({ request, answer }: Exchange): Promise<readonly string[]> {
  const { method, url } = request;
  if (isForTheStore(url)) return [];
  const answered = simulators.has(new URL(url).origin) ? await answer : null;
  const problems = [
    ...requestProblems(request).map((problem) => `asked: ${problem}`),
    ...(answered === null ? [] : answerProblems(request, answered).map((problem) => `answered: ${problem}`)),
  ];
  return problems.map((problem) => `${method} ${url}\n  ${problem}`);
}

if (openApiFile !== undefined) {
  const original = globalThis.fetch;
  beforeAll(() => {
    globalThis.fetch = recording(original);
  });
  afterEach(async () => {
    const recorded = exchanges;
    exchanges = [];
    const problems = (await Promise.all(recorded.map(problemsOf))).flat();
    expect(problems, 'requests and answers that the published contract does not have').toEqual([]);
  });
  afterAll(() => {
    globalThis.fetch = original;
  });
}
