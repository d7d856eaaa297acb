/** What the sync core will ask of a system about the contacts of a business customer. */
import type { Contact, ContactRole } from '../domain/contact.ts';
import type { CustomerValues, FieldValue, Party } from '../domain/party.ts';

/** A role to be given at a location; null takes the one there away. */
export interface RoleChange {
  /** `Location.key` */
  readonly locationKey: string;
  readonly role: ContactRole | null;
}

export interface ContactDraft {
  readonly values: CustomerValues;
  /** ERP ExtRefNbr; null leaves it. */
  readonly externalReference: FieldValue;
  readonly roles: readonly RoleChange[];
}

/** Only what is present is written. `null` clears. */
export interface ContactPatch {
  readonly values: Readonly<Partial<CustomerValues>>;
  readonly externalReference?: FieldValue;
  /** Roles that are not named stay as they are. */
  readonly roles?: readonly RoleChange[];
  /** ERP: false deactivates, true brings back (R26: who moved is deactivated in the old company). */
  readonly active?: boolean;
}

/**
 * Reading and writing one contact with its roles. Each write is one request and answers the contact as the system now holds it: what
 * it did not take, such as roles where the feature is off, is missing there. Refusals and unknown outcomes are those of a `Sink`.
 */
export interface ContactStore {
  /** Whole, with its roles; null when it no longer exists. */
  readContact(key: string, signal: AbortSignal): Promise<Contact | null>;
  createContact(owner: Party, draft: ContactDraft, signal: AbortSignal): Promise<Contact>;
  updateContact(owner: Party, before: Contact, patch: ContactPatch, signal: AbortSignal): Promise<Contact>;
}
