/**
 * What is learned of the licence while requests are sent (acumatica.md 7.5). Nobody publishes its numbers, and no answer names
 * them; above half of the requests a minute every answer is delayed, and that can be seen.
 */
import type { LearnedLicence } from '../../../shared/domain/settings.ts';
import {
  allowedRequests,
  delayOfLicence,
  licenceOf,
  type PaceSettings,
} from '../../../shared/sync/erp-pace.ts';

/** How much more is tried after minutes that went well. Less than twice as much, so that half of the licence is passed before all. */
const step = 1.5;
/** Full minutes that must go well first: the licence counts in minutes of its own, and one of them lies within two of ours. */
const minutesToBelieve = 2;
/**
 * Those until more is tried again after the end was seen, as it may have been a busy hour of the ERP. The trial is of twice as
 * much: with the licence's end in between, that cannot go well by chance.
 */
const minutesUntilTrial = 30;
const trialStep = 2;
/** How much slower after a minute that was slow for no reason of ours. */
const giveWay = 1.25;
/** However slow the ERP is, a quarter of what is allowed stays. */
const leastShare = 0.25;

/** One minute of requests. */
export interface Minute {
  readonly requests: number;
  /** The limit, and not a lack of work, decided how many there were. */
  readonly isFull: boolean;
  /** Milliseconds by which ten answers in a row were slower than in calm times; null while none were. */
  readonly slowedBy: number | null;
}

/**
 * The licence that delays answers so much when requests are spread evenly over the minute. The delay is greatest right above half
 * of it, where (time left / requests left) is 120 s / licence - 60 s / requests. Longer delays than that rule can give are those of
 * the minute's end, when no requests are left: what still went through is about the licence.
 */
function licenceFromDelay(requests: number, milliseconds: number): number {
  return Math.max(0.8 * requests, 120_000 / (milliseconds + 60_000 / requests));
}

/**
 * The requests a minute that are allowed now. An entered licence is taken at its word; one that is not known is tried out
 * upwards, minute by minute, until answers grow slower. Either gives way for a while when the ERP is slow for other reasons.
 */
export class LicenceLimit {
  readonly #settings: PaceSettings;
  readonly #isEntered: boolean;
  #licence: number;
  /** The greatest licence that a whole minute bore out; null before there was one. */
  #proven: number | null = null;
  #slowedAt: number | null = null;
  /** Whether the end of the licence was seen. */
  #isKnown: boolean;
  /** Full minutes in a row that went well at this rate. */
  #calmMinutes = 0;
  /** 1, or less while the ERP is slow. */
  #share = 1;

  constructor(settings: PaceSettings, learned: LearnedLicence | null) {
    this.#settings = settings;
    this.#isEntered = settings.requestsPerMinute !== null;
    this.#licence = licenceOf(settings, learned);
    this.#isKnown = learned !== null && learned.slowedAt !== null;
  }

  /** Requests in any minute. */
  get perMinute(): number {
    const allowed = allowedRequests(Math.floor(this.#licence), this.#settings.useWholeLicence);
    return Math.max(1, Math.floor(allowed * this.#share));
  }

  /** Milliseconds that the licence itself may add to an answer. */
  get delay(): number {
    return delayOfLicence(this.#licence, this.#settings.useWholeLicence);
  }

  minuteEnded({ requests, isFull, slowedBy }: Minute): void {
    if (slowedBy !== null) this.#slowedDown(requests, slowedBy);
    else if (isFull) this.#wentWell();
  }

  #slowedDown(requests: number, slowedBy: number): void {
    this.#slowedAt = requests;
    this.#calmMinutes = 0;
    const isNearLimit = requests > 0.7 * this.perMinute && this.#share === 1;
    if (this.#isEntered || !isNearLimit) {
      this.#share = Math.max(leastShare, this.#share / giveWay);
      return;
    }
    // With all of it in use, only its very end is slower than the rule: what went through is about all there is.
    const seen = this.#settings.useWholeLicence ? 0.95 * requests : licenceFromDelay(requests, slowedBy);
    this.#licence = Math.max(1, Math.min(this.#licence / giveWay, seen));
    this.#proven = this.#licence;
    this.#isKnown = true;
  }

  #wentWell(): void {
    if (this.#share < 1) {
      this.#share = Math.min(1, this.#share * giveWay);
      return;
    }
    this.#calmMinutes += 1;
    if (this.#isEntered || this.#calmMinutes < minutesToBelieve) return;
    this.#proven = this.#licence;
    if (this.#isKnown && this.#calmMinutes < minutesUntilTrial) return;
    this.#licence *= this.#isKnown ? trialStep : step;
    this.#isKnown = false;
    this.#calmMinutes = 0;
  }

  /** What this run found out; the other fields are those of `before`. */
  learned(before: LearnedLicence): Pick<LearnedLicence, 'requestsPerMinute' | 'slowedAt'> {
    return {
      requestsPerMinute: this.#proven === null ? before.requestsPerMinute : Math.floor(this.#proven),
      slowedAt: this.#slowedAt ?? before.slowedAt,
    };
  }
}
