/** Sixty business customers a side, kept in agreement in each direction; the stores themselves are compared afterwards. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Direction } from '../../shared/domain/settings.ts';
import type { PlanHeader } from '../../shared/ipc/contract.ts';
import { noDecision } from '../../shared/sync/plan.ts';
import { demoTerms, inventBusiness } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { enterPairs, inventCompanies, passCompanyWeek } from '../../simulators/demo/company-week.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { businessTrees } from './business-oracle.ts';
import { demoPairs, openBusinessWorld, openGate, type BusinessWorld } from './business-world.ts';

const seed = 20_261_125;
const cast = inventCompanies(seed);
const { pairs, newInShopify, newInErp } = cast;

/** What nobody can write whole before somebody mends it, as `company-week.ts` makes it. */
const awkward = [
  'Harbour Cafe',
  'No Street Stores',
  'Quiet Orchard Cooperative',
  'Stateless Supplies',
  'Wrong Postcode Wares',
];

let business: BusinessWorld;
afterEach(() => business.close());

async function open(direction: Direction, enter: (world: DemoWorld) => void): Promise<void> {
  business = await openBusinessWorld(enter);
  await openGate(business);
  const { customer } = await business.profile();
  await business.save(
    { active: true, direction, terms: demoPairs },
    { customer: { ...customer, direction } },
  );
}

const trees = () => businessTrees(business.world.snapshot());
const withoutAwkward = (all: ReturnType<typeof trees>['erp']) =>
  all.filter(({ name }) => !awkward.includes(name));

function expectNothingLeft(second: PlanHeader): void {
  expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
  expect(second.totals.byVerb).toMatchObject({ create: 0, update: 0, link: 0, deactivate: 0 });
  expect(second.totals.proposals).toBe(0);
}

describe('sixty business customers', () => {
  it('are imported: both stores hold the same trees, and nothing is left to do', async () => {
    const all = [...pairs, ...newInShopify];
    await open('import', ({ shopify }) => {
      for (const each of all) enterInShopify(shopify.store, each);
    });
    const before = trees().shopify;
    const run = await business.commit();
    expect(run.counts).toMatchObject({ written: { erp: 60, shopify: 0 }, failed: 0, stale: 0 });
    const { shopify, erp } = trees();
    expect(shopify).toEqual(before);
    expect(erp).toEqual(shopify);
    expectNothingLeft(await business.prepare());
  });

  it('are exported: both stores hold the same trees, but for what cannot be written', async () => {
    await open('export', ({ erp, shopify }) => {
      for (const each of [...pairs, ...newInErp]) enterInErp(erp.store, each);
      passCompanyWeek({ erp, shopify }, { pairs: [], newInShopify: [], newInErp: [] }, seed);
    });
    const before = trees().erp;
    const run = await business.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 60 }, failed: 0, stale: 0 });
    const { shopify, erp } = trees();
    expect(erp).toEqual(before);
    expect(shopify).toHaveLength(60);
    expect(withoutAwkward(shopify)).toEqual(withoutAwkward(erp));
    const second = await business.prepare();
    expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(second.totals.byVerb).toMatchObject({ create: 0, update: 0, link: 0 });
    // One of the two that are called Harbour Cafe is whole.
    expect(second.totals.needPerson).toBe(awkward.length);
  });

  it('are kept in agreement both ways after a week of edits', async () => {
    await open('bidirectional', (world) => enterPairs(world, cast));
    const first = await business.commit();
    expect(first.counts).toMatchObject({ written: { erp: 0, shopify: 0 }, linked: 48, failed: 0 });
    expect(trees().shopify).toEqual(trees().erp);

    passCompanyWeek(business.world, cast, seed + 1);
    const plan = await business.prepare();
    expect(plan.totals.byVerb).toMatchObject({ create: 24, update: 18, conflict: 2, equal: 28 });
    const { services } = business.host;
    const decided = await services['plan.decideAll']({
      profileId: business.profileId,
      planId: plan.id,
      filter: { verbs: ['conflict'], entity: 'company' },
      decision: { conflictsGoTo: 'erp' },
    });
    const run = await business.commit(decided);
    expect(run.counts).toMatchObject({ failed: 0, stale: 0, waiting: 0 });
    const { shopify, erp } = trees();
    expect(shopify).toHaveLength(72);
    expect(withoutAwkward(shopify)).toEqual(withoutAwkward(erp));
    const second = await business.prepare();
    expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(second.totals.byVerb).toMatchObject({ create: 0, update: 0, link: 0 });
    expect(second.totals.needPerson).toBe(awkward.length);
  });
});

describe('two business customers whose terms differ', () => {
  it('get them in each system\u2019s own words, as a person settles it', async () => {
    const random = createRandom(seed);
    const [one, other] = [1, 2].map((serial) => inventBusiness(random, serial, { sites: 2, buyers: 2 }));
    if (one === undefined || other === undefined) throw new Error('There are two');
    const [net7, net14] = demoTerms;
    await open('bidirectional', ({ erp, shopify }) => {
      for (const each of [one, other]) {
        enterInErp(erp.store, { ...each, terms: net7 });
        enterInShopify(shopify.store, { ...each, terms: net14 });
      }
    });
    const plan = await business.prepare();
    expect(plan.totals.byVerb).toMatchObject({ conflict: 2 });
    const { services } = business.host;
    const { profileId } = business;
    const inConflict = (await business.rows(plan)).filter(({ verb }) => verb === 'conflict');
    const decisions = inConflict.map(({ id, erp }) => ({
      rowId: id,
      decision: { ...noDecision, choices: { terms: erp?.name === one.name ? 'shopify' : 'erp' } as const },
    }));
    const run = await business.commit(
      await services['plan.decide']({ profileId, planId: plan.id, decisions }),
    );
    expect(run.counts).toMatchObject({ written: { erp: 1, shopify: 1 }, failed: 0, stale: 0 });
    const { erp, shopify } = trees();
    expect(erp).toEqual(shopify);
    expect(Object.fromEntries(erp.map(({ name, terms }) => [name, terms]))).toEqual({
      [one.name]: net14.erp,
      [other.name]: net7.erp,
    });
    expectNothingLeft(await business.prepare());
  });
});
