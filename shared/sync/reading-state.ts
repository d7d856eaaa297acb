/**
 * How far the two systems were read, and what a preview of changes has to bring back besides what changed. A cursor moves on with every
 * complete reading; whatever that preview did not settle is listed, so that nothing is passed over (L6).
 */
import type { Side } from '../domain/party.ts';
import { fullEveryDays, type FullReason } from '../domain/scope.ts';
import type { KeysBySide } from './read-around.ts';
import type { PlanRow } from './plan.ts';
import { hasEnded } from './link-end.ts';
import type { Ledger, MadeDecision, OpenRow, ReadingState, Run, StoredRow } from './ledger-port.ts';
import { partiesOf } from './plan-build.ts';

/** More rows than this are not worth reading one by one. */
const mostOpen = 5000;

const day = 24 * 60 * 60 * 1000;

/** Notes that speak of somebody else, or of what a person has to do: the record waits, whatever its row does. */
const waitingNotes: ReadonlySet<string> = new Set([
  'partnerNotRead',
  'mustFixFirst',
  'phoneTaken',
  'phoneTakenWaits',
  'phoneTakenKept',
  'emailTaken',
  'contactInErp',
]);

const restingVerbs: ReadonlySet<string> = new Set(['equal', 'skip', 'filtered']);
const restingParts: ReadonlySet<string> = new Set(['equal', 'leave']);

/** Whether the row, or a part of it, waits for somebody else or for a person. */
function isHeldUp(row: PlanRow): boolean {
  const parts = [...row.locations, ...(row.contacts ?? [])];
  const notes = [row, ...row.fields, ...parts, ...parts.flatMap(({ fields }) => fields)].flatMap(
    (each) => each.notes,
  );
  return row.decision !== null || notes.some(({ code }) => waitingNotes.has(code));
}

/**
 * Whether nothing is left to do for a row, and nothing that could happen to another record would change that: only a change of its own
 * records, which brings it back by itself.
 */
export function isSettled(row: PlanRow): boolean {
  const parts = [...row.locations, ...(row.contacts ?? [])];
  return restingVerbs.has(row.verb) && !isHeldUp(row) && parts.every(({ verb }) => restingParts.has(verb));
}

/** Verbs and parts that a run brings to their end as they stand. */
const carriedOut: ReadonlySet<string> = new Set([...restingVerbs, 'create', 'update', 'link']);
const carriedOutParts: ReadonlySet<string> = new Set([...restingParts, 'create', 'update', 'link']);

function openRowOf({ row, records }: StoredRow): OpenRow {
  const keysOn = (side: Side): readonly string[] =>
    partiesOf(records).flatMap((party) => (party.side === side ? party.key : []));
  const parts = [...row.locations, ...(row.contacts ?? [])];
  return {
    rowId: row.id,
    keys: { erp: keysOn('erp'), shopify: keysOn('shopify') },
    closes:
      carriedOut.has(row.verb) && !isHeldUp(row) && parts.every(({ verb }) => carriedOutParts.has(verb)),
  };
}

/** Null where so many wait that they are not worth listing. */
export function openRows(entries: readonly StoredRow[]): ReadingState['open'] {
  const open = entries.filter(({ row }) => !isSettled(row)).map(openRowOf);
  return open.length > mostOpen ? null : open;
}

/** Why everything has to be read although less was asked for; null where nothing speaks against it. */
export function fullReasonOf(
  state: ReadingState | null,
  asked: { readonly kind: string; readonly settingsHash: string; readonly now: string },
): FullReason | null {
  if (state === null) return 'first';
  if (state.settingsHash !== asked.settingsHash) return 'settings';
  if (asked.kind !== 'changes') return null;
  if (state.open === null) return 'waiting';
  const age = Date.parse(asked.now) - Date.parse(state.fullAt);
  // A clock that was set back tells nothing of how old a reading is.
  return age < 0 || age > fullEveryDays * day ? 'age' : null;
}

/** Decisions of the latest preview, and of earlier ones on rows that it does not show. */
export async function decisionsSoFar(
  ledger: Pick<Ledger, 'decisions'>,
  state: ReadingState | null,
): Promise<ReadonlyMap<string, MadeDecision>> {
  return new Map([...(state?.decisions ?? []), ...(await ledger.decisions())]);
}

/** The newest run that is over and done with; those after it, and one that may be resumed, can still move links. */
export function lastFinished(runs: readonly Run[]): string | null {
  return runs.find(({ state }) => state === 'finished')?.id ?? null;
}

const doneStatuses: ReadonlySet<string> = new Set(['processed', 'deleted']);

/** What runs did since the last complete reading was planned. */
interface SinceThen {
  /** Ids of rows that were carried out. */
  readonly done: ReadonlySet<string>;
  /** Records whose link ended, or was taken back: a link moves without a stamp of either record. */
  readonly moved: KeysBySide;
}

async function sinceThen(
  ledger: Pick<Ledger, 'linkChanges' | 'endedRows'>,
  runs: readonly Run[],
  lastRunId: string | null,
): Promise<SinceThen> {
  const end = runs.findIndex(({ id }) => id === lastRunId);
  const later = end === -1 ? runs : runs.slice(0, end);
  const done = new Set<string>();
  const moved: Record<Side, string[]> = { erp: [], shopify: [] };
  for (const { id, planId, undoes } of later) {
    const ended = await ledger.endedRows(planId, id);
    const carried = new Set(ended.flatMap(({ rowId, status }) => (doneStatuses.has(status) ? [rowId] : [])));
    if (undoes === undefined) for (const rowId of carried) done.add(rowId);
    for (const { rowId, before, after } of await ledger.linkChanges(id)) {
      const isMade = undoes === undefined && carried.has(rowId) && after !== null && !hasEnded(after);
      if (isMade) continue;
      for (const link of [before, after]) {
        if (link === null) continue;
        moved.erp.push(link.erpKey);
        moved.shopify.push(link.shopifyKey);
      }
    }
  }
  return { done, moved };
}

function keysOfDecisions(decisions: ReadonlyMap<string, MadeDecision>): KeysBySide {
  const keys: Record<Side, string[]> = { erp: [], shopify: [] };
  for (const { decision, keys: own } of decisions.values()) {
    for (const side of ['erp', 'shopify'] as const) {
      const key = own[side];
      if (key !== null) keys[side].push(key);
    }
    // The two systems' keys never look alike: asking either for the other's finds nothing.
    const others = [
      ...(decision.apartFrom ?? []),
      ...(decision.apartCandidates ?? []).flat(),
      ...(decision.moves ?? []).map(({ to }) => to.key),
      ...(decision.arrivals ?? []).map(({ from }) => from.key),
    ];
    for (const key of others) keys[key.startsWith('gid://') ? 'shopify' : 'erp'].push(key);
  }
  return keys;
}

/** What a preview of changes brings back besides what changed. */
export async function keysToBringBack(
  state: ReadingState,
  decisions: ReadonlyMap<string, MadeDecision>,
  runs: readonly Run[],
  ledger: Pick<Ledger, 'linkChanges' | 'endedRows'>,
): Promise<KeysBySide> {
  const { done, moved } = await sinceThen(ledger, runs, state.lastRunId);
  const left = (state.open ?? []).filter(({ rowId, closes }) => !closes || !done.has(rowId));
  const lists = [...left.map(({ keys }) => keys), moved, keysOfDecisions(decisions)];
  return { erp: lists.flatMap(({ erp }) => erp), shopify: lists.flatMap(({ shopify }) => shopify) };
}

/** Notes of rows that could not be judged: what had been decided for them waits until they can be. */
const notJudged: ReadonlySet<string> = new Set(['partnerNotRead', 'businessPaused']);

/** Decisions that the plan does not show, because it did not look at their records or could not tell what became of a partner. */
export function decisionsKept(
  decisions: ReadonlyMap<string, MadeDecision>,
  entries: readonly StoredRow[],
): ReadingState['decisions'] {
  const shown = new Set(
    entries
      .filter(({ row }) => row.decision !== null || !row.notes.some(({ code }) => notJudged.has(code)))
      .map(({ row }) => row.id),
  );
  return [...decisions].filter(([rowId]) => !shown.has(rowId));
}
