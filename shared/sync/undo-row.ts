/** One row of an undo: what a run did to a customer, beside how its records are now. Pure. */
import type { Party, PartySummary, Side } from '../domain/party.ts';
import { nameOf, summarise } from '../domain/party.ts';
import { note } from '../mapping/note.ts';
import { withHeldOnly } from '../mapping/opt-in.ts';
import { costOf, noCost } from './estimate.ts';
import { partyHash } from './hashes.ts';
import type { PlanRow, WriteTarget } from './plan.ts';
import type { Link, StoredRow, SyncRecord } from './ledger-port.ts';
import type { Ids } from './ports.ts';
import type { RowFacts } from './undo-facts.ts';
import { undoLink } from './undo-link.ts';
import { changedLinkId, ownChange } from './undo-link-changes.ts';
import { undoWork } from './undo-operations.ts';
import { undoneOptIn, type RowUndo, type UndoPart } from './undo-part.ts';
import { undoParts, type RecordNow } from './undo-parts.ts';
import type { People } from './undo-people.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

export interface RowToUndo {
  readonly facts: RowFacts;
  /** The records on the sides that the run wrote to, as just read; null for one that is gone or was not written. */
  readonly now: Readonly<Record<Side, Party | null>>;
  readonly people: People;
  /** See `RecordNow`. */
  readonly isUnread: RecordNow['isUnread'];
  /** Every link by id, as it is now. */
  readonly links: ReadonlyMap<string, Link>;
  /** A later run changed the row's own link. */
  readonly isLinkUsedLater: boolean;
  /** A record of a link that would hold again is linked to another one by now. */
  readonly isLinkTaken: boolean;
  /** What the history knows of the customer: its name, where no record was written. */
  readonly record: SyncRecord | undefined;
}

/** Whether there is anything left of what the run did to this row. */
export function isBackAlready({ undo }: PlanRow): boolean {
  return undo !== undefined && undo.parts.length === 0 && undo.link === null;
}

export function undoRow(input: RowToUndo, ids: Ids): StoredRow {
  const { facts, now, people, links, isUnread } = input;
  const own = ownChange(facts.links);
  const link = own === null ? undefined : links.get(changedLinkId(own));
  const parts = sides.flatMap((side) => {
    const written = facts.sides[side];
    return written === undefined ? [] : undoParts({ side, written, now: now[side], people, isUnread }, ids);
  });
  const undo: RowUndo = {
    ...whoIs(input),
    parts,
    link: undoLink({
      changes: facts.links,
      links,
      parts,
      isUsedLater: input.isLinkUsedLater,
      isTaken: input.isLinkTaken,
    }),
  };
  const isReversed = undo.link?.fate === 'reversed' || parts.some(({ fate }) => fate === 'reversed');
  const row: PlanRow = {
    id: facts.rowId,
    entity: isCompany(input, link) ? 'company' : 'customer',
    verb: isReversed ? 'reverse' : 'keep',
    target: targetOf(parts),
    erp: summaryOf(input, 'erp'),
    shopify: summaryOf(input, 'shopify'),
    linkId: link?.id ?? null,
    fields: [],
    locations: [],
    defaultChange: null,
    evidence: [],
    candidates: [],
    notes: parts.length === 0 && undo.link === null ? [note('undoAlready')] : [],
    newNumber: null,
    beforeHash: {
      erp: now.erp === null ? null : partyHash(withHeldOnly(now.erp, undoneOptIn(parts, 'erp')), ids),
      shopify:
        now.shopify === null
          ? null
          : partyHash(withHeldOnly(now.shopify, undoneOptIn(parts, 'shopify')), ids),
    },
    cost: noCost,
    decision: null,
    undo,
  };
  const records = { erp: now.erp, shopify: now.shopify, candidates: [] };
  const operations = isReversed ? (undoWork({ row, records })?.operations ?? []) : [];
  return { row: { ...row, cost: costOf(operations) }, records };
}

/** The record as it is now, or, where it is gone, as the run left it. */
function partyOf({ facts, now }: RowToUndo, side: Side): Party | null {
  return now[side] ?? facts.sides[side]?.after ?? null;
}

function isCompany(input: RowToUndo, link: Link | undefined): boolean {
  const kinds = [partyOf(input, 'erp')?.kind, partyOf(input, 'shopify')?.kind, link?.kind];
  return kinds.includes('company');
}

function summaryOf(input: RowToUndo, side: Side): PartySummary | null {
  const party = partyOf(input, side);
  return party === null ? null : summarise(party);
}

function whoIs(input: RowToUndo): Pick<RowUndo, 'name' | 'number'> {
  const { record } = input;
  const [erp, shopify] = [partyOf(input, 'erp'), partyOf(input, 'shopify')];
  const party = shopify ?? erp;
  return {
    name: party === null ? (record?.name ?? '') : nameOf(party),
    number: erp?.number ?? record?.erpNumber ?? shopify?.number ?? null,
  };
}

function targetOf(parts: readonly UndoPart[]): WriteTarget {
  const targets = new Set(parts.filter(({ fate }) => fate === 'reversed').map(({ side }) => side));
  if (targets.size === 2) return 'both';
  return [...targets][0] ?? 'none';
}
