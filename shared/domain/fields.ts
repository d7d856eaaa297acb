/** The fields that both systems have, and the values they hold. */

export const customerFields = ['firstName', 'lastName', 'email', 'phone'] as const;
/** A field of a customer that both systems have and that is reconciled on its own. */
export type CustomerField = (typeof customerFields)[number];

export const locationFields = [
  'attention',
  'company',
  'phone',
  'address1',
  'address2',
  'city',
  'province',
  'postcode',
  'country',
] as const;
/** A field of a customer location (ERP) or address (Shopify). `attention` is the person's whole name. */
export type LocationField = (typeof locationFields)[number];

export const companyFields = ['accountName', 'terms'] as const;
/** A field of a business customer itself: its name, and when its invoices are due. */
export type CompanyField = (typeof companyFields)[number];

export const siteFields = ['locationName', 'taxId', 'taxExempt'] as const;
/** What a location of a business customer has besides its address. `taxExempt` is `yes` or nothing. */
export type SiteField = (typeof siteFields)[number];

export const shopifyOptInFields = ['tags', 'note', 'language', 'taxExempt', 'emailConsent'] as const;
/** Written to Shopify. */
export type ShopifyOptInField = (typeof shopifyOptInFields)[number];

export const erpOptInFields = [
  'erpNote',
  'erpLanguage',
  'noMarketing',
  'doNotEmail',
  'taxExemptionNumber',
] as const;
/** Written to the ERP: the note of its customer, what its contacts say of the person, and the exemption of its default location. */
export type ErpOptInField = (typeof erpOptInFields)[number];

export const optInFields = [...shopifyOptInFields, ...erpOptInFields] as const;
/**
 * A field of an individual that has no counterpart in the other system, and that is written only where the profile maps it. As text:
 * tags with commas between, flags and the tax exemption as `yes` or `no`, consent as its state.
 */
export type OptInField = ShopifyOptInField | ErpOptInField;

export type FieldName = CustomerField | LocationField | CompanyField | SiteField | OptInField;

/** Original text; `null` is "no value". An empty or blank text from a remote system is read as `null`. */
export type FieldValue = string | null;

export type CustomerValues = Readonly<Record<CustomerField, FieldValue>>;
/** Only of the fields that the profile maps. */
export type OptInValues = Readonly<Partial<Record<OptInField, FieldValue>>>;
export type LocationValues = Readonly<Record<LocationField, FieldValue>>;

export const blankLocation: LocationValues = {
  attention: null,
  company: null,
  phone: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  postcode: null,
  country: null,
};
