/** Reads both systems whole and at the same time. It is handed Sources, which cannot write (L2). */
import { AppError, isAppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import type { ReadBounds } from './plan.ts';
import type { Progress, ProgressStage, ReadSummary, Source } from './ports.ts';

export interface SideReading {
  readonly parties: readonly Party[];
  readonly bounds: ReadBounds;
  /** See `ReadSummary`; null where the side did not tell. */
  readonly clockAhead: number | null;
}

export type Sources = Readonly<Record<Side, Source>>;

const stages: Readonly<Record<Side, ProgressStage>> = { erp: 'readErp', shopify: 'readShopify' };

/** What both readings share: when one fails, the other stops at its next page. */
interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  failed: boolean;
}

async function readSide(source: Source, watch: Watch): Promise<SideReading> {
  // By key: a record that moved between two pages while they were read counts once, as it was read last.
  const parties = new Map<string, Party>();
  let summary: ReadSummary;
  try {
    summary = await source.readAll((page) => {
      if (watch.failed) throw new AppError('STOPPED');
      watch.signal.throwIfAborted();
      for (const party of page.parties) parties.set(party.key, party);
      watch.onProgress({
        stage: stages[source.side],
        done: parties.size,
        total: page.expected,
        failed: 0,
        secondsLeft: null,
      });
    }, watch.signal);
  } catch (error) {
    watch.failed = true;
    throw error;
  }
  const read = [...parties.values()];
  return {
    parties: read,
    clockAhead: summary.clockAhead ?? null,
    bounds: {
      complete: summary.complete,
      count: read.length,
      locationCount: read.reduce((sum, party) => sum + party.locations.length, 0),
      asOf: summary.asOf,
      requests: summary.requests,
      points: summary.points,
    },
  };
}

/** Throws the first failure that is not just the echo of the other side's. */
export async function readSides(
  sources: Sources,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Readonly<Record<Side, SideReading>>> {
  const watch: Watch = { signal, onProgress, failed: false };
  const [erp, shopify] = await Promise.allSettled([
    readSide(sources.erp, watch),
    readSide(sources.shopify, watch),
  ]);
  if (erp.status === 'fulfilled' && shopify.status === 'fulfilled') {
    return { erp: erp.value, shopify: shopify.value };
  }
  const reasons: readonly unknown[] = [erp, shopify].flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  const isEcho = (reason: unknown): boolean => isAppError(reason) && reason.code === 'STOPPED';
  throw reasons.find((reason) => !isEcho(reason)) ?? new AppError('STOPPED');
}
