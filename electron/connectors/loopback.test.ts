import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loopbackPath, redirectAddresses } from '../../shared/domain/sign-in.ts';
import { openLoopback, type Loopback } from './loopback.ts';

const never = new AbortController().signal;
const page = { tone: 'good', title: 'You are signed in', text: 'To <b>Harbour & Pine</b>.' } as const;

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listenOn(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => void server.close(resolve))));
  return ports;
}

function listenOn(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function take(port: number): Promise<void> {
  const server = await listenOn(port);
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
}

async function open(ports?: readonly number[]): Promise<Loopback> {
  const loopback = await openLoopback(ports ?? (await freePorts(1)));
  onTestFinished(() => loopback.close());
  return loopback;
}

/** One request written by hand, for what no browser and no fetch would send. @returns the status. */
function send(address: string, text: string): Promise<string> {
  const { port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      resolve(data.toString().split(' ')[1] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('where the browser comes back to', () => {
  it('is one of three fixed addresses on this computer, to be registered exactly', () => {
    expect(redirectAddresses).toEqual([
      'http://127.0.0.1:28471/callback',
      'http://127.0.0.1:28671/callback',
      'http://127.0.0.1:28871/callback',
    ]);
  });

  it('is the first that is free', async () => {
    const ports = await freePorts(3);
    await take(ports[0] ?? 0);
    expect((await open(ports)).redirectAddress).toBe(`http://127.0.0.1:${ports[1]}/callback`);
    expect((await open(ports)).redirectAddress).toBe(`http://127.0.0.1:${ports[2]}/callback`);
  });

  it('says so when other programs have them all', async () => {
    const ports = await freePorts(3);
    for (const port of ports) await take(port);
    await expect(openLoopback(ports)).rejects.toMatchObject({
      code: 'SIGN_IN_PORTS_TAKEN',
      params: { ports: ports.join(', ') },
    });
  });

  it.runIf(process.platform === 'linux')('answers at this one address only', async () => {
    const { redirectAddress } = await open();
    await expect(fetch(redirectAddress.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
  });

  it('is free again afterwards', async () => {
    const ports = await freePorts(1);
    const loopback = await openLoopback(ports);
    await loopback.close();
    await expect(fetch(loopback.redirectAddress)).rejects.toThrow('fetch failed');
    await (await openLoopback(ports)).close();
  });

  it('gives up waiting for the reason it is told', async () => {
    const loopback = await open();
    const controller = new AbortController();
    const waiting = loopback.answer(controller.signal);
    controller.abort(new Error('nobody came'));
    await expect(waiting).rejects.toThrow('nobody came');
    await expect(loopback.answer(controller.signal)).rejects.toThrow('nobody came');
  });
});

describe('the page that ends a sign-in', () => {
  it('says how it ended, in plain HTML without a script, and keeps nothing', async () => {
    const loopback = await open();
    const coming = fetch(`${loopback.redirectAddress}?code=secret-code&state=secret-state`);
    const answer = await loopback.answer(never);
    expect(Object.fromEntries(answer.query)).toEqual({ code: 'secret-code', state: 'secret-state' });
    await answer.show(page);

    const response = await coming;
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('<title>You are signed in · Accord</title>');
    expect(html).toContain('To &lt;b&gt;Harbour &amp; Pine&lt;/b&gt;.');
    expect(html).not.toMatch(/<script|<link|<img|<form| on\w+=| href=| src=|secret-/i);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      ),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('of a sign-in that failed is no success to a program either', async () => {
    const loopback = await open();
    const coming = fetch(loopback.redirectAddress);
    await (await loopback.answer(never)).show({ ...page, tone: 'bad' });
    expect((await coming).status).toBe(400);
  });

  it('is shown to a browser that is gone without anybody waiting for it', async () => {
    const loopback = await open();
    const leaving = new AbortController();
    const coming = fetch(loopback.redirectAddress, { signal: leaving.signal });
    const answer = await loopback.answer(never);
    leaving.abort();
    await expect(coming).rejects.toThrow('aborted');
    await delay(50);
    await answer.show(page);
  });

  it('is another one for a second answer, which changes nothing', async () => {
    const loopback = await open();
    const coming = fetch(`${loopback.redirectAddress}?code=first`);
    const answer = await loopback.answer(never);
    const second = await fetch(`${loopback.redirectAddress}?code=second`);
    expect(second.status).toBe(409);
    expect(await second.text()).toContain('This sign-in is already finished');
    expect((await loopback.answer(never)).query.get('code')).toBe('first');
    await answer.show(page);
    expect((await coming).status).toBe(200);
  });
});

describe('a request that is no answer', () => {
  const get = (path: string, host: string, more = '') =>
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;

  it.each<readonly [string, string, (host: string) => string]>([
    ['under a foreign name that leads here', '421', () => get(loopbackPath, 'attacker.example')],
    ['under the name localhost', '421', (host) => get(loopbackPath, host.replace('127.0.0.1', 'localhost'))],
    ['for another page', '404', (host) => get('/favicon.ico', host)],
    ['for a page below', '404', (host) => get(`${loopbackPath}/more`, host)],
    ['for an address that is none', '404', (host) => get('//', host)],
    ['as a picture in another site', '403', (host) => get(loopbackPath, host, 'Sec-Fetch-Dest: image\r\n')],
    ['as a frame in another site', '403', (host) => get(loopbackPath, host, 'Sec-Fetch-Dest: iframe\r\n')],
    [
      'that sends a form',
      '405',
      (host) => `POST ${loopbackPath} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`,
    ],
    ['that is no HTTP', '400', () => 'hello\r\n\r\n'],
  ])('%s, is refused, and the sign-in goes on waiting', async (_name, status, request) => {
    const loopback = await open();
    const { host } = new URL(loopback.redirectAddress);
    expect(await send(loopback.redirectAddress, request(host))).toBe(status);
    const coming = fetch(`${loopback.redirectAddress}?code=right`, {
      headers: { 'sec-fetch-dest': 'document' },
    });
    const answer = await loopback.answer(never);
    expect(answer.query.get('code')).toBe('right');
    await answer.show(page);
    await coming;
  });
});
