/**
 * A server on 127.0.0.1 between the connector and the simulator, for answers that no well-behaved ERP gives: it can answer in the
 * ERP's place, answer otherwise once the ERP has done its work, cut the connection, or change what is sent on.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Interference {
  /** `PUT Customer` and the like. */
  readonly request: string;
  /** Requests of that kind that it meets; null is all of them. */
  readonly times: number | null;
  /** Requests of that kind that are let through first. */
  readonly after?: number;
  /** Whether the ERP gets the request all the same. */
  readonly reaches: boolean;
  /** What the connector gets instead of the ERP's answer; `cut` ends the connection in the middle of it. */
  readonly reply: Reply | 'cut' | 'asAnswered';
  /** What the connector gets instead of the JSON that the ERP answered; only with `asAnswered`. */
  readonly changeAnswer?: (body: Readonly<Record<string, unknown>>) => unknown;
  /** What the ERP gets instead of what was sent. */
  readonly change?: (body: Readonly<Record<string, unknown>>) => unknown;
}

export interface Proxy {
  readonly url: string;
  interfere(how: Interference): void;
  clear(): void;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
  response.write('{"id":"a0c0de00-', () => response.destroy());
}

/** Closed with the test. */
export async function startProxy(target: string): Promise<Proxy> {
  let armed: { readonly how: Interference; passes: number; left: number }[] = [];

  function strike(request: string): Interference | null {
    const found = armed.find(({ how }) => how.request === request);
    if (found === undefined) return null;
    if (found.passes > 0) {
      found.passes -= 1;
      return null;
    }
    found.left -= 1;
    if (found.left <= 0) armed = armed.filter((each) => each !== found);
    return found.how;
  }

  async function pass(request: IncomingMessage, body: string): Promise<Response> {
    const headers = new Headers();
    for (const name of ['content-type', 'accept', 'cookie', 'if-match', 'if-none-match']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const method = request.method ?? 'GET';
    const isBodiless = method === 'GET' || body === '';
    return fetch(`${target}${request.url ?? ''}`, { method, headers, ...(isBodiless ? {} : { body }) });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await textOf(request);
    const entity = /\/entity\/Default\/[^/]+\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
    const how = strike(`${request.method ?? ''} ${entity}`);
    const body = how?.change === undefined ? sent : JSON.stringify(how.change(JSON.parse(sent)));
    const answered = how === null || how.reaches ? await pass(request, body) : null;
    const told = answered === null ? '' : await answered.text();
    const text = how?.changeAnswer === undefined ? told : JSON.stringify(how.changeAnswer(JSON.parse(told)));
    if (how === null || how.reply === 'asAnswered') {
      const headers = new Headers(answered?.headers);
      for (const name of ['content-length', 'transfer-encoding', 'connection']) headers.delete(name);
      response.setHeaders(headers);
      response.writeHead(answered?.status ?? 500).end(text);
    } else if (how.reply === 'cut') cut(response);
    else send(response, how.reply);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    interfere: (how) => {
      armed.push({ how, passes: how.after ?? 0, left: how.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      armed = [];
    },
  };
}
