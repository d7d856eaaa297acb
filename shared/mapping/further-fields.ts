/** The fields of a side with those that only this company or store has. Pure. */
import type { Entity, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { partyFieldsOf, type PartyFields } from './party-fields.ts';

/** In the order in which they are offered: those of a profile's own come last. */
export function profileFieldsOf(
  { furtherFields }: Pick<Profile, 'furtherFields'>,
  side: Side,
  entity: Entity = 'customer',
): PartyFields {
  // Metafields are read of customers; a company of the store has others, which are not.
  const further = side === 'shopify' && entity === 'company' ? [] : furtherFields[side];
  return partyFieldsOf(side, further, entity);
}
