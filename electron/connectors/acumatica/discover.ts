/** Where the web services of an instance are, and which endpoint version to use (acumatica.md 7.1). */
import { AppError } from '../../../shared/domain/app-error.ts';
import { exchange, parseJson, requireSecureAddress } from '../http.ts';
import { messageOf, system } from './answer.ts';
import type { SessionHeaders } from './session.ts';
import { isWireRecord } from './wire.ts';

/** Versions of the endpoint Default that Accord knows, best first. */
const knownVersions = ['25.200.001', '24.200.001', '23.200.001'] as const;

/** CustomerLocation.ExtRefNbr came with this version. */
const firstWithExternalReferences = '24.200.001';

export interface OfferedEndpoint {
  readonly name: string;
  readonly version: string;
}

export interface Instance {
  /** Address of the instance, without a slash at its end. */
  readonly base: string;
  /** Null where the instance tells nothing before sign-in. */
  readonly offer: { readonly build: string | null; readonly endpoints: readonly OfferedEndpoint[] } | null;
}

export interface Endpoint {
  readonly version: string;
  /** `https://harbour.myobadvanced.com/entity/Default/24.200.001` */
  readonly url: string;
  readonly hasExternalReferences: boolean;
}

const discoveryTimeout = 30_000;

/** Parts of an address copied from the browser that are no longer the instance: the page, the login form, a session part. */
const pagePart = /^(main(\.aspx)?|frames|pages|entity|identity|\(w\(.*)$/i;

/** The address as given, then its parent folders, nearest first: an instance can live in a sub-folder. */
export function instanceAddresses(given: string): readonly string[] {
  const { origin, pathname } = requireSecureAddress(given);
  const parts = pathname.split('/').filter((part) => part !== '');
  const page = parts.findIndex((part) => pagePart.test(part));
  const folders = page === -1 ? parts : parts.slice(0, page);
  return Array.from({ length: folders.length + 1 }, (_, dropped) =>
    [origin, ...folders.slice(0, folders.length - dropped)].join('/'),
  );
}

function parseOffer(body: unknown, host: string): NonNullable<Instance['offer']> {
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

/** Asks one address for its endpoints. Null: there is no web service at it. */
async function ask(base: string, headers: SessionHeaders, signal: AbortSignal): Promise<Instance | null> {
  const { host } = new URL(base);
  const answer = await exchange({
    system,
    method: 'GET',
    url: `${base}/entity`,
    headers: { ...headers, Accept: 'application/json' },
    timeout: discoveryTimeout,
    signal,
  });
  const { status } = answer;
  if (status === 401) return { base, offer: null };
  if (status === 200) return { base, offer: parseOffer(parseJson(answer, system, host), host) };
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
export async function findInstance(given: string, signal: AbortSignal): Promise<Instance> {
  const addresses = instanceAddresses(given);
  let failure: unknown = null;
  for (const base of addresses) {
    try {
      const instance = await ask(base, {}, signal);
      if (instance !== null) return instance;
    } catch (error) {
      // A web page at the given address may mean that the instance is a folder above; anything else is the answer.
      if (!(error instanceof AppError) || error.code !== 'ANSWER_NOT_JSON') throw error;
      failure ??= error;
    }
  }
  const { host } = new URL(given);
  throw failure ?? new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: '"not found"' } });
}

/** The instance's offer, asked for again with a session where it was withheld. */
export async function completeInstance(
  { base, offer }: Instance,
  headers: SessionHeaders,
  signal: AbortSignal,
): Promise<NonNullable<Instance['offer']>> {
  const known = offer ?? (await ask(base, headers, signal))?.offer;
  if (known) return known;
  throw new AppError('ERP_ENDPOINT_MISSING', { params: { host: new URL(base).host, found: 'none' } });
}

/**
 * The endpoint to work with: the wanted version, or the best that both know.
 * @throws AppError ERP_ENDPOINT_MISSING
 */
export function chooseEndpoint(
  base: string,
  offered: readonly OfferedEndpoint[],
  wanted: string | null,
): Endpoint {
  const versions = offered.filter(({ name }) => name === 'Default').map(({ version }) => version);
  const version = knownVersions.find(
    (candidate) => (wanted === null || candidate === wanted) && versions.includes(candidate),
  );
  if (version === undefined) {
    const found = versions.length === 0 ? 'none' : versions.join(', ');
    throw new AppError('ERP_ENDPOINT_MISSING', { params: { host: new URL(base).host, found } });
  }
  return {
    version,
    url: `${base}/entity/Default/${version}`,
    hasExternalReferences: version >= firstWithExternalReferences,
  };
}
