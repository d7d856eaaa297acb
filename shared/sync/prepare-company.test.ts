import { describe, expect, it } from 'vitest';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
} from '../../tests/support/companies.ts';
import { agreedCompany } from '../../tests/support/company-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { agreedLink, base, profileWith, worldOf, type World } from '../../tests/support/preview-world.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Party } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { partyHash, settingsHash } from './hashes.ts';
import { noDecision, proposalKeys } from './plan.ts';
import { arrangeLocations, decideRows } from './sync.ts';

const ids = createTestIds();

function profileOf(company: Partial<Profile['company']> = {}, more: Partial<Profile> = {}): Profile {
  return profileWith({}, { company: { ...base.company, active: true, ...company }, ...more });
}

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };

/** A person and a company in both systems, linked. */
async function linkedWorld(profile: Profile = profileOf()): Promise<World> {
  const records = {
    erp: [erpParty(1, mia), erpCompany(2, { contacts: [erpContact(1)] })],
    shopify: [shopifyParty(1, mia), shopifyCompany(2, { contacts: [shopifyContact(1)] })],
  };
  const world = worldOf({ ...records, profile });
  const [person, company] = records.erp;
  const [customer, partner] = records.shopify;
  await world.ledger.saveLinks([
    agreedLink(person as Party, customer as Party),
    { ...agreedCompany(company as Party, partner as Party), id: 'link-company' },
  ]);
  return world;
}

describe('a preview of both kinds', () => {
  it('is one plan, with a direction for each and the contacts in its totals', async () => {
    const profile = profileOf({ direction: 'export' });
    const world = await linkedWorld(profile);
    world.erp.put(erpCompany(3, { contacts: [erpContact(5), erpContact(6, { email: null })] }));
    const plan = await world.prepare();
    expect(plan).toMatchObject({ direction: 'bidirectional', companyDirection: 'export', rowCount: 4 });
    expect(plan.totals.contacts).toMatchObject({ create: 1, invalid: 1, equal: 1, update: 0 });
    // In Shopify a contact is a customer, too.
    expect(plan.totals.records).toEqual({ erp: 3, shopify: 3 });
    const rows = await world.rows();
    expect(rows.map(({ entity, verb }) => `${entity} ${verb}`).toSorted()).toEqual([
      'company create',
      'company equal',
      'customer equal',
      'customer filtered',
    ]);
    expect(rows.filter(({ contacts }) => contacts === undefined)).toHaveLength(2);
  });

  it('says nothing of companies while that entity is off, and misses none of their links (L4)', async () => {
    const world = await linkedWorld(profileWith({}, { guards: { ...base.guards, minimumRows: 1 } }));
    world.erp.remove(erpCompany(2).key);
    world.shopify.remove(shopifyCompany(2).key);
    world.shopify.remove(shopifyContact(1).personKey ?? '');
    const plan = await world.prepare();
    expect(plan.guards).toEqual([]);
    expect(plan.rowCount).toBe(1);
    expect(plan).not.toHaveProperty('companyDirection');
    expect(plan.totals).not.toHaveProperty('contacts');
  });

  it('can be of companies alone, and of nothing not at all', async () => {
    const alone = { ...profileOf(), customer: { ...base.customer, active: false } };
    const world = worldOf({ erp: [erpCompany(1)], profile: alone });
    expect((await world.prepare()).totals.byVerb.create).toBe(1);
    const none = worldOf({ profile: { ...alone, company: base.company } });
    await expect(none.prepare()).rejects.toMatchObject({ code: 'ENTITY_INACTIVE' });
  });

  it('has one numbering for both', async () => {
    const numbering = { mode: 'template', template: 'C######', next: 1 } as const;
    const profile = profileOf({}, { defaults: { ...base.defaults, numbering } });
    const world = worldOf({ shopify: [shopifyParty(1, mia), shopifyCompany(2)], profile });
    await world.prepare();
    const numbers = (await world.rows()).map(({ newNumber }) => newNumber);
    expect(new Set(numbers)).toEqual(new Set(['C000001', 'C000002']));
  });

  it('halts when too many of the contacts and locations of companies would be taken away (L11)', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
    const one = (number: number) => erpCompany(number, { contacts: [erpContact(number)] });
    const other = (number: number, isThere: boolean) =>
      shopifyCompany(number, { contacts: isThere ? [shopifyContact(number)] : [] });
    const world = worldOf({
      erp: numbers.map(one),
      shopify: numbers.map((number) => other(number, false)),
      profile: profileOf(),
    });
    await world.ledger.saveLinks(
      numbers.map((number) => ({ ...agreedCompany(one(number), other(number, true)), id: `link-${number}` })),
    );
    const plan = await world.prepare();
    expect(plan.totals).toMatchObject({ proposals: 12, contacts: { deactivate: 12 } });
    expect(plan.guards.map(({ code }) => code)).toEqual(['massDeactivation']);
  });

  it('counts a company that was edited among what changed', async () => {
    const profile = profileOf({}, { guards: { ...base.guards, minimumRows: 1, changedShare: 0.5 } });
    const world = await linkedWorld(profile);
    world.erp.put(erpCompany(2, { contacts: [erpContact(1, { lastName: 'Ngata' })] }));
    world.erp.put(erpParty(1, { ...mia, lastName: 'Tran' }));
    expect((await world.prepare()).guards.map(({ code }) => code)).toContain('allChanged');
  });
});

describe('companies beside each other', () => {
  const alder = erpCompany(1, { name: 'Alder', contacts: [erpContact(1), erpContact(2)] });
  const birch = erpCompany(2, { name: 'Birch', contacts: [erpContact(3)] });
  const alderThere = shopifyCompany(1, { name: 'Alder', contacts: [shopifyContact(1), shopifyContact(2)] });
  const birchThere = shopifyCompany(2, { name: 'Birch', contacts: [shopifyContact(3)] });

  async function bothLinked(): Promise<World> {
    const world = worldOf({ erp: [alder, birch], shopify: [alderThere, birchThere], profile: profileOf() });
    await world.ledger.saveLinks([
      { ...agreedCompany(alder, alderThere), id: 'link-alder' },
      { ...agreedCompany(birch, birchThere), id: 'link-birch' },
    ]);
    return world;
  }

  async function toldOf(world: World, name: string): Promise<unknown> {
    const row = (await world.rows()).find(({ entity, erp }) => entity === 'company' && erp?.name === name);
    return row?.contacts?.map(({ verb, notes }) => [
      verb,
      ...notes.map(({ code, params }) => `${code} ${params['other'] ?? ''}`.trim()),
    ]);
  }

  it('R26 a contact that moved in Shopify is said in both, made in the new and proposed for deactivation in the old', async () => {
    const world = await bothLinked();
    const moved = { ...shopifyContact(2), key: shopifyContact(9).key };
    world.shopify.put(shopifyCompany(1, { name: 'Alder', contacts: [shopifyContact(1)] }));
    world.shopify.put(shopifyCompany(2, { name: 'Birch', contacts: [shopifyContact(3), moved] }));
    await world.prepare();
    expect(await toldOf(world, 'Alder')).toEqual([
      ['equal'],
      ['deactivate', 'contactRemoved', 'contactMovedTo Birch (2)'],
    ]);
    expect(await toldOf(world, 'Birch')).toEqual([['equal'], ['create', 'contactMovedFrom Alder (1)']]);
  });

  it('R26 one that moved in MYOB waits in the new until it has left the old in Shopify, where that is proposed', async () => {
    const world = await bothLinked();
    world.erp.put(erpCompany(1, { name: 'Alder', contacts: [erpContact(1)] }));
    world.erp.put(erpCompany(2, { name: 'Birch', contacts: [erpContact(3), erpContact(2)] }));
    await world.prepare();
    expect(await toldOf(world, 'Alder')).toEqual([
      ['equal'],
      ['delete', 'contactGone', 'contactMovedTo Birch (C000002)'],
    ]);
    expect(await toldOf(world, 'Birch')).toEqual([
      ['equal'],
      ['invalid', 'contactElsewhere Alder (1)', 'contactMovedFrom Alder (C000001)', 'contactIsBad'],
    ]);
  });

  it('a person in two companies of MYOB goes with the older one, and the younger says so', async () => {
    const twice = erpContact(7, { email: 'ada@example.com' });
    const world = worldOf({
      erp: [
        erpCompany(1, { name: 'Alder', contacts: [twice] }),
        erpCompany(2, { name: 'Birch', contacts: [{ ...twice, key: erpContact(8).key }] }),
      ],
      profile: profileOf(),
    });
    await world.prepare();
    expect(await toldOf(world, 'Alder')).toEqual([['create']]);
    expect(await toldOf(world, 'Birch')).toEqual([
      ['invalid', 'contactElsewhere Alder (C000001)', 'contactIsBad'],
    ]);
  });

  it('two persons with one phone: the older has it in Shopify, and the other goes without (R6)', async () => {
    const phone = '0412 345 678';
    const world = worldOf({
      erp: [
        erpCompany(1, { name: 'Alder', contacts: [erpContact(1, { phone })] }),
        erpCompany(2, { name: 'Birch', contacts: [erpContact(2, { phone })] }),
      ],
      profile: profileOf(),
    });
    await world.prepare();
    const phones = (await world.rows()).map(({ erp, contacts }) => {
      const change = contacts?.[0]?.fields.find(({ field }) => field === 'phone');
      return [erp?.name, change?.result, change?.notes[0]?.params['other'] ?? null];
    });
    expect(phones).toEqual([
      ['Alder', '+61412345678', null],
      ['Birch', null, 'Ben Park1 (C000001, contact 1)'],
    ]);
  });

  it('the ID that a company would have belongs to another one: its row waits and names that one', async () => {
    const world = await bothLinked();
    world.shopify.put(
      shopifyCompany(2, { name: 'Birch', contacts: [shopifyContact(3)], externalReference: 'C000003' }),
    );
    world.erp.put(erpCompany(3, { name: 'Cedar' }));
    await world.prepare();
    const row = (await world.rows()).find(({ erp }) => erp?.name === 'Cedar');
    expect(row?.verb).toBe('invalid');
    expect(row?.notes[0]).toEqual({ code: 'externalIdTaken', params: { id: 'C000003', other: 'Birch (2)' } });
  });
});

describe('decisions on a company’s row', () => {
  it('a row that is left out leaves everything of it out; one proposal is approved by itself', async () => {
    const world = await linkedWorld({
      ...profileOf(),
      customer: { ...base.customer, active: true, direction: 'export' },
    });
    world.shopify.put(shopifyCompany(2, { contacts: [] }));
    const plan = await world.prepare();
    const row = (await world.rows()).find(({ entity }) => entity === 'company');
    expect(row?.verb).toBe('deactivate');
    const [proposal] = row === undefined ? [] : proposalKeys(row);
    const decide = async (decision: Partial<typeof noDecision>) =>
      (
        await decideRows({
          planId: plan.id,
          profile: world.profile,
          ledger: world.ledger,
          decisions: new Map([[row?.id ?? '', { ...noDecision, ...decision }]]),
        })
      ).totals.writes.erp;
    expect(await decide({})).toBe(0);
    expect(await decide({ approvedProposals: [proposal ?? ''] })).toBe(1);
    expect(await decide({ include: false, approvedProposals: [proposal ?? ''] })).toBe(0);
  });

  it('locations of a company are tied by hand as those of a customer are', async () => {
    const erp = erpCompany(2, { locations: [erpSite(0), erpSite(5)] });
    const shopify = shopifyCompany(2);
    const world = worldOf({
      erp: [{ ...erp, externalReference: '2 - Harbour' }],
      shopify: [shopify],
      profile: profileOf(),
    });
    const plan = await world.prepare();
    const [row] = await world.rows();
    expect(row?.locations.map(({ id, verb }) => `${id} ${verb}`)).toEqual([
      'MAIN~200 link',
      'L000005~ create',
    ]);
    await arrangeLocations({
      planId: plan.id,
      rowId: row?.id ?? '',
      profile: world.profile,
      ledger: world.ledger,
      ids: createTestIds(50),
      ties: [{ erpKey: 'L000005', shopifyKey: shopify.locations[0]?.key ?? '' }],
      moves: [],
    });
    const [tied] = await world.rows();
    expect(tied?.locations.map(({ id, verb }) => `${id} ${verb}`)).toEqual([
      'L000005~200 conflict',
      'MAIN~ create',
    ]);
  });
});

describe('near matches', () => {
  it('are looked for among companies as among persons, and never between the two', async () => {
    const world = worldOf({
      erp: [
        erpCompany(1, { name: 'Harbour Kitchen Supplies Pty Ltd' }),
        erpParty(2, { ...mia, email: 'mia.n@example.com' }),
      ],
      shopify: [
        shopifyCompany(1, { name: 'Harbor Kitchen Supplies' }),
        shopifyParty(2, { firstName: 'Harbour', lastName: 'Kitchen Supplies' }),
      ],
      profile: profileOf(),
    });
    await world.prepare();
    const suggested = (await world.rows()).flatMap(({ entity, erp, shopify, suggestions = [] }) =>
      suggestions.map(({ summary }) => `${entity} ${(erp ?? shopify)?.name} ~ ${summary.name}`),
    );
    expect(suggested.toSorted()).toEqual([
      'company Harbor Kitchen Supplies ~ Harbour Kitchen Supplies Pty Ltd',
      'company Harbour Kitchen Supplies Pty Ltd ~ Harbor Kitchen Supplies',
    ]);
  });
});

describe('hashes', () => {
  const plain = erpCompany(1, {
    contacts: [erpContact(1, { roles: { MAIN: 'orderingOnly' } })],
    terms: '30D',
  });
  const changes: readonly (readonly [string, Party])[] = [
    [
      'a role',
      erpCompany(1, { contacts: [erpContact(1, { roles: { MAIN: 'locationAdmin' } })], terms: '30D' }),
    ],
    [
      'a name of a contact',
      erpCompany(1, {
        contacts: [erpContact(1, { lastName: 'X', roles: { MAIN: 'orderingOnly' } })],
        terms: '30D',
      }),
    ],
    [
      'the terms',
      {
        ...plain,
        business: {
          contacts: plain.business?.contacts ?? [],
          mainContactKey: plain.business?.mainContactKey ?? null,
          terms: '60D',
        },
      },
    ],
    [
      'the main contact',
      {
        ...plain,
        business: { contacts: plain.business?.contacts ?? [], mainContactKey: null, terms: '30D' },
      },
    ],
    ['a tax number', { ...plain, locations: [erpSite(0, { site: { taxId: '1' } })] }],
    ['a billing address', { ...plain, locations: [erpSite(0, { site: { billing: erpSite(1).values } })] }],
  ];

  it.each(changes)('of a record changes with %s', (_, changed) => {
    expect(partyHash(changed, ids)).not.toBe(partyHash(plain, ids));
  });

  it('of a record does not change with the order of contacts and roles', () => {
    const roles = { MAIN: 'orderingOnly', L000001: 'locationAdmin' } as const;
    const of = (order: 'straight' | 'turned'): Party => {
      const contacts = [erpContact(1, { roles }), erpContact(2)];
      const turned = contacts.map((each) => ({ ...each, roles: each.roles.toReversed() })).toReversed();
      return erpCompany(1, {
        contacts: order === 'straight' ? contacts : turned,
        main: contacts[0]?.key ?? null,
      });
    };
    const [straight, turned] = [of('straight'), of('turned')];
    expect(partyHash({ ...turned, values: straight.values }, ids)).toBe(partyHash(straight, ids));
  });

  it('of the settings changes with those of companies', () => {
    expect(settingsHash(profileOf({ contactsAsCustomers: true }), ids)).not.toBe(
      settingsHash(profileOf(), ids),
    );
  });
});
