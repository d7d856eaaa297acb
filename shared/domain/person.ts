/** The customer of Shopify that a contact of a company is, or was. */
import type { CustomerValues } from './fields.ts';
import { legacyId } from './ids.ts';
import { joinName } from './party.ts';

export interface Person {
  /** Gid */
  readonly key: string;
  readonly values: CustomerValues;
}

/** What to call a person on screen and in messages. */
export function personName({ key, values: { firstName, lastName, email } }: Person): string {
  return joinName(firstName, lastName) ?? email ?? legacyId(key);
}
