/**
 * Signing in through a connected application (form SM303010; acumatica.md 7.2): by authorization code with PKCE, where a person
 * approves in the browser, or with a user's name and password. Both end in a grant, whose tokens share one API session.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import { erpScopes } from '../../../shared/domain/sign-in.ts';
import type { Clock, Logger } from '../../../shared/sync/ports.ts';
import {
  newGrant,
  renewedGrant,
  type Authorization,
  type Grant,
  type GrantedAccess,
  type GrantKeeper,
} from '../grant.ts';
import { createPkce, createState, isSameSecret } from '../pkce.ts';
import type { AccessToken } from '../tokens.ts';
import { system } from './answer.ts';
import { authorizationAddress, probeAuthorization } from './authorization-address.ts';
import { findInstance } from './discover.ts';
import { signOut } from './sign-out.ts';
import {
  applicationOf,
  applicationRefusals,
  askForToken,
  type Application,
  type TokenAnswer,
} from './token-endpoint.ts';

/** Whoever waits for a token may stop waiting; the others still want it, and a refresh token that was sent is used up. */
const neverAborted = new AbortController().signal;

/** @throws AppError ERP_SCOPE_REFUSED where the answer brings no refresh token: then nobody could renew it, or end its session. */
function refreshTokenOf({ refreshToken }: TokenAnswer, base: string): string {
  if (refreshToken !== null) return refreshToken;
  throw new AppError('ERP_SCOPE_REFUSED', { params: { host: new URL(base).host }, retry: 'afterSignIn' });
}

function accessOf({ token, lifetime }: TokenAnswer, clock: Clock): GrantedAccess {
  return { token, expires: new Date(Date.parse(clock.now()) + lifetime).toISOString() };
}

/** The access token of a grant, or null where it has none that is still good. */
export function heldAccess({ access }: Grant, clock: Clock): AccessToken | null {
  if (access === undefined) return null;
  const lifetime = Date.parse(access.expires) - Date.parse(clock.now());
  return lifetime > 0 ? { token: access.token, lifetime, scopes: null } : null;
}

/**
 * The code in the answer that the browser brought.
 * @throws AppError SIGN_IN_STATE_WRONG, ERP_CONSENT_REFUSED, ERP_SCOPE_REFUSED, ERP_FLOW_REFUSED, ANSWER_UNEXPECTED.
 */
function readCallback(query: URLSearchParams, state: string, base: string, application: Application): string {
  if (!isSameSecret(query.get('state') ?? '', state)) throw new AppError('SIGN_IN_STATE_WRONG');
  const { host } = new URL(base);
  const error = query.get('error');
  if (error !== null) {
    const code = applicationRefusals[error] ?? 'ERP_CONSENT_REFUSED';
    throw new AppError(code, { params: { host, clientId: application.clientId }, retry: 'afterSignIn' });
  }
  const code = query.get('code') ?? '';
  if (code !== '') return code;
  throw new AppError('ANSWER_UNEXPECTED', { params: { system, host, detail: 'code' } });
}

export interface AuthorizationStart {
  readonly connection: ErpConnection;
  /** Of the connected application; null where it has none. */
  readonly secret: string | null;
  readonly redirectAddress: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Begins a sign-in with PKCE, after a look at whether the instance knows the application and the redirect address: what is wrong with
 * them would be told on a page of the browser that leads nowhere. Its `finish` throws what `readCallback` finds, ERP_CODE_EXPIRED, and
 * what asking for a token can throw.
 * @throws AppError ERP_CLIENT_REJECTED, ERP_REDIRECT_UNKNOWN, ERP_FLOW_REFUSED, ERP_SCOPE_REFUSED, INPUT_INVALID, and those of an address
 * that is wrong; TransportError.
 */
export async function beginAuthorization(start: AuthorizationStart): Promise<Authorization> {
  const { connection, secret, redirectAddress, clock, logger, signal } = start;
  const application = applicationOf(connection, secret);
  const { base } = await findInstance(connection.url, clock, signal);
  const { verifier, challenge } = createPkce();
  const state = createState();
  const address = authorizationAddress({ base, application, redirectAddress, state, challenge });
  const refusal = await probeAuthorization(address, application, signal);
  if (refusal !== null) throw refusal;

  return {
    address: address.href,
    finish: async (query, finishSignal) => {
      const answer = await askForToken({
        base,
        application,
        form: {
          grant_type: 'authorization_code',
          code: readCallback(query, state, base, application),
          redirect_uri: redirectAddress,
          code_verifier: verifier,
        },
        invalidGrant: 'ERP_CODE_EXPIRED',
        signal: finishSignal,
      });
      const grant = newGrant(refreshTokenOf(answer, base), accessOf(answer, clock));
      // A session may have begun with the tokens: it is given back until there is work for it. [VERIFY]
      await signOut(base, { Authorization: `Bearer ${answer.token}` }, logger);
      return grant;
    },
  };
}

/**
 * A grant for a user's name and password, without a browser.
 * @throws AppError ERP_SIGN_IN_REJECTED and the others of `askForToken`.
 */
export async function signInWithPassword(
  base: string,
  application: Application,
  user: { readonly name: string; readonly password: string },
  clock: Clock,
): Promise<Grant> {
  const answer = await askForToken({
    base,
    application,
    form: {
      grant_type: 'password',
      username: user.name,
      password: user.password,
      scope: erpScopes.join(' '),
    },
    invalidGrant: 'ERP_SIGN_IN_REJECTED',
    signal: neverAborted,
  });
  return newGrant(refreshTokenOf(answer, base), accessOf(answer, clock));
}

/**
 * The next access token. The refresh token is replaced with each use, and the one before may be worth nothing from then on: the grant
 * is kept before the new access token is used (docs/adr/0011).
 * @throws AppError ERP_SIGN_IN_ENDED and the others of `askForToken`.
 */
export async function renewAccess(
  base: string,
  application: Application,
  grants: GrantKeeper,
  clock: Clock,
): Promise<AccessToken> {
  const grant = grants.current();
  const answer = await askForToken({
    base,
    application,
    form: { grant_type: 'refresh_token', refresh_token: grant.refreshToken },
    invalidGrant: 'ERP_SIGN_IN_ENDED',
    signal: neverAborted,
  });
  await grants.keep(renewedGrant(grant, answer.refreshToken ?? grant.refreshToken, accessOf(answer, clock)));
  return answer;
}
