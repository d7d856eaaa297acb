/** P10: an undo returns to what was there before, unless it was touched since; and what was touched is never written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import {
  applyEdit,
  partiesOfPeople,
  randomEdits,
  randomPeople,
  type Edit,
} from '../../tests/support/random-week.ts';
import { imageOf, stateOf, wrongsOf, type State } from '../../tests/support/undo-story.ts';
import { isAppError } from '../domain/app-error.ts';
import type { Side } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { undoBuckets, type PlanHeader, type PlanRow } from './plan.ts';
import type { Run } from './ledger-port.ts';

const sides: readonly Side[] = ['erp', 'shopify'];
const directions = fc.constantFrom<Direction>('import', 'export', 'bidirectional');

/** What both systems hold, whatever the keys. */
function contentsOf(state: State): unknown {
  return sides.map((side) => [...state[side].values()].map(imageOf).toSorted());
}

interface Week {
  readonly erp: Parameters<typeof partiesOfPeople>[0];
  readonly shopify: Parameters<typeof partiesOfPeople>[0];
  readonly direction: Direction;
  readonly edits: readonly Edit[];
}

const week = fc.record<Week>({
  erp: randomPeople,
  shopify: randomPeople,
  direction: directions,
  edits: randomEdits,
});

interface Committed {
  readonly world: CommitWorld;
  readonly rows: readonly PlanRow[];
  readonly before: State;
  readonly run: Run;
}

function editAll(world: CommitWorld, edits: readonly Edit[], round: number): void {
  for (const edit of edits) applyEdit(world[edit.side], edit, round);
}

/** Commits the newest plan; null where it has nothing to do, or everything is gone from a side: then no run is to be taken back. */
async function committedOf(world: CommitWorld, firstRowsPerVerb?: number): Promise<Run | null> {
  return world.commit(firstRowsPerVerb).catch((error: unknown) => {
    if (isAppError(error) && ['PLAN_NOTHING_TO_DO', 'PLAN_GUARDED'].includes(error.code)) return null;
    throw error;
  });
}

/** Two systems in agreement, a week of edits, and the run that the undo is about; null where it had nothing to do. */
async function commitWeek(
  { erp, shopify, direction, edits }: Week,
  isLinked: boolean,
  firstRowsPerVerb?: number,
): Promise<Committed | null> {
  const world = createCommitWorld({
    erp: partiesOfPeople(erp, 'erp'),
    shopify: partiesOfPeople(shopify, 'shopify'),
    customer: { direction },
    policies: { approveDeactivations: true, conflicts: 'primary' },
  });
  for (let round = 0; isLinked && round < 2; round += 1) {
    await world.prepare();
    await committedOf(world);
  }
  editAll(world, edits, 1);
  // The first preview settles by itself what both sides agree on, and says so once.
  await world.prepare();
  await world.prepare();
  const rows = await world.rows();
  const before = stateOf(world);
  const run = await committedOf(world, firstRowsPerVerb);
  return run === null ? null : { world, rows, before, run };
}

/** Somebody looks in between: a preview settles what both sides agree on, and writes nothing. */
async function look({ world }: Committed, isLooked: boolean): Promise<void> {
  if (isLooked) await world.prepare();
}

async function bucketsOf(world: CommitWorld, plan: PlanHeader): Promise<number> {
  const totals = await Promise.all(
    undoBuckets.map(
      async (bucket) => (await world.ledger.planRows(plan.id, { bucket, offset: 0, limit: 1 })).total,
    ),
  );
  return totals.reduce((sum, total) => sum + total, 0);
}

/** Rows of the run that changed something: each has to be in a bucket. */
async function changedRows(world: CommitWorld, run: Run): Promise<number> {
  const written = (await world.ledger.journal(run.id)).filter(({ result }) => result?.status === 'done');
  const linked = await world.ledger.linkChanges(run.id);
  return new Set([...written, ...linked].map(({ rowId }) => rowId)).size;
}

/**
 * Takes the run back. An e-mail or a phone that moved from one customer to another goes back only once the other has let go
 * of it, so what was refused for that is tried again; anything else that fails is a fault.
 */
async function undoAll(world: CommitWorld, run: Run): Promise<void> {
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    let plan: PlanHeader;
    try {
      plan = await world.prepareUndo(run.id);
    } catch (error) {
      if (isAppError(error) && error.code === 'UNDO_NOTHING_LEFT') return;
      throw error;
    }
    const rows = await changedRows(world, run);
    expect(plan.rowCount).toBe(rows);
    expect(await bucketsOf(world, plan)).toBe(rows);
    if (plan.totals.byVerb.reverse === 0) return;
    const undone = await world.commitUndo(plan);
    expect(await bucketsOf(world, plan)).toBe(rows);
    expect(undone).toMatchObject({ state: 'finished', counts: { stale: 0, waiting: 0 } });
    const errored = (await world.ledger.planRows(plan.id, { bucket: 'errored', offset: 0, limit: 99 })).items;
    for (const { ended } of errored) expect(['EMAIL_TAKEN', 'PHONE_TAKEN']).toContain(ended?.cause?.code);
    if (errored.length === 0) return;
  }
}

/** Rows as a preview shows them; where an address was made again, without what names it by its id. */
function shown(rows: readonly PlanRow[], madeAgain: ReadonlySet<string>): unknown {
  return rows.map((row) => {
    const { decision: _, beforeHash, locations, defaultChange, ...rest } = row;
    return madeAgain.has(row.shopify?.key ?? '')
      ? { ...rest, locations: locations.map(({ verb, target }) => [verb, target]) }
      : { ...rest, locations, defaultChange, beforeHash };
  });
}

function addressesMadeAgain(world: CommitWorld, writesBefore: number): ReadonlySet<string> {
  const writes = world.shopify.writes.slice(writesBefore);
  return new Set(writes.flatMap(({ kind, key }) => (kind === 'createLocation' && key !== null ? [key] : [])));
}

describe('P10 an undo of any run', () => {
  it('nobody having touched anything, leaves both systems and the next preview as they were', async () => {
    await fc.assert(
      fc.asyncProperty(week, fc.boolean(), fc.boolean(), async (given, isLinked, isLooked) => {
        const committed = await commitWeek(given, isLinked);
        if (committed === null) return;
        const { world, rows, before, run } = committed;
        await look(committed, isLooked);
        const writes = world.shopify.writes.length;
        await undoAll(world, run);
        expect(contentsOf(stateOf(world))).toEqual(contentsOf(before));
        const madeAgain = addressesMadeAgain(world, writes);
        await world.prepare();
        expect(shown(await world.rows(), madeAgain)).toEqual(shown(rows, madeAgain));
        await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
      }),
      { numRuns: runsOf(150) },
    );
  });

  it('touches nothing that anybody edited since, and takes back the rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        week,
        randomEdits,
        fc.boolean(),
        fc.boolean(),
        async (given, foreign, isLinked, isLooked) => {
          const committed = await commitWeek(given, isLinked);
          if (committed === null) return;
          const { world, before, run } = committed;
          const asLeft = stateOf(world);
          editAll(world, foreign, 2);
          await look(committed, isLooked);
          const edited = stateOf(world);
          await undoAll(world, run);
          const undone = stateOf(world);
          expect(wrongsOf({ before, run: asLeft, edited, undone })).toEqual([]);
        },
      ),
      { numRuns: runsOf(150) },
    );
  });

  it('of a trial run and of the rest of its preview, in either order, leaves everything as it was', async () => {
    await fc.assert(
      fc.asyncProperty(week, fc.boolean(), fc.boolean(), async (given, isLinked, isTrialFirst) => {
        const committed = await commitWeek(given, isLinked, 1);
        if (committed === null) return;
        const { world, rows, before, run: trial } = committed;
        const writes = world.shopify.writes.length;
        const rest = await committedOf(world);
        for (const run of isTrialFirst ? [trial, rest] : [rest, trial]) {
          if (run !== null) await undoAll(world, run);
        }
        expect(contentsOf(stateOf(world))).toEqual(contentsOf(before));
        const madeAgain = addressesMadeAgain(world, writes);
        await world.prepare();
        expect(shown(await world.rows(), madeAgain)).toEqual(shown(rows, madeAgain));
      }),
      { numRuns: runsOf(100) },
    );
  });

  it('of two runs, the later one first, is as if nobody but the people had been there', async () => {
    await fc.assert(
      fc.asyncProperty(week, randomEdits, fc.boolean(), async (given, foreign, isLinked) => {
        const committed = await commitWeek(given, isLinked);
        if (committed === null) return;
        const { world, before, run: first } = committed;
        const asLeft = stateOf(world);
        editAll(world, foreign, 2);
        await world.prepare();
        const between = stateOf(world);
        const second = await committedOf(world);
        if (second === null) return;
        await undoAll(world, second);
        const edited = stateOf(world);
        expect(contentsOf(edited)).toEqual(contentsOf(between));
        await undoAll(world, first);
        expect(wrongsOf({ before, run: asLeft, edited, undone: stateOf(world) })).toEqual([]);
      }),
      { numRuns: runsOf(100) },
    );
  });
});
