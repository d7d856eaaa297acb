/**
 * A week of work by people in both systems, through the same screens' rules as always and never counted as API calls.
 * Which pair gets which edit follows from its position, so that the demo is the same each time.
 */
import type { AcumaticaSimulator } from '../acumatica/index.ts';
import type { ShopifySimulator } from '../shopify/index.ts';
import { moveHouse, type DemoCast } from './cast.ts';
import type { Person } from './people.ts';
import { createRandom, type Random } from './random.ts';
import {
  erpAddress,
  erpCustomerWithTerritory,
  erpLocation,
  shopifyAddress,
  shopifyCustomer,
} from './records.ts';

interface Twins {
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
}

/** A pair as the screens find it. */
interface PairOnScreen {
  readonly person: Person;
  readonly shopifyId: string;
  readonly addressIds: readonly string[];
  readonly customerId: string;
}

type Edit = (twins: Twins, pair: PairOnScreen, random: Random) => void;

const shopifyEdits: readonly Edit[] = [
  ({ shopify }, { shopifyId, person }) =>
    shopify.store.editCustomer(shopifyId, { lastName: `${person.lastName}-Reid` }),
  ({ shopify }, { addressIds, person }, random) => {
    const home = person.homes[0];
    const [addressId] = addressIds;
    if (home === undefined || addressId === undefined) return;
    const { address1, address2, city, postcode, province, country } = moveHouse(random, home);
    shopify.store.editAddress(addressId, {
      address1,
      address2,
      city,
      zip: postcode,
      provinceCode: province,
      countryCode: country,
    });
  },
  ({ shopify }, { shopifyId, person }, random) => {
    const home = person.homes[0];
    if (home === undefined) return;
    shopify.store.addAddress(shopifyId, shopifyAddress(person, moveHouse(random, home)));
  },
];

const erpEdits: readonly Edit[] = [
  ({ erp }, { customerId, person }) =>
    erp.store.editCustomer(customerId, { MainContact: { Email: `new.${person.email}` } }),
  ({ erp }, { customerId, person }, random) => {
    const home = person.homes[0];
    if (home === undefined) return;
    erp.store.editCustomer(customerId, { MainContact: { Address: erpAddress(moveHouse(random, home)) } });
  },
  ({ erp }, { customerId, person }, random) => {
    const home = person.homes[0];
    if (home === undefined) return;
    erp.store.addLocation(customerId, erpLocation(person, moveHouse(random, home)));
  },
];

/** Both systems get another last name, or another postcode, for the same person. */
const conflictingEdits: readonly Edit[] = [
  ({ shopify, erp }, { shopifyId, customerId, person }) => {
    shopify.store.editCustomer(shopifyId, { lastName: `${person.lastName}-Lane` });
    erp.store.editCustomer(customerId, {
      PrimaryContact: { FirstName: person.firstName, LastName: `${person.lastName} Lane` },
    });
  },
  ({ shopify, erp }, { addressIds: [addressId], customerId, person }) => {
    const home = person.homes[0];
    if (home === undefined || addressId === undefined) return;
    shopify.store.editAddress(addressId, { address1: `${home.address1} (rear)` });
    erp.store.editCustomer(customerId, {
      MainContact: { Address: { ...erpAddress(home), AddressLine1: `Shop 2, ${home.address1}` } },
    });
  },
];

function agree({ shopify, erp }: Twins, { shopifyId, customerId, person }: PairOnScreen): void {
  const lastName = `${person.lastName}-Hart`;
  shopify.store.editCustomer(shopifyId, { lastName });
  erp.store.editCustomer(customerId, { PrimaryContact: { FirstName: person.firstName, LastName: lastName } });
}

/** How many of the pairs get which kind of edit, in this order. */
export const weekCounts = { shopifyEdits: 22, erpEdits: 22, conflicts: 10, sameEdits: 3 } as const;

function pairOnScreen(
  { shopify }: Twins,
  person: Person,
  byEmail: ReadonlyMap<string, string>,
): PairOnScreen {
  const customer = shopify.store.customers().find(({ email }) => email === person.email);
  const customerId = byEmail.get(person.email);
  if (customer === undefined || customerId === undefined) throw new Error(`Nobody has ${person.email}.`);
  return {
    person,
    shopifyId: `gid://shopify/Customer/${customer.number}`,
    addressIds: customer.addresses.map(
      ({ number }) => `gid://shopify/MailingAddress/${number}?model_name=CustomerAddress`,
    ),
    customerId,
  };
}

function furtherLocation({ erp }: Twins, customerId: string): string | undefined {
  const locations = erp.store.customer(customerId)?.locations ?? [];
  return locations.map(({ values }) => String(values['LocationID'])).find((id) => id !== 'MAIN');
}

function editPairs(twins: Twins, pairs: readonly PairOnScreen[], random: Random): void {
  const queue = [...pairs];
  const next = (count: number): PairOnScreen[] => queue.splice(0, count);
  const apply = (edits: readonly Edit[], chosen: readonly PairOnScreen[]): void =>
    chosen.forEach((pair, index) => edits[index % edits.length]?.(twins, pair, random));
  apply(shopifyEdits, next(weekCounts.shopifyEdits));
  apply(erpEdits, next(weekCounts.erpEdits));
  apply(conflictingEdits, next(weekCounts.conflicts));
  next(weekCounts.sameEdits).forEach((pair) => agree(twins, pair));

  const several = queue.filter(({ person }) => person.homes.length >= 3);
  const [swapped, moved, closed, removed] = several;
  if (swapped?.addressIds[1] !== undefined) twins.shopify.store.setDefaultAddress(swapped.addressIds[1]);
  if (moved?.addressIds[2] !== undefined) twins.shopify.store.removeAddress(moved.addressIds[2]);
  const other = closed === undefined ? undefined : furtherLocation(twins, closed.customerId);
  if (closed !== undefined && other !== undefined) {
    twins.erp.store.deactivateLocation(closed.customerId, other);
  }
  if (removed !== undefined) twins.shopify.store.deleteCustomer(removed.shopifyId);
}

/** Records that no program should guess about. */
function addAwkward({ shopify, erp }: Twins, cast: DemoCast): void {
  for (const person of cast.doubles) {
    shopify.store.addCustomer(shopifyCustomer(person));
    erp.store.addCustomer(erpCustomerWithTerritory(person));
    erp.store.addCustomer({
      ...erpCustomerWithTerritory(person),
      CustomerName: `${person.lastName} Household`,
    });
  }
  const long = 'Maximiliana Alexandrina Wilhelmina Konstantina';
  for (const [index, lastName] of [
    'Featherstonehaugh-Cholmondeley',
    'Papadimitrakopoulou-Brown',
    'Worthington-Fotheringham',
  ].entries()) {
    shopify.store.addCustomer({ firstName: long, lastName, email: `long.name.${index}@example.com.au` });
  }
  erp.store.addCustomer({ CustomerName: 'Front Desk', MainContact: { Email: 'info@' } });
  erp.store.addCustomer({ CustomerName: 'Order Desk', MainContact: { Email: 'orders@@example.com.au' } });
  erp.store.addCustomer({
    CustomerName: 'Retired Account',
    Status: 'Inactive',
    MainContact: { Email: 'retired@example.com.au' },
  });
  erp.store.addCustomer({
    CustomerName: 'Walk-in Sale',
    Status: 'One-Time',
    MainContact: { Email: 'walkin@example.com.au' },
  });
}

export function passWeek(twins: Twins, cast: DemoCast, seed: number): void {
  const random = createRandom(seed);
  const byEmail = new Map(
    twins.erp.store
      .customers()
      .map((customer) => [
        String(customer.mainContact.values['Email'] ?? ''),
        String(customer.values['CustomerID']),
      ]),
  );
  editPairs(
    twins,
    cast.pairs.map((person) => pairOnScreen(twins, person, byEmail)),
    random,
  );
  for (const person of cast.newPairs) {
    twins.shopify.store.addCustomer(shopifyCustomer(person));
    twins.erp.store.addCustomer(erpCustomerWithTerritory(person));
  }
  for (const person of cast.newInShopify) twins.shopify.store.addCustomer(shopifyCustomer(person));
  for (const person of cast.newInErp) twins.erp.store.addCustomer(erpCustomerWithTerritory(person));
  addAwkward(twins, cast);
}
