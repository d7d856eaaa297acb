/** A record as the search for near matches sees it: the few values it compares, small enough to hand to another thread. */
import type { FieldValue, Party } from '../domain/party.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { personNameOf } from '../mapping/names.ts';

export interface Place {
  readonly address1: FieldValue;
  readonly address2: FieldValue;
  readonly city: FieldValue;
  readonly postcode: FieldValue;
}

export interface SuggestSubject {
  readonly key: string;
  readonly name: FieldValue;
  readonly email: FieldValue;
  /** The customer's own first. */
  readonly phones: readonly string[];
  /** The default first. */
  readonly places: readonly Place[];
}

/** Of more phones or places than these only the first are compared. */
const mostPhones = 4;
const mostPlaces = 5;

export function subjectOf(party: Party): SuggestSubject {
  const { values, locations, accountName, key, business } = party;
  const phones = new Set<string>();
  if (values.phone !== null) phones.add(values.phone);
  const places: Place[] = [];
  const ordered = locations.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  for (const location of ordered) {
    const { phone, address1, address2, city, postcode } = location.values;
    if (phone !== null && phones.size < mostPhones) phones.add(phone);
    if (!isBlankAddress(location.values) && places.length < mostPlaces) {
      places.push({ address1, address2, city, postcode });
    }
  }
  const name = personNameOf(values) ?? (accountName === values.email ? null : accountName);
  const main = business?.contacts.find((contact) => contact.key === business.mainContactKey);
  const email = values.email ?? main?.values.email ?? null;
  return { key, name, email, phones: [...phones], places };
}
