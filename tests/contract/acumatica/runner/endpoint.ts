/** A signed-in session at an endpoint of an instance: sends what a case asks for and tells what came. */
import { answerProblems } from '../published/answer-problems.ts';
import { openApiFile } from '../published/contract.ts';
import type { RecordedRequest } from '../published/exchange.ts';
import { requestProblems } from '../published/request-problems.ts';
import type { EntityCall, SiteCall } from '../suite/case.ts';
import { wrapped } from './wire.ts';

export interface Credentials {
  /** Address of the instance, without a slash at the end. */
  readonly url: string;
  readonly tenant: string;
  readonly user: string;
  readonly password: string;
  readonly branch?: string;
  /** `Default/24.200.001` */
  readonly endpoint: string;
}

export interface Received {
  readonly status: number;
  /** Undefined where the answer is no JSON. */
  readonly body: unknown;
  /** What of request and answer the published OpenAPI does not have; empty where that is not given. */
  readonly asked: readonly string[];
  readonly answered: readonly string[];
}

export interface Endpoint {
  readonly credentials: Credentials;
  readonly send: (request: EntityCall | SiteCall) => Promise<Received>;
  /** Gives the seat back. */
  readonly close: () => Promise<void>;
}

/** Waits after a declined request; a licence counts by the minute. */
const declinedWaits = [5, 20, 65];

const json = { Accept: 'application/json', 'Content-Type': 'application/json' };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws with a plain sentence when the sign-in fails. */
export async function openEndpoint(credentials: Credentials): Promise<Endpoint> {
  const { url, tenant, user: name, password, branch, endpoint } = credentials;
  const signIn = await fetch(`${url}/entity/auth/login`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name, password, tenant, ...(branch === undefined ? {} : { branch }) }),
  });
  if (signIn.status !== 204 && signIn.status !== 200)
    throw new Error(`Signing in at ${url} failed: HTTP ${signIn.status} ${await signIn.text()}`.trim());
  const cookie = signIn.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');

  async function exchange(request: RecordedRequest): Promise<Received> {
    for (const wait of [...declinedWaits, null]) {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        ...(request.body === null ? {} : { body: request.body }),
      });
      const text = await response.text();
      if (response.status === 429 && wait !== null) {
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
        continue;
      }
      const { status } = response;
      const headers = Object.fromEntries(response.headers);
      const isCompared = openApiFile !== undefined;
      return {
        status,
        body: parsed(text),
        asked: isCompared ? requestProblems(request) : [],
        answered: isCompared ? answerProblems(request, { status, headers, text }) : [],
      };
    }
    throw new Error('unreachable');
  }

  const addressOf = (request: EntityCall | SiteCall): string => {
    if ('site' in request) return `${url}${request.site}`;
    const query = Object.entries(request.query ?? {})
      .filter(([, value]) => value !== '')
      .map(([option, value]) => `${option}=${encodeURIComponent(value)}`);
    const path = request.path.split('/').map(encodeURIComponent).join('/');
    return `${url}/entity/${endpoint}/${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  };

  return {
    credentials,
    send: (request) => {
      const isStranger = 'site' in request && request.isStranger === true;
      const body = 'site' in request ? request.body : wrapped(request.body);
      const hasBody = request.body !== undefined;
      return exchange({
        method: request.method,
        url: addressOf(request),
        headers: {
          accept: 'application/json',
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...(isStranger ? {} : { cookie }),
          ...('site' in request ? {} : request.headers),
        },
        body: hasBody ? JSON.stringify(body) : null,
      });
    },
    close: async () => {
      await fetch(`${url}/entity/auth/logout`, { method: 'POST', headers: { Cookie: cookie }, body: '' });
    },
  };
}
