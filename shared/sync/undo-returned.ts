/**
 * Shopify gives a new key to whatever comes back: an address, a location, a contact that a run took away. It came back with an undo that
 * was cut off, or by hand; either way it is what it was before the run, and the rest of what was there belongs to it.
 */
import type { Contact } from '../domain/contact.ts';
import type { Party } from '../domain/party.ts';
import type { Images } from './undo-judge.ts';
import { isSameLocation } from './undo-locations.ts';

const contactsOf = ({ business }: Party): readonly Contact[] => business?.contacts ?? [];

/** New keys by the ones before the run. */
function newKeysOf({ before, after, now }: Images): ReadonlyMap<string, string> {
  const known = new Set(
    [before, after].flatMap((party) => [...party.locations, ...contactsOf(party)].map(({ key }) => key)),
  );
  const keys = new Map<string, string>();
  const find = <T extends { readonly key: string }>(
    gone: readonly T[],
    held: readonly T[],
    isSame: (one: T, other: T) => boolean,
  ): void => {
    const still = new Set(held.map(({ key }) => key));
    for (const each of gone) {
      if (still.has(each.key)) continue;
      const back = held.find((other) => !known.has(other.key) && isSame(each, other));
      if (back !== undefined) keys.set(each.key, back.key);
    }
  };
  find(before.locations, now.locations, isSameLocation);
  find(
    contactsOf(before),
    contactsOf(now),
    ({ personKey }, other) => personKey !== undefined && personKey === other.personKey,
  );
  return keys;
}

/** The record before the run, with the keys under which what the run took away is there again. */
export function withKeysNow(images: Images): Party {
  const { before } = images;
  const keys = newKeysOf(images);
  if (keys.size === 0) return before;
  const keyOf = (key: string): string => keys.get(key) ?? key;
  const { locations, business } = before;
  return {
    ...before,
    locations: locations.map((location) => ({ ...location, key: keyOf(location.key) })),
    ...(business === undefined
      ? {}
      : {
          business: {
            ...business,
            mainContactKey: business.mainContactKey === null ? null : keyOf(business.mainContactKey),
            contacts: business.contacts.map((contact) => ({
              ...contact,
              key: keyOf(contact.key),
              roles: contact.roles.map((held) => ({ ...held, locationKey: keyOf(held.locationKey) })),
            })),
          },
        }),
  };
}
