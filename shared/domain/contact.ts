/** A person who acts for a business customer, and what that person may do at which of its locations. */
import type { CustomerValues, FieldValue } from './fields.ts';

/** Shopify: "Ordering only" and "Location admin". ERP: User and Admin. */
export const contactRoles = ['orderingOnly', 'locationAdmin'] as const;
export type ContactRole = (typeof contactRoles)[number];

/** The role a contact has at one location. A person has one role at a location. */
export interface RoleAssignment {
  /** Immutable remote identity of the assignment. ERP: the guid of the line. Shopify: its gid. */
  readonly key: string;
  /** `Location.key` */
  readonly locationKey: string;
  /** Null for a role that Accord does not know; it is shown and left alone. */
  readonly role: ContactRole | null;
}

export interface Contact {
  /** Immutable remote identity. ERP: NoteID (guid, lower case). Shopify: the company contact's gid. */
  readonly key: string;
  /** ERP: ContactID. Shopify: the customer's legacy id. */
  readonly number: string;
  readonly values: CustomerValues;
  /** False in the ERP once it was deactivated; always true in Shopify, which deletes. */
  readonly active: boolean;
  /** ERP ExtRefNbr (`<customer id> - <store>`), from endpoint 24.200; otherwise null. */
  readonly externalReference: FieldValue;
  /** Shopify: gid of the customer that the contact is; absent in the ERP. */
  readonly personKey?: string;
  readonly roles: readonly RoleAssignment[];
  /** Remote modification stamp, ISO 8601 in UTC. A hint only. */
  readonly revision: string;
}
