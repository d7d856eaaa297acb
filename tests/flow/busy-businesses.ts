/** The business customers of a busy week: linked ones that both sides edit, and newcomers in both. */
import { demoTerms, inventBusiness, type Business } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify, erpPerson, erpSite } from '../../simulators/demo/company-records.ts';
import type { Home } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { erpAddress } from '../../simulators/demo/records.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';

const random = createRandom(11);
const invent = (serial: number, sites: number, buyers: number): Business =>
  inventBusiness(random, serial, { sites, buyers });

export const businesses = {
  pairs: [invent(1, 3, 3), invent(2, 2, 4)],
  newInErp: [invent(4, 2, 3), invent(5, 3, 3)],
  newInShopify: [invent(6, 2, 3), invent(8, 3, 4)],
} as const satisfies Readonly<Record<string, readonly Business[]>>;

/** People who act for them: each is a customer of Shopify as well. */
export const buyersOf = (all: readonly Business[]): number =>
  all.reduce((sum, { buyers }) => sum + buyers.length, 0);

/** Arguments of `profile companies`. */
export const companyArguments = [
  '--active',
  'on',
  '--terms',
  ...demoTerms.map(({ shopify, erp }) => `${shopify}=${erp}`),
] as const;

export function enterBusinesses({ shopify, erp }: DemoWorld): void {
  for (const business of businesses.pairs) {
    enterInShopify(shopify.store, business);
    enterInErp(erp.store, business);
  }
}

/** Next door to another of its places. */
function movedTo({ sites }: Business, floor = 'Level 2, '): Home {
  const { home } = sites.at(-1) ?? sites[0];
  return { ...home, address1: `${floor}${home.address1}` };
}

/**
 * In the ERP roles, terms, a name, an address, a person and a place; in Shopify roles, a name, all of the head office, which the ERP
 * keeps with the customer in part, and a last name.
 */
export function passBusinessTime({ shopify, erp }: DemoWorld): void {
  const [first, second] = businesses.pairs;
  const held = erp.store.customer(first.id);
  for (const [index, person] of (held?.contacts ?? []).filter((each) => each.person).entries()) {
    erp.store.editPerson(person, {
      RoleAssignments: first.sites.map(({ id }, place) => ({
        LocationCD: id,
        Role: (index + place) % 2 === 0 ? 'User' : 'Admin',
      })),
    });
  }
  erp.store.editCustomer(first.id, {
    CustomerName: `${first.name} Group`,
    Terms: 'NET7',
    MainContact: { Address: erpAddress(movedTo(first)) },
  });
  const store = { ...first.sites[0], id: 'L900', name: 'Cold store', home: movedTo(first, 'Level 1, ') };
  erp.store.addLocation(first.id, erpSite(store));
  const nina = { firstName: 'Nina', lastName: 'Kowhai', email: 'nina.kowhai@kowhai.example.com.au' };
  erp.store.addPerson(
    erpPerson({ ...nina, roles: { MAIN: 'Location admin', L900: 'Ordering only' } }, first.id),
  );

  const view = shopify.store.companies().find(({ company }) => company.name === second.name);
  const places = (view?.locations ?? []).map(({ number }) => `gid://shopify/CompanyLocation/${number}`);
  for (const [index, { number }] of (view?.contacts ?? []).entries()) {
    const contact = `gid://shopify/CompanyContact/${number}`;
    for (const [place, id] of places.entries()) {
      shopify.store.setContactRole(
        contact,
        id,
        (index + place) % 2 === 0 ? 'Location admin' : 'Ordering only',
      );
    }
    if (index === 1) shopify.store.editCompanyContact(contact, { lastName: 'Hart' });
  }
  shopify.store.editCompany(`gid://shopify/Company/${view?.company.number}`, {
    name: `${second.name} Partners`,
  });
  const [office] = places;
  const home = movedTo(second);
  shopify.store.editCompanyLocation(office ?? '', { name: 'Reception', taxRegistrationId: null });
  shopify.store.setCompanyAddress(office ?? '', ['SHIPPING', 'BILLING'], {
    address1: home.address1,
    city: home.city,
    zoneCode: home.province,
    zip: home.postcode,
    countryCode: home.country,
  });

  for (const business of businesses.newInErp) enterInErp(erp.store, business);
  for (const business of businesses.newInShopify) enterInShopify(shopify.store, business);
}
