import { randomBytes } from 'node:crypto';
import type { AccessToken, ClientCredentials, Switches } from './options.ts';

/** Client-credentials tokens live a day less a second. */
const tokenLifetimeSeconds = 86_399;

interface KnownToken {
  readonly scopes: readonly string[];
  /** Milliseconds; undefined for a token without expiry. */
  readonly expiresAt: number | undefined;
}

/** What the token endpoint answers. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string | number>>;
}

/** The access tokens of the shop and the endpoint that issues them. */
export class TokenTable {
  readonly #tokens = new Map<string, KnownToken>();
  readonly #credentials: ClientCredentials | undefined;
  readonly #now: () => number;

  /** `now` in milliseconds. */
  constructor(now: () => number, tokens: readonly AccessToken[], credentials: ClientCredentials | undefined) {
    this.#now = now;
    this.#credentials = credentials;
    for (const { token, scopes } of tokens) this.#tokens.set(token, { scopes, expiresAt: undefined });
  }

  /** The scopes of a token that works now. */
  scopes(token: string | undefined): readonly string[] | undefined {
    const known = token === undefined ? undefined : this.#tokens.get(token);
    return known && (known.expiresAt === undefined || known.expiresAt > this.#now())
      ? known.scopes
      : undefined;
  }

  /** Ends every token issued so far. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  /** A new token, for so many seconds or, without a lifetime, for good. */
  grant(scopes: readonly string[], lifetime?: number): string {
    const token = `shpat_${randomBytes(16).toString('hex')}`;
    const expiresAt = lifetime === undefined ? undefined : this.#now() + lifetime * 1000;
    this.#tokens.set(token, { scopes, expiresAt });
    return token;
  }

  /** `POST /admin/oauth/access_token` with grant_type client_credentials. */
  issue(form: Readonly<Record<string, unknown>>, signIn: Switches['signIn']): TokenAnswer {
    const credentials = this.#credentials;
    if (!credentials || form['client_id'] !== credentials.clientId)
      return refuseToken(400, 'application_cannot_be_found', 'The application could not be found.');
    if (form['client_secret'] !== credentials.clientSecret)
      return refuseToken(401, 'invalid_client', 'The client secret is not valid.');
    if (signIn === 'shop_not_permitted')
      return refuseToken(400, 'shop_not_permitted', 'Client credentials cannot be performed on this shop.');
    if (signIn === 'app_not_installed')
      return refuseToken(400, 'app_not_installed', 'The app is not installed on this shop.');

    return {
      status: 200,
      body: {
        access_token: this.grant(credentials.scopes, tokenLifetimeSeconds),
        scope: credentials.scopes.join(','),
        expires_in: tokenLifetimeSeconds,
      },
    };
  }
}

export function refuseToken(status: number, error: string, description: string): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
