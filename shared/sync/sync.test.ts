import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryLedger, type MemoryLedger } from '../../tests/support/memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from '../../tests/support/memory-twin.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import {
  createTestClock,
  createTestIds,
  silentLogger,
  type TestClock,
} from '../../tests/support/test-ports.ts';
import { AppError, isAppError } from '../domain/app-error.ts';
import type { CustomerField, Party } from '../domain/party.ts';
import { newProfile, type Profile } from '../domain/settings.ts';
import { operationSettingsOf, operationsOf } from './operations.ts';
import { createTotalsCounter } from './plan-build.ts';
import { noDecision, type Decision, type PlanHeader, type PlanRow } from './plan.ts';
import type { Link, SyncRecord } from './ports.ts';
import { chooseCandidate, decideRows, preparePlan } from './sync.ts';

const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');

function profileWith(change: Partial<Profile['customer']> = {}, more: Partial<Profile> = {}): Profile {
  return {
    ...base,
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    ...more,
    customer: { ...base.customer, active: true, ...change },
  };
}

interface World {
  readonly erp: MemoryTwin;
  readonly shopify: MemoryTwin;
  readonly ledger: MemoryLedger;
  readonly profile: Profile;
  readonly clock: TestClock;
  prepare(): Promise<PlanHeader>;
  rows(): Promise<readonly PlanRow[]>;
}

function worldOf(parts: {
  erp?: readonly Party[];
  shopify?: readonly Party[];
  profile?: Profile;
  pageSize?: number;
}): World {
  const size = parts.pageSize === undefined ? {} : { pageSize: parts.pageSize };
  const erp = createMemoryTwin({ side: 'erp', parties: parts.erp ?? [], ...size });
  const shopify = createMemoryTwin({ side: 'shopify', parties: parts.shopify ?? [], ...size });
  const ledger = createMemoryLedger();
  const profile = parts.profile ?? profileWith();
  const ids = createTestIds();
  const clock = createTestClock();
  return {
    erp,
    shopify,
    ledger,
    profile,
    clock,
    prepare: () =>
      preparePlan({
        profile,
        sources: { erp: erp.source, shopify: shopify.source },
        ledger,
        clock,
        ids,
        logger: silentLogger,
        onProgress: () => undefined,
        signal: new AbortController().signal,
      }),
    rows: async () => {
      const plan = await ledger.latestPlan();
      return (await ledger.planRows(plan?.id ?? '', { offset: 0, limit: 10_000 })).items;
    },
  };
}

function agreedLink(erp: Party, shopify: Party): Link {
  const fields: readonly CustomerField[] = ['firstName', 'lastName', 'email', 'phone'];
  const main = erp.locations[0];
  const address = shopify.locations[0];
  return {
    id: `link-${shopify.number}`,
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: Object.fromEntries(
      fields.map((field) => [field, { erp: erp.values[field], shopify: shopify.values[field] }]),
    ),
    locations:
      main === undefined || address === undefined
        ? []
        : [{ erpKey: main.key, shopifyKey: address.key, agreed: {}, state: 'linked' }],
    agreedDefault: {
      erp: erp.locations.find((location) => location.isDefault)?.key ?? null,
      shopify: shopify.locations.find((location) => location.isDefault)?.key ?? null,
    },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

async function linkedWorld(count: number, profile = profileWith()): Promise<World> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const named = (number: number) => ({
    firstName: 'Ann',
    lastName: `Number${number}`,
    email: `ann${number}@example.com`,
  });
  const world = worldOf({
    erp: numbers.map((number) => erpParty(number, named(number))),
    shopify: numbers.map((number) => shopifyParty(number, named(number))),
    profile,
  });
  const erp = world.erp.parties();
  const shopify = world.shopify.parties();
  await world.ledger.saveLinks(
    erp.flatMap((party, index) => {
      const partner = shopify[index];
      return partner === undefined ? [] : [agreedLink(party, partner)];
    }),
  );
  return world;
}

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe('preparing', () => {
  it('L12 puts every record in one row, and the buckets add up to what was read', async () => {
    const world = worldOf({
      erp: [
        erpParty(1, mia),
        erpParty(2, tane),
        erpParty(3, { email: 'twin@example.com' }),
        erpParty(4, { email: 'twin@example.com' }),
        erpParty(5, { lastName: 'Guest', isGuest: true }),
        erpParty(6, { lastName: 'Closed', email: 'closed@example.com', status: 'inactive' }),
      ],
      shopify: [shopifyParty(11, mia), shopifyParty(12, { email: 'new@example.com' }), shopifyParty(13)],
    });
    const plan = await world.prepare();
    const { byVerb, records } = plan.totals;
    expect(records).toEqual({ erp: 6, shopify: 3 });
    expect(plan.read.erp.count).toBe(6);
    expect(Object.values(byVerb).reduce((sum, count) => sum + count)).toBe(plan.rowCount);
    expect(byVerb).toMatchObject({ create: 2, ambiguous: 1, invalid: 1, skip: 1, filtered: 1 });
    expect(plan.totals.creates).toEqual({ erp: 1, shopify: 1 });
    expect(plan.totals.needPerson).toBe(2);
  });

  it('L2 writes nothing to either system', async () => {
    const world = worldOf({ erp: [erpParty(1, mia)], shopify: [shopifyParty(12, tane)] });
    await world.prepare();
    expect([...world.erp.writes, ...world.shopify.writes]).toEqual([]);
  });

  it('refuses before Customer is activated', async () => {
    const world = worldOf({ profile: profileWith({ active: false }) });
    expect(await codeOf(world.prepare())).toBe('ENTITY_INACTIVE');
    expect(world.erp.reads.all).toBe(0);
  });

  it('names the failure of a reading, not that the other side was stopped for it', async () => {
    const world = worldOf({ shopify: [shopifyParty(1, mia)] });
    const failing: MemoryTwin['source'] = {
      ...world.erp.source,
      readAll: () => Promise.reject(new AppError('ERP_NO_SEAT')),
    };
    const work = preparePlan({
      profile: world.profile,
      sources: { erp: failing, shopify: world.shopify.source },
      ledger: world.ledger,
      clock: createTestClock(),
      ids: createTestIds(),
      logger: silentLogger,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(await codeOf(work)).toBe('ERP_NO_SEAT');
    expect(await world.ledger.latestPlan()).toBeNull();
  });

  it('L4 an incomplete read deletes nothing, and the preview cannot be committed', async () => {
    const world = await linkedWorld(4);
    world.shopify.complete = false;
    const plan = await world.prepare();
    expect(plan.read.shopify).toMatchObject({ complete: false, count: 2 });
    expect(plan.guards.map(({ code }) => code)).toEqual(['incompleteRead']);
    expect(plan.totals.byVerb).toMatchObject({ delete: 0, create: 0, deactivate: 0 });
    expect(plan.totals.proposals).toBe(0);
  });

  it('L4 P12 a lost ledger proposes no deletion: all match again', async () => {
    const world = await linkedWorld(20);
    world.ledger.forgetLinks();
    const plan = await world.prepare();
    expect(plan.totals.byVerb).toMatchObject({ link: 20, create: 0, delete: 0 });
    expect(plan.guards).toEqual([]);
  });

  it('the wrong store halts the plan', async () => {
    const world = await linkedWorld(20);
    for (const party of world.shopify.parties()) world.shopify.remove(party.key);
    for (let number = 101; number <= 120; number += 1) {
      world.shopify.put(shopifyParty(number, { email: `stranger${number}@example.com` }));
    }
    const plan = await world.prepare();
    expect(plan.guards.map(({ code }) => code)).toContain('wrongStore');
  });

  it('L11 eleven customers gone at once halt the plan; three do not', async () => {
    const few = await linkedWorld(40);
    for (const party of few.shopify.parties().slice(0, 3)) few.shopify.remove(party.key);
    const calm = await few.prepare();
    expect(calm.guards).toEqual([]);
    expect(calm.totals.proposals).toBe(3);
    const many = await linkedWorld(40);
    for (const party of many.shopify.parties().slice(0, 11)) many.shopify.remove(party.key);
    expect((await many.prepare()).guards.map(({ code }) => code)).toEqual(['massDeactivation']);
  });

  it('L7 linked records in agreement write nothing', async () => {
    const world = await linkedWorld(3);
    const plan = await world.prepare();
    expect(plan.totals.byVerb.equal).toBe(3);
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('L10 equal edits on both sides move what is agreed, and nothing else', async () => {
    const world = await linkedWorld(1);
    const rename = (party: Party): Party => ({ ...party, values: { ...party.values, lastName: 'Married' } });
    world.erp.edit(world.erp.parties()[0]?.key ?? '', rename);
    world.shopify.edit(world.shopify.parties()[0]?.key ?? '', rename);
    const plan = await world.prepare();
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect((await world.ledger.links())[0]?.agreed.lastName).toEqual({ erp: 'Married', shopify: 'Married' });
    expect(plan.linkSerial).toBe(await world.ledger.linkSerial());
  });

  it('numbers new customers from the template, skipping what the ERP has', async () => {
    const defaults: Profile['defaults'] = {
      ...base.defaults,
      numbering: { mode: 'template', template: 'C######', next: 2 },
    };
    const world = worldOf({
      erp: [erpParty(2, tane)],
      shopify: [shopifyParty(12, mia), shopifyParty(9, { email: 'older@example.com' })],
      profile: profileWith({ direction: 'import' }, { defaults }),
    });
    await world.prepare();
    const numbers = (await world.rows()).map((row) => [row.shopify?.number, row.newNumber]);
    expect(numbers).toContainEqual(['9', 'C000003']);
    expect(numbers).toContainEqual(['12', 'C000004']);
  });

  it('R6 two new customers with one phone: only the older one takes it to Shopify', async () => {
    const world = worldOf({
      erp: [
        erpParty(1, { ...mia, phone: '0412 345 678' }),
        erpParty(2, { ...tane, phone: '+61 412 345 678' }),
      ],
      profile: profileWith({ direction: 'export' }),
    });
    await world.prepare();
    const notes = (await world.rows()).map((row) => [
      row.erp?.number,
      row.verb,
      row.fields.flatMap((field) => field.notes.map(({ code }) => code)),
    ]);
    expect(notes).toEqual([
      ['C000001', 'create', []],
      ['C000002', 'create', ['phoneTaken']],
    ]);
  });

  it.each(['email', 'phone'] as const)('R30 two customers that swap their %s both wait', async (field) => {
    const world = worldOf({
      erp: [erpParty(1, { ...mia, phone: '0412 345 678' }), erpParty(2, { ...tane, phone: '021 123 4567' })],
      shopify: [
        shopifyParty(11, { ...mia, phone: '+61412345678' }),
        shopifyParty(12, { ...tane, phone: '+64211234567' }),
      ],
      profile: profileWith({}, { homeCountry: field === 'phone' ? 'AU' : 'NZ' }),
    });
    const [first, second] = world.erp.parties();
    const partners = world.shopify.parties();
    if (first === undefined || second === undefined || partners.length !== 2) throw new Error('No world');
    const nationals = { ...second, values: { ...second.values, phone: '+64 21 123 4567' } };
    world.erp.put(nationals);
    await world.ledger.saveLinks(
      [first, nationals].flatMap((party, index) => {
        const partner = partners[index];
        return partner === undefined ? [] : [agreedLink(party, partner)];
      }),
    );
    world.erp.put({ ...first, values: { ...first.values, [field]: nationals.values[field] } });
    world.erp.put({ ...nationals, values: { ...nationals.values, [field]: first.values[field] } });
    const plan = await world.prepare();
    const rows = await world.rows();
    expect(rows.map(({ verb }) => verb)).toEqual(['invalid', 'invalid']);
    const swaps = rows.map(({ notes }) => notes.find(({ code }) => code === 'identitySwap')?.params['other']);
    expect(swaps).toEqual(['Tane Ngata', 'Mia Nguyen']);
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('R34 a filtered record takes its partner out of the plan, so that nothing is created twice', async () => {
    const world = worldOf({
      erp: [erpParty(1, { ...mia, status: 'inactive' })],
      shopify: [shopifyParty(11, mia)],
    });
    const plan = await world.prepare();
    expect(plan.totals.byVerb).toMatchObject({ filtered: 1, create: 0 });
    expect(plan.totals.records).toEqual({ erp: 1, shopify: 1 });
  });

  it('R19 a linked customer that became inactive still flows, and its status is shown', async () => {
    const world = await linkedWorld(1);
    world.erp.edit(world.erp.parties()[0]?.key ?? '', (party) => ({
      ...party,
      status: 'inactive',
      values: { ...party.values, email: 'moved@example.com' },
    }));
    await world.prepare();
    const [row] = await world.rows();
    expect(row?.verb).toBe('update');
    expect(row?.notes.map(({ code }) => code)).toContain('erpStatus');
  });

  it('P11 neither the order of records nor page boundaries change the plan', async () => {
    const erp = [
      erpParty(1, mia),
      erpParty(2, tane),
      erpParty(3, { email: 'twin@example.com' }),
      erpParty(4, { email: 'twin@example.com' }),
      erpParty(5, { lastName: 'Phone', phone: '0412 345 678' }),
    ];
    const shopify = [
      shopifyParty(11, mia),
      shopifyParty(12, { email: 'new@example.com', phone: '+61412345678' }),
      shopifyParty(13, { email: 'twin@example.com' }),
      shopifyParty(14, { email: 'other@example.com', lastName: 'Other' }),
    ];
    const hashOf = async (parts: { erp: readonly Party[]; shopify: readonly Party[]; pageSize: number }) => {
      const world = worldOf(parts);
      const plan = await world.prepare();
      return { rows: await world.rows(), totals: plan.totals };
    };
    const expected = await hashOf({ erp, shopify, pageSize: 250 });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(erp, { minLength: erp.length }),
        fc.shuffledSubarray(shopify, { minLength: shopify.length }),
        fc.integer({ min: 1, max: 5 }),
        async (mixedErp, mixedShopify, pageSize) => {
          expect(await hashOf({ erp: mixedErp, shopify: mixedShopify, pageSize })).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('decisions', () => {
  const decide = (world: World, planId: string, rowId: string, decision: Decision | null) =>
    decideRows({
      planId,
      profile: world.profile,
      ledger: world.ledger,
      decisions: new Map([[rowId, decision]]),
    });

  async function conflicting(): Promise<{ world: World; row: PlanRow; planId: string }> {
    const world = worldOf({
      erp: [erpParty(1, { ...mia, phone: '0412 345 678' })],
      shopify: [shopifyParty(11, { ...mia, phone: '+61499999999' })],
    });
    const plan = await world.prepare();
    const row = (await world.rows())[0];
    if (row?.verb !== 'conflict') throw new Error('No conflict');
    return { world, row, planId: plan.id };
  }

  it('are carried over to a new preview while the records are the same', async () => {
    const { world, row, planId } = await conflicting();
    const decision = { ...noDecision, choices: { phone: 'erp' as const } };
    await decide(world, planId, row.id, decision);
    const plan = await world.prepare();
    expect((await world.rows())[0]?.decision).toEqual(decision);
    expect(plan.totals).toMatchObject({ needPerson: 0, writes: { erp: 0, shopify: 1 } });
  });

  it('are asked for again when a record changed', async () => {
    const { world, row, planId } = await conflicting();
    await decide(world, planId, row.id, { ...noDecision, choices: { phone: 'erp' } });
    world.shopify.edit(row.shopify?.key ?? '', (party) => ({
      ...party,
      values: { ...party.values, phone: '+61488888888' },
    }));
    await world.prepare();
    expect((await world.rows())[0]).toMatchObject({ id: row.id, decision: null });
  });

  it('move the totals, not the hash', async () => {
    const { world, row, planId } = await conflicting();
    const before = await world.ledger.plan(planId);
    const after = await decide(world, planId, row.id, { ...noDecision, choices: { phone: 'erp' } });
    expect(after.sha256).toBe(before?.sha256);
    expect([before?.totals.writes.shopify, after.totals.writes.shopify]).toEqual([0, 1]);
    expect(after.totals.cost.shopifyPoints).toBe(12);
    expect(await world.ledger.latestPlan()).toEqual(after);
    expect((await decide(world, planId, row.id, null)).totals).toEqual(before?.totals);
    await expect(decide(world, planId, 'none', null)).rejects.toMatchObject({ code: 'ROW_MISSING' });
    await expect(decide(world, 'none', row.id, null)).rejects.toMatchObject({ code: 'PLAN_MISSING' });
  });
});

describe('choosing a candidate', () => {
  const twins = [erpParty(1, { ...mia, lastName: 'One' }), erpParty(2, { ...mia, lastName: 'Two' })];

  async function ambiguous(
    shopify: readonly Party[],
    erp = twins,
    change: Partial<Profile['customer']> = {},
  ) {
    const world = worldOf({ erp, shopify, profile: profileWith(change) });
    const plan = await world.prepare();
    const row = (await world.rows()).find(({ verb }) => verb === 'ambiguous');
    if (row === undefined) throw new Error('No question');
    const choose = (partner: string): Promise<PlanHeader> =>
      chooseCandidate({
        planId: plan.id,
        rowId: row.id,
        partner,
        profile: world.profile,
        ledger: world.ledger,
        ids: createTestIds(),
      });
    return { world, plan, row, choose };
  }

  it('R11 pairs the two, and the candidate left over stays in a row of its own', async () => {
    const { world, plan, row, choose } = await ambiguous([shopifyParty(11, mia)]);
    expect(row.candidates).toHaveLength(2);
    const changed = await choose(twins[1]?.key ?? '');
    const rows = await world.rows();
    expect(rows.map(({ erp, shopify }) => [erp?.number, shopify?.number])).toEqual(
      expect.arrayContaining([
        ['C000002', '11'],
        ['C000001', undefined],
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(rows.find(({ shopify }) => shopify !== null)?.evidence[0]?.rule).toBe('manual');
    expect(changed.totals.records).toEqual(plan.totals.records);
    expect(changed.id).toBe(plan.id);
    expect(changed.sha256).not.toBe(plan.sha256);
  });

  it('leaves the other rows where they are, and the totals are those of all rows', async () => {
    const { world, row, choose } = await ambiguous(
      [
        shopifyParty(11, mia),
        shopifyParty(12, { firstName: 'Aroha', lastName: 'Kaur', email: 'aroha@example.com' }),
        shopifyParty(13, { firstName: 'Zoe', lastName: 'Li', email: 'zoe@example.com' }),
      ],
      [...twins, erpParty(3, { firstName: 'Noah', lastName: 'Kelly', email: 'noah@example.com' })],
    );
    const before = await world.rows();
    const place = before.findIndex(({ id }) => id === row.id);
    const changed = await choose(twins[0]?.key ?? '');
    const after = await world.rows();
    expect(changed.rowCount).toBe(after.length);
    expect(after.slice(0, place)).toEqual(before.slice(0, place));
    expect(after.slice(place + 2)).toEqual(before.slice(place + 1));
    const settings = operationSettingsOf(world.profile);
    const counter = createTotalsCounter(
      (each, records, decision) => operationsOf(each, records, decision, settings),
      world.profile.erp,
    );
    await world.ledger.eachPlanRow(changed.id, (each, records) => counter.add({ row: each, records }));
    expect(changed.totals).toEqual(counter.totals());
    expect(await world.ledger.latestPlan()).toEqual(changed);
  });

  it('is remembered by the next preview', async () => {
    const { world, choose } = await ambiguous([shopifyParty(11, mia)]);
    await choose(twins[1]?.key ?? '');
    const chosen = await world.rows();
    await world.prepare();
    expect(await world.rows()).toEqual(chosen);
  });

  it('`new` keeps the record apart: it is created, and the twins still wait for each other', async () => {
    const { world, choose } = await ambiguous([shopifyParty(11, mia)], twins, { direction: 'import' });
    const plan = await choose('new');
    expect(plan.totals.byVerb).toMatchObject({ create: 1, ambiguous: 1 });
    const kept = await world.rows();
    await world.prepare();
    expect(await world.rows()).toEqual(kept);
  });

  it('R7 two on one phone that are not the same person go on as two', async () => {
    const { world, choose } = await ambiguous(
      [shopifyParty(11, { ...mia, phone: '+61412345678' })],
      [erpParty(1, { lastName: 'Nguyen', phone: '0412 345 678' })],
    );
    await choose('new');
    const rows = await world.rows();
    expect(rows.map(({ verb, target }) => `${verb} ${target}`).toSorted()).toEqual([
      'create erp',
      'create shopify',
    ]);
    const exported = rows.find(({ target }) => target === 'shopify');
    expect(exported?.fields.flatMap(({ notes }) => notes.map(({ code }) => code))).toContain('phoneTaken');
  });

  it('R11 of two twins without partner one goes on; the other would share its e-mail and is invalid', async () => {
    const { world, choose } = await ambiguous([], twins, { direction: 'export' });
    await choose(twins[0]?.key ?? '');
    expect((await world.rows()).map(({ erp, verb }) => [erp?.number, verb])).toEqual([
      ['C000001', 'create'],
      ['C000002', 'invalid'],
    ]);
  });

  it.each(['new', 'gid://shopify/Customer/999'])('refuses %s for twins without partner', async (partner) => {
    const { choose } = await ambiguous([], twins);
    expect(await codeOf(choose(partner))).toBe('DECISION_INVALID');
  });

  it('refuses a row that is not ambiguous, and one that is not there', async () => {
    const world = worldOf({ erp: [erpParty(1, mia)] });
    const plan = await world.prepare();
    const [row] = await world.rows();
    const input = {
      planId: plan.id,
      partner: 'new',
      profile: world.profile,
      ledger: world.ledger,
      ids: createTestIds(),
    };
    expect(await codeOf(chooseCandidate({ ...input, rowId: row?.id ?? '' }))).toBe('DECISION_INVALID');
    expect(await codeOf(chooseCandidate({ ...input, rowId: 'row-unknown' }))).toBe('ROW_MISSING');
  });
});

describe('the record of each customer', () => {
  async function statusesOf(world: World): Promise<Record<string, string>> {
    const { items } = await world.ledger.records({ offset: 0, limit: 100 });
    return Object.fromEntries(items.map(({ name, status }) => [name, status]));
  }

  it('has the status of its row', async () => {
    const world = worldOf({
      erp: [
        erpParty(1, { ...mia, phone: '0412 345 678' }),
        erpParty(2, { ...tane, status: 'inactive' }),
        erpParty(3, { lastName: 'Guest', isGuest: true }),
      ],
      shopify: [
        shopifyParty(11, { ...mia, phone: '+61499999999' }),
        shopifyParty(12, { email: 'new@example.com' }),
      ],
    });
    await world.prepare();
    expect(await statusesOf(world)).toEqual({
      'Mia Nguyen': 'conflict',
      'Tane Ngata': 'filtered',
      Guest: 'invalid',
      'new@example.com': 'prepared',
    });
  });

  async function failedBefore(status: SyncRecord['status'], attempts: number) {
    const world = worldOf({
      shopify: [shopifyParty(12, { ...mia, locations: [makeLocation('a1', {}, { isDefault: true })] })],
      profile: profileWith({ direction: 'import' }),
    });
    await world.prepare();
    const { items } = await world.ledger.records({ offset: 0, limit: 10 });
    const [record] = items;
    if (record === undefined) throw new Error('No record');
    await world.ledger.saveRecords([
      { ...record, status, attempts, cause: { code: 'WRITE_REFUSED', params: {}, fields: {} } },
    ]);
    return { world, record };
  }

  it('L6 stays failed, with its cause, while it is only prepared again', async () => {
    const { world, record } = await failedBefore('failed', 2);
    const plan = await world.prepare();
    expect(plan.totals.byVerb.create).toBe(1);
    const after = (await world.ledger.recordsByIds([record.id])).get(record.id);
    expect(after).toMatchObject({ status: 'failed', attempts: 2, cause: { code: 'WRITE_REFUSED' } });
  });

  it('stays aborted, and its row is left out until a person puts it back', async () => {
    const { world, record } = await failedBefore('aborted', 5);
    const plan = await world.prepare();
    expect(plan.totals.byVerb).toMatchObject({ create: 0, skip: 1 });
    expect(plan.totals.writes.erp).toBe(0);
    expect((await world.rows())[0]?.notes.map(({ code }) => code)).toContain('mustFixFirst');
    await world.ledger.saveRecords([{ ...record, status: 'prepared', attempts: 0 }]);
    expect((await world.prepare()).totals.byVerb.create).toBe(1);
  });

  it('is saved only when something changed', async () => {
    const world = worldOf({ erp: [erpParty(1, mia)] });
    await world.prepare();
    world.clock.advance(60_000);
    const [before] = (await world.ledger.records({ offset: 0, limit: 10 })).items;
    await world.prepare();
    const [after] = (await world.ledger.records({ offset: 0, limit: 10 })).items;
    expect(before?.status).toBe('prepared');
    expect(after).toEqual(before);
  });
});
