/** Access tokens that end and are asked for again, without anybody noticing. Knows neither system. */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { Clock } from '../../shared/sync/ports.ts';

export interface TokenProvider {
  /** A token believed to be good. @throws AppError of the sign-in family, STOPPED. */
  getToken(signal: AbortSignal): Promise<string>;
  /** Says that a token was rejected; true when asking again may give another one. */
  reject(token: string): boolean;
  /** Permissions that the last answer granted; null where no answer named any. */
  readonly scopes: () => readonly string[] | null;
}

export interface AccessToken {
  readonly token: string;
  /** Milliseconds from now. */
  readonly lifetime: number;
  readonly scopes: readonly string[] | null;
}

/** An access token that a person pasted: it does not expire, and there is no other. */
export function fixedToken(token: string): TokenProvider {
  return { getToken: () => Promise.resolve(token), reject: () => false, scopes: () => null };
}

/** A token is renewed this long before it ends. Milliseconds. */
const renewalMargin = 5 * 60_000;

/** In the middle of the work a short fault of the sign-in server is waited out. Milliseconds. */
const renewalWaits = [1_000, 4_000, 10_000] as const;

interface Held extends AccessToken {
  /** On the clock of `Clock.elapsed`. */
  readonly renewAt: number;
}

/**
 * Keeps one access token in memory and asks for the next before it ends. All who need one at the same time share one
 * renewal; whoever stops waiting does not end it for the others.
 * @param first one that is there already.
 */
export function renewedTokens(
  clock: Clock,
  ask: () => Promise<AccessToken>,
  first: AccessToken | null = null,
): TokenProvider {
  const hold = (token: AccessToken): Held => ({
    ...token,
    renewAt: clock.elapsed() + Math.max(token.lifetime - renewalMargin, token.lifetime / 2),
  });
  let held: Held | null = first === null ? null : hold(first);
  let pending: Promise<Held> | null = null;
  let granted: readonly string[] | null = null;
  /** Before the first token a fault is more likely a wrong address, and is told at once. */
  let hasWorked = first !== null;

  async function askPatiently(): Promise<AccessToken> {
    for (const wait of renewalWaits) {
      try {
        return await ask();
      } catch (error) {
        if (!hasWorked || !isAppError(error) || error.retry !== 'later') throw error;
        await clock.sleep(wait);
      }
    }
    return await ask();
  }

  async function renew(): Promise<Held> {
    const token = await askPatiently();
    const renewed = hold(token);
    held = renewed;
    granted = token.scopes;
    hasWorked = true;
    return renewed;
  }

  function sharedRenewal(): Promise<Held> {
    if (pending === null) {
      pending = renew().finally(() => (pending = null));
      // Everybody who waited may have stopped waiting by the time it fails.
      pending.catch(() => undefined);
    }
    return pending;
  }

  return {
    getToken: async (signal) => {
      if (held !== null && clock.elapsed() < held.renewAt) return held.token;
      return (await orStopped(sharedRenewal(), signal)).token;
    },
    reject: (token) => {
      if (held?.token === token) held = null;
      return true;
    },
    scopes: () => granted,
  };
}

/** @throws AppError STOPPED as soon as the signal says so; the work itself goes on. */
function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AppError('STOPPED'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
