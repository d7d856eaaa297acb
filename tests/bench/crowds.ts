/** Who is in the two systems of a bench, made of the demo's invented people. */
import { inventPerson, type Person } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import type { CustomerSeed as ErpSeed } from '../../simulators/acumatica/index.ts';
import type { CustomerSeed as ShopifySeed } from '../../simulators/shopify/index.ts';

export interface CrowdSize {
  /** Customers that both systems have, not linked yet. */
  readonly pairs: number;
  /** Customers that only one of them has, on each side. */
  readonly newEach: number;
}

export interface Crowd {
  readonly shopify: readonly ShopifySeed[];
  readonly erp: readonly ErpSeed[];
}

/** Of every five customers three have one location, one has two, one has three: 1.6 each. */
const homeCounts = [1, 1, 1, 2, 3] as const;

/** Locations of that many customers; a multiple of five comes out even. */
export function locationsOf(customers: number): number {
  const sum = homeCounts.reduce<number>((total, count) => total + count, 0);
  return (customers / homeCounts.length) * sum;
}

const seed = 20_261_123;

/**
 * The ERP's half. A national number is read by the country it stands in, so it is typed that way only where that is
 * Australia throughout.
 */
function erpSeed(person: Person): ErpSeed {
  const isAustralian = person.homes.every(({ country }) => country === 'AU');
  return erpCustomer(isAustralian ? person : { ...person, phone: person.e164 });
}

/**
 * A pair as years of two separate systems leave it: of every twenty, two lack the phone in the ERP, one lacks its further
 * addresses in Shopify, and one has another suburb there.
 */
function pairOf(person: Person, index: number): { readonly shopify: ShopifySeed; readonly erp: ErpSeed } {
  const shopify = shopifyCustomer(person);
  const erp = erpSeed(person);
  switch (index % 20) {
    case 1:
    case 11:
      return { shopify, erp: { ...erp, MainContact: { ...erp.MainContact, Phone1: null, Phone2: null } } };
    case 4:
      return { shopify: shopifyCustomer({ ...person, homes: person.homes.slice(0, 1) }), erp };
    case 7:
      return {
        shopify: shopifyCustomer({
          ...person,
          homes: person.homes.map((home, at) => (at === 0 ? { ...home, city: `${home.city} East` } : home)),
        }),
        erp,
      };
    default:
      return { shopify, erp };
  }
}

export function inventCrowd({ pairs, newEach }: CrowdSize): Crowd {
  const random = createRandom(seed);
  let serial = 0;
  const invent = (): Person => {
    serial += 1;
    return inventPerson(random, serial, homeCounts[serial % homeCounts.length] ?? 1);
  };
  const known = Array.from({ length: pairs }, (_, index) => pairOf(invent(), index));
  return {
    shopify: [
      ...known.map((pair) => pair.shopify),
      ...Array.from({ length: newEach }, () => shopifyCustomer(invent())),
    ],
    erp: [...known.map((pair) => pair.erp), ...Array.from({ length: newEach }, () => erpSeed(invent()))],
  };
}
