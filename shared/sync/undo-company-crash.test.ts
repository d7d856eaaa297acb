/** L5 for the undo of companies: killed at any instant and resumed, no company and nobody who came with it is left. */
import { describe, expect, it } from 'vitest';
import {
  companiesOf,
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
} from '../../tests/support/companies.ts';
import { contentOf, createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { commitRows, creationRow } from '../../tests/support/company-rows.ts';
import {
  anewAtEveryStepOfUndo,
  killAtEveryStep,
  undoAnewAtEveryStep,
  undoInsteadAtEveryStep,
} from '../../tests/support/kill-at.ts';
import type { PlanHeader } from './plan.ts';
import type { Run } from './ledger-port.ts';

const fromErp = erpCompany(1, {
  locations: [erpSite(0), erpSite(1)],
  contacts: [erpContact(1, { roles: { L000001: 'locationAdmin' } }), erpContact(2)],
});
const fromShopify = shopifyCompany(5, {
  locations: [shopifySite(501, 1)],
  contacts: [shopifyContact(3)],
});

/** A run that made a company each way. */
async function committedWorld(): Promise<{ world: CommitWorld; run: Run }> {
  const world = createCommitWorld({ erp: [fromErp], shopify: [fromShopify], company: {} });
  const run = await commitRows(world, [
    creationRow('shopify', fromErp),
    creationRow('erp', fromShopify, { id: 'row-2', newNumber: null }),
  ]);
  return { world, run };
}

async function goOn(world: CommitWorld, plan: PlanHeader): Promise<Run> {
  const [newest] = await world.ledger.runs();
  return newest?.planId === plan.id ? world.resume(newest.id) : world.commitUndo(plan);
}

describe('L5 an undo of companies that is killed', () => {
  it('P3 ends the same, killed at any step, before or after the system carried it out', async () => {
    const { scene, whole, steps } = await killAtEveryStep({
      prepare: async () => {
        const { world, run } = await committedWorld();
        return { world, plan: await world.prepareUndo(run.id) };
      },
      carryOut: ({ world, plan }) => world.commitUndo(plan),
      goOn: ({ world, plan }) => goOn(world, plan),
      endOf: async ({ world }, { undoes }) => ({
        reversed: undoes?.reversed,
        erp: contentOf(world.erp, 'erp'),
        shopify: contentOf(world.shopify, 'shopify'),
        links: await world.ledger.links(),
      }),
    });
    expect(whole).toMatchObject({ counts: { failed: 0, stale: 0, waiting: 0 }, undoes: { reversed: 2 } });
    expect(scene.world.shopify.parties().map(({ key }) => key)).toEqual([
      fromShopify.key,
      ...(fromShopify.business?.contacts ?? []).map(({ personKey }) => personKey),
    ]);
    expect(await scene.world.ledger.links()).toEqual([]);
    expect(steps).toBeGreaterThan(15);
  });
});

/** Two linked companies: MYOB has set Ben inactive, and has a depot where Cleo may order, and Gus, who are all new to Shopify. */
async function changedWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [fromErp],
    company: { direction: 'export' },
    policies: { approveDeactivations: true },
  });
  await world.sync();
  world.erp.edit(fromErp.key, (party) => {
    const { contacts = [] } = party.business ?? {};
    const [ben, cleo] = contacts;
    if (ben === undefined || cleo === undefined) throw new Error('There are two');
    const role = { key: 'new', locationKey: 'L000002', role: 'orderingOnly' } as const;
    return {
      ...party,
      locations: [...party.locations, erpSite(2)],
      business: {
        mainContactKey: null,
        terms: null,
        contacts: [{ ...ben, active: false }, { ...cleo, roles: [role] }, erpContact(7)],
      },
    };
  });
  await world.prepare();
  return world;
}

describe('L5 P10 a run that ended a contact and made a location where another one may order', () => {
  it('killed and taken back: both systems are as they were, and the next preview shows what this one showed', async () => {
    expect(await undoInsteadAtEveryStep(changedWorld)).toBeGreaterThan(15);
  });

  it('and its undo, killed: another undo or a preview in its place ends as without the kill', async () => {
    expect(await anewAtEveryStepOfUndo(changedWorld)).toBeGreaterThan(15);
  });
});

describe('L5 P10 a run that gave a company terms at three locations, of which somebody edits one', () => {
  it('and its undo, killed: another undo in its place leaves that one, and the next preview is as without the kill', async () => {
    const company = erpCompany(1, {
      locations: [erpSite(0), erpSite(1), erpSite(2)],
      contacts: [erpContact(1)],
    });
    const prepare = async () => {
      const world = createCommitWorld({
        erp: [company],
        company: { direction: 'export', terms: [{ shopify: 'gid://terms/4', erp: '30D' }] },
      });
      await world.sync();
      world.erp.edit(company.key, ({ business, ...party }) => ({
        ...party,
        ...(business && { business: { ...business, terms: '30D' } }),
      }));
      await world.prepare();
      return world;
    };
    const steps = await undoAnewAtEveryStep(prepare, ({ shopify }) => {
      const [made] = companiesOf(shopify);
      shopify.edit(made?.key ?? '', ({ locations, ...party }) => ({
        ...party,
        locations: locations.map((each, index) =>
          index === 1 ? { ...each, values: { ...each.values, address1: '34 Quay Street' } } : each,
        ),
      }));
    });
    expect(steps).toBeGreaterThan(5);
  });
});
