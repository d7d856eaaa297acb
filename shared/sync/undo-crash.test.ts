/** L5 for an undo: killed at any instant and resumed, it ends as one that nobody disturbed. */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import {
  anewAtEveryStepOfUndo,
  killAtEveryStep,
  revive,
  undoInsteadAtEveryStep,
} from '../../tests/support/kill-at.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { undoBuckets, type PlanHeader } from './plan.ts';
import type { Run } from './ledger-port.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const leo = { firstName: 'Leo', lastName: 'Rossi', email: 'leo@example.com.au' };
const ida = { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' };
const noah = { firstName: 'Noah', lastName: 'Kelly', email: 'noah@example.com' };

/**
 * A plan of a bit of everything: a customer made in each system, a link, names, a default that moves to a new location, and a
 * location and an address that are taken away.
 */
async function preparedWorld(): Promise<CommitWorld> {
  const places = (side: 'erp' | 'shopify', ...numbers: readonly number[]) =>
    numbers.map((number, index) => {
      const key = side === 'shopify' ? addressKey(number) : index === 0 ? 'MAIN' : `L0000${number}`;
      return makeAddress(key, number, { isDefault: index === 0 });
    });
  const world = createCommitWorld({
    policies: { approveDeactivations: true },
    erp: [
      erpParty(4, { ...leo, locations: places('erp', 21, 22) }),
      erpParty(6, { ...noah, locations: places('erp', 31, 32, 33) }),
    ],
    shopify: [
      shopifyParty(4, { ...leo, locations: places('shopify', 21, 22) }),
      shopifyParty(6, { ...noah, locations: places('shopify', 31, 32, 33) }),
    ],
  });
  await world.sync();
  world.shopify.put(shopifyParty(1, { ...mia, locations: places('shopify', 11, 12) }));
  world.erp.put(erpParty(2, { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' }));
  world.erp.put(erpParty(5, ida));
  world.shopify.put(shopifyParty(5, ida));
  world.shopify.edit('gid://shopify/Customer/4', (party) => ({
    ...party,
    values: { ...party.values, firstName: 'Leonardo' },
    accountName: 'Leonardo Rossi',
    locations: [
      ...party.locations.map((location) => ({ ...location, isDefault: false })),
      makeAddress(addressKey(23), 23, { isDefault: true }),
    ],
  }));
  world.erp.edit(erpParty(6).key, (party) => ({ ...party, locations: party.locations.slice(0, 2) }));
  world.shopify.edit('gid://shopify/Customer/6', (party) => ({
    ...party,
    locations: party.locations.filter(({ key }) => key !== addressKey(32)),
  }));
  await world.prepare();
  return world;
}

/** It was carried out, and the customer that it made in the ERP is on a document. */
async function committedWorld(): Promise<{ world: CommitWorld; run: Run }> {
  const world = await preparedWorld();
  const run = await world.commit();
  const made = world.erp.parties().find(({ values }) => values.email === mia.email);
  world.erp.useOnDocument(made?.key ?? '');
  return { world, run };
}

async function endOf(world: CommitWorld, plan: PlanHeader): Promise<Readonly<Record<string, unknown>>> {
  const rows = await Promise.all(
    undoBuckets.map(
      async (bucket) => (await world.ledger.planRows(plan.id, { bucket, offset: 0, limit: 9 })).total,
    ),
  );
  const links = (await world.ledger.links()).map(({ id, agreed, locations, agreedDefault, ended }) =>
    JSON.stringify([
      id,
      agreed,
      locations.map((each) => [each.agreed, each.state]),
      agreedDefault.erp,
      ended,
    ]),
  );
  return {
    erp: contentOf(world.erp, 'erp'),
    shopify: contentOf(world.shopify, 'shopify'),
    rows,
    links: links.toSorted(),
  };
}

async function goOn(world: CommitWorld, plan: PlanHeader): Promise<Run> {
  const [newest] = await world.ledger.runs();
  return newest?.planId === plan.id ? world.resume(newest.id) : world.commitUndo(plan);
}

describe('an undo that is killed', () => {
  it('P3 ends the same, killed at any step, before or after the system carried it out', async () => {
    const { scene, whole, steps } = await killAtEveryStep({
      prepare: async () => {
        const { world, run } = await committedWorld();
        return { world, plan: await world.prepareUndo(run.id) };
      },
      carryOut: ({ world, plan }) => world.commitUndo(plan),
      goOn: ({ world, plan }) => goOn(world, plan),
      endOf: async ({ world, plan }, { undoes }) => ({
        reversed: undoes?.reversed,
        ...(await endOf(world, plan)),
      }),
    });
    expect(scene.plan.rowCount).toBe(5);
    expect(whole).toMatchObject({
      counts: { written: { erp: 3, shopify: 2 }, linked: 1, failed: 0, stale: 0, waiting: 0 },
      undoes: { rows: 5, reversed: 5 },
    });
    expect(steps).toBeGreaterThan(35);
  });

  it('stops between two writes and goes on later', async () => {
    const { world, run } = await committedWorld();
    const undo = await world.prepareUndo(run.id);
    let writes = 0;
    const stopLater = () => {
      writes += 1;
      if (writes === 3) world.stop.abort();
      return null;
    };
    world.erp.fault = stopLater;
    world.shopify.fault = stopLater;
    const stopped = await world.commitUndo(undo);
    expect(stopped.state).toBe('stopped');
    expect(stopped.counts.waiting).toBeGreaterThan(0);
    revive(world);
    world.stop = new AbortController();
    expect(await world.resume(stopped.id)).toMatchObject({
      state: 'finished',
      undoes: { rows: 5, reversed: 5 },
      counts: { failed: 0, stale: 0, waiting: 0 },
    });
  });
});

describe('L5 P10 a run of a bit of everything', () => {
  it('killed and taken back: both systems are as they were, and the next preview shows what this one showed', async () => {
    expect(await undoInsteadAtEveryStep(preparedWorld)).toBeGreaterThan(30);
  });

  it('and its undo, killed: another undo or a preview in its place ends as without the kill', async () => {
    expect(await anewAtEveryStepOfUndo(preparedWorld)).toBeGreaterThan(30);
  });
});
