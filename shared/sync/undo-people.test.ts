/** R15 for people: who became a customer of Shopify only as a contact goes with what the run made. */
import { describe, expect, it } from 'vitest';
import { companiesOf, erpCompany, erpContact, erpSite } from '../../tests/support/companies.ts';
import { commitRows, creationRow, fieldTo } from '../../tests/support/company-rows.ts';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import type { Party } from '../domain/party.ts';
import type { PlanHeader, PlanRow } from './plan.ts';

const company = erpCompany(1, {
  locations: [erpSite(0), erpSite(1)],
  contacts: [erpContact(1, { roles: { L000001: 'locationAdmin' } }), erpContact(2)],
});
const [ben, cleo] = company.business?.contacts ?? [];
if (ben === undefined || cleo === undefined) throw new Error('the company has two contacts');

/** A run that made the company in Shopify, with Ben as the main contact and Cleo beside him. */
async function madeCompany(row: Partial<PlanRow> = {}, people: readonly Party[] = []) {
  const world = createCommitWorld({ erp: [company], shopify: people, company: {} });
  const run = await commitRows(world, [creationRow('shopify', company, row)]);
  expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
  return { world, run };
}

function keyOf(world: CommitWorld, email: string | null): string {
  const found = world.shopify
    .parties()
    .find(({ kind, values }) => kind === 'individual' && values.email === email);
  if (found === undefined) throw new Error(`nobody has the e-mail ${email}`);
  return found.key;
}

const namesOf = (world: CommitWorld) => world.shopify.parties().map(({ values }) => values.email);

async function partsOf(world: CommitWorld, plan: PlanHeader) {
  const rows = await world.rowsOf(plan);
  return rows.flatMap(({ undo }) => (undo?.parts ?? []).map(({ fate, note }) => `${fate} ${note.code}`));
}

async function endedOf(world: CommitWorld, plan: PlanHeader) {
  return (await world.rowsOf(plan))[0]?.ended;
}

describe('people whom a run made customers of Shopify', () => {
  it('R15 are deleted after the company they came with, each by a write of its own that the journal knows', async () => {
    const { world, run } = await madeCompany();
    const plan = await world.prepareUndo(run.id);
    expect(plan.totals).toMatchObject({ deletes: { erp: 0, shopify: 1 }, people: 2 });
    const people = [ben, cleo].map(({ values }) => keyOf(world, values.email));
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { failed: 0, stale: 0 }, undoes: { reversed: 1 } });
    expect(world.shopify.parties()).toEqual([]);
    expect((await world.ledger.journal(undone.id)).map(({ kind, key }) => [kind, key]).slice(1)).toEqual(
      people.map((key) => ['deletePerson', key]),
    );
    expect((await endedOf(world, plan))?.operation).toBe(
      'Taken back: Deleted in Shopify, 2 people deleted in Shopify',
    );
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it.each([
    ['orders', 'undoKeptPersonOrders'],
    ['note', 'undoKeptPersonAdditions'],
    ['account', 'undoKeptPersonAdditions'],
  ] as const)('R15 stay once they have got %s, and the company goes without them', async (what, code) => {
    const { world, run } = await madeCompany();
    world.shopify.edit(keyOf(world, cleo.values.email), (party) => ({ ...party, attached: [what] }));
    const plan = await world.prepareUndo(run.id);
    expect(await partsOf(world, plan)).toEqual([
      'reversed undoDeletesCompany',
      'reversed undoDeletesPerson',
      `kept ${code}`,
    ]);
    expect(await world.commitUndo(plan)).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    expect(namesOf(world)).toEqual([cleo.values.email]);
    expect(await world.ledger.links()).toEqual([]);
  });

  it.each([
    ['orders', 'CUSTOMER_HAS_ORDERS'],
    ['tags', 'RECORD_CHANGED'],
  ] as const)(
    'L3 stay when they get %s between the preview of the undo and its writing',
    async (what, code) => {
      const { world, run } = await madeCompany();
      const plan = await world.prepareUndo(run.id);
      world.shopify.edit(keyOf(world, cleo.values.email), (party) => ({ ...party, attached: [what] }));
      const undone = await world.commitUndo(plan);
      expect(undone).toMatchObject({ counts: { failed: 0, stale: 1 }, undoes: { reversed: 0 } });
      expect(namesOf(world)).toEqual([cleo.values.email]);
      expect(await endedOf(world, plan)).toMatchObject({
        status: 'stale',
        operation: 'Taken back: Deleted in Shopify, Person deleted in Shopify',
        cause: { code },
      });
      expect(await world.ledger.links()).toEqual([]);
    },
  );

  it('are deleted by the next undo where the write did not get through', async () => {
    const { world, run } = await madeCompany();
    world.shopify.fault = ({ kind }) => (kind === 'deletePerson' ? 'lostRequest' : null);
    expect(await world.undo(run.id)).toMatchObject({ counts: { failed: 1 }, undoes: { reversed: 0 } });
    expect(namesOf(world)).toHaveLength(2);
    world.shopify.fault = null;
    expect(await world.undo(run.id)).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    expect(world.shopify.parties()).toEqual([]);
  });

  it('are not sent at all where the company stays after all', async () => {
    const { world, run } = await madeCompany();
    const plan = await world.prepareUndo(run.id);
    world.shopify.edit(companiesOf(world.shopify)[0]?.key ?? '', (party) => ({
      ...party,
      attached: ['orders'],
    }));
    await world.commitUndo(plan);
    expect(world.shopify.parties()).toHaveLength(3);
    expect(world.shopify.writes.filter(({ kind }) => kind === 'deletePerson')).toEqual([]);
  });

  it('are left out where somebody has deleted them already', async () => {
    const { world, run } = await madeCompany();
    const plan = await world.prepareUndo(run.id);
    world.shopify.remove(keyOf(world, cleo.values.email));
    expect(await world.commitUndo(plan)).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    expect(world.shopify.parties()).toEqual([]);
  });

  it('stay where they were customers before, with the values they had', async () => {
    const before = shopifyParty(7, { firstName: 'Cleo', lastName: null, email: cleo.values.email });
    const { contacts = [] } = creationRow('shopify', company).row;
    const joins = contacts.map((change) =>
      change.erp?.key === cleo.key
        ? {
            ...change,
            personKey: before.key,
            fields: [fieldTo('shopify', 'lastName', cleo.values.lastName)],
          }
        : change,
    );
    const { world, run } = await madeCompany({ contacts: joins }, [before]);
    expect(world.shopify.party(before.key)?.values.lastName).toBe(cleo.values.lastName);
    const plan = await world.prepareUndo(run.id);
    expect(await partsOf(world, plan)).toEqual([
      'reversed undoDeletesCompany',
      'reversed undoBlank',
      'reversed undoDeletesPerson',
    ]);
    expect(await world.commitUndo(plan)).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    expect(world.shopify.parties()).toMatchObject([{ key: before.key, values: before.values }]);
  });
});
