import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { BulkQueue } from './bulk-queue.ts';
import { formatError, operationKind, prepareRequest, runRequest } from './graphql-request.ts';
import type { DocumentCache, GraphqlAnswer, GraphqlBody, GraphqlEngine } from './graphql-request.ts';
import type { Fault, FaultKind, FaultPlan } from './faults.ts';
import type { AuthorizationServer } from './oauth.ts';
import type { ShopOptions, Switches } from './options.ts';
import { servedVersion } from './api-version.ts';
import { uploadPath } from './staged-uploads.ts';
import type { StagedUploads } from './staged-uploads.ts';
import type { ShopStore } from './store.ts';
import { refuseToken } from './tokens.ts';
import type { TokenAnswer, TokenTable } from './tokens.ts';

/** Everything a request can reach. */
export interface ServedShop {
  readonly engine: GraphqlEngine;
  readonly documents: DocumentCache;
  readonly store: ShopStore;
  readonly shop: ShopOptions;
  readonly switches: () => Switches;
  readonly tokens: TokenTable;
  readonly authorization: AuthorizationServer;
  readonly bulk: BulkQueue;
  readonly uploads: StagedUploads;
  readonly faults: FaultPlan;
  /** Answers requests below `/_simulator/`. */
  readonly control: (method: string, path: string, body: string) => ControlAnswer;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A server for the shop, not listening yet. */
export function createShopServer(served: ServedShop): Server {
  return createServer((request, response) => {
    answer(served, request, response).catch((error: unknown) => {
      if (!response.headersSent)
        sendJson(response, 500, { errors: error instanceof Error ? error.stack : String(error) });
      else response.destroy();
    });
  });
}

async function answer(served: ServedShop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  served.bulk.settle();
  if (method === 'POST' && pathname === uploadPath) return receiveUpload(served, request, response);
  if (method === 'GET' && pathname.startsWith('/bulk-results/'))
    return sendResult(served, pathname, response);
  // The shop's own clock, not that of the machine under it; uploads and results lie with another one.
  response.setHeader('Date', served.store.now().toUTCString());
  const body = (await readBody(request)).toString('utf8');
  if (pathname.startsWith('/_simulator/')) {
    const { status, body: result } = served.control(method, pathname.slice('/_simulator'.length), body);
    return sendJson(response, status, result);
  }
  await wait(served.switches().latencyMilliseconds);
  if (method === 'GET' && pathname === '/admin/oauth/authorize') {
    const answered = served.authorization.authorize(searchParams);
    if ('refusal' in answered) return send(response, 400, 'text/html; charset=utf-8', answered.refusal);
    return send(response, 302, 'text/html; charset=utf-8', '', { location: answered.location });
  }
  if (method === 'POST' && pathname === '/admin/oauth/access_token')
    return issueToken(served, request, response, body);
  const [, requested] = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(pathname) ?? [];
  const version = requested && servedVersion(requested, served.store.now());
  if (method !== 'POST' || !version) return sendJson(response, 404, { errors: 'Not Found' });
  response.setHeader('x-shopify-api-version', version);
  return answerGraphql(served, request, response, body);
}

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function receiveUpload(
  { uploads }: ServedShop,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await uploads.receive(
    request.headers['content-type'] ?? '',
    await readBody(request),
  );
  response.writeHead(status, { 'content-type': 'application/xml; charset=UTF-8' });
  response.end(body);
}

/** The result file of a bulk operation: served by the storage, so without a token and at no price. */
async function sendResult({ bulk }: ServedShop, path: string, response: ServerResponse): Promise<void> {
  const result = bulk.result(path);
  if (!result || result.isExpired) {
    const [status, code] = result ? [400, 'ExpiredToken'] : [404, 'NoSuchKey'];
    response.writeHead(status, { 'content-type': 'application/xml; charset=UTF-8' });
    response.end(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/jsonl', 'content-length': result.bytes });
  // A client that hangs up ends the reading; there is nobody left to tell.
  await pipeline(createReadStream(result.path), response).catch(() => response.destroy());
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'x-request-id': randomUUID(),
    ...headers,
  });
  response.end(text);
}

function issueToken(
  served: ServedShop,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const isJson = request.headers['content-type']?.includes('json') === true;
  const form = isJson ? (parseJson(body) ?? {}) : Object.fromEntries(new URLSearchParams(body));
  const { status, body: answered } = answerGrant(served, form as Readonly<Record<string, unknown>>);
  if (status === 200) served.engine.counters.add('signIns');
  sendJson(response, status, answered);
}

function answerGrant(served: ServedShop, form: Readonly<Record<string, unknown>>): TokenAnswer {
  const grant = form['grant_type'] ?? 'authorization_code';
  if (grant === 'client_credentials') return served.tokens.issue(form, served.switches().signIn);
  if (grant === 'authorization_code' || grant === 'refresh_token') return served.authorization.exchange(form);
  return refuseToken(400, 'unsupported_grant_type', 'The grant type is not supported.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Order of work: faults of the way, token, body, schema, price, execution, faults of the answer. */
async function answerGraphql(
  served: ServedShop,
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
): Promise<void> {
  const { engine, faults, tokens } = served;
  engine.counters.add('requests');
  const body = readGraphqlBody(text);
  const prepared = body && prepareRequest(engine.schema, served.documents, body);
  const kind = prepared ? operationKind(prepared) : 'query';

  if (faults.take(kind, ['tokenExpired'])) tokens.revokeAll();
  const token = request.headers['x-shopify-access-token'];
  const scopes = tokens.scopes(typeof token === 'string' ? token : undefined);
  if (!scopes) {
    const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
    return sendJson(response, 401, { errors });
  }
  if (!prepared)
    return sendJson(response, 400, { errors: { query: 'Required parameter missing or invalid' } });

  const spoiler = faults.take(kind, [
    'tooManyRequests',
    'serverError',
    'html',
    'noAnswer',
    'cutAnswer',
    'malformedJson',
    'internalError',
  ]);
  const isCarriedOut = !spoiler || (spoiler.landed ?? landsByDefault.has(spoiler.kind));
  const run = (): GraphqlAnswer => {
    if ('errors' in prepared) return { errors: prepared.errors.map(formatError) };
    const { store, shop, bulk, uploads } = served;
    const context = { store, shop, switches: served.switches(), scopes, faults, bulk, uploads };
    return runRequest(engine, prepared, context, {
      explainsCost: request.headers['shopify-graphql-cost-debug'] === '1',
    });
  };
  const result = isCarriedOut ? run() : undefined;
  return spoiler ? spoil(spoiler, response, result) : sendJson(response, 200, result);
}

const landsByDefault = new Set<FaultKind>(['noAnswer', 'cutAnswer', 'malformedJson']);

function readGraphqlBody(text: string): GraphqlBody | undefined {
  const body = parseJson(text);
  const isBody =
    typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string';
  return isBody ? (body as GraphqlBody) : undefined;
}

/** Sends what a fault makes of the answer. `result` is there when the operation was carried out. */
function spoil(fault: Fault, response: ServerResponse, result: GraphqlAnswer | undefined): void {
  const text = JSON.stringify(result ?? {});
  switch (fault.kind) {
    case 'tooManyRequests':
      return sendJson(response, 429, { errors: 'Too Many Requests' }, { 'retry-after': '2.0' });
    case 'serverError':
      return send(response, fault.status ?? 502, 'text/plain; charset=utf-8', 'Bad Gateway');
    case 'html':
      return send(
        response,
        fault.status ?? 200,
        'text/html; charset=utf-8',
        '<!DOCTYPE html><title>Shopify</title><h1>One moment</h1>',
      );
    case 'noAnswer':
      // The client hangs up, or the simulator is closed.
      return undefined;
    case 'cutAnswer':
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
      return undefined;
    case 'malformedJson':
      return send(response, 200, 'application/json; charset=utf-8', text.slice(0, -1));
    case 'internalError':
      return sendJson(response, 200, {
        errors: [{ message: 'Something went wrong', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      });
    case 'throttled':
    case 'shortPage':
    case 'overstatedPage':
    case 'tokenExpired':
    case 'bulkFailure':
      throw new Error(`${fault.kind} does not spoil an answer.`);
  }
}
