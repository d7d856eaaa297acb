/** P10 over a whole undo, however many attempts it took: every record that a run wrote is back, or there is a reason on its row. */
import type { Side } from '../../shared/domain/party.ts';
import { undoBucketOf, type PlanRow } from '../../shared/sync/plan.ts';
import { imageOf, wrongsOf, type State } from '../support/undo-story.ts';

export interface UndoCounts {
  runs: number;
  /** Of runs that were cut off and never resumed. */
  ofCutOffRuns: number;
  ofChosenRows: number;
  /** Undos that were themselves cut off at least once. */
  cutOff: number;
  reversed: number;
  kept: number;
  errored: number;
}

export const noUndos = (): UndoCounts => ({
  runs: 0,
  ofCutOffRuns: 0,
  ofChosenRows: 0,
  cutOff: 0,
  reversed: 0,
  kept: 0,
  errored: 0,
});

export interface Undone {
  readonly before: State;
  readonly run: State;
  /** Just before the undo was carried out, with everything people did since. */
  readonly edited: State;
  readonly undone: State;
  /** Each row of the run as the last undo that had it left it. */
  readonly rows: readonly PlanRow[];
  /** False where only these rows were to be taken back. */
  readonly isWhole: boolean;
}

const sides: readonly Side[] = ['erp', 'shopify'];
/** Another customer has the value by now, so it cannot go back; anything else that fails for good is a fault. */
const taken: ReadonlySet<string> = new Set(['EMAIL_TAKEN', 'PHONE_TAKEN']);

/** Business customers and those who act for them: `undo-company.property.test.ts` says what is left of them, part by part. */
function keysOfBusinesses(states: readonly State[]): ReadonlySet<string> {
  const parties = states.flatMap((state) => sides.flatMap((side) => [...state[side].values()]));
  return new Set(
    parties.flatMap(({ key, kind, business }) =>
      kind === 'individual'
        ? []
        : [key, ...(business?.contacts ?? []).map(({ personKey = '' }) => personKey)],
    ),
  );
}

function keysOf(rows: readonly PlanRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ erp, shopify }) => [erp?.key ?? '', shopify?.key ?? '']));
}

const isErrored = (row: PlanRow): boolean => undoBucketOf(row) === 'errored';

/** What was broken, in words. */
export function judgeUndo({ before, run, edited, undone, rows, isWhole }: Undone): readonly string[] {
  const excused = keysOf(rows.filter((row) => isErrored(row) || row.ended?.status === 'stale'));
  const chosen = keysOf(rows);
  const businesses = keysOfBusinesses([before, run, edited, undone]);
  const isConcerned = (key: string): boolean => isWhole || chosen.has(key);
  const wrongs = wrongsOf({ before, run, edited, undone })
    .filter(
      ({ key, kind }) =>
        !businesses.has(key) && isConcerned(key) && (kind === 'overwritten' || !excused.has(key)),
    )
    .map(({ side, key, kind, what }) => `P10: ${what} of ${key} in ${side} was ${kind}`);
  const others = sides.flatMap((side) =>
    [...new Set([...edited[side].keys(), ...undone[side].keys()])]
      .filter(
        (key) =>
          !businesses.has(key) &&
          !isConcerned(key) &&
          imageOf(edited[side].get(key)) !== imageOf(undone[side].get(key)),
      )
      .map((key) => `P10: ${key} in ${side} was in no chosen row, and was written`),
  );
  const failures = rows
    .filter((row) => isErrored(row) && !taken.has(row.ended?.cause?.code ?? ''))
    .map(({ ended }) => `P10: a row could not be taken back: ${ended?.cause?.code ?? 'no cause'}`);
  return [...wrongs, ...others, ...failures];
}
