/**
 * The one session of the ERP that each profile has. It runs where the vault is: a job that is killed leaves a session that is given
 * back at once, and a program that is killed one that the next start gives back (docs/adr/0011).
 */
import { randomUUID } from 'node:crypto';
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { ErpConnection, Profile } from '../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import type { SessionSource } from '../connectors/acumatica/session.ts';
import { readOpenSession, removeOpenSession, writeOpenSession } from '../storage/open-session.ts';
import type { DataPaths } from '../storage/paths.ts';
import { lockErpSession, type ProfileLock } from '../storage/profile-lock.ts';
import { notConnected } from './connections.ts';
import type { ErpAccess } from './erp-access.ts';
import type { ErpSessions } from './job-contract.ts';
import type { Profiles } from './profiles.ts';

export interface ErpSessionDependencies {
  readonly profiles: Pick<Profiles, 'find'>;
  readonly access: ErpAccess;
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface OwnErpSessions extends ErpSessions {
  /** Gives back what a killed program left open, where no other copy of Accord works with it. Never throws. */
  endLeft(profiles: readonly Profile[]): Promise<void>;
  /** Waits a moment until what was begun here has ended. */
  close(): Promise<void>;
}

/** How long a lease waits for a session of the same profile to end: a sign-out takes no longer. Milliseconds. */
const patience = 15_000;
const patienceStep = 250;
/** How long the end of the program waits for what a killed one left. Milliseconds. */
const closingTime = 3_000;

/** A session that is open, or about to be. */
interface Entry {
  /** What it is opened for; it serves nothing else. */
  readonly connection: ErpConnection;
  readonly leases: Set<string>;
  readonly ready: Promise<{ readonly lock: ProfileLock; readonly source: SessionSource }>;
  /** What goes on with it. A job that is killed gives its lease back in the middle of that. */
  readonly working: Set<Promise<unknown>>;
  /** Where it was opened, and the mark of that; null while it is not. */
  base: string | null;
  mark: Promise<void> | null;
  /** Settles when it is given back; null while it is in use. */
  ending: Promise<void> | null;
}

/** The password goes nowhere but to the server that the person entered. */
function requireSameServer({ url }: ErpConnection, base: string): void {
  if (new URL(base).origin === new URL(url).origin) return;
  throw new AppError('INPUT_INVALID', { params: { reason: `${base} is not at ${url}.` } });
}

/** Who is signed in to what: a session serves every connection that says the same. */
function accessOf({ url, tenant, branch, locale, signIn, clientId, username }: ErpConnection): string {
  return JSON.stringify([url, tenant, branch, locale, signIn, clientId, username]);
}

export function createErpSessions(dependencies: ErpSessionDependencies): OwnErpSessions {
  const { profiles, access, paths, clock, logger } = dependencies;
  const entries = new Map<string, Entry>();
  /** Profile of each lease. */
  const leases = new Map<string, string>();
  /** What was left of a killed program, while it is being given back. */
  const leftEnding = new Map<string, Promise<void>>();

  async function lockPatiently(profileId: string): Promise<ProfileLock> {
    const until = clock.elapsed() + patience;
    for (;;) {
      try {
        return await lockErpSession(paths, profileId);
      } catch (error) {
        const isElsewhere = isAppError(error) && error.code === 'ERP_SESSION_ELSEWHERE';
        if (!isElsewhere || clock.elapsed() >= until) throw error;
        await clock.sleep(patienceStep);
      }
    }
  }

  /** With the lock: gives back what was left open. What cannot be given back now is tried again next time. */
  async function endLeftOf(profile: Profile): Promise<void> {
    const file = paths.openSessionFile(profile.id);
    const left = await readOpenSession(file);
    if (left === null) return;
    const isEnded = await access.endLeft(profile, left);
    logger.info('a session of MYOB Acumatica was left open', { profileId: profile.id, isEnded });
    if (isEnded) await removeOpenSession(file);
  }

  async function prepare(profile: Profile): Promise<Awaited<Entry['ready']>> {
    const lock = await lockPatiently(profile.id);
    try {
      await endLeftOf(profile);
      return { lock, source: await access.sourceOf(profile) };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  function newEntry(profile: Profile, connection: ErpConnection): Entry {
    const ready = prepare(profile);
    // Whoever has a lease hears of it.
    ready.catch(() => undefined);
    const entry: Entry = {
      connection,
      leases: new Set(),
      ready,
      working: new Set(),
      base: null,
      mark: null,
      ending: null,
    };
    entries.set(profile.id, entry);
    return entry;
  }

  /** Joins the open session for the present connection, or begins a new one when another has ended. */
  async function join(profile: Profile, connection: ErpConnection, lease: string): Promise<Entry> {
    const until = clock.elapsed() + patience;
    for (;;) {
      const known = entries.get(profile.id) ?? newEntry(profile, connection);
      if (known.ending === null && accessOf(known.connection) === accessOf(connection)) {
        // At once: what has no lease may end.
        known.leases.add(lease);
        return known;
      }
      if (known.ending !== null) await known.ending;
      else if (clock.elapsed() < until) await clock.sleep(patienceStep);
      else {
        const params = { process: process.pid, profile: profile.name };
        throw new AppError('ERP_SESSION_ELSEWHERE', { params, retry: 'later' });
      }
    }
  }

  async function end(profileId: string, entry: Entry): Promise<void> {
    try {
      const { lock, source } = await entry.ready;
      try {
        await Promise.allSettled(entry.working);
        const { base } = entry;
        if (base !== null && (await source.close(base))) {
          await removeOpenSession(paths.openSessionFile(profileId));
        }
      } finally {
        await lock.release();
      }
    } catch (error) {
      // It was never opened, or its mark stays and the next lease sees to it.
      logger.warn('a session of MYOB Acumatica did not end cleanly', { profileId, error: String(error) });
    } finally {
      entries.delete(profileId);
    }
  }

  /** @throws AppError ERP_SESSION_EXPIRED for a lease that was given back. */
  function held(lease: string): { readonly profileId: string; readonly entry: Entry } {
    const profileId = leases.get(lease);
    const entry = profileId === undefined ? undefined : entries.get(profileId);
    if (profileId === undefined || entry === undefined) {
      throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
    }
    return { profileId, entry };
  }

  async function release(lease: string): Promise<void> {
    const profileId = leases.get(lease);
    const entry = profileId === undefined ? undefined : entries.get(profileId);
    if (profileId === undefined || entry === undefined) return;
    leases.delete(lease);
    entry.leases.delete(lease);
    if (entry.leases.size > 0) return;
    entry.ending ??= end(profileId, entry);
    await entry.ending;
  }

  /** Does something with the session that its end waits for. */
  async function work<T>(entry: Entry, doing: (source: SessionSource) => Promise<T>): Promise<T> {
    const done = entry.ready.then(({ source }) => doing(source));
    entry.working.add(done);
    try {
      return await done;
    } finally {
      entry.working.delete(done);
    }
  }

  async function endLeftBehind(profile: Profile): Promise<void> {
    try {
      if ((await readOpenSession(paths.openSessionFile(profile.id))) === null) return;
      const lock = await lockErpSession(paths, profile.id);
      try {
        await endLeftOf(profile);
      } finally {
        await lock.release();
      }
    } catch (error) {
      const details = { profileId: profile.id, error: String(error) };
      logger.warn('a session that was left open stays so for now', details);
    }
  }

  return {
    lease: async (profileId) => {
      await leftEnding.get(profileId);
      const profile = profiles.find(profileId);
      if (profile.erp === null) throw notConnected(profile, 'erp');
      const lease = randomUUID();
      const entry = await join(profile, profile.erp, lease);
      leases.set(lease, profileId);
      try {
        await entry.ready;
        return lease;
      } catch (error) {
        await release(lease);
        throw error;
      }
    },

    open: async (lease, base) => {
      const { profileId, entry } = held(lease);
      const { connection } = entry;
      requireSameServer(connection, base);
      const at = (entry.base ??= base);
      return await work(entry, async (source) => {
        // Before anything is opened: whoever is killed from here on has left something.
        entry.mark ??= writeOpenSession(paths.openSessionFile(profileId), {
          base: at,
          signIn: connection.signIn,
        });
        await entry.mark;
        return await source.open(at);
      });
    },

    renew: async (lease, used) => {
      const { entry } = held(lease);
      const { base } = entry;
      if (base === null) throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
      return await work(entry, (source) => source.renew(base, used));
    },

    release,

    endLeft: async (all) => {
      const idle = all.filter(({ id }) => !entries.has(id) && !leftEnding.has(id));
      await Promise.all(
        idle.map(async (profile) => {
          const ending = endLeftBehind(profile).finally(() => leftEnding.delete(profile.id));
          leftEnding.set(profile.id, ending);
          await ending;
        }),
      );
    },

    close: async () => {
      const isClosed = new AbortController();
      const all = Promise.allSettled([...leftEnding.values(), ...[...leases.keys()].map(release)]);
      await Promise.race([all, clock.sleep(closingTime, isClosed.signal)]);
      isClosed.abort();
    },
  };
}
