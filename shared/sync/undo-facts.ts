/** What a run did to each row: the records as it found and left them, and what it did to links. From the ledger alone. */
import type { Party, Side } from '../domain/party.ts';
import type { Operation } from './operation-types.ts';
import type { JournalEntry, Ledger, LinkChange } from './ledger-port.ts';

/** A write that was carried out. */
export interface Write {
  readonly operation: Operation;
  /** Key of a created location. */
  readonly createdKey: string | null;
  /** The record right before it; absent or null where there was none. */
  readonly before?: Party | null;
  /** The record as the write left it. */
  readonly after?: Party;
}

/** A record as the first write of earlier undos found it, and as their last one left it. */
export interface EarlierUndo {
  readonly found: Party | null;
  readonly left: Party;
}

/** What a run wrote to one record, at least one write. */
export interface SideWrites {
  /** As it was before the first write; null where the run made it. */
  readonly before: Party | null;
  /** As the last write left it. */
  readonly after: Party;
  readonly writes: readonly Write[];
  /** What undos of the run did to it that were begun before; absent where there was none. */
  readonly earlierUndo?: EarlierUndo;
}

export interface RowFacts {
  readonly rowId: string;
  readonly sides: Readonly<Partial<Record<Side, SideWrites>>>;
  /** In the order in which they were first changed. */
  readonly links: readonly LinkChange[];
}

/** The journal's line as the operation it recorded; the core wrote it itself, so its payload is that of its kind. */
export function operationOf({ side, kind, payload }: JournalEntry): Operation {
  return { side, kind, payload, locationId: null } as Operation;
}

/**
 * Facts of every row that a run changed, by row id, in the order in which the run came to them.
 * @param rowIds only these rows; null takes all.
 */
export async function readRunFacts(
  ledger: Pick<Ledger, 'eachJournalEntry' | 'linkChanges'>,
  runId: string,
  rowIds: ReadonlySet<string> | null,
): Promise<ReadonlyMap<string, RowFacts>> {
  const facts = new Map<string, RowFacts>();
  const factsOf = (rowId: string): RowFacts => facts.get(rowId) ?? { rowId, sides: {}, links: [] };
  const isWanted = (rowId: string): boolean => rowIds === null || rowIds.has(rowId);

  await ledger.eachJournalEntry(runId, (entry) => {
    const { rowId, side, before, result } = entry;
    if (result?.status !== 'done' || result.after === null || !isWanted(rowId)) return;
    const known = factsOf(rowId);
    const written = known.sides[side];
    facts.set(rowId, {
      ...known,
      sides: {
        ...known.sides,
        [side]: {
          before: written === undefined ? before : written.before,
          after: result.after,
          writes: [
            ...(written?.writes ?? []),
            { operation: operationOf(entry), createdKey: result.createdKey, before, after: result.after },
          ],
        },
      },
    });
  });
  for (const change of await ledger.linkChanges(runId)) {
    if (!isWanted(change.rowId)) continue;
    const known = factsOf(change.rowId);
    facts.set(change.rowId, { ...known, links: [...known.links, change] });
  }
  return facts;
}

/** The same, with how undos of the run that were begun before found and left the records: what they did by half is nobody's edit. */
export async function withEarlierUndos(
  ledger: Pick<Ledger, 'eachJournalEntry' | 'runs'>,
  runId: string,
  facts: ReadonlyMap<string, RowFacts>,
): Promise<ReadonlyMap<string, RowFacts>> {
  const undos = (await ledger.runs()).filter(({ undoes }) => undoes?.runId === runId);
  if (undos.length === 0) return facts;
  const earlier = new Map<string, EarlierUndo>();
  for (const { id } of undos.toReversed()) {
    await ledger.eachJournalEntry(id, ({ rowId, side, before, result }) => {
      if (result?.status !== 'done' || result.after === null) return;
      const key = `${rowId} ${side}`;
      const known = earlier.get(key);
      earlier.set(key, { found: known === undefined ? before : known.found, left: result.after });
    });
  }
  const withEarlier = (rowId: string, side: Side, written: SideWrites | undefined) => {
    const earlierUndo = earlier.get(`${rowId} ${side}`);
    return written === undefined
      ? {}
      : { [side]: earlierUndo === undefined ? written : { ...written, earlierUndo } };
  };
  return new Map(
    [...facts].map(([rowId, each]) => [
      rowId,
      {
        ...each,
        sides: {
          ...withEarlier(rowId, 'erp', each.sides.erp),
          ...withEarlier(rowId, 'shopify', each.sides.shopify),
        },
      },
    ]),
  );
}
