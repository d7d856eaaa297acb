import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryTwin } from '../../tests/support/memory-twin.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { createTestClock, createTestIds, silentLogger } from '../../tests/support/test-ports.ts';
import { AppError } from '../domain/app-error.ts';
import type { Party } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import type { SyncRecord } from './ledger-port.ts';
import { preparePlan } from './sync.ts';
import {
  base,
  profileWith,
  type World,
  worldOf,
  agreedLink,
  mia,
  tane,
  linkedWorld,
  codeOf,
} from '../../tests/support/preview-world.ts';

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
      { numRuns: runsOf(25) },
    );
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
