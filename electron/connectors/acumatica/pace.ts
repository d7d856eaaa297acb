/**
 * When a request may go (facts: acumatica.md 7.5, limits.md 2). The licence counts requests per minute and requests at once; it
 * slows everybody down above half of the former and declines (429) what queues for too long.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import { nothingLearned, type LearnedLicence } from '../../../shared/domain/settings.ts';
import { paceWindow, spacingOf, type PaceSettings } from '../../../shared/sync/erp-pace.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { AnswerTimes, type Look } from './answer-times.ts';
import { LicenceLimit } from './licence.ts';

/** Slow looks that make a minute a slow one: a single one is chance. */
const slowLooks = 2;
/** Looks after more writes at once were let in, in which answers that grow slow are put down to that. */
const looksOnTrial = 2;
/** Calm looks until more at once is tried again where it had made answers slow. */
const looksUntilRetry = 10;

export type RequestKind = 'read' | 'write';

interface Waiter {
  readonly kind: RequestKind;
  readonly admit: () => void;
}

/**
 * Admits requests in the order they came: never more than `limit` in any minute, spread evenly after a small burst, and at
 * most `concurrency` at once. Where nothing was learned before, writes begin one at a time, and become more at once only as long as
 * that does not make each of them slower: then the ERP works through them one after the other anyway.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #before: LearnedLicence;
  readonly #licence: LicenceLimit;
  readonly #times = new AnswerTimes();

  /** Start times within the window, oldest first. */
  readonly #starts: number[] = [];
  #tokens: number;
  #tokensAt: number;
  #inFlight: Readonly<Record<RequestKind, number>> = { read: 0, write: 0 };
  #pausedUntil = 0;
  #waiters: Waiter[] = [];
  #alarm: AbortController | null = null;

  /** Writes at once for now; between 1 and `concurrency`. */
  #width: number;
  /** Whether a write waited for nothing but another one to end since the last look: only then the width decided anything. */
  #isSaturated = false;
  /** Looks since the width was raised or lowered. */
  #looksAtWidth = 0;
  /** Least width that made answers slow. */
  #slowWidth: number | null;
  #declinedAt: string | null = null;

  #minuteAt: number;
  #waitedForLimit = false;
  #slowLooks = 0;
  /** Milliseconds: the greatest excess of this minute's slow looks. */
  #slowedBy = 0;

  constructor(settings: PaceSettings, learned: LearnedLicence | null, clock: Clock) {
    this.#clock = clock;
    this.#concurrency = settings.concurrency;
    this.#before = learned ?? nothingLearned;
    this.#licence = new LicenceLimit(settings, learned);
    const known = this.#before.secondsPerWrite === null ? 1 : (this.#before.concurrency ?? this.#concurrency);
    this.#width = Math.min(this.#concurrency, known);
    this.#slowWidth = this.#before.concurrency === null ? null : this.#before.concurrency + 1;
    this.#tokens = spacingOf(this.limit).burst;
    this.#tokensAt = clock.elapsed();
    this.#minuteAt = clock.elapsed();
  }

  /** Requests in any minute, as things stand. */
  get limit(): number {
    return this.#licence.perMinute;
  }

  /** Waits until a request may start. Answers the function that says it is over. @throws AppError STOPPED */
  async enter(kind: RequestKind, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('STOPPED');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { kind, admit: resolve };
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
      const isLast = kind === 'write' && this.#inFlight.write >= this.#width;
      this.#count(kind, -1);
      if (isLast && this.#waiters.some((each) => each.kind === 'write') && this.#delay() === 0) {
        this.#isSaturated = true;
      }
      this.#admitWaiters();
    };
  }

  /** The ERP declined (429): nobody starts for so long, and fewer writes at once afterwards. */
  decline(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + milliseconds);
    this.#declinedAt = this.#clock.now();
    this.#slowLooks += slowLooks;
    this.#narrow();
  }

  /** How long a write took, from its start to its answer. `kind` names writes that take as long as each other. */
  observe(kind: string, milliseconds: number): void {
    const look = this.#times.add(kind, milliseconds, this.#licence.delay);
    if (look !== null) this.#judge(look);
  }

  /** What was known before, with what these requests showed. */
  learned(): LearnedLicence {
    const before = this.#before;
    return {
      ...before,
      ...this.#licence.learned(before),
      concurrency: this.#slowWidth === null ? null : this.#slowWidth - 1,
      secondsPerWrite: this.#times.secondsPerWrite() ?? before.secondsPerWrite,
      declinedAt: this.#declinedAt ?? before.declinedAt,
    };
  }

  /** What was changed last is to blame for slow answers: the number of writes at once, else the requests of this minute. */
  #judge(look: Look): void {
    const wasSaturated = this.#isSaturated;
    this.#isSaturated = false;
    this.#looksAtWidth += 1;
    if (look.isSlow) {
      if (this.#width > 1 && this.#looksAtWidth <= looksOnTrial) return this.#narrow();
      this.#slowLooks += 1;
      this.#slowedBy = Math.max(this.#slowedBy, look.excess);
      return;
    }
    if (!wasSaturated || this.#width >= this.#concurrency) return;
    const wasSlow = this.#slowWidth !== null && this.#width + 1 >= this.#slowWidth;
    if (wasSlow && this.#looksAtWidth < looksUntilRetry) return;
    this.#width += 1;
    this.#looksAtWidth = 0;
  }

  #narrow(): void {
    if (this.#width === 1) return;
    this.#slowWidth = Math.min(this.#width, this.#slowWidth ?? this.#width);
    this.#width -= 1;
    this.#looksAtWidth = looksOnTrial;
  }

  #count(kind: RequestKind, by: 1 | -1): void {
    this.#inFlight = { ...this.#inFlight, [kind]: this.#inFlight[kind] + by };
  }

  /** Milliseconds until the next request may start; 0 is now. */
  #delay(): number {
    const now = this.#clock.elapsed();
    const { burst, interval } = spacingOf(this.limit);
    this.#tokens = Math.min(burst, this.#tokens + (now - this.#tokensAt) / interval);
    this.#tokensAt = now;
    while ((this.#starts[0] ?? now) <= now - paceWindow) this.#starts.shift();
    this.#endMinute(now);
    const oldest = this.#starts[this.#starts.length - this.limit];
    const forLimit = Math.max(
      this.#tokens >= 1 ? 0 : (1 - this.#tokens) * interval,
      oldest === undefined ? 0 : oldest + paceWindow - now,
    );
    if (forLimit > 0) this.#waitedForLimit = true;
    return Math.max(this.#pausedUntil - now, forLimit, 0);
  }

  #endMinute(now: number): void {
    if (now - this.#minuteAt < paceWindow) return;
    const requests = this.#starts.length;
    this.#licence.minuteEnded({
      requests,
      isFull: this.#waitedForLimit && requests >= 0.9 * this.limit,
      slowedBy: this.#slowLooks >= slowLooks ? this.#slowedBy : null,
    });
    this.#minuteAt = now;
    this.#waitedForLimit = false;
    this.#slowLooks = 0;
    this.#slowedBy = 0;
  }

  /** The first that need not wait for others of its kind to end. */
  #next(): Waiter | undefined {
    const { read, write } = this.#inFlight;
    if (read + write >= this.#concurrency) return undefined;
    const mayWrite = write < this.#width;
    return this.#waiters.find(({ kind }) => kind === 'read' || mayWrite);
  }

  #admitWaiters(): void {
    for (;;) {
      const waiter = this.#next();
      if (waiter === undefined) return;
      const delay = this.#delay();
      if (delay > 0) return this.#wakeAfter(delay);
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      this.#starts.push(this.#clock.elapsed());
      this.#tokens -= 1;
      this.#count(waiter.kind, 1);
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
