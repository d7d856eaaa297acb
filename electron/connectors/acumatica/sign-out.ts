/** Ending a session: the documented sign-out, for cookies and for tokens alike (acumatica.md 7.2). */
import type { Logger } from '../../../shared/sync/ports.ts';
import { exchange } from '../http.ts';
import { system } from './answer.ts';
import type { SessionHeaders } from './session.ts';

const signOutTimeout = 10_000;
/** Not interrupted by Stop: an answer that nobody reads would leave a seat taken. */
const neverAborted = new AbortController().signal;

/**
 * Refused means that what was sent opens nothing any more: of cookies, that the session is over, of a token only that the token is.
 * Unanswered, also by a server that is at fault: the session may still be there.
 */
export type SignOutResult = 'ended' | 'refused' | 'unanswered';

/** Tells the server to end a session, which it does at once and outside the queue of the licence. Never throws. */
export async function signOut(base: string, headers: SessionHeaders, logger: Logger): Promise<SignOutResult> {
  try {
    const { status } = await exchange({
      system,
      method: 'POST',
      url: `${base}/entity/auth/logout`,
      headers,
      body: '',
      timeout: signOutTimeout,
      signal: neverAborted,
    });
    logger.info('MYOB Acumatica sign-out', { status });
    if (status >= 500 || status === 429) return 'unanswered';
    return status >= 400 ? 'refused' : 'ended';
  } catch {
    logger.warn('MYOB Acumatica could not be told to end the session');
    return 'unanswered';
  }
}
