/** The values that two records are matched by, comparable. */
import type { Party } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { phoneTail } from '../mapping/phone-tail.ts';
import type { Evidence } from './plan.ts';

export function emailOf({ values }: Party): string | null {
  return normaliseEmail(values.email);
}

export function phoneOf(party: Party, homeCountry: string): string | null {
  const { phone } = party.values;
  return phone === null ? null : normalisePhone(phone, phoneCountryOf(party, homeCountry)).e164;
}

/** What both records hold of the value that joined them. */
export function compared(
  rule: 'email' | 'phone',
  erp: Party,
  shopify: Party,
): NonNullable<Evidence['compared']> {
  return { erp: erp.values[rule], shopify: shopify.values[rule] };
}

/** Reads only phones that some phone of the other side may equal. */
export function phoneReader(
  erp: readonly Party[],
  shopify: readonly Party[],
  homeCountry: string,
): (party: Party) => string | null {
  const tailOf = (party: Party): string | null => {
    const { phone } = party.values;
    if (phone === null) return null;
    return phoneTail(phone) ?? phoneOf(party, homeCountry)?.slice(-7) ?? null;
  };
  const ofErp = new Set(erp.map(tailOf));
  const ofShopify = new Set(shopify.map(tailOf));
  return (party) => {
    const tail = tailOf(party);
    return tail !== null && ofErp.has(tail) && ofShopify.has(tail) ? phoneOf(party, homeCountry) : null;
  };
}
