import { AppError } from '../../../shared/domain/app-error.ts';
import type { Clock } from '../../../shared/sync/ports.ts';

/** What Shopify says about its bucket with every answer (`extensions.cost.throttleStatus`). */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  /** Points a second. */
  readonly restoreRate: number;
}

export interface Reservation {
  readonly order: number;
  readonly points: number;
}

/** Until the first answer tells: the smallest bucket that was ever documented. */
const assumedStatus: ThrottleStatus = { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 50 };

/** Waiting is cut into slices, because answers may give points back meanwhile. Milliseconds. */
const longestSlice = 500;

/** Waits; a stop ends the wait at once. @throws AppError STOPPED. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await clock.sleep(milliseconds, signal);
  if (signal.aborted) throw new AppError('STOPPED');
}

/**
 * Our view of the store's request budget. Points are reserved before a request is sent, so that it is never sent in vain,
 * and the view is corrected by every answer: other apps of the store draw on budgets of their own, but a store may change
 * its plan, and what is predicted is not always what is charged.
 */
export class PointBucket {
  readonly #clock: Clock;
  #status = assumedStatus;
  #available = assumedStatus.currentlyAvailable;
  #readAt: number;
  /** Points of requests that were sent and not answered. */
  #inFlight = 0;
  #lastOrder = 0;
  #lastAnswered = 0;
  /** Settles when everyone who asked before has been served: first come, first served. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#readAt = clock.elapsed();
  }

  get status(): ThrottleStatus {
    return { ...this.#status, currentlyAvailable: this.#refill() };
  }

  /** Answers when the points are there. @throws AppError STOPPED. */
  async reserve(points: number, signal: AbortSignal): Promise<Reservation> {
    const mine = this.#turn.then(() => this.#take(points, signal));
    this.#turn = mine.catch(() => {});
    return await mine;
  }

  /** `charged` and `status` are null where the answer did not tell: then the prediction stands. */
  settle(reservation: Reservation, charged: number | null, status: ThrottleStatus | null): void {
    this.#inFlight -= reservation.points;
    this.#available = this.#refill() + reservation.points - (charged ?? reservation.points);
    // An answer overtaken by a later request's is old news: it does not know of what was charged since.
    if (status === null || reservation.order < this.#lastAnswered) return;
    this.#lastAnswered = reservation.order;
    this.#status = status;
    // Whether the requests in flight are already in the server's figure is not known: count them as if they were not.
    this.#available = status.currentlyAvailable - this.#inFlight;
  }

  async #take(points: number, signal: AbortSignal): Promise<Reservation> {
    // No bucket holds more than its maximum: a larger request is sent when it is full, and Shopify says what is wrong.
    for (;;) {
      if (signal.aborted) throw new AppError('STOPPED');
      const missing = Math.min(points, this.#status.maximumAvailable) - this.#refill();
      if (missing <= 0) break;
      const wait = Math.ceil((missing / this.#status.restoreRate) * 1000);
      await pause(this.#clock, Math.min(wait, longestSlice), signal);
    }
    this.#available -= points;
    this.#inFlight += points;
    this.#lastOrder += 1;
    return { order: this.#lastOrder, points };
  }

  /** Brings the view up to now. */
  #refill(): number {
    const now = this.#clock.elapsed();
    const grown = this.#available + ((now - this.#readAt) / 1000) * this.#status.restoreRate;
    this.#available = Math.min(this.#status.maximumAvailable, grown);
    this.#readAt = now;
    return this.#available;
  }
}
