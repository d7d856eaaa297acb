import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AuthorizationApp } from './options.ts';
import { refuseToken } from './tokens.ts';
import type { TokenAnswer, TokenTable } from './tokens.ts';

/** Seconds. An expiring access token, its refresh token, and a code until it is exchanged (this last one to be checked). */
const accessTokenLifetime = 3_600;
const refreshTokenLifetime = 90 * 86_400;
const codeLifetime = 60;

/** Seconds from its first use for which a refresh token may be used again, while its replacement is not. */
const recoveryTime = 30 * 86_400;

interface IssuedCode {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** The S256 challenge, when the app uses PKCE. */
  readonly challenge: string | undefined;
  readonly expiresAt: number;
}

interface RefreshToken {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  /** The refresh token it came from, which works until this one is used. */
  readonly previous: string | undefined;
  readonly firstUsedAt?: number;
}

/** Where the browser is sent, or the error page it shows. */
export type AuthorizeAnswer = { readonly location: string } | { readonly refusal: string };

type Form = Readonly<Record<string, unknown>>;

/** The signature of a callback: HMAC-SHA256 in hex over the query without `hmac`, its parameters in alphabetical order. */
export function callbackHmac(query: URLSearchParams, clientSecret: string): string {
  const signed = new URLSearchParams(query);
  signed.delete('hmac');
  signed.sort();
  return createHmac('sha256', clientSecret).update(signed.toString()).digest('hex');
}

/** The authorization code grant with its refresh tokens. The page that asks the merchant approves at once. */
export class AuthorizationServer {
  readonly #now: () => number;
  readonly #tokens: TokenTable;
  readonly #app: AuthorizationApp | undefined;
  readonly #shopDomain: string;
  readonly #codes = new Map<string, IssuedCode>();
  readonly #refreshTokens = new Map<string, RefreshToken>();

  /** `now` in milliseconds. */
  constructor(options: {
    readonly now: () => number;
    readonly tokens: TokenTable;
    readonly app: AuthorizationApp | undefined;
    readonly shopDomain: string;
  }) {
    this.#now = options.now;
    this.#tokens = options.tokens;
    this.#app = options.app;
    this.#shopDomain = options.shopDomain;
  }

  /** `GET /admin/oauth/authorize`. */
  authorize(query: URLSearchParams): AuthorizeAnswer {
    const app = this.#app;
    if (!app || query.get('client_id') !== app.clientId)
      return {
        refusal:
          'Oauth error invalid_request: Could not find Shopify API application with the given client_id',
      };
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!app.redirectUris.includes(redirectUri))
      return { refusal: 'Oauth error invalid_request: The redirect_uri is not whitelisted' };
    const challenge = query.get('code_challenge') ?? undefined;
    if (challenge !== undefined && query.get('code_challenge_method') !== 'S256')
      return { refusal: 'Oauth error invalid_request: The code_challenge_method must be S256' };
    const wanted = listed(query.get('scope'));
    const unknown = wanted.find((scope) => !app.scopes.includes(scope));
    if (unknown !== undefined)
      return { refusal: `Oauth error invalid_scope: The scope ${unknown} is not granted` };

    const code = randomBytes(16).toString('hex');
    // One that the app was not configured with is left out. [VERIFY: documented of the page of installation.]
    const optional = listed(query.get('optional_scopes')).filter((scope) => app.scopes.includes(scope));
    const scopes = wanted.length === 0 ? app.scopes : [...new Set([...wanted, ...optional])];
    this.#codes.set(code, { redirectUri, scopes, challenge, expiresAt: this.#now() + codeLifetime * 1000 });
    const callback = new URL(redirectUri);
    const answer = callback.searchParams;
    answer.set('code', code);
    answer.set('host', Buffer.from(`${this.#shopDomain}/admin`).toString('base64url'));
    answer.set('shop', this.#shopDomain);
    const state = query.get('state');
    if (state !== null) answer.set('state', state);
    answer.set('timestamp', String(Math.floor(this.#now() / 1000)));
    answer.set('hmac', callbackHmac(answer, app.clientSecret));
    return { location: callback.href };
  }

  /** `POST /admin/oauth/access_token` with a code or a refresh token. */
  exchange(form: Form): TokenAnswer {
    const app = this.#app;
    if (!app || form['client_id'] !== app.clientId)
      return refuseToken(400, 'application_cannot_be_found', 'The application could not be found.');
    if (form['client_secret'] !== app.clientSecret)
      return refuseToken(401, 'invalid_client', 'The client secret is not valid.');
    return form['grant_type'] === 'refresh_token' ? this.#refresh(form) : this.#redeem(form);
  }

  #redeem(form: Form): TokenAnswer {
    const given = form['code'];
    const code = typeof given === 'string' ? this.#codes.get(given) : undefined;
    if (typeof given !== 'string' || given === '')
      return refuseToken(400, 'invalid_request', 'The authorization code is missing.');
    this.#codes.delete(given);
    if (!code || code.expiresAt <= this.#now())
      return refuseToken(400, 'invalid_request', 'The authorization code was not found or was already used');
    if (form['redirect_uri'] !== undefined && form['redirect_uri'] !== code.redirectUri)
      return refuseToken(400, 'invalid_grant', 'The redirect_uri is not the one the code was issued for.');
    if (!verifies(form['code_verifier'], code.challenge))
      return refuseToken(400, 'invalid_grant', 'The code_verifier does not match the code_challenge.');
    if (form['expiring'] === '1' || form['expiring'] === 1)
      return this.#issueExpiring(code.scopes, undefined);
    return {
      status: 200,
      body: { access_token: this.#tokens.grant(code.scopes), scope: writtenScopes(code.scopes) },
    };
  }

  #refresh(form: Form): TokenAnswer {
    const given = form['refresh_token'];
    if (typeof given !== 'string' || given === '')
      return refuseToken(400, 'invalid_request', 'The refresh token is missing.');
    const known = this.#refreshTokens.get(given);
    const now = this.#now();
    const firstUsedAt = known?.firstUsedAt ?? now;
    if (!known || known.expiresAt <= now || firstUsedAt + recoveryTime * 1000 <= now)
      return refuseToken(401, 'invalid_request', 'This request requires an active refresh_token');
    this.#refreshTokens.set(given, { ...known, firstUsedAt });
    // Its use proves that the client holds it, so the one before is no longer needed for a repeated attempt.
    if (known.previous !== undefined) this.#refreshTokens.delete(known.previous);
    return this.#issueExpiring(known.scopes, given);
  }

  #issueExpiring(scopes: readonly string[], previous: string | undefined): TokenAnswer {
    const refreshToken = `shprt_${randomBytes(16).toString('hex')}`;
    const expiresAt = this.#now() + refreshTokenLifetime * 1000;
    this.#refreshTokens.set(refreshToken, { scopes, expiresAt, previous });
    return {
      status: 200,
      body: {
        access_token: this.#tokens.grant(scopes, accessTokenLifetime),
        scope: writtenScopes(scopes),
        expires_in: accessTokenLifetime,
        refresh_token: refreshToken,
        refresh_token_expires_in: refreshTokenLifetime,
      },
    };
  }
}

function listed(scopes: string | null): readonly string[] {
  return (scopes ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
}

function verifies(verifier: unknown, challenge: string | undefined): boolean {
  if (challenge === undefined) return verifier === undefined;
  if (typeof verifier !== 'string') return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** The granted scopes as the answer lists them: what a write scope implies is left out. */
function writtenScopes(scopes: readonly string[]): string {
  const isImplied = (scope: string): boolean => scopes.includes(scope.replace(/^read_/, 'write_'));
  return scopes.filter((scope) => !scope.startsWith('read_') || !isImplied(scope)).join(',');
}
