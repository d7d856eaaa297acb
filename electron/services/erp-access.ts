/**
 * How each profile opens the ERP: what its way of signing in needs from the vault, and what it leaves there. A session that was opened
 * can be given back by whoever comes after a program that was killed, because what opens it was kept first (docs/adr/0011).
 */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { ErpConnection, Profile } from '../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import { heldAccess, renewAccess, signInWithPassword } from '../connectors/acumatica/authorization.ts';
import { cookieSessions } from '../connectors/acumatica/cookie-session.ts';
import type { SessionSource } from '../connectors/acumatica/session.ts';
import { signOut } from '../connectors/acumatica/sign-out.ts';
import { applicationOf } from '../connectors/acumatica/token-endpoint.ts';
import { tokenSessions } from '../connectors/acumatica/token-session.ts';
import { decodeGrant, encodeGrant, isNewer, type Grant } from '../connectors/grant.ts';
import { renewedTokens, type AccessToken, type TokenProvider } from '../connectors/tokens.ts';
import type { OpenSession } from '../storage/open-session.ts';
import { notConnected } from './connections.ts';
import type { ProfileSecrets } from './secrets.ts';

export interface ErpAccess {
  /** @throws AppError PROFILE_NOT_CONNECTED, SECRET_MISSING, SIGN_IN_NEEDED, KEYCHAIN_LOCKED, INPUT_INVALID. */
  sourceOf(profile: Profile): Promise<SessionSource>;
  /**
   * Ends a session that a killed program left open, with what it kept. True where nothing is left to be done about it.
   * @throws AppError KEYCHAIN_LOCKED
   */
  endLeft(profile: Profile, session: OpenSession): Promise<boolean>;
}

export interface ErpAccessDependencies {
  readonly secrets: ProfileSecrets;
  readonly clock: Clock;
  readonly logger: Logger;
}

function missing(profile: Profile, secret: string, variable: string): AppError {
  return new AppError('SECRET_MISSING', {
    params: { secret: `MYOB Acumatica ${secret}`, profile: profile.name, variable },
  });
}

const isCode = (error: unknown, code: AppError['code']): boolean => isAppError(error) && error.code === code;

export function createErpAccess({ secrets, clock, logger }: ErpAccessDependencies): ErpAccess {
  /** Newest grant of each profile, also where the keychain did not take it. */
  const held = new Map<string, Grant>();

  async function passwordOf(profile: Profile): Promise<string> {
    const password = await secrets.read(profile, 'erp');
    if (password === null) throw missing(profile, 'password', 'ACCORD_ERP_PASSWORD');
    return password;
  }

  /**
   * Keeps a grant before it is used. One that cannot be kept still serves as long as the program runs; the next one is tried again.
   * An access token that makes it too long for the keychain is left out: it can be had anew.
   */
  async function keep(profile: Profile, grant: Grant): Promise<void> {
    held.set(profile.id, grant);
    const { access: _, ...withoutAccess } = grant;
    try {
      await secrets.store(profile, 'erpGrant', encodeGrant(grant)).catch(async (error: unknown) => {
        if (!isCode(error, 'SECRET_TOO_LONG')) throw error;
        await secrets.store(profile, 'erpGrant', encodeGrant(withoutAccess));
      });
    } catch (error) {
      logger.warn('a renewed sign-in was not kept', { profileId: profile.id, error: String(error) });
    }
  }

  async function grantOf(profile: Profile): Promise<Grant | null> {
    const kept = decodeGrant((await secrets.read(profile, 'erpGrant')) ?? '');
    const newer = held.get(profile.id);
    // Kept by another copy of Accord, or not kept here: the one of more turns is good.
    return kept !== null && newer !== undefined && isNewer(newer, kept) ? newer : kept;
  }

  function needSignIn({ url }: ErpConnection): AppError {
    const params = { system: 'MYOB Acumatica', host: new URL(url).host };
    return new AppError('SIGN_IN_NEEDED', { params, retry: 'afterSignIn' });
  }

  /**
   * The tokens of a grant. A grant that has ended is replaced where the password is there for it; where a person signed in in the
   * browser, only a person can.
   */
  async function tokensOf(
    profile: Profile,
    connection: ErpConnection,
  ): Promise<(base: string) => TokenProvider> {
    const application = applicationOf(connection, await secrets.read(profile, 'erpClientSecret'));
    const password = connection.signIn === 'password' ? await passwordOf(profile) : null;
    let grant = await grantOf(profile);
    if (grant === null && password === null) throw needSignIn(connection);

    async function keepNext(next: Grant): Promise<void> {
      grant = next;
      await keep(profile, next);
    }

    async function signInAnew(base: string, userPassword: string): Promise<AccessToken> {
      const user = { name: connection.username ?? '', password: userPassword };
      const fresh = await signInWithPassword(base, application, user, clock);
      await keepNext(fresh);
      const access = heldAccess(fresh, clock);
      if (access === null) throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
      return access;
    }

    async function ask(base: string): Promise<AccessToken> {
      const current = grant;
      if (current !== null) {
        try {
          return await renewAccess(base, application, { current: () => current, keep: keepNext }, clock);
        } catch (error) {
          if (password === null || !isCode(error, 'ERP_SIGN_IN_ENDED')) throw error;
        }
      }
      if (password === null) throw needSignIn(connection);
      return await signInAnew(base, password);
    }

    return (base) => renewedTokens(clock, () => ask(base), grant === null ? null : heldAccess(grant, clock));
  }

  async function keepCookies(profile: Profile, cookies: string | null): Promise<void> {
    try {
      await secrets.keepSession(profile, cookies);
    } catch (error) {
      // It serves all the same; only a program that is killed now leaves it to its idle time.
      logger.warn('a session was not kept', { profileId: profile.id, error: String(error) });
    }
  }

  async function sourceOf(profile: Profile): Promise<SessionSource> {
    const connection = profile.erp;
    if (connection === null) throw notConnected(profile, 'erp');
    if (connection.signIn !== 'cookie') return tokenSessions(await tokensOf(profile, connection), logger);
    const password = await passwordOf(profile);
    const keepOwn = (cookies: string | null) => keepCookies(profile, cookies);
    return cookieSessions({ connection, password, keep: keepOwn, logger });
  }

  return {
    sourceOf,

    endLeft: async (profile, { base, signIn }) => {
      if (signIn === 'cookie') {
        const cookies = await secrets.read(profile, 'erpSession');
        if (cookies === null) {
          // A locked keychain hides everything.
          await secrets.read(profile, 'erp');
          // Killed before the cookies had come: that session ends by itself, and nobody can end it sooner.
          return true;
        }
        const isEnded = await signOut(base, { Cookie: cookies }, logger);
        if (isEnded) await keepCookies(profile, null);
        return isEnded;
      }
      if (profile.erp?.signIn !== signIn) return true;
      try {
        const source = await sourceOf(profile);
        await source.open(base);
        return await source.close(base);
      } catch (error) {
        if (isCode(error, 'KEYCHAIN_LOCKED')) throw error;
        // Without a token nothing can be ended any more; without an answer it can be later.
        return !(isAppError(error) && error.retry === 'later');
      }
    },
  };
}
