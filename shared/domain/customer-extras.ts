/**
 * What a system holds of a customer beside names, identities and addresses. Shopify's is read always, the ERP's where a rule names it;
 * either is written only where a profile maps it: nobody's consent, tags or tax status change because two systems were connected.
 */

/** `notSubscribed`, `invalid` and `redacted` are set by Shopify alone. */
export type ConsentState =
  'subscribed' | 'unsubscribed' | 'pending' | 'notSubscribed' | 'invalid' | 'redacted';

/** How a customer agreed: once, or again by answering an e-mail. */
export type ConsentLevel = 'single' | 'confirmed' | 'unknown';

/** Consent to marketing by e-mail. */
export interface EmailConsent {
  readonly state: ConsentState;
  /** Needed to subscribe. */
  readonly level: ConsentLevel | null;
  /** ISO 8601; null lets Shopify take the moment of the write. */
  readonly at: string | null;
}

export interface CustomerExtras {
  /** The whole GST status in AU and NZ: Shopify's codes of exemptions are for other countries. */
  readonly taxExempt: boolean;
  readonly note: string | null;
  /** Sorted; Shopify compares them ignoring case. */
  readonly tags: readonly string[];
  /** `en`, `en-AU`. */
  readonly locale: string;
  /** Null without an e-mail. */
  readonly emailConsent: EmailConsent | null;
}

/** What the ERP takes; it is sent nothing of Shopify's. Null empties. */
export interface ErpExtrasPatch {
  readonly erpNote?: string | null;
  readonly erpLanguage?: string | null;
  readonly noMarketing?: boolean;
  readonly doNotEmail?: boolean;
  readonly taxExemptionNumber?: string | null;
}

/** What Shopify takes along with a change of the customer itself. Tags and consent are writes of their own. */
export type ShopifyExtrasPatch = Partial<Pick<CustomerExtras, 'taxExempt' | 'note' | 'locale'>>;

/** What goes along with a change of the customer itself. */
export type CustomerExtrasPatch = ShopifyExtrasPatch & ErpExtrasPatch;

/** What goes along with a new customer. Consent is a write of its own. */
export type CustomerExtrasDraft = Partial<Omit<CustomerExtras, 'emailConsent'>> & ErpExtrasPatch;
