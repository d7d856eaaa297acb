/** Where access tokens come from. Every way of signing in ends in one `TokenProvider`, so that the client knows only that. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import type { GrantKeeper } from '../grant.ts';
import { fixedToken, renewedTokens, type TokenProvider } from '../tokens.ts';
import { appOf, renewAccess, type App } from './authorization.ts';
import { storeAddress } from './store-address.ts';
import { askForToken } from './token-endpoint.ts';

export type { TokenProvider };

/** Refusals of the client credentials grant. */
const refusals: readonly (readonly [RegExp, ErrorCode])[] = [
  [/shop_not_permitted/, 'SHOPIFY_SHOP_NOT_PERMITTED'],
  [/app_not_installed/, 'SHOPIFY_APP_NOT_INSTALLED'],
];

/**
 * The client credentials grant of a Dev Dashboard app: a token for 24 hours, asked for again when it is due. App and store
 * must be in one organisation (domain facts 8).
 */
function clientCredentials(connection: ShopifyConnection, app: App, clock: Clock): TokenProvider {
  const form = { grant_type: 'client_credentials', client_id: app.clientId, client_secret: app.secret };
  const { signal } = new AbortController();
  return renewedTokens(clock, () => askForToken({ connection, form, refusals, signal }));
}

/**
 * @param secret the access token or the client secret, as the connection's way of signing in has it.
 * @param grants what a sign-in in the browser left behind; null where nobody has signed in, or the way needs none.
 * @throws AppError INPUT_INVALID, SIGN_IN_NEEDED.
 */
export function createTokenProvider(
  connection: ShopifyConnection,
  secret: string,
  clock: Clock,
  grants: GrantKeeper | null = null,
): TokenProvider {
  switch (connection.signIn) {
    case 'token':
      return fixedToken(secret);
    case 'clientCredentials':
      return clientCredentials(connection, appOf(connection, secret), clock);
    case 'authorizationCode': {
      const app = appOf(connection, secret);
      if (grants !== null) return renewedTokens(clock, () => renewAccess(connection, app, grants));
      const params = { system: 'Shopify', host: storeAddress(connection).host };
      throw new AppError('SIGN_IN_NEEDED', { params, retry: 'afterSignIn' });
    }
  }
}
