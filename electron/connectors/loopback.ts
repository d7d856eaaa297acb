/**
 * Where the browser comes back to after a sign-in: a listener on this computer for one sign-in. It takes one answer, shows
 * one page and ends. It knows neither system: what the answer says is judged by whoever began the sign-in.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError } from '../../shared/domain/app-error.ts';
import { loopbackPath, loopbackPorts, redirectAddress } from '../../shared/domain/sign-in.ts';
import { pageHeaders, renderPage, type LoopbackPage } from './loopback-page.ts';

/** The answer the browser brought. The browser waits until it gets a page. */
export interface LoopbackAnswer {
  readonly query: URLSearchParams;
  /** Resolves when the page is sent, or when the browser is gone. */
  show(page: LoopbackPage): Promise<void>;
}

export interface Loopback {
  /** The address to send the browser back to. */
  readonly redirectAddress: string;
  /** The first answer that comes. @throws the signal's reason. */
  answer(signal: AbortSignal): Promise<LoopbackAnswer>;
  close(): Promise<void>;
}

/** The server on the first port that is free, or null. */
async function listen(ports: readonly number[]): Promise<{ server: Server; port: number } | null> {
  for (const port of ports) {
    const server = createServer();
    const isListening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      // Never reachable from another computer.
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (isListening) return { server, port };
  }
  return null;
}

/**
 * Why a request is no answer to a sign-in, or null. A page of another site may make the browser ask this address: under a
 * name of its own that leads here (the Host header tells), or as a part of that page (Sec-Fetch-Dest tells).
 */
function refusalOf({ method, url = '', headers }: IncomingMessage, host: string): number | null {
  if (headers.host !== host) return 421;
  if (url.split('?')[0] !== loopbackPath) return 404;
  if (method !== 'GET') return 405;
  const { 'sec-fetch-dest': destination = 'document' } = headers;
  return destination === 'document' ? null : 403;
}

function send(response: ServerResponse, status: number, page: LoopbackPage): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) return resolve();
    response.once('close', resolve);
    response.writeHead(status, pageHeaders).end(renderPage(page));
  });
}

const tooLate: LoopbackPage = {
  tone: 'bad',
  title: 'This sign-in is already finished',
  text: 'An answer to it came before, so this one was not used.',
};

/** @throws AppError SIGN_IN_PORTS_TAKEN when other programs have every port. */
export async function openLoopback(ports: readonly number[] = loopbackPorts): Promise<Loopback> {
  const listening = await listen(ports);
  if (listening === null) {
    throw new AppError('SIGN_IN_PORTS_TAKEN', { params: { ports: ports.join(', ') }, retry: 'later' });
  }
  const { server, port } = listening;
  const host = `127.0.0.1:${port}`;
  const { promise: first, resolve: take } = Promise.withResolvers<LoopbackAnswer>();
  let isTaken = false;

  server.on('request', (request, response) => {
    const refusal = refusalOf(request, host);
    if (refusal !== null) {
      response.writeHead(refusal, { Connection: 'close' }).end();
      return;
    }
    if (isTaken) {
      void send(response, 409, tooLate);
      return;
    }
    isTaken = true;
    const query = new URLSearchParams(request.url?.slice(loopbackPath.length));
    take({ query, show: (page) => send(response, page.tone === 'good' ? 200 : 400, page) });
  });

  return {
    redirectAddress: redirectAddress(port),
    answer: (signal) =>
      new Promise((resolve, reject) => {
        const stop = () => reject(signal.reason as Error);
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        void first.then(resolve).finally(() => signal.removeEventListener('abort', stop));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
