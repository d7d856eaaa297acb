/**
 * How fast the ERP may be asked (facts: acumatica.md 7.5, limits.md 2). The licence counts requests per minute and
 * requests at once; it slows everybody down above half of the former and declines (429) what queues for too long.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { Clock } from '../../../shared/sync/ports.ts';

/** Taken for the licence while it is not known. MYOB publishes none; a trial tenant has no limit. [VERIFY] */
export const assumedRequestsPerMinute = 50;

/** A second longer than the licence's minute, so that travelling time cannot squeeze more requests into one. */
const windowLength = 61_000;

/** Answers to writes between two looks at how fast they come. */
const answersPerLook = 10;

export interface PaceSettings {
  readonly requestsPerMinute: number | null;
  readonly useWholeLicence: boolean;
  readonly concurrency: number;
}

interface Waiter {
  readonly admit: () => void;
}

/**
 * Admits requests in the order they came: never more than `limit` in any minute, spread evenly after a small burst, and at
 * most `concurrency` at once. Slower still for a while when the ERP declines, or when its answers to writes take three times as long
 * as at its best.
 */
export class Pace {
  /** Requests a minute: half of the licence, below which the ERP delays nobody, or all of it. */
  readonly limit: number;
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #burst: number;
  /**
   * What the ERP itself adds to each answer above half of its licence: (time left / requests left), which for evenly spread
   * requests is the time from one to the next.
   */
  readonly #expectedDelay: number;

  /** Start times within the window, oldest first. */
  readonly #starts: number[] = [];
  #tokens: number;
  #tokensAt: number;
  #inFlight = 0;
  /** Requests at once for now; between 1 and `concurrency`. */
  #width: number;
  #pausedUntil = 0;
  #waiters: Waiter[] = [];
  #alarm: AbortController | null = null;
  #recent: number | null = null;
  #best = Number.POSITIVE_INFINITY;
  #answers = 0;

  constructor(settings: PaceSettings, clock: Clock) {
    const licence = settings.requestsPerMinute ?? assumedRequestsPerMinute;
    this.limit = Math.max(1, settings.useWholeLicence ? licence : Math.floor(licence / 2));
    this.#expectedDelay = settings.useWholeLicence ? 60_000 / licence : 0;
    this.#burst = Math.min(10, Math.max(1, Math.floor(this.limit / 5)));
    this.#tokens = this.#burst;
    this.#concurrency = settings.concurrency;
    this.#width = settings.concurrency;
    this.#clock = clock;
    this.#tokensAt = clock.elapsed();
  }

  /** Waits until a request may start. Answers the function that says it is over. @throws AppError STOPPED */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('STOPPED');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { admit: resolve };
    const stop = () => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      if (this.#waiters.length === 0) this.#alarm?.abort();
      reject(new AppError('STOPPED'));
    };
    signal.addEventListener('abort', stop, { once: true });
    this.#waiters.push(waiter);
    this.#admitWaiters();
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return () => {
      this.#inFlight -= 1;
      this.#admitWaiters();
    };
  }

  /** The ERP declined (429): nobody starts for so long, and fewer at once afterwards. */
  decline(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + milliseconds);
    this.#width = Math.max(1, this.#width - 1);
  }

  /** How long a write took. Reads are not judged: their size differs too much. */
  observe(milliseconds: number): void {
    this.#recent =
      this.#recent === null ? milliseconds : this.#recent + (milliseconds - this.#recent) / answersPerLook;
    this.#answers += 1;
    if (this.#answers % answersPerLook !== 0) return;
    this.#best = Math.min(this.#best, this.#recent);
    if (this.#recent > 3 * this.#best + this.#expectedDelay + 250) this.#width = Math.max(1, this.#width - 1);
    else this.#width = Math.min(this.#concurrency, this.#width + 1);
  }

  /** Milliseconds until the next request may start; 0 is now. */
  #delay(now: number): number {
    const interval = windowLength / this.limit;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#tokensAt) / interval);
    this.#tokensAt = now;
    while ((this.#starts[0] ?? now) <= now - windowLength) this.#starts.shift();
    const oldest = this.#starts[this.#starts.length - this.limit];
    return Math.max(
      this.#pausedUntil - now,
      this.#tokens >= 1 ? 0 : (1 - this.#tokens) * interval,
      oldest === undefined ? 0 : oldest + windowLength - now,
      0,
    );
  }

  #admitWaiters(): void {
    while (this.#inFlight < this.#width) {
      const [waiter] = this.#waiters;
      if (waiter === undefined) return;
      const now = this.#clock.elapsed();
      const delay = this.#delay(now);
      if (delay > 0) return this.#wakeAfter(delay);
      this.#waiters.shift();
      this.#starts.push(now);
      this.#tokens -= 1;
      this.#inFlight += 1;
      waiter.admit();
    }
  }

  #wakeAfter(milliseconds: number): void {
    if (this.#alarm !== null) return;
    const alarm = new AbortController();
    this.#alarm = alarm;
    const wake = () => {
      this.#alarm = null;
      this.#admitWaiters();
    };
    this.#clock.sleep(Math.ceil(milliseconds), alarm.signal).then(wake, wake);
  }
}
