/**
 * The neutral record that both readers produce and the sync core works on.
 *
 * Values keep their original text: nothing is normalised away when it is read. Two values are compared through
 * `shared/mapping` (e-mail, phone, address, name normalisers), so that a reviewer always sees what is really stored.
 */

import type { Contact } from './contact.ts';
import type { CustomerExtras } from './customer-extras.ts';
import type { CustomerValues, FieldValue, LocationValues, OptInValues } from './fields.ts';

export { customerFields, isFurtherKey, locationFields, namedOptInFields, sideOfFurther } from './fields.ts';
export type {
  CompanyField,
  CustomerField,
  CustomerValues,
  FieldName,
  FieldValue,
  FurtherKey,
  FurtherValues,
  LocationField,
  LocationValues,
  NamedField,
  OptInField,
  OptInValues,
  SiteField,
} from './fields.ts';

/** The two systems. `erp` is MYOB Acumatica. */
export type Side = 'erp' | 'shopify';

/** What a profile can synchronise. Locations and contacts are children of these two. */
export const entities = ['customer', 'company'] as const;
export type Entity = (typeof entities)[number];

export type PartyKind = 'individual' | 'company';

/** ERP: Active, On Hold, Credit Hold, Inactive, One-Time. Shopify customers are always `active`. */
export type PartyStatus = 'active' | 'onHold' | 'creditHold' | 'inactive' | 'oneTime';

/** A customer location of the ERP, or an address of a Shopify customer. */
export interface Location {
  /** Stable within its customer. ERP: LocationID (`MAIN`, `L000052`). Shopify: the address gid, verbatim. */
  readonly key: string;
  readonly values: LocationValues;
  /** ERP LocationName, which Shopify addresses do not have. */
  readonly name: FieldValue;
  readonly isDefault: boolean;
  /** Always true in Shopify. */
  readonly active: boolean;
  /** ERP ExtRefNbr (`<address id> - <store>`), from endpoint 24.200; otherwise null. */
  readonly externalReference: FieldValue;
  /**
   * ERP only: address and contact come from the customer's main contact because both Override boxes are off
   * (form AR303020). A write to such a location is a write to the customer. False in Shopify.
   */
  readonly inherits: boolean;
  /** Of business customers only. */
  readonly site?: Site;
}

/** What a location of a business customer has besides its address; its name is the location's. */
export interface Site {
  /** ABN, NZBN and the like. ERP: TaxRegistrationID of the location. */
  readonly taxId: FieldValue;
  readonly taxExempt: boolean;
  /** Shopify: key of its payment terms, or null for none. The ERP has them per customer: null. */
  readonly terms: FieldValue;
  /** Where invoices go, where that is another address than the location's; otherwise null. The ERP has one per customer. */
  readonly billing: LocationValues | null;
}

/** What makes a customer a business customer. */
export interface Business {
  /** In no order that means anything. */
  readonly contacts: readonly Contact[];
  /** `Contact.key` */
  readonly mainContactKey: string | null;
  /** ERP: TermsID. Shopify has terms per location: null. */
  readonly terms: FieldValue;
}

/** What others attach to a Shopify customer, and would be lost with it. */
export type Attachment = 'orders' | 'note' | 'tags' | 'account';

/** A value that only one of the two systems has, such as the ERP's class or Shopify's number of orders. */
export type PartyAttribute = string | number | boolean | readonly string[];

/** A customer as one of the two systems holds it. */
export interface Party {
  readonly side: Side;
  readonly kind: PartyKind;
  /** Immutable remote identity. ERP: NoteID (guid, lower case). Shopify: the customer's gid. */
  readonly key: string;
  /** What people call the record. ERP: CustomerID. Shopify: the legacy id (digits). */
  readonly number: string;
  readonly values: CustomerValues;
  /** ERP CustomerName, Shopify displayName. Follows the person's name only by ruling R29. */
  readonly accountName: FieldValue;
  /** True where first and last name were split out of CustomerName at the first space: compare them joined. */
  readonly nameIsSplit: boolean;
  readonly status: PartyStatus;
  /** The ERP's generic guest customer; it is never synchronised. */
  readonly isGuest: boolean;
  /**
   * The other system's record as this one names it. ERP: AccountRef (`<Shopify id> - <store>`). Shopify: the ERP's CustomerID,
   * where the profile stores it with the customer, otherwise null.
   */
  readonly externalReference: FieldValue;
  readonly locations: readonly Location[];
  /** Remote modification stamp, ISO 8601 in UTC. A hint only: content is compared, not clocks. */
  readonly revision: string;
  readonly createdAt: string;
  /** Further original values a reviewer may want to see, label to text (class, tags, note, number of orders). */
  readonly facts: Readonly<Record<string, string>>;
  /** Read from Shopify only; absent where there is nothing of the kind. */
  readonly attached?: readonly Attachment[];
  /** Absent in the ERP. */
  readonly extras?: CustomerExtras;
  /** Present exactly where `kind` is `company`. Its `values` are then blank, but for the ERP's own e-mail and phone. */
  readonly business?: Business;
  /** For filters and mappings, by the key of its field in `shared/mapping/party-fields.ts`; what has no value is absent. */
  readonly attributes?: Readonly<Record<string, PartyAttribute>>;
  /**
   * Fields that take part only because the profile maps them: what a record holds of those that are written to its side, and what the
   * rules make of it for those of the other side. Absent where none do.
   */
  readonly optIn?: OptInValues;
  /** The record as it was read, where the profile's mapping shows it otherwise (ADR 19). */
  readonly asRead?: Party;
}

/** A short way to name a record to a person: list rows, messages, candidates. */
export interface PartySummary {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly email: FieldValue;
  readonly phone: FieldValue;
  readonly locationCount: number;
  readonly status: PartyStatus;
  /** Of the default location, as it is stored. */
  readonly country: FieldValue;
}

/** The person's name as one text, or null when both parts are blank. */
export function joinName(firstName: FieldValue, lastName: FieldValue): FieldValue {
  const joined = [firstName, lastName]
    .filter((part) => part !== null && part.trim() !== '')
    .join(' ')
    .trim();
  return joined === '' ? null : joined;
}

/** What to call a party on screen: person, else account name, else e-mail, else phone, else its number. */
export function nameOf(party: Party): string {
  const { firstName, lastName, email, phone } = party.values;
  return joinName(firstName, lastName) ?? party.accountName ?? email ?? phone ?? party.number;
}

/** The default location's country as it is stored, else that of the first by key that has one, whatever their order (P11). */
export function defaultCountry(party: Party): FieldValue {
  const main = party.locations.find((location) => location.isDefault)?.values.country ?? null;
  if (main !== null) return main;
  const [first] = party.locations
    .filter(({ values }) => values.country !== null)
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return first?.values.country ?? null;
}

export function summarise(party: Party): PartySummary {
  return {
    key: party.key,
    number: party.number,
    name: nameOf(party),
    email: party.values.email,
    phone: party.values.phone,
    locationCount: party.locations.filter((location) => location.active).length,
    status: party.status,
    country: defaultCountry(party),
  };
}

export function otherSide(side: Side): Side {
  return side === 'erp' ? 'shopify' : 'erp';
}
