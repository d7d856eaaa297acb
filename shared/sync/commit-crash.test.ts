/** L5: kill at any instant, restart, resume: the same end state, no duplicates (P3, P6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { killAt, revive, type Instant } from '../../tests/support/kill-at.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import type { Link, Run } from './ports.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz', phone: '+6493001234' };
const ruby = { firstName: 'Ruby', lastName: 'Okafor', phone: '+61412345678' };
const leo = { firstName: 'Leo', lastName: 'Rossi', email: 'leo@example.com.au' };

const addresses = () => [
  makeAddress(addressKey(11), 11, { isDefault: true }),
  makeAddress(addressKey(12), 12),
  makeAddress(addressKey(13), 13),
];
const locations = () => [
  makeAddress('MAIN', 21, { isDefault: true, inherits: true }),
  makeAddress('L000001', 22),
];

/** A create each way with locations, a linked pair edited on both sides with a default swap, and a new link. */
async function preparedWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [erpParty(4, { ...leo, locations: locations() })],
    shopify: [
      shopifyParty(4, {
        ...leo,
        locations: [makeAddress(addressKey(41), 21, { isDefault: true }), makeAddress(addressKey(42), 22)],
      }),
    ],
  });
  await world.sync();
  world.erp.edit(erpParty(4).key, (party) => ({
    ...party,
    values: { ...party.values, phone: '02 9374 4000' },
  }));
  world.shopify.edit('gid://shopify/Customer/4', (party) => ({
    ...party,
    values: { ...party.values, firstName: 'Leonardo' },
    locations: [
      ...party.locations.map((location) => ({ ...location, isDefault: location.key === addressKey(42) })),
      makeAddress(addressKey(43), 23),
    ],
  }));
  world.shopify.put(shopifyParty(1, { ...mia, locations: addresses() }));
  world.erp.put(erpParty(2, { ...tane, locations: locations() }));
  world.shopify.put(shopifyParty(3, ruby));
  world.erp.put(erpParty(5, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' }));
  world.shopify.put(shopifyParty(5, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' }));
  await world.prepare();
  return world;
}

async function goOn(world: CommitWorld): Promise<Run> {
  const plan = await world.ledger.latestPlan();
  const open = (await world.ledger.runs()).find(({ planId }) => planId === plan?.id);
  return open === undefined ? world.commit() : world.resume(open.id);
}

/** Links without what depends on chance: ids of created records and stamps. */
function agreedOf(links: readonly Link[]): readonly string[] {
  return links
    .map(({ agreed, locations: places, id }) =>
      JSON.stringify({
        id,
        agreed,
        places: places
          .map((place) => JSON.stringify([place.agreed, place.state]))
          .toSorted((one, other) => (one < other ? -1 : 1)),
      }),
    )
    .toSorted((one, other) => (one < other ? -1 : 1));
}

/** Everything that has to be the same in the end, however often the run was killed. */
async function endOf(world: CommitWorld): Promise<Readonly<Record<string, unknown>>> {
  return {
    erp: contentOf(world.erp, 'erp'),
    shopify: contentOf(world.shopify, 'shopify'),
    writes: world.writes(),
    links: agreedOf(await world.ledger.links()),
    processed: (await world.ledger.recordCounts()).processed,
  };
}

async function isEmpty(world: CommitWorld): Promise<boolean> {
  const { writes } = (await world.prepare()).totals;
  return writes.erp + writes.shopify === 0;
}

describe('a commit that is killed', () => {
  it('P3 P6 ends the same, killed at any step, before or after the system carried it out', async () => {
    const plain = await preparedWorld();
    const counted = killAt(plain, Number.POSITIVE_INFINITY, 'before');
    const whole = await plain.commit();
    const total = counted.steps();
    expect(whole.counts).toEqual({
      written: { erp: 3, shopify: 2 },
      linked: 1,
      failed: 0,
      stale: 0,
      waiting: 0,
    });
    expect(total).toBeGreaterThan(40);
    const wanted = await endOf(plain);

    for (const instant of ['before', 'after'] as const) {
      for (let nth = 1; nth <= total; nth += 1) {
        const hint = `killed ${instant} step ${nth}`;
        const world = await preparedWorld();
        killAt(world, nth, instant);
        await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
        revive(world);
        const { state, counts } = await goOn(world);
        expect({ hint, state, counts, ...(await endOf(world)) }).toEqual({
          hint,
          state: 'finished',
          counts: whole.counts,
          ...wanted,
        });
      }
    }
    const last = await preparedWorld();
    await last.commit();
    expect(await isEmpty(last)).toBe(true);
  });

  it('P3 ends the same when it is killed again and again', async () => {
    const plain = await preparedWorld();
    await plain.commit();
    const wanted = await endOf(plain);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom<Instant>('before', 'after')), {
          minLength: 1,
          maxLength: 6,
        }),
        async (kills) => {
          const world = await preparedWorld();
          for (const [nth, instant] of kills) {
            killAt(world, nth, instant);
            await goOn(world).catch(() => undefined);
            revive(world);
            const plan = await world.ledger.latestPlan();
            if (
              (await world.ledger.runs()).some((run) => run.planId === plan?.id && run.state === 'finished')
            )
              break;
          }
          const plan = await world.ledger.latestPlan();
          const runs = await world.ledger.runs();
          if (!runs.some((run) => run.planId === plan?.id && run.state === 'finished')) await goOn(world);
          expect(await endOf(world)).toEqual(wanted);
          expect(await isEmpty(world)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('settles what a person changed in the meantime: what was not sent is stale, what was sent is kept (L3)', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, { ...mia, locations: addresses() })] });
    await world.prepare();
    let intents = 0;
    world.ledger.beforeWrite = (write) => {
      if (write === 'appendIntent' && (intents += 1) > 1) throw new AppError('DISK_FULL');
    };
    await expect(world.commit()).rejects.toMatchObject({ code: 'DISK_FULL' });
    revive(world);
    expect(world.erp.parties()).toHaveLength(1);
    const [made] = world.erp.parties();
    world.erp.edit(made?.key ?? '', (party) => ({
      ...party,
      values: { ...party.values, phone: '+61299998888' },
    }));

    const run = await goOn(world);
    expect(run.counts).toMatchObject({ stale: 1, failed: 0, waiting: 0 });
    expect(world.erp.parties()).toHaveLength(1);
    expect(world.erp.parties()[0]?.locations).toHaveLength(1);
    await world.sync();
    expect(world.erp.parties()[0]?.locations).toHaveLength(3);
    expect(world.shopify.parties()[0]?.values.phone).toBe('+61299998888');
    expect(await isEmpty(world)).toBe(true);
  });

  it('leaves a row alone that was decided otherwise before the resume', async () => {
    const world = createCommitWorld({
      erp: [erpParty(1, { ...mia, phone: '02 9374 4000' })],
      shopify: [shopifyParty(1, { ...mia, phone: '+61412345678' })],
    });
    await world.prepare();
    const [row] = await world.rows();
    await world.decide(row?.id ?? '', { choices: { phone: 'erp' } });
    world.ledger.beforeWrite = (write) => {
      if (write === 'appendResult') throw new AppError('DISK_FULL');
    };
    await expect(world.commit()).rejects.toMatchObject({ code: 'DISK_FULL' });
    revive(world);
    await world.decide(row?.id ?? '', { choices: { phone: 'shopify' } });
    const run = await goOn(world);
    expect(run.counts).toMatchObject({ stale: 1 });
    expect(world.writes()).toBe(1);
    expect((await world.records())[0]).toMatchObject({ status: 'stale', cause: { code: 'PLAN_OUTDATED' } });
  });
});
