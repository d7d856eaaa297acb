/** What a person says about the contacts of a business customer: who is whom. */

/** A contact of the ERP and one of Shopify that are one person; null for one who is nobody in the other system. */
export interface ContactTie {
  readonly erpKey: string | null;
  readonly shopifyKey: string | null;
}
