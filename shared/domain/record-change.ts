/** What somebody changed in a record after a preview had shown it, value by value. Plain data, and its sentence. */
import type {
  CompanyField,
  CustomerField,
  FieldName,
  FieldValue,
  LocationField,
  OptInField,
  Side,
  SiteField,
} from './party.ts';

/** What can change of a customer; the last two of a business customer. */
export type ChangedMember =
  CustomerField | CompanyField | OptInField | 'number' | 'status' | 'isGuest' | 'mainContact';
/** What can change of a location. `there`: it was added or removed. */
export type ChangedLocationMember =
  LocationField | SiteField | 'terms' | 'billing' | 'name' | 'isDefault' | 'active' | 'inherits' | 'there';
/** What can change of a contact. `role`: what it may do at a location. */
export type ChangedContactMember = CustomerField | 'active' | 'person' | 'role' | 'there';

export interface RecordChange {
  readonly side: Side;
  /** What a person calls the location or the contact, of a role both; null for the customer itself. */
  readonly location: string | null;
  readonly member: ChangedMember | ChangedLocationMember | ChangedContactMember;
  /** As the preview showed it. */
  readonly before: FieldValue;
  readonly now: FieldValue;
}

const memberLabels: Readonly<Record<Exclude<RecordChange['member'], FieldName | 'there'>, string>> = {
  number: 'ID',
  status: 'Status',
  isGuest: 'Guest customer',
  name: 'Location name',
  isDefault: 'Default',
  active: 'Active',
  inherits: 'Same as the customer',
  mainContact: 'Main contact',
  billing: 'Billing address',
  person: 'Customer',
  role: 'Role',
};

const systems: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };

/** `E-mail` or `Postcode of 12 Wharf Street`; `labelOf` says what a field is called. */
export function changeLabel(
  { member, location }: RecordChange,
  labelOf: (field: FieldName) => string,
): string {
  if (member === 'there') return location ?? '';
  const label = Object.hasOwn(memberLabels, member)
    ? memberLabels[member as keyof typeof memberLabels]
    : labelOf(member as FieldName);
  return location === null ? label : `${label} of ${location}`;
}

/** `E-mail in Shopify was "mia@example.com" in your preview and is "mia.n@example.com" now.` */
export function changeSentence(change: RecordChange, labelOf: (field: FieldName) => string): string {
  const { side, member, before, now } = change;
  const label = changeLabel(change, labelOf);
  const system = systems[side];
  if (member === 'there') {
    return `${label} was ${before === null ? 'added' : 'removed'} in ${system} since your preview.`;
  }
  const shown = (value: FieldValue): string => (value === null ? 'empty' : `"${value}"`);
  return `${label} in ${system} was ${shown(before)} in your preview and is ${shown(now)} now.`;
}
