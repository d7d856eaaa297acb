/** Filters of a profile in the whole way from preview to commit: what is outside is Filtered, stays linked, and is never deleted. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import { noFilters, type Filter, type FilterCondition, type Filters } from '../domain/filter.ts';
import type { Party } from '../domain/party.ts';
import type { Direction, Profile } from '../domain/settings.ts';
import { ruleProblems } from '../mapping/profile-rules.ts';
import { filterExclusion } from './record-filter.ts';
import { preparePlan } from './sync.ts';

const filter = (...parts: FilterCondition[]): Filter => ({
  name: 'Good customers',
  where: { join: 'and', parts },
});
const buys = filter({ field: 'orders', operator: 'isGreaterThan', values: [0] });
const retail = filter({ field: 'customerClass', operator: 'equals', values: ['RETAIL'] });

const customer = (change: Partial<Filters['customer']>): Filters => ({
  ...noFilters,
  customer: { import: null, export: null, ...change },
});

const withOrders = (party: Party, orders: number): Party => ({ ...party, attributes: { orders } });
const ofClass = (party: Party, customerClass: string): Party => ({ ...party, attributes: { customerClass } });

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

function world(
  direction: Direction,
  filters: Filters,
  records: { readonly erp?: readonly Party[]; readonly shopify?: readonly Party[] },
): CommitWorld {
  return createCommitWorld({ ...records, customer: { direction }, rules: { filters } });
}

async function verbs(here: CommitWorld): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    (await here.rows()).map(({ erp, shopify, verb }) => [(shopify ?? erp)?.name ?? '', verb]),
  );
}

describe('a filter', () => {
  it('lets only those through that it is for, and says of the others what it asks', async () => {
    const here = world('import', customer({ import: buys }), {
      shopify: [withOrders(shopifyParty(1, mia), 3), withOrders(shopifyParty(2, tane), 0)],
    });
    await here.prepare();
    expect(await verbs(here)).toEqual({ 'Mia Nguyen': 'create', 'Tane Ngata': 'filtered' });
    const [note] = (await here.rows()).find(({ verb }) => verb === 'filtered')?.notes ?? [];
    expect(note).toEqual({
      code: 'outsideFilter',
      params: { system: 'Shopify', filter: 'Good customers', condition: 'Number of orders is more than 0' },
    });
    await here.commit();
    expect(here.erp.parties().map(({ accountName }) => accountName)).toEqual(['Mia Nguyen']);
    expect((await here.records()).map(({ name, status }) => [name, status])).toContainEqual([
      'Tane Ngata',
      'filtered',
    ]);
  });

  it('R34 keeps a record outside from being made twice, and from being written, where its equal is inside', async () => {
    const here = world('bidirectional', customer({ import: buys }), {
      erp: [erpParty(1, { ...mia, phone: '02 9374 4000' })],
      shopify: [withOrders(shopifyParty(1, mia), 0)],
    });
    const plan = await here.prepare();
    expect(plan.totals.byVerb).toMatchObject({ filtered: 1, create: 0, update: 0, link: 0 });
    expect(await codeOf(here.commit())).toBe('PLAN_NOTHING_TO_DO');
    expect(here.writes()).toBe(0);
    expect(await here.ledger.links()).toEqual([]);
  });

  it('asks nobody who is who among records that take no part, and makes none of them twice', async () => {
    const twin = (number: number, orders: number): Party =>
      withOrders(shopifyParty(number, { ...tane, email: 'shared@example.com' }), orders);
    const shopify = [twin(1, 0), twin(2, 0)];
    const alone = world('import', customer({ import: buys }), { shopify });
    expect((await alone.prepare()).totals).toMatchObject({
      needPerson: 0,
      byVerb: { filtered: 1, create: 0 },
    });
    const other = [erpParty(9, { email: 'shared@example.com' })];
    const both = world('bidirectional', customer({ import: buys }), { erp: other, shopify });
    expect((await both.prepare()).totals).toMatchObject({
      needPerson: 0,
      byVerb: { filtered: 1, create: 0 },
    });
    const mixed = world('import', customer({ import: buys }), { shopify: [twin(1, 0), twin(2, 5)] });
    expect((await mixed.prepare()).totals).toMatchObject({ needPerson: 1, byVerb: { ambiguous: 1 } });
  });

  it.each([
    ['import', { export: retail }, 'create'],
    ['export', { import: buys }, 'create'],
    ['import', { import: buys }, 'filtered'],
    ['export', { export: retail }, 'filtered'],
    ['bidirectional', { import: buys, export: retail }, 'filtered'],
  ] as const)(
    'of a direction that the profile does not have asks nothing: %s %j',
    async (direction, change, verb) => {
      const records =
        direction === 'export'
          ? { erp: [ofClass(erpParty(1, mia), 'TRADE')] }
          : { shopify: [withOrders(shopifyParty(1, mia), 0)] };
      const here = world(direction, customer(change), records);
      await here.prepare();
      expect(await verbs(here)).toEqual({ 'Mia Nguyen': verb });
    },
  );
});

describe('L4 a linked customer that leaves the filter', () => {
  async function linked(): Promise<CommitWorld> {
    const here = world('import', customer({ import: buys }), {
      shopify: [
        withOrders(
          shopifyParty(1, {
            ...mia,
            locations: [
              makeLocation('1', { city: 'Perth', country: 'AU', province: 'WA' }, { isDefault: true }),
            ],
          }),
          3,
        ),
      ],
    });
    await here.sync();
    return here;
  }

  it('is Filtered, is not written, and stays linked', async () => {
    const here = await linked();
    const [link] = await here.ledger.links();
    const writes = here.writes();
    here.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...withOrders(party, 0),
      values: { ...party.values, email: 'moved@example.com' },
    }));
    expect(await codeOf(here.sync())).toBe('PLAN_NOTHING_TO_DO');
    expect(await verbs(here)).toEqual({ 'Mia Nguyen': 'filtered' });
    expect(here.writes()).toBe(writes);
    expect(await here.ledger.links()).toEqual([link]);
  });

  it('comes back with what was edited meanwhile', async () => {
    const here = await linked();
    here.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...withOrders(party, 0),
      values: { ...party.values, email: 'moved@example.com' },
    }));
    await here.prepare();
    here.shopify.edit('gid://shopify/Customer/1', (party) => withOrders(party, 9));
    await here.sync();
    expect(here.erp.parties()[0]?.values.email).toBe('moved@example.com');
  });

  it('has no deletion proposed to it when its partner is gone', async () => {
    const here = world('bidirectional', customer({ import: buys }), {
      shopify: [withOrders(shopifyParty(1, mia), 3)],
    });
    await here.sync();
    here.erp.remove(here.erp.parties()[0]?.key ?? '');
    here.shopify.edit('gid://shopify/Customer/1', (party) => withOrders(party, 0));
    const plan = await here.prepare();
    expect(plan.totals.byVerb).toMatchObject({ filtered: 1, delete: 0, create: 0 });
    expect(await here.ledger.links()).toHaveLength(1);
  });
});

describe('business customers', () => {
  const company = (party: Party): Party => ({
    ...party,
    kind: 'company',
    business: { contacts: [], mainContactKey: null, terms: null },
  });
  const own = filter({ field: 'accountName', operator: 'startsWith', values: ['Kauri'] });

  it('have a filter of their own, and ask that of customers nothing', () => {
    const { profile } = world(
      'import',
      { ...customer({ import: buys }), company: { import: null, export: own } },
      {},
    );
    const active: Profile = {
      ...profile,
      company: { ...profile.company, active: true, direction: 'export' },
    };
    const excluded = filterExclusion(active);
    expect(excluded(company(erpParty(1, { accountName: 'Kauri Joinery' })))).toBeNull();
    expect(excluded(company(erpParty(2, { accountName: 'Rimu Joinery' })))?.params['condition']).toBe(
      'Account name starts with Kauri',
    );
    expect(excluded(company(shopifyParty(3)))).toBeNull();
    expect(excluded(withOrders(shopifyParty(4, mia), 0))?.code).toBe('outsideFilter');
  });

  it('have a mapping of their own, which is looked at while Company is active', () => {
    const { profile } = world('import', noFilters, {});
    const importing = { ...profile.company, direction: 'import' } as const;
    const fieldMappings = {
      ...profile.fieldMappings,
      company: { import: { accountName: { kind: 'constant', value: 'X' } }, export: {} },
    } as const;
    const active = { ...importing, active: true };
    expect(ruleProblems({ ...profile, fieldMappings, company: importing })).toEqual([]);
    expect(ruleProblems({ ...profile, fieldMappings, company: active }).map(({ path }) => path)).toEqual([
      'fieldMappings.company.import.accountName',
    ]);
  });
});

it('L3 a record that left the filter between preview and commit is not written', async () => {
  const here = world('import', customer({ import: buys }), {
    shopify: [withOrders(shopifyParty(1, mia), 3), withOrders(shopifyParty(2, tane), 3)],
  });
  await here.prepare();
  here.shopify.edit('gid://shopify/Customer/1', (party) => withOrders(party, 0));
  const run = await here.commit();
  expect(run.counts).toMatchObject({ stale: 1, failed: 0 });
  expect(here.erp.parties().map(({ accountName }) => accountName)).toEqual(['Tane Ngata']);
});

it('a run is taken back whatever the filter says by then', async () => {
  const here = world('import', customer({ import: buys }), {
    shopify: [withOrders(shopifyParty(1, mia), 3)],
  });
  const run = await here.sync();
  here.shopify.edit('gid://shopify/Customer/1', (party) => withOrders(party, 0));
  await here.undo(run.id);
  expect(here.erp.parties()).toEqual([]);
});

it('a filter on a field that no longer exists stops the preview before anything is read, by name', async () => {
  const gone = filter({ field: 'metafield:loyalty.VIP', operator: 'isNotEmpty', values: [] });
  const here = world('import', customer({ import: gone }), { shopify: [shopifyParty(1, mia)] });
  expect(await codeOf(here.prepare())).toBe('RULES_INVALID');
  await expect(preparePlan({ ...here.ports(), signal: new AbortController().signal })).rejects.toMatchObject({
    fields: {
      'filters.customer.import.where.parts.0.field':
        'The field \u201CVIP\u201D no longer exists. Choose another field, or remove the condition.',
    },
  });
  expect(here.shopify.reads.all).toBe(0);
});
