/** "Try 3 first", then the rest of the same preview: what was approved once is not asked for again. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import { isDone } from './plan.ts';
import { planStanding } from './sync.ts';

const person = (number: number) => ({
  firstName: 'Ann',
  lastName: `Person${String.fromCharCode(64 + number)}`,
  email: `ann${number}@example.com`,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Six to create in MYOB, four to create in Shopify, two to link. */
function worldOfTwelve(): CommitWorld {
  return createCommitWorld({
    erp: range(7, 12).map((number) => erpParty(number, person(number))),
    shopify: [...range(1, 6), 11, 12].map((number) => shopifyParty(number, person(number))),
  });
}

async function standingOf(world: CommitWorld) {
  const plan = await world.ledger.latestPlan();
  if (plan === null) throw new Error('There is no preview.');
  return planStanding(plan, world.ports());
}

describe('a trial run and the rest of its preview', () => {
  it('writes the first rows of each kind, then the others, each once', async () => {
    const world = worldOfTwelve();
    const plan = await world.prepare();
    expect(plan.totals).toMatchObject({ writes: { erp: 6, shopify: 4 }, linkOnly: 2 });
    expect(await standingOf(world)).toBe('fresh');

    const trial = await world.commit(1);
    expect(trial).toMatchObject({
      state: 'finished',
      firstRowsPerVerb: 1,
      counts: { written: { erp: 1, shopify: 0 }, linked: 1, failed: 0, stale: 0, waiting: 0 },
    });
    expect(await standingOf(world)).toBe('tried');
    const left = await world.ledger.latestPlan();
    expect(left).toMatchObject({ id: plan.id, sha256: plan.sha256 });
    expect(left?.totals).toMatchObject({
      writes: { erp: 5, shopify: 4 },
      linkOnly: 1,
      byVerb: { create: 10 },
    });
    expect((await world.rows()).filter(isDone)).toHaveLength(2);

    const rest = await world.commit();
    expect(rest.counts).toEqual({
      written: { erp: 5, shopify: 4 },
      linked: 1,
      failed: 0,
      stale: 0,
      waiting: 0,
    });
    expect(rest.planSha256).toBe(trial.planSha256);
    expect(world.writes()).toBe(10);
    expect((await world.prepare()).totals).toMatchObject({
      writes: { erp: 0, shopify: 0 },
      byVerb: { equal: 12 },
    });
  });

  it('can be tried again: the next first rows, not the same ones', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    await world.commit(2);
    const second = await world.commit(2);
    expect(second.counts).toMatchObject({ linked: 0, waiting: 0 });
    expect(world.writes()).toBe(4);
    expect((await world.rows()).filter(isDone)).toHaveLength(6);
    await world.commit();
    expect(world.writes()).toBe(10);
  });

  it('takes decisions that are made in between, and none on rows that are done', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    await world.commit(1);
    const rows = await world.rows();
    const open = rows.find((row) => row.verb === 'create' && !isDone(row));
    const done = rows.find((row) => row.verb === 'create' && isDone(row));
    await world.decide(open?.id ?? '', { include: false });
    expect((await world.ledger.latestPlan())?.totals.writes).toEqual({ erp: 4, shopify: 4 });
    await expect(world.decide(done?.id ?? '', { include: false })).rejects.toMatchObject({
      code: 'DECISION_INVALID',
    });
    const rest = await world.commit();
    expect(rest.counts.written).toEqual({ erp: 4, shopify: 4 });
  });

  it('L3 a row that changed before the trial comes back with the rest, and is written once it is as it was', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    const [first] = (await world.rows()).filter(({ verb }) => verb === 'create');
    const key = first?.shopify?.key ?? '';
    const rename = (lastName: string) =>
      world.shopify.edit(key, (party) => ({ ...party, values: { ...party.values, lastName } }));
    rename('Changed');
    expect((await world.commit(1)).counts).toMatchObject({ stale: 1, written: { erp: 0, shopify: 0 } });
    expect((await world.ledger.latestPlan())?.totals.writes).toEqual({ erp: 6, shopify: 4 });

    rename(first?.shopify?.name.replace('Ann ', '') ?? '');
    const rest = await world.commit();
    expect(rest.counts).toMatchObject({ written: { erp: 6, shopify: 4 }, stale: 0, failed: 0 });
  });

  it('L6 a row that failed in the trial is not tried again by the rest; it comes with the next preview', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    world.erp.fault = () => new AppError('WRITE_REFUSED', { params: { message: 'not today' } });
    expect((await world.commit(1)).counts).toMatchObject({ failed: 1 });
    world.erp.fault = null;
    const rest = await world.commit();
    expect(rest.counts).toMatchObject({ written: { erp: 5, shopify: 4 }, failed: 0 });
    expect((await world.prepare()).totals.writes).toEqual({ erp: 1, shopify: 0 });
  });

  it('a trial that was stopped goes on as a trial, and only then can the rest follow', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    world.erp.fault = () => {
      world.stop.abort();
      return null;
    };
    const stopped = await world.commit(3);
    expect(stopped.state).toBe('stopped');
    expect(await standingOf(world)).toBe('unfinished');
    world.erp.fault = null;
    world.stop = new AbortController();
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
    const trial = await world.resume(stopped.id);
    expect(trial).toMatchObject({
      state: 'finished',
      counts: { written: { erp: 3, shopify: 0 }, linked: 2 },
    });
    expect(await standingOf(world)).toBe('tried');
    await world.commit();
    expect(world.writes()).toBe(10);
  });

  it('is refused once something else has moved the links, and once it was committed whole', async () => {
    const world = worldOfTwelve();
    await world.prepare();
    await world.commit(1);
    const [link] = await world.ledger.links();
    await world.ledger.saveLinks(link === undefined ? [] : [link]);
    expect(await standingOf(world)).toBe('outdated');
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
    await world.prepare();
    await world.commit();
    expect(await standingOf(world)).toBe('spent');
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
  });
});
