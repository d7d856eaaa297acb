/** An undo as a whole: shown first, one bucket for each row, refused where it makes no sense. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { erpKey, mia, notesOf, setValues, tane } from '../../tests/support/undo-world.ts';
import { AppError } from '../domain/app-error.ts';
import { noDecision } from './plan.ts';
import type { Run } from './ledger-port.ts';

describe('an undo as a whole', () => {
  async function committed(): Promise<{ world: CommitWorld; run: Run }> {
    const world = createCommitWorld({
      erp: [erpParty(2, tane)],
      shopify: [shopifyParty(1, mia), shopifyParty(3, { lastName: 'Okafor', phone: '+61412345678' })],
    });
    await world.prepare();
    return { world, run: await world.commit() };
  }

  it('L1 L2 the preview writes nothing, and is no preview of customers', async () => {
    const { world, run } = await committed();
    const plan = await world.ledger.latestPlan();
    const writes = world.writes();
    const undo = await world.prepareUndo(run.id);
    expect(world.writes()).toBe(writes);
    expect(await world.ledger.latestPlan()).toEqual(plan);
    expect(await world.ledger.latestUndo(run.id)).toEqual(undo);
    expect(world.erp.reads.all + world.shopify.reads.all).toBe(2);
  });

  it('the preview says how many records it read and what that cost, on each side', async () => {
    const { world, run } = await committed();
    const { read } = await world.prepareUndo(run.id);
    expect(read.erp).toMatchObject({ complete: true, count: 2, requests: 1 });
    expect(read.shopify).toMatchObject({ complete: true, count: 1, requests: 1 });
  });

  it('L12 every row is in one bucket before and after, and left-out rows are kept', async () => {
    const { world, run } = await committed();
    const plan = await world.prepareUndo(run.id);
    const count = async (bucket: 'toReverse' | 'reversed' | 'kept' | 'errored') =>
      (await world.ledger.planRows(plan.id, { bucket, offset: 0, limit: 100 })).total;
    expect(await count('toReverse')).toBe(3);
    const rows = await world.rowsOf(plan);
    const leftOut = rows.find(({ undo }) => undo?.name === 'Mia Nguyen');
    await world.ledger.saveDecisions(
      plan.id,
      new Map([[leftOut?.id ?? '', { ...noDecision, include: false }]]),
      plan.totals,
    );
    const undone = await world.commitUndo(plan);
    expect(undone.undoes).toMatchObject({ rows: 3, reversed: 2 });
    expect([
      await count('toReverse'),
      await count('reversed'),
      await count('kept'),
      await count('errored'),
    ]).toEqual([0, 2, 1, 0]);
    expect(world.erp.parties().map(({ values }) => values.lastName)).toEqual(['Ngata', 'Nguyen']);
  });

  it('takes chosen rows only, and the others at another time', async () => {
    const { world, run } = await committed();
    const rows = await world.rowsOf(await world.prepareUndo(run.id));
    const chosen = rows.find(({ undo }) => undo?.name === 'Mia Nguyen')?.id ?? '';
    const part = await world.prepareUndo(run.id, [chosen]);
    expect(part.rowCount).toBe(1);
    await world.commitUndo(part);
    expect(world.erp.parties()).toHaveLength(2);
    const rest = await world.prepareUndo(run.id);
    expect(rest.totals.byVerb).toMatchObject({ reverse: 2, keep: 1 });
    const kept = (await world.rowsOf(rest)).find(({ verb }) => verb === 'keep');
    expect(kept).toMatchObject({ id: chosen, notes: [{ code: 'undoAlready' }] });
    await world.commitUndo(rest);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
    await expect(world.prepareUndo(run.id, ['row-unknown'])).rejects.toMatchObject({ code: 'ROW_MISSING' });
  });

  it('is refused for another undo, for a run that changed nothing, for one that is too old or not there', async () => {
    const { world, run } = await committed();
    const undone = await world.undo(run.id);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
    await expect(world.prepareUndo(undone.id)).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    await expect(world.prepareUndo('run-unknown')).rejects.toMatchObject({ code: 'RUN_MISSING' });
    await world.ledger.saveRun({ ...run, id: 'run-empty' });
    await expect(world.prepareUndo('run-empty')).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    await world.ledger.saveRun({ ...run, withoutLinkImages: true });
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({
      code: 'RUN_NOT_UNDOABLE',
      params: { reason: expect.stringContaining('older version') },
    });
    await world.ledger.saveRun({ ...run, systems: 'of another store' });
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({
      code: 'RUN_NOT_UNDOABLE',
      params: { reason: expect.stringContaining('another store') },
    });
  });

  it('L3 a record that changed after the preview of the undo is kept', async () => {
    const { world, run } = await committed();
    const plan = await world.prepareUndo(run.id);
    const made = world.erp.parties().find(({ values }) => values.lastName === 'Nguyen');
    world.erp.edit(made?.key ?? '', (party) => ({
      ...party,
      values: { ...party.values, phone: '+61299998888' },
    }));
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { stale: 1, failed: 0 }, undoes: { rows: 3, reversed: 2 } });
    expect(world.erp.party(made?.key ?? '')?.values.phone).toBe('+61299998888');
  });

  it('L6 one refusal is its own row, and says nothing about the attempts of the sync', async () => {
    const { world, run } = await committed();
    world.shopify.fault = () => new AppError('WRITE_REFUSED', { params: { message: 'not today' } });
    const plan = await world.prepareUndo(run.id);
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { failed: 1 }, undoes: { rows: 3, reversed: 2 } });
    world.shopify.fault = null;
    const record = (await world.records()).find(({ name }) => name === 'Tane Ngata');
    expect(record).toMatchObject({ status: 'failed', attempts: 0 });
    const [errored] = (await world.ledger.planRows(plan.id, { bucket: 'errored', offset: 0, limit: 9 }))
      .items;
    expect(errored?.undo?.name).toBe('Tane Ngata');
    // What went wrong can be tried again: the rest of it is still there.
    expect(await world.undo(run.id)).toMatchObject({
      undoes: { rows: 3, reversed: 1 },
      counts: { failed: 0 },
    });
  });

  it('a later run that used a link keeps it; taken back first, it no longer stands in the way', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    const first = await world.sync();
    setValues(world, 'shopify', { lastName: 'Tran' });
    const second = await world.sync();
    expect(await notesOf(world, first)).toEqual([['kept undoKeptLinkUsed']]);
    await world.undo(second.id);
    expect(await notesOf(world, first)).toEqual([['reversed undoUnlinks']]);
    await world.undo(first.id);
    expect(await world.ledger.links()).toEqual([]);
    expect(world.erp.party(erpKey)?.values.lastName).toBe('Nguyen');
  });

  it('a preview that was made before an undo is out of date after it', async () => {
    const { world, run } = await committed();
    await world.prepare();
    await world.undo(run.id);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
  });

  it('of a trial run leaves the rest of the preview to a new one', async () => {
    const world = createCommitWorld({
      shopify: [shopifyParty(1, mia), shopifyParty(3, { lastName: 'Okafor', phone: '+61412345678' })],
    });
    await world.prepare();
    const trial = await world.commit(1);
    await world.undo(trial.id);
    expect(world.erp.parties()).toHaveLength(0);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
    expect((await world.sync()).counts.written).toEqual({ erp: 2, shopify: 0 });
  });

  describe('L5 of a run that was killed', () => {
    async function killedAt(
      fault: 'lostAnswer' | 'lostRequest',
    ): Promise<{ world: CommitWorld; runId: string }> {
      const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
      await world.prepare();
      let isDead = false;
      world.erp.fault = () => {
        isDead = true;
        return fault;
      };
      world.ledger.beforeWrite = () => {
        if (isDead) throw new Error('killed');
      };
      await world.commit().catch(() => undefined);
      world.erp.fault = null;
      world.ledger.beforeWrite = null;
      return { world, runId: (await world.ledger.runs())[0]?.id ?? '' };
    }

    it('finds out first what it has written, and takes that back', async () => {
      const { world, runId } = await killedAt('lostAnswer');
      expect(world.erp.parties()).toHaveLength(1);
      await world.undo(runId);
      expect(world.erp.parties()).toHaveLength(0);
      await expect(world.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    });

    it('says that there is nothing to take back where nothing had arrived', async () => {
      const { world, runId } = await killedAt('lostRequest');
      await expect(world.prepareUndo(runId)).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    });
  });
});
