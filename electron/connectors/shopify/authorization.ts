/**
 * Signing in by authorization code: the page a person approves on, the answer the browser brings back, and the tokens for
 * it. For an app of any organisation (domain facts 8, way 3); the app's client id and secret are the person's own.
 */
import { createHmac } from 'node:crypto';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import { optionalShopifyScopes, shopifyScopes, type ShopifyScope } from '../../../shared/domain/sign-in.ts';
import { newGrant, renewedGrant, type Authorization, type GrantKeeper } from '../grant.ts';
import { createPkce, createState, isSameSecret } from '../pkce.ts';
import type { AccessToken } from '../tokens.ts';
import { storeAddress } from './store-address.ts';
import { askForToken, unexpectedAnswer } from './token-endpoint.ts';

/** The client id and secret of an app. */
export interface App {
  readonly clientId: string;
  readonly secret: string;
}

/** @throws AppError INPUT_INVALID */
export function appOf({ clientId }: ShopifyConnection, secret: string): App {
  if (clientId !== null) return { clientId, secret };
  throw new AppError('INPUT_INVALID', { params: { reason: 'The client id of the app is missing.' } });
}

/**
 * The signature of an answer: HMAC-SHA256 in hex over its other parameters in alphabetical order. `signature` is an older
 * sibling that is not signed either.
 */
function hmacOf(query: URLSearchParams, secret: string): string {
  const signed = new URLSearchParams(query);
  signed.delete('hmac');
  signed.delete('signature');
  signed.sort();
  return createHmac('sha256', secret).update(signed.toString()).digest('hex');
}

/**
 * The code in the answer that the browser brought, after everything that could be wrong with it.
 * @throws AppError SIGN_IN_STATE_WRONG, SHOPIFY_CONSENT_REFUSED, SHOPIFY_CALLBACK_UNSIGNED, SHOPIFY_OTHER_STORE,
 * ANSWER_UNEXPECTED.
 */
function readCallback(
  query: URLSearchParams,
  state: string,
  connection: ShopifyConnection,
  app: App,
): string {
  if (!isSameSecret(query.get('state') ?? '', state)) throw new AppError('SIGN_IN_STATE_WRONG');
  // RFC 6749 section 4.1.2.1. Whether Shopify sends it, or keeps the person on its own page, is open. [VERIFY]
  if (query.has('error')) throw new AppError('SHOPIFY_CONSENT_REFUSED');
  if (!isSameSecret(query.get('hmac') ?? '', hmacOf(query, app.secret))) {
    throw new AppError('SHOPIFY_CALLBACK_UNSIGNED');
  }
  const shop = query.get('shop')?.toLowerCase() ?? '';
  if (shop !== connection.domain.toLowerCase()) {
    throw new AppError('SHOPIFY_OTHER_STORE', { params: { other: shop, expected: connection.domain } });
  }
  const code = query.get('code') ?? '';
  if (code === '') throw unexpectedAnswer(storeAddress(connection).host, 'code');
  return code;
}

const clientRefusal: readonly [RegExp, ErrorCode] = [
  /invalid_client|application_cannot_be_found/,
  'SHOPIFY_CLIENT_REJECTED',
];

/**
 * Scopes that an app may have or not, and that a person may refuse: named in `scope`, one that the app was not configured with would
 * be the end of the sign-in. Shopify documents the name for apps that it installs itself, and its own library sends it to the page
 * of installation; that the page of authorization takes it as well is open. [VERIFY] Where it does not, it is ignored, and the
 * check of the connection says what is missing.
 */
const optionalScopesParameter = 'optional_scopes';

const scopeList = (scopes: readonly ShopifyScope[]): string => scopes.map(({ scope }) => scope).join(',');

/**
 * Begins a sign-in with PKCE. Its `finish` throws, beside what `readCallback` finds, SHOPIFY_CODE_EXPIRED and what asking
 * for a token can throw. The access token that comes with the grant is not kept: whoever needs one asks with the grant,
 * and no access token has to pass from one process to another.
 * @throws AppError SHOPIFY_STORE_UNKNOWN, INSECURE_ADDRESS, INPUT_INVALID.
 */
export function beginAuthorization(
  connection: ShopifyConnection,
  secret: string,
  redirectAddress: string,
): Authorization {
  const app = appOf(connection, secret);
  const { verifier, challenge } = createPkce();
  const state = createState();
  const address = new URL('/admin/oauth/authorize', storeAddress(connection));
  address.search = new URLSearchParams({
    client_id: app.clientId,
    scope: scopeList(shopifyScopes),
    [optionalScopesParameter]: scopeList(optionalShopifyScopes),
    redirect_uri: redirectAddress,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();

  return {
    address: address.href,
    finish: async (query, signal) => {
      const { refreshToken } = await askForToken({
        connection,
        form: {
          client_id: app.clientId,
          client_secret: app.secret,
          code: readCallback(query, state, connection, app),
          code_verifier: verifier,
          // Without it the token would never end (domain facts 8).
          expiring: '1',
        },
        refusals: [clientRefusal, [/invalid_request|invalid_grant/, 'SHOPIFY_CODE_EXPIRED']],
        signal,
      });
      if (refreshToken === null) throw unexpectedAnswer(address.host, 'refresh_token');
      return newGrant(refreshToken);
    },
  };
}

/**
 * The next access token. The refresh token is replaced with each use; the one before stays good until the new one is
 * used, so an answer that is lost or not stored in time costs nothing (Shopify's changelog, 2026-08-28).
 * @throws AppError SHOPIFY_SIGN_IN_ENDED and those of `askForToken`.
 */
export async function renewAccess(
  connection: ShopifyConnection,
  app: App,
  grants: GrantKeeper,
): Promise<AccessToken> {
  const grant = grants.current();
  const answer = await askForToken({
    connection,
    form: {
      client_id: app.clientId,
      client_secret: app.secret,
      grant_type: 'refresh_token',
      refresh_token: grant.refreshToken,
    },
    // A refresh token that is no longer good is reported as 401 invalid_request, and as invalid_grant.
    refusals: [clientRefusal, [/invalid_request|invalid_grant/, 'SHOPIFY_SIGN_IN_ENDED']],
    // Not the signal of one of those who wait for it: the others still want it.
    signal: new AbortController().signal,
  });
  if (answer.refreshToken !== null) await grants.keep(renewedGrant(grant, answer.refreshToken));
  return answer;
}
