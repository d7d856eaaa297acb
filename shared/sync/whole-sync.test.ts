/** The stages together, on in-memory twins: what a preview shows is what a commit does, and a second one is empty. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsOf } from '../../tests/support/property-runs.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import {
  addresses,
  buildWorld,
  directions,
  edit,
  edits,
  people,
  profileOf,
  worldOf,
} from '../../tests/support/random-world.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { PlanHeader } from './plan.ts';
import { chooseCandidate } from './sync.ts';

describe('a whole sync', () => {
  it.each<Direction>(['import', 'export', 'bidirectional'])(
    'L7 %s: a second preview right after the first commit writes nothing',
    async (direction) => {
      const world = worldOf(
        [erpParty(1, { firstName: 'Mia', lastName: 'Nguyen', locations: addresses([0, 1], 'erp', 1) })],
        [
          shopifyParty(2, {
            firstName: 'Tane',
            lastName: 'Ngata',
            email: 'tane@example.co.nz',
            phone: '+64211234567',
            locations: addresses([2, 0], 'shopify', 2),
          }),
        ],
        direction,
      );
      const first = await world.prepare();
      expect(first.totals.writes).toEqual({
        erp: direction === 'export' ? 0 : 1,
        shopify: direction === 'import' ? 0 : 1,
      });
      const run = await world.commit(first);
      expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0 } });
      const writes = world.erp.writes.length + world.shopify.writes.length;
      expect(writes).toBe(first.totals.cost.erpRequests + world.shopify.writes.length);
      const second = await world.prepare();
      expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
      expect(second.totals.byVerb.create + second.totals.byVerb.update).toBe(0);
      expect(world.erp.writes.length + world.shopify.writes.length).toBe(writes);
    },
  );

  it('a row keeps its id from the first preview to the linked record', async () => {
    const world = worldOf(
      [],
      [shopifyParty(2, { lastName: 'Ngata', email: 'tane@example.co.nz' })],
      'import',
    );
    const plan = await world.prepare();
    const [before] = await world.rows();
    await world.commit(plan);
    await world.prepare();
    const [after] = await world.rows();
    expect(after).toMatchObject({ id: before?.id, verb: 'equal' });
    const { items } = await world.ledger.records({ offset: 0, limit: 10 });
    expect(items.map(({ id, status }) => [id, status])).toEqual([[before?.id, 'processed']]);
  });

  it('L9 a chosen candidate is linked by the commit, and the question does not come back', async () => {
    const email = 'mia@example.com';
    const twins = [erpParty(1, { lastName: 'Nguyen', email }), erpParty(2, { lastName: 'Nguyen', email })];
    const world = worldOf(twins, [shopifyParty(7, { lastName: 'Nguyen', email })], 'import');
    const plan = await world.prepare();
    const [asked] = await world.rows();
    const chosen = await chooseCandidate({
      planId: plan.id,
      rowId: asked?.id ?? '',
      partner: twins[1]?.key ?? '',
      profile: profileOf('import'),
      ledger: world.ledger,
      ids: createTestIds(),
    });
    await expect(world.commit(plan)).rejects.toMatchObject({ code: 'PLAN_HASH_MISMATCH' });
    expect(await world.commit(chosen)).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0 } });
    expect((await world.ledger.links()).map(({ erpKey }) => erpKey)).toEqual([twins[1]?.key]);
    const second = await world.prepare();
    expect(second.totals).toMatchObject({ writes: { erp: 0, shopify: 0 }, needPerson: 0 });
    expect(second.totals.byVerb).toMatchObject({ equal: 1, skip: 1 });
  });

  it('P4 P6 for any two systems: no duplicates, nothing failed, and the second preview is empty', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, directions, async (erpPeople, shopifyPeople, direction) => {
        const world = worldOf(buildWorld(erpPeople, 'erp'), buildWorld(shopifyPeople, 'shopify'), direction);
        const before = { erp: world.erp.parties().length, shopify: world.shopify.parties().length };
        const first = await world.prepare();
        expect(first.totals.records).toEqual(before);
        const { writes, creates, byVerb } = first.totals;
        // R6: a phone that was left out may be free once the commit gave its owner another one.
        const leftOut = (await world.rows()).filter((row) =>
          row.fields.some(({ notes }) => notes.some(({ code }) => code.startsWith('phoneTaken'))),
        ).length;
        if (writes.erp + writes.shopify + byVerb.link === 0) return;
        const run = await world.commit(first);
        expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0, waiting: 0 } });
        expect(world.erp.parties().length).toBe(before.erp + creates.erp);
        expect(world.shopify.parties().length).toBe(before.shopify + creates.shopify);
        const second = await world.prepare();
        expect(second.totals.writes.erp).toBe(0);
        expect(second.totals.writes.shopify).toBeLessThanOrEqual(leftOut);
        expect(second.totals.byVerb.link).toBe(0);
        if (second.totals.writes.shopify === 0) return;
        await world.commit(second);
        expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      }),
      { numRuns: runsOf(100) },
    );
  });

  it('P4 P8 whatever people edit in between, a commit leaves no write behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        people,
        directions,
        edits,
        async (erpPeople, shopifyPeople, direction, changes) => {
          const world = worldOf(
            buildWorld(erpPeople, 'erp'),
            buildWorld(shopifyPeople, 'shopify'),
            direction,
          );
          const sync = async (): Promise<PlanHeader> => {
            const plan = await world.prepare();
            const { writes, byVerb } = plan.totals;
            const isEmpty = writes.erp + writes.shopify + byVerb.link === 0;
            const counts = isEmpty ? { failed: 0, stale: 0 } : (await world.commit(plan)).counts;
            expect(counts).toMatchObject({ failed: 0, stale: 0 });
            return plan;
          };
          await sync();
          await sync();
          for (const change of changes) edit(world, change);
          await sync();
          // R6: a phone or an e-mail that a sync set free is filled in by the next one, which may set another one free: a chain
          // as long as there are customers, whichever system they come from.
          for (const _ of [...erpPeople, ...shopifyPeople]) await sync();
          expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
        },
      ),
      {
        numRuns: runsOf(100),
        examples: [
          // Found in 10,000 runs: without e-mails, the phone that one gets in Shopify is another's in MYOB; every commit was stale.
          [
            [{ firstName: 'Mia', lastName: 'Nguyen', email: null, phone: '+61412345679', streets: [] }],
            [
              { firstName: 'Mia', lastName: 'Nguyen', email: null, phone: null, streets: [] },
              { firstName: 'Mia', lastName: 'Ngata', email: null, phone: '+61412345679', streets: [] },
            ],
            'bidirectional',
            [
              { side: 'erp', index: 1, kind: 'phone', pick: 0 },
              { side: 'shopify', index: 1, kind: 'phone', pick: 0 },
            ],
          ],
          // An e-mail that one customer gets is held by another in MYOB until the same sync has changed that one.
          [
            [],
            [
              { firstName: 'Tane', lastName: 'Nguyen', email: null, phone: null, streets: [] },
              { firstName: 'Tane', lastName: 'Nguyen', email: null, phone: 'no phone', streets: [] },
              { firstName: 'Mia', lastName: 'Nguyen', email: null, phone: '0412 345 678', streets: [] },
            ],
            'import',
            [
              { side: 'shopify', index: 0, kind: 'email', pick: 1 },
              { side: 'shopify', index: 2, kind: 'email', pick: 0 },
              { side: 'erp', index: 0, kind: 'email', pick: 1 },
            ],
          ],
          // An address takes over the text of another one that the same sync changes: Shopify refused it as a double.
          [
            [{ firstName: 'Mia', lastName: 'Nguyen', email: 2, phone: null, streets: [1, 0] }],
            [{ firstName: 'Mia', lastName: 'Nguyen', email: 2, phone: null, streets: [0] }],
            'export',
            [
              { side: 'erp', index: 0, kind: 'street', pick: 2 },
              { side: 'erp', index: 0, kind: 'street', pick: 1 },
              { side: 'shopify', index: 0, kind: 'street', pick: 2 },
            ],
          ],
        ],
      },
    );
  });

  it('P8 the same edit on both sides of linked customers causes no write', async () => {
    await fc.assert(
      fc.asyncProperty(people, directions, edits, async (shared, direction, changes) => {
        // Twice the same people, whom an e-mail brings together.
        const known = shared.filter(({ email }) => email !== null);
        const world = worldOf(buildWorld(known, 'erp'), buildWorld(known, 'shopify'), direction);
        for (let round = 0; round < 3; round += 1) {
          const { writes, byVerb } = (await world.prepare()).totals;
          if (writes.erp + writes.shopify + byVerb.link > 0) await world.commit(await world.prepare());
        }
        const links = await world.ledger.links();
        const agreed = (await world.prepare()).totals;
        for (const { index, kind, pick } of changes) {
          const link = links[index];
          if (link === undefined) continue;
          const change: Partial<Party['values']> =
            kind === 'email' ? { email: `both${index}${pick}@example.com` } : { lastName: `Both${pick}` };
          for (const [side, key] of [
            ['erp', link.erpKey],
            ['shopify', link.shopifyKey],
          ] as const) {
            world[side].edit(key, (held) => ({ ...held, values: { ...held.values, ...change } }));
          }
        }
        const { totals } = await world.prepare();
        expect(totals.writes).toEqual(agreed.writes);
        expect(totals.byVerb.conflict).toBe(agreed.byVerb.conflict);
      }),
      { numRuns: runsOf(100) },
    );
  });
});
