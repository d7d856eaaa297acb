/**
 * One API session per profile in this process, as the seats of a licence are few (acumatica.md 7.5): a question that comes while a run
 * is connected is asked over the run's connection, and two that come at once share one.
 */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import { nothingLearned, type LearnedLicence } from '../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import {
  connectAcumatica,
  type AcumaticaConnector,
  type AcumaticaOptions,
} from '../connectors/acumatica/index.ts';
import type { JobEvents } from './job-contract.ts';

/** A run needs a connection with exactly its settings; a question is content with any to the same company. */
export type Purpose = 'run' | 'question';

export interface Seat {
  readonly erp: AcumaticaConnector;
  /** Gives the seat back once nobody else uses the connection. Never throws. */
  readonly release: () => Promise<void>;
}

interface Held {
  /** Who is signed in to what. */
  readonly company: string;
  /** The same, and everything else that a connector is made for. */
  readonly settings: string;
  purpose: Purpose;
  users: number;
  /** Null for somebody who signs in by itself. */
  readonly connector: Promise<AcumaticaConnector> | null;
  readonly stop: AbortController;
  /** Settles when the seat is given back. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

export interface ErpSeatsOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly events: Pick<JobEvents, 'licenceLearned' | 'erpSession'>;
  /** Whether this process holds the profile's lock: only then may it remember a session, and give back one that was left. */
  readonly ownsProfile: (profileId: string) => boolean;
}

/** The connector's options, and the session that a killed process left. */
export interface SeatOptions extends Omit<AcumaticaOptions, 'logger' | 'clock' | 'keeper'> {
  readonly profileId: string;
  readonly leftSession: string | null;
}

export class ErpSeats {
  readonly #options: ErpSeatsOptions;
  readonly #held = new Map<string, Held>();

  constructor(options: ErpSeatsOptions) {
    this.#options = options;
  }

  /** @throws AppError as `connectAcumatica`; STOPPED as soon as the signal says so. */
  async take(options: SeatOptions, purpose: Purpose, signal: AbortSignal): Promise<Seat> {
    const { profileId } = options;
    const wanted = keysOf(options);
    let shared = this.#held.get(profileId);
    while (shared !== undefined && !serves(shared, wanted, purpose)) {
      await stoppable(shared.closed, signal);
      shared = this.#held.get(profileId);
    }
    const mine = shared ?? this.#open(options, wanted, purpose);
    mine.users += 1;
    if (purpose === 'run') mine.purpose = 'run';
    let isReleased = false;
    const release = async () => {
      if (isReleased) return;
      isReleased = true;
      await this.#leave(options, mine);
    };
    try {
      const erp = await stoppable(mine.connector, signal);
      return { erp, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Lets somebody sign in by itself, as the doctor does, while nobody else is. @throws AppError RUN_ACTIVE */
  async alone<T>(
    options: SeatOptions,
    signal: AbortSignal,
    work: (options: AcumaticaOptions) => Promise<T>,
  ): Promise<T> {
    const { profileId } = options;
    for (let held = this.#held.get(profileId); held !== undefined; held = this.#held.get(profileId)) {
      if (held.purpose === 'run') throw new AppError('RUN_ACTIVE');
      await stoppable(held.closed, signal);
    }
    const mine = this.#hold(options, keysOf(options), 'question', null);
    try {
      return await work(this.#connectorOptions(options));
    } finally {
      this.#held.delete(profileId);
      mine.close();
    }
  }

  #connectorOptions({ profileId, leftSession, ...options }: SeatOptions): AcumaticaOptions {
    const { logger, clock, events, ownsProfile } = this.#options;
    if (!ownsProfile(profileId)) return { ...options, logger, clock };
    const keep = async (session: string | null) => events.erpSession(profileId, session);
    return { ...options, logger, clock, keeper: { left: leftSession, keep } };
  }

  #open(options: SeatOptions, wanted: Keys, purpose: Purpose): Shared {
    const stop = new AbortController();
    const connector = connectAcumatica(this.#connectorOptions(options), stop.signal);
    // Whoever waits for it hears of its failure; nobody may be waiting any more.
    connector.catch(() => undefined);
    return this.#hold(options, wanted, purpose, connector, stop);
  }

  #hold<C extends Held['connector']>(
    { profileId }: SeatOptions,
    wanted: Keys,
    purpose: Purpose,
    connector: C,
    stop = new AbortController(),
  ): Held & { readonly connector: C } {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const held = { ...wanted, purpose, users: 0, connector, stop, closed, close };
    this.#held.set(profileId, held);
    return held;
  }

  /** The last one closes the connection. It stays in its place until the seat is given back, so that the next waits for that. */
  async #leave(options: SeatOptions, held: Held): Promise<void> {
    held.users -= 1;
    if (held.users > 0) return;
    held.stop.abort();
    try {
      const erp = await held.connector;
      this.#passOn(options, erp?.learned() ?? null);
      await erp?.close();
    } catch (error) {
      const hadNoSeat = isAppError(error) && error.code === 'ERP_NO_SEAT';
      const before = options.learned ?? nothingLearned;
      if (hadNoSeat) this.#passOn(options, { ...before, noSeatAt: this.#options.clock.now() });
    } finally {
      this.#held.delete(options.profileId);
      held.close();
    }
  }

  /** Passes on what is newly known of the licence. */
  #passOn({ profileId, learned }: SeatOptions, now: LearnedLicence | null): void {
    const before = learned ?? nothingLearned;
    if (now === null || JSON.stringify(now) === JSON.stringify(before)) return;
    this.#options.events.licenceLearned(profileId, now);
  }
}

type Keys = Pick<Held, 'company' | 'settings'>;
type Shared = Held & { readonly connector: Promise<AcumaticaConnector> };

function keysOf({ connection, secret, defaults, homeCountry }: SeatOptions): Keys {
  const { url, tenant, branch, username, locale, endpointVersion } = connection;
  return {
    company: JSON.stringify([url, tenant, branch, username, locale, endpointVersion, secret]),
    settings: JSON.stringify([connection, secret, defaults, homeCountry]),
  };
}

/** Somebody who is leaving serves nobody any more. */
function serves(held: Held, wanted: Keys, purpose: Purpose): held is Shared {
  if (held.connector === null || held.stop.signal.aborted) return false;
  return purpose === 'run' ? held.settings === wanted.settings : held.company === wanted.company;
}

/** What `promise` comes to, or STOPPED as soon as the signal says so. */
async function stoppable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new AppError('STOPPED');
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new AppError('STOPPED'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
