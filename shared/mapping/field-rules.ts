/** The fields both systems have, as data: how each is compared and checked, and what a person calls it. */
import type {
  CompanyField,
  CustomerField,
  FieldName,
  LocationField,
  NamedField,
  SiteField,
} from '../domain/party.ts';
import { furtherLabel, isFurtherKey, type ErpOptInField, type ShopifyOptInField } from '../domain/fields.ts';

/** How two values of a field are compared; see `compare.ts`. */
export type FieldKind =
  | 'name'
  | 'address'
  | 'email'
  | 'phone'
  | 'country'
  | 'province'
  | 'postcode'
  | 'taxId'
  | 'code'
  | 'word'
  | 'words';

export interface FieldRule {
  readonly kind: FieldKind;
  /** What the screen and the notes call it, Australian English. */
  readonly label: string;
}

const customerRules: Readonly<Record<CustomerField, FieldRule>> = {
  firstName: { kind: 'name', label: 'First name' },
  lastName: { kind: 'name', label: 'Last name' },
  email: { kind: 'email', label: 'E-mail' },
  phone: { kind: 'phone', label: 'Phone' },
};

const locationRules: Readonly<Record<LocationField, FieldRule>> = {
  attention: { kind: 'name', label: 'Attention' },
  company: { kind: 'name', label: 'Company' },
  phone: { kind: 'phone', label: 'Phone' },
  address1: { kind: 'address', label: 'Address line 1' },
  address2: { kind: 'address', label: 'Address line 2' },
  city: { kind: 'address', label: 'Suburb or city' },
  province: { kind: 'province', label: 'State' },
  postcode: { kind: 'postcode', label: 'Postcode' },
  country: { kind: 'country', label: 'Country' },
};

const companyRules: Readonly<Record<CompanyField, FieldRule>> = {
  accountName: { kind: 'name', label: 'Account name' },
  terms: { kind: 'code', label: 'Payment terms' },
};

const siteRules: Readonly<Record<SiteField, FieldRule>> = {
  locationName: { kind: 'name', label: 'Location name' },
  taxId: { kind: 'taxId', label: 'Tax registration ID' },
  taxExempt: { kind: 'code', label: 'Tax exemption' },
};

/** The tax exemption is called as that of a location. */
const optInRules: Readonly<Record<Exclude<ShopifyOptInField, 'taxExempt'> | ErpOptInField, FieldRule>> = {
  tags: { kind: 'words', label: 'Tags' },
  note: { kind: 'name', label: 'Note' },
  language: { kind: 'word', label: 'Language' },
  emailConsent: { kind: 'word', label: 'Consent to marketing by e-mail' },
  erpNote: { kind: 'name', label: 'Note in MYOB' },
  erpLanguage: { kind: 'word', label: 'Language in MYOB' },
  noMarketing: { kind: 'word', label: 'No marketing' },
  doNotEmail: { kind: 'word', label: 'Do not e-mail' },
  taxExemptionNumber: { kind: 'code', label: 'Tax exemption number' },
};

/** Every field of customers and locations; `phone` is the same in both. */
export const fieldRules: Readonly<Record<NamedField, FieldRule>> = {
  ...customerRules,
  ...locationRules,
  ...companyRules,
  ...siteRules,
  ...optInRules,
};

/** What only one store or company has compares as it stands. */
export function ruleOf(field: FieldName): FieldRule {
  return isFurtherKey(field) ? { kind: 'code', label: furtherLabel(field) } : fieldRules[field];
}

/** What a field is called. */
export function fieldLabel(field: FieldName): string {
  return ruleOf(field).label;
}

/** What notes call the ERP's CustomerName, which is no field of its own with an individual (R29). */
export const accountNameLabel = companyRules.accountName.label;
