/** Business customers, from rows made by hand: what a commit writes, in which order, and what it remembers. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import {
  companiesOf,
  erpCompany,
  erpContact,
  erpContactKey,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import {
  commitRows,
  companyRow,
  creationRow,
  fieldTo,
  pairedContact,
  pairedLocation,
  roleTo,
} from '../../tests/support/company-rows.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import type { Party } from '../domain/party.ts';
import {
  noDecision,
  roleChoiceKey,
  type ContactChange,
  type FieldChange,
  type LocationChange,
  type PlanRow,
} from './plan.ts';

const terms = [{ shopify: 'gid://shopify/PaymentTermsTemplate/4', erp: '30D' }];

function worldOf(parts: {
  readonly erp?: readonly Party[];
  readonly shopify?: readonly Party[];
}): CommitWorld {
  return createCommitWorld({ ...parts, company: { terms } });
}

const fromErp = () =>
  erpCompany(1, {
    terms: '30D',
    locations: [erpSite(0, { site: { taxId: '51824753556' } }), erpSite(1), erpSite(2)],
    contacts: [
      erpContact(1, { roles: { L000001: 'locationAdmin' } }),
      erpContact(2, { roles: { MAIN: 'orderingOnly', L000002: 'locationAdmin' } }),
      erpContact(3),
    ],
  });

const fromShopify = () =>
  shopifyCompany(5, {
    locations: [shopifySite(501, 1), shopifySite(502, 2)],
    contacts: [
      shopifyContact(1, { roles: { [siteGid(501)]: 'orderingOnly' } }),
      shopifyContact(2, { roles: { [siteGid(502)]: 'locationAdmin' } }),
    ],
  });

const kinds = ({ writes }: CommitWorld['erp']) => writes.map(({ kind }) => kind);

/** Who may do what where, by names. */
function rolesOf(party: Party | undefined): readonly string[] {
  const nameAt = (key: string) => party?.locations.find((location) => location.key === key)?.name ?? key;
  return (party?.business?.contacts ?? [])
    .flatMap(({ values, roles }) =>
      roles.map(({ locationKey, role }) => `${values.firstName ?? ''} ${role ?? ''} ${nameAt(locationKey)}`),
    )
    .toSorted();
}

describe('a company that is made in Shopify', () => {
  it('comes with its first location and its main contact in one write; the rest follows in order', async () => {
    const world = worldOf({ erp: [fromErp()] });
    const run = await commitRows(world, [creationRow('shopify', fromErp())]);
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, written: { erp: 0, shopify: 1 } } });
    expect(kinds(world.shopify)).toEqual([
      'createCustomer',
      'createLocation',
      'createLocation',
      // Shopify's own role goes, the ERP's comes: each a request, and a line of the journal.
      'setContactRoles',
      'setContactRoles',
      'createContact',
      'setContactRoles',
      'setContactRoles',
      'createContact',
    ]);
    const [made] = companiesOf(world.shopify);
    expect(made).toMatchObject({
      kind: 'company',
      accountName: 'Harbour Supplies 1',
      externalReference: 'C000001',
      values: { firstName: null, email: null },
    });
    expect(
      made?.locations.map(({ name, externalReference, site }) => [name, externalReference, site?.terms]),
    ).toEqual([
      ['Depot 0', 'C000001-MAIN', terms[0]?.shopify],
      ['Depot 1', 'C000001-L000001', terms[0]?.shopify],
      ['Depot 2', 'C000001-L000002', terms[0]?.shopify],
    ]);
    expect(made?.locations[0]?.site?.taxId).toBe('51824753556');
    expect(rolesOf(made)).toEqual(rolesOf(fromErp()));
  });

  it('gives nobody the right to order that the ERP does not give: Shopify\u2019s own role goes in the same commit (R18)', async () => {
    const erp = erpCompany(1, { contacts: [erpContact(1)] });
    const world = worldOf({ erp: [erp] });
    await commitRows(world, [creationRow('shopify', erp)]);
    expect(kinds(world.shopify)).toEqual(['createCustomer', 'setContactRoles']);
    expect(rolesOf(companiesOf(world.shopify)[0])).toEqual([]);
    expect((await world.ledger.links())[0]?.contacts?.[0]?.agreedRoles).toEqual({});
  });

  it('leaves Shopify\u2019s own role where the ERP has the same', async () => {
    const erp = erpCompany(1, { contacts: [erpContact(1, { roles: { MAIN: 'orderingOnly' } })] });
    const world = worldOf({ erp: [erp] });
    await commitRows(world, [creationRow('shopify', erp)]);
    expect(kinds(world.shopify)).toEqual(['createCustomer']);
    expect(rolesOf(companiesOf(world.shopify)[0])).toEqual(['Ben orderingOnly Depot 0']);
  });

  it('takes a person who is a customer already as contact, and makes it the main one', async () => {
    const erp = erpCompany(1, { contacts: [erpContact(1)] });
    const person = shopifyParty(9, { firstName: 'Ben', lastName: 'Park1', email: 'ben1@example.com.au' });
    const world = worldOf({ erp: [erp], shopify: [person] });
    const row = creationRow('shopify', erp);
    const contacts = (row.row.contacts ?? []).map((change) => ({
      ...change,
      personKey: person.key,
      // The customer holds the same already.
      fields: [],
    }));
    await commitRows(world, [{ ...row, row: { ...row.row, contacts } }]);
    expect(kinds(world.shopify)).toEqual(['createCustomer', 'createContact', 'setMainContact']);
    const [made] = companiesOf(world.shopify);
    expect(made?.business).toMatchObject({ contacts: [{ personKey: person.key, roles: [] }] });
    expect(made?.business?.mainContactKey).toBe(made?.business?.contacts[0]?.key);
    expect(world.shopify.parties()).toHaveLength(2);
  });

  it('is linked with its locations, its contacts, their roles and the main contact', async () => {
    const world = worldOf({ erp: [fromErp()] });
    await commitRows(world, [creationRow('shopify', fromErp())]);
    const [link] = await world.ledger.links();
    const [made] = companiesOf(world.shopify);
    expect(link).toMatchObject({
      kind: 'company',
      erpKey: fromErp().key,
      shopifyKey: made?.key,
      agreed: {
        accountName: { erp: 'Harbour Supplies 1', shopify: 'Harbour Supplies 1' },
        terms: { erp: '30D', shopify: terms[0]?.shopify },
      },
      agreedMainContact: {
        erp: fromErp().business?.mainContactKey,
        shopify: made?.business?.mainContactKey,
      },
    });
    expect(link?.locations.map(({ erpKey, agreed }) => [erpKey, agreed.locationName, agreed.taxId])).toEqual([
      ['MAIN', { erp: 'Depot 0', shopify: 'Depot 0' }, { erp: '51824753556', shopify: '51824753556' }],
      ['L000001', { erp: 'Depot 1', shopify: 'Depot 1' }, { erp: null, shopify: null }],
      ['L000002', { erp: 'Depot 2', shopify: 'Depot 2' }, { erp: null, shopify: null }],
    ]);
    expect(link?.contacts?.map(({ agreed, agreedRoles }) => [agreed.email?.shopify, agreedRoles])).toEqual([
      ['ben1@example.com.au', { L000001: { erp: 'locationAdmin', shopify: 'locationAdmin' } }],
      [
        'cleo2@example.com.au',
        {
          MAIN: { erp: 'orderingOnly', shopify: 'orderingOnly' },
          L000002: { erp: 'locationAdmin', shopify: 'locationAdmin' },
        },
      ],
      ['dev3@example.com.au', {}],
    ]);
  });

  it('loses nothing else when one location and one contact are refused', async () => {
    const world = worldOf({ erp: [fromErp()] });
    world.shopify.fault = ({ kind, payload }) => {
      const text = JSON.stringify(payload);
      const isBad =
        (kind === 'createLocation' && text.includes('L000001')) ||
        (kind === 'createContact' && text.includes('dev3'));
      return isBad ? new Error('refused') : null;
    };
    const run = await commitRows(world, [creationRow('shopify', fromErp())]);
    expect(run.counts.failed).toBe(1);
    const [made] = companiesOf(world.shopify);
    expect(made?.locations.map(({ name }) => name)).toEqual(['Depot 0', 'Depot 2']);
    expect(rolesOf(made)).toEqual(['Cleo locationAdmin Depot 2', 'Cleo orderingOnly Depot 0']);
    const [link] = await world.ledger.links();
    expect(link?.locations.map(({ erpKey }) => erpKey)).toEqual(['MAIN', 'L000002']);
    expect(link?.contacts).toHaveLength(2);
    const [record] = await world.records();
    expect(record?.lastOperation).toBe(
      'Created in Shopify, 1 of 2 locations added in Shopify, 3 of 4 changes of roles in Shopify, 1 of 2 contacts added in Shopify',
    );
  });
});

describe('a company that is made in the ERP', () => {
  it('comes with MAIN and its main contact in one write; contacts bring their roles along', async () => {
    const world = worldOf({ shopify: [fromShopify()] });
    const run = await commitRows(world, [creationRow('erp', fromShopify())]);
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, written: { erp: 1, shopify: 0 } } });
    expect(kinds(world.erp)).toEqual(['createCustomer', 'createLocation', 'updateContact', 'createContact']);
    const [made] = world.erp.parties();
    expect(made).toMatchObject({
      kind: 'company',
      number: 'B000001',
      accountName: 'Harbour Supplies 5',
      externalReference: '5 - Harbour',
      values: { firstName: null, lastName: null, email: 'ben1@example.com.au' },
    });
    expect(made?.locations.map(({ key, externalReference }) => [key, externalReference])).toEqual([
      ['MAIN', '501 - Harbour'],
      ['L000001', '502 - Harbour'],
    ]);
    expect(made?.business?.contacts.map(({ externalReference }) => externalReference)).toEqual([
      '7001 - Harbour',
      '7002 - Harbour',
    ]);
    expect(rolesOf(made)).toEqual(rolesOf(fromShopify()));
  });
});

describe('a company that is in both systems', () => {
  const contacts = { erp: [erpContact(1), erpContact(2)], shopify: [shopifyContact(1), shopifyContact(2)] };
  const erp = erpCompany(1, { locations: [erpSite(0), erpSite(1)], contacts: contacts.erp, terms: '30D' });
  const shopify = shopifyCompany(5, {
    locations: [shopifySite(501, 0), shopifySite(502, 1)],
    contacts: contacts.shopify,
  });
  const [main, depot] = erp.locations;
  const [first, second] = shopify.locations;
  const [ben, cleo] = contacts.erp;
  const [benThere, cleoThere] = contacts.shopify;

  async function committed(
    parts: (given: {
      readonly locations: readonly LocationChange[];
      readonly contacts: readonly ContactChange[];
    }) => Partial<PlanRow>,
  ) {
    if (!main || !depot || !first || !second || !ben || !cleo || !benThere || !cleoThere) throw new Error();
    const world = worldOf({ erp: [erp], shopify: [shopify] });
    const given = {
      locations: [pairedLocation(main, first), pairedLocation(depot, second)],
      contacts: [
        pairedContact({ erp, shopify }, [ben, benThere]),
        pairedContact({ erp, shopify }, [cleo, cleoThere]),
      ],
    };
    const run = await commitRows(world, [companyRow({ erp, shopify }, { ...given, ...parts(given) })]);
    expect(run.counts.failed).toBe(0);
    return world;
  }

  const patched = (one: LocationChange | undefined, fields: readonly FieldChange[]): LocationChange => {
    if (one === undefined) throw new Error();
    return { ...one, verb: 'update', fields };
  };

  it('gets name, address, tax and terms in Shopify by requests of their own', async () => {
    const world = await committed(({ locations }) => ({
      fields: [
        fieldTo('shopify', 'accountName', 'Harbour Traders', 'Harbour Supplies 1'),
        fieldTo('shopify', 'terms', terms[0]?.shopify ?? null),
      ],
      locations: [
        patched(locations[0], [
          fieldTo('shopify', 'address1', '1 Quay', '0 Dock Road'),
          fieldTo('shopify', 'phone', '+61393001234'),
          fieldTo('shopify', 'locationName', 'Head office', 'Depot 0'),
          fieldTo('shopify', 'taxId', '51824753556'),
        ]),
        ...locations.slice(1),
      ],
    }));
    expect(world.shopify.writes.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['updateCustomer', { values: {}, accountName: 'Harbour Traders', externalReference: 'C000001' }],
      [
        'updateLocation',
        {
          key: siteGid(501),
          patch: {
            values: { phone: '+61393001234' },
            name: 'Head office',
            externalReference: 'C000001-MAIN',
          },
        },
      ],
      ['updateLocation', { key: siteGid(501), patch: { values: { address1: '1 Quay' } } }],
      ['updateLocation', { key: siteGid(501), patch: { values: {}, site: { taxId: '51824753556' } } }],
      ['updateLocation', { key: siteGid(501), patch: { values: {}, site: { terms: terms[0]?.shopify } } }],
      ['updateLocation', { key: siteGid(502), patch: { values: {}, site: { terms: terms[0]?.shopify } } }],
    ]);
    const [link] = await world.ledger.links();
    expect(link?.agreed).toEqual({
      accountName: { erp: 'Harbour Supplies 1', shopify: 'Harbour Traders' },
      terms: { erp: '30D', shopify: terms[0]?.shopify },
    });
  });

  it('gets all of a contact in the ERP by one request, and a location that takes the address of its customer by two', async () => {
    const world = await committed(({ locations, contacts: people }) => ({
      locations: [
        patched(locations[0], [
          fieldTo('erp', 'address1', '1 Quay', '0 Dock Road'),
          fieldTo('erp', 'locationName', 'Head office', 'Depot 0'),
          fieldTo('erp', 'taxId', '51824753556'),
        ]),
        ...locations.slice(1),
      ],
      contacts: people.map((change) => ({
        ...change,
        verb: 'update',
        fields: [fieldTo('erp', 'lastName', 'Parkinson')],
        roles: [roleTo('erp', 'at L000001', 'locationAdmin')],
      })),
    }));
    expect(kinds(world.erp)).toEqual(['updateLocation', 'updateLocation', 'updateContact', 'updateContact']);
    expect(world.erp.party(erp.key)).toMatchObject({
      locations: [
        { name: 'Head office', values: { address1: '1 Quay' }, site: { taxId: '51824753556' } },
        { name: 'Depot 1' },
      ],
      business: {
        contacts: [
          { values: { lastName: 'Parkinson' }, externalReference: '7001 - Harbour' },
          { values: { lastName: 'Parkinson' } },
        ],
      },
    });
    expect(rolesOf(world.erp.party(erp.key) ?? undefined)).toEqual([
      'Ben locationAdmin Depot 1',
      'Cleo locationAdmin Depot 1',
    ]);
  });

  it('takes nobody away unless that was decided (L11)', async () => {
    const remove = (change: ContactChange): ContactChange => ({
      ...change,
      verb: 'deactivate',
      target: 'erp',
      shopify: null,
      proposed: true,
    });
    const world = await committed(({ contacts: people }) => ({
      contacts: people.map(remove),
      fields: [fieldTo('erp', 'accountName', 'Harbour Traders')],
      decision: { ...noDecision, approvedProposals: ['who ' + erpContactKey(2)] },
    }));
    expect(kinds(world.erp)).toEqual(['updateCustomer', 'removeContact']);
    expect(world.erp.party(erp.key)?.business?.contacts.map(({ active }) => active)).toEqual([true, false]);
  });

  it('follows the choice that a person made for a role', async () => {
    const world = await committed(({ contacts: people }) => ({
      contacts: people.map((change) => ({
        ...change,
        verb: 'conflict',
        roles: [
          { ...roleTo('erp', 'at MAIN', 'locationAdmin', 'orderingOnly'), action: 'conflict', result: null },
        ],
      })),
      verb: 'conflict',
      decision: {
        ...noDecision,
        choices: Object.fromEntries(people.map(({ id }) => [roleChoiceKey(id, 'at MAIN'), 'shopify'])),
      },
    }));
    expect(rolesOf(world.erp.party(erp.key) ?? undefined)).toEqual([
      'Ben locationAdmin Depot 0',
      'Cleo locationAdmin Depot 0',
    ]);
  });
});

describe('a company that is gone in one system', () => {
  it('is made again in the ERP with all that Shopify holds, roles included (R12)', async () => {
    const world = worldOf({ shopify: [fromShopify()] });
    const decision = { ...noDecision, deletion: 'createAgain' } as const;
    await commitRows(world, [companyRow({ shopify: fromShopify() }, { verb: 'delete', decision })]);
    const [made] = world.erp.parties();
    expect(made?.locations.map(({ name }) => name)).toEqual(['Depot 1', 'Depot 2']);
    expect(rolesOf(made)).toEqual(rolesOf(fromShopify()));
    expect((await world.ledger.links())[0]?.contacts?.map(({ agreedRoles }) => agreedRoles)).toEqual([
      { MAIN: { erp: 'orderingOnly', shopify: 'orderingOnly' } },
      { L000001: { erp: 'locationAdmin', shopify: 'locationAdmin' } },
    ]);
  });
});
