import type { Clock } from './clock.ts';
import { refuse } from './failure.ts';
import type { Licence } from './options.ts';

/** Most requests that may wait for a free place, and how long one may wait (acumatica.md 7.5). */
const greatestQueue = 20;
const longestWait = 10 * 60_000;
const windowLength = 60_000;

export interface LicenceGate {
  /** Waits as the licence demands and answers the function that gives the place back. Throws a ServiceFailure (429) when declined. */
  readonly enter: () => Promise<() => void>;
  readonly counts: () => { readonly declined: number; readonly delayed: number };
  readonly resetCounts: () => void;
}

/** The request limits of a licence: places for concurrent requests with a queue, and the delay above half of the requests per minute. */
export function createLicenceGate(licence: Licence, clock: Clock): LicenceGate {
  let declined = 0;
  let delayed = 0;
  let inFlight = 0;
  let windowStart = clock.now();
  let inWindow = 0;
  const queue: (() => void)[] = [];

  const decline = (): never => {
    declined += 1;
    throw refuse(429, 'The number of requests exceeds the limit of the license. Try again later.');
  };
  const leave = (): void => {
    const next = queue.shift();
    // The place passes straight to the next in the queue, so that no newcomer can take it.
    if (next === undefined) inFlight -= 1;
    else next();
  };
  const takePlace = async (concurrent: number): Promise<void> => {
    if (inFlight < concurrent) {
      inFlight += 1;
      return;
    }
    if (queue.length >= greatestQueue) decline();
    const served = new AbortController();
    const admitted = await new Promise<boolean>((resolve) => {
      const admit = () => resolve(true);
      queue.push(admit);
      void clock.sleep(longestWait, served.signal).then(() => {
        const position = queue.indexOf(admit);
        if (position >= 0) queue.splice(position, 1);
        resolve(false);
      });
    });
    served.abort();
    if (!admitted) decline();
  };
  /** Time left in the window divided by the requests left, above half of the limit; none left: until the window ends. */
  const delayOf = (perMinute: number): number => {
    const now = clock.now();
    if (now - windowStart >= windowLength) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow += 1;
    if (inWindow <= perMinute / 2) return 0;
    const timeLeft = windowStart + windowLength - now;
    return timeLeft / Math.max(1, perMinute - inWindow + 1);
  };

  return {
    enter: async () => {
      if (licence === 'off' || licence === 'trial') return () => undefined;
      await takePlace(licence.concurrent);
      const delay = delayOf(licence.requestsPerMinute);
      if (delay > 0) {
        delayed += 1;
        await clock.sleep(delay);
      }
      return leave;
    },
    counts: () => ({ declined, delayed }),
    resetCounts: () => {
      declined = 0;
      delayed = 0;
    },
  };
}
