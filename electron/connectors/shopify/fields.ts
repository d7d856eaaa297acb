/** Shopify's names of what we write, and ours. */
import type { ErpOptInField } from '../../../shared/domain/fields.ts';
import type { FieldName } from '../../../shared/domain/party.ts';

/** What people call each thing that a write can carry. */
const labels = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  attention: 'Name on the address',
  company: 'Company',
  address1: 'Address line 1',
  address2: 'Address line 2',
  city: 'Suburb or city',
  province: 'State',
  postcode: 'Postcode',
  country: 'Country',
  name: 'Name',
  note: 'Note',
  tags: 'Tags',
  locale: 'Language',
  language: 'Language',
  emailConsent: 'Consent to marketing',
  title: 'Job title',
  taxExempt: 'Tax exemption',
  taxRegistrationId: 'Tax registration ID',
  accountName: 'Account name',
  locationName: 'Location name',
  taxId: 'Tax registration ID',
  terms: 'Payment terms',
  externalId: 'External ID',
  customerId: 'Customer ID',
  customerSince: 'Customer since',
  paymentTerms: 'Payment terms',
  deposit: 'Deposit',
  consent: 'Consent to marketing',
  consentLevel: 'Opt-in level',
  consentTime: 'Time of the consent',
} as const satisfies Record<Exclude<FieldName, ErpOptInField>, string> & Record<string, string>;

export type WrittenField = keyof typeof labels;

export function labelOf(field: WrittenField): string {
  return labels[field];
}

const fieldNames: Readonly<Record<string, WrittenField>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  recipient: 'attention',
  email: 'email',
  phone: 'phone',
  company: 'company',
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  province: 'province',
  provinceCode: 'province',
  zoneCode: 'province',
  zip: 'postcode',
  country: 'country',
  countryCode: 'country',
  name: 'name',
  note: 'note',
  // Companies' paths say `notes` where the input says `note` (domain facts 4.2).
  notes: 'note',
  tags: 'tags',
  locale: 'locale',
  title: 'title',
  taxExempt: 'taxExempt',
  taxRegistrationId: 'taxRegistrationId',
  externalId: 'externalId',
  customerSince: 'customerSince',
  paymentTermsTemplateId: 'paymentTerms',
  deposit: 'deposit',
  emailMarketingConsent: 'consent',
  marketingState: 'consent',
  marketingOptInLevel: 'consentLevel',
  consentUpdatedAt: 'consentTime',
};

const addresses = new Set(['address', 'addresses', 'shippingAddress', 'billingAddress']);

/**
 * Our field at the end of an error's path (`['address', 'zip']` is the postcode), or null. An address has no first and
 * last name of ours: both are its `attention`. The only metafield that is sent with a customer is the ERP's customer ID; others are sent
 * by themselves (`Attempt.further`).
 */
export function fieldAt(path: readonly string[]): WrittenField | null {
  if (path[0] === 'metafields') return 'customerId';
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const field = fieldNames[name] ?? null;
  const isOfAddress = path.slice(0, -1).some((part) => addresses.has(part));
  return isOfAddress && (field === 'firstName' || field === 'lastName') ? 'attention' : field;
}

/** Where an error's path names a part otherwise than the input that was sent. */
const sentNames: Readonly<Record<string, string>> = {
  notes: 'note',
  province: 'provinceCode',
  country: 'countryCode',
};

function step(value: unknown, part: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  return members[part] ?? members[sentNames[part] ?? part];
}

/** Of a list, such as tags, the longest text: only a length can be wrong with one of them. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const texts = value.filter((each) => typeof each === 'string');
    return texts.toSorted((one, other) => other.length - one.length)[0] ?? null;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/**
 * The value an error's path points at in the variables that were sent; null where it points at none. Paths of the older
 * mutations begin below `input`, those of the newer ones with it.
 */
export function sentAt(variables: unknown, path: readonly string[]): string | null {
  const below = (value: unknown) => path.reduce(step, value);
  return textOf(below(variables)) ?? textOf(below(step(variables, 'input')));
}
