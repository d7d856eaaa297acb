/** Both systems made somebody else the main contact since they agreed: a question with two answers, like any other conflict. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import { erpCompany, erpContact, shopifyCompany, shopifyContact } from '../../tests/support/companies.ts';
import type { Party, Side } from '../domain/party.ts';
import { conflictKeys, mainContactChoiceKey, waitsForPerson, type PlanRow } from './plan.ts';

const people = [1, 2, 3];

function company(side: Side, main: number, traits: { readonly name?: string } = {}): Party {
  const name = traits.name ?? 'Alder Pty Ltd';
  if (side === 'erp') {
    const contacts = people.map((each) => erpContact(each));
    return erpCompany(1, {
      name,
      contacts,
      main: erpContact(main).key,
      externalReference: '5 - Harbour',
    });
  }
  const contacts = people.map((each) => shopifyContact(each));
  return shopifyCompany(5, { name, contacts, main: shopifyContact(main).key, externalReference: 'C000001' });
}

/** Linked with the first as main contact in both; then MYOB chose the second, and Shopify the third. */
async function bothChose(parts: Pick<WorldParts, 'policies'> = {}, name = 'Alder Pty Ltd') {
  const world = createCommitWorld({
    erp: [company('erp', 1)],
    shopify: [company('shopify', 1)],
    company: {},
    ...parts,
  });
  await world.sync();
  const moved = (side: Side, main: number, traits = {}): void => {
    const { business } = company(side, main);
    world[side].edit(company(side, 1).key, (party) => ({
      ...party,
      ...traits,
      ...(party.business === undefined
        ? {}
        : { business: { ...party.business, mainContactKey: business?.mainContactKey ?? null } }),
    }));
  };
  moved('erp', 2, { accountName: name });
  moved('shopify', 3);
  await world.prepare();
  return world;
}

async function rowOf(world: CommitWorld): Promise<PlanRow> {
  const row = (await world.rows()).find(({ entity }) => entity === 'company');
  if (row === undefined) throw new Error('No row for the company');
  return row;
}

/** Number of the main contact in each system. */
function mainOf(world: CommitWorld): Readonly<Record<Side, number>> {
  const numberOn = (side: Side): number =>
    Number(world[side].party(company(side, 1).key)?.business?.mainContactKey?.at(-1));
  return { erp: numberOn('erp'), shopify: numberOn('shopify') };
}

describe('two main contacts in conflict', () => {
  it('wait for a person: nothing is written, and both names are said', async () => {
    const world = await bothChose();
    const row = await rowOf(world);
    expect(row).toMatchObject({ verb: 'conflict', target: 'none' });
    expect(row.mainContactChange).toBeUndefined();
    expect(conflictKeys(row)).toEqual([mainContactChoiceKey]);
    expect(waitsForPerson(row)).toBe(true);
    expect(row.notes).toContainEqual({
      code: 'mainContactBothChanged',
      params: { erp: 'Cleo Park2', shopify: 'Dev Park3' },
    });
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
  });

  it.each([
    ['erp', 2, 'shopify'],
    ['shopify', 3, 'erp'],
  ] as const)(
    'follow %s where a person says so, and are agreed afterwards',
    async (winner, main, written) => {
      const world = await bothChose();
      await world.decide((await rowOf(world)).id, { choices: { [mainContactChoiceKey]: winner } });
      const run = await world.commit();
      expect(run.counts).toMatchObject({ failed: 0, written: { erp: 0, shopify: 0, [written]: 1 } });
      expect(mainOf(world)).toEqual({ erp: main, shopify: main });
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      expect((await rowOf(world)).verb).toBe('equal');

      await world.undo(run.id);
      expect(mainOf(world)).toEqual({ erp: 2, shopify: 3 });
      await world.prepare();
      expect((await rowOf(world)).verb).toBe('conflict');
    },
  );

  it('are asked about again where only the undisputed part was written (R31)', async () => {
    const world = await bothChose({}, 'Alder and Daughters');
    await world.decide((await rowOf(world)).id, { undisputedOnly: true });
    expect((await world.commit()).counts).toMatchObject({ failed: 0, written: { erp: 0, shopify: 1 } });
    expect(world.shopify.party(company('shopify', 1).key)?.accountName).toBe('Alder and Daughters');
    expect(mainOf(world)).toEqual({ erp: 2, shopify: 3 });
    await world.prepare();
    expect(await rowOf(world)).toMatchObject({ verb: 'conflict', fields: [] });
  });

  it('follow the primary system without a question where the profile says so', async () => {
    const world = await bothChose({ policies: { conflicts: 'primary' } });
    expect(await rowOf(world)).toMatchObject({ verb: 'update', mainContactChange: { side: 'shopify' } });
    await world.commit();
    expect(mainOf(world)).toEqual({ erp: 2, shopify: 2 });
  });

  it('are only noted where one of the two can be the main contact of no more than one system', async () => {
    const world = await bothChose();
    world.shopify.edit(company('shopify', 1).key, (party) => ({
      ...party,
      ...(party.business === undefined
        ? {}
        : {
            business: {
              ...party.business,
              contacts: party.business.contacts.filter(({ key }) => key !== shopifyContact(2).key),
            },
          }),
    }));
    await world.prepare();
    const row = await rowOf(world);
    expect(row.mainContactConflict).toBeUndefined();
    expect(row.notes.map(({ code }) => code)).toContain('mainContactDiffers');
  });
});
