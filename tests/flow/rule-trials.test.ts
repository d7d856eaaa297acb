/** Filters, mappings and defaults tried on what was read last, through the services: nothing is asked of either system for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../electron/host.ts';
import { noFilters } from '../../shared/domain/filter.ts';
import { defaultRuleSchema } from '../../shared/domain/default-rules.ts';

let home: string;
let host: Host;
let profileId: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-trials-'));
  host = await createHost({ home, hostName: 'test', vault: 'memory' });
  profileId = (await host.services['profile.createDemo']({})).id;
});

afterAll(async () => {
  await host.close();
  await rm(home, { recursive: true, force: true });
});

const fromNewZealand = {
  join: 'and' as const,
  parts: [{ field: 'address.country', operator: 'equals' as const, values: ['NZ'] }],
};

describe('rules that are tried', () => {
  it('count the records of the last reading, with its time, a sentence and a sample', async () => {
    const ask = (entity: 'customer' | 'company') =>
      host.services['rules.tryFilter']({ profileId, entity, way: 'import', where: fromNewZealand });
    const [trial, companies] = [await ask('customer'), await ask('company')];
    const plan = await host.services['plan.latest']({ profileId });
    expect(trial).toMatchObject({
      sentence: 'Country is New Zealand',
      problems: [],
      reading: { at: expect.stringMatching(/^\d{4}-/) as unknown },
    });
    expect(trial.of + companies.of).toBe(plan?.read.shopify.count);
    expect(trial.passing).toBeGreaterThan(0);
    expect(trial.sample.map(({ country }) => country)).toEqual(trial.sample.map(() => 'NZ'));
    expect(trial.sampleOutside.length).toBeGreaterThan(0);
  });

  it('name what is wrong instead of a count', async () => {
    const { passing, problems } = await host.services['rules.tryFilter']({
      profileId,
      entity: 'customer',
      way: 'export',
      where: { join: 'and', parts: [{ field: 'attribute:VIP', operator: 'isEmpty', values: [] }] },
    });
    expect(passing).toBeNull();
    expect(problems[0]?.message).toContain('\u201CVIP\u201D no longer exists');
  });

  it('end an older question when a newer one comes', async () => {
    const ask = () =>
      host.services['rules.tryFilter']({
        profileId,
        entity: 'customer',
        way: 'import',
        where: fromNewZealand,
      });
    const [older, newer] = await Promise.allSettled([ask(), ask()]);
    expect(newer.status).toBe('fulfilled');
    expect(older).toMatchObject({ status: 'rejected', reason: { code: 'STOPPED' } });
  });

  it('offer the values that records have', async () => {
    const values = await host.services['rules.values']({
      profileId,
      entity: 'customer',
      way: 'import',
      field: 'address.country',
      search: 'austr',
    });
    expect(values.map(({ value, label }) => [value, label])).toEqual([['AU', 'Australia']]);
  });

  it('say what a filter means for those who are linked, and change nothing', async () => {
    const filters = {
      ...noFilters,
      customer: { import: { name: 'New Zealand', where: fromNewZealand }, export: null },
    };
    const impact = await host.services['rules.impact']({ profileId, filters });
    expect(impact.linked).toBeGreaterThan(10);
    expect(impact.sentences.join(' ')).toContain('nothing will be deleted');
    const { profile } = await host.services['profile.open']({ profileId });
    expect(profile.filters).toEqual(noFilters);
  });

  it('run a mapping dry over twenty real records', async () => {
    const { customers, rows } = await host.services['rules.tryMapping']({
      profileId,
      entity: 'customer',
      way: 'import',
      direction: 'import',
      rules: { lastName: { kind: 'template', template: '{upper(lastName)}' } },
      otherRules: {},
      substitutions: [],
    });
    expect(customers).toHaveLength(20);
    const cells = rows.find(({ target }) => target === 'lastName')?.cells ?? [];
    expect(cells).toHaveLength(20);
    for (const { text, sources } of cells) expect(text).toBe(sources[0]?.text.toUpperCase());
  });

  it('tell which defaults a customer would get, from which rule, and what MYOB no longer has', async () => {
    await host.services['lookups.get']({ profileId, refresh: true });
    const rule = defaultRuleSchema.parse({ countries: ['NZ'], values: { taxZone: 'NOWHERE' } });
    const { customers, problems } = await host.services['rules.tryDefaults']({
      profileId,
      defaultRules: [rule],
      search: 'New Zealand',
    });
    expect(customers[0]).toMatchObject({ name: 'A new customer from New Zealand', exists: false });
    expect(problems).toEqual([
      {
        path: '0.values.taxZone',
        message: 'Tax zone NOWHERE no longer exists in MYOB. Choose another one.',
      },
    ]);
  });

  it('are checked as they are saved, by the screen that puts them right', async () => {
    expect(await host.services['rules.check']({ profileId, since: null })).toEqual([]);
    const { profile } = await host.services['profile.open']({ profileId });
    const { customer, policies, defaults } = profile;
    await host.services['settings.save']({
      profileId,
      customer,
      policies,
      defaults: { ...defaults, customerClass: 'DELETED' },
      defaultRules: [defaultRuleSchema.parse({ countries: [], values: { shipVia: 'PIGEON' } })],
    });
    expect(await host.services['rules.check']({ profileId, since: new Date().toISOString() })).toEqual([
      {
        screen: 'defaults',
        path: 'defaults.customerClass',
        message: 'Customer class DELETED no longer exists in MYOB. Choose another one.',
      },
      {
        screen: 'countryDefaults',
        path: 'defaultRules.0.values.shipVia',
        message: 'Ship via PIGEON no longer exists in MYOB. Choose another one.',
      },
    ]);
  });
});
