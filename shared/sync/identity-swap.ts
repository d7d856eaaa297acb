/** R30: two linked customers that exchanged an e-mail or a phone. Neither can be written first, so both wait. */
import type { CustomerField, Party } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import type { MatchedPair } from './match.ts';

export interface IdentitySwap {
  readonly field: 'email' | 'phone';
  /** The record of the ERP that has this one's value. */
  readonly other: Party;
}

interface Holding {
  readonly erp: Party;
  /** What the two systems hold, comparable. */
  readonly erpValue: string;
  readonly shopifyValue: string;
}

/** Where a linked pair holds two different values and did not agree to do so. */
function holdingOf(
  pair: MatchedPair,
  field: CustomerField,
  read: (text: string | null, party: Party) => string | null,
): Holding | null {
  const { erp, shopify, link } = pair;
  if (erp === null || shopify === null || link === null) return null;
  const erpValue = read(erp.values[field], erp);
  const shopifyValue = read(shopify.values[field], shopify);
  if (erpValue === null || shopifyValue === null || erpValue === shopifyValue) return null;
  const agreed = link.agreed[field];
  const settled =
    agreed !== undefined &&
    read(agreed.erp, erp) === erpValue &&
    read(agreed.shopify, shopify) === shopifyValue;
  return settled ? null : { erp, erpValue, shopifyValue };
}

/** Swaps by the ERP key of each of the two. */
export function findSwaps(
  pairs: readonly MatchedPair[],
  homeCountry: string,
): ReadonlyMap<string, IdentitySwap> {
  const readers = {
    email: normaliseEmail,
    phone: (text: string | null, party: Party) =>
      text === null ? null : normalisePhone(text, phoneCountryOf(party, homeCountry)).e164,
  } as const;
  const swaps = new Map<string, IdentitySwap>();
  for (const field of ['email', 'phone'] as const) {
    const waiting = new Map<string, Holding>();
    for (const pair of pairs) {
      const holding = holdingOf(pair, field, readers[field]);
      if (holding === null) continue;
      const mirrored = waiting.get(`${holding.shopifyValue}\n${holding.erpValue}`);
      if (mirrored === undefined) waiting.set(`${holding.erpValue}\n${holding.shopifyValue}`, holding);
      else {
        swaps.set(holding.erp.key, { field, other: mirrored.erp });
        swaps.set(mirrored.erp.key, { field, other: holding.erp });
      }
    }
  }
  return swaps;
}
