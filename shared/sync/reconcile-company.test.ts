import { describe, expect, it } from 'vitest';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import {
  agreedCompany,
  planCompany,
  sayChild,
  type CompanyWorld,
} from '../../tests/support/company-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { summarise, type Location, type Party } from '../domain/party.ts';
import type { PlannedRow, ReconcileSettings } from './reconcile.ts';
import type { CompanyContext, KnownCustomer } from './reconcile-types.ts';

const exporting: Partial<ReconcileSettings> = { direction: 'export' };
const importing: Partial<ReconcileSettings> = { direction: 'import' };

function only(party: Party, companies: Partial<CompanyContext> = {}): CompanyWorld {
  return { erp: null, shopify: null, link: null, [party.side]: party, companies };
}

function written({ row }: PlannedRow, id?: string): Readonly<Record<string, string | null>> {
  const fields = id === undefined ? row.fields : (row.locations.find((each) => each.id === id)?.fields ?? []);
  return Object.fromEntries(fields.map(({ field, result }) => [field, result]));
}

function codes(notes: readonly { readonly code: string }[] | undefined): readonly string[] {
  return (notes ?? []).map(({ code }) => code);
}

const locations = ({ row }: PlannedRow): readonly string[] => row.locations.map(sayChild);
const contacts = ({ row }: PlannedRow): readonly string[] => (row.contacts ?? []).map(sayChild);

describe('a company that is only in Shopify', () => {
  const shopify = shopifyCompany(7, {
    name: 'Harbour Café',
    locations: [
      shopifySite(700, 0, { site: { taxId: '51 824 753 556', terms: 'terms/30' } }),
      shopifySite(701, 1, { site: { taxExempt: true, terms: 'terms/30' } }),
    ],
    contacts: [
      shopifyContact(1, { roles: { [siteGid(700)]: 'orderingOnly', [siteGid(701)]: 'locationAdmin' } }),
      shopifyContact(2),
    ],
  });
  const planned = planCompany(only(shopify), importing);

  it('becomes one customer with all its locations, contacts and roles', () => {
    const { row } = planned;
    expect(row).toMatchObject({ entity: 'company', verb: 'create', target: 'erp', newNumber: 'B000001' });
    expect(written(planned)).toEqual({ accountName: 'Harbour Café', terms: '30D' });
    expect(row.locations.map(({ verb, newKey }) => [verb, newKey])).toEqual([
      ['create', 'MAIN'],
      ['create', 'L900001'],
    ]);
    expect(written(planned, '~700')).toMatchObject({ locationName: 'Depot 0', taxId: '51 824 753 556' });
    expect(written(planned, '~701')).toMatchObject({ locationName: 'Depot 1', taxExempt: 'yes' });
    expect(contacts(planned)).toEqual(['create in MYOB', 'create in MYOB']);
    expect(row.contacts?.[0]?.roles).toMatchObject([
      { locationId: '~700', action: 'writeErp', result: 'orderingOnly' },
      { locationId: '~701', action: 'writeErp', result: 'locationAdmin' },
    ]);
    expect(row.mainContactChange).toEqual({ side: 'erp', contactId: row.contacts?.[0]?.id });
  });

  it('says what it goes without', () => {
    const bare = planCompany(only(shopifyCompany(7, { locations: [], contacts: [] })), importing);
    expect(bare.row.verb).toBe('create');
    expect(codes(bare.row.notes)).toEqual(['companyWithoutLocation', 'companyWithoutContact']);
  });

  it('has a contact of one name made with that as the last name', () => {
    const madonna = shopifyContact(1, { firstName: 'Madonna' });
    const nameless = shopifyContact(2, {});
    const made = planCompany(
      only(
        shopifyCompany(7, {
          contacts: [
            { ...madonna, values: { ...madonna.values, lastName: null } },
            { ...nameless, values: { ...nameless.values, firstName: null, lastName: null } },
          ],
        }),
      ),
      importing,
    );
    const [one, other] = made.row.contacts ?? [];
    const valuesOf = (change: typeof one): unknown =>
      Object.fromEntries((change?.fields ?? []).map(({ field, result }) => [field, result]));
    expect(valuesOf(one)).toEqual({ lastName: 'Madonna', email: 'madonna1@example.com.au' });
    expect(codes(one?.notes)).toEqual(['lastNameStands']);
    expect(valuesOf(other)).toEqual({ lastName: 'cleo2@example.com.au', email: 'cleo2@example.com.au' });
    expect(codes(other?.notes)).toEqual(['namedByEmail']);
  });

  it('waits where its name is too long for MYOB, and says so', () => {
    const long = planCompany(only(shopifyCompany(7, { name: 'x'.repeat(51) })), importing);
    expect(long.row.verb).toBe('invalid');
    expect(long.row.fields[0]?.notes).toMatchObject([{ code: 'tooLong', params: { length: '51' } }]);
  });
});

describe('a company that is only in MYOB', () => {
  it('goes to Shopify with its locations, contacts and roles, under the ID it has in MYOB', () => {
    const erp = erpCompany(3, {
      locations: [erpSite(0, { site: { taxId: '51 824 753 556' } }), erpSite(1)],
      contacts: [
        erpContact(1, { roles: { MAIN: 'orderingOnly' } }),
        erpContact(2, { roles: { L000001: 'locationAdmin' } }),
      ],
      terms: '60D',
    });
    const planned = planCompany(only(erp), exporting);
    expect(planned.row).toMatchObject({ verb: 'create', target: 'shopify', newNumber: null });
    expect(written(planned)).toEqual({ accountName: 'Harbour Supplies 3', terms: 'terms/60' });
    expect(locations(planned)).toEqual(['create in Shopify', 'create in Shopify']);
    expect(contacts(planned)).toEqual(['create in Shopify', 'create in Shopify']);
    expect(
      planned.row.contacts?.map(({ roles }) => roles.map(({ locationId, result }) => [locationId, result])),
    ).toEqual([[['MAIN~', 'orderingOnly']], [['L000001~', 'locationAdmin']]]);
  });

  const awkward: readonly (readonly [string, Partial<Location['values']>, string])[] = [
    ['a state that Australia does not have', { province: 'Nowhere' }, 'provinceUnknown'],
    ['no state', { province: null }, 'provinceRequired'],
    ['a postcode that Australia does not have', { postcode: '32200' }, 'postcodeRefused'],
    ['no first line', { address1: null }, 'addressLineRequired'],
    ['a country that is none', { country: 'Atlantis' }, 'countryUnknown'],
    ['no country', { country: null }, 'countryRequired'],
    ['a web address in a line', { address2: 'see https://example.com' }, 'charactersRefused'],
    ['an emoji in the suburb', { city: 'Geelong 🎉' }, 'charactersRefused'],
  ];

  it.each(awkward)('has a location with %s left out; everything else goes', (_, values, code) => {
    const erp = erpCompany(3, {
      locations: [erpSite(0), erpSite(1, { values })],
      contacts: [erpContact(1, { roles: { MAIN: 'orderingOnly', L000001: 'locationAdmin' } })],
    });
    const planned = planCompany(only(erp), exporting);
    expect(planned.row.verb).toBe('create');
    const [first, second] = planned.row.locations;
    expect(first?.verb).toBe('create');
    expect(second?.verb).toBe('invalid');
    expect(codes(second?.notes)).toContain(code);
    expect(codes(second?.notes)).toContain('locationIsBad');
    expect(planned.row.contacts?.[0]).toMatchObject({
      verb: 'create',
      roles: [{ locationId: 'MAIN~', result: 'orderingOnly' }],
    });
    expect(codes(planned.row.contacts?.[0]?.notes)).toEqual(['roleWithoutLocation']);
  });

  it('has those addresses taken all the same where the customer is a person: Shopify checks only companies’', () => {
    const values = { address1: null, address2: '1 King St', postcode: '32200' };
    const [site] = erpCompany(3, { locations: [erpSite(0, { values })] }).locations;
    const person = {
      ...erpCompany(3),
      kind: 'individual' as const,
      locations: site === undefined ? [] : [site],
    };
    const { business: _, ...individual } = person;
    expect(locations(planCompany(only(individual), exporting))).toEqual([
      'create in Shopify [postcodeUnusual]',
    ]);
  });

  it('comes with its first location even where that has no address', () => {
    const erp = erpCompany(3, { locations: [erpSite(0, { values: blank }), erpSite(1, { values: blank })] });
    expect(locations(planCompany(only(erp), exporting))).toEqual([
      'create in Shopify [locationWithoutAddress]',
      'leave [blankMainNotExported]',
    ]);
  });

  it('has the second of two locations at one address left out (R21)', () => {
    const erp = erpCompany(3, { locations: [erpSite(0), erpSite(1, { values: erpSite(0).values })] });
    expect(locations(planCompany(only(erp), exporting))).toEqual([
      'create in Shopify',
      'leave [locationLeftOut]',
    ]);
  });

  it('waits where its ID is too long for Shopify, or belongs to another company there', () => {
    const long = { ...erpCompany(3), number: 'Ä B '.repeat(6).trim() };
    const planned = planCompany(only(long), exporting);
    expect(planned.row.verb).toBe('invalid');
    expect(planned.row.notes).toMatchObject([
      { code: 'externalIdTooLong', params: { id: long.number, maximum: '64' } },
      { code: 'companyWithoutContact' },
    ]);
    const owner = summarise(shopifyCompany(9, { name: 'Alder' }));
    const taken = planCompany(
      only(erpCompany(3), { externalIdOwner: (of) => (of === 'company' ? owner : null) }),
      exporting,
    );
    expect(taken.row.verb).toBe('invalid');
    expect(taken.row.notes[0]).toEqual({
      code: 'externalIdTaken',
      params: { id: 'C000003', other: 'Alder (9)' },
    });
  });

  it('goes on without a location whose ID belongs to another one in Shopify, naming that company', () => {
    const erp = erpCompany(3, { locations: [erpSite(0), erpSite(1)] });
    const owner = summarise(shopifyCompany(9, { name: 'Alder' }));
    const externalIdOwner: CompanyContext['externalIdOwner'] = (_, id) =>
      id === 'C000003-L000001' ? owner : null;
    const planned = planCompany(only(erp, { externalIdOwner }), exporting);
    expect(planned.row.verb).toBe('create');
    expect(locations(planned)).toEqual(['create in Shopify', 'invalid [externalIdTaken locationIsBad]']);
  });
});

const blank = { address1: null, address2: null, city: null, province: null, postcode: null };

describe('contacts that Shopify would refuse', () => {
  const erp = erpCompany(3, { contacts: [erpContact(1), erpContact(2)] });
  const known = (values: KnownCustomer['values'], isPlanned = false): KnownCustomer => ({
    customer: summarise(shopifyParty(5, { email: 'cleo2@example.com.au', firstName: 'Cleo' })),
    isPlanned,
    values,
  });
  const second = { firstName: 'Cleo', lastName: 'Park2', email: 'cleo2@example.com.au', phone: null };

  it('a customer who has the e-mail becomes the contact, and is not made twice', () => {
    const customerWithEmail: CompanyContext['customerWithEmail'] = (email) =>
      email === second.email ? known(second) : null;
    const planned = planCompany(only(erp, { customerWithEmail }), exporting);
    expect(contacts(planned)).toEqual(['create in Shopify', 'create in Shopify [contactAssigned]']);
    expect(planned.row.contacts?.[1]).toMatchObject({ personKey: 'gid://shopify/Customer/5', fields: [] });
  });

  it('keeps what that customer has and asks about it later, but where one way decides', () => {
    const customerWithEmail: CompanyContext['customerWithEmail'] = (email) =>
      email === second.email ? known({ ...second, lastName: 'Parker' }) : null;
    const both = planCompany(only(erp, { customerWithEmail }));
    expect(both.row.contacts?.[1]?.fields).toMatchObject([
      { field: 'lastName', action: 'keep', notes: [{ code: 'comparedOnceContact' }] },
    ]);
    const oneWay = planCompany(only(erp, { customerWithEmail }), exporting);
    expect(oneWay.row.contacts?.[1]?.fields).toMatchObject([
      { field: 'lastName', action: 'writeShopify', result: 'Park2' },
    ]);
  });

  it('a customer who is only made by this preview becomes the contact with the next', () => {
    const customerWithEmail: CompanyContext['customerWithEmail'] = (email) =>
      email === second.email ? known(null, true) : null;
    const planned = planCompany(only(erp, { customerWithEmail }), exporting);
    expect(contacts(planned)).toEqual(['create in Shopify', 'invalid [contactAwaitsCustomer contactIsBad]']);
    expect(planned.row.verb).toBe('create');
  });

  it('a person who acts for another company is left out, naming that', () => {
    const other = summarise(shopifyCompany(9, { name: 'Alder' }));
    const companyOfPerson: CompanyContext['companyOfPerson'] = (email) =>
      email === second.email ? other : null;
    const planned = planCompany(only(erp, { companyOfPerson }), exporting);
    expect(planned.row.verb).toBe('create');
    expect(planned.row.contacts?.[1]).toMatchObject({
      verb: 'invalid',
      notes: [{ code: 'contactElsewhere', params: { other: 'Alder (9)' } }, { code: 'contactIsBad' }],
    });
  });

  it('the second of two with one e-mail is left out, naming the first', () => {
    const twins = erpCompany(3, {
      contacts: [erpContact(1), erpContact(2, { email: 'BEN1@example.com.au ' })],
    });
    const planned = planCompany(only(twins), exporting);
    expect(planned.row.contacts?.[1]?.notes[0]).toEqual({
      code: 'contactEmailTwice',
      params: { email: 'BEN1@example.com.au ', other: 'Ben Park1' },
    });
  });

  it('a phone that another customer has is left out, and the contact goes (R6)', () => {
    const owner = summarise(shopifyParty(5, { firstName: 'Ann' }));
    const phoned = erpCompany(3, { contacts: [erpContact(1, { phone: '0412 345 678' })] });
    const planned = planCompany(only(phoned, { customerWithPhone: () => owner }), exporting);
    expect(contacts(planned)).toEqual(['create in Shopify [phoneTaken]']);
  });

  it('a fifty-first contact at one location goes without that role', () => {
    const many = Array.from({ length: 51 }, (_, index) =>
      erpContact(index + 1, { roles: { MAIN: 'orderingOnly' }, email: `p${index}@example.com` }),
    );
    const planned = planCompany(only(erpCompany(3, { contacts: many })), exporting);
    const given = planned.row.contacts?.flatMap(({ roles }) => roles) ?? [];
    expect(given.filter(({ action }) => action === 'writeShopify')).toHaveLength(50);
    expect(given.filter(({ notes }) => codes(notes).includes('locationFull'))).toHaveLength(1);
  });
});

describe('a contact that moved to another company (R26)', () => {
  it('is said in both companies, and taken away only when somebody approves it', () => {
    const moved = (way: 'to' | 'from', name: string): Partial<CompanyContext> => ({
      moveOf: (_, key) =>
        key === erpContact(2).key || key === shopifyContact(2).key
          ? { way, other: summarise(shopifyCompany(9, { name })), side: 'shopify' }
          : null,
    });
    const erp = erpCompany(1, { contacts: [erpContact(1), erpContact(2)] });
    const before = shopifyCompany(1, { contacts: [shopifyContact(1), shopifyContact(2)] });
    const after = shopifyCompany(1, { contacts: [shopifyContact(1)] });
    const old = planCompany({
      erp,
      shopify: after,
      link: agreedCompany(erp, before),
      companies: moved('to', 'Birch'),
    });
    expect(contacts(old)).toEqual(['equal', 'propose deactivate in MYOB [contactRemoved contactMovedTo]']);
    const roles = { [siteGid(200)]: 'locationAdmin' } as const;
    const receiving = shopifyCompany(2, { contacts: [shopifyContact(3), shopifyContact(2, { roles })] });
    const partner = erpCompany(2, { contacts: [erpContact(3)] });
    const bare = shopifyCompany(2, { contacts: [shopifyContact(3)] });
    const now = planCompany({
      erp: partner,
      shopify: receiving,
      link: agreedCompany(partner, bare),
      companies: moved('from', 'Alder'),
    });
    expect(contacts(now)).toEqual(['equal', 'create in MYOB [contactMovedFrom]']);
    expect(now.row.contacts?.[1]?.roles).toMatchObject([{ result: 'locationAdmin', action: 'writeErp' }]);
  });
});

describe('locations of a company', () => {
  it('belong together by what either system says of the other, whatever their addresses', () => {
    const erp = erpCompany(1, {
      locations: [erpSite(0), erpSite(1, { externalReference: '102 - Harbour' })],
    });
    const shopify = shopifyCompany(1, {
      locations: [shopifySite(101, 5, { externalReference: 'C000001-MAIN' }), shopifySite(102, 6)],
    });
    const { row } = planCompany({ erp, shopify, link: null }, exporting);
    expect(row.locations.map(({ id }) => id)).toEqual(['MAIN~101', 'L000001~102']);
  });

  it('of one address belong together by their names', () => {
    const values = erpSite(0).values;
    const erp = erpCompany(1, {
      locations: [erpSite(0, { values, name: 'Office' }), erpSite(1, { values, name: 'Warehouse' })],
    });
    const shopify = shopifyCompany(1, {
      locations: [
        shopifySite(101, 0, { values, name: 'Warehouse' }),
        shopifySite(102, 0, { values, name: 'Office' }),
      ],
    });
    const { row } = planCompany({ erp, shopify, link: null });
    expect(row.locations.map(({ id, verb }) => `${id} ${verb}`)).toEqual([
      'MAIN~102 link',
      'L000001~101 link',
    ]);
  });

  it('the first two belong together while Shopify’s has no address', () => {
    const erp = erpCompany(1, { locations: [erpSite(0)] });
    const shopify = shopifyCompany(1, {
      locations: [shopifySite(101, 0, { values: { ...blank, country: null }, name: 'Harbour Supplies 1' })],
    });
    expect(locations(planCompany({ erp, shopify, link: null }, exporting))[0]).toMatch(/^update Shopify/);
  });

  it('a name that a system gave by itself is filled, and asks nobody', () => {
    const erp = erpCompany(1, { locations: [erpSite(0, { name: 'Primary Location' })] });
    const named = shopifyCompany(1, { locations: [shopifySite(101, 0, { name: 'Wharf' })] });
    const byItself = shopifyCompany(1, { locations: [shopifySite(101, 0, { name: 'Harbour Supplies 1' })] });
    expect(written(planCompany({ erp, shopify: named, link: null }), 'MAIN~101')).toEqual({
      locationName: 'Wharf',
    });
    expect(locations(planCompany({ erp, shopify: byItself, link: null }))).toEqual(['link']);
  });

  it('a name that was removed in MYOB leaves the location as it is in Shopify', () => {
    const erp = erpCompany(1);
    const shopify = shopifyCompany(1);
    const now = erpCompany(1, { locations: [erpSite(0, { name: null })] });
    const planned = planCompany({ erp: now, shopify, link: agreedCompany(erp, shopify) });
    expect(locations(planned)).toEqual(['invalid [locationNameNotCleared locationIsBad cleared]']);
  });

  it('a deleted one that is the default in MYOB is proposed for deactivation, and another becomes the default there', () => {
    const erp = erpCompany(1, { locations: [erpSite(0), erpSite(1)] });
    const shopify = shopifyCompany(1, { locations: [shopifySite(100, 0), shopifySite(101, 1)] });
    const link = agreedCompany(erp, shopify);
    const now = shopifyCompany(1, { locations: [shopifySite(101, 1)] });
    const planned = planCompany({ erp, shopify: now, link });
    expect(planned.row.defaultChange).toEqual({ side: 'erp', locationId: 'L000001~101' });
    expect(locations(planned)).toContain('propose deactivate in MYOB [addressDeletedDefault]');
  });

  it('have no default in Shopify to follow', () => {
    const erp = erpCompany(1, { locations: [erpSite(0), erpSite(1)] });
    const shopify = shopifyCompany(1, { locations: [shopifySite(100, 0), shopifySite(101, 1)] });
    const link = agreedCompany(erp, shopify);
    const moved = erpCompany(1, {
      locations: [erpSite(0, { isDefault: false }), erpSite(1, { isDefault: true })],
    });
    const { row } = planCompany({ erp: moved, shopify, link });
    expect(row).toMatchObject({ verb: 'equal', defaultChange: null });
  });
});

describe('a business number with a wrong digit', () => {
  it('is said on the row, once, and copied as it is', () => {
    const taxId = '51 824 753 557';
    const erp = erpCompany(1, { locations: [erpSite(0, { site: { taxId } })] });
    const shopify = shopifyCompany(1, { locations: [shopifySite(100, 0)] });
    const { row } = planCompany({ erp, shopify, link: null }, exporting);
    expect(row.notes.filter(({ code }) => code === 'taxIdNotValid')).toEqual([
      { code: 'taxIdNotValid', params: { number: taxId, system: 'MYOB' } },
    ]);
    expect(row.locations[0]?.fields).toMatchObject([
      { field: 'taxId', action: 'writeShopify', result: taxId },
    ]);
  });
});
