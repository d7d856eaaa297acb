/**
 * How far the two systems were read, and what a preview of changes has to bring back besides what changed. A cursor moves on with every
 * complete reading; whatever that preview did not settle is listed, so that nothing is passed over (L6).
 */
import type { Side } from '../domain/party.ts';
import { fullEveryDays, type FullReason } from '../domain/scope.ts';
import type { KeysBySide } from './read-around.ts';
import type { PlanRow } from './plan.ts';
import type { Ledger, MadeDecision, ReadingState, Run, StoredRow } from './ports.ts';
import { partiesOf } from './plan-build.ts';

/** More records than this are not worth reading one by one. */
export const mostOpen = 5000;

const day = 24 * 60 * 60 * 1000;

/** Notes that speak of somebody else, or of what a person has to do: the record waits, whatever its row does. */
const waitingNotes: ReadonlySet<string> = new Set([
  'partnerNotRead',
  'mustFixFirst',
  'phoneTaken',
  'phoneTakenWaits',
  'phoneTakenKept',
  'emailTaken',
]);

const restingVerbs: ReadonlySet<string> = new Set(['equal', 'skip', 'filtered']);
const restingParts: ReadonlySet<string> = new Set(['equal', 'leave']);

/**
 * Whether nothing is left to do for a row, and nothing that could happen to another record would change that: only a change of its own
 * records, which brings it back by itself.
 */
export function isSettled(row: PlanRow): boolean {
  if (!restingVerbs.has(row.verb) || row.decision !== null) return false;
  const parts = [...row.locations, ...(row.contacts ?? [])];
  const notes = [row, ...row.fields, ...parts, ...parts.flatMap(({ fields }) => fields)].flatMap(
    (each) => each.notes,
  );
  return (
    parts.every(({ verb }) => restingParts.has(verb)) && notes.every(({ code }) => !waitingNotes.has(code))
  );
}

/** Null where so many wait that they are not worth listing. */
export function openKeys(entries: readonly StoredRow[]): ReadingState['open'] {
  const open: Record<Side, string[]> = { erp: [], shopify: [] };
  for (const { row, records } of entries) {
    if (isSettled(row)) continue;
    for (const { side, key } of partiesOf(records)) open[side].push(key);
    if (open.erp.length + open.shopify.length > mostOpen) return null;
  }
  return open;
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

/** Records whose links runs have changed since: a link moves without a stamp of either record. */
async function keysLinkedSince(
  ledger: Pick<Ledger, 'linkChanges'>,
  runs: readonly Run[],
  lastRunId: string | null,
): Promise<KeysBySide> {
  const end = runs.findIndex(({ id }) => id === lastRunId);
  const later = end === -1 ? runs : runs.slice(0, end);
  const changes = (await Promise.all(later.map(({ id }) => ledger.linkChanges(id)))).flat();
  const links = changes.flatMap(({ before, after }) => [before, after]).filter((link) => link !== null);
  return { erp: links.map(({ erpKey }) => erpKey), shopify: links.map(({ shopifyKey }) => shopifyKey) };
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
  ledger: Pick<Ledger, 'linkChanges'>,
): Promise<KeysBySide> {
  const lists = [
    state.open ?? { erp: [], shopify: [] },
    await keysLinkedSince(ledger, runs, state.lastRunId),
    keysOfDecisions(decisions),
  ];
  return { erp: lists.flatMap(({ erp }) => erp), shopify: lists.flatMap(({ shopify }) => shopify) };
}

/** Decisions that the plan does not show, because it did not look at their records or could not tell what became of a partner. */
export function decisionsKept(
  decisions: ReadonlyMap<string, MadeDecision>,
  entries: readonly StoredRow[],
): ReadingState['decisions'] {
  const shown = new Set(
    entries
      .filter(({ row }) => row.decision !== null || !row.notes.some(({ code }) => code === 'partnerNotRead'))
      .map(({ row }) => row.id),
  );
  return [...decisions].filter(([rowId]) => !shown.has(rowId));
}
