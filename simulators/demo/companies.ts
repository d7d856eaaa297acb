/** Invented businesses of Australia and New Zealand with their locations, the people who buy for them, and valid tax numbers. */
import { inventHome, type Home } from './people.ts';
import type { Random } from './random.ts';

/** In the words of Shopify; the ERP says User and Admin. */
export type BuyerRole = 'Ordering only' | 'Location admin';

/** Credit terms of the ERP, and the store's payment terms that the shop takes them for. */
export const demoTerms = [
  { erp: 'NET7', shopify: 'gid://shopify/PaymentTermsTemplate/2' },
  { erp: 'NET14', shopify: 'gid://shopify/PaymentTermsTemplate/3' },
  { erp: 'NET30', shopify: 'gid://shopify/PaymentTermsTemplate/4' },
] as const;
export type DemoTerms = (typeof demoTerms)[number];

export interface Site {
  /** LocationID in the ERP. */
  readonly id: string;
  readonly name: string;
  readonly home: Home;
  /** As people type it. */
  readonly phone: string;
  readonly e164: string;
  readonly taxId: string;
}

export interface Buyer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** By `Site.id`; a buyer may have none. */
  readonly roles: Readonly<Record<string, BuyerRole>>;
}

export interface Business {
  /** CustomerID in the ERP. */
  readonly id: string;
  readonly name: string;
  readonly terms: DemoTerms | null;
  /** The first is MAIN. */
  readonly sites: readonly [Site, ...Site[]];
  /** The first is the main contact. */
  readonly buyers: readonly [Buyer, ...Buyer[]];
}

const trades =
  'Joinery Roasters Provisions Nurseries Marine Interiors Timber Bakehouse Ceramics Outfitters Brewing Cycles Linen Lighting Hardware Dairy'.split(
    ' ',
  );
const names =
  'Kauri Banksia Southern Harbour Wattle Rimu Tasman Pohutukawa Coastal Mallee Waratah Totara Jarrah Alpine Ironbark Estuary Bluegum Manuka Redgum Highland'.split(
    ' ',
  );
const siteNames = ['Head Office', 'Warehouse', 'Showroom', 'Depot', 'Workshop', 'Dispatch'];
const firstNames =
  'Mere Tom Priya Grace Hone Lena Omar Sophie Rua Declan Anika Jack Tui Marco Hazel Finn'.split(' ');
const lastNames =
  'Tane Price Nair Whaanga Parata Fischer Haddad Blake Walker Byrne Singh Doyle Rewi Conti Moss Gray'.split(
    ' ',
  );

/**
 * An ABN: two check digits before nine others, so that the eleven, the first less one, weighted, divide by 89 (published by the
 * Australian Business Register).
 */
function inventAbn(random: Random): string {
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  const tail = random.digits(9);
  for (let check = 11; check < 100; check += 1) {
    const digits = `${check}${tail}`;
    const sum = weights.reduce(
      (total, weight, index) => total + weight * (Number(digits[index]) - (index === 0 ? 1 : 0)),
      0,
    );
    if (sum % 89 === 0) return digits;
  }
  throw new Error('Two digits always complete an ABN');
}

/** An NZBN: a GS1 number of New Zealand, its last digit the check digit. */
function inventNzbn(random: Random): string {
  const body = `9429${random.digits(8)}`;
  const sum = Array.from(body).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** AU: landlines that the regulator keeps for fiction; NZ: the 555 block of the capital. */
function sitePhone(serial: number, country: 'AU' | 'NZ'): Pick<Site, 'phone' | 'e164'> {
  const tail = String(serial % 10_000).padStart(4, '0');
  return country === 'NZ'
    ? { phone: `04 555 ${tail}`, e164: `+644555${tail}` }
    : { phone: `(02) 5550 ${tail}`, e164: `+6125550${tail}` };
}

function inventSites(random: Random, count: number, firstPhone: number): readonly [Site, ...Site[]] {
  const home = inventHome(random);
  const { country } = home;
  const taxId = country === 'NZ' ? inventNzbn(random) : inventAbn(random);
  const site = (index: number): Site => ({
    id: index === 0 ? 'MAIN' : `L${String(index + 1).padStart(3, '0')}`,
    name:
      index < siteNames.length
        ? (siteNames[index] ?? 'Branch')
        : `Branch ${String(index + 1).padStart(2, '0')}`,
    home: index === 0 ? home : inventHome(random, country),
    ...sitePhone(firstPhone + index, country),
    // Branches of one business share its number.
    taxId,
  });
  return [site(0), ...Array.from({ length: count - 1 }, (_, index) => site(index + 1))];
}

function inventBuyers(
  random: Random,
  count: number,
  sites: readonly Site[],
  mailHost: string,
): readonly [Buyer, ...Buyer[]] {
  const buyer = (index: number): Buyer => {
    const firstName = firstNames[(index * 5 + random.below(firstNames.length)) % firstNames.length] ?? 'Alex';
    const lastName = random.pick(lastNames);
    const roles: Record<string, BuyerRole> = {};
    for (const [position, { id }] of sites.entries()) {
      // The main contact administers MAIN, the others order for one or two places, and every fifth for none yet.
      if (index === 0 && position === 0) roles[id] = 'Location admin';
      else if (index % 5 !== 4 && (position === index % sites.length || random.below(6) === 0)) {
        roles[id] = random.below(4) === 0 ? 'Location admin' : 'Ordering only';
      }
    }
    return {
      firstName,
      lastName,
      email: `${firstName}.${lastName}.${index + 1}@${mailHost}`.toLowerCase(),
      roles,
    };
  };
  return [buyer(0), ...Array.from({ length: count - 1 }, (_, index) => buyer(index + 1))];
}

/** Business number `serial`: its name and its addresses are its own. */
export function inventBusiness(
  random: Random,
  serial: number,
  size: { readonly sites: number; readonly buyers: number },
): Business {
  const name = `${names[serial % names.length] ?? 'Harbour'} ${trades[Math.floor(serial / names.length + serial * 7) % trades.length] ?? 'Trading'}`;
  const sites = inventSites(random, size.sites, 100 + serial * 64);
  const country = sites[0].home.country;
  const mailHost = `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}${serial}.example.${country === 'NZ' ? 'co.nz' : 'com.au'}`;
  const terms = serial % 4 === 3 ? null : (demoTerms[serial % demoTerms.length] ?? null);
  return {
    id: `B${String(serial).padStart(5, '0')}`,
    name,
    terms,
    sites,
    buyers: inventBuyers(random, size.buyers, sites, mailHost),
  };
}
