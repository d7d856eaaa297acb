/** A plan that has something of everything to write, and what has to be the same in the end however often it was killed (P3). */
import type { Link, Run } from '../../shared/sync/ledger-port.ts';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
  type WorldParts,
} from './commit-world.ts';
import { erpParty, shopifyParty } from './parties.ts';

export const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz', phone: '+6493001234' };
const ruby = { firstName: 'Ruby', lastName: 'Okafor', phone: '+61412345678' };
const leo = { firstName: 'Leo', lastName: 'Rossi', email: 'leo@example.com.au' };

export const addresses = () => [
  makeAddress(addressKey(11), 11, { isDefault: true }),
  makeAddress(addressKey(12), 12),
  makeAddress(addressKey(13), 13),
];
const locations = () => [
  makeAddress('MAIN', 21, { isDefault: true, inherits: true }),
  makeAddress('L000001', 22),
];

/** A create each way with locations, a linked pair edited on both sides with a default swap, and a new link. */
export async function preparedWorld(parts: Pick<WorldParts, 'ledger'> = {}): Promise<CommitWorld> {
  const world = createCommitWorld({
    ...parts,
    erp: [erpParty(4, { ...leo, locations: locations() })],
    shopify: [
      shopifyParty(4, {
        ...leo,
        locations: [makeAddress(addressKey(41), 21, { isDefault: true }), makeAddress(addressKey(42), 22)],
      }),
    ],
  });
  await world.sync();
  world.erp.edit(erpParty(4).key, (party) => ({
    ...party,
    values: { ...party.values, phone: '02 9374 4000' },
  }));
  world.shopify.edit('gid://shopify/Customer/4', (party) => ({
    ...party,
    values: { ...party.values, firstName: 'Leonardo' },
    locations: [
      ...party.locations.map((location) => ({ ...location, isDefault: location.key === addressKey(42) })),
      makeAddress(addressKey(43), 23),
    ],
  }));
  world.shopify.put(shopifyParty(1, { ...mia, locations: addresses() }));
  world.erp.put(erpParty(2, { ...tane, locations: locations() }));
  world.shopify.put(shopifyParty(3, ruby));
  world.erp.put(erpParty(5, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' }));
  world.shopify.put(shopifyParty(5, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' }));
  await world.prepare();
  return world;
}

export async function goOn(world: CommitWorld): Promise<Run> {
  const plan = await world.ledger.latestPlan();
  const open = (await world.ledger.runs()).find(({ planId }) => planId === plan?.id);
  return open === undefined ? world.commit() : world.resume(open.id);
}

/** Links without what depends on chance: ids of created records and stamps. */
function agreedOf(links: readonly Link[]): readonly string[] {
  return links
    .map(({ agreed, locations: places, id, kind, contacts }) =>
      JSON.stringify({
        id,
        agreed,
        kind,
        people: contacts
          ?.map(({ agreed: values, agreedRoles, state }) => JSON.stringify([values, agreedRoles, state]))
          .toSorted((one, other) => (one < other ? -1 : 1)),
        places: places
          .map((place) => JSON.stringify([place.agreed, place.state]))
          .toSorted((one, other) => (one < other ? -1 : 1)),
      }),
    )
    .toSorted((one, other) => (one < other ? -1 : 1));
}

/** Everything that has to be the same in the end, however often the run was killed. */
export async function endOf(world: CommitWorld): Promise<Readonly<Record<string, unknown>>> {
  return {
    erp: contentOf(world.erp, 'erp'),
    shopify: contentOf(world.shopify, 'shopify'),
    writes: world.writes(),
    links: agreedOf(await world.ledger.links()),
    processed: (await world.ledger.recordCounts()).processed,
  };
}

export async function isEmpty(world: CommitWorld): Promise<boolean> {
  const { writes } = (await world.prepare()).totals;
  return writes.erp + writes.shopify === 0;
}
