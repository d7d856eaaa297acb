/** Taking back what a person said about partners: every link that the run ended, made or kept in mind is as it was. */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { notesOf } from '../../tests/support/undo-world.ts';
import type { Party } from '../domain/party.ts';
import { noDecision, type PlanRow } from './plan.ts';
import type { Link, Run } from './ledger-port.ts';
import { arrangeLocations, chooseCandidate, decideRows } from './sync.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const ben = { firstName: 'Ben', lastName: 'Whitlock' };

async function rowOf(world: CommitWorld, number: string): Promise<PlanRow> {
  const row = (await world.rows()).find(({ erp, shopify }) =>
    [erp, shopify].some((each) => each?.number === number),
  );
  if (row === undefined) throw new Error(`No row for ${number}`);
  return row;
}

async function rowToChooseFor(world: CommitWorld, number: string) {
  return {
    planId: (await world.ledger.latestPlan())?.id ?? '',
    rowId: (await rowOf(world, number)).id,
    profile: world.profile,
    ledger: world.ledger,
    ids: world.ports().ids,
    person: 'anna',
  };
}

/** Mia's two records linked, and a Ben in each system that nothing links. */
async function linkedMia(...others: readonly Party[]): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [
      ...others,
      erpParty(1, { ...mia, externalReference: '11 - Harbour' }),
      erpParty(2, { ...ben, email: 'b@example.com' }),
    ],
    shopify: [shopifyParty(11, mia), shopifyParty(12, { ...ben, email: 'bw@example.com' })],
  });
  await world.prepare();
  await leaveBens(world);
  await world.commit();
  await world.prepare();
  return world;
}

async function leaveBens(world: CommitWorld): Promise<void> {
  for (const number of ['C000002', '12']) {
    await world.decide((await rowOf(world, number)).id, { include: false });
  }
}

async function unlinkMia(world: CommitWorld): Promise<Run> {
  await leaveBens(world);
  await world.decide((await rowOf(world, '11')).id, { unlink: true, person: 'anna' });
  return world.commit();
}

/** Mia in MYOB is the Ben of Shopify after all; all of his values hold. */
async function replacePartner(world: CommitWorld): Promise<Run> {
  await chooseCandidate({ ...(await rowToChooseFor(world, 'C000001')), partner: shopifyParty(12).key });
  const row = await rowOf(world, '12');
  await world.decide(row.id, {
    ...row.decision,
    choices: { lastName: 'shopify', firstName: 'shopify', email: 'shopify' },
  });
  await world.decide((await rowOf(world, 'C000002')).id, { include: false });
  return world.commit();
}

/** When two records agreed is no part of what they agreed on. */
const withoutStamp = (link: Link): Link => ({ ...link, agreedAt: '' });

async function linksOf(world: CommitWorld) {
  const links = await world.ledger.links();
  return links.map(withoutStamp).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

describe('the undo of a run in which a person unlinked two records', () => {
  it('makes the link hold again and forgets that they were taken apart', async () => {
    const world = await linkedMia();
    const before = await linksOf(world);
    const run = await unlinkMia(world);
    expect(await notesOf(world, run)).toEqual([['reversed undoRelinks']]);
    const undone = await world.undo(run.id);
    expect(undone.undoes).toMatchObject({ rows: 1, reversed: 1 });
    expect(await linksOf(world)).toEqual(before);
    await world.prepare();
    expect(await rowOf(world, '11')).toMatchObject({ verb: 'equal', erp: { number: 'C000001' } });
  });

  it('is over after the first time: a second undo finds nothing', async () => {
    const world = await linkedMia();
    const run = await unlinkMia(world);
    await world.undo(run.id);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it('L9 keeps them apart once one of the two is linked to somebody else: nobody has two partners', async () => {
    const world = await linkedMia();
    const run = await unlinkMia(world);
    await world.prepare();
    await replacePartner(world);
    const links = await linksOf(world);
    expect(await notesOf(world, run)).toEqual([['kept undoKeptLinkTaken']]);
    await expect(world.undo(run.id)).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
    expect(await linksOf(world)).toEqual(links);
  });
});

describe('the undo of a run in which a person chose another partner', () => {
  it('gives both records the partners back that they had, and their values', async () => {
    const world = await linkedMia();
    const before = await linksOf(world);
    const erp = world.erp.parties().map(({ values }) => values);
    const run = await replacePartner(world);
    expect(run.counts.failed).toBe(0);
    expect(world.erp.parties().map(({ values }) => values)).not.toEqual(erp);
    await world.undo(run.id);
    expect(await linksOf(world)).toEqual(before);
    expect(world.erp.parties().map(({ values }) => values)).toEqual(erp);
    await world.prepare();
    expect(await rowOf(world, '11')).toMatchObject({ verb: 'equal', erp: { number: 'C000001' } });
    expect(await rowOf(world, '12')).toMatchObject({ erp: null, decision: null });
  });

  it('leaves the new partner where a value that came with it was edited since', async () => {
    const world = await linkedMia();
    const run = await replacePartner(world);
    world.erp.edit(erpParty(1).key, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Whitlock-Nguyen' },
    }));
    await world.undo(run.id);
    const live = (await world.ledger.links()).filter(({ ended }) => ended === undefined);
    expect(live.map(({ erpKey, shopifyKey }) => [erpKey, shopifyKey])).toEqual([
      [erpParty(1).key, shopifyParty(12).key],
    ]);
  });

  describe('while another row of the same run gave the old partner to somebody else', () => {
    /** The run also linked Mia in Shopify, free by then, to another Mia of MYOB, and took over her name. */
    async function relinkedMia(): Promise<{ world: CommitWorld; run: Run }> {
      const world = await linkedMia(erpParty(3, { ...mia, lastName: 'Tran' }));
      await chooseCandidate({ ...(await rowToChooseFor(world, 'C000001')), partner: shopifyParty(12).key });
      for (const number of ['12', '11']) {
        const row = await rowOf(world, number);
        await world.decide(row.id, {
          ...row.decision,
          choices: { lastName: 'shopify', firstName: 'shopify', email: 'shopify' },
        });
      }
      await world.decide((await rowOf(world, 'C000002')).id, { include: false });
      return { world, run: await world.commit() };
    }

    /** Keys of records that two links hold. */
    async function heldTwice(world: CommitWorld): Promise<readonly string[]> {
      const live = (await world.ledger.links()).filter(({ ended }) => ended === undefined);
      const keys = live.flatMap(({ erpKey, shopifyKey }) => [erpKey, shopifyKey]);
      return keys.filter((key, place) => keys.indexOf(key) !== place);
    }

    it('everybody has the old partner back', async () => {
      const { world, run } = await relinkedMia();
      expect(run.counts).toMatchObject({ failed: 0 });
      const undone = await world.undo(run.id);
      expect(undone).toMatchObject({ undoes: { rows: 2, reversed: 2 } });
      const live = (await world.ledger.links()).filter(({ ended }) => ended === undefined);
      expect(live.map(({ erpKey, shopifyKey }) => [erpKey, shopifyKey])).toEqual([
        [erpParty(1).key, shopifyParty(11).key],
      ]);
    });

    it.each([
      ['fails', 1],
      ['is left out', 1],
      ['fails', 3],
      ['is left out', 3],
    ] as const)(
      'L9 nobody has two partners where taking back one of the two %s (C00000%i)',
      async (how, one) => {
        const { world, run } = await relinkedMia();
        const plan = await world.prepareUndo(run.id);
        if (how === 'fails') {
          world.erp.fault = ({ key }) => (key === erpParty(one).key ? 'lostRequest' : null);
        } else {
          const row = (await world.rowsOf(plan)).find(({ erp }) => erp?.number === `C00000${one}`);
          const decisions = new Map([[row?.id ?? '', { ...noDecision, include: false }]]);
          await decideRows({ planId: plan.id, profile: world.profile, ledger: world.ledger, decisions });
        }
        await world.commitUndo(plan);
        expect(await heldTwice(world)).toEqual([]);
        world.erp.fault = null;
        await world.undo(run.id);
        const live = (await world.ledger.links()).filter(({ ended }) => ended === undefined);
        expect(live.map(({ erpKey, shopifyKey }) => [erpKey, shopifyKey])).toEqual([
          [erpParty(1).key, shopifyParty(11).key],
        ]);
      },
    );
  });
});

describe('the undo of a run in which a person arranged the locations of two records', () => {
  const places = { erp: ['MAIN', 'L000001'], shopify: [addressKey(1), addressKey(2)] } as const;

  /** Two locations that are linked, each to the one with its address. */
  async function linkedPlaces(): Promise<CommitWorld> {
    const of = (side: 'erp' | 'shopify') =>
      places[side].map((key, index) => makeAddress(key, index + 1, { isDefault: index === 0 }));
    const world = createCommitWorld({
      erp: [erpParty(1, { ...mia, locations: of('erp') })],
      shopify: [shopifyParty(11, { ...mia, locations: of('shopify') })],
    });
    await world.sync();
    await world.prepare();
    return world;
  }

  it.each([
    ['were kept apart', places.erp.map((erpKey) => ({ erpKey, shopifyKey: null }))],
    [
      'were both kept apart from each other',
      [
        ...places.erp.map((erpKey) => ({ erpKey, shopifyKey: null })),
        ...places.shopify.map((shopifyKey) => ({ erpKey: null, shopifyKey })),
      ],
    ],
  ])('links those again that %s, each once', async (_, ties) => {
    const world = await linkedPlaces();
    const before = await linksOf(world);
    expect(before[0]?.locations).toHaveLength(2);
    await arrangeLocations({ ...(await rowToChooseFor(world, '11')), ties, moves: [] });
    const run = await world.commit();
    expect(run.counts.failed).toBe(0);
    await world.undo(run.id);
    expect((await linksOf(world)).map(({ locations }) => locations)).toEqual(
      before.map(({ locations }) => locations),
    );
  });
});
