/**
 * One connection per profile in this process, as it is paced by itself and the session behind it takes a seat (acumatica.md 7.5): a
 * question that comes while a run is connected is asked over the run's connection, and two that come at once share one.
 */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import { nothingLearned, type LearnedLicence } from '../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import {
  connectAcumatica,
  type AcumaticaConnector,
  type AcumaticaOptions,
} from '../connectors/acumatica/index.ts';
import type { ErpSessions, JobEvents } from './job-contract.ts';
import { leasedSession } from './leased-session.ts';

/** A run needs a connection with exactly its settings; a question is content with any to the same company. */
export type Purpose = 'run' | 'question';

export interface Seat {
  readonly erp: AcumaticaConnector;
  /** Works with the connection and gives the seat back, once nobody else uses it. */
  readonly use: <T>(work: (erp: AcumaticaConnector) => Promise<T>) => Promise<T>;
  /** Gives the seat back without that. Never throws. */
  readonly release: () => Promise<void>;
}

interface Held {
  /** Who is signed in to what. */
  readonly company: string;
  /** The same, and everything else that a connector is made for. */
  readonly settings: string;
  purpose: Purpose;
  users: number;
  /** When one of them found no free seat, ISO 8601 UTC. */
  noSeatAt: string | null;
  readonly connector: Promise<AcumaticaConnector>;
  readonly stop: AbortController;
  /** Settles when the seat is given back. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

export interface ErpSeatsOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly events: Pick<JobEvents, 'licenceLearned'>;
  readonly erpSessions: ErpSessions;
}

export interface SeatOptions extends Omit<AcumaticaOptions, 'logger' | 'clock' | 'sessions'> {
  readonly profileId: string;
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
    const release = async (failure: unknown = null) => {
      if (isReleased) return;
      isReleased = true;
      await this.#leave(options, mine, failure);
    };
    try {
      const erp = await stoppable(mine.connector, signal);
      const use: Seat['use'] = async (work) => {
        let failure: unknown = null;
        try {
          return await work(erp);
        } catch (error) {
          failure = error;
          throw error;
        } finally {
          await release(failure);
        }
      };
      return { erp, use, release: () => release() };
    } catch (error) {
      await release(error);
      throw error;
    }
  }

  #open(options: SeatOptions, wanted: Keys, purpose: Purpose): Held {
    const stop = new AbortController();
    const connector = this.#connect(options, stop.signal);
    // Whoever waits for it hears of its failure; nobody may be waiting any more.
    connector.catch(() => undefined);
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const held: Held = { ...wanted, purpose, users: 0, noSeatAt: null, connector, stop, closed, close };
    this.#held.set(options.profileId, held);
    return held;
  }

  /** The connector's end ends the lease as well. */
  async #connect({ profileId, ...options }: SeatOptions, signal: AbortSignal): Promise<AcumaticaConnector> {
    const { logger, clock, erpSessions } = this.#options;
    const lease = await erpSessions.lease(profileId);
    const sessions = leasedSession(erpSessions, () => Promise.resolve(lease));
    try {
      return await connectAcumatica({ ...options, sessions, logger, clock }, signal);
    } catch (error) {
      await erpSessions.release(lease);
      throw error;
    }
  }

  /** The last one closes the connection. It stays in its place until the seat is given back, so that the next waits for that. */
  async #leave(options: SeatOptions, held: Held, failure: unknown): Promise<void> {
    // With a cookie that shows when the session is opened, with a token at the first request.
    if (isAppError(failure) && failure.code === 'ERP_NO_SEAT') held.noSeatAt ??= this.#options.clock.now();
    held.users -= 1;
    if (held.users > 0) return;
    held.stop.abort();
    try {
      const erp = await held.connector;
      this.#passOn(options, held, erp.learned());
      await erp.close();
    } catch {
      this.#passOn(options, held, options.learned ?? nothingLearned);
    } finally {
      this.#held.delete(options.profileId);
      held.close();
    }
  }

  /** Passes on what is newly known of the licence. */
  #passOn({ profileId, learned }: SeatOptions, { noSeatAt }: Held, known: LearnedLicence): void {
    const now = noSeatAt === null ? known : { ...known, noSeatAt };
    if (JSON.stringify(now) === JSON.stringify(learned ?? nothingLearned)) return;
    this.#options.events.licenceLearned(profileId, now);
  }
}

type Keys = Pick<Held, 'company' | 'settings'>;

function keysOf(options: SeatOptions): Keys {
  const { connection, defaults, homeCountry, kinds, named, further } = options;
  const { url, tenant, branch, locale, signIn, clientId, username, endpointVersion } = connection;
  return {
    company: JSON.stringify([url, tenant, branch, locale, signIn, clientId, username, endpointVersion]),
    settings: JSON.stringify([connection, defaults, homeCountry, kinds, named, further]),
  };
}

/** Somebody who is leaving serves nobody any more. */
function serves(held: Held, wanted: Keys, purpose: Purpose): boolean {
  if (held.stop.signal.aborted) return false;
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
