/** Filters, default rules and mappings from saved settings to what both systems hold, through the services and the real connectors. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../electron/host.ts';
import { defaultRuleSchema } from '../../shared/domain/default-rules.ts';
import { defaultMappings } from '../../shared/domain/field-mapping.ts';
import { noFilters, type Filter } from '../../shared/domain/filter.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { connectProfile } from './connected-profile.ts';

const buyers: Filter = {
  name: 'Buyers who are VIP',
  where: {
    join: 'and',
    parts: [
      { field: 'orders', operator: 'isGreaterThan', values: [0] },
      { field: 'tags', operator: 'contains', values: ['vip'] },
    ],
  },
};

let home: string;
let world: DemoWorld;
let host: Host;
let profileId: string;
let settings: Pick<Input<'settings.save'>, 'profileId' | 'customer' | 'defaults' | 'policies'>;

const place = (countryCode: string) =>
  countryCode === 'AU'
    ? { address1: '1 King St', city: 'Newtown', provinceCode: 'NSW', zip: '2042', countryCode }
    : { address1: '5 Queen St', city: 'Auckland', provinceCode: 'AUK', zip: '1010', countryCode };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-rules-'));
  world = await startDemoWorld(null, { isEmpty: true });
  for (const [index, { tags, orders, country }] of [
    { tags: ['VIP'], orders: 3, country: 'AU' },
    { tags: ['vip', 'trade'], orders: 1, country: 'NZ' },
    { tags: ['VIP'], orders: 0, country: 'AU' },
    { tags: ['not-vip'], orders: 9, country: 'AU' },
  ].entries()) {
    world.shopify.store.addCustomer({
      firstName: 'Ann',
      lastName: `Number ${'ABCD'[index] ?? ''}`,
      email: `ann${index}@example.com`,
      tags,
      numberOfOrders: orders,
      addresses: [place(country)],
    });
  }
  host = await createHost({ home, hostName: 'test', vault: 'memory' });
  const { services } = host;
  profileId = await connectProfile(host, world, { name: 'Rules' });
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

describe('rules of a profile', () => {
  it('that cannot be used are not saved, and what is wrong is named at its place', async () => {
    const gone: Filter = {
      name: 'Old',
      where: { join: 'and', parts: [{ field: 'attribute:VIP', operator: 'isNotEmpty', values: [] }] },
    };
    const saved = host.services['settings.save']({
      ...settings,
      filters: { ...noFilters, customer: { import: gone, export: null } },
      defaultRules: [{ countries: ['NZ'], values: defaultRuleSchema.shape.values.parse({}) }],
    });
    await expect(saved).rejects.toMatchObject({
      code: 'RULES_INVALID',
      fields: {
        'filters.customer.import.where.parts.0.field':
          'The field \u201CVIP\u201D no longer exists. Choose another field, or remove the condition.',
        'defaultRules.0': 'This rule gives nothing. Choose a value, or remove the rule.',
      },
    });
    const { profile } = await host.services['profile.open']({ profileId });
    expect(profile.filters).toEqual(noFilters);
  });

  it('decide who is imported, with which class, and under which name', async () => {
    await host.services['settings.save']({
      ...settings,
      filters: { ...noFilters, customer: { import: buyers, export: null } },
      defaultRules: [
        defaultRuleSchema.parse({
          countries: ['NZ'],
          values: { customerClass: 'RETAILNZ', terms: 'NET14', branch: 'MAIN' },
        }),
      ],
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: { accountName: { kind: 'template', template: '{upper(lastName)}, {firstName}' } },
          export: {},
        },
      },
    });
    const plan = await host.services['plan.prepare']({ profileId });
    expect(plan.totals.byVerb).toMatchObject({ create: 2, filtered: 2 });
    const run = await host.services['plan.commit']({
      profileId,
      planId: plan.id,
      sha256: plan.sha256,
      firstRowsPerVerb: null,
    });
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0 } });
    const made = world.erp.store
      .customers()
      .filter(({ values }) => values['CustomerID'] !== demoCompany.guestCustomer)
      .map(({ values }) => [values['CustomerName'], values['CustomerClass'], values['Terms']]);
    expect(made.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1))).toEqual([
      ['NUMBER A, Ann', 'ECCUSTOMER', 'COD'],
      ['NUMBER B, Ann', 'RETAILNZ', 'NET14'],
    ]);
  });

  it('leave nothing to do afterwards (L7), and are kept when other settings are saved', async () => {
    await host.services['settings.save'](settings);
    const { profile } = await host.services['profile.open']({ profileId });
    expect(profile.filters.customer.import).toEqual(buyers);
    const again = await host.services['plan.prepare']({ profileId });
    expect(again.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(again.totals.byVerb).toMatchObject({ equal: 2, filtered: 2 });
  });

  it('that give something that was deleted in MYOB since stop the preview, by name, and so does the doctor', async () => {
    const { services } = host;
    world.erp.store.removeLookUp('CustomerClass', 'RETAILNZ');
    await expect(services['plan.prepare']({ profileId })).rejects.toMatchObject({
      code: 'CHOICE_GONE',
      fields: {
        'defaultRules.0.values.customerClass':
          'Customer class of rule 1: RETAILNZ no longer exists in MYOB. Choose another one.',
      },
    });
    const { steps } = await services['connection.check']({ profileId, side: 'erp' });
    expect(steps.find(({ id }) => id === 'class')).toMatchObject({
      status: 'warning',
      found: 'There is no class RETAILNZ any more.',
    });
    expect(steps.find(({ id }) => id === 'choices')).toMatchObject({ status: 'ok' });
    world.erp.store.setLookUp('CustomerClass', { ClassID: 'RETAILNZ', Description: 'Retail New Zealand' });
  });

  it('give customers of Shopify what only Shopify has, and take it back', async () => {
    const { services } = host;
    await services['settings.save']({
      ...settings,
      customer: { ...settings.customer, direction: 'export' },
      substitutions: [
        { name: 'Consent', pairs: [{ erp: 'RETAILNZ', shopify: 'subscribed' }], otherwise: 'empty' },
      ],
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: {},
          export: {
            tags: { kind: 'template', template: 'MYOB, {customerClass}' },
            note: { kind: 'template', template: 'Terms {terms}' },
            language: { kind: 'constant', value: 'en-NZ' },
            taxExempt: { kind: 'constant', value: 'Yes' },
            emailConsent: { kind: 'template', template: '{lookup(customerClass, "Consent")}' },
          },
        },
      },
    });
    const plan = await services['plan.prepare']({ profileId });
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 2 });
    const ends = { planId: plan.id, sha256: plan.sha256, firstRowsPerVerb: null };
    const run = await services['plan.commit']({ profileId, ...ends });
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, written: { shopify: 2 } } });
    const held = (lastName: string) =>
      world.shopify.store.customers().find((customer) => customer.lastName === lastName);
    expect(held('Number B')).toMatchObject({
      tags: ['MYOB', 'RETAILNZ', 'trade', 'vip'],
      note: 'Terms NET14',
      locale: 'en-NZ',
      taxExempt: true,
    });
    expect((await services['plan.prepare']({ profileId })).totals.writes).toEqual({ erp: 0, shopify: 0 });

    const undo = await services['undo.prepare']({ profileId, runId: run.id, rowIds: null });
    const back = { planId: undo.id, sha256: undo.sha256, firstRowsPerVerb: null };
    expect(await services['plan.commit']({ profileId, ...back })).toMatchObject({ state: 'finished' });
    expect(held('Number B')).toMatchObject({ tags: ['trade', 'vip'], note: null, taxExempt: false });
  });

  it('give customers of MYOB what only MYOB has, and take it back', async () => {
    const { services } = host;
    await services['settings.save']({
      ...settings,
      filters: { ...noFilters, customer: { import: buyers, export: null } },
      // The consent of the test before is not taken back by an undo.
      substitutions: [{ name: 'No', pairs: [{ erp: 'yes', shopify: 'subscribed' }], otherwise: 'empty' }],
      fieldMappings: {
        ...defaultMappings,
        customer: {
          import: {
            note: { kind: 'template', template: 'Shopify: {tags}' },
            language: { kind: 'constant', value: 'en-NZ' },
            noMarketing: { kind: 'constant', value: 'Yes' },
            doNotEmail: { kind: 'template', template: '{lookup(emailConsent, "No")}' },
            taxExemptionNumber: { kind: 'constant', value: 'EX-1' },
          },
          export: {},
        },
      },
    });
    const plan = await services['plan.prepare']({ profileId });
    expect(plan.totals.writes).toEqual({ erp: 2, shopify: 0 });
    const ends = { planId: plan.id, sha256: plan.sha256, firstRowsPerVerb: null };
    const run = await services['plan.commit']({ profileId, ...ends });
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, written: { erp: 2 } } });
    const held = () => {
      const row = world.erp.store.customers().find(({ values }) => values['CustomerClass'] === 'RETAILNZ');
      const { NoMarketing, DoNotEmail, LanguageOrLocale } = row?.primaryContact?.values ?? {};
      return [row?.note, NoMarketing, DoNotEmail, LanguageOrLocale];
    };
    expect(held()).toEqual(['Shopify: trade, vip', true, true, 'en-NZ']);
    expect((await services['plan.prepare']({ profileId })).totals.writes).toEqual({ erp: 0, shopify: 0 });

    const undo = await services['undo.prepare']({ profileId, runId: run.id, rowIds: null });
    const back = { planId: undo.id, sha256: undo.sha256, firstRowsPerVerb: null };
    expect(await services['plan.commit']({ profileId, ...back })).toMatchObject({ state: 'finished' });
    expect(held().map((value) => value ?? '')).toEqual(['', false, false, '']);
  });
});
