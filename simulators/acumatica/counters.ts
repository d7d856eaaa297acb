/** What the API was asked to do. Sign-in and sign-out count as requests only; screen edits through the store do not count. */
export interface Counters {
  readonly requests: number;
  readonly reads: number;
  /** Reads by `GET Customer`. */
  readonly readsByEntity: Readonly<Record<string, number>>;
  /** Writes that arrived and were tried, by `PUT Customer`, whether or not they were accepted. */
  readonly writes: Readonly<Record<string, number>>;
  readonly writesTotal: number;
  /** Of those, the ones that were answered with an error and changed nothing. */
  readonly writesRefused: number;
  /** Requests answered 429 by the licence. */
  readonly declined: number;
  /** Requests the licence made wait. */
  readonly delayed: number;
  readonly sessionsOpen: number;
  readonly sessionsPeak: number;
}

export interface RequestCounts {
  readonly countRequest: () => void;
  readonly countRead: (entity: string, method: string) => void;
  readonly countWrite: (entity: string, method: string) => void;
  readonly countRefusedWrite: () => void;
  readonly read: () => Pick<
    Counters,
    'requests' | 'reads' | 'readsByEntity' | 'writes' | 'writesTotal' | 'writesRefused'
  >;
  readonly reset: () => void;
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

export function createRequestCounts(): RequestCounts {
  let requests = 0;
  let refused = 0;
  let reads: Record<string, number> = {};
  let writes: Record<string, number> = {};
  const increase = (counts: Record<string, number>, name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    countRequest: () => {
      requests += 1;
    },
    countRead: (entity, method) => increase(reads, `${method} ${entity}`),
    countWrite: (entity, method) => increase(writes, `${method} ${entity}`),
    countRefusedWrite: () => {
      refused += 1;
    },
    read: () => ({
      requests,
      reads: sum(reads),
      readsByEntity: { ...reads },
      writes: { ...writes },
      writesTotal: sum(writes),
      writesRefused: refused,
    }),
    reset: () => {
      requests = 0;
      refused = 0;
      reads = {};
      writes = {};
    },
  };
}
