/** A server on 127.0.0.1 that gives prepared answers in turn, for what no well-behaved store would answer. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSelfSigned } from './self-signed.ts';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Script = (response: ServerResponse, request: ReceivedRequest) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Answers with this status, body and headers. */
export function answerWith(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Script {
  return (response) => {
    const isText = typeof body === 'string';
    const type = isText ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}

/** Begins an answer and ends the connection in the middle of it. */
export const cutOff: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":{"customersCount"', () => response.destroy());
};

/** Never answers. */
export const keepSilent: Script = () => {};

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** The last script answers everything that follows. */
export async function startScriptedServer(
  scripts: readonly Script[],
  protocol: 'http' | 'https' = 'http',
): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const listener: RequestListener = (request, response) => {
    void readBody(request).then((body) => {
      const script = scripts[received.length] ?? scripts.at(-1);
      const { url: path = '', headers } = request;
      received.push({ path, headers, body });
      script?.(response, { path, headers, body });
    });
  };
  const server =
    protocol === 'https' ? createSecureServer(createSelfSigned(), listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${protocol}://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
