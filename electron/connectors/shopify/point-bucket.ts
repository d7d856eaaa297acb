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

/** How much the latest answer counts in what is believed of others. */
const newsWeight = 0.5;
/** However much others take, this share of the refill is counted on: they may stop at any time. */
const leastShare = 0.1;
/** Points are left in the bucket for what others may take in this time, as their pace is only an average. Seconds. */
const slack = 0.5;
/** So long is looked at together: in a shorter stretch the requests under way would blur what others take. Milliseconds. */
const shortestStretch = 1000;

/**
 * Our view of the store's request budget. Points are reserved before a request is sent, so that it is never sent in vain,
 * and the view is corrected by every answer. Other apps have budgets of their own, but whoever uses the same app's token draws on
 * this one: what goes missing without us is taken for their pace, and left to them. A store may also change its plan, and what is
 * predicted is not always what is charged.
 */
export class PointBucket {
  readonly #clock: Clock;
  #status = assumedStatus;
  #available = assumedStatus.currentlyAvailable;
  #readAt: number;
  /** Points charged to us, all in all. */
  #charged = 0;
  /** Where the stretch began that is looked at for others: what the bucket held, when, and what we had been charged. */
  #stretch: { readonly held: number; readonly at: number; readonly charged: number } | null = null;
  /** Points a second that others of the same app are believed to take. */
  #takenByOthers = 0;
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
    const points = charged ?? reservation.points;
    this.#charged += points;
    this.#available = this.#refill() + reservation.points - points;
    // An answer overtaken by a later request's is old news: it does not know of what was charged since.
    if (status === null || reservation.order < this.#lastAnswered) return;
    this.#lastAnswered = reservation.order;
    this.#status = status;
    this.#learnOfOthers(status.currentlyAvailable);
    // Whether the requests in flight are already in the server's figure is not known: count them as if they were not.
    this.#available = status.currentlyAvailable - this.#inFlight;
  }

  /** What is missing from the bucket at the end of a stretch, and was not charged to us, others have taken. */
  #learnOfOthers(held: number): void {
    const now = { held, at: this.#readAt, charged: this.#charged };
    const before = this.#stretch ?? now;
    this.#stretch = before;
    const seconds = (now.at - before.at) / 1000;
    if (seconds * 1000 < shortestStretch) return;
    const { restoreRate, maximumAvailable } = this.#status;
    const undisturbed = before.held + seconds * restoreRate - (now.charged - before.charged);
    const taken = (Math.min(maximumAvailable, undisturbed) - held) / seconds;
    const believed = this.#takenByOthers + newsWeight * (taken - this.#takenByOthers);
    this.#takenByOthers = Math.min(restoreRate * (1 - leastShare), Math.max(0, believed));
    this.#stretch = now;
  }

  /** Points a second that come back to us. */
  get #refillRate(): number {
    return this.#status.restoreRate - this.#takenByOthers;
  }

  async #take(points: number, signal: AbortSignal): Promise<Reservation> {
    // No bucket holds more than its maximum: a larger request is sent when it is full, and Shopify says what is wrong.
    for (;;) {
      if (signal.aborted) throw new AppError('STOPPED');
      const wanted = points + slack * this.#takenByOthers;
      const missing = Math.min(wanted, this.#status.maximumAvailable) - this.#refill();
      if (missing <= 0) break;
      const wait = Math.ceil((missing / this.#refillRate) * 1000);
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
    const grown = this.#available + ((now - this.#readAt) / 1000) * this.#refillRate;
    this.#available = Math.min(this.#status.maximumAvailable, grown);
    this.#readAt = now;
    return this.#available;
  }
}
