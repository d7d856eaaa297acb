import { createHash, randomBytes } from 'node:crypto';
import { ServiceFailure } from './failure.ts';
import type { AcumaticaOptions, ConnectedApplication } from './options.ts';
import type { Identity, Session, Sessions } from './sessions.ts';

/** An answer of the identity pages: JSON, a page, or a redirect. */
interface IdentityAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly html?: string;
  readonly location?: string;
}

export interface AuthorisationServer {
  /** Answers a page below `/identity/`; `form` is the body of a POST, `origin` the instance's own address. */
  readonly answer: (
    method: string,
    page: string,
    query: URLSearchParams,
    form: URLSearchParams,
    origin: string,
  ) => IdentityAnswer;
  /**
   * The session behind an access token, begun anew when it is gone; null for a token that is unknown or too old. Throws 429 without a
   * free seat. To check on a real tenant: whether a session begins with the first request, or when the token is issued.
   */
  readonly sessionOf: (accessToken: string) => Session | null;
  /** Ends the session of an access token, and begins none for it. False for a token that is unknown or too old. */
  readonly signOut: (accessToken: string) => boolean;
}

/** What a person agreed to: all tokens of a grant share one API session (acumatica.md 7.2). */
interface Grant {
  readonly application: ConnectedApplication;
  readonly identity: Identity;
  readonly scope: string;
  sessionId: string | null;
}

interface Code {
  readonly grant: Grant;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly expires: number;
}

interface Token {
  readonly grant: Grant;
  readonly expires: number;
}

const codeLifetime = 5 * 60_000;
const knownScopes: readonly string[] = [
  'api',
  'offline_access',
  'api:concurrent_access',
  'openid',
  'profile',
  'email',
  'phone',
];

const oauthError = (status: number, error: string, description: string): IdentityAnswer => ({
  status,
  body: { error, error_description: description },
});
const secret = () => randomBytes(32).toString('base64url');
const asksToStay = (scope: string) => scope.split(' ').includes('offline_access');
const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function configuration(origin: string): unknown {
  return {
    issuer: `${origin}/identity`,
    authorization_endpoint: `${origin}/identity/connect/authorize`,
    token_endpoint: `${origin}/identity/connect/token`,
    revocation_endpoint: `${origin}/identity/connect/revocation`,
    scopes_supported: knownScopes,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'password'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
  };
}

/** The sign-in page of the authorisation request with the consent to its scopes; its form comes back to the same address. */
function signInPage(query: URLSearchParams, message: string): IdentityAnswer {
  const action = `?${escapeHtml(query.toString())}`;
  const scopes = (query.get('scope') ?? '')
    .split(' ')
    .map((name) => escapeHtml(name))
    .map((name) => `<label><input name="scope" type="checkbox" value="${name}" checked> ${name}</label>`)
    .join('');
  return {
    status: message === '' ? 200 : 401,
    html: `<!DOCTYPE html><html lang="en"><head><title>Sign In</title></head><body><h1>Sign In</h1><p role="alert">${escapeHtml(message)}</p><form method="post" action="${action}"><label>User <input name="name"></label><label>Password <input name="password" type="password"></label>${scopes}<button>Allow</button><button name="deny" value="1">Deny</button></form></body></html>`,
  };
}

/**
 * OAuth 2.0 of the instance: code with PKCE (S256), password and refresh grants. Refresh tokens rotate; to check on a real tenant: that a
 * used one ends its grant's tokens. Neither that nor a revocation ends the API session.
 */
export function createAuthorisationServer(
  options: AcumaticaOptions,
  sessions: Sessions,
): AuthorisationServer {
  const { clock } = options;
  const codes = new Map<string, Code>();
  const accessTokens = new Map<string, Token>();
  const refreshTokens = new Map<string, Token & { used: boolean }>();

  const clientOf = (
    wireId: string | null,
  ): { readonly application: ConnectedApplication; readonly tenant: string } | null => {
    const [clientId = '', tenant = ''] = (wireId ?? '').split('@');
    const application = options.applications.find(
      (known) => known.clientId.toUpperCase() === clientId.toUpperCase(),
    );
    if (application === undefined || application.isActive === false) return null;
    return options.tenants.includes(tenant) ? { application, tenant } : null;
  };
  /** To check on a real tenant: what answers an application that may have no refresh tokens and asks for one. */
  const mayAsk = ({ refreshTokens: may = true }: ConnectedApplication, scope: string): boolean =>
    scope.split(' ').includes('api') &&
    scope.split(' ').every((name) => knownScopes.includes(name)) &&
    (may || !asksToStay(scope));
  const issue = (grant: Grant): IdentityAnswer => {
    const now = clock.now();
    const access = secret();
    accessTokens.set(access, { grant, expires: now + options.tokenLifetimes.access * 1000 });
    const body = {
      access_token: access,
      token_type: 'Bearer',
      expires_in: options.tokenLifetimes.access,
      scope: grant.scope,
    };
    if (!asksToStay(grant.scope)) return { status: 200, body };
    const refresh = secret();
    refreshTokens.set(refresh, { grant, expires: now + options.tokenLifetimes.refresh * 1000, used: false });
    return { status: 200, body: { ...body, refresh_token: refresh } };
  };
  const endGrant = (grant: Grant): void => {
    for (const [token, held] of accessTokens) if (held.grant === grant) accessTokens.delete(token);
    for (const [token, held] of refreshTokens) if (held.grant === grant) refreshTokens.delete(token);
  };
  /** The identity of a person, or the reason why there is none. */
  const identify = (form: URLSearchParams, nameField: string, tenant: string): Identity | string => {
    try {
      return sessions.authenticate({
        name: form.get(nameField) ?? '',
        password: form.get('password') ?? '',
        tenant,
        branch: null,
      });
    } catch (failure) {
      if (failure instanceof ServiceFailure) return failure.message;
      throw failure;
    }
  };

  const authorise = (method: string, query: URLSearchParams, form: URLSearchParams): IdentityAnswer => {
    const client = clientOf(query.get('client_id'));
    const redirectUri = query.get('redirect_uri') ?? '';
    // Nothing is sent to an address that is not registered.
    if (client === null) return oauthError(400, 'invalid_client', 'The client is not known.');
    if (!client.application.redirectUris.includes(redirectUri))
      return oauthError(400, 'invalid_request', 'The redirect URI is not registered.');
    const back = (values: Readonly<Record<string, string>>): IdentityAnswer => {
      const location = new URL(redirectUri);
      const state = query.get('state');
      for (const [name, value] of Object.entries({ ...values, ...(state === null ? {} : { state }) }))
        location.searchParams.set(name, value);
      return { status: 302, location: location.toString() };
    };
    const scope = query.get('scope') ?? '';
    const challenge = query.get('code_challenge');
    if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
    if (client.application.flow === 'password') return back({ error: 'unauthorized_client' });
    if (!mayAsk(client.application, scope)) return back({ error: 'invalid_scope' });
    if (
      challenge === null ? client.application.secret === null : query.get('code_challenge_method') !== 'S256'
    )
      return back({ error: 'invalid_request', error_description: 'PKCE with S256 is required.' });
    if (method !== 'POST') return signInPage(query, '');
    if (form.get('deny') !== null) return back({ error: 'access_denied' });
    const identity = identify(form, 'name', client.tenant);
    if (typeof identity === 'string') return signInPage(query, identity);
    const ticked = form.getAll('scope');
    const allowed =
      ticked.length === 0
        ? scope
        : scope
            .split(' ')
            .filter((name) => ticked.includes(name))
            .join(' ');
    const code = secret();
    codes.set(code, {
      grant: { application: client.application, identity, scope: allowed, sessionId: null },
      redirectUri,
      challenge,
      expires: clock.now() + codeLifetime,
    });
    return back({ code, scope: allowed });
  };

  const redeemCode = (application: ConnectedApplication, form: URLSearchParams): IdentityAnswer => {
    const text = form.get('code') ?? '';
    const code = codes.get(text);
    codes.delete(text);
    const invalid = (why: string) => oauthError(400, 'invalid_grant', why);
    if (code === undefined || code.expires < clock.now() || code.grant.application !== application)
      return invalid('The code is not valid.');
    if (code.redirectUri !== form.get('redirect_uri'))
      return invalid('The redirect URI differs from the one of the request.');
    const verifier = form.get('code_verifier');
    if (
      code.challenge !== null &&
      (verifier === null || createHash('sha256').update(verifier).digest('base64url') !== code.challenge)
    )
      return invalid('The code verifier does not match.');
    return issue(code.grant);
  };

  const refresh = (application: ConnectedApplication, form: URLSearchParams): IdentityAnswer => {
    const token = refreshTokens.get(form.get('refresh_token') ?? '');
    if (token === undefined || token.expires < clock.now() || token.grant.application !== application)
      return oauthError(400, 'invalid_grant', 'The refresh token is not valid.');
    if (token.used) {
      endGrant(token.grant);
      return oauthError(400, 'invalid_grant', 'The refresh token was used before.');
    }
    token.used = true;
    return issue(token.grant);
  };

  const token = (form: URLSearchParams): IdentityAnswer => {
    const client = clientOf(form.get('client_id'));
    if (
      client === null ||
      (client.application.secret !== null && client.application.secret !== form.get('client_secret'))
    )
      return oauthError(400, 'invalid_client', 'The client or its secret is not valid.');
    switch (form.get('grant_type') ?? '') {
      case 'authorization_code':
        return redeemCode(client.application, form);
      case 'refresh_token':
        return refresh(client.application, form);
      case 'password': {
        const scope = form.get('scope') ?? 'api';
        if (client.application.flow === 'authorizationCode')
          return oauthError(400, 'unauthorized_client', 'The flow is not allowed for the client.');
        if (!mayAsk(client.application, scope))
          return oauthError(400, 'invalid_scope', 'The scope is not allowed.');
        const identity = identify(form, 'username', client.tenant);
        return typeof identity === 'string'
          ? oauthError(400, 'invalid_grant', 'invalid_username_or_password')
          : issue({ application: client.application, identity, scope, sessionId: null });
      }
      default:
        // There is no client-credentials flow (acumatica.md 7.2).
        return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
    }
  };

  const heldBy = (accessToken: string): Token | null => {
    const held = accessTokens.get(accessToken);
    return held === undefined || held.expires < clock.now() ? null : held;
  };

  return {
    answer: (method, page, query, form, origin) => {
      if (page === '.well-known/openid-configuration') return { status: 200, body: configuration(origin) };
      if (page === 'connect/authorize') return authorise(method, query, form);
      if (page === 'connect/token' && method === 'POST') return token(form);
      if (page === 'connect/revocation' && method === 'POST') {
        const text = form.get('token') ?? '';
        const held = refreshTokens.get(text) ?? accessTokens.get(text);
        if (held !== undefined) endGrant(held.grant);
        return { status: 200, body: {} };
      }
      return oauthError(404, 'invalid_request', 'There is no such page.');
    },
    sessionOf: (accessToken) => {
      const held = heldBy(accessToken);
      if (held === null) return null;
      const living = sessions.use(held.grant.sessionId);
      if (living !== null) return living;
      const session = sessions.begin(held.grant.identity, null);
      held.grant.sessionId = session.id;
      return session;
    },
    signOut: (accessToken) => {
      const held = heldBy(accessToken);
      if (held !== null) sessions.signOut(held.grant.sessionId);
      return held !== null;
    },
  };
}
