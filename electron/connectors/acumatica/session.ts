/**
 * The one API session of a connector. A session takes a seat of the licence, and seats are few: it is opened late, used for
 * everything, and always given back.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import type { Logger } from '../../../shared/sync/ports.ts';
import { exchange, type HttpAnswer } from '../http.ts';
import { isWebPage, messageOf, system } from './answer.ts';
import { isWireRecord } from './wire.ts';

export type SessionHeaders = Readonly<Record<string, string>>;

/** What the client needs of a way to sign in; a token session (OAuth) fits the same shape. */
export interface Session {
  headers(): SessionHeaders;
  /**
   * Signs in again after the server ended the session. `used` are the headers that were refused: when another request has
   * renewed the session meanwhile, nothing is done.
   * @throws AppError of the sign-in families; ERP_SESSION_EXPIRED after `release`.
   */
  renew(used: SessionHeaders): Promise<void>;
  /** Gives the seat back. Never throws. */
  release(): Promise<void>;
}

/**
 * Remembers an open session outside of this process, so that the next start can give its seat back when this one is killed. What it
 * keeps is as good as a password while it lives: memory or a keychain, never a file.
 */
export interface SessionKeeper {
  /** What a killed run left open; null when nothing. */
  readonly left: string | null;
  /** Settles once the session is remembered; null forgets it. Never throws. */
  keep(session: string | null): Promise<void>;
}

export interface SignInOptions {
  /** Address of the instance, without a slash at its end. */
  readonly base: string;
  readonly connection: ErpConnection;
  readonly secret: string;
  readonly logger: Logger;
  /** Absent where nobody would give the seat back after a kill. */
  readonly keeper?: SessionKeeper;
}

/** Signing in and out is not interrupted by Stop: an answer that nobody reads would leave a seat taken. */
const signInTimeout = 30_000;
const signOutTimeout = 10_000;
const neverAborted = new AbortController().signal;

/** An open session in the form that is kept: where it is, and its cookies. */
function encodeSession(base: string, headers: SessionHeaders): string {
  return JSON.stringify({ base, headers });
}

/** The headers of a session that was kept, if it is one of this instance: a cookie is sent nowhere else. */
function decodeSession(kept: string, base: string): SessionHeaders | null {
  let session: unknown;
  try {
    session = JSON.parse(kept);
  } catch {
    return null;
  }
  if (!isWireRecord(session) || session['base'] !== base) return null;
  const headers = session['headers'];
  const cookie = isWireRecord(headers) ? headers['Cookie'] : undefined;
  return typeof cookie === 'string' ? { Cookie: cookie } : null;
}

/** Tells the server to end a session; it is done at once and takes no place in its queue. False when there was no answer. */
async function signOut(base: string, headers: SessionHeaders, logger: Logger): Promise<boolean> {
  try {
    const answer = await exchange({
      system,
      method: 'POST',
      url: `${base}/entity/auth/logout`,
      headers,
      body: '',
      timeout: signOutTimeout,
      signal: neverAborted,
    });
    logger.info('MYOB Acumatica sign-out', { status: answer.status });
    return true;
  } catch {
    logger.warn('MYOB Acumatica could not be told to end the session; it ends by itself');
    return false;
  }
}

/** Gives back the seat that a killed run left taken. */
async function releaseLeft({ base, keeper, logger }: SignInOptions): Promise<void> {
  const left = keeper === undefined || keeper.left === null ? null : decodeSession(keeper.left, base);
  if (left !== null && (await signOut(base, left, logger))) await keeper?.keep(null);
}

const hostOf = (base: string) => new URL(base).host;

/** The texts are those of the server and not published as a list. [VERIFY] */
function signInFailure(answer: HttpAnswer, { base, connection }: SignInOptions): AppError {
  const host = hostOf(base);
  const { status } = answer;
  if (isWebPage(answer) || (status >= 300 && status < 400)) {
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } });
  }
  const message = messageOf(answer);
  if (status === 429 || /login limit/i.test(message)) {
    return new AppError('ERP_NO_SEAT', { params: { host }, retry: 'later' });
  }
  if (status === 401 || status === 403 || /credentials|password|locked|disabled/i.test(message)) {
    return new AppError('ERP_SIGN_IN_REJECTED', { params: { host } });
  }
  if (/tenant|company/i.test(message)) {
    return new AppError('ERP_COMPANY_UNKNOWN', { params: { host, tenant: connection.tenant } });
  }
  if (/branch/i.test(message)) {
    return new AppError('ERP_BRANCH_UNKNOWN', { params: { host, branch: connection.branch ?? '' } });
  }
  return new AppError('SERVER_ERROR', {
    params: { system, host, status, message },
    retry: status >= 500 ? 'later' : 'never',
  });
}

/** `name=value` of each cookie that the answer sets; one that is emptied is left out. */
function cookiesOf(answer: HttpAnswer): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';') === -1 ? undefined : cookie.indexOf(';')).trim())
    .filter((pair) => pair.indexOf('=') > 0 && !pair.endsWith('='))
    .join('; ');
}

/** One sign-in by name and password. The cookies of the session before let the server reuse its seat. */
async function signInOnce(options: SignInOptions, previous: SessionHeaders): Promise<SessionHeaders> {
  const { base, connection, secret, logger } = options;
  const answer = await exchange({
    system,
    method: 'POST',
    url: `${base}/entity/auth/login`,
    headers: { ...previous, 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      name: connection.username,
      password: secret,
      tenant: connection.tenant,
      ...(connection.branch === null ? {} : { branch: connection.branch }),
      ...(connection.locale === null ? {} : { locale: connection.locale }),
    }),
    secrets: [secret],
    timeout: signInTimeout,
    signal: neverAborted,
  });
  logger.info('MYOB Acumatica sign-in', { status: answer.status });
  if (answer.status !== 200 && answer.status !== 204) throw signInFailure(answer, options);
  const cookies = cookiesOf(answer);
  if (cookies === '') {
    throw isWebPage(answer)
      ? signInFailure(answer, options)
      : new AppError('ANSWER_UNEXPECTED', {
          params: { system, host: hostOf(base), detail: 'a session cookie' },
        });
  }
  return { Cookie: cookies };
}

/**
 * Signs in with a cookie session, after giving back the one that a killed run left.
 * @throws AppError ERP_SIGN_IN_REJECTED, ERP_COMPANY_UNKNOWN, ERP_BRANCH_UNKNOWN, ERP_NO_SEAT; TransportError.
 */
export async function signIn(options: SignInOptions): Promise<Session> {
  await releaseLeft(options);
  const remember = async (headers: SessionHeaders) =>
    options.keeper?.keep(encodeSession(options.base, headers));
  let current: SessionHeaders | null = await signInOnce(options, {});
  let last = current;
  await remember(last);
  let renewal: Promise<void> | null = null;

  const renewNow = async () => {
    try {
      const headers = await signInOnce(options, last);
      last = headers;
      current = headers;
      await remember(headers);
    } finally {
      renewal = null;
    }
  };

  return {
    headers: () => last,
    renew: async (used) => {
      if (current === null) throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
      if (used !== last) return;
      await (renewal ??= renewNow());
    },
    release: async () => {
      await renewal?.catch(() => undefined);
      if (current === null) return;
      const headers = current;
      current = null;
      // What could not be told now is told by the next start.
      if (await signOut(options.base, headers, options.logger)) await options.keeper?.keep(null);
    },
  };
}
