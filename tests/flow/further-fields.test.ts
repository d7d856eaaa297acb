/** Fields that only one store or company has, from the live lists through saved rules to what both systems hold. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../electron/host.ts';
import { defaultMappings } from '../../shared/domain/field-mapping.ts';
import { noFilters, type Filter } from '../../shared/domain/filter.ts';
import type { FurtherField, FurtherFieldList } from '../../shared/domain/further-field.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { connectProfile } from './connected-profile.ts';

const loyalty = { namespace: 'loyalty', key: 'level', type: 'single_line_text_field' } as const;

const gold: Filter = {
  name: 'Gold',
  where: {
    join: 'and',
    parts: [{ field: 'metafield:loyalty.level', operator: 'equals', values: ['gold'] }],
  },
};

let home: string;
let world: DemoWorld;
let host: Host;
let profileId: string;
let settings: Pick<Input<'settings.save'>, 'profileId' | 'customer' | 'defaults' | 'policies'>;

const listed = (side: Side, refresh = false): Promise<FurtherFieldList> =>
  host.services['fields.list']({ profileId, side, refresh });

async function takenUp(side: Side): Promise<readonly FurtherField[]> {
  const { fields } = await listed(side);
  return fields.map(({ key, label, type, maximum }) => ({ key, label, type, maximum }));
}

async function commit(): Promise<void> {
  const plan = await host.services['plan.prepare']({ profileId });
  const run = await host.services['plan.commit']({
    profileId,
    planId: plan.id,
    sha256: plan.sha256,
    firstRowsPerVerb: null,
  });
  expect(run).toMatchObject({ state: 'finished', counts: { failed: 0 } });
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-fields-'));
  world = await startDemoWorld(null, { isEmpty: true });
  const { shopify, erp } = world;
  shopify.store.defineMetafield({ ...loyalty, name: 'Loyalty level', ownerType: 'CUSTOMER' });
  erp.store.setLookUp('CustomerClass', { ClassID: 'ECCUSTOMER', Description: 'Online customers' }, [
    { AttributeID: 'TERRITORY', Description: 'Sales territory', Active: true, Required: false },
  ]);
  for (const [index, level] of ['Gold', 'Silver', null].entries()) {
    shopify.store.addCustomer({
      firstName: 'Ann',
      lastName: `Number ${'ABC'[index] ?? ''}`,
      email: `ann${index}@example.com`,
      metafields: level === null ? [] : [{ ...loyalty, value: level }],
    });
  }
  host = await createHost({ home, hostName: 'test', vault: 'memory' });
  const { services } = host;
  profileId = await connectProfile(host, world, { name: 'Fields' });
  const { customer, defaults, policies } = (await services['profile.open']({ profileId })).profile;
  settings = {
    profileId,
    customer: { ...customer, active: true, direction: 'import' },
    defaults: { ...defaults, customerClass: demoCompany.customerClass, noGuestCustomer: true },
    policies,
  };
});

afterAll(async () => {
  await host.close();
  await world.close();
  await rm(home, { recursive: true, force: true });
});

describe('fields that only this store or company has', () => {
  it('are listed live, and as they were last listed until somebody asks again', async () => {
    expect((await listed('shopify')).fields).toMatchObject([
      { key: 'metafield:loyalty.level', label: 'Loyalty level', type: 'text' },
    ]);
    expect((await listed('erp')).fields).toMatchObject([
      { key: 'attribute:TERRITORY', label: 'Sales territory', type: 'text' },
    ]);
    world.shopify.store.defineMetafield({
      namespace: 'loyalty',
      key: 'points',
      type: 'number_integer',
      name: 'Points',
      ownerType: 'CUSTOMER',
    });
    expect((await listed('shopify')).fields).toHaveLength(1);
    expect((await listed('shopify', true)).fields).toHaveLength(2);
    expect(world.shopify.counters.mutationsTotal).toBe(0);
  });

  it('cannot be named by a rule before they are taken up', async () => {
    await expect(
      host.services['settings.save']({
        ...settings,
        filters: { ...noFilters, customer: { import: gold, export: null } },
      }),
    ).rejects.toMatchObject({ code: 'RULES_INVALID' });
  });

  it('are offered by filters, mappings and templates once they are', async () => {
    const furtherFields = { shopify: await takenUp('shopify'), erp: await takenUp('erp') };
    await host.services['settings.save']({ ...settings, furtherFields });
    const { filters, mapping } = await host.services['rules.choices']({ profileId, direction: 'import' });
    expect(filters.customer.import).toContainEqual(
      expect.objectContaining({ key: 'metafield:loyalty.level', label: 'Loyalty level', type: 'text' }),
    );
    expect(filters.company.import.map(({ key }) => key)).not.toContain('metafield:loyalty.level');
    expect(filters.company.export.map(({ key }) => key)).toContain('attribute:TERRITORY');
    expect(mapping.customer.import.templateFields.map(({ key }) => key)).toContain('metafield:loyalty.level');
    expect(mapping.customer.export.rows.map(({ target }) => target)).toContain('metafield:loyalty.level');
    expect(mapping.company.export.rows.map(({ target }) => target)).not.toContain('metafield:loyalty.level');
  });

  it('decide who is imported, and what is written', async () => {
    await host.services['settings.save']({
      ...settings,
      filters: { ...noFilters, customer: { import: gold, export: null } },
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: {
            accountName: { kind: 'template', template: '{lastName} ({upper(metafield:loyalty.level)})' },
          },
          export: {},
        },
      },
    });
    await commit();
    expect(world.erp.store.customers().map(({ values }) => values['CustomerName'])).toContain(
      'Number A (GOLD)',
    );
    expect(world.erp.store.customers().map(({ values }) => values['CustomerName'])).not.toContain('Number B');
    const again = await host.services['plan.prepare']({ profileId });
    expect(again.totals.byVerb).toMatchObject({ equal: 1, filtered: 2 });
    expect(again.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('L3 are asked once more before a write: who is no longer gold is not written', async () => {
    const [, silver] = world.shopify.store.customers();
    const key = `gid://shopify/Customer/${silver?.number ?? 0}`;
    world.shopify.store.setMetafield(key, { ...loyalty, value: 'Gold' });
    const plan = await host.services['plan.prepare']({ profileId });
    expect(plan.totals.byVerb).toMatchObject({ create: 1 });
    world.shopify.store.setMetafield(key, { ...loyalty, value: 'Silver' });
    const before = world.erp.store.customers().length;
    await host.services['plan.commit']({
      profileId,
      planId: plan.id,
      sha256: plan.sha256,
      firstRowsPerVerb: null,
    });
    expect(world.erp.store.customers()).toHaveLength(before);
  });

  it('say when nobody had a value in the reading that a filter is tried on', async () => {
    const ask = (field: string, value: string | number) =>
      host.services['rules.tryFilter']({
        profileId,
        entity: 'customer',
        way: 'import',
        where: { join: 'and', parts: [{ field, operator: 'equals', values: [value] }] },
      });
    expect(await ask('metafield:loyalty.level', 'gold')).toMatchObject({ passing: 2, of: 3, unread: [] });
    expect(await ask('metafield:loyalty.points', 5)).toMatchObject({ passing: 0, unread: ['Points'] });
  });

  it('of MYOB become tags of Shopify, and change with it', async () => {
    const { services } = host;
    await services['settings.save']({
      ...settings,
      customer: { ...settings.customer, direction: 'export' },
      filters: noFilters,
      fieldMappings: {
        ...defaultMappings,
        customer: { import: {}, export: { tags: { kind: 'field', source: 'attribute:TERRITORY' } } },
      },
    });
    const ann = world.erp.store
      .customers()
      .find(({ values }) => values['CustomerName'] === 'Number A (GOLD)');
    const id = String(ann?.values['CustomerID']);
    const tags = () => world.shopify.store.customers()[0]?.tags;
    world.erp.store.editCustomer(id, { Attributes: [{ AttributeID: 'TERRITORY', Value: 'West' }] });
    await commit();
    expect(tags()).toEqual(['West']);
    world.erp.store.editCustomer(id, { Attributes: [{ AttributeID: 'TERRITORY', Value: 'North' }] });
    await commit();
    expect(tags()).toEqual(['North']);
  });

  it('are filled by a mapping that writes them, shown before, and go back with the run', async () => {
    const { services } = host;
    const [customer] = world.shopify.store.customers();
    const level = () =>
      world.shopify.store.customers()[0]?.metafields.find(({ key }) => key === loyalty.key)?.value;
    await services['settings.save']({
      ...settings,
      customer: { ...settings.customer, direction: 'bidirectional' },
      filters: noFilters,
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: {},
          export: {
            'metafield:loyalty.level': { kind: 'template', template: '{upper(attribute:TERRITORY)}' },
          },
        },
      },
    });
    expect(level()).toBe('Gold');
    const plan = await services['plan.prepare']({ profileId });
    const { items } = await services['plan.rows']({
      profileId,
      planId: plan.id,
      filter: {},
      offset: 0,
      limit: 100,
    });
    const shown = items.flatMap(({ shopify, fields }) =>
      shopify?.number === String(customer?.number) ? fields : [],
    );
    expect(shown).toContainEqual(
      expect.objectContaining({ field: 'metafield:loyalty.level', shopify: 'Gold', result: 'NORTH' }),
    );
    await commit();
    expect(level()).toBe('NORTH');
    expect((await services['plan.prepare']({ profileId })).totals.writes).toEqual({ erp: 0, shopify: 0 });
    const [run] = await services['history.runs']({ profileId });
    const undo = await services['undo.prepare']({ profileId, runId: run?.id ?? '', rowIds: null });
    await services['plan.commit']({
      profileId,
      planId: undo.id,
      sha256: undo.sha256,
      firstRowsPerVerb: null,
    });
    expect(level()).toBe('Gold');
  });

  it('of MYOB are filled from Shopify likewise', async () => {
    await host.services['settings.save']({
      ...settings,
      filters: noFilters,
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: { 'attribute:TERRITORY': { kind: 'field', source: 'metafield:loyalty.level' } },
          export: {},
        },
      },
    });
    await commit();
    const held = world.erp.store
      .customers()
      .flatMap(({ attributes }) => attributes.map(({ values }) => values['Value']));
    expect(held).toEqual(expect.arrayContaining(['Gold', 'Silver']));
    const again = await host.services['plan.prepare']({ profileId });
    expect(again.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('that are gone stop the preview by name, and are flagged before', async () => {
    const { services } = host;
    world.erp.store.setLookUp('CustomerClass', { ClassID: 'ECCUSTOMER', Description: 'Online customers' });
    const message =
      'The field \u201CSales territory\u201D (attribute:TERRITORY) no longer exists in MYOB. Remove it from the filters and mappings, or choose another field there.';
    await expect(services['plan.prepare']({ profileId })).rejects.toMatchObject({
      code: 'CHOICE_GONE',
      fields: { 'furtherFields.erp.0': message },
    });
    expect(await services['rules.check']({ profileId, since: new Date().toISOString() })).toContainEqual({
      screen: 'mapping',
      path: 'furtherFields.erp.0',
      message,
    });
  });

  it('cannot be taken away while a rule names them', async () => {
    const { services } = host;
    const { furtherFields } = (await services['profile.open']({ profileId })).profile;
    const { customer } = (await services['profile.open']({ profileId })).profile;
    await expect(
      services['settings.save']({ ...settings, customer, furtherFields: { ...furtherFields, erp: [] } }),
    ).rejects.toMatchObject({
      code: 'RULES_INVALID',
      fields: {
        'fieldMappings.customer.import.attribute:TERRITORY': expect.stringContaining('TERRITORY') as unknown,
      },
    });
  });
});
