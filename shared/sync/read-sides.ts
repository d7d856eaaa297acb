/** Reads both systems at the same time, whole or in part. It is handed Sources, which cannot write (L2). */
import { AppError, isAppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import type { ReadBounds } from './plan.ts';
import type {
  ChangeSource,
  OrderSource,
  Progress,
  ProgressStage,
  ReadPage,
  ReadSummary,
  Source,
} from './ports.ts';

export interface SideReading {
  readonly parties: readonly Party[];
  readonly bounds: ReadBounds;
  /** See `ReadSummary`; null where the side did not tell. */
  readonly clockAhead: number | null;
}

export type Readings = Readonly<Record<Side, SideReading>>;

/** One that can only be read whole has nothing but that. */
export type PreviewSource = Source & Partial<ChangeSource & OrderSource>;

export type Sources = Readonly<Record<Side, PreviewSource>>;

/** One reading of a list of a side, from its first page to its last. */
export type ReadList = (
  source: PreviewSource,
  onPage: (page: ReadPage) => void,
  signal: AbortSignal,
) => Promise<ReadSummary>;

const stages: Readonly<Record<Side, ProgressStage>> = { erp: 'readErp', shopify: 'readShopify' };

/** What both readings share: when one fails, the other stops at its next page. */
interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  failed: boolean;
}

async function readSide(source: PreviewSource, read: ReadList, watch: Watch): Promise<SideReading> {
  // By key: a record that moved between two pages while they were read counts once, as it was read last.
  const parties = new Map<string, Party>();
  let summary: ReadSummary;
  try {
    summary = await read(
      source,
      (page) => {
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
      },
      watch.signal,
    );
  } catch (error) {
    watch.failed = true;
    throw error;
  }
  return readingOf([...parties.values()], summary);
}

export function readingOf(parties: readonly Party[], summary: ReadSummary): SideReading {
  return {
    parties,
    clockAhead: summary.clockAhead ?? null,
    bounds: {
      complete: summary.complete,
      count: parties.length,
      locationCount: parties.reduce((sum, party) => sum + party.locations.length, 0),
      asOf: summary.asOf,
      requests: summary.requests,
      points: summary.points,
    },
  };
}

/** Throws the first failure that is not just the echo of the other side's. */
export async function readSides(
  sources: Sources,
  read: ReadList,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Readings> {
  const watch: Watch = { signal, onProgress, failed: false };
  const [erp, shopify] = await Promise.allSettled([
    readSide(sources.erp, read, watch),
    readSide(sources.shopify, read, watch),
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

/** Everything. */
export const readAllOf: ReadList = (source, onPage, signal) => source.readAll(onPage, signal);
