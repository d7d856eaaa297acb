/** Business customers through the whole: read, planned, committed, read again. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import { termsPairs } from '../../tests/support/company-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { PlanRow } from './plan.ts';
import { chooseCandidate } from './sync.ts';

function worldOf(direction: Direction, parts: WorldParts): CommitWorld {
  return createCommitWorld({
    ...parts,
    customer: { direction, ...parts.customer },
    company: { direction, terms: [...termsPairs], ...parts.company },
  });
}

/** A Shopify company needs the customers that its contacts are. */
function peopleOf(...companies: readonly Party[]): readonly Party[] {
  return companies.flatMap(({ business }) =>
    (business?.contacts ?? []).map(({ number, values }) => shopifyParty(Number(number), values)),
  );
}

/** A company as both systems should hold it: names instead of keys. */
function treeOf({ accountName, locations, business }: Party): unknown {
  const nameAt = (key: string): string | null =>
    locations.find((location) => location.key === key)?.name ?? null;
  return {
    name: accountName,
    locations: locations
      .filter(({ active }) => active)
      .map(({ name, values, site }) => {
        const { company: _, ...address } = values;
        return { name, address, taxId: site?.taxId ?? null, taxExempt: site?.taxExempt ?? false };
      })
      .toSorted((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1)),
    contacts: (business?.contacts ?? [])
      .filter(({ active }) => active)
      .map(({ key, values, roles }) => ({
        ...values,
        isMain: business?.mainContactKey === key,
        roles: roles.map(({ locationKey, role }) => `${nameAt(locationKey)}: ${role}`).toSorted(),
      }))
      .toSorted((one, other) => ((one.email ?? '') < (other.email ?? '') ? -1 : 1)),
  };
}

function companiesIn(world: CommitWorld, side: 'erp' | 'shopify'): readonly unknown[] {
  return world[side]
    .parties()
    .filter(({ kind }) => kind === 'company')
    .map(treeOf)
    .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** What a preview would still write or ask. */
async function leftOver(world: CommitWorld): Promise<unknown> {
  const { totals } = await world.prepare();
  const { link, conflict, invalid } = totals.byVerb;
  return { writes: totals.writes, link, conflict, invalid, proposals: totals.proposals };
}

const nothing = { writes: { erp: 0, shopify: 0 }, link: 0, conflict: 0, invalid: 0, proposals: 0 };

const alder = {
  shopify: shopifyCompany(7, {
    name: 'Alder Pty Ltd',
    locations: [
      shopifySite(700, 0, { name: 'Head office', site: { taxId: '51 824 753 556', terms: 'terms/30' } }),
      shopifySite(701, 1, { name: 'Warehouse', site: { terms: 'terms/30', taxExempt: true } }),
    ],
    contacts: [
      shopifyContact(1, { roles: { [siteGid(700)]: 'locationAdmin', [siteGid(701)]: 'orderingOnly' } }),
      shopifyContact(2, { roles: { [siteGid(701)]: 'orderingOnly' }, phone: '+61412345678' }),
    ],
  }),
  erp: erpCompany(3, {
    name: 'Birch & Sons',
    locations: [erpSite(0, { name: 'Shop' }), erpSite(1, { name: 'Yard' })],
    contacts: [
      erpContact(3, { roles: { MAIN: 'orderingOnly', L000001: 'locationAdmin' } }),
      erpContact(4, { roles: { L000001: 'orderingOnly' } }),
    ],
    terms: '60D',
  }),
};

describe('two companies, one in each system', () => {
  it.each(['import', 'export', 'bidirectional'] as const)(
    'L7, %s: are equal afterwards as far as the direction goes, and the second preview is empty',
    async (direction) => {
      const world = worldOf(direction, {
        erp: [alder.erp],
        shopify: [alder.shopify, ...peopleOf(alder.shopify)],
      });
      const run = await world.sync();
      expect(run.counts.failed).toBe(0);
      const [erp, shopify] = [companiesIn(world, 'erp'), companiesIn(world, 'shopify')];
      const [receiving, source] = direction === 'export' ? [shopify, erp] : [erp, shopify];
      expect(receiving).toEqual(expect.arrayContaining([...source]));
      const counts = { import: [2, 1], export: [1, 2], bidirectional: [2, 2] };
      expect([erp.length, shopify.length]).toEqual(counts[direction]);
      expect(await leftOver(world)).toEqual(nothing);
    },
  );

  it('R18: whoever has no role in MYOB has none in Shopify either', async () => {
    const erp = erpCompany(3, { contacts: [erpContact(3)] });
    const world = worldOf('export', { erp: [erp] });
    await world.sync();
    expect(companiesIn(world, 'shopify')).toEqual(companiesIn(world, 'erp'));
    expect(await leftOver(world)).toEqual(nothing);
  });
});

describe('a company that both systems have', () => {
  it('is linked by its business number, and filled both ways', async () => {
    const taxId = '51 824 753 556';
    const erp = erpCompany(3, {
      name: 'Alder Pty Ltd',
      locations: [erpSite(0, { site: { taxId } }), erpSite(1, { name: 'Yard' })],
      contacts: [erpContact(3, { roles: { MAIN: 'orderingOnly' } })],
      terms: '30D',
    });
    const shopify = shopifyCompany(7, {
      name: 'Alder Pty Ltd',
      locations: [shopifySite(700, 0, { site: { taxId } })],
      contacts: [shopifyContact(2, { roles: { [siteGid(700)]: 'locationAdmin' } })],
      main: null,
    });
    const world = worldOf('bidirectional', { erp: [erp], shopify: [shopify, ...peopleOf(shopify)] });
    await world.sync();
    expect(companiesIn(world, 'erp')).toEqual(companiesIn(world, 'shopify'));
    expect(await leftOver(world)).toEqual(nothing);
  });
});

describe('a customer of Shopify who becomes a contact', () => {
  const erp = erpCompany(3, { contacts: [erpContact(3)] });
  const known = shopifyParty(5, { firstName: 'Dev', lastName: 'Parker', email: 'dev3@example.com.au' });

  it('has its values settled in the same commit where one way decides', async () => {
    const world = worldOf('export', { erp: [erp], shopify: [known], customer: { direction: 'import' } });
    const apart = await world.prepare();
    const [row] = await world.rows();
    const { profile, ledger } = world;
    const ids = createTestIds(100);
    await chooseCandidate({ planId: apart.id, rowId: row?.id ?? '', profile, ledger, ids, partner: 'new' });
    for (const each of await world.rows()) {
      if (each.entity === 'customer') await world.decide(each.id, { include: false });
    }
    const run = await world.commit();
    expect(run.counts.failed).toBe(0);
    expect(companiesIn(world, 'shopify')).toEqual(companiesIn(world, 'erp'));
    expect(world.shopify.parties().filter(({ kind }) => kind === 'individual')).toHaveLength(1);
  });
});

describe('L3 a customer of Shopify who is to become a contact', () => {
  const contact = erpContact(3, { phone: '09 300 1234' });
  const home = {
    ...erpSite(0),
    values: { ...erpSite(0).values, province: 'AUK', postcode: '1010', country: 'NZ' },
  };
  const firm = erpCompany(3, { contacts: [erpContact(1), contact], locations: [home] });
  const known = shopifyParty(5, { ...contact.values, lastName: 'Parker', phone: '+6493001234' });

  async function prepared(): Promise<CommitWorld> {
    const world = worldOf('export', { erp: [firm], shopify: [known] });
    await world.prepare();
    const [row] = (await world.rows()).filter(({ entity }) => entity === 'company');
    expect(row?.contacts?.map(({ personKey }) => personKey)).toContain(known.key);
    return world;
  }

  it('and was edited since the preview is not written, and its company comes back in the next one', async () => {
    const world = await prepared();
    world.shopify.edit(known.key, (party) => ({
      ...party,
      values: { ...party.values, phone: '+6421555000' },
    }));
    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 0 }, stale: 1, failed: 0 });
    const causes = (await world.records()).flatMap(({ cause }) => cause ?? []);
    expect(causes.map(({ code, params }) => [code, params['record']])).toEqual([
      ['RECORD_CHANGED', expect.stringContaining('Parker')],
    ]);
    expect(world.shopify.writes).toEqual([]);
    expect((await world.sync()).counts).toMatchObject({ stale: 0, failed: 0 });
  });

  it('and was not is written, in whatever spelling the two have its phone', async () => {
    const world = await prepared();
    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 1 }, stale: 0, failed: 0 });
    expect(await leftOver(world)).toEqual(nothing);
  });
});

describe('contacts as customers', () => {
  const company = alder.shopify;
  const rowsOf = async (world: CommitWorld): Promise<readonly PlanRow[]> => {
    await world.prepare();
    return (await world.rows()).filter(({ entity }) => entity === 'customer');
  };

  it('a contact is no customer of its own, and its row says whose contact it is', async () => {
    const world = worldOf('import', { shopify: [company, ...peopleOf(company)] });
    const rows = await rowsOf(world);
    expect(rows.map(({ verb }) => verb)).toEqual(['filtered', 'filtered']);
    expect(rows[0]?.notes).toEqual([{ code: 'contactOfCompany', params: { company: 'Alder Pty Ltd (7)' } }]);
  });

  it('unless the profile says so, or somebody has orders', async () => {
    const all = worldOf('import', {
      shopify: [company, ...peopleOf(company)],
      company: { contactsAsCustomers: true },
    });
    expect((await rowsOf(all)).map(({ verb }) => verb)).toEqual(['create', 'create']);
    const [one, ...others] = peopleOf(company);
    const buyer: Party[] = one === undefined ? [] : [{ ...one, attached: ['orders'] }];
    const some = worldOf('import', { shopify: [company, ...buyer, ...others] });
    expect((await rowsOf(some)).map(({ verb }) => verb).toSorted()).toEqual(['create', 'filtered']);
  });

  it('who becomes a contact of a company that is exported is none either, whichever row is written first', async () => {
    const [, cleo] = alder.erp.business?.contacts ?? [];
    const known = shopifyParty(5, cleo?.values ?? {});
    const world = worldOf('bidirectional', { erp: [alder.erp], shopify: [known] });
    const rows = await rowsOf(world);
    expect(rows.map(({ verb, notes }) => [verb, ...notes])).toEqual([
      ['filtered', { code: 'contactInErp', params: { company: 'Birch & Sons (C000003)' } }],
    ]);
    await world.commit();
    expect(companiesIn(world, 'shopify')).toEqual(companiesIn(world, 'erp'));
    expect(world.erp.parties().map(({ kind }) => kind)).toEqual(['company']);
    expect(await leftOver(world)).toEqual(nothing);
  });

  it('L7 nor is who was one: the run that ends a part in a company makes no customer of the person in the next', async () => {
    const world = worldOf('bidirectional', { erp: [alder.erp], policies: { approveDeactivations: true } });
    await world.sync();
    world.erp.edit(alder.erp.key, ({ business, ...party }) => ({
      ...party,
      business: {
        terms: null,
        mainContactKey: null,
        contacts: (business?.contacts ?? []).map((contact) => ({ ...contact, active: false })),
      },
    }));
    const run = await world.sync();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    expect(companiesIn(world, 'shopify')).toMatchObject([{ contacts: [] }]);
    expect(await leftOver(world)).toEqual(nothing);
  });

  it('who is a customer in MYOB as well stays one', async () => {
    const person = peopleOf(company);
    const erp = erpParty(9, person[0]?.values ?? {});
    const world = worldOf('bidirectional', { erp: [erp], shopify: [company, ...person] });
    expect((await rowsOf(world)).map(({ verb }) => verb).toSorted()).toEqual(['filtered', 'link']);
  });
});

describe('a person on one side and a company on the other', () => {
  const firm = erpCompany(3, { name: 'Birch', contacts: [erpContact(3)] });
  const person = shopifyParty(5, { firstName: 'Dev', lastName: 'Park3', email: 'dev3@example.com.au' });

  it('is a question, and neither is made in the other system', async () => {
    const world = worldOf('bidirectional', { erp: [firm], shopify: [person] });
    await world.prepare();
    const [row, ...others] = await world.rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      verb: 'ambiguous',
      target: 'none',
      shopify: { number: '5' },
      candidates: [{ side: 'erp', summary: { number: 'C000003' } }],
      notes: [{ code: 'personOrCompany', params: { system: 'Shopify', other: 'MYOB' } }],
    });
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
  });

  async function choose(world: CommitWorld, partner: string): Promise<void> {
    const plan = await world.prepare();
    const [row] = await world.rows();
    const { profile, ledger } = world;
    const ids = createTestIds(100);
    await chooseCandidate({ planId: plan.id, rowId: row?.id ?? '', profile, ledger, ids, partner });
  }

  it('is never linked across the kinds, not even by hand', async () => {
    const world = worldOf('bidirectional', { erp: [firm], shopify: [person] });
    await expect(choose(world, firm.key)).rejects.toMatchObject({ code: 'DECISION_INVALID' });
  });

  it('are two customers, each of its own kind, once they are kept apart', async () => {
    const world = worldOf('bidirectional', { erp: [firm], shopify: [person] });
    await choose(world, 'new');
    expect((await world.rows()).map(({ entity, verb }) => `${verb} ${entity}`).toSorted()).toEqual([
      'create company',
      'create customer',
    ]);
    await world.commit();
    expect(companiesIn(world, 'shopify')).toEqual(companiesIn(world, 'erp'));
    expect(
      world.erp
        .parties()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['company', 'individual']);
    // The customer became the contact, and was not made a second time.
    expect(
      world.shopify
        .parties()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['company', 'individual']);
    expect(await leftOver(world)).toEqual(nothing);
  });

  it('is none where either has a better partner of its own kind', async () => {
    const partner = erpParty(9, person.values);
    const world = worldOf('bidirectional', { erp: [firm, partner], shopify: [person] });
    await world.prepare();
    expect((await world.rows()).map(({ verb }) => verb).toSorted()).toEqual(['create', 'link']);
  });

  it('is asked about as well where MYOB changed the kind of a linked customer', async () => {
    const individual = erpParty(3, { ...person.values, externalReference: '5 - Harbour' });
    const world = worldOf('bidirectional', { erp: [individual], shopify: [person] });
    await world.sync();
    const now: Party = { ...erpCompany(3, { name: 'Dev Park3' }), key: individual.key };
    world.erp.put(now);
    await world.prepare();
    expect((await world.rows()).map(({ verb, notes }) => [verb, notes[0]?.code])).toEqual([
      ['ambiguous', 'personOrCompany'],
    ]);
  });
});
