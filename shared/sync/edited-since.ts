/** Whether one side of a linked pair is still what it was when the two last agreed. */
import { companyFields, customerFields } from '../domain/fields.ts';
import type { Party } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { optInFieldsOf, ownValuesOf } from '../mapping/opt-in.ts';
import { contactWasEdited } from './contacts.ts';
import { editedSince } from './locations-gone.ts';
import type { Link } from './ledger-port.ts';
import { companyValuesOf } from './reconcile-agreed.ts';

function companyWasEdited(party: Party, link: Link, homeCountry: string): boolean {
  const { side } = party;
  const values = companyValuesOf(party);
  const ownEdited = companyFields.some((field) => {
    const base = link.agreed[field];
    return base !== undefined && !sameValue(field, values[field], base[side], homeCountry);
  });
  return (
    ownEdited ||
    (party.business?.contacts ?? []).some((contact) => {
      const known = link.contacts?.find(
        ({ erpKey, shopifyKey, state }) =>
          state === 'linked' && (side === 'erp' ? erpKey : shopifyKey) === contact.key,
      );
      return known !== undefined && contactWasEdited(contact, side, known, homeCountry);
    })
  );
}

/** A value of the customer or of one of its linked locations differs from what that side held then. */
export function wasEdited(party: Party, link: Link, homeCountry: string): boolean {
  const { side } = party;
  const values = ownValuesOf(party);
  const customerEdited = [...customerFields, ...optInFieldsOf(party)].some((field) => {
    const base = link.agreed[field];
    return base !== undefined && !sameValue(field, values[field] ?? null, base[side], homeCountry);
  });
  return (
    customerEdited ||
    (party.business !== undefined && companyWasEdited(party, link, homeCountry)) ||
    party.locations.some((location) => {
      const known = link.locations.find(
        ({ erpKey, shopifyKey, state }) =>
          state === 'linked' && (side === 'erp' ? erpKey : shopifyKey) === location.key,
      );
      return known !== undefined && editedSince(location, side, known, homeCountry);
    })
  );
}
