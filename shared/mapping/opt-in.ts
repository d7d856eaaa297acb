/** Fields that only Shopify has, as the texts that are compared and shown. Pure. */
import type { ConsentState, EmailConsent } from '../domain/customer-extras.ts';
import {
  optInFields,
  type CustomerField,
  type FieldValue,
  type OptInField,
  type OptInValues,
  type Party,
} from '../domain/party.ts';
import { joinItems } from './items.ts';

export function isOptIn(key: string): key is OptInField {
  return optInFields.some((field) => field === key);
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

/** What a customer of Shopify holds of such a field. */
export function heldOptIn({ extras }: Party, field: OptInField): FieldValue {
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
  return optInFields.filter((field) => optIn[field] !== undefined);
}

/** A customer of Shopify with what it holds of these fields; any other record as it is. */
export function withOptIn(party: Party, fields: readonly OptInField[]): Party {
  if (party.side === 'erp' || party.kind === 'company' || fields.length === 0) return party;
  const values = fields.map((field) => [field, heldOptIn(party, field)]);
  return { ...party, optIn: Object.fromEntries(values) as OptInValues };
}

/** What a sync compares of a person itself: the values that both systems have, and those that were opted into. */
export function ownValuesOf({
  values,
  optIn,
}: Party): OptInValues & Readonly<Record<CustomerField, FieldValue>> {
  return { ...values, ...optIn };
}
