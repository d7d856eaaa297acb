/** Whether one side of a linked pair is still what it was when the two last agreed. */
import { customerFields, type Party } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { editedSince } from './locations-gone.ts';
import type { Link } from './ports.ts';

/** A value of the customer or of one of its linked locations differs from what that side held then. */
export function wasEdited(party: Party, link: Link, homeCountry: string): boolean {
  const { side } = party;
  const customerEdited = customerFields.some((field) => {
    const base = link.agreed[field];
    return base !== undefined && !sameValue(field, party.values[field], base[side], homeCountry);
  });
  return (
    customerEdited ||
    party.locations.some((location) => {
      const known = link.locations.find(
        ({ erpKey, shopifyKey, state }) =>
          state === 'linked' && (side === 'erp' ? erpKey : shopifyKey) === location.key,
      );
      return known !== undefined && editedSince(location, side, known, homeCountry);
    })
  );
}
