import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Company } from './company.ts';
import { answerControl } from './control.ts';
import type { ControlTarget } from './control.ts';
import type { RequestCounts } from './counters.ts';
import { answerEntityRequest, isWrite } from './entity-requests.ts';
import type { EntityAnswer, EntityRequest } from './entity-requests.ts';
import { exception, refuse, ServiceFailure } from './failure.ts';
import type { FaultKind, FaultRule, Faults } from './faults.ts';
import type { LicenceGate } from './licence.ts';
import type { AuthorisationServer } from './oauth.ts';
import type { AcumaticaOptions } from './options.ts';
import type { Session, Sessions } from './sessions.ts';

/** Everything the HTTP side works with. */
export interface Site {
  readonly options: AcumaticaOptions;
  readonly companies: ReadonlyMap<string, Company>;
  readonly sessions: Sessions;
  readonly oauth: AuthorisationServer;
  readonly gate: LicenceGate;
  readonly faults: Faults;
  readonly counts: RequestCounts;
  readonly control: ControlTarget;
}

const sessionCookie = 'ASP.NET_SessionId';
const greatestBody = 256 * 1024 * 1024;

const loginPage =
  '<!DOCTYPE html><html><head><title>Sign In</title></head><body><form action="/Frames/Login.aspx" method="post"><input name="user"><input name="password" type="password"></form></body></html>';

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > greatestBody) throw refuse(413, 'The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse(400, 'The request body is not valid JSON.');
  }
}

function cookieOf(request: IncomingMessage): string | null {
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${sessionCookie}=`));
  return found === undefined ? null : found.slice(sessionCookie.length + 1);
}

/** The session of a request: that of its bearer token, else that of its cookie. */
function sessionOf(site: Site, request: IncomingMessage): Session | null {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? site.sessions.use(cookieOf(request)) : site.oauth.sessionOf(token);
}

function send(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string | string[]>> = {},
): void {
  if (body === undefined) {
    response.writeHead(status, { 'Content-Length': '0', ...headers }).end();
    return;
  }
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function signIn(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(request);
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refuse(400, 'The credentials must be an object.');
  const given = body as Record<string, unknown>;
  if (given['tenant'] !== undefined && given['company'] !== undefined)
    throw refuse(400, 'Tenant and company cannot be specified at the same time.');
  const identity = site.sessions.authenticate({
    name: textOf(given['name']) ?? '',
    password: textOf(given['password']) ?? '',
    tenant: textOf(given['tenant']) ?? textOf(given['company']),
    branch: textOf(given['branch']),
  });
  const session = site.sessions.begin(identity, cookieOf(request));
  send(response, 204, undefined, {
    'Set-Cookie': [
      `${sessionCookie}=${session.id}; path=/; HttpOnly; SameSite=Lax`,
      `UserBranch=${session.branch ?? ''}; path=/`,
      `Locale=Culture=en-AU; path=/`,
    ],
  });
}

function discovery(site: Site, request: IncomingMessage): unknown {
  if (site.options.discoveryNeedsSignIn && sessionOf(site, request) === null)
    throw refuse(401, 'You are not logged in.');
  const { options } = site;
  const endpoint = (name: string) => (version: string) => ({
    name,
    version,
    href: `${options.instancePath}/entity/${name}/${version}/`,
  });
  return {
    version: { acumaticaBuildVersion: options.buildVersion, databaseVersion: options.buildVersion },
    endpoints: [
      ...options.endpointVersions.map(endpoint('Default')),
      ...options.commerceVersions.map(endpoint('eCommerce')),
    ],
  };
}

/** Level of an endpoint version. eCommerce 22.200 already had what Default got with 23.200 (acumatica.md 7.1). */
function levelOf(options: AcumaticaOptions, name: string, version: string): number {
  const known =
    name === 'Default' ? options.endpointVersions : name === 'eCommerce' ? options.commerceVersions : [];
  if (!known.includes(version)) throw refuse(404, `The endpoint ${name}/${version} is not available.`);
  const level = Number.parseInt(version, 10);
  return name === 'eCommerce' ? Math.max(level, 23) : level;
}

async function entityRequestOf(
  site: Site,
  request: IncomingMessage,
  url: URL,
  parts: readonly string[],
): Promise<EntityRequest> {
  const [name = '', version = '', entity = '', ...keys] = parts;
  const method = request.method ?? 'GET';
  const header = (headerName: string) => textOf(request.headers[headerName]);
  return {
    method,
    entity,
    keys,
    query: url.searchParams,
    body: method === 'PUT' ? parseJson(await readText(request)) : {},
    ifMatch: header('if-match'),
    ifNoneMatch: header('if-none-match'),
    level: levelOf(site.options, name, version),
    href: `${site.options.instancePath}/entity/${name}/${version}`,
  };
}

/** Faults that answer instead of the service. */
function strikeBefore(site: Site, kinds: ReadonlySet<FaultKind>, entity: string): void {
  if (kinds.has('sessionExpired')) {
    site.sessions.expireAll();
    throw refuse(401, 'You are not logged in.');
  }
  if (kinds.has('tooManyRequests'))
    throw refuse(429, 'The number of requests exceeds the limit of the license. Try again later.');
  if (kinds.has('serverError'))
    throw exception(
      500,
      'Object reference not set to an instance of an object.',
      'System.NullReferenceException',
    );
  if (kinds.has('forbidden')) throw refuse(403, `You have insufficient rights to access the ${entity} form.`);
  if (kinds.has('optimization'))
    throw exception(
      500,
      `Optimization cannot be performed.The following fields cause the error: View ${entity} has BQL delegate`,
      'PX.Api.ContractBased.OptimizationException',
    );
}

/** Sends an answer the way the struck faults spoil it. */
function sendSpoiled(response: ServerResponse, answer: EntityAnswer, kinds: ReadonlySet<FaultKind>): void {
  if (kinds.has('answerLost')) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(answer.body ?? {});
  const half = text.slice(0, Math.floor(text.length / 2));
  if (kinds.has('malformedJson')) {
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(half);
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
  });
  response.write(half, () => response.destroy());
}

function carryOut(site: Site, company: Company, request: EntityRequest): EntityAnswer {
  if (!isWrite(request)) {
    site.counts.countRead(request.entity, request.method);
    return answerEntityRequest(company, request);
  }
  site.counts.countWrite(request.entity, request.method);
  try {
    return answerEntityRequest(company, request);
  } catch (failure) {
    site.counts.countRefusedWrite();
    throw failure;
  }
}

async function answerEntity(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  parts: readonly string[],
): Promise<void> {
  const session = sessionOf(site, request);
  if (session === null) throw refuse(401, 'You are not logged in.');
  const entityRequest = await entityRequestOf(site, request, url, parts);
  const leave = await site.gate.enter();
  try {
    const { minimum, maximum } = site.options.latency;
    if (maximum > 0) await site.options.clock.sleep(minimum + Math.random() * (maximum - minimum));
    const isList = entityRequest.method === 'GET' && entityRequest.keys.length === 0;
    const struck: readonly FaultRule[] = site.faults.strike({
      method: entityRequest.method,
      entity: entityRequest.entity,
      isList,
      hasSelect: url.searchParams.has('$select'),
      hasExpand: url.searchParams.has('$expand'),
    });
    const kinds = new Set(struck.map((rule) => rule.kind));
    for (const rule of struck)
      if (rule.kind === 'slow') await site.options.clock.sleep(rule.milliseconds ?? 1000);
    if (kinds.has('loginPage')) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(loginPage);
      return;
    }
    strikeBefore(site, kinds, entityRequest.entity);
    const company = site.companies.get(session.tenant);
    if (company === undefined) throw refuse(401, 'You are not logged in.');
    let answer = carryOut(site, company, entityRequest);
    if (kinds.has('earlyEnd') && Array.isArray(answer.body))
      answer = { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    if (kinds.has('answerLost') || kinds.has('malformedJson') || kinds.has('connectionCut'))
      sendSpoiled(response, answer, kinds);
    else send(response, answer.status, answer.body);
  } finally {
    leave();
  }
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/_simulator/')) {
    const text = await readText(request);
    send(
      response,
      200,
      answerControl(
        site.control,
        request.method ?? 'GET',
        url.pathname.slice('/_simulator/'.length),
        parseJson(text),
      ),
    );
    return;
  }
  site.counts.countRequest();
  const identity = `${site.options.instancePath}/identity/`;
  if (url.pathname.startsWith(identity)) {
    const origin = `http://${request.headers.host ?? '127.0.0.1'}${site.options.instancePath}`;
    const given = new URLSearchParams(request.method === 'POST' ? await readText(request) : '');
    const { status, body, html, location } = site.oauth.answer(
      request.method ?? 'GET',
      url.pathname.slice(identity.length),
      url.searchParams,
      given,
      origin,
    );
    if (location !== undefined) send(response, status, undefined, { Location: location });
    else if (html !== undefined)
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    else send(response, status, body, { 'Cache-Control': 'no-store' });
    return;
  }
  const base = `${site.options.instancePath}/entity`;
  if (url.pathname !== base && !url.pathname.startsWith(`${base}/`))
    throw refuse(404, 'There is no such page.');
  let parts: string[];
  try {
    parts = url.pathname
      .slice(base.length)
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    throw refuse(400, 'The address is not valid.');
  }
  if (parts.length === 0) return send(response, 200, discovery(site, request));
  if (parts[0] === 'auth' && request.method === 'POST') {
    if (parts[1] === 'login') return signIn(site, request, response);
    if (parts[1] === 'logout') {
      // Handled at once and outside the queue (acumatica.md 7.2).
      site.sessions.signOut(sessionOf(site, request)?.id ?? null);
      return send(response, 204, undefined, {
        'Set-Cookie': `${sessionCookie}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT`,
      });
    }
  }
  return answerEntity(site, request, response, url, parts);
}

/** The HTTP server of the instance; it must be bound to 127.0.0.1 by its caller. */
export function createSiteServer(site: Site): Server {
  return createServer((request, response) => {
    answer(site, request, response).catch((failure: unknown) => {
      if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
      }
      if (failure instanceof ServiceFailure) send(response, failure.status, failure.body);
      else
        send(response, 500, {
          message: 'An error has occurred.',
          exceptionMessage: failure instanceof Error ? failure.message : String(failure),
          exceptionType: 'SimulatorException',
        });
    });
  });
}
