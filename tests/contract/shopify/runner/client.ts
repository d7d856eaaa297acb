/** Sends the requests of the suite and reads what comes back, whatever it is. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ControlCall, HttpCall, Operation, Request, Upload } from '../suite/case.ts';
import { pinnedVersion } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';

export interface Received {
  /** 0 when no answer came, or none to its end. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the answer, a list for JSON lines, else its text. */
  readonly body: unknown;
}

export interface SendOptions {
  /** Take a throttled answer as the answer, instead of waiting and asking again. */
  readonly isImpatient?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface Client {
  send(request: Request, options?: SendOptions): Promise<Received>;
}

const defaultTimeout = 120_000;
const mostAttempts = 30;

export function createClient(endpoint: Endpoint): Client {
  return {
    send: (request, options = {}) => {
      if ('document' in request) return sendOperation(endpoint, request, options);
      if ('control' in request) return sendControl(endpoint, request);
      return 'upload' in request ? sendUpload(request) : sendCall(endpoint, request);
    },
  };
}

async function sendOperation(
  endpoint: Endpoint,
  { document, variables, operationName, token = endpoint.token, version = pinnedVersion, headers }: Operation,
  { isImpatient = false, timeout = defaultTimeout }: SendOptions,
): Promise<Received> {
  const body = JSON.stringify({ query: document, variables, operationName });
  for (let attempt = 1; ; attempt++) {
    const received = await exchange(
      `${endpoint.url}/admin/api/${version}/graphql.json`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token, ...headers },
        body,
      },
      timeout,
    );
    const pause = isImpatient || attempt === mostAttempts ? undefined : pauseAsked(received);
    if (pause === undefined) return received;
    await wait(pause);
  }
}

interface ThrottledBody {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: {
    readonly cost?: {
      readonly requestedQueryCost: number;
      readonly throttleStatus: { readonly currentlyAvailable: number; readonly restoreRate: number };
    };
  };
}

/** Milliseconds to wait before asking again; undefined for an answer that is one. */
function pauseAsked({ status, headers, body }: Received): number | undefined {
  if (status === 429) return Number(headers['retry-after'] ?? 2) * 1000;
  const { errors, extensions } = (typeof body === 'object' && body !== null ? body : {}) as ThrottledBody;
  if (errors?.[0]?.extensions?.code !== 'THROTTLED') return undefined;
  const cost = extensions?.cost;
  if (!cost) return 1_000;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = Math.max(0, cost.requestedQueryCost - currentlyAvailable);
  return Math.max(250, (missing / restoreRate) * 1000);
}

function sendControl(endpoint: Endpoint, { control, body }: ControlCall): Promise<Received> {
  const [method = '', path = ''] = control.split(' ');
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return exchange(`${endpoint.url}/_simulator${path}`, init, defaultTimeout);
}

function sendCall(endpoint: Endpoint, { method, path, form, text, headers }: HttpCall): Promise<Received> {
  const url = /^https?:/.test(path) ? path : `${endpoint.url}${path}`;
  const body = form ? new URLSearchParams(form) : text;
  const init: RequestInit = { method, redirect: 'manual', ...(headers ? { headers } : {}) };
  return exchange(url, body === undefined ? init : { ...init, body }, defaultTimeout);
}

interface StagedTarget {
  readonly url: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

function sendUpload({ upload, content }: Upload): Promise<Received> {
  const target = upload as unknown as StagedTarget;
  const form = new FormData();
  for (const { name, value } of target.parameters) form.append(name, value);
  form.append('file', new Blob([content]), 'variables.jsonl');
  return exchange(target.url, { method: 'POST', body: form }, defaultTimeout);
}

const broken: Received = { status: 0, headers: {}, body: undefined };

async function exchange(url: string, init: RequestInit, timeout: number): Promise<Received> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: readBody(text, response.headers.get('content-type') ?? ''),
    };
  } catch {
    return broken;
  }
}

function readBody(text: string, contentType: string): unknown {
  try {
    if (contentType.includes('jsonl'))
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown);
    return contentType.includes('json') ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}
