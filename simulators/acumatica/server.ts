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
import { delayOf } from './latency.ts';
import type { LicenceGate } from './licence.ts';
import type { AuthorisationServer } from './oauth.ts';
import type { AcumaticaOptions } from './options.ts';
import { UserLimitReached } from './sessions.ts';
import type { Identity, Session, Sessions } from './sessions.ts';

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

function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The session of a request: that of its bearer token, else that of its cookie. */
function sessionOf(site: Site, request: IncomingMessage): Session | null {
  const token = bearerOf(request);
  return token === null ? site.sessions.use(cookieOf(request)) : site.oauth.sessionOf(token);
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

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A sign-in beyond the user's own limit is an exception like others; with a token it is a page, see `createSiteServer`. */
function begin({ sessions }: Site, identity: Identity, previousId: string | null): Session {
  try {
    return sessions.begin(identity, previousId);
  } catch (failure) {
    if (failure instanceof UserLimitReached) throw exception(500, failure.message);
    throw failure;
  }
}

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
  const session = begin(site, identity, cookieOf(request));
  send(response, 204, undefined, {
    'Set-Cookie': [
      `${sessionCookie}=${session.id}; path=/; HttpOnly; SameSite=Lax`,
      `UserBranch=${session.branch ?? ''}; path=/`,
      `Locale=Culture=en-AU; path=/`,
    ],
  });
}

/** Keeps the endpoints back from who may not see them; true where that was answered. */
function withholdsDiscovery(site: Site, request: IncomingMessage, response: ServerResponse): boolean {
  const { discovery, instancePath } = site.options;
  if (discovery === 'open') return false;
  if (discovery !== 'blocked' && sessionOf(site, request) !== null) return false;
  if (discovery === 'signInPage')
    sendPage(response.setHeader('Simulated-Fault', 'signInPage'), 200, loginPage);
  else if (discovery === 'redirect')
    send(response, 302, undefined, {
      Location: `${instancePath}/Frames/Login.aspx?ReturnUrl=${encodeURIComponent(`${instancePath}/entity`)}`,
    });
  else throw refuse(401, 'You are not logged in.');
  return true;
}

function discovery({ options }: Site): unknown {
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

const queryOptions: readonly string[] = ['$filter', '$select', '$expand', '$custom', '$top', '$skip'];

/** The branch of one request (PX-CbApiBranch). To check on a real tenant: what answers one that is not there. */
function checkBranch({ options }: Site, branch: string): void {
  const isKnown = options.branches.some((known) => known.toUpperCase() === branch.toUpperCase());
  if (!isKnown) throw exception(500, `The branch ${branch} cannot be found in the system.`);
}

/** What the real service would act on and this one does not know is refused, never passed over. */
function checkModelled(request: IncomingMessage, url: URL): void {
  for (const name of url.searchParams.keys())
    if (!queryOptions.includes(name)) throw refuse(400, `The simulator does not model the option ${name}.`);
  for (const name of Object.keys(request.headers))
    if (name.startsWith('px-') && name !== 'px-cbapibranch')
      throw refuse(400, `The simulator does not model the header ${name}.`);
  for (const name of ['if-match', 'if-none-match'])
    if ((request.headers[name] ?? '*') !== '*')
      throw refuse(400, `The simulator knows only * in the header ${name}.`);
}

async function entityRequestOf(
  site: Site,
  request: IncomingMessage,
  url: URL,
  parts: readonly string[],
): Promise<EntityRequest> {
  checkModelled(request, url);
  const branch = request.headers['px-cbapibranch'];
  if (typeof branch === 'string') checkBranch(site, branch);
  const [name = '', version = '', entity = '', ...keys] = parts;
  const method = request.method ?? 'GET';
  const header = (headerName: string) => textOf(request.headers[headerName]);
  return {
    method,
    entity,
    keys,
    query: url.searchParams,
    body: method === 'PUT' || method === 'PATCH' ? parseJson(await readText(request)) : {},
    ifMatch: header('if-match'),
    ifNoneMatch: header('if-none-match'),
    level: levelOf(site.options, name, version),
    href: `${site.options.instancePath}/entity/${name}/${version}`,
  };
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  404: 'The requested endpoint or entity cannot be found.',
  406: 'The request is not acceptable.',
  409: 'A long operation is running for this screen in the current session. Please try again later.',
  412: 'The precondition of the request failed.',
};

/** The record as sent, with an error at a nested field and on itself, as a 422 echoes it. */
function echoed(entity: string): ServiceFailure {
  const body = {
    MainContact: { Address: { State: { value: 'XX', error: `'State' cannot be found in the system.` } } },
    error: `The ${entity} record has errors.`,
  };
  return new ServiceFailure(422, 'The record has errors.', body);
}

/** Faults that answer instead of the service. */
function strikeBefore(site: Site, struck: readonly FaultRule[], entity: string): void {
  for (const { kind, status = 400, text } of struck) {
    if (kind === 'sessionExpired') {
      site.sessions.expireAll();
      throw refuse(401, 'You are not logged in.');
    }
    if (kind === 'tooManyRequests')
      throw refuse(429, 'The number of requests exceeds the limit of the license. Try again later.');
    if (kind === 'serverError')
      throw exception(
        500,
        text ?? 'Object reference not set to an instance of an object.',
        'System.NullReferenceException',
      );
    if (kind === 'refused')
      throw status === 422 ? echoed(entity) : refuse(status, text ?? refusals[status] ?? 'No.');
    if (kind === 'forbidden') throw refuse(403, `You have insufficient rights to access the ${entity} form.`);
    if (kind === 'optimization')
      throw exception(
        500,
        text ??
          `Optimization cannot be performed.The following fields cause the error: View ${entity} has BQL delegate`,
        'PX.Api.ContractBased.OptimizationException',
      );
  }
}

/** Faults that send something that is no JSON of the contract; true where one did. */
function strikeWithPage(site: Site, struck: readonly FaultRule[], response: ServerResponse): boolean {
  for (const { kind, status = 503 } of struck) {
    if (kind === 'loginPage') sendPage(response, 200, loginPage);
    else if (kind === 'webPage')
      sendPage(
        response,
        status,
        '<!DOCTYPE html><html><title>Unavailable</title><body>Try later.</body></html>',
      );
    else if (kind === 'loginRedirect')
      send(response, 302, undefined, { Location: `${site.options.instancePath}/Frames/Login.aspx` });
    else if (kind === 'emptyAnswer') send(response, 200);
    else continue;
    return true;
  }
  return false;
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
    const delay = delayOf(site.options.latency, isWrite(entityRequest), site.options.random);
    if (delay > 0) await site.options.clock.sleep(delay);
    const isList = entityRequest.method === 'GET' && entityRequest.keys.length === 0;
    const struck: readonly FaultRule[] = site.faults.strike({
      method: entityRequest.method,
      entity: entityRequest.entity,
      isList,
      hasSelect: url.searchParams.has('$select'),
      hasExpand: url.searchParams.has('$expand'),
      filtersOnLink: /\w\/\w/.test(url.searchParams.get('$filter') ?? ''),
    });
    const kinds = new Set(struck.map((rule) => rule.kind));
    // So that a test can tell a spoiled answer from a wrong one; the real service sends no such header.
    if (kinds.size > 0) response.setHeader('Simulated-Fault', [...kinds].join(' '));
    for (const { kind, milliseconds = 1000, seconds } of struck) {
      if (kind === 'slow') await site.options.clock.sleep(milliseconds);
      if (kind === 'tooManyRequests' && seconds !== undefined)
        response.setHeader('Retry-After', String(seconds));
    }
    if (strikeWithPage(site, struck, response)) return;
    strikeBefore(site, struck, entityRequest.entity);
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
    else if (html !== undefined) sendPage(response, status, html);
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
  if (parts.length === 0) {
    if (!withholdsDiscovery(site, request, response)) send(response, 200, discovery(site));
    return;
  }
  if (parts[0] === 'auth' && request.method === 'POST') {
    if (parts[1] === 'login') return signIn(site, request, response);
    if (parts[1] === 'logout') {
      // Handled at once and outside the queue (acumatica.md 7.2).
      const token = bearerOf(request);
      if (token === null) site.sessions.signOut(cookieOf(request));
      else if (!site.oauth.signOut(token)) throw refuse(401, 'You are not logged in.');
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
    // The instance's own clock, not that of the machine under it.
    response.setHeader('Date', new Date(site.options.clock.now()).toUTCString());
    answer(site, request, response).catch((failure: unknown) => {
      if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
      }
      if (failure instanceof UserLimitReached)
        // As an integrator reports it and no published contract has it; to check on a real tenant.
        send(response.setHeader('Simulated-Fault', 'userLimit'), 302, undefined, {
          Location: `${site.options.instancePath}/Frames/Error.aspx?message=${encodeURIComponent(failure.message)}`,
        });
      else if (failure instanceof ServiceFailure) send(response, failure.status, failure.body);
      else
        send(response, 500, {
          message: 'An error has occurred.',
          exceptionMessage: failure instanceof Error ? failure.message : String(failure),
          exceptionType: 'SimulatorException',
        });
    });
  });
}
