/** A session that access tokens carry. It belongs to the grant: every token of it is for the same session (acumatica.md 7.2). */
import type { Logger } from '../../../shared/sync/ports.ts';
import type { TokenProvider } from '../tokens.ts';
import type { HeldHeaders, SessionSource } from './session.ts';
import { signOut } from './sign-out.ts';

/** How long a token is used without asking whether it is due for renewal, which happens minutes before its end. Milliseconds. */
const goodFor = 60_000;

/** Nobody waits so long that it has to be stopped: a request for a token has a time limit of its own. */
const neverAborted = new AbortController().signal;

const bearer = /^Bearer (.+)$/;

/** @param tokensAt the tokens of the connection at an instance. */
export function tokenSessions(tokensAt: (base: string) => TokenProvider, logger: Logger): SessionSource {
  let tokens: TokenProvider | null = null;

  async function next(base: string): Promise<HeldHeaders> {
    tokens ??= tokensAt(base);
    return { headers: { Authorization: `Bearer ${await tokens.getToken(neverAborted)}` }, goodFor };
  }

  return {
    open: next,
    renew: async (base, used) => {
      const [, refused] = bearer.exec(used['Authorization'] ?? '') ?? [];
      // The session that is over may be all that was refused; a token of its grant opens it again.
      if (refused !== undefined) tokens?.reject(refused);
      return await next(base);
    },
    close: async (base) => {
      if (tokens === null) return true;
      try {
        const { headers } = await next(base);
        return await signOut(base, headers, logger);
      } catch {
        logger.warn('MYOB Acumatica could not be told to end the session');
        return false;
      }
    },
  };
}
