/**
 * Who is in the demo store, and in what state: equal on both sides, new on one, awkward on purpose. Numbers are chosen so
 * that every kind of preview row appears, and both sides hold exactly 300 customers after the week.
 */
import { inventHome, inventPerson, type Home, type Person } from './people.ts';
import { createRandom, type Random } from './random.ts';

export interface DemoCast {
  /** Known to both systems and equal last week. */
  readonly pairs: readonly Person[];
  /** Entered into both systems during the week, equal: only a link is missing. */
  readonly newPairs: readonly Person[];
  readonly newInShopify: readonly Person[];
  readonly newInErp: readonly Person[];
  /** One Shopify customer each, and two ERP customers with the same e-mail. */
  readonly doubles: readonly Person[];
}

export const castCounts = { pairs: 238, newPairs: 8, newInShopify: 47, newInErp: 40, doubles: 5 } as const;

/** Every eighth pair and some of the new ones have three or more locations. */
function homesOf(index: number, random: Random): number {
  if (index % 8 === 0) return 3 + random.below(3);
  return index % 3 === 0 ? 2 : 1;
}

export function inventCast(seed: number): DemoCast {
  const random = createRandom(seed);
  let serial = 0;
  const invent = (count: number): Person[] =>
    Array.from({ length: count }, (_, index) => inventPerson(random, ++serial, homesOf(index, random)));
  return {
    pairs: invent(castCounts.pairs),
    newPairs: invent(castCounts.newPairs),
    newInShopify: invent(castCounts.newInShopify),
    newInErp: invent(castCounts.newInErp),
    doubles: invent(castCounts.doubles),
  };
}

/** A new home in the same country, for someone who moves. */
export function moveHouse(random: Random, home: Home): Home {
  return inventHome(random, home.country);
}
