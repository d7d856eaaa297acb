/** The open ledger of one profile, its lock, and what is going on with it: at most one activity at a time. */
import { rm } from 'node:fs/promises';
import { AppError } from '../../shared/domain/app-error.ts';
import type { RunStatus } from '../../shared/ipc/contract.ts';
import type { Clock, Progress } from '../../shared/sync/ports.ts';
import { openLedger, type OpenLedger } from '../storage/ledger.ts';
import type { DataPaths } from '../storage/paths.ts';
import { lockErpSession, lockProfile, type ProfileLock } from '../storage/profile-lock.ts';

/** How long a session of the ERP may take to end. Milliseconds. */
const endingTime = 3_000;

type ActivityName = Exclude<RunStatus['activity'], 'idle'>;

export interface Activity {
  name: ActivityName;
  readonly controller: AbortController;
  readonly finished: Promise<void>;
  progress: Progress | null;
}

export interface ProfileSession {
  readonly profileId: string;
  readonly ledger: OpenLedger;
  readonly lock: ProfileLock;
  activity: Activity | null;
}

export class ProfileSessions {
  readonly #paths: DataPaths;
  readonly #clock: Clock;
  readonly #open = new Map<string, Promise<ProfileSession>>();

  constructor(paths: DataPaths, clock: Clock) {
    this.#paths = paths;
    this.#clock = clock;
  }

  /**
   * @throws AppError PROFILE_IN_USE when another process works with the profile, LEDGER_CORRUPT, STORAGE_FAILED.
   */
  open(profileId: string): Promise<ProfileSession> {
    const known = this.#open.get(profileId);
    if (known !== undefined) return known;
    const opening = this.#openNew(profileId);
    this.#open.set(profileId, opening);
    // A failed opening is not remembered: the other copy of Accord may be closed by the next try.
    opening.catch(() => this.#open.delete(profileId));
    return opening;
  }

  async #openNew(profileId: string): Promise<ProfileSession> {
    const lock = await lockProfile(this.#paths, profileId);
    try {
      const ledger = await openLedger(this.#paths.ledgerFile(profileId), this.#clock);
      return { profileId, ledger, lock, activity: null };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Runs one activity alone; a second one at the same time is refused. */
  async run<T>(
    session: ProfileSession,
    name: ActivityName,
    work: (activity: Activity) => Promise<T>,
  ): Promise<T> {
    if (session.activity !== null) throw new AppError('RUN_ACTIVE');
    const { promise: finished, resolve: settle } = Promise.withResolvers<void>();
    const activity: Activity = { name, controller: new AbortController(), finished, progress: null };
    session.activity = activity;
    try {
      return await work(activity);
    } finally {
      session.activity = null;
      settle();
    }
  }

  async #close(session: ProfileSession): Promise<void> {
    session.activity?.controller.abort();
    await session.activity?.finished;
    session.ledger.close();
    await session.lock.release();
    this.#open.delete(session.profileId);
  }

  /**
   * Removes all files of a profile; also of one whose ledger is damaged.
   * @throws AppError RUN_ACTIVE, PROFILE_IN_USE, or ERP_SESSION_ELSEWHERE while something works with it; nothing is removed then.
   */
  async remove(profileId: string): Promise<void> {
    const session = await this.#open.get(profileId)?.catch(() => null);
    if (session?.activity != null) throw new AppError('RUN_ACTIVE');
    const lock = session == null ? await lockProfile(this.#paths, profileId) : null;
    try {
      const erpLock = await this.#lockErpSession(profileId);
      await erpLock.release();
    } finally {
      await lock?.release();
    }
    if (session != null) await this.#close(session);
    await rm(this.#paths.profileFolder(profileId), { recursive: true, force: true });
  }

  /** What has just ended may be about to give its session of the ERP back. */
  async #lockErpSession(profileId: string): Promise<ProfileLock> {
    const until = this.#clock.elapsed() + endingTime;
    for (;;) {
      try {
        return await lockErpSession(this.#paths, profileId);
      } catch (error) {
        if (this.#clock.elapsed() >= until) throw error;
        await this.#clock.sleep(100);
      }
    }
  }

  async close(): Promise<void> {
    const sessions = await Promise.allSettled(this.#open.values());
    for (const session of sessions) {
      if (session.status === 'fulfilled') await this.#close(session.value);
    }
  }
}
