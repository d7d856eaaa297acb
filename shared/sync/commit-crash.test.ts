/** L5: kill at any instant, restart, resume: the same end state, no duplicates (P3, P6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, makeAddress } from '../../tests/support/commit-world.ts';
import { addresses, endOf, goOn, isEmpty, mia, preparedWorld } from '../../tests/support/crash-world.ts';
import { cutLineAt, killAt, killAtEveryStep, revive, type Instant } from '../../tests/support/kill-at.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';

describe('L5 a commit that is killed', () => {
  it('P3 P6 ends the same, killed at any step, before or after the system carried it out', async () => {
    const { whole, steps } = await killAtEveryStep({
      prepare: async () => ({ world: await preparedWorld() }),
      carryOut: ({ world }) => world.commit(),
      goOn: ({ world }) => goOn(world),
      endOf: ({ world }) => endOf(world),
    });
    expect(whole.counts).toEqual({
      written: { erp: 3, shopify: 2 },
      linked: 1,
      failed: 0,
      stale: 0,
      waiting: 0,
    });
    expect(steps).toBeGreaterThan(40);
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
      { numRuns: runsOf(60) },
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

  it('does not send later what it had given up on before it went on with the row', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    await world.sync();
    world.erp.edit(erpParty(1).key, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
      locations: [makeAddress('MAIN', 21, { isDefault: true, inherits: true }), makeAddress('L000001', 22)],
    }));
    await world.prepare();
    const killed = new AppError('STORAGE_FAILED', { params: { file: 'ledger', reason: 'killed' } });
    world.shopify.fault = ({ kind }) => (kind === 'updateCustomer' ? 'lostRequest' : null);
    world.ledger.beforeWrite = (write) => {
      if (write === 'endRows') throw killed;
    };
    await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    revive(world);
    const { length } = world.shopify.writes;
    expect(length).toBeGreaterThan(0);
    expect(await goOn(world)).toMatchObject({ state: 'finished', counts: { failed: 1 } });
    expect(world.shopify.writes).toHaveLength(length);
    expect((await world.records())[0]?.cause?.code).toBe('NOT_WRITTEN');
    expect((await world.sync()).counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    expect(world.shopify.parties()[0]?.values.lastName).toBe('Tran');
  });

  it('makes no new preview before it is known what became of an open write, unless that can never be known', async () => {
    const world = await preparedWorld();
    cutLineAt(world, 1);
    expect((await world.commit()).state).toBe('interrupted');
    await expect(world.prepare()).rejects.toMatchObject({ code: 'SERVER_ERROR' });
    for (const twin of [world.erp, world.shopify]) twin.readFault = new AppError('ERP_NO_RIGHTS');
    await world.prepare();
    revive(world);
    await world.sync();
    expect(await isEmpty(world)).toBe(true);
  });
});
