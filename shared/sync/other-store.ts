/**
 * Customers of the ERP that belong to another store, where the profile keeps stores apart: they carry that store's mark, which is an
 * external reference with another store's name. Whoever carries no mark, or one that names no store, is anybody's. Pure.
 */
import { parseExternalReference } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { normaliseText } from '../mapping/normalise.ts';
import { note } from '../mapping/note.ts';
import type { Exclusion } from './record-filter.ts';

type StoreProfile = Pick<Profile, 'policies' | 'seen'>;

const separator = ' - ';

/** The store that a reference names; null where it names none. */
function storeOf({ side, kind, externalReference }: Party): string | null {
  if (side !== 'erp' || kind !== 'individual' || parseExternalReference(externalReference) === null)
    return null;
  const [, ...rest] = (externalReference ?? '').split(separator);
  const name = rest.join(separator).trim();
  return name === '' ? null : name;
}

/** By the profile's merge policy. A record that is linked is never asked about. */
export function otherStoreExclusion({ policies, seen }: StoreProfile): Exclusion {
  const own = [seen.erpStoreName, seen.shopName].flatMap((name) =>
    name === null ? [] : normaliseText(name),
  );
  // Without a name of its own nothing tells it from another store.
  if (policies.sameEmail !== 'apart' || own.length === 0) return () => null;
  return (party) => {
    const store = storeOf(party);
    return store === null || own.includes(normaliseText(store)) ? null : note('ofOtherStore', { store });
  };
}
