/** Mappings of business customers in the whole way from preview to commit (ADR 19, 26). */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import {
  companiesOf,
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifySite,
} from '../../tests/support/companies.ts';
import { termsPairs } from '../../tests/support/company-world.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import {
  defaultMappings,
  type MappingRule,
  type MappingRules,
  type SubstitutionList,
} from '../domain/field-mapping.ts';
import { noFilters } from '../domain/filter.ts';
import { projectionOf } from '../mapping/projection.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';

const template = (text: string): MappingRule => ({ kind: 'template', template: text });
const unmapped: MappingRule = { kind: 'unmapped' };

interface Rules {
  readonly import?: MappingRules;
  readonly export?: MappingRules;
}

const classes: SubstitutionList = {
  name: 'Classes',
  pairs: [{ erp: 'WHOLESALE', shopify: 'Trade' }],
  otherwise: 'empty',
};

function world(direction: Direction, rules: Rules, parts: WorldParts = {}): CommitWorld {
  return createCommitWorld({
    ...parts,
    company: { direction, terms: [...termsPairs], ...parts.company },
    rules: {
      ...parts.rules,
      fieldMappings: { ...defaultMappings, company: { import: {}, export: {}, ...rules } },
      substitutions: [classes],
    },
  });
}

/** The same systems and ledger under other settings. */
function later(here: CommitWorld, direction: Direction, rules: Rules): CommitWorld {
  const [erp, shopify] = [here.erp.parties(), here.shopify.parties()];
  return world(direction, rules, { erp, shopify, ledger: here.ledger, lastId: 1000 });
}

const harbour: Party = {
  ...erpCompany(1, {
    name: 'Harbour Supplies',
    terms: '30D',
    contacts: [erpContact(1)],
    locations: [
      erpSite(0, { site: { taxId: '51 824 753 556' } }),
      erpSite(7, { values: { phone: '0412 345 678' } }),
    ],
  }),
  attributes: { customerClass: 'WHOLESALE' },
};

function companyIn(here: CommitWorld, side: 'erp' | 'shopify'): Party {
  const [company, ...others] = companiesOf(here[side]);
  if (company === undefined || others.length > 0) throw new Error(`${others.length} more companies`);
  return company;
}

const sitesIn = (here: CommitWorld, side: 'erp' | 'shopify') =>
  companyIn(here, side).locations.toSorted((one, other) => (one.key < other.key ? -1 : 1));

async function verbsOf(here: CommitWorld): Promise<readonly string[]> {
  await here.prepare();
  return (await here.rows()).filter(({ entity }) => entity === 'company').map(({ verb }) => verb);
}

const byClass: Rules = {
  export: {
    accountName: template('{accountName} ({lookup(customerClass, "Classes")})'),
    'location.name': template('{upper(location.name)}, {address.city}'),
    'location.taxId': template('{replace(location.taxId, " ", "")}'),
    'location.taxExempt': { kind: 'constant', value: 'yes' },
    'address.city': template('{upper(address.city)}'),
    'address.address2': { kind: 'constant', value: 'Goods in' },
  },
};

describe('an export of companies with rules of its own', () => {
  it('writes what the rules make, says so, and finds nothing to do afterwards (L7, L12)', async () => {
    const here = world('export', byClass, { erp: [harbour] });
    await here.prepare();
    const row = (await here.rows()).find(({ entity }) => entity === 'company');
    expect(row?.fields.find(({ field }) => field === 'accountName')).toMatchObject({
      result: 'Harbour Supplies (Trade)',
      notes: [
        { code: 'mappedValue', params: { rule: '{accountName} ({lookup(customerClass, "Classes")})' } },
      ],
    });
    const [main] = row?.locations ?? [];
    expect(main?.fields.find(({ field }) => field === 'locationName')).toMatchObject({
      result: 'DEPOT 0, Geelong',
      notes: [{ code: 'mappedValue' }],
    });
    await here.commit();
    expect(companyIn(here, 'shopify').accountName).toBe('Harbour Supplies (Trade)');
    const [first, second] = sitesIn(here, 'shopify');
    expect(first).toMatchObject({
      name: 'DEPOT 0, Geelong',
      site: { taxId: '51824753556', taxExempt: true, terms: 'terms/30' },
      values: { city: 'GEELONG', address2: 'Goods in' },
    });
    expect(second).toMatchObject({ name: 'DEPOT 7, Geelong', values: { phone: '+61412345678' } });
    expect(here.erp.writes.filter(({ kind }) => kind !== 'updateCustomer')).toEqual([]);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('follows what a rule is made from, and a changed rule', async () => {
    const here = world('export', byClass, { erp: [harbour] });
    await here.sync();
    here.erp.edit(harbour.key, (party) => ({ ...party, attributes: { customerClass: 'RETAIL' } }));
    await here.sync();
    expect(companyIn(here, 'shopify').accountName).toBe('Harbour Supplies ()');
    const plain = later(here, 'export', {});
    await plain.sync();
    expect(companyIn(plain, 'shopify').accountName).toBe('Harbour Supplies');
    expect(sitesIn(plain, 'shopify')[0]).toMatchObject({ name: 'Depot 0', site: { taxExempt: false } });
    expect(await verbsOf(plain)).toEqual(['equal']);
  });

  it('L3 does not write what was made from something that changed after the preview', async () => {
    const here = world('export', byClass, { erp: [harbour] });
    await here.prepare();
    here.erp.edit(harbour.key, (party) => ({ ...party, attributes: { customerClass: 'RETAIL' } }));
    expect((await here.commit()).counts).toMatchObject({ stale: 1 });
    expect(companiesOf(here.shopify)).toEqual([]);
  });

  it('is taken back like any other', async () => {
    const plain = world('export', {}, { erp: [harbour] });
    await plain.sync();
    const before = companyIn(plain, 'shopify');
    const here = later(plain, 'export', byClass);
    const run = await here.sync();
    expect(companyIn(here, 'shopify').accountName).toBe('Harbour Supplies (Trade)');
    await here.undo(run.id);
    const after = companyIn(here, 'shopify');
    expect(after.accountName).toBe('Harbour Supplies');
    expect(after.locations.map(({ name, values, site }) => [name, values, site])).toEqual(
      before.locations.map(({ name, values, site }) => [name, values, site]),
    );
  });

  it('makes no address, and no phone, of a location without one', () => {
    const blank = { address1: null, city: null, province: null, postcode: null, country: null };
    const { profile } = world('export', {
      export: {
        'address.city': { kind: 'constant', value: 'Geelong' },
        'address.phone': template('{firstOf(address.phone, "0412 345 678")}'),
        'location.name': template('{location.name} depot'),
      },
    });
    const bare = [erpSite(3, { values: blank }), erpSite(4, { values: { ...blank, phone: '02 9374 4000' } })];
    const shown = projectionOf(profile, 'erp')?.(erpCompany(1, { locations: bare }));
    expect(shown?.locations.map(({ name, values }) => [name, values.city, values.phone])).toEqual([
      ['Depot 3 depot', null, null],
      ['Depot 4 depot', null, '02 9374 4000'],
    ]);
  });

  it('stops a company whose name no rule makes, and no other (L6)', async () => {
    const here = world(
      'export',
      { export: { accountName: template('{priceClass}') } },
      {
        erp: [
          erpCompany(1, { contacts: [erpContact(1)] }),
          { ...erpCompany(2), attributes: { priceClass: 'Bayside Traders' } },
        ],
      },
    );
    await here.prepare();
    const stopped = (await here.rows()).find(({ verb }) => verb === 'invalid');
    expect(stopped?.notes).toContainEqual({
      code: 'companyNameNotMade',
      params: { system: 'Shopify', source: 'MYOB' },
    });
    await here.commit();
    expect(companyIn(here, 'shopify').accountName).toBe('Bayside Traders');
  });

  it('asks its filter about what was read', async () => {
    const filter = {
      name: 'Harbours',
      where: {
        join: 'and',
        parts: [{ field: 'accountName', operator: 'equals', values: ['Harbour Supplies'] }],
      },
    } as const;
    const here = world('export', byClass, {
      erp: [harbour],
      rules: { filters: { ...noFilters, company: { import: null, export: filter } } },
    });
    expect(await verbsOf(here)).toEqual(['create']);
  });
});

describe('an import of companies with rules of its own', () => {
  it('writes what the rules make to MYOB, and finds nothing to do afterwards', async () => {
    const here = world(
      'import',
      {
        import: {
          accountName: template('{upper(accountName)}'),
          'location.name': template('{address.city} {location.name}'),
          'address.attention': { kind: 'constant', value: 'Accounts' },
        },
      },
      { shopify: [shopifyCompany(4, { name: 'Bayside Traders', locations: [shopifySite(400, 1)] })] },
    );
    await here.sync();
    const made = companyIn(here, 'erp');
    expect(made.accountName).toBe('BAYSIDE TRADERS');
    expect(made.locations[0]).toMatchObject({ name: 'Geelong Depot 1', values: { attention: 'Accounts' } });
    expect(await verbsOf(here)).toEqual(['equal']);
  });
});

describe('what is unmapped of companies', () => {
  it('is not written to new locations, is kept on both sides, and flows again once it is mapped', async () => {
    const rules = { export: { terms: unmapped, 'location.taxId': unmapped, 'address.phone': unmapped } };
    const here = world('export', rules, { erp: [harbour] });
    await here.sync();
    for (const { site, values } of sitesIn(here, 'shopify')) {
      expect([site?.terms, site?.taxId, values.phone]).toEqual([null, null, null]);
    }
    expect(await verbsOf(here)).toEqual(['equal']);
    const again = later(here, 'export', {});
    await again.sync();
    expect(
      sitesIn(again, 'shopify').map(({ site, values }) => [site?.terms, site?.taxId, values.phone]),
    ).toEqual([
      ['terms/30', '51 824 753 556', null],
      ['terms/30', null, '+61412345678'],
    ]);
  });

  it('in one of two directions flows in the other', async () => {
    const start = world('bidirectional', {}, { erp: [harbour] });
    await start.sync();
    const here = later(start, 'bidirectional', { import: { 'location.name': unmapped, terms: unmapped } });
    const { key } = companyIn(here, 'shopify');
    const renamed =
      (name: string, terms: string) =>
      (party: Party): Party => ({
        ...party,
        locations: party.locations.map((each) => ({
          ...each,
          name,
          ...(each.site === undefined ? {} : { site: { ...each.site, terms } }),
        })),
      });
    here.shopify.edit(key, renamed('Their shed', 'terms/60'));
    expect(await verbsOf(here)).toEqual(['equal']);
    expect(companyIn(here, 'erp')).toMatchObject({ business: { terms: '30D' } });
    expect(sitesIn(here, 'erp').map(({ name }) => name)).toEqual(['Depot 7', 'Depot 0']);
    here.erp.edit(harbour.key, (party) => ({
      ...party,
      locations: party.locations.map((each) => ({ ...each, name: 'Our shed' })),
    }));
    await here.sync();
    expect(sitesIn(here, 'shopify').map(({ name }) => name)).toEqual(['Our shed', 'Our shed']);
  });
});

describe('a mapping of companies that cannot be carried out stops the preview, by name', () => {
  it.each<[Direction, Rules, string, string]>([
    [
      'bidirectional',
      { export: { 'location.name': template('{upper(location.name)}') } },
      'export.location.name',
      'a template cannot be read backwards',
    ],
    [
      'bidirectional',
      { export: { 'location.taxExempt': { kind: 'constant', value: 'yes' } } },
      'export.location.taxExempt',
      'Choose one direction to map it in another way.',
    ],
    [
      'export',
      { export: { accountName: { kind: 'constant', value: 'Harbour' } } },
      'export.accountName',
      'Every customer would get the same company name.',
    ],
    ['export', { export: { accountName: unmapped } }, 'export.accountName', 'keeps no customer without'],
    [
      'export',
      { export: { 'location.taxId': template('12') } },
      'export.location.taxId',
      'Every customer would get the same tax registration id.',
    ],
    [
      'import',
      { import: { 'location.name': { kind: 'constant', value: 'x'.repeat(61) } } },
      'import.location.name',
      'This has 61 characters; Location name in MYOB takes 60.',
    ],
    [
      'export',
      { export: { terms: { kind: 'field', source: 'terms' } } },
      'export.terms',
      'said by the table of payment terms',
    ],
    [
      'export',
      { export: { 'address.company': template('{accountName}') } },
      'export.address.company',
      'Accord does not write Company in Shopify',
    ],
    [
      'export',
      { export: { 'location.taxExempt': { kind: 'field', source: 'terms' } } },
      'export.location.taxExempt',
      'takes yes or no',
    ],
  ])('%s %j', async (direction, rules, path, message) => {
    const here = world(direction, rules, { erp: [harbour] });
    expect(await codeOf(here.prepare())).toBe('RULES_INVALID');
    await expect(here.prepare()).rejects.toMatchObject({
      fields: { [`fieldMappings.company.${path}`]: expect.stringContaining(message) as unknown },
    });
    expect(here.erp.reads.all).toBe(0);
  });

  it('and not where Company is off', async () => {
    const here = world(
      'export',
      { export: { accountName: unmapped } },
      { erp: [harbour], company: { active: false } },
    );
    expect(await codeOf(here.prepare())).toBeNull();
  });
});
