/** What the sync core needs from the outside for companies: the counterpart of `ports.ts` for customers. */
import type { Company, PaymentTerms } from '../domain/company.ts';
import type { FieldValue, LocationValues } from '../domain/party.ts';
import type { ReadSummary } from './ports.ts';

/** One page of a side's companies, each whole: with all locations, contacts and roles. */
export interface CompanyPage {
  readonly companies: readonly Company[];
  /** How many are expected in all, where the side can tell; otherwise null. */
  readonly expected: number | null;
}

/** The reading half. It has no way to write (L2). */
export interface CompanySource {
  /** Every company once, in pages. `complete` and `asOf` as of a `Source`. */
  readAll(onPage: (page: CompanyPage) => void, signal: AbortSignal): Promise<ReadSummary>;
  /**
   * Every company that changed, or of which a location changed, since the `asOf` of an earlier complete reading: whole, each
   * once, with an overlap. A change of a contact's person is a change of its customer, and comes with the customers. Deletions
   * are not among it (L4).
   */
  readChanged(since: string, onPage: (page: CompanyPage) => void, signal: AbortSignal): Promise<ReadSummary>;
  /** Reads these companies again, whole and past every index. A key missing from the answer no longer exists. */
  readByKeys(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Company>>;
  /** Exact look-up, one answer per external ID in the order given. */
  findByExternalIds(
    externalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (Company | null)[]>;
  /** The payment terms that can be chosen. */
  readPaymentTerms(signal: AbortSignal): Promise<readonly PaymentTerms[]>;
}

export interface CompanyLocationDraft {
  readonly name: string;
  readonly externalId: FieldValue;
  readonly phone: FieldValue;
  readonly note: FieldValue;
  readonly locale: FieldValue;
  readonly shipping: LocationValues | null;
  readonly billing: LocationValues | 'asShipping' | null;
  readonly taxExempt: boolean;
  readonly taxRegistrationId: FieldValue;
  readonly paymentTerms: PaymentTerms | null;
}

/** A person who is no customer yet. */
export interface CompanyContactDraft {
  readonly firstName: FieldValue;
  readonly lastName: FieldValue;
  readonly email: FieldValue;
  readonly phone: FieldValue;
  readonly title: FieldValue;
}

export interface CompanyDraft {
  readonly name: string;
  /** By which a create of unknown outcome is found again (L5), so there is always one. */
  readonly externalId: string;
  readonly note: FieldValue;
  /** Can be set only now. Null is the moment of the write. */
  readonly customerSince: string | null;
  /** The first location, the ERP's MAIN, comes with the company. */
  readonly location: CompanyLocationDraft;
  readonly mainContact: CompanyContactDraft | null;
}

/** Only what is present is written. `null` clears. */
export interface CompanyPatch {
  readonly name?: string;
  readonly externalId?: FieldValue;
  readonly note?: FieldValue;
}

/** Only what is present is written. `null` clears. Addresses, tax and terms are writes of their own. */
export interface CompanyLocationPatch {
  readonly name?: string;
  readonly externalId?: FieldValue;
  readonly phone?: FieldValue;
  readonly note?: FieldValue;
  readonly locale?: FieldValue;
}

/** Only what is present is written. `null` clears; a contact is never without e-mail. */
export interface CompanyContactPatch {
  readonly firstName?: FieldValue;
  readonly lastName?: FieldValue;
  readonly email?: string;
  readonly phone?: FieldValue;
  readonly title?: FieldValue;
}

export interface CompanyTaxPatch {
  readonly taxExempt?: boolean;
  readonly taxRegistrationId?: FieldValue;
}

export type AddressPurpose = 'shipping' | 'billing';

/** A company after something was made in it, and the key of that. */
export interface MadeInCompany {
  readonly company: Company;
  readonly key: string;
}

/**
 * The writing half. As of a `Sink`: each call is one logical write and answers the company as the system now holds it, as far as
 * the answer tells; what is refused, and what is not known, is an AppError. Whatever is made is found again by reading: a
 * company by its external ID, a location, contact or role in its company, read by key.
 */
export interface CompanySink {
  createCompany(draft: CompanyDraft, signal: AbortSignal): Promise<Company>;
  updateCompany(before: Company, patch: CompanyPatch, signal: AbortSignal): Promise<Company>;
  /** With its locations and contacts; the people stay customers. @throws AppError COMPANY_HAS_ORDERS */
  deleteCompany(before: Company, signal: AbortSignal): Promise<void>;

  createLocation(before: Company, draft: CompanyLocationDraft, signal: AbortSignal): Promise<MadeInCompany>;
  updateLocation(
    before: Company,
    key: string,
    patch: CompanyLocationPatch,
    signal: AbortSignal,
  ): Promise<Company>;
  /** Replaces the location's address for these purposes as a whole. */
  assignAddress(
    before: Company,
    key: string,
    purposes: readonly AddressPurpose[],
    values: LocationValues,
    signal: AbortSignal,
  ): Promise<Company>;
  updateTax(before: Company, key: string, patch: CompanyTaxPatch, signal: AbortSignal): Promise<Company>;
  /** Null takes the terms away. */
  assignPaymentTerms(
    before: Company,
    key: string,
    terms: PaymentTerms | null,
    signal: AbortSignal,
  ): Promise<Company>;
  removeLocation(before: Company, key: string, signal: AbortSignal): Promise<Company>;

  /** Makes the person's customer too. */
  createContact(before: Company, draft: CompanyContactDraft, signal: AbortSignal): Promise<MadeInCompany>;
  /** `name` is how messages call the customer. */
  assignContact(
    before: Company,
    customer: { readonly key: string; readonly name: string },
    signal: AbortSignal,
  ): Promise<MadeInCompany>;
  updateContact(
    before: Company,
    key: string,
    patch: CompanyContactPatch,
    signal: AbortSignal,
  ): Promise<Company>;
  /** Ends the person's part in the company, with all roles; the customer stays. */
  removeContact(before: Company, key: string, signal: AbortSignal): Promise<Company>;
  setMainContact(before: Company, key: string, signal: AbortSignal): Promise<Company>;
  /** Answers the key of the assignment. */
  assignRole(
    before: Company,
    contactKey: string,
    role: { readonly roleKey: string; readonly locationKey: string },
    signal: AbortSignal,
  ): Promise<MadeInCompany>;
  revokeRole(
    before: Company,
    contactKey: string,
    assignmentKey: string,
    signal: AbortSignal,
  ): Promise<Company>;
}
