/** ADR 17: what was decided by hand and taken back with its run never comes back by itself. */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { noDecision, type PlanRow } from './plan.ts';
import { arrangeLocations, chooseCandidate } from './sync.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const ben = { firstName: 'Ben', lastName: 'Whitlock' };
const takenBack = { code: 'decisionTakenBack', params: {} };

async function rowOf(world: CommitWorld, number: string): Promise<PlanRow> {
  const row = (await world.rows()).find(({ erp, shopify, candidates }) =>
    [erp, shopify, ...candidates.map(({ summary }) => summary)].some((each) => each?.number === number),
  );
  if (row === undefined) throw new Error(`No row for ${number}`);
  return row;
}

async function choiceFor(world: CommitWorld, number: string) {
  return {
    planId: (await world.ledger.latestPlan())?.id ?? '',
    rowId: (await rowOf(world, number)).id,
    profile: world.profile,
    ledger: world.ledger,
    ids: world.ports().ids,
    person: 'anna',
  };
}

/** Two Bens that only a person can link. */
async function twoBens(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [erpParty(1, { ...ben, email: 'ben@example.com' })],
    shopify: [shopifyParty(11, { ...ben, email: 'bw@work.example' })],
  });
  await world.prepare();
  return world;
}

async function linkBens(world: CommitWorld): Promise<void> {
  await chooseCandidate({ ...(await choiceFor(world, '11')), partner: erpParty(1).key });
  const row = await rowOf(world, '11');
  await world.decide(row.id, { ...row.decision, choices: { email: 'erp' } });
}

describe('ADR 17 a choice that was taken back with its run', () => {
  it('is not made again by the next preview, which shows both records as they were and says why', async () => {
    const world = await twoBens();
    const before = [await rowOf(world, '11'), await rowOf(world, 'C000001')];
    await linkBens(world);
    const run = await world.commit();
    expect(run.counts).toMatchObject({ failed: 0, written: { shopify: 1 } });
    await world.undo(run.id);
    const plan = await world.prepare();
    const after = [await rowOf(world, '11'), await rowOf(world, 'C000001')];
    expect(after).toEqual(before.map((row) => ({ ...row, notes: [takenBack, ...row.notes] })));
    expect(after.map(({ decision, erp, shopify }) => [decision, erp === null, shopify === null])).toEqual([
      [null, true, false],
      [null, false, true],
    ]);
    expect(plan.totals.needPerson).toBe(0);
  });

  it('is said once, and counts again as soon as it is made again', async () => {
    const world = await twoBens();
    await linkBens(world);
    await world.undo((await world.commit()).id);
    await world.prepare();
    await linkBens(world);
    await world.prepare();
    const row = await rowOf(world, '11');
    expect(row).toMatchObject({ erp: { number: 'C000001' }, decision: { partner: erpParty(1).key } });
    expect(row.notes).not.toContainEqual(takenBack);
  });

  it('does not come back either after a preview between the run and its undo', async () => {
    const world = await twoBens();
    await linkBens(world);
    const run = await world.commit();
    await world.prepare();
    await world.undo(run.id);
    await world.prepare();
    expect(await rowOf(world, '11')).toMatchObject({ erp: null, decision: null });
    expect((await rowOf(world, '11')).notes).toContainEqual(takenBack);
  });

  it('stays where its row was not taken back', async () => {
    const world = createCommitWorld({
      erp: [erpParty(1, { ...mia, phone: '0491 570 156' }), erpParty(2, { ...ben, email: 'b@example.com' })],
      shopify: [
        shopifyParty(11, { ...mia, phone: '+61491570158' }),
        shopifyParty(12, { ...ben, email: 'b@example.com', phone: '+61491570159' }),
      ],
    });
    await world.prepare();
    const phones = { ...noDecision, choices: { phone: 'erp' } } as const;
    await world.decide((await rowOf(world, '11')).id, phones);
    await world.decide((await rowOf(world, '12')).id, { include: false });
    const run = await world.commit();
    await world.undo(run.id);
    await world.prepare();
    const [chosen, left] = [await rowOf(world, '11'), await rowOf(world, '12')];
    // A question about a value is open again, too: the same write is not proposed at once.
    expect(chosen).toMatchObject({ verb: 'conflict', decision: null });
    expect(chosen.notes).toContainEqual(takenBack);
    // Nobody wrote the other one, so nobody took anything back.
    expect(left).toMatchObject({ decision: { include: false } });
    expect(left.notes).not.toContainEqual(takenBack);
  });

  it('L11 an approved deactivation has to be approved again', async () => {
    const world = createCommitWorld({
      erp: [
        erpParty(1, {
          ...mia,
          locations: [makeAddress('MAIN', 1, { isDefault: true }), makeAddress('L1', 2)],
        }),
      ],
      shopify: [
        shopifyParty(11, {
          ...mia,
          locations: [makeAddress(addressKey(1), 1, { isDefault: true }), makeAddress(addressKey(2), 2)],
        }),
      ],
    });
    await world.sync();
    world.shopify.edit(shopifyParty(11).key, (party) => ({
      ...party,
      locations: party.locations.slice(0, 1),
    }));
    await world.prepare();
    const row = await rowOf(world, '11');
    expect(row.verb).toBe('deactivate');
    await world.decide(row.id, { approvedProposals: ['L1~'] });
    const run = await world.commit();
    expect(run.counts.written.erp).toBe(1);
    await world.undo(run.id);
    const plan = await world.prepare();
    expect(await rowOf(world, '11')).toMatchObject({ verb: 'deactivate', decision: null });
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('of a location that belongs to another customer is gone from both rows', async () => {
    const places = (...numbers: readonly number[]) =>
      numbers.map((number, index) => makeAddress(addressKey(number), number, { isDefault: index === 0 }));
    const world = createCommitWorld({
      erp: [erpParty(1, mia), erpParty(2, { ...ben, email: 'b@example.com' })],
      shopify: [
        shopifyParty(11, { ...mia, locations: places(1, 2) }),
        shopifyParty(12, { ...ben, email: 'b@example.com', locations: places(9) }),
      ],
    });
    await world.sync();
    await world.prepare();
    await arrangeLocations({
      ...(await choiceFor(world, '11')),
      ties: [],
      moves: [{ side: 'shopify', locationKey: addressKey(2), to: shopifyParty(12).key }],
    });
    const run = await world.commit();
    expect(run.counts).toMatchObject({ failed: 0, written: { shopify: 1 } });
    await world.prepare();
    // The next step of the move is proposed, and the choice is still on the row.
    expect((await rowOf(world, '11')).decision?.moves).toHaveLength(1);
    await world.undo(run.id);
    await world.prepare();
    for (const number of ['11', '12']) {
      const row = await rowOf(world, number);
      expect(row).toMatchObject({ verb: 'equal', decision: null });
      expect(row.notes).toContainEqual(takenBack);
    }
  });
});
