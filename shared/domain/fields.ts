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

/** A field that only this store or this company has, as `further-field.ts` names it. */
export type ShopifyFurtherField = `metafield:${string}`;
export type ErpFurtherField = `attribute:${string}` | `custom:${string}`;
export type FurtherKey = ShopifyFurtherField | ErpFurtherField;

/**
 * A field of an individual that has no counterpart in the other system, and that is written only where the profile maps it. As text:
 * tags and other lists with commas between, flags and the tax exemption as `yes` or `no`, consent as its state, dates in ISO 8601.
 */
export type OptInField = ShopifyOptInField | ErpOptInField | FurtherKey;

/** Fields of this kind that have a name of their own here. */
export const namedOptInFields = [...shopifyOptInFields, ...erpOptInFields] as const;

/** Every field that has a name of its own here. */
export type NamedField =
  CustomerField | LocationField | CompanyField | SiteField | ShopifyOptInField | ErpOptInField;
export type FieldName = NamedField | FurtherKey;

const furtherKinds = { 'metafield:': 'Metafield', 'attribute:': 'Attribute', 'custom:': 'Custom field' };

export function isFurtherKey(key: string): key is FurtherKey {
  return Object.keys(furtherKinds).some((prefix) => key.startsWith(prefix));
}

/** The system that has the field. */
export function sideOfFurther(key: FurtherKey): 'erp' | 'shopify' {
  return key.startsWith('metafield:') ? 'shopify' : 'erp';
}

/** `Metafield loyalty.level`, as the list that it was chosen from says it. */
export function furtherLabel(key: FurtherKey): string {
  const [prefix, kind] = Object.entries(furtherKinds).find(([each]) => key.startsWith(each)) ?? ['', ''];
  return `${kind} ${key.slice(prefix.length)}`;
}

/** Original text; `null` is "no value". An empty or blank text from a remote system is read as `null`. */
export type FieldValue = string | null;

export type CustomerValues = Readonly<Record<CustomerField, FieldValue>>;
/** Only of the fields that the profile maps. */
export type OptInValues = Readonly<Partial<Record<OptInField, FieldValue>>>;
/** Values of fields that only this store or this company has; null is to be none. */
export type FurtherValues = Readonly<Partial<Record<FurtherKey, FieldValue>>>;
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
