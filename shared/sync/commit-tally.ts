/** Counts of a run while it goes on, and its progress at most ten times a second. */
import { wroteTo, type CommitPorts, type RowEnd, type RowProgress } from './commit-types.ts';
import type { EndedRow, JournalWrite, RunCounts } from './ledger-port.ts';

/** Milliseconds between two progress reports. */
const reportInterval = 100;
/** Rows after which the measured speed says more than the plan's estimate. */
const measuredAfter = 20;

export class Tally {
  readonly #ports: CommitPorts;
  /** Seconds the plan expects for all of the run's rows. */
  readonly #estimatedSeconds: number;
  readonly #started: number;
  #lastReport = Number.NEGATIVE_INFINITY;
  /** Rows of the run so far: those that are done, and those that were found in the plan. */
  #found = 0;
  /** Null until all were found. */
  #total: number | null = null;
  /** Rows finished before this part of the run began. */
  #doneBefore = 0;
  #done = 0;
  #processed = 0;
  readonly #counts = { erp: 0, shopify: 0, linked: 0, failed: 0, stale: 0 };

  constructor(ports: CommitPorts, estimatedSeconds: number) {
    this.#ports = ports;
    this.#estimatedSeconds = estimatedSeconds;
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
    this.#found += ended.length;
  }

  /** How many rows a new run has. */
  expect(total: number): void {
    this.#total = total;
  }

  /** A row that is to be carried out. */
  rowFound(): void {
    this.#found += 1;
  }

  allFound(): void {
    this.#total = this.#found;
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
    const waiting = Math.max(0, this.#found - this.#done);
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
      total: this.#total,
      failed: this.#counts.failed,
      secondsLeft: this.#secondsLeft(now),
    });
  }

  #secondsLeft(now: number): number | null {
    const total = this.#total;
    if (total === null) return null;
    const left = total - this.#done;
    const measured = this.#done - this.#doneBefore;
    if (measured < measuredAfter) return Math.ceil((this.#estimatedSeconds * left) / Math.max(1, total));
    return Math.ceil((((now - this.#started) / measured) * left) / 1000);
  }
}
