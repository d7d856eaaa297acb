/**
 * The one API session of a connector. A session takes a seat of the licence, and seats are few: it is opened late, used for
 * everything, and always given back.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { Clock } from '../../../shared/sync/ports.ts';

export type SessionHeaders = Readonly<Record<string, string>>;

/** What opens a session to the requests that carry it. */
export interface HeldHeaders {
  readonly headers: SessionHeaders;
  /** Milliseconds after which they are asked for again; null where they are good until they are refused. */
  readonly goodFor: number | null;
}

/**
 * Where a session comes from: a way of signing in, or whoever keeps the session for this process. Each may be asked by several
 * at the same time; there is one session all the same.
 */
export interface SessionSource {
  /**
   * The headers of the session at an instance, which is opened where there is none.
   * @throws AppError of the sign-in families; TransportError.
   */
  open(base: string): Promise<HeldHeaders>;
  /**
   * Opens the session anew that the server ended. `used` are the headers that were refused: where another request has renewed it
   * meanwhile, nothing is done.
   * @throws as `open` does.
   */
  renew(base: string, used: SessionHeaders): Promise<HeldHeaders>;
  /** Gives the seat back. False where the server could not be told. Never throws. */
  close(base: string): Promise<boolean>;
}

/** A session at work. */
export interface Session {
  /** What the next request carries. @throws as `SessionSource.open` does. */
  headers(): Promise<SessionHeaders>;
  /** After `used` was refused. @throws as `SessionSource.renew` does; ERP_SESSION_EXPIRED after `release`. */
  renew(used: SessionHeaders): Promise<void>;
  /** Gives the seat back. Never throws. */
  release(): Promise<void>;
}

/** @throws AppError ERP_SIGN_IN_REJECTED, ERP_COMPANY_UNKNOWN, ERP_BRANCH_UNKNOWN, ERP_NO_SEAT and the others of the way to sign in. */
export async function openSession(source: SessionSource, base: string, clock: Clock): Promise<Session> {
  let held = await source.open(base);
  let heldSince = clock.elapsed();
  let isReleased = false;

  const hold = (renewed: HeldHeaders): void => {
    held = renewed;
    heldSince = clock.elapsed();
  };

  return {
    headers: async () => {
      if (held.goodFor !== null && clock.elapsed() - heldSince >= held.goodFor && !isReleased) {
        hold(await source.open(base));
      }
      return held.headers;
    },
    renew: async (used) => {
      if (isReleased) throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
      if (used === held.headers) hold(await source.renew(base, used));
    },
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      await source.close(base);
    },
  };
}
