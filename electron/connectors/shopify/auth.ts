/** Where access tokens come from. Every way of signing in ends in one `TokenProvider`, so that the client knows only that. */
import { z } from 'zod';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { exchange, parseJson, type HttpAnswer } from '../http.ts';
import { storeAddress } from './store-address.ts';

export interface TokenProvider {
  /** A token believed to be good. @throws AppError of the sign-in family. */
  getToken(signal: AbortSignal): Promise<string>;
  /** Says that a token was rejected; true when asking again may give another one. */
  reject(token: string): boolean;
}

/** An access token that a person pasted: it does not expire, and there is no other. */
function fixedToken(token: string): TokenProvider {
  return { getToken: () => Promise.resolve(token), reject: () => false };
}

/** A token is renewed this long before it ends. Milliseconds. */
const renewalMargin = 5 * 60_000;
const signInTimeout = 30_000;

const grantSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Refusals of the token endpoint by the word they carry, whether in JSON or on a page. */
const refusals: readonly (readonly [RegExp, ErrorCode])[] = [
  [/shop_not_permitted/, 'SHOPIFY_SHOP_NOT_PERMITTED'],
  [/app_not_installed/, 'SHOPIFY_APP_NOT_INSTALLED'],
  [/invalid_client|application_cannot_be_found|invalid_request|unauthorized/i, 'SHOPIFY_CLIENT_REJECTED'],
];

interface Grant {
  readonly token: string;
  /** On the clock of `Clock.elapsed`. */
  readonly renewAt: number;
}

/**
 * The client credentials grant of a Dev Dashboard app: a token for 24 hours, asked for again when it is due. App and store
 * must be in one organisation (domain facts 8).
 */
function clientCredentials(
  connection: ShopifyConnection,
  clientId: string,
  secret: string,
  clock: Clock,
): TokenProvider {
  let grant: Grant | null = null;
  let pending: Promise<Grant> | null = null;

  async function ask(signal: AbortSignal): Promise<Grant> {
    const address = storeAddress(connection);
    const answer = await exchange({
      system: 'Shopify',
      method: 'POST',
      url: new URL('/admin/oauth/access_token', address).href,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
      }).toString(),
      secrets: [secret],
      timeout: signInTimeout,
      signal,
    });
    return readGrant(answer, address.host, clock.elapsed());
  }

  return {
    getToken: async (signal) => {
      if (grant !== null && clock.elapsed() < grant.renewAt) return grant.token;
      // Requests that find the token expired at the same time share one renewal.
      pending ??= ask(signal).finally(() => (pending = null));
      grant = await pending;
      return grant.token;
    },
    reject: (token) => {
      if (grant?.token === token) grant = null;
      return true;
    },
  };
}

function readGrant(answer: HttpAnswer, host: string, now: number): Grant {
  if (answer.status === 200) {
    const grant = grantSchema.safeParse(parseJson(answer, 'Shopify', host));
    if (grant.success) {
      const lifetime = grant.data.expires_in * 1000;
      return {
        token: grant.data.access_token,
        renewAt: now + Math.max(lifetime - renewalMargin, lifetime / 2),
      };
    }
    throw new AppError('ANSWER_UNEXPECTED', { params: { system: 'Shopify', host, detail: 'access_token' } });
  }
  if (answer.status === 404) throw new AppError('SHOPIFY_STORE_UNKNOWN', { params: { host } });
  if (answer.status >= 500 || answer.status === 429) {
    const params = { system: 'Shopify', host, status: answer.status, message: 'sign-in' };
    throw new AppError('SERVER_ERROR', { params, retry: 'later' });
  }
  const refusal = refusals.find(([pattern]) => pattern.test(answer.text));
  throw new AppError(refusal?.[1] ?? 'SHOPIFY_CLIENT_REJECTED', { params: { host }, retry: 'afterSignIn' });
}

/** `secret` is the access token or the client secret, as the connection's way of signing in has it. */
export function createTokenProvider(
  connection: ShopifyConnection,
  secret: string,
  clock: Clock,
): TokenProvider {
  if (connection.signIn === 'token') return fixedToken(secret);
  if (connection.clientId === null) {
    throw new AppError('INPUT_INVALID', { params: { reason: 'The client id of the app is missing' } });
  }
  return clientCredentials(connection, connection.clientId, secret, clock);
}
