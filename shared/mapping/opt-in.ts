/** Fields that only one of the two systems has, as the texts that are compared and shown. Pure. */
import type { ConsentState, EmailConsent } from '../domain/customer-extras.ts';
import {
  erpOptInFields,
  shopifyOptInFields,
  type ErpOptInField,
  type ShopifyOptInField,
} from '../domain/fields.ts';
import {
  isFurtherKey,
  namedOptInFields,
  sideOfFurther,
  type CustomerField,
  type FieldValue,
  type OptInField,
  type OptInValues,
  type Party,
  type Side,
} from '../domain/party.ts';
import { joinItems } from './items.ts';
import type { MappingWay } from './mapping-table.ts';
import { fieldValueOf } from './template-value.ts';

export function isOptIn(key: string): key is OptInField {
  return namedOptInFields.some((field) => field === key) || isFurtherKey(key);
}

const isErpField = (field: OptInField): field is ErpOptInField =>
  erpOptInFields.some((each) => each === field);

/** The system that has the field, and is written to. */
export function sideOfOptIn(field: OptInField): Side {
  if (isFurtherKey(field)) return sideOfFurther(field);
  return isErpField(field) ? 'erp' : 'shopify';
}

/** What filters and mappings call them, by their names here: the ERP has a note and a language of its own. */
export const erpOptInKeys: Readonly<Record<ErpOptInField, string>> = {
  erpNote: 'note',
  erpLanguage: 'language',
  noMarketing: 'noMarketing',
  doNotEmail: 'doNotEmail',
  taxExemptionNumber: 'taxExemptionNumber',
};

/** The same; null for one of Shopify. */
export function erpOptInKey(field: OptInField): string | null {
  return !isFurtherKey(field) && isErpField(field) ? erpOptInKeys[field] : null;
}

/** Which of them the row of a mapping writes; null for any other row. */
export function optInOfRow(way: MappingWay, key: string): OptInField | null {
  if (isFurtherKey(key)) return (way === 'export') === (sideOfFurther(key) === 'shopify') ? key : null;
  if (way === 'export') return shopifyOptInFields.find((field) => field === key) ?? null;
  return erpOptInFields.find((field) => erpOptInKeys[field] === key) ?? null;
}

/** Whether a text is the name of a state that Shopify can be given (domain facts 2.4): the others it sets by itself. */
export const givenConsents = [
  'subscribed',
  'unsubscribed',
  'pending',
] as const satisfies readonly ConsentState[];
type GivenConsent = (typeof givenConsents)[number];

export function isGivenConsent(text: FieldValue): text is GivenConsent {
  return givenConsents.some((state) => state === text);
}

/** Who subscribes by a mapping agreed once, as far as is known; Shopify takes `pending` as confirmed only (domain facts 12.2). */
const consentLevels: Readonly<Record<GivenConsent, EmailConsent['level']>> = {
  subscribed: 'single',
  pending: 'confirmed',
  unsubscribed: null,
};

export function consentOf(state: GivenConsent): EmailConsent {
  return { state, level: consentLevels[state], at: null };
}

/** What a customer holds of such a field of its own side. */
export function heldOptIn(party: Party, field: OptInField): FieldValue {
  const attribute = (key: string): FieldValue => fieldValueOf(party.attributes?.[key] ?? null);
  if (isFurtherKey(field)) return attribute(field);
  return isErpField(field) ? attribute(erpOptInKeys[field]) : heldInShopify(party, field);
}

function heldInShopify({ extras }: Party, field: ShopifyOptInField): FieldValue {
  if (extras === undefined) return null;
  switch (field) {
    case 'tags':
      return joinItems(extras.tags);
    case 'note':
      return extras.note;
    case 'language':
      return extras.locale;
    case 'taxExempt':
      return extras.taxExempt ? 'yes' : 'no';
    case 'emailConsent':
      return extras.emailConsent?.state ?? null;
  }
}

export function optInFieldsOf({ optIn = {} }: Party): readonly OptInField[] {
  return [...namedOptInFields, ...Object.keys(optIn).filter(isFurtherKey).toSorted()].filter(
    (field) => optIn[field] !== undefined,
  );
}

/** A customer with what it holds of these fields, as far as they are its side's; any other record as it is. */
export function withOptIn(party: Party, fields: readonly OptInField[]): Party {
  const own = fields.filter((field) => sideOfOptIn(field) === party.side);
  if (party.kind === 'company' || own.length === 0) return party;
  const values = own.map((field) => [field, heldOptIn(party, field)]);
  return { ...party, optIn: { ...party.optIn, ...(Object.fromEntries(values) as OptInValues) } };
}

/** A record with what it holds of these fields, as far as they are its side's, and with nothing else that is opted into. */
export function withHeldOnly(party: Party, fields: readonly OptInField[]): Party {
  const { optIn: _, ...asRead } = party;
  return withOptIn(asRead, fields);
}

/** A record that was read, as the answer to a write tells it: without what the rules make of it for the other side. */
export function asAnswered(party: Party): Party {
  return withHeldOnly(party, optInFieldsOf(party));
}

/** The fields that a rule makes of a record, for the other side. */
export function optInMadeOf(party: Party): readonly OptInField[] {
  return optInFieldsOf(party).filter((field) => sideOfOptIn(field) !== party.side);
}

/** What a sync compares of a person itself: the values that both systems have, and those that were opted into. */
export function ownValuesOf({
  values,
  optIn,
}: Party): OptInValues & Readonly<Record<CustomerField, FieldValue>> {
  return { ...values, ...optIn };
}
