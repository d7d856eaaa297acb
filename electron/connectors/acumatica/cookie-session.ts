/** Signing in by name and password alone, with a session that cookies carry: the older way, whose end MYOB has announced. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import type { Logger } from '../../../shared/sync/ports.ts';
import { exchange, type HttpAnswer } from '../http.ts';
import { isWebPage, messageOf, system } from './answer.ts';
import { seatRefusalOf } from './seat-refusal.ts';
import type { HeldHeaders, SessionHeaders, SessionSource } from './session.ts';
import { signOut } from './sign-out.ts';

export interface CookieSignIn {
  readonly connection: ErpConnection;
  readonly password: string;
  /**
   * Keeps the cookies of the session, to be signed out by whoever comes after a program that was killed; null: there is none any
   * more. Waited for before the session is used.
   */
  readonly keep?: (cookies: string | null) => Promise<void>;
  readonly logger: Logger;
}

/** Signing in is not interrupted by Stop: an answer that nobody reads would leave a seat taken. */
const signInTimeout = 30_000;
const neverAborted = new AbortController().signal;

/** The texts are those of the server and not published as a list. [VERIFY] */
function signInFailure(answer: HttpAnswer, base: string, { tenant, branch }: ErpConnection): AppError {
  const { host } = new URL(base);
  const { status } = answer;
  const noSeat = seatRefusalOf(answer, host);
  if (noSeat !== null) return noSeat;
  if (isWebPage(answer) || (status >= 300 && status < 400)) {
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } });
  }
  // Here a sign-in that is declined is one beyond the seats, whatever its words.
  if (status === 429) return new AppError('ERP_NO_SEAT', { params: { host }, retry: 'later' });
  const message = messageOf(answer);
  if (status === 401 || status === 403 || /credentials|password|locked|disabled/i.test(message)) {
    return new AppError('ERP_SIGN_IN_REJECTED', { params: { host } });
  }
  if (/tenant|company/i.test(message)) {
    return new AppError('ERP_COMPANY_UNKNOWN', { params: { host, tenant } });
  }
  if (/branch/i.test(message)) {
    return new AppError('ERP_BRANCH_UNKNOWN', { params: { host, branch: branch ?? '' } });
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

/** @returns the cookies of a new session. */
async function signIn(base: string, { connection, password, logger }: CookieSignIn): Promise<string> {
  const { username, tenant, branch, locale } = connection;
  const answer = await exchange({
    system,
    method: 'POST',
    url: `${base}/entity/auth/login`,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      name: username,
      password,
      tenant,
      ...(branch === null ? {} : { branch }),
      ...(locale === null ? {} : { locale }),
    }),
    secrets: [password],
    timeout: signInTimeout,
    signal: neverAborted,
  });
  logger.info('MYOB Acumatica sign-in', { status: answer.status });
  if (answer.status !== 200 && answer.status !== 204) throw signInFailure(answer, base, connection);
  const cookies = cookiesOf(answer);
  if (cookies !== '') return cookies;
  throw isWebPage(answer)
    ? signInFailure(answer, base, connection)
    : new AppError('ANSWER_UNEXPECTED', {
        params: { system, host: new URL(base).host, detail: 'a session cookie' },
      });
}

/** A session with cookies, opened when it is first asked for. */
export function cookieSessions(options: CookieSignIn): SessionSource {
  const { keep = () => Promise.resolve(), logger } = options;
  let current: Promise<HeldHeaders> | null = null;
  let renewal: Promise<HeldHeaders> | null = null;

  async function openNew(base: string): Promise<HeldHeaders> {
    const cookies = await signIn(base, options);
    await keep(cookies);
    return { headers: { Cookie: cookies }, goodFor: null };
  }

  async function replace(base: string, ended: SessionHeaders): Promise<HeldHeaders> {
    // Refused does not mean ended for certain, and two sessions would take two seats.
    await signOut(base, ended, logger);
    return await openNew(base);
  }

  return {
    open: async (base) => {
      current ??= openNew(base);
      try {
        return await current;
      } catch (error) {
        current = null;
        throw error;
      }
    },
    renew: async (base, used) => {
      const known = await current;
      if (known !== null && known.headers['Cookie'] !== used['Cookie']) return known;
      renewal ??= replace(base, used).finally(() => (renewal = null));
      const renewed = await renewal;
      current = Promise.resolve(renewed);
      return renewed;
    },
    close: async (base) => {
      await renewal?.catch(() => undefined);
      const known = await current?.catch(() => null);
      current = null;
      if (known === null || known === undefined) return true;
      const isEnded = await signOut(base, known.headers, logger);
      if (isEnded) await keep(null);
      return isEnded;
    },
  };
}
