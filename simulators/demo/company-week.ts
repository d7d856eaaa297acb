/** Which businesses are in the demo, and what happens to them in a week. As in `cast.ts` and `week.ts`, position decides. */
import type { AcumaticaSimulator } from '../acumatica/index.ts';
import type { ShopifySimulator } from '../shopify/index.ts';
import { inventBusiness, type Business } from './companies.ts';
import { enterInErp, enterInShopify, erpPerson, erpSite, siteAddress } from './company-records.ts';
import { inventHome } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { erpAddress } from './records.ts';

export interface CompanyCast {
  /** Known to both systems and equal last week. */
  readonly pairs: readonly Business[];
  readonly newInShopify: readonly Business[];
  readonly newInErp: readonly Business[];
}

export const companyCounts = { pairs: 48, newInShopify: 12, newInErp: 6, awkward: 6 } as const;

interface Twins {
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
}

/**
 * Most have one to four locations and one to six buyers; one has sixty locations, another two hundred buyers, no more than fifty of them
 * at any of its ten locations (shopify.md 4.3).
 */
function sizeOf(serial: number, random: Random) {
  if (serial === 5) return { sites: 60, buyers: 3 };
  if (serial === 9) return { sites: 10, buyers: 200 };
  return { sites: 1 + random.below(4), buyers: 1 + random.below(6) };
}

export function inventCompanies(seed: number): CompanyCast {
  const random = createRandom(seed);
  let serial = 0;
  const invent = (count: number): Business[] =>
    Array.from({ length: count }, () => {
      serial += 1;
      return inventBusiness(random, serial, sizeOf(serial, random));
    });
  return {
    pairs: invent(companyCounts.pairs),
    newInShopify: invent(companyCounts.newInShopify),
    newInErp: invent(companyCounts.newInErp),
  };
}

export function enterPairs({ shopify, erp }: Twins, { pairs }: CompanyCast): void {
  for (const business of pairs) {
    enterInShopify(shopify.store, business);
    enterInErp(erp.store, business);
  }
}

interface OnScreen {
  readonly business: Business;
  readonly companyId: string;
  readonly locationIds: readonly string[];
  readonly contactIds: readonly string[];
}

function onScreen({ shopify }: Twins, business: Business): OnScreen {
  const view = shopify.store.companies().find(({ company }) => company.name === business.name);
  if (view === undefined) throw new Error(`There is no company ${business.name}.`);
  return {
    business,
    companyId: `gid://shopify/Company/${view.company.number}`,
    locationIds: view.locations.map(({ number }) => `gid://shopify/CompanyLocation/${number}`),
    contactIds: view.contacts.map(({ number }) => `gid://shopify/CompanyContact/${number}`),
  };
}

type Edit = (twins: Twins, company: OnScreen, random: Random) => void;

const edits: readonly Edit[] = [
  ({ shopify }, { companyId, business }) =>
    shopify.store.editCompany(companyId, { name: `${business.name} Group` }),
  ({ erp }, { business }) => erp.store.editCustomer(business.id, { CustomerName: `${business.name} Ltd` }),
  ({ shopify }, { locationIds: [first] }) => {
    if (first !== undefined) shopify.store.editCompanyLocation(first, { name: 'Reception' });
  },
  ({ erp }, { business }, random) => {
    const home = inventHome(random, business.sites[0].home.country);
    erp.store.editCustomer(business.id, { MainContact: { Address: erpAddress(home) } });
  },
  ({ shopify }, { companyId, business }, random) => {
    const [main] = business.sites;
    const site = { ...main, name: 'Pop-up shop', home: inventHome(random, main.home.country) };
    shopify.store.addCompanyLocation(companyId, {
      name: site.name,
      shippingAddress: siteAddress(site),
      billingSameAsShipping: true,
      taxRegistrationId: site.taxId,
    });
  },
  ({ erp }, { business }, random) => {
    const [main] = business.sites;
    const site = { ...main, id: 'L900', name: 'Cold store', home: inventHome(random, main.home.country) };
    erp.store.addLocation(business.id, erpSite(site));
  },
  ({ shopify }, { contactIds: [first] }) => {
    if (first !== undefined) shopify.store.editCompanyContact(first, { lastName: 'Hart' });
  },
  ({ erp }, { business }) => {
    const mailHost = business.buyers[0].email.split('@')[1] ?? 'example.com.au';
    const buyer = {
      firstName: 'Nina',
      lastName: 'Kowhai',
      email: `nina.kowhai@${mailHost}`,
      roles: { MAIN: 'Ordering only' as const },
    };
    erp.store.addPerson(erpPerson(buyer, business.id));
  },
  ({ shopify }, { contactIds: [first], locationIds: [place] }) => {
    if (first !== undefined && place !== undefined) {
      shopify.store.setContactRole(first, place, 'Ordering only');
    }
  },
  // Both sides rename it.
  ({ shopify, erp }, { companyId, business }) => {
    shopify.store.editCompany(companyId, { name: `${business.name} & Sons` });
    erp.store.editCustomer(business.id, { CustomerName: `${business.name} and Daughters` });
  },
];

/** Businesses that no program should guess about; all of them are entered in the ERP. */
function addAwkward({ erp }: Twins, random: Random): void {
  // All in Australia, whose addresses need a state.
  const plain = (serial: number, changes: Partial<Business>): Business => {
    const business = inventBusiness(random, serial, { sites: 1, buyers: 2 });
    const [{ home }] = business.sites;
    return home.country === 'AU' ? { ...business, ...changes } : plain(serial, changes);
  };
  const withMain = (business: Business, home: Partial<Business['sites'][0]['home']>): Business => {
    const [main] = business.sites;
    return { ...business, sites: [{ ...main, home: { ...main.home, ...home } }] };
  };
  const first = plain(901, { name: 'Harbour Cafe' });
  const [one, two] = first.buyers;
  // Two people, one mailbox.
  enterInErp(erp.store, { ...first, buyers: [one, { ...(two ?? one), email: one.email }] });
  // The same name in another state.
  enterInErp(erp.store, plain(902, { name: 'Harbour Cafe' }));
  const third = plain(903, { name: 'Quiet Orchard Cooperative' });
  enterInErp(erp.store, third);
  // Nobody can be written to.
  for (const contact of erp.store.customer(third.id)?.contacts ?? []) {
    erp.store.editPerson(contact, { Email: null });
  }
  enterInErp(erp.store, withMain(plain(904, { name: 'Stateless Supplies' }), { province: '' }));
  enterInErp(erp.store, withMain(plain(905, { name: 'Wrong Postcode Wares' }), { postcode: '99' }));
  enterInErp(erp.store, withMain(plain(906, { name: 'No Street Stores' }), { address1: '' }));
}

/** What people do to businesses in a week. */
export function passCompanyWeek(twins: Twins, cast: CompanyCast, seed: number): void {
  const random = createRandom(seed);
  // The two large ones stay as they are.
  const changing = cast.pairs.filter(({ sites, buyers }) => sites.length < 10 && buyers.length < 10);
  for (const [index, edit] of edits.entries()) {
    for (const business of changing.slice(index * 2, index * 2 + 2)) {
      edit(twins, onScreen(twins, business), random);
    }
  }
  for (const business of cast.newInShopify) enterInShopify(twins.shopify.store, business);
  for (const business of cast.newInErp) enterInErp(twins.erp.store, business);
  addAwkward(twins, random);
}
