/** One invented person as each of the two systems would hold them after an honest first entry. */
import type { CustomerSeed as ErpSeed, LocationSeed } from '../acumatica/index.ts';
import type { AddressInput, CustomerSeed as ShopifySeed } from '../shopify/index.ts';
import { loyaltyOf, territoryOf } from './own-fields.ts';
import type { Home, Person } from './people.ts';

function nameOf({ firstName, lastName }: Person): string {
  return `${firstName} ${lastName}`;
}

export function shopifyAddress(person: Person, home: Home): AddressInput {
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    company: person.company,
    address1: home.address1,
    address2: home.address2,
    city: home.city,
    provinceCode: home.province,
    zip: home.postcode,
    countryCode: home.country,
    phone: person.e164,
  };
}

export function shopifyCustomer(person: Person): ShopifySeed {
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    phone: person.e164,
    tags: ['online'],
    metafields: loyaltyOf(person),
    addresses: person.homes.map((home) => shopifyAddress(person, home)),
  };
}

export function erpAddress(home: Home) {
  return {
    AddressLine1: home.address1,
    AddressLine2: home.address2,
    City: home.city,
    State: home.province,
    PostalCode: home.postcode,
    Country: home.country,
  };
}

export function erpLocation(person: Person, home: Home): LocationSeed {
  return {
    LocationName: person.company ?? nameOf(person),
    LocationContact: {
      Attention: nameOf(person),
      FullName: person.company ?? nameOf(person),
      Email: person.email,
      Phone1: person.phone,
      Phone2: person.phone,
      Address: erpAddress(home),
    },
  };
}

/** MAIN takes contact and address from the customer; every further home is a location of its own. */
export function erpCustomer(person: Person): ErpSeed {
  const [main, ...others] = person.homes;
  return {
    CustomerName: nameOf(person),
    CustomerClass: main?.country === 'NZ' ? 'RETAILNZ' : 'ECCUSTOMER',
    CustomerCategory: 'Individual',
    MainContact: {
      Attention: nameOf(person),
      FullName: person.company ?? nameOf(person),
      Email: person.email,
      Phone1: person.phone,
      Phone2: person.phone,
      ...(main === undefined ? {} : { Address: erpAddress(main) }),
    },
    PrimaryContact: { FirstName: person.firstName, LastName: person.lastName },
    locations: others.map((home) => erpLocation(person, home)),
  };
}

/** The same in a company whose classes have the attribute of `defineOwnFields`; the form takes it of no other. */
export function erpCustomerWithTerritory(person: Person): ErpSeed {
  return { ...erpCustomer(person), Attributes: territoryOf(person) };
}
