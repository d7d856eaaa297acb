/** A resume writes while it still reads what is left of its plan, and not before it knows that the journal is whole. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import { resumeRun } from './commit.ts';
import type { Ledger, Run } from './ledger-port.ts';

/** More than are read again together, so that the first of them do not fill the last place. */
const customers = 100;

interface Stopped {
  readonly world: CommitWorld;
  readonly run: Run;
  /** Goes on with another ledger in the place of some of its calls. */
  readonly goOn: (calls?: Partial<Ledger>) => Promise<Run>;
}

async function stoppedRun(): Promise<Stopped> {
  const world = createCommitWorld({
    shopify: Array.from({ length: customers }, (_, index) =>
      shopifyParty(index + 1, { firstName: 'Ann', lastName: 'Of', email: `ann${index}@example.com` }),
    ),
  });
  await world.prepare();
  let writes = 0;
  world.erp.fault = () => {
    writes += 1;
    if (writes === 10) world.stop.abort();
    return null;
  };
  const run = await world.commit();
  world.erp.fault = null;
  world.stop = new AbortController();
  world.progress.length = 0;
  return {
    world,
    run,
    goOn: (calls) => resumeRun({ ...world.ports(), ledger: { ...world.ledger, ...calls }, runId: run.id }),
  };
}

/** Answers no row behind the fortieth before `go` is settled. */
function slowly({ ledger }: CommitWorld, go: Promise<void>): Partial<Ledger> {
  return {
    eachPlanRow: (planId, visit, exceptEndedIn) => {
      let visited = 0;
      const waitThenVisit: typeof visit = async (row, records) => {
        visited += 1;
        if (visited > 40) await go;
        await visit(row, records);
      };
      return ledger.eachPlanRow(planId, waitThenVisit, exceptEndedIn);
    },
  };
}

describe('resumeRun', () => {
  it('writes the first rows that are left before it has read the last one', async () => {
    const { world, run, goOn } = await stoppedRun();
    const { promise: firstWrite, resolve } = Promise.withResolvers<void>();
    world.erp.fault = () => {
      resolve();
      return null;
    };
    const resumed = await goOn(slowly(world, firstWrite));
    expect(resumed).toMatchObject({
      state: 'finished',
      counts: { written: { erp: customers }, failed: 0, waiting: 0 },
    });
    expect(world.writes()).toBe(customers);
    // Nobody knows how many there are until all were read.
    expect(world.progress[0]).toMatchObject({
      done: run.counts.written.erp,
      total: null,
      secondsLeft: null,
    });
    expect(world.progress.at(-1)).toMatchObject({ done: customers, total: customers, secondsLeft: 0 });
  });

  it('looks up the links it needs, not all there are', async () => {
    const { goOn } = await stoppedRun();
    const links = () => Promise.reject(new Error('All links were read.'));
    expect(await goOn({ links })).toMatchObject({ state: 'finished', counts: { waiting: 0 } });
  });

  it('knows what waits, though it is stopped before the last row was read', async () => {
    const { world, run, goOn } = await stoppedRun();
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    world.erp.fault = () => {
      world.stop.abort();
      resolve();
      return null;
    };
    const again = await goOn(slowly(world, stopped));
    expect(again.state).toBe('stopped');
    expect(again.counts.written.erp).toBeGreaterThan(run.counts.written.erp);
    expect(again.counts.waiting).toBe(customers - again.counts.written.erp);

    world.erp.fault = null;
    world.stop = new AbortController();
    expect(await goOn()).toMatchObject({ state: 'finished', counts: { waiting: 0 } });
    expect(world.writes()).toBe(customers);
  });

  it('ends when the rest of its rows cannot be read, and can be resumed (L5)', async () => {
    const { world, goOn } = await stoppedRun();
    const { promise: firstWrite, resolve } = Promise.withResolvers<void>();
    world.erp.fault = () => {
      resolve();
      return null;
    };
    const unreadable = firstWrite.then(() => Promise.reject(new AppError('STORAGE_FAILED')));
    await expect(goOn(slowly(world, unreadable))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect((await world.ledger.run((await world.ledger.runs())[0]?.id ?? ''))?.state).toBe('interrupted');

    expect(await goOn()).toMatchObject({ state: 'finished', counts: { waiting: 0 } });
    expect(world.writes()).toBe(customers);
  });

  it('reads and writes no row before its whole journal was found as it was written (L5)', async () => {
    const { world, run, goOn } = await stoppedRun();
    const before = world.writes();
    const journalWrites = async () => {
      // Whoever did not wait would have written by then.
      for (let turn = 0; turn < 1000; turn += 1) await Promise.resolve();
      throw new AppError('LEDGER_CORRUPT', {
        params: { file: 'ledger.sqlite', reason: 'line 7 was changed' },
      });
    };
    const eachPlanRow = () => Promise.reject(new Error('A row was read.'));
    await expect(goOn({ journalWrites, eachPlanRow })).rejects.toMatchObject({ code: 'LEDGER_CORRUPT' });
    expect(world.writes()).toBe(before);
    expect(await world.ledger.run(run.id)).toEqual(run);
  });
});
