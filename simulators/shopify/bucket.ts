import type { Limits } from './options.ts';

/** Part of every answer's `extensions.cost`. */
interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

interface BucketSize {
  readonly bucket: number;
  readonly restoreRate: number;
}

/**
 * Refill by plan is documented; the bucket of 2,000 is recorded for 100 points a second only. The others keep its
 * 20 seconds of refill, which is to be checked on real shops. `off` reports numbers that no pacing client waits for.
 */
const bucketSizes: Readonly<Record<Extract<Limits, string>, BucketSize>> = {
  standard: { bucket: 2_000, restoreRate: 100 },
  advanced: { bucket: 4_000, restoreRate: 200 },
  plus: { bucket: 20_000, restoreRate: 1_000 },
  enterprise: { bucket: 40_000, restoreRate: 2_000 },
  off: { bucket: 10_000_000, restoreRate: 10_000_000 },
};

/** The leaky bucket of one app in one shop. */
export class Bucket {
  readonly #now: () => number;
  readonly #limits: () => Limits;
  readonly #competingRate: () => number;
  #missing = 0;
  #settledAt: number;

  /**
   * `now` in milliseconds. `limits` and `competingRate`, the points a second that somebody else draws, are asked every time, so that
   * they can be switched.
   */
  constructor(now: () => number, limits: () => Limits, competingRate: () => number) {
    this.#now = now;
    this.#limits = limits;
    this.#competingRate = competingRate;
    this.#settledAt = now();
  }

  /** Takes the requested points, or answers false and takes nothing. */
  take(points: number): boolean {
    const { currentlyAvailable } = this.status();
    if (points > currentlyAvailable) return false;
    if (this.#limits() !== 'off') this.#missing += points;
    return true;
  }

  /** Gives back what a query turned out not to need. */
  refund(points: number): void {
    this.#missing = Math.max(0, this.#missing - points);
  }

  status(): ThrottleStatus {
    const limits = this.#limits();
    const { bucket, restoreRate } = typeof limits === 'string' ? bucketSizes[limits] : limits;
    const now = this.#now();
    const seconds = Math.max(0, now - this.#settledAt) / 1000;
    const drawn = limits === 'off' ? 0 : this.#competingRate();
    // Like ours, a request of the other client is refused when the bucket is empty, so it never falls below that.
    this.#missing = Math.min(bucket, Math.max(0, this.#missing + seconds * (drawn - restoreRate)));
    this.#settledAt = now;
    return { maximumAvailable: bucket, currentlyAvailable: Math.floor(bucket - this.#missing), restoreRate };
  }
}
