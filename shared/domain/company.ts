/**
 * A business customer as one of the two systems holds it: with its locations, its contacts, and their roles at each location.
 * Values keep their original text, as those of a `Party` do; only blank text is "no value".
 */
import type { FieldValue, LocationValues, Side } from './party.ts';

/** When an invoice is due. */
export interface PaymentTerms {
  readonly key: string;
  readonly name: string;
  /** Days after the invoice; null where days are not what it goes by. */
  readonly dueInDays: number | null;
  readonly kind: 'net' | 'receipt' | 'fulfilment' | 'fixed' | 'unknown';
}

export interface CompanyLocation {
  readonly key: string;
  readonly name: string;
  /** The ERP's id of the location, unique among the locations of all companies. */
  readonly externalId: FieldValue;
  /** Of the location; each address has one of its own. */
  readonly phone: FieldValue;
  readonly note: FieldValue;
  readonly locale: FieldValue;
  /** ISO 4217 */
  readonly currency: string;
  /** Their `company` is always the company's name. */
  readonly shipping: LocationValues | null;
  readonly billing: LocationValues | null;
  readonly taxExempt: boolean;
  /** ABN or NZBN. */
  readonly taxRegistrationId: FieldValue;
  readonly paymentTerms: PaymentTerms | null;
  /** Remote modification stamp, ISO 8601 in UTC. */
  readonly revision: string;
}

/** What a contact may do at a location: "Location admin" or "Ordering only". Every company has roles of its own. */
export interface CompanyRole {
  readonly key: string;
  readonly name: string;
}

/** One role of one contact at one location; a contact has no second one there. */
export interface RoleAssignment {
  readonly key: string;
  readonly roleKey: string;
  readonly locationKey: string;
}

/** A person of a company. In Shopify each is a customer too, and is written through to it. */
export interface CompanyContact {
  readonly key: string;
  readonly customerKey: string;
  readonly firstName: FieldValue;
  readonly lastName: FieldValue;
  readonly email: FieldValue;
  /** E.164 */
  readonly phone: FieldValue;
  /** What the person does there, as text: "Buyer". */
  readonly title: FieldValue;
  readonly isMain: boolean;
  readonly roles: readonly RoleAssignment[];
  readonly revision: string;
}

export interface Company {
  readonly side: Side;
  /** Immutable remote identity. Shopify: the company's gid. */
  readonly key: string;
  /** What people call the record. Shopify: the digits of the gid. */
  readonly number: string;
  readonly name: string;
  /** The ERP's CustomerID, unique among companies. */
  readonly externalId: FieldValue;
  readonly note: FieldValue;
  /** ISO 8601 */
  readonly customerSince: string;
  readonly mainContactKey: string | null;
  readonly roles: readonly CompanyRole[];
  readonly locations: readonly CompanyLocation[];
  readonly contacts: readonly CompanyContact[];
  readonly revision: string;
  readonly createdAt: string;
}
