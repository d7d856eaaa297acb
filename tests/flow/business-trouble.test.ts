/**
 * What goes wrong with business customers, from the simulators' stores to the words of a row: each has its sentence, and nothing else of the
 * company is lost (issue 6).
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { Direction } from '../../shared/domain/settings.ts';
import { noteText } from '../../electron/cli/wording.ts';
import type { PlanRow } from '../../shared/ipc/contract.ts';
import { inventBusiness, type Business, type Buyer, type Site } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify, siteAddress } from '../../simulators/demo/company-records.ts';
import { createRandom, type Random } from '../../simulators/demo/random.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { businessTrees, type BusinessTree } from './business-oracle.ts';
import { demoPairs, openBusinessWorld, openGate, type BusinessWorld } from './business-world.ts';

let business: BusinessWorld;
afterEach(() => business.close());

async function open(direction: Direction, enter: (world: DemoWorld) => void): Promise<void> {
  business = await openBusinessWorld(enter);
  await openGate(business);
  const { customer } = await business.profile();
  await business.save(
    { active: true, direction, terms: demoPairs },
    { customer: { ...customer, direction } },
  );
}

function australian(serial: number, size = { sites: 2, buyers: 2 }): Business {
  const random: Random = createRandom(serial);
  for (;;) {
    const found = inventBusiness(random, serial, size);
    if (found.sites[0].home.country === 'AU') return found;
  }
}

/** Everything that is said of a row and of its parts. */
function said({ notes, fields, locations, contacts = [] }: PlanRow): string {
  const parts = [...locations, ...contacts];
  return [
    ...notes,
    ...fields.flatMap((field) => field.notes),
    ...parts.flatMap((part) => [...part.notes, ...part.fields.flatMap((field) => field.notes)]),
    ...contacts.flatMap(({ roles }) => roles.flatMap((role) => role.notes)),
  ]
    .map(noteText)
    .join('\n');
}

interface Outcome {
  readonly row: PlanRow;
  readonly text: string;
  readonly shopify: BusinessTree | undefined;
  readonly erp: BusinessTree | undefined;
}

/** Prepares, commits what is clear, and answers the row of this business with what both stores hold of it afterwards. */
async function sync(name: string): Promise<Outcome> {
  const plan = await business.prepare();
  const row = (await business.rows(plan)).find(
    ({ entity, erp, shopify }) => entity === 'company' && (erp ?? shopify)?.name === name,
  );
  if (row === undefined) throw new Error(`There is no row of ${name}.`);
  const run = await business.commit(plan);
  expect(run.counts).toMatchObject({ failed: 0, stale: 0, waiting: 0 });
  const trees = businessTrees(business.world.snapshot());
  const called = (all: readonly BusinessTree[]) => all.find((tree) => tree.name === name);
  return { row, text: said(row), shopify: called(trees.shopify), erp: called(trees.erp) };
}

const sitesOf = (tree: BusinessTree | undefined) => tree?.sites.map((site) => site.name);
const emailsOf = (tree: BusinessTree | undefined) => tree?.people.map((person) => person.email);

describe('exporting a business', () => {
  it('without contacts: it goes without one, said so', async () => {
    const each = australian(11);
    await open('export', ({ erp }) => {
      enterInErp(erp.store, each);
      for (const contact of erp.store.customer(each.id)?.contacts ?? []) {
        erp.store.editPerson(contact, { Active: false });
      }
    });
    const { text, shopify } = await sync(each.name);
    expect(text).toContain('It has no active contact in MYOB; it goes without one.');
    expect(shopify?.people).toEqual([]);
    expect(sitesOf(shopify)).toEqual(each.sites.map(({ name }) => name).toSorted());
  });

  it('with a contact who is one of another company: that contact waits, the others go', async () => {
    const [first, second] = [australian(12), australian(13)];
    const [taken] = first.buyers;
    const [main, other] = second.buyers as readonly [Buyer, Buyer];
    const shared: Business = { ...second, buyers: [main, { ...other, email: taken.email }] };
    await open('export', ({ erp, shopify }) => {
      enterInShopify(shopify.store, first);
      enterInErp(erp.store, first);
      enterInErp(erp.store, shared);
    });
    const { text, shopify } = await sync(shared.name);
    expect(text).toContain(`${taken.email} belongs to a contact of ${first.name}`);
    expect(text).toContain('This contact cannot be written; the company and its other contacts go on.');
    expect(emailsOf(shopify)).toEqual([main.email]);
    expect(sitesOf(shopify)).toHaveLength(2);
  });

  it.each<[string, (site: Site) => Site, string]>([
    [
      'a postcode that Shopify refuses of companies',
      (site) => ({ ...site, home: { ...site.home, postcode: '99' } }),
      'Australia has no postcode 99, and Shopify refuses it in an address of a company.',
    ],
    [
      'no state',
      (site) => ({ ...site, home: { ...site.home, province: '' } }),
      'Australia addresses need a state in Shopify. Add it in MYOB.',
    ],
    [
      'no first address line',
      (site) => ({ ...site, home: { ...site.home, address1: '' } }),
      'Shopify takes no address of a company without its first line. Add it in MYOB.',
    ],
  ])(
    'with a further location of which the address has %s: that location waits, the rest goes',
    async (_, change, sentence) => {
      const each = australian(14, { sites: 3, buyers: 2 });
      const [main, bad, good] = each.sites as readonly [Site, Site, Site];
      await open('export', ({ erp }) => enterInErp(erp.store, { ...each, sites: [main, change(bad), good] }));
      const { text, shopify } = await sync(each.name);
      expect(text).toContain(sentence);
      expect(sitesOf(shopify)).toEqual([main.name, good.name].toSorted());
      expect(emailsOf(shopify)).toHaveLength(2);
    },
  );

  it('with more contacts at a location than Shopify takes: the roles beyond that wait, nobody is lost', async () => {
    const each = australian(15, { sites: 1, buyers: 60 });
    await open('export', ({ erp }) => enterInErp(erp.store, each));
    for (const contact of business.world.erp.store.customer(each.id)?.contacts ?? []) {
      if (!contact.person) continue;
      business.world.erp.store.editPerson(contact, {
        RoleAssignments: [{ LocationCD: 'MAIN', Role: 'User' }],
      });
    }
    const { text, shopify } = await sync(each.name);
    expect(text).toContain('Shopify takes 50 contacts at one location');
    expect(shopify?.people).toHaveLength(60);
    expect(shopify?.people.filter(({ roles }) => roles.length > 0)).toHaveLength(50);
  });

  it('of which a location\u2019s ID is that of another company\u2019s location: it waits, the other is named, the rest goes', async () => {
    const [first, second] = [australian(16), australian(17)];
    const [, further] = second.sites;
    await open('export', ({ erp, shopify }) => {
      const id = enterInShopify(shopify.store, first);
      const [place] = shopify.store.company(id)?.locations ?? [];
      shopify.store.editCompanyLocation(`gid://shopify/CompanyLocation/${place?.number ?? 0}`, {
        externalId: `${second.id}-${further?.id ?? ''}`,
      });
      enterInErp(erp.store, first);
      enterInErp(erp.store, second);
    });
    const { text, shopify } = await sync(second.name);
    expect(text).toContain(`In Shopify, the ID "${second.id}-${further?.id ?? ''}" belongs to ${first.name}`);
    expect(sitesOf(shopify)).toEqual([second.sites[0].name]);
    expect(emailsOf(shopify)).toHaveLength(2);
  });

  it('with a tax number that is wrong by one digit: it is copied as it is, said so, and no partner is looked for by it', async () => {
    const each = australian(18, { sites: 1, buyers: 1 });
    const [main] = each.sites;
    const last = Number(main.taxId.at(-1));
    const wrong = `${main.taxId.slice(0, -1)}${(last + 1) % 10}`;
    await open('export', ({ erp, shopify }) => {
      enterInErp(erp.store, { ...each, sites: [{ ...main, taxId: wrong }] });
      // Another company that carries the same wrong number.
      const other = australian(19, { sites: 1, buyers: 1 });
      enterInShopify(shopify.store, { ...other, sites: [{ ...other.sites[0], taxId: wrong }] });
    });
    const { row, text, shopify } = await sync(each.name);
    expect(row.verb).toBe('create');
    expect(text).toContain(`"${wrong}" in MYOB is no valid ABN, ACN, NZBN or GST number.`);
    expect(shopify?.sites[0]?.taxId).toBe(wrong);
  });

  it('with terms that are not in the table: they stay behind, said so, and the rest goes', async () => {
    const each = { ...australian(20), terms: null };
    await open('export', ({ erp }) => {
      enterInErp(erp.store, each);
      erp.store.editCustomer(each.id, { Terms: '20EOM' });
    });
    const { text, shopify } = await sync(each.name);
    expect(text).toContain('The terms 20EOM of MYOB are not in the profile\u2019s table of terms');
    expect(shopify?.terms).toBe('');
    expect(sitesOf(shopify)).toHaveLength(2);
  });

  it('with an ID that has blanks: it is written in a form that Shopify takes, and found again', async () => {
    const each = { ...australian(21), id: 'B 21 X' };
    await open('export', ({ erp }) => enterInErp(erp.store, each));
    const { shopify } = await sync(each.name);
    expect(sitesOf(shopify)).toHaveLength(2);
    const [held] = business.world.shopify.store.companies();
    expect(held?.company.externalId).toMatch(/^\S{1,64}$/);
    const second = await business.prepare();
    expect(second.totals.byVerb).toMatchObject({ create: 0, update: 0, equal: 1 });
  });
});

describe('exporting a business with an ID that is too long for Shopify', () => {
  it('waits as a whole, with the length and the remedy; the others go', async () => {
    // Each of these takes nine of the 64 characters.
    const [long, other] = [{ ...australian(22), id: '\u6D77'.repeat(8) }, australian(23)];
    await open('export', ({ erp }) => {
      enterInErp(erp.store, long);
      enterInErp(erp.store, other);
    });
    const { row, text, shopify } = await sync(long.name);
    expect(row.verb).toBe('invalid');
    expect(text).toContain('has 72 characters; Shopify takes 64. Shorten it in MYOB.');
    expect(shopify).toBeUndefined();
    expect(business.world.shopify.store.companies().map(({ company }) => company.name)).toEqual([other.name]);
  });
});

describe('importing a business', () => {
  it('with terms that differ from location to location, or that the table does not have: class terms, said so', async () => {
    const [differing, unknown] = [australian(31), australian(32)];
    await open('import', ({ shopify }) => {
      const one = enterInShopify(shopify.store, { ...differing, terms: null });
      const [first, second] = shopify.store.company(one)?.locations ?? [];
      for (const [place, number] of [
        [first, 2],
        [second, 4],
      ] as const) {
        shopify.store.editCompanyLocation(`gid://shopify/CompanyLocation/${place?.number ?? 0}`, {
          buyerExperienceConfiguration: {
            paymentTermsTemplateId: `gid://shopify/PaymentTermsTemplate/${number}`,
          },
        });
      }
      const other = enterInShopify(shopify.store, { ...unknown, terms: null });
      for (const { number } of shopify.store.company(other)?.locations ?? []) {
        shopify.store.editCompanyLocation(`gid://shopify/CompanyLocation/${number}`, {
          buyerExperienceConfiguration: { paymentTermsTemplateId: 'gid://shopify/PaymentTermsTemplate/8' },
        });
      }
    });
    const plan = await business.prepare();
    const rows = (await business.rows(plan)).filter(({ entity }) => entity === 'company');
    const textOf = (name: string) =>
      rows
        .filter(({ shopify }) => shopify?.name === name)
        .map(said)
        .join('\n');
    expect(textOf(differing.name)).toContain('The locations have different payment terms in Shopify');
    expect(textOf(unknown.name)).toContain('not in the profile\u2019s table of terms');
    const run = await business.commit(plan);
    expect(run.counts).toMatchObject({ written: { erp: 2 }, failed: 0 });
    const { erp } = businessTrees(business.world.snapshot());
    expect(erp.map(sitesOf)).toEqual(
      [differing, unknown].map(({ sites }) => sites.map(({ name }) => name).toSorted()),
    );
  });

  it('without contacts: it goes without one, said so; a location without address becomes one', async () => {
    const each = australian(33);
    await open('import', ({ shopify }) => {
      const [first, second] = each.sites as readonly [Site, Site];
      shopify.store.addCompany({
        name: each.name,
        locations: [
          { name: first.name, shippingAddress: siteAddress(first), billingSameAsShipping: true },
          { name: second.name },
        ],
      });
    });
    const { text, erp } = await sync(each.name);
    expect(text).toContain('It has no active contact in Shopify; it goes without one.');
    expect(erp?.people).toEqual([]);
    expect(sitesOf(erp)).toEqual(each.sites.map(({ name }) => name).toSorted());
  });
});
