/** Ending a session: the documented sign-out, for cookies and for tokens alike (acumatica.md 7.2). */
import type { Logger } from '../../../shared/sync/ports.ts';
import { exchange } from '../http.ts';
import { system } from './answer.ts';
import type { SessionHeaders } from './session.ts';

const signOutTimeout = 10_000;
/** Not interrupted by Stop: an answer that nobody reads would leave a seat taken. */
const neverAborted = new AbortController().signal;

/**
 * Tells the server to end a session. It is handled at once and outside the queue of the licence. A refusal means that there is no
 * such session any more.
 * @returns false where no answer came, or one of a server that is at fault: the session may still be there.
 */
export async function signOut(base: string, headers: SessionHeaders, logger: Logger): Promise<boolean> {
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
    return status < 500 && status !== 429;
  } catch {
    logger.warn('MYOB Acumatica could not be told to end the session');
    return false;
  }
}
