/** Payment terms of a business customer: the ERP has them per customer, Shopify per location (R23). */
import type { FieldValue, Party } from '../domain/party.ts';

/** What those of its locations that have any share; null where they differ, or none has any. */
export function sharedTerms({ locations }: Party): FieldValue {
  const held = new Set(locations.flatMap(({ site }) => site?.terms ?? []));
  const [first] = held;
  return held.size === 1 ? (first ?? null) : null;
}

/** The terms of the company as a whole, as its own system calls them. */
export function termsOf(party: Party): FieldValue {
  return party.side === 'shopify' ? sharedTerms(party) : (party.business?.terms ?? null);
}
