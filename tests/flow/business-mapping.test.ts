/** A field mapping of business customers from saved settings to what both systems hold, through the services and the real connectors. */
import { afterEach, describe, expect, it } from 'vitest';
import { defaultMappings, type MappingRules } from '../../shared/domain/field-mapping.ts';
import type { Direction } from '../../shared/domain/settings.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { inventCompanies } from '../../simulators/demo/company-week.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { businessTrees } from './business-oracle.ts';
import { demoPairs, openBusinessWorld, openGate, type BusinessWorld } from './business-world.ts';

const pairs = inventCompanies(20_261_125).pairs.slice(0, 6);

let business: BusinessWorld;
afterEach(() => business.close());

async function open(direction: Direction, rules: MappingRules, enter: (world: DemoWorld) => void) {
  business = await openBusinessWorld(enter);
  await openGate(business);
  const { customer } = await business.profile();
  const mapping = { import: {}, export: {}, [direction]: rules };
  await business.save(
    { active: true, direction, terms: demoPairs },
    {
      customer: { ...customer, direction },
      fieldMappings: { ...defaultMappings, company: mapping },
    },
  );
}

const trees = () => businessTrees(business.world.snapshot());
const rules: MappingRules = {
  accountName: { kind: 'template', template: '{upper(accountName)}' },
  'location.name': { kind: 'template', template: '{location.name} ({address.postcode})' },
};

describe('a mapping of business customers', () => {
  it.each(['import', 'export'] as const)(
    'is carried out in every location, and leaves nothing to do: %s',
    async (direction) => {
      await open(direction, rules, (world) => {
        for (const each of pairs) {
          if (direction === 'import') enterInShopify(world.shopify.store, each);
          else enterInErp(world.erp.store, each);
        }
      });
      const [source, target] =
        direction === 'import' ? (['shopify', 'erp'] as const) : (['erp', 'shopify'] as const);
      const before = trees()[source];
      const plan = await business.prepare();
      const [row] = (await business.rows(plan)).filter(({ entity }) => entity === 'company');
      expect(row?.fields.find(({ field }) => field === 'accountName')?.notes).toContainEqual({
        code: 'mappedValue',
        params: { rule: '{upper(accountName)}' },
      });
      const run = await business.commit(plan);
      expect(run.counts).toMatchObject({ written: { [target]: pairs.length }, failed: 0 });
      const made = trees();
      expect(made[source]).toEqual(before);
      expect(made[target].map(({ name }) => name).toSorted()).toEqual(
        before.map(({ name }) => name.toUpperCase()).toSorted(),
      );
      for (const company of made[target]) {
        for (const { name } of company.sites) expect(name).toMatch(/ \(.*\)$/u);
      }
      expect((await business.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      const { customers, rows } = await business.host.services['rules.tryMapping']({
        profileId: business.profileId,
        entity: 'company',
        way: direction,
        direction,
        rules,
        otherRules: {},
        substitutions: [],
      });
      expect(customers).toHaveLength(pairs.length);
      const names = rows.find(({ target: key }) => key === 'accountName')?.cells.map(({ text }) => text);
      expect(names?.toSorted()).toEqual(made[target].map(({ name }) => name).toSorted());
    },
  );
});
