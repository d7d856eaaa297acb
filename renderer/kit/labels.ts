/** The words of the screens for the values of the contract. Each record is complete by its type. */
import type {
  CustomerField,
  LocationField,
  NamedField,
  PartyStatus,
  Side,
} from '../../shared/domain/party.ts';
import { furtherLabel, isFurtherKey } from '../../shared/domain/fields.ts';
import { fillText } from '../../shared/domain/error-catalogue.ts';
import { noteCatalogue } from '../../shared/domain/note-catalogue.ts';
import type { Direction } from '../../shared/domain/settings.ts';
import type { Note } from '../../shared/sync/plan.ts';
import type { RecordStatus } from '../../shared/sync/ledger-port.ts';
import type { ProgressStage } from '../../shared/sync/ports.ts';

/** Short, for sentences. */
export const systemNames: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };
/** Whole, for headings. */
export const systemTitles: Readonly<Record<Side, string>> = { erp: 'MYOB Acumatica', shopify: 'Shopify' };

const customerFieldLabels: Readonly<Record<CustomerField, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
};

const locationFieldLabels: Readonly<Record<LocationField, string>> = {
  attention: 'Attention',
  company: 'Company',
  phone: 'Phone',
  address1: 'Address line 1',
  address2: 'Address line 2',
  city: 'Suburb or city',
  province: 'State',
  postcode: 'Postcode',
  country: 'Country',
};

const fieldLabels: Readonly<Record<NamedField, string>> = {
  ...customerFieldLabels,
  ...locationFieldLabels,
  accountName: 'Name',
  terms: 'Payment terms',
  locationName: 'Location name',
  taxId: 'Tax registration ID',
  taxExempt: 'Tax exempt',
  tags: 'Tags',
  note: 'Note',
  language: 'Language',
  emailConsent: 'Consent to marketing by e-mail',
  erpNote: 'Note in MYOB',
  erpLanguage: 'Language in MYOB',
  noMarketing: 'No marketing',
  doNotEmail: 'Do not e-mail',
  taxExemptionNumber: 'Tax exemption number',
};

/** What a field is called, and what an error names: one of ours by its label, anything else as it stands. */
export function fieldLabel(name: string): string {
  if (isFurtherKey(name)) return furtherLabel(name);
  return Object.hasOwn(fieldLabels, name) ? fieldLabels[name as NamedField] : name;
}

/** The same within a sentence: `tax registration ID`. */
export function fieldInSentence(name: string): string {
  const label = fieldLabel(name);
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

export const directionLabels: Readonly<Record<Direction, string>> = {
  bidirectional: 'Both ways',
  import: 'Import: Shopify to MYOB',
  export: 'Export: MYOB to Shopify',
};

export const partyStatusLabels: Readonly<Record<PartyStatus, string>> = {
  active: 'Active',
  onHold: 'On hold',
  creditHold: 'Credit hold',
  inactive: 'Inactive',
  oneTime: 'One-time',
};

export const recordStatusLabels: Readonly<Record<RecordStatus, string>> = {
  prepared: 'Prepared',
  processed: 'Processed',
  failed: 'Failed',
  aborted: 'Aborted',
  skipped: 'Skipped',
  deleted: 'Deleted',
  filtered: 'Filtered',
  invalid: 'Invalid',
  conflict: 'Conflict',
  ambiguous: 'Ambiguous',
  stale: 'Stale',
};

export const stageLabels: Readonly<Record<ProgressStage, string>> = {
  connect: 'Connect to both systems',
  readShopify: 'Read customers from Shopify',
  readErp: 'Read customers from MYOB Acumatica',
  match: 'Find the pairs',
  suggest: 'Look for near matches',
  plan: 'Compare and build the preview',
  commit: 'Write the approved changes',
  verify: 'Read back and compare',
};

export function noteText(note: Note): string {
  return fillText(noteCatalogue[note.code], note.params);
}
