/** How far the clock of a system is from ours, by the `Date` of its answers. */
import type { Clock, ReadSummary } from '../../shared/sync/ports.ts';
import type { HttpAnswer } from './http.ts';

/** The `Date` is cut to the second: on average half a second has passed since. Milliseconds. */
const cutOff = 500;

/**
 * Watches the answers of one system's own interface; files that it keeps elsewhere are dated by another machine.
 *
 * An answer is dated somewhere between question and arrival, so it is held against the middle, and the quickest answer counts:
 * it is off by half its time and half a second at most. A clock that was set meanwhile makes an answer look slow, or early.
 */
export class ServerClock {
  readonly #clock: Clock;
  #quickest = Number.POSITIVE_INFINITY;
  #ahead: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async watch(asking: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const sent = Date.parse(this.#clock.now());
    const answer = await asking();
    const taken = Date.parse(this.#clock.now()) - sent;
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date) && taken >= 0 && taken < this.#quickest) {
      this.#quickest = taken;
      this.#ahead = (date + cutOff - (sent + taken / 2)) / 1000;
    }
    return answer;
  }

  /** Seconds, to a fraction; nothing where no answer told. */
  told(): Pick<ReadSummary, 'clockAhead'> {
    return this.#ahead === null ? {} : { clockAhead: this.#ahead };
  }
}
