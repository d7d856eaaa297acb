import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Party } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { createTotalsCounter } from './plan-build.ts';
import { noDecision, type Decision, type PlanHeader, type PlanRow } from './plan.ts';
import { chooseCandidate, decideRows } from './sync.ts';
import {
  agreedLink,
  profileWith,
  type World,
  worldOf,
  mia,
  codeOf,
} from '../../tests/support/preview-world.ts';

describe('decisions', () => {
  const decide = (world: World, planId: string, rowId: string, decision: Decision | null) =>
    decideRows({
      planId,
      profile: world.profile,
      ledger: world.ledger,
      decisions: new Map([[rowId, decision]]),
    });

  async function conflicting(): Promise<{ world: World; row: PlanRow; planId: string }> {
    const world = worldOf({
      erp: [erpParty(1, { ...mia, phone: '0412 345 678' })],
      shopify: [shopifyParty(11, { ...mia, phone: '+61499999999' })],
    });
    const plan = await world.prepare();
    const row = (await world.rows())[0];
    if (row?.verb !== 'conflict') throw new Error('No conflict');
    return { world, row, planId: plan.id };
  }

  it('are carried over to a new preview while the records are the same', async () => {
    const { world, row, planId } = await conflicting();
    const decision = { ...noDecision, choices: { phone: 'erp' as const } };
    await decide(world, planId, row.id, decision);
    const plan = await world.prepare();
    expect((await world.rows())[0]?.decision).toEqual(decision);
    expect(plan.totals).toMatchObject({ needPerson: 0, writes: { erp: 0, shopify: 1 } });
  });

  it('are asked for again when a record changed', async () => {
    const { world, row, planId } = await conflicting();
    await decide(world, planId, row.id, { ...noDecision, choices: { phone: 'erp' } });
    world.shopify.edit(row.shopify?.key ?? '', (party) => ({
      ...party,
      values: { ...party.values, phone: '+61488888888' },
    }));
    await world.prepare();
    expect((await world.rows())[0]).toMatchObject({ id: row.id, decision: null });
  });

  it('move the totals, not the hash', async () => {
    const { world, row, planId } = await conflicting();
    const before = await world.ledger.plan(planId);
    const after = await decide(world, planId, row.id, { ...noDecision, choices: { phone: 'erp' } });
    expect(after.sha256).toBe(before?.sha256);
    expect([before?.totals.writes.shopify, after.totals.writes.shopify]).toEqual([0, 1]);
    expect(after.totals.cost.shopifyPoints).toBe(12);
    expect(await world.ledger.latestPlan()).toEqual(after);
    expect((await decide(world, planId, row.id, null)).totals).toEqual(before?.totals);
    await expect(decide(world, planId, 'none', null)).rejects.toMatchObject({ code: 'ROW_MISSING' });
    await expect(decide(world, 'none', row.id, null)).rejects.toMatchObject({ code: 'PLAN_MISSING' });
  });
});

describe('choosing a candidate', () => {
  const twins = [erpParty(1, { ...mia, lastName: 'One' }), erpParty(2, { ...mia, lastName: 'Two' })];

  async function ambiguous(
    shopify: readonly Party[],
    erp = twins,
    change: Partial<Profile['customer']> = {},
  ) {
    const world = worldOf({ erp, shopify, profile: profileWith(change) });
    const plan = await world.prepare();
    const row = (await world.rows()).find(({ verb }) => verb === 'ambiguous');
    if (row === undefined) throw new Error('No question');
    const choose = (partner: string): Promise<PlanHeader> =>
      chooseCandidate({
        planId: plan.id,
        rowId: row.id,
        partner,
        profile: world.profile,
        ledger: world.ledger,
        ids: createTestIds(),
      });
    return { world, plan, row, choose };
  }

  it('R11 pairs the two, and the candidate left over stays in a row of its own', async () => {
    const { world, plan, row, choose } = await ambiguous([shopifyParty(11, mia)]);
    expect(row.candidates).toHaveLength(2);
    const changed = await choose(twins[1]?.key ?? '');
    const rows = await world.rows();
    expect(rows.map(({ erp, shopify }) => [erp?.number, shopify?.number])).toEqual(
      expect.arrayContaining([
        ['C000002', '11'],
        ['C000001', undefined],
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(rows.find(({ shopify }) => shopify !== null)?.evidence[0]?.rule).toBe('manual');
    expect(changed.totals.records).toEqual(plan.totals.records);
    expect(changed.id).toBe(plan.id);
    expect(changed.sha256).not.toBe(plan.sha256);
  });

  it('leaves the other rows where they are, and the totals are those of all rows', async () => {
    const { world, row, choose } = await ambiguous(
      [
        shopifyParty(11, mia),
        shopifyParty(12, { firstName: 'Aroha', lastName: 'Kaur', email: 'aroha@example.com' }),
        shopifyParty(13, { firstName: 'Zoe', lastName: 'Li', email: 'zoe@example.com' }),
      ],
      [...twins, erpParty(3, { firstName: 'Noah', lastName: 'Kelly', email: 'noah@example.com' })],
    );
    const before = await world.rows();
    const place = before.findIndex(({ id }) => id === row.id);
    const changed = await choose(twins[0]?.key ?? '');
    const after = await world.rows();
    expect(changed.rowCount).toBe(after.length);
    expect(after.slice(0, place)).toEqual(before.slice(0, place));
    expect(after.slice(place + 2)).toEqual(before.slice(place + 1));
    const settings = operationSettingsOf(world.profile);
    const counter = createTotalsCounter(
      (each, records, decision) => workOf(each, records, decision, settings)?.operations ?? null,
      world.profile,
    );
    await world.ledger.eachPlanRow(changed.id, (each, records) => counter.add({ row: each, records }));
    expect(changed.totals).toEqual(counter.totals());
    expect(await world.ledger.latestPlan()).toEqual(changed);
  });

  it('is remembered by the next preview', async () => {
    const { world, choose } = await ambiguous([shopifyParty(11, mia)]);
    await choose(twins[1]?.key ?? '');
    const chosen = await world.rows();
    await world.prepare();
    expect(await world.rows()).toEqual(chosen);
  });

  it('`new` keeps the record apart: it is created, and the twins still wait for each other', async () => {
    const { world, choose } = await ambiguous([shopifyParty(11, mia)], twins, { direction: 'import' });
    const plan = await choose('new');
    expect(plan.totals.byVerb).toMatchObject({ create: 1, ambiguous: 1 });
    const kept = await world.rows();
    await world.prepare();
    expect(await world.rows()).toEqual(kept);
  });

  it('R7 two on one phone that are not the same person go on as two', async () => {
    const { world, choose } = await ambiguous(
      [shopifyParty(11, { ...mia, phone: '+61412345678' })],
      [erpParty(1, { lastName: 'Nguyen', phone: '0412 345 678' })],
    );
    await choose('new');
    const rows = await world.rows();
    expect(rows.map(({ verb, target }) => `${verb} ${target}`).toSorted()).toEqual([
      'create erp',
      'create shopify',
    ]);
    const exported = rows.find(({ target }) => target === 'shopify');
    expect(exported?.fields.flatMap(({ notes }) => notes.map(({ code }) => code))).toContain('phoneTaken');
  });

  it('R11 of two twins without partner one goes on; the other would share its e-mail and is invalid', async () => {
    const { world, choose } = await ambiguous([], twins, { direction: 'export' });
    await choose(twins[0]?.key ?? '');
    expect((await world.rows()).map(({ erp, verb }) => [erp?.number, verb])).toEqual([
      ['C000001', 'create'],
      ['C000002', 'invalid'],
    ]);
  });

  it.each(['new', 'gid://shopify/Customer/999'])('refuses %s for twins without partner', async (partner) => {
    const { choose } = await ambiguous([], twins);
    expect(await codeOf(choose(partner))).toBe('DECISION_INVALID');
  });

  it('refuses to keep two apart that are linked, and a row that is not there', async () => {
    const world = worldOf({ erp: [erpParty(1, mia)], shopify: [shopifyParty(11, mia)] });
    await world.ledger.saveLinks([agreedLink(erpParty(1, mia), shopifyParty(11, mia))]);
    const plan = await world.prepare();
    const [row] = await world.rows();
    const input = {
      planId: plan.id,
      partner: 'new',
      profile: world.profile,
      ledger: world.ledger,
      ids: createTestIds(),
    };
    expect(await codeOf(chooseCandidate({ ...input, rowId: row?.id ?? '' }))).toBe('DECISION_INVALID');
    expect(await codeOf(chooseCandidate({ ...input, rowId: 'row-unknown' }))).toBe('ROW_MISSING');
  });
});
