/** Where the web services of an instance are, and what they offer (acumatica.md 7.1). */
import { AppError } from '../../../shared/domain/app-error.ts';
import { readInstanceAddress } from '../../../shared/domain/instance-address.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { exchange, parseJson, requireSecureAddress, type HttpAnswer } from '../http.ts';
import { isSignInPage, messageOf, system } from './answer.ts';
import { endpointUrl, knownEndpoints, type OfferedEndpoint } from './endpoint.ts';
import { clockSkewOf } from './server-time.ts';
import { seatRefusalOf } from './seat-refusal.ts';
import type { SessionHeaders } from './session.ts';
import { isWireRecord } from './wire.ts';

interface Offer {
  /** Build of the instance (`25.201.0213`), null where it does not tell. */
  readonly build: string | null;
  readonly endpoints: readonly OfferedEndpoint[];
}

export interface Instance {
  /** Address of the instance, without a slash at its end. */
  readonly base: string;
  /** Null where the instance tells nothing before sign-in. */
  readonly offer: Offer | null;
  /** Milliseconds that the server's clock is ahead of ours. */
  readonly clockSkew: number;
}

interface Asker {
  readonly clock: Clock;
  readonly headers: SessionHeaders;
  readonly signal: AbortSignal;
}

const discoveryTimeout = 30_000;

/**
 * The address as given, then its parent folders, nearest first: an instance can live in a sub-folder.
 * @throws AppError INPUT_INVALID, INSECURE_ADDRESS
 */
export function instanceAddresses(given: string): readonly string[] {
  const address = readInstanceAddress(given);
  if (address === null) {
    throw new AppError('INPUT_INVALID', { params: { reason: `"${given}" is not an address` } });
  }
  const { origin, pathname } = requireSecureAddress(address);
  const folders = pathname.split('/').filter((part) => part !== '');
  return Array.from({ length: folders.length + 1 }, (_, dropped) =>
    [origin, ...folders.slice(0, folders.length - dropped)].join('/'),
  );
}

function parseOffer(body: unknown, host: string): Offer {
  const endpoints = isWireRecord(body) ? body['endpoints'] : undefined;
  if (!isWireRecord(body) || !Array.isArray(endpoints)) {
    throw new AppError('ANSWER_UNEXPECTED', { params: { system, host, detail: 'endpoints' } });
  }
  const version = body['version'];
  const build = isWireRecord(version) ? version['acumaticaBuildVersion'] : undefined;
  return {
    build: typeof build === 'string' ? build : null,
    endpoints: endpoints.flatMap((endpoint: unknown) =>
      isWireRecord(endpoint) &&
      typeof endpoint['name'] === 'string' &&
      typeof endpoint['version'] === 'string'
        ? [{ name: endpoint['name'], version: endpoint['version'] }]
        : [],
    ),
  };
}

/** @throws AppError ERP_NO_SEAT, ERP_USER_SEATS: with a token, the first request takes the seat. */
async function get(url: string, { headers, signal }: Asker): Promise<HttpAnswer> {
  const answer = await exchange({
    system,
    method: 'GET',
    url,
    headers: { ...headers, Accept: 'application/json' },
    timeout: discoveryTimeout,
    signal,
  });
  const noSeat = seatRefusalOf(answer, new URL(url).host);
  if (noSeat !== null) throw noSeat;
  return answer;
}

/**
 * Where a redirection says the instance is: its log-in form, or its web services as it prefers to write them, are inside it. Nothing
 * is sent to another host than the one that was entered; that one is named instead.
 */
function redirectedTo(base: string, answer: HttpAnswer): string | null {
  const location = answer.headers.get('location') ?? '';
  if (!URL.canParse(location, base)) return null;
  const target = new URL(location, base);
  if (target.origin !== new URL(base).origin) {
    throw new AppError('ANSWER_NOT_JSON', {
      params: { system, host: new URL(base).host, kind: `a redirection to ${target.origin}` },
    });
  }
  const leadsInside = isSignInPage(answer) || target.pathname.includes('/entity');
  return leadsInside ? readInstanceAddress(target.href) : null;
}

/** Asks one address for its endpoints. Null: there is no web service at it. */
async function ask(base: string, asker: Asker): Promise<Instance | null> {
  const { host } = new URL(base);
  const answer = await get(`${base}/entity`, asker);
  const clockSkew = clockSkewOf(answer, asker.clock);
  const { status } = answer;
  if (status === 401 || (status === 200 && isSignInPage(answer))) return { base, offer: null, clockSkew };
  if (status === 200) {
    return { base, offer: parseOffer(parseJson(answer, system, host), host), clockSkew };
  }
  if (status >= 300 && status < 400) {
    const inside = redirectedTo(base, answer);
    return inside === null ? null : { base: inside, offer: null, clockSkew };
  }
  if (status >= 500) {
    throw new AppError('SERVER_ERROR', {
      params: { system, host, status, message: messageOf(answer) },
      retry: 'later',
    });
  }
  return null;
}

/**
 * Finds the instance at or above the given address. Some instances tell their endpoints only after sign-in.
 * @throws AppError INPUT_INVALID, INSECURE_ADDRESS, ANSWER_NOT_JSON (no web service there), ANSWER_MALFORMED, SERVER_ERROR; TransportError.
 */
export async function findInstance(given: string, clock: Clock, signal: AbortSignal): Promise<Instance> {
  const addresses = instanceAddresses(given);
  let failure: unknown = null;
  for (const base of addresses) {
    try {
      const instance = await ask(base, { clock, headers: {}, signal });
      if (instance !== null) return instance;
    } catch (error) {
      // A web page at the given address may mean that the instance is a folder above; anything else is the answer.
      if (!(error instanceof AppError) || error.code !== 'ANSWER_NOT_JSON') throw error;
      failure ??= error;
    }
  }
  const { host } = new URL(addresses[0] ?? '');
  throw failure ?? new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: '"not found"' } });
}

/**
 * The endpoints Accord knows that answer, asked one by one: a version that is not there answers 404, whatever the user may
 * read of it.
 */
async function probeEndpoints(base: string, asker: Asker): Promise<readonly OfferedEndpoint[]> {
  const found: OfferedEndpoint[] = [];
  for (const { name, version } of knownEndpoints) {
    const url = `${endpointUrl(base, { name, version })}/Customer?$select=CustomerID&$top=1`;
    const { status } = await get(url, asker);
    if (status === 200 || status === 403) found.push({ name, version });
  }
  return found;
}

/**
 * The instance's offer; where it was withheld, asked for again with a session, and where something in between withholds the
 * list for good, found out endpoint by endpoint.
 * @throws AppError ERP_ENDPOINT_MISSING
 */
export async function completeInstance(
  { base, offer }: Instance,
  clock: Clock,
  headers: SessionHeaders,
  signal: AbortSignal,
): Promise<Offer> {
  const asker: Asker = { clock, headers, signal };
  if (offer !== null) return offer;
  const withSession = await ask(base, asker).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'ANSWER_NOT_JSON') return null;
    throw error;
  });
  if (withSession?.offer) return withSession.offer;
  const endpoints = await probeEndpoints(base, asker);
  if (endpoints.length > 0) return { build: null, endpoints };
  throw new AppError('ERP_ENDPOINT_MISSING', { params: { host: new URL(base).host, found: 'none' } });
}
