import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import type { Side } from '../../shared/domain/party.ts';
import { dataPaths } from '../storage/paths.ts';
import type { ErpSessions, JobContext } from './job-contract.ts';
import type { ErpSeats } from './erp-seats.ts';
import type { JobRuntime } from './job-runtime.ts';
import { createPlanServices } from './plans.ts';
import type { Activity, ProfileSessions } from './profile-session.ts';
import { createTokenProviders } from './token-providers.ts';

/** The plan services on a ledger in memory; nothing here opens a file or a connection. */
function servicesOf(world: CommitWorld, activity: Activity | null = null) {
  const session = { ledger: world.ledger, activity };
  const { clock, ids, logger } = world.ports();
  const runtime: JobRuntime = {
    paths: dataPaths('/nowhere'),
    clock,
    ids,
    logger,
    events: {
      progress: () => undefined,
      runChanged: () => undefined,
      grantRenewed: () => undefined,
      licenceLearned: () => undefined,
    },
    sessions: { open: async () => session } as unknown as ProfileSessions,
    tokens: createTokenProviders(clock, () => undefined),
    erpSessions: {} as unknown as ErpSessions,
    seats: {} as unknown as ErpSeats,
    report: () => () => undefined,
  };
  const context: JobContext = { profile: world.profile, secrets: { shopify: null } };
  return { services: createPlanServices(runtime), context };
}

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

/** One customer deleted in Shopify, and one address deleted of another. */
async function withProposals(): Promise<CommitWorld> {
  const places = (side: Side) => [
    makeAddress(side === 'erp' ? 'MAIN' : addressKey(11), 11, { isDefault: true }),
    makeAddress(side === 'erp' ? 'L000001' : addressKey(12), 12),
  ];
  const world = createCommitWorld({
    erp: [erpParty(1, { ...mia, locations: places('erp') }), erpParty(2, tane)],
    shopify: [shopifyParty(1, { ...mia, locations: places('shopify') }), shopifyParty(2, tane)],
  });
  await world.sync();
  world.shopify.remove('gid://shopify/Customer/2');
  world.shopify.edit('gid://shopify/Customer/1', (party) => ({
    ...party,
    locations: party.locations.slice(0, 1),
  }));
  await world.prepare();
  return world;
}

describe('deciding many rows at once', () => {
  it('L11 approving all proposals takes in what a row proposes as a whole (R32), and takes it back', async () => {
    const world = await withProposals();
    const { services, context } = servicesOf(world);
    const planId = (await world.ledger.latestPlan())?.id ?? '';
    const decideAll = (approveProposals: boolean) =>
      services['plan.decideAll'](
        { profileId: 'harbour', planId, filter: {}, decision: { approveProposals } },
        context,
      );
    const approved = await decideAll(true);
    expect(approved.totals.writes).toEqual({ erp: 1, shopify: 0 });
    const rows = await world.rows();
    expect(rows.find(({ verb }) => verb === 'delete')?.decision).toMatchObject({
      approvedProposals: ['row'],
      deletion: 'endLink',
    });
    expect(rows.find(({ verb }) => verb === 'deactivate')?.decision?.approvedProposals).toHaveLength(1);

    const declined = await decideAll(false);
    expect(declined.totals.writes).toEqual({ erp: 0, shopify: 0 });
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });

    await decideAll(true);
    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 1, shopify: 0 }, failed: 0 });
    expect((await world.prepare()).totals).toMatchObject({ proposals: 0, writes: { erp: 0, shopify: 0 } });
  });

  it('reaches every row of the filter, although deciding takes rows out of it', async () => {
    const numbers = Array.from({ length: 620 }, (_, index) => index + 1);
    const named = (number: number, lastName: string) => ({
      lastName: `${lastName}${String.fromCharCode(65 + (number % 26))}`,
      email: `ann${number}@example.com`,
    });
    const world = createCommitWorld({
      erp: numbers.map((number) => erpParty(number, named(number, 'Ngata'))),
      shopify: numbers.map((number) => shopifyParty(number, named(number, 'Nguyen'))),
    });
    const plan = await world.prepare();
    expect(plan.totals.needPerson).toBe(620);
    const { services, context } = servicesOf(world);
    const decided = await services['plan.decideAll'](
      {
        profileId: 'harbour',
        planId: plan.id,
        filter: { needPerson: true },
        decision: { conflictsGoTo: 'erp' },
      },
      context,
    );
    expect(decided.totals).toMatchObject({ needPerson: 0, writes: { erp: 0, shopify: 620 } });
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 620 });
  });

  it('L12 two decisions at once end in the totals of both, and the latest plan shows them', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, mia), shopifyParty(2, tane)] });
    const plan = await world.prepare();
    const { services, context } = servicesOf(world);
    const leave = (rowId: string) =>
      services['plan.decide'](
        {
          profileId: 'harbour',
          planId: plan.id,
          decisions: [
            {
              rowId,
              decision: {
                include: false,
                choices: {},
                undisputedOnly: false,
                approvedProposals: [],
                partner: null,
                deletion: null,
              },
            },
          ],
        },
        context,
      );
    await Promise.all((await world.rows()).map(({ id }) => leave(id)));
    const latest = await services['plan.latest']({ profileId: 'harbour' }, context);
    expect(latest?.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(latest?.sha256).toBe(plan.sha256);
  });
});

describe('who belongs to whom', () => {
  const ben = { firstName: 'Ben', lastName: 'Whitlock' };
  async function strangers() {
    const world = createCommitWorld({
      erp: [
        erpParty(1, { ...ben, email: 'ben@example.com', phone: '0491 570 156' }),
        erpParty(2, { ...ben, email: 'other@example.com', status: 'inactive' }),
        erpParty(3, { lastName: 'Guest', isGuest: true }),
        erpParty(4, tane),
      ],
      shopify: [
        shopifyParty(11, { ...ben, email: 'bw@work.example', phone: '+61491570158' }),
        shopifyParty(12, tane),
      ],
    });
    const plan = await world.prepare();
    const { services, context } = servicesOf(world);
    const asked = { profileId: 'harbour', planId: plan.id };
    const rowOf = async (number: string) => {
      const row = (await world.rows()).find(({ erp, shopify }) =>
        [erp?.number, shopify?.number].includes(number),
      );
      if (row === undefined) throw new Error(`no row for ${number}`);
      return row;
    };
    const partners = async (number: string, side: Side, search = '') =>
      services['plan.partners'](
        { ...asked, rowId: (await rowOf(number)).id, side, search, limit: 5 },
        context,
      );
    return { world, services, context, asked, rowOf, partners };
  }

  it('finds records without a partner, the most alike first, with what is to be minded', async () => {
    const { partners } = await strangers();
    const found = await partners('11', 'erp');
    expect(found.items.map(({ summary, warnings }) => [summary.number, ...warnings])).toEqual([
      ['C000001', 'otherEmail'],
      ['C000002', 'otherEmail', 'inactive'],
    ]);
    expect(found.items[0]?.score).toBeGreaterThanOrEqual(0.9);
    expect(found.more).toBe(false);
    expect((await partners('11', 'erp', 'ben@')).items.map(({ summary }) => summary.number)).toEqual([
      'C000001',
    ]);
    expect((await partners('11', 'erp', 'nobody')).items).toEqual([]);
    // The other side's own: nobody keeps the row then.
    expect((await partners('11', 'shopify')).items).toEqual([]);
  });

  it('says that a linked customer would leave its partner', async () => {
    const { partners } = await strangers();
    expect((await partners('C000004', 'shopify', 'whitlock')).items[0]?.warnings).toContain('leavesPartner');
  });

  it('keeps what was said about partners when only values are decided afterwards, and takes all back at once', async () => {
    const { services, context, asked, rowOf } = await strangers();
    const partner = erpParty(1).key;
    await services['plan.link']({ ...asked, rowId: (await rowOf('11')).id, partner }, context);
    const row = await rowOf('11');
    expect(row.decision).toMatchObject({ partner, person: expect.any(String) });
    const decision = {
      include: true,
      choices: { email: 'erp' as const },
      undisputedOnly: false,
      approvedProposals: [],
      partner,
      deletion: null,
    };
    await services['plan.decide']({ ...asked, decisions: [{ rowId: row.id, decision }] }, context);
    expect((await rowOf('11')).decision).toMatchObject({ partner, choices: { email: 'erp' } });
    await services['plan.decide']({ ...asked, decisions: [{ rowId: row.id, decision: null }] }, context);
    expect(await rowOf('11')).toMatchObject({ verb: 'create', decision: null });
  });

  it('does not touch the rows of a run that goes on', async () => {
    const { world, asked, rowOf, context } = await strangers();
    const { services } = servicesOf(world, { name: 'committing' } as Activity);
    const rowId = (await rowOf('11')).id;
    const before = await world.rows();
    const refused = { code: 'RUN_ACTIVE' };
    await expect(
      services['plan.link']({ ...asked, rowId, partner: erpParty(1).key }, context),
    ).rejects.toMatchObject(refused);
    await expect(
      services['plan.arrange']({ ...asked, rowId, ties: [], moves: [] }, context),
    ).rejects.toMatchObject(refused);
    expect(await world.rows()).toEqual(before);
  });

  it('remembers who is kept apart, and minds it when somebody looks for a partner again', async () => {
    const { services, context, asked, rowOf, partners } = await strangers();
    await services['plan.link']({ ...asked, rowId: (await rowOf('11')).id, partner: 'new' }, context);
    expect((await rowOf('11')).decision?.apartFrom).toEqual([erpParty(1).key]);
    const found = await partners('11', 'erp');
    expect(found.items.find(({ summary }) => summary.number === 'C000001')?.warnings).toContain('keptApart');
    await services['plan.forget']({ ...asked, rowId: (await rowOf('11')).id }, context);
    expect((await rowOf('11')).decision).toBeNull();
  });
});

describe('a person who overrides the guards of a plan', () => {
  it('is kept with the plan, by the name this computer knows; the commit is let through', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
    const world = createCommitWorld({
      erp: numbers.map((number) => erpParty(number, { ...mia, email: `mia${number}@example.com` })),
      shopify: numbers.map((number) => shopifyParty(number, { ...mia, email: `mia${number}@example.com` })),
    });
    await world.sync();
    for (const { key } of world.shopify.parties().slice(1)) world.shopify.remove(key);
    const plan = await world.prepare();
    expect(plan.guards.map(({ code }) => code)).toContain('massDeactivation');
    const { services, context } = servicesOf(world);
    const asked = { profileId: 'harbour', planId: plan.id, sha256: plan.sha256 };
    await expect(
      services['plan.overrideGuards']({ ...asked, typedName: 'Another store' }, context),
    ).rejects.toMatchObject({ code: 'STORE_NAME_DIFFERS' });
    const header = await services['plan.overrideGuards']({ ...asked, typedName: 'Harbour & Pine' }, context);
    expect(header.guardOverride).toMatchObject({ by: userInfo().username, sha256: plan.sha256 });
    expect(await services['plan.latest']({ profileId: 'harbour' }, context)).toEqual(header);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
  });
});
