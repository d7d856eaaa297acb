/** Counts of a run while it goes on, and its progress at most ten times a second. */
import { wroteTo, type CommitPorts, type RowEnd, type RowProgress } from './commit-types.ts';
import type { EndedRow, JournalWrite, RunCounts } from './ports.ts';

/** Milliseconds between two progress reports. */
const reportInterval = 100;
/** Rows after which the measured speed says more than the plan's estimate. */
const measuredAfter = 20;

export interface TallyOptions {
  /** Rows of the run. */
  readonly total: number;
  /** Seconds the plan expects for all of them. */
  readonly estimatedSeconds: number;
}

export class Tally {
  readonly #ports: CommitPorts;
  readonly #options: TallyOptions;
  readonly #started: number;
  #lastReport = Number.NEGATIVE_INFINITY;
  /** Rows finished before this part of the run began. */
  #doneBefore = 0;
  #done = 0;
  #processed = 0;
  readonly #counts = { erp: 0, shopify: 0, linked: 0, failed: 0, stale: 0 };

  constructor(ports: CommitPorts, options: TallyOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#started = ports.clock.elapsed();
  }

  /** Takes over what earlier parts of the run did, from the journal and the rows, never from a stored sum. */
  takeOver(ended: readonly EndedRow[], writes: readonly JournalWrite[]): void {
    const wrote = { erp: new Set<string>(), shopify: new Set<string>() };
    for (const { rowId, side, status } of writes) if (status === 'done') wrote[side].add(rowId);
    for (const { rowId, status } of ended) {
      const [erp, shopify] = [wrote.erp.has(rowId), wrote.shopify.has(rowId)];
      this.#add(status, { erp, shopify }, erp || shopify);
    }
    this.#doneBefore = this.#done;
  }

  #add(status: string, wrote: { readonly erp: boolean; readonly shopify: boolean }, wroteAny: boolean): void {
    this.#done += 1;
    if (wrote.erp) this.#counts.erp += 1;
    if (wrote.shopify) this.#counts.shopify += 1;
    if (status === 'failed' || status === 'aborted') this.#counts.failed += 1;
    else if (status === 'stale') this.#counts.stale += 1;
    else if (status === 'processed' && !wroteAny) this.#counts.linked += 1;
    if (status === 'processed') this.#processed += 1;
  }

  rowEnded(progress: RowProgress, end: RowEnd): void {
    const wrote = { erp: wroteTo(progress, 'erp'), shopify: wroteTo(progress, 'shopify') };
    if (end.status !== 'waiting') this.#add(end.status, wrote, wrote.erp || wrote.shopify);
    this.report(false);
  }

  counts(): RunCounts {
    const { erp, shopify, linked, failed, stale } = this.#counts;
    const waiting = Math.max(0, this.#options.total - this.#done);
    return { written: { erp, shopify }, linked, failed, stale, waiting };
  }

  /** Rows that were carried out to their end. */
  processed(): number {
    return this.#processed;
  }

  /** @param always also when the last report was just now: for the first and the last one. */
  report(always: boolean): void {
    const now = this.#ports.clock.elapsed();
    if (!always && now - this.#lastReport < reportInterval) return;
    this.#lastReport = now;
    this.#ports.onProgress({
      stage: 'commit',
      done: this.#done,
      total: this.#options.total,
      failed: this.#counts.failed,
      secondsLeft: this.#secondsLeft(now),
    });
  }

  #secondsLeft(now: number): number {
    const { total, estimatedSeconds } = this.#options;
    const left = total - this.#done;
    const measured = this.#done - this.#doneBefore;
    if (measured < measuredAfter) return Math.ceil((estimatedSeconds * left) / Math.max(1, total));
    return Math.ceil((((now - this.#started) / measured) * left) / 1000);
  }
}
