/**
 * The fields of customers that filters and mappings speak of: by side, with what a person calls each, the type of its values, and how
 * a value is got from a record. What a system holds and Accord does not read yet is not among them: a condition on it would see
 * blanks.
 */
import type { FurtherField } from '../domain/further-field.ts';
import type { Entity, Location, LocationField, Party, PartyStatus, Side } from '../domain/party.ts';
import { countryCode, countryName } from './countries.ts';
import { fieldRules } from './field-rules.ts';
import { maximumLengths } from './limits.ts';
import { normaliseEmail, normaliseText } from './normalise.ts';
import { siteKeys } from './site-keys.ts';

/** `choice` is one of a known set, `list` several texts. */
export const partyFieldTypes = ['text', 'number', 'date', 'yesNo', 'choice', 'list'] as const;
export type PartyFieldType = (typeof partyFieldTypes)[number];

/** Null is "no value"; so is an empty list. Dates are ISO 8601 in UTC. */
export type RawValue = string | number | boolean | readonly string[] | null;

export interface PartyField {
  /** Unique within its side. Fields of a location begin with `address.`, or with `location.` where only a business customer's has them. */
  readonly key: string;
  readonly label: string;
  readonly type: PartyFieldType;
  /** Of the customer, or of each of its locations. A filter asks the default location. */
  readonly of: 'customer' | 'location';
  /** Of a `choice`, in the order in which they are offered; a country is checked and called by its own table. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly read: (party: Party, location: Location | null) => RawValue;
  /** Brings a text to the form in which two are equal; without it case and blanks do not count. */
  readonly comparable?: (text: string) => string;
  /** How many characters it takes; null where it is never written. */
  readonly maximum: number | null;
}

export type PartyFields = ReadonlyMap<string, PartyField>;

/** The location that speaks for a customer: the default, else the first by key, however they were read (P11). */
export function mainLocation({ locations }: Party): Location | null {
  let first: Location | null = null;
  for (const location of locations) {
    if (location.isDefault) return location;
    if (first === null || location.key < first.key) first = location;
  }
  return first;
}

/** A country as its code, whether a system holds the code or the name. */
export function comparableCountry(text: string): string {
  return countryCode(text) ?? normaliseText(text);
}

const phoneSigns = /[\s()./-]+/gu;

const comparableForms: Readonly<Partial<Record<string, (text: string) => string>>> = {
  email: (text) => normaliseEmail(text) ?? '',
  phone: (text) => text.replace(phoneSigns, ''),
  'address.phone': (text) => text.replace(phoneSigns, ''),
  'address.country': comparableCountry,
};

type PlainField = Pick<PartyField, 'key' | 'label' | 'type' | 'read'> & Partial<PartyField>;

function field(plain: PlainField): PartyField {
  const comparable = plain.comparable ?? comparableForms[plain.key];
  return {
    of: /^(?:address|location)\./u.test(plain.key) ? 'location' : 'customer',
    maximum: null,
    ...plain,
    ...(comparable === undefined ? {} : { comparable }),
  };
}

function attribute(
  key: string,
  label: string,
  type: PartyFieldType,
  more: Partial<PartyField> = {},
): PartyField {
  return field({ key, label, type, read: (party) => party.attributes?.[key] ?? null, ...more });
}

function customerValue(key: 'firstName' | 'lastName' | 'email' | 'phone', side: Side): PartyField {
  return field({
    key,
    label: fieldRules[key].label,
    type: 'text',
    maximum: maximumLengths[side][key],
    read: ({ values }) => values[key],
  });
}

const addressLabels: Readonly<Record<LocationField, string>> = {
  attention: 'Name on the address',
  company: 'Company',
  phone: 'Phone of the address',
  address1: 'Address line 1',
  address2: 'Address line 2',
  city: 'Suburb or city',
  province: 'State',
  postcode: 'Postcode',
  country: 'Country',
};

function addressValue(part: LocationField, side: Side): PartyField {
  return field({
    key: `address.${part}`,
    label: addressLabels[part],
    type: part === 'country' ? 'choice' : 'text',
    maximum: maximumLengths[side][part],
    read: (_, location) => location?.values[part] ?? null,
  });
}

function countriesOf(party: Party): readonly string[] {
  const countries = party.locations.flatMap(({ active, values }) =>
    active && values.country !== null ? [comparableCountry(values.country)] : [],
  );
  return [...new Set(countries)];
}

function commonFields(side: Side): readonly PartyField[] {
  return [
    customerValue('firstName', side),
    customerValue('lastName', side),
    customerValue('email', side),
    customerValue('phone', side),
    ...(Object.keys(addressLabels) as LocationField[]).map((part) => addressValue(part, side)),
    field({
      key: 'countries',
      label: 'Countries of its addresses',
      type: 'list',
      comparable: comparableCountry,
      read: countriesOf,
    }),
    field({
      key: 'locationCount',
      label: 'Number of addresses',
      type: 'number',
      read: ({ locations }) => locations.filter(({ active }) => active).length,
    }),
    field({ key: 'createdAt', label: 'Created', type: 'date', read: ({ createdAt }) => createdAt || null }),
    field({
      key: 'changedAt',
      label: 'Last changed',
      type: 'date',
      read: ({ revision }) => revision || null,
    }),
  ];
}

const statusLabels: Readonly<Record<PartyStatus, string>> = {
  active: 'Active',
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: 'Inactive',
  oneTime: 'One-Time',
};

const choicesOf = (labels: Readonly<Record<string, string>>): NonNullable<PartyField['choices']> =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const erpFields: readonly PartyField[] = [
  ...commonFields('erp'),
  field({
    key: 'accountName',
    label: 'Account name',
    type: 'text',
    maximum: maximumLengths.erp.accountName,
    read: ({ accountName }) => accountName,
  }),
  field({ key: 'number', label: 'Customer ID', type: 'text', read: ({ number }) => number }),
  field({
    key: 'externalReference',
    label: 'Ext. Ref. Nbr.',
    type: 'text',
    read: ({ externalReference }) => externalReference,
  }),
  field({
    key: 'status',
    label: 'Status',
    type: 'choice',
    choices: choicesOf(statusLabels),
    read: ({ status }) => status,
  }),
  attribute('customerClass', 'Class', 'text'),
  attribute('terms', 'Terms', 'text'),
  attribute('priceClass', 'Price class', 'text'),
  attribute('taxZone', 'Tax zone', 'text'),
  attribute('taxRegistration', 'Tax registration', 'text'),
  attribute('shipVia', 'Ship via', 'text'),
  attribute('shippingTerms', 'Shipping terms', 'text'),
  attribute('noMarketing', fieldRules.noMarketing.label, 'yesNo', {
    maximum: maximumLengths.erp.noMarketing,
  }),
  attribute('doNotEmail', fieldRules.doNotEmail.label, 'yesNo', { maximum: maximumLengths.erp.doNotEmail }),
  attribute('language', 'Language', 'text', { maximum: maximumLengths.erp.erpLanguage }),
  attribute('note', 'Note', 'text', { maximum: maximumLengths.erp.erpNote }),
  attribute('taxExemptionNumber', fieldRules.taxExemptionNumber.label, 'text', {
    maximum: maximumLengths.erp.taxExemptionNumber,
  }),
];

const consentLabels = {
  subscribed: 'Subscribed',
  unsubscribed: 'Unsubscribed',
  pending: 'Pending',
  notSubscribed: 'Not subscribed',
  invalid: 'Invalid',
  redacted: 'Redacted',
} as const;

const accountLabels = {
  enabled: 'Active',
  invited: 'Invited',
  declined: 'Invitation declined',
  disabled: 'None',
} as const;

/** Lengths of what a Shopify customer has besides its values, measured (shopify.md 2.4 and 12); a locale's is that of the longest tag. [VERIFY] */
const shopifyLengths = { tags: 255, note: 5000, language: 35 } as const;

const shopifyFields: readonly PartyField[] = [
  ...commonFields('shopify'),
  field({ key: 'number', label: 'Customer number', type: 'text', read: ({ number }) => number }),
  field({
    key: 'tags',
    label: 'Tags',
    type: 'list',
    maximum: shopifyLengths.tags,
    read: ({ extras }) => extras?.tags ?? null,
  }),
  attribute('orders', 'Number of orders', 'number'),
  attribute('account', 'Account', 'choice', { choices: choicesOf(accountLabels) }),
  field({
    key: 'emailConsent',
    label: 'Consent to marketing by e-mail',
    type: 'choice',
    choices: choicesOf(consentLabels),
    maximum: 20,
    read: ({ extras }) => extras?.emailConsent?.state ?? null,
  }),
  field({
    key: 'taxExempt',
    label: 'Tax exempt',
    type: 'yesNo',
    maximum: 3,
    read: ({ extras }) => extras?.taxExempt ?? null,
  }),
  field({
    key: 'note',
    label: 'Note',
    type: 'text',
    maximum: shopifyLengths.note,
    read: ({ extras }) => extras?.note ?? null,
  }),
  field({
    key: 'language',
    label: 'Language',
    type: 'text',
    maximum: shopifyLengths.language,
    read: ({ extras }) => extras?.locale ?? null,
  }),
];

const byKey = (fields: readonly PartyField[]): PartyFields => new Map(fields.map((each) => [each.key, each]));

/** What a business customer has besides, on either side. */
const businessFields: readonly PartyField[] = [
  field({
    key: 'contactCount',
    label: 'Number of contacts',
    type: 'number',
    read: ({ business }) => business?.contacts.length ?? null,
  }),
  field({
    key: 'taxIds',
    label: 'Tax IDs of its locations',
    type: 'list',
    read: ({ locations }) => [...new Set(locations.flatMap(({ site }) => site?.taxId ?? []))],
  }),
];

/** Of each location of a business customer. */
function siteFields(side: Side): readonly PartyField[] {
  const { locationName, taxId, taxExempt } = siteKeys;
  return [
    field({
      key: locationName,
      label: fieldRules.locationName.label,
      type: 'text',
      maximum: maximumLengths[side].locationName,
      read: (_, location) => location?.name ?? null,
    }),
    field({
      key: taxId,
      label: fieldRules.taxId.label,
      type: 'text',
      maximum: maximumLengths[side].taxId,
      read: (_, location) => location?.site?.taxId ?? null,
    }),
    field({
      key: taxExempt,
      label: fieldRules.taxExempt.label,
      type: 'yesNo',
      maximum: 3,
      read: (_, location) => location?.site?.taxExempt ?? null,
    }),
  ];
}

/** What is said of a person alone; of business customers it is not read. */
const personal: readonly string[] = [
  'firstName',
  'lastName',
  'noMarketing',
  'doNotEmail',
  'language',
  'note',
  'taxExemptionNumber',
];

function companyFields(side: Side, own: readonly PartyField[]): PartyFields {
  const name = field({
    key: 'accountName',
    label: side === 'erp' ? 'Account name' : 'Company name',
    type: 'text',
    maximum: maximumLengths[side].accountName,
    read: ({ accountName }) => accountName,
  });
  const fields = own.filter(({ key }) => key !== name.key && !personal.includes(key));
  return byKey([name, ...siteFields(side), ...fields, ...businessFields]);
}

/** Of a Shopify company, what a customer has there is not known. */
const shopifyCompanyFields = [
  ...commonFields('shopify').filter(({ key }) => key !== 'email' && key !== 'phone'),
  field({ key: 'number', label: 'Company number', type: 'text', read: ({ number }) => number }),
];

const partyFields: Readonly<Record<Entity, Readonly<Record<Side, PartyFields>>>> = {
  customer: { erp: byKey(erpFields), shopify: byKey(shopifyFields) },
  company: { erp: companyFields('erp', erpFields), shopify: companyFields('shopify', shopifyCompanyFields) },
};

/** The fields of a side, in the order in which they are offered; `further` are those of this company or store alone. */
export function partyFieldsOf(
  side: Side,
  further: readonly FurtherField[] = [],
  entity: Entity = 'customer',
): PartyFields {
  const known = partyFields[entity][side];
  if (further.length === 0) return known;
  return new Map([
    ...known,
    ...further.map(({ key, label, type, maximum }): [string, PartyField] => [
      key,
      attribute(key, label, type, { maximum }),
    ]),
  ]);
}

/** What to call a field that is no longer there: `metafield:loyalty.level` was about the `level`. */
export function lostFieldName(key: string): string {
  return key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('.')) + 1);
}

/** What a person calls a value of a field; of a choice that is not known, the value itself. */
export function choiceLabel({ key, choices }: PartyField, value: string): string {
  if (key === 'address.country' || key === 'countries') return countryName(countryCode(value) ?? value);
  return choices?.find((choice) => choice.value === value)?.label ?? value;
}

/** Whether a value can be one of a choice. */
export function isChoice({ key, choices }: PartyField, value: string): boolean {
  if (key === 'address.country') return countryCode(value) !== null;
  return choices === undefined || choices.some((choice) => choice.value === value);
}
