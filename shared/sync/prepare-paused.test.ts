/** Business customers while one of the things that they need is off: nobody is taken for somebody new, and nothing that was decided is lost. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpCompany, erpContact, shopifyCompany, shopifyContact } from '../../tests/support/companies.ts';
import { createMemoryTwin } from '../../tests/support/memory-twin.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestClock, createTestIds, silentLogger } from '../../tests/support/test-ports.ts';
import type { Party, Side } from '../domain/party.ts';
import { noDecision, type PlanHeader, type PlanRow } from './plan.ts';
import { arrangeLocations, chooseCandidate, preparePlan } from './sync.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const reference = { externalReference: '2 - Harbour' };

/** A linked pair of companies, one that each system has alone, and a person in both. */
function twoSystems(): CommitWorld {
  return createCommitWorld({
    erp: [
      erpParty(1, mia),
      erpCompany(2, { contacts: [erpContact(1), erpContact(2)], ...reference }),
      erpCompany(3, { name: 'Alder Pty Ltd', contacts: [erpContact(5)] }),
    ],
    shopify: [
      shopifyParty(1, mia),
      shopifyCompany(2, { contacts: [shopifyContact(1), shopifyContact(4)] }),
      shopifyCompany(7, { name: 'Birch Pty Ltd', contacts: [shopifyContact(8), shopifyContact(9)] }),
    ],
    company: {},
  });
}

/** What the readers of persons bring: of Shopify no company; of the ERP companies as persons, where it no longer tells the two apart. */
function individualsOf(world: CommitWorld, side: Side, withoutCategory: boolean): readonly Party[] {
  return world[side].parties().flatMap((party): readonly Party[] => {
    if (party.kind === 'individual') return [party];
    if (side === 'shopify' || !withoutCategory) return [];
    const { business: _, ...person } = party;
    return [{ ...person, kind: 'individual' }];
  });
}

let latestId = 1000;

async function preparePaused(world: CommitWorld, withoutCategory = false): Promise<PlanHeader> {
  const sourceOf = (side: Side) =>
    createMemoryTwin({ side, parties: individualsOf(world, side, withoutCategory) }).source;
  latestId += 1000;
  return preparePlan({
    profile: world.profile,
    sources: { erp: sourceOf('erp'), shopify: sourceOf('shopify') },
    ledger: world.ledger,
    clock: createTestClock(),
    ids: createTestIds(latestId),
    logger: silentLogger,
    onProgress: () => undefined,
    companyPaused: [{ requirement: 'storeBusiness', saidBy: 'system' }],
    signal: new AbortController().signal,
  });
}

async function rowOf(world: CommitWorld, number: string): Promise<PlanRow> {
  const row = (await world.rows()).find(({ erp, shopify }) =>
    [erp, shopify].some((each) => each?.number === number),
  );
  if (row === undefined) throw new Error(`No row for ${number}`);
  return row;
}

async function outline(world: CommitWorld): Promise<readonly string[]> {
  return (await world.rows())
    .map(({ verb, erp, shopify, notes }) =>
      [verb, shopify?.number ?? erp?.number, ...notes.map(({ code }) => code)].join(' '),
    )
    .toSorted();
}

const contacts = ['7001', '7004', '7008', '7009'].map((number) => `filtered ${number} contactOfPaused`);

describe('people who act for a paused company', () => {
  it('are no new customers, also where their company was never linked; the reason names the company', async () => {
    const world = twoSystems();
    await world.prepare();
    const plan = await preparePaused(world);
    expect(plan.totals.creates).toEqual({ erp: 0, shopify: 0 });
    expect(await outline(world)).toEqual([...contacts, 'link 1 newLink']);
    expect((await rowOf(world, '7008')).notes).toEqual([
      { code: 'contactOfPaused', params: { company: 'Birch Pty Ltd (7)' } },
    ]);
  });

  it('nor are the companies of the ERP where it shows them as persons', async () => {
    const world = twoSystems();
    await world.prepare();
    await preparePaused(world, true);
    expect(await outline(world)).toEqual(
      [
        ...contacts,
        'filtered C000002 businessPaused',
        'filtered C000003 businessPaused',
        'link 1 newLink',
      ].toSorted(),
    );
  });

  it('stay out preview after preview, and when who had their e-mail in the ERP was linked to somebody else', async () => {
    const world = twoSystems();
    world.erp.put(erpParty(9, { firstName: 'Igor', lastName: 'Ito', email: 'ines8@example.com.au' }));
    world.shopify.put(shopifyParty(90, { firstName: 'Igor', lastName: 'Ito', email: 'igor@example.com' }));
    await world.prepare();
    await preparePaused(world);
    const plan = await preparePaused(world);
    expect((await rowOf(world, '7008')).erp?.number).toBe('C000009');
    await chooseCandidate({
      planId: plan.id,
      rowId: (await rowOf(world, '7008')).id,
      profile: world.profile,
      ledger: world.ledger,
      ids: createTestIds(90_000),
      partner: shopifyParty(90).key,
    });
    expect((await outline(world)).filter((line) => line.startsWith('filtered'))).toEqual(contacts);
    expect((await world.ledger.latestPlan())?.totals.creates).toEqual({ erp: 0, shopify: 0 });
  });

  it('are known as the latest reading found them: who left a company is a customer again', async () => {
    const world = twoSystems();
    await world.prepare();
    world.shopify.put(shopifyCompany(7, { name: 'Birch Pty Ltd', contacts: [shopifyContact(8)] }));
    await world.prepare();
    await preparePaused(world);
    expect((await rowOf(world, '7008')).verb).toBe('filtered');
    expect(await outline(world)).not.toContain('filtered 7009 contactOfPaused');
  });

  it('are planned as ever once companies are read again', async () => {
    const world = twoSystems();
    await world.prepare();
    const before = await outline(world);
    await preparePaused(world);
    await world.prepare();
    expect(await outline(world)).toEqual(before);
  });
});

describe('what was decided for companies before they were paused', () => {
  /** Contacts linked by hand, one company left alone, and a location without partner. */
  async function decided(): Promise<CommitWorld> {
    const world = twoSystems();
    const plan = await world.prepare();
    await arrangeLocations({
      planId: plan.id,
      rowId: (await rowOf(world, 'C000002')).id,
      profile: world.profile,
      ledger: world.ledger,
      ids: createTestIds(50_000),
      person: 'anna',
      ties: [],
      moves: [],
      contactTies: [{ erpKey: erpContact(2).key, shopifyKey: shopifyContact(4).key }],
    });
    await world.decide((await rowOf(world, 'C000003')).id, { ...noDecision, include: false });
    await world.decide((await rowOf(world, '7')).id, { ...noDecision, include: false });
    return world;
  }

  it.each([
    ['the store has no companies', false],
    ['the ERP no longer tells companies from persons', true],
  ])('is there again once they are resumed, also after several previews: %s', async (_, withoutCategory) => {
    const world = await decided();
    const before = await world.rows();
    for (let preview = 1; preview <= 3; preview += 1) {
      await preparePaused(world, withoutCategory);
      expect((await world.rows()).every(({ decision }) => decision === null)).toBe(true);
    }
    await world.prepare();
    const after = await world.rows();
    expect(after.map(({ id, verb, decision }) => ({ id, verb, include: decision?.include }))).toEqual(
      before.map(({ id, verb, decision }) => ({ id, verb, include: decision?.include })),
    );
    expect(await rowOf(world, 'C000002')).toMatchObject({
      decision: { person: 'anna', contactTies: [{ erpKey: erpContact(2).key }] },
    });
  });

  it('L3 is forgotten for a company that was changed meanwhile, and for no other', async () => {
    const world = await decided();
    await preparePaused(world, true);
    world.erp.put(erpCompany(3, { name: 'Alder and Daughters', contacts: [erpContact(5)] }));
    await world.prepare();
    expect((await rowOf(world, 'C000003')).decision).toBeNull();
    expect((await rowOf(world, '7')).decision).toMatchObject({ include: false });
  });
});
