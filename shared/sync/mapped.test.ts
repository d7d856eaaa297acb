/** Mappings of a profile in the whole way from preview to commit (ADR 19). */
import { describe, expect, it } from 'vitest';
import {
  createCommitWorld,
  makeAddress,
  type CommitWorld,
  type WorldParts,
} from '../../tests/support/commit-world.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import {
  defaultMappings,
  type MappingRule,
  type MappingRules,
  type SubstitutionList,
} from '../domain/field-mapping.ts';
import { noFilters } from '../domain/filter.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';

const template = (text: string): MappingRule => ({ kind: 'template', template: text });
const unmapped: MappingRule = { kind: 'unmapped' };

const mappings = (change: { readonly import?: MappingRules; readonly export?: MappingRules }) => ({
  ...defaultMappings,
  customer: { import: {}, export: {}, ...change },
});

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '0412 345 678' };
const place = { address1: '1 King St', city: 'Newtown', province: 'NSW', postcode: '2042', country: 'AU' };

const wholesaler: Party = {
  ...erpParty(1, { ...jane, locations: [makeLocation('MAIN', place, { isDefault: true })] }),
  attributes: { customerClass: 'WHOLESALE' },
};
const classes: SubstitutionList = {
  name: 'Classes',
  pairs: [
    { erp: 'WHOLESALE', shopify: 'Trade' },
    { erp: 'RETAIL', shopify: 'Shop' },
  ],
  otherwise: 'empty',
};
const tradeName = {
  export: {
    'address.company': template('{lookup(customerClass, "Classes")} customer'),
    lastName: template('{upper(lastName)}'),
  },
};

function world(
  direction: Direction,
  change: Parameters<typeof mappings>[0],
  parts: WorldParts = {},
): CommitWorld {
  return createCommitWorld({
    ...parts,
    customer: { direction },
    rules: { ...parts.rules, fieldMappings: mappings(change), substitutions: [classes] },
  });
}

/** The same systems and ledger under other settings. */
function later(here: CommitWorld, direction: Direction, change: Parameters<typeof mappings>[0]): CommitWorld {
  return world(direction, change, {
    erp: here.erp.parties(),
    shopify: here.shopify.parties(),
    ledger: here.ledger,
    lastId: 1000,
  });
}

const only = (parties: readonly Party[]): Party => {
  const [party, ...others] = parties;
  if (party === undefined || others.length > 0) throw new Error(`${parties.length} records`);
  return party;
};

async function verbsOf(here: CommitWorld): Promise<readonly string[]> {
  await here.prepare();
  return (await here.rows()).map(({ verb }) => verb);
}

describe('an export with rules of its own', () => {
  it('writes what the rules make, says so, and finds nothing to do afterwards (L7, L12)', async () => {
    const here = world('export', tradeName, { erp: [wholesaler] });
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.fields.find(({ field }) => field === 'lastName')).toMatchObject({
      erp: 'DOE',
      result: 'DOE',
      notes: [{ code: 'mappedValue', params: { rule: '{upper(lastName)}' } }],
    });
    await here.commit();
    const made = only(here.shopify.parties());
    expect(made.values).toMatchObject({ firstName: 'Jane', lastName: 'DOE', phone: '+61412345678' });
    expect(made.locations[0]?.values).toMatchObject({ company: 'Trade customer', city: 'Newtown' });
    expect(here.erp.writes).toEqual([]);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('follows what a rule is made from', async () => {
    const here = world('export', tradeName, { erp: [wholesaler] });
    await here.sync();
    here.erp.edit(wholesaler.key, (party) => ({ ...party, attributes: { customerClass: 'RETAIL' } }));
    await here.sync();
    expect(only(here.shopify.parties()).locations[0]?.values.company).toBe('Shop customer');
  });

  it('applies a changed rule to what was written by the old one', async () => {
    const here = world('export', tradeName, { erp: [wholesaler] });
    await here.sync();
    const changed = later(here, 'export', {});
    await changed.sync();
    expect(only(changed.shopify.parties()).values.lastName).toBe('Doe');
    expect(await verbsOf(changed)).toEqual(['equal']);
  });

  it('L3 does not write what was made from something that changed after the preview', async () => {
    const here = world('export', tradeName, { erp: [wholesaler] });
    await here.prepare();
    here.erp.edit(wholesaler.key, (party) => ({ ...party, attributes: { customerClass: 'RETAIL' } }));
    expect((await here.commit()).counts).toMatchObject({ stale: 1 });
    expect(here.shopify.parties()).toEqual([]);
  });

  it('is taken back like any other', async () => {
    const before = shopifyParty(1, {
      ...jane,
      phone: '+61412345678',
      locations: [makeAddress('a1', 1, { isDefault: true })],
    });
    const here = world(
      'export',
      { export: { lastName: template('{lastName} & Co') } },
      {
        erp: [
          { ...wholesaler, locations: before.locations.map((location) => ({ ...location, key: 'MAIN' })) },
        ],
        shopify: [before],
      },
    );
    const run = await here.sync();
    expect(only(here.shopify.parties()).values.lastName).toBe('Doe & Co');
    await here.undo(run.id);
    expect(only(here.shopify.parties()).values.lastName).toBe('Doe');
  });

  it('makes no address of a location without one, and nobody of a customer without any value', async () => {
    const here = world(
      'export',
      {
        export: {
          'address.address2': { kind: 'constant', value: 'Attn: accounts' },
          lastName: { kind: 'constant', value: 'X' },
        },
      },
      {
        erp: [erpParty(1, { email: 'a@example.com' }), erpParty(2, { accountName: null })],
      },
    );
    await here.sync();
    const made = only(here.shopify.parties());
    expect(made.values).toMatchObject({ lastName: 'X', email: 'a@example.com' });
    expect(made.locations).toEqual([]);
  });

  it('asks its filter about what was read, not about what the rules make of it', async () => {
    const filter = {
      name: 'Does',
      where: { join: 'and', parts: [{ field: 'lastName', operator: 'equals', values: ['Doe'] }] },
    } as const;
    const here = world(
      'export',
      { export: { lastName: { kind: 'constant', value: 'Customer' } } },
      {
        erp: [wholesaler],
        rules: { filters: { ...noFilters, customer: { import: null, export: filter } } },
      },
    );
    expect(await verbsOf(here)).toEqual(['create']);
  });
});

describe('a field that is unmapped', () => {
  it('is not written to a new record, and does not come up again', async () => {
    const here = world(
      'export',
      { export: { phone: unmapped, 'address.city': unmapped } },
      { erp: [wholesaler] },
    );
    await here.sync();
    const made = only(here.shopify.parties());
    expect(made.values.phone).toBeNull();
    expect(made.locations[0]?.values.city).toBeNull();
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('is kept on both sides, whatever either becomes, and flows again once it is mapped', async () => {
    const mapped = world('export', {}, { erp: [wholesaler] });
    await mapped.sync();
    const here = later(mapped, 'export', { export: { phone: unmapped } });
    here.erp.edit(wholesaler.key, (party) => ({ ...party, values: { ...party.values, phone: null } }));
    expect(await verbsOf(here)).toEqual(['equal']);
    expect(only(here.shopify.parties()).values.phone).toBe('+61412345678');
    const again = later(here, 'export', {});
    await again.sync();
    expect(only(again.shopify.parties()).values.phone).toBeNull();
  });

  it('in one of two directions flows in the other', async () => {
    const start = world('bidirectional', {}, { erp: [wholesaler] });
    await start.sync();
    const here = later(start, 'bidirectional', { import: { phone: unmapped } });
    const { key } = only(here.shopify.parties());
    here.shopify.edit(key, (party) => ({ ...party, values: { ...party.values, phone: '+61298765432' } }));
    expect(await verbsOf(here)).toEqual(['equal']);
    expect(only(here.erp.parties()).values.phone).toBe('0412 345 678');
    here.erp.edit(wholesaler.key, (party) => ({
      ...party,
      values: { ...party.values, phone: '02 9374 4000' },
    }));
    await here.sync();
    expect(only(here.shopify.parties()).values.phone).toBe('+61293744000');
  });
});

describe('the account name in the ERP by a rule', () => {
  const lastFirst = { import: { accountName: template('{join(", ", lastName, firstName)}') } };

  it.each(['import', 'bidirectional'] as const)(
    'is given to a new customer, and follows a new name: %s',
    async (direction) => {
      const here = world(direction, lastFirst, { shopify: [shopifyParty(1, { ...jane, phone: null })] });
      await here.prepare();
      expect((await here.rows())[0]?.notes).toContainEqual({
        code: 'accountNameMapped',
        params: { name: 'Doe, Jane' },
      });
      await here.commit();
      expect(only(here.erp.parties()).accountName).toBe('Doe, Jane');
      expect(await verbsOf(here)).toEqual(['equal']);
      const { key } = only(here.shopify.parties());
      here.shopify.edit(key, (party) => ({ ...party, values: { ...party.values, lastName: 'Roe' } }));
      await here.sync();
      expect(only(here.erp.parties()).accountName).toBe('Roe, Jane');
      expect(await verbsOf(here)).toEqual(['equal']);
    },
  );

  it('that is too long, or that a rule does not make, stops its customer and no other (L6)', async () => {
    const here = world(
      'import',
      { import: { accountName: template('{lastName}') } },
      {
        shopify: [
          shopifyParty(1, { lastName: 'x'.repeat(60), email: 'a@example.com' }),
          shopifyParty(2, { firstName: 'Cher', email: 'b@example.com' }),
          shopifyParty(3, { lastName: 'Doe', email: 'c@example.com' }),
        ],
      },
    );
    await here.sync();
    expect(only(here.erp.parties()).accountName).toBe('Doe');
    const codes = (await here.records()).filter(({ status }) => status === 'invalid').map(({ name }) => name);
    expect(codes.toSorted()).toEqual(['Cher', 'x'.repeat(60)]);
  });
});

describe('a mapping that a synchronisation cannot carry out stops the preview, by name', () => {
  it.each<[Direction, Parameters<typeof mappings>[0], string, string]>([
    [
      'bidirectional',
      { export: { 'address.company': { kind: 'constant', value: 'X' } } },
      'fieldMappings.customer.export.address.company',
      'Choose one direction to map it in another way.',
    ],
    [
      'export',
      { export: { emailConsent: { kind: 'constant', value: 'Redacted' } } },
      'fieldMappings.customer.export.emailConsent',
      'it takes Subscribed, Unsubscribed or Pending.',
    ],
    [
      'bidirectional',
      { export: { emailConsent: template('{lookup(customerClass, "Classes")}') } },
      'fieldMappings.customer.export.emailConsent',
      'cannot be set to \u201CTrade\u201D in Shopify',
    ],
    [
      'export',
      { export: { lastName: template('{lookup(customerClass, "Gone")}') } },
      'fieldMappings.customer.export.lastName',
      'no substitution list called \u201CGone\u201D',
    ],
  ])('%s %j', async (direction, change, path, message) => {
    const here = world(direction, change, { erp: [wholesaler] });
    expect(await codeOf(here.prepare())).toBe('RULES_INVALID');
    await expect(here.prepare()).rejects.toMatchObject({
      fields: { [path]: expect.stringContaining(message) as unknown },
    });
    expect(here.erp.reads.all).toBe(0);
  });

  it('and not where the profile does not write in that direction', async () => {
    const here = world('import', { export: { tags: { kind: 'constant', value: 'MYOB' } } }, { shopify: [] });
    expect(await codeOf(here.prepare())).toBeNull();
  });
});
