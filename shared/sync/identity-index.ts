/**
 * Who has which e-mail and phone, in each system now and in Shopify after this plan. Shopify refuses a second owner of
 * either (R6, and the e-mail likewise), so a preview must know before anything is sent. Holds summaries only, so that it
 * can be rebuilt from the rows of a stored plan.
 */
import type { PartySummary, Side } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountry } from '../mapping/phone-country.ts';

export type IdentityField = 'email' | 'phone';

/** The two records that a question is asked for: they never stand in their own way. */
export interface Asking {
  readonly erp: string | null;
  readonly shopify: string | null;
}

export interface IdentityIndex {
  add(side: Side, summary: PartySummary): void;
  /** This record of the ERP will give its value to Shopify. Of several claims the oldest customer's holds. */
  claim(field: IdentityField, erp: PartySummary): void;
  /**
   * Another record that has, or by this plan will have, the comparable value on that side. The ERP lets many customers share a
   * phone; it belongs to one only where no e-mail says who that is (R7).
   */
  owner(side: Side, field: IdentityField, value: string, asking: Asking): PartySummary | null;
}

type Holders = Map<string, PartySummary[]>;

function compareSummaries(a: PartySummary, b: PartySummary): number {
  if (a.number.length !== b.number.length) return a.number.length - b.number.length;
  return a.number < b.number ? -1 : 1;
}

export function createIdentityIndex(homeCountry: string): IdentityIndex {
  const known: Readonly<Record<Side, PartySummary[]>> = { erp: [], shopify: [] };
  const claims: Readonly<Record<IdentityField, PartySummary[]>> = { email: [], phone: [] };
  const built = new Map<string, Holders>();

  function valueOf(field: IdentityField, summary: PartySummary): string | null {
    if (field === 'email') return normaliseEmail(summary.email);
    if (summary.phone === null) return null;
    return normalisePhone(summary.phone, phoneCountry(summary.country, homeCountry)).e164;
  }

  /** Built when first asked for: most plans never ask for the ERP's phones. */
  function holders(name: string, field: IdentityField, summaries: readonly PartySummary[]): Holders {
    const existing = built.get(name);
    if (existing !== undefined) return existing;
    const index: Holders = new Map();
    for (const summary of summaries) {
      const value = valueOf(field, summary);
      if (value === null) continue;
      const list = index.get(value);
      if (list === undefined) index.set(value, [summary]);
      else list.push(summary);
    }
    for (const list of index.values()) list.sort(compareSummaries);
    built.set(name, index);
    return index;
  }

  return {
    add: (side, summary) => {
      known[side].push(summary);
      built.clear();
    },
    claim: (field, erp) => {
      claims[field].push(erp);
      built.clear();
    },
    owner: (side, field, value, asking) => {
      const now = holders(`${side} ${field}`, field, known[side]).get(value) ?? [];
      const isShared = ({ email }: PartySummary): boolean =>
        side === 'erp' && field === 'phone' && normaliseEmail(email) !== null;
      const other = now.find((summary) => summary.key !== asking[side] && !isShared(summary));
      if (other !== undefined || side === 'erp') return other ?? null;
      const claimant = holders(`claimed ${field}`, field, claims[field]).get(value)?.[0];
      return claimant === undefined || claimant.key === asking.erp ? null : claimant;
    },
  };
}
