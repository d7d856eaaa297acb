/**
 * Payment terms of a business customer, named by the ERP's TermsID on both sides (ADR 21). Only those in the profile's table mean
 * anything in the other system.
 */
import type { FieldValue, Party } from '../domain/party.ts';
import type { CompanyEntity } from '../domain/settings.ts';

export type TermsTable = CompanyEntity['terms'];

/** TermsID of Shopify's terms; null for those that are not in the table. */
export function erpTermsOf(template: FieldValue, table: TermsTable): FieldValue {
  return table.find(({ shopify }) => shopify === template)?.erp ?? null;
}

/** Key of Shopify's terms for a TermsID; null for one that is not in the table. */
export function shopifyTermsOf(terms: FieldValue, table: TermsTable): FieldValue {
  return table.find(({ erp }) => erp === terms)?.shopify ?? null;
}

/** What those of its locations that have any share; null where they differ, or none has any (R23). */
export function sharedTerms({ locations }: Party): FieldValue {
  const held = new Set(locations.flatMap(({ site }) => site?.terms ?? []));
  const [first] = held;
  return held.size === 1 ? (first ?? null) : null;
}

/** The terms of the company as a whole. Those of the ERP that are not in the table are no value to compare. */
export function termsOf(party: Party, table: TermsTable): FieldValue {
  if (party.side === 'shopify') return erpTermsOf(sharedTerms(party), table);
  return party.business?.terms ?? null;
}
