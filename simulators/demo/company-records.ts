/** One invented business as each of the two systems would hold it after an honest first entry. */
import type { AcumaticaStore } from '../acumatica/index.ts';
import type { ShopifySimulator } from '../shopify/index.ts';
import type { Business, Buyer, BuyerRole, Site } from './companies.ts';
import { erpAddress } from './records.ts';

type ShopStore = ShopifySimulator['store'];

const erpRoles: Readonly<Record<BuyerRole, 'User' | 'Admin'>> = {
  'Ordering only': 'User',
  'Location admin': 'Admin',
};

export function siteAddress({ home, name }: Site) {
  return {
    recipient: name,
    address1: home.address1,
    address2: home.address2,
    city: home.city,
    zoneCode: home.province,
    zip: home.postcode,
    countryCode: home.country,
  };
}

function shopifyLocation(site: Site, { terms }: Business) {
  return {
    name: site.name,
    phone: site.e164,
    shippingAddress: siteAddress(site),
    billingSameAsShipping: true,
    taxRegistrationId: site.taxId,
    ...(terms === null ? {} : { buyerExperienceConfiguration: { paymentTermsTemplateId: terms.shopify } }),
  };
}

/** Answers the company's id. A person is entered once, also where two businesses share an e-mail. */
export function enterInShopify(store: ShopStore, business: Business): string {
  const id = store.addCompany({
    name: business.name,
    locations: business.sites.map((site) => shopifyLocation(site, business)),
  });
  const places = store.company(id)?.locations ?? [];
  for (const [index, buyer] of business.buyers.entries()) {
    const contactId = store.addCompanyContact(id, {
      firstName: buyer.firstName,
      lastName: buyer.lastName,
      email: buyer.email,
    });
    if (index === 0) store.setMainContact(id, contactId);
    for (const [position, { id: siteId }] of business.sites.entries()) {
      const role = buyer.roles[siteId];
      const place = places[position];
      if (role !== undefined && place !== undefined) {
        store.setContactRole(contactId, `gid://shopify/CompanyLocation/${place.number}`, role);
      }
    }
  }
  return id;
}

export function erpSite(site: Site) {
  return {
    LocationID: site.id,
    LocationName: site.name,
    TaxRegistrationID: site.taxId,
    LocationContact: {
      Attention: site.name,
      Phone1: site.phone,
      Address: erpAddress(site.home),
    },
  };
}

export function erpPerson(buyer: Buyer, account: string) {
  return {
    BusinessAccount: account,
    FirstName: buyer.firstName,
    LastName: buyer.lastName,
    Email: buyer.email,
    RoleAssignments: Object.entries(buyer.roles).map(([siteId, role]) => ({
      LocationCD: siteId,
      Role: erpRoles[role],
    })),
  };
}

/** MAIN takes contact and address from the customer; every further site is a location of its own. */
export function enterInErp(store: AcumaticaStore, business: Business): void {
  const [main, ...others] = business.sites;
  store.addCustomer({
    CustomerID: business.id,
    CustomerName: business.name,
    CustomerClass: main.home.country === 'NZ' ? 'RETAILNZ' : 'ECCUSTOMER',
    CustomerCategory: 'Organization',
    // Cash on delivery is no credit, and so nothing that the store has terms for.
    Terms: business.terms?.erp ?? 'COD',
    TaxRegistrationID: main.taxId,
    MainContact: {
      Attention: main.name,
      FullName: business.name,
      Email: business.buyers[0].email,
      Phone1: main.phone,
      Address: erpAddress(main.home),
    },
    locations: [{ LocationID: main.id, LocationName: main.name }, ...others.map(erpSite)],
  });
  const people = business.buyers.map((buyer) => store.addPerson(erpPerson(buyer, business.id)));
  const [first] = people;
  if (first !== undefined) store.editCustomer(business.id, { PrimaryContactID: first.contactId });
}
