/** One row of a plan as a run begins with it. */
import { AppError } from '../domain/app-error.ts';
import type { Profile } from '../domain/settings.ts';
import type { ChosenRow, RowProgress } from './commit-types.ts';
import type { Ledger, Link, LinkChange } from './ledger-port.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import type { PlanRow } from './plan.ts';
import { changedLinkId } from './undo-link-changes.ts';

/** What the rows of a run share. */
export interface RunOfRows {
  readonly ledger: Pick<Ledger, 'planRow' | 'linksByIds'>;
  readonly profile: Profile;
  readonly planId: string;
  readonly runId: string;
  /** What the run that is taken back did to links, by row id; empty in a commit. */
  readonly undone: ReadonlyMap<string, readonly LinkChange[]>;
  /** Every link by id; null has those of the row looked up. */
  readonly links: ReadonlyMap<string, Link> | null;
  /** See `RowProgress`. */
  readonly holders: RowProgress['holders'];
}

/** @throws AppError ROW_MISSING */
export async function loadRow(
  { rowId, decision }: Pick<ChosenRow, 'rowId' | 'decision'>,
  run: RunOfRows,
): Promise<RowProgress> {
  const stored = await run.ledger.planRow(run.planId, rowId);
  const settings = operationSettingsOf(run.profile);
  const work = stored === null ? null : workOf(stored.row, stored.records, decision, settings);
  if (stored === null || work === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
  const { row, records } = stored;
  const { erp, shopify } = records;
  const links = run.links ?? (await linksOf(row, run));
  return {
    row,
    records,
    decision,
    work,
    link: (row.linkId === null ? undefined : links.get(row.linkId)) ?? null,
    undone: run.undone.get(row.id) ?? [],
    replaced: (row.replacedLinkIds ?? []).flatMap((id) => links.get(id) ?? []),
    links,
    holders: run.holders,
    runId: run.runId,
    fresh: { erp, shopify },
    people: new Map(),
    now: { erp, shopify },
    steps: work.operations.map(() => ({ status: 'waiting' })),
  };
}

async function linksOf(
  { id, linkId, replacedLinkIds }: PlanRow,
  { ledger, undone }: RunOfRows,
): Promise<ReadonlyMap<string, Link>> {
  const changed = (undone.get(id) ?? []).map(changedLinkId);
  const links = await ledger.linksByIds([...new Set([linkId ?? [], replacedLinkIds ?? [], changed].flat())]);
  return new Map(links.map((link) => [link.id, link]));
}
