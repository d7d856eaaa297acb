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
  /** The first of them are people of `newInShopify`, entered in a hurry. */
  readonly newInErp: readonly Person[];
  /** One Shopify customer each, and two ERP customers with the same e-mail. */
  readonly doubles: readonly Person[];
}

/** The same people as a hurried clerk enters them in the other system: no rule finds them, a person would. */
const hurriedEntries: readonly ((person: Person) => Person)[] = [
  // Another e-mail, and a wrong digit in the phone.
  (person) => ({
    ...person,
    email: `accounts.${person.lastName}@example.com`.toLowerCase(),
    ...withOtherDigit(person),
  }),
  // First and last name swapped, and a slip in the e-mail.
  (person) => ({
    ...person,
    firstName: person.lastName,
    lastName: person.firstName,
    email: person.email.replace('.', ''),
  }),
  // Another e-mail altogether.
  (person) => ({ ...person, email: `${person.lastName}.family@example.com`.toLowerCase() }),
];

function withOtherDigit({ phone, e164 }: Person): Pick<Person, 'phone' | 'e164'> {
  const otherDigit = (text: string): string => `${text.slice(0, -1)}${(Number(text.slice(-1)) + 5) % 10}`;
  return { phone: otherDigit(phone), e164: otherDigit(e164) };
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
  const pairs = invent(castCounts.pairs);
  const newPairs = invent(castCounts.newPairs);
  const newInShopify = invent(castCounts.newInShopify);
  const hurried = newInShopify.slice(0, hurriedEntries.length).map((person, index) => {
    const enter = hurriedEntries[index];
    return enter === undefined ? person : enter(person);
  });
  return {
    pairs,
    newPairs,
    newInShopify,
    newInErp: [...hurried, ...invent(castCounts.newInErp).slice(hurried.length)],
    doubles: invent(castCounts.doubles),
  };
}

/** A new home in the same country, for someone who moves. */
export function moveHouse(random: Random, home: Home): Home {
  return inventHome(random, home.country);
}
