/** What the sync core needs from the outside. Functions over readonly data; the host wires the real ones. */
import type { GivenDefaults } from '../domain/default-rules.ts';
import type { CustomerExtrasDraft, CustomerExtrasPatch, EmailConsent } from '../domain/customer-extras.ts';
import type {
  CustomerField,
  FieldValue,
  FurtherValues,
  LocationField,
  LocationValues,
  Party,
  PartyKind,
  PartyStatus,
  Side,
} from '../domain/party.ts';
import type { Person } from '../domain/person.ts';
import type { ContactDraft, ContactPatch, RoleChange } from './contact-ports.ts';

/** One page of a side's customers, each whole: with all its locations. */
export interface ReadPage {
  readonly parties: readonly Party[];
  /** How many are expected in all, where the side can tell; otherwise null. */
  readonly expected: number | null;
}

export interface ReadSummary {
  /** True only when the side itself said that nothing is left and every nested list was followed to its end (L4). */
  readonly complete: boolean;
  readonly asOf: string;
  readonly requests: number;
  readonly points: number;
  /**
   * Seconds by which the side's clock is ahead of this computer's (HTTP `Date` of its answers); negative where it is behind,
   * absent where no answer told.
   */
  readonly clockAhead?: number;
}

/** Identities to look a record up by before it is created, or after a create whose outcome is unknown. */
export interface Identity {
  /** Whom to look for; absent means individuals. */
  readonly kind?: PartyKind;
  readonly email: FieldValue;
  /** E.164 */
  readonly phone: FieldValue;
  /** ERP CustomerID chosen by us, or null. */
  readonly number: string | null;
  /**
   * Shopify: the ERP's CustomerID that is stored with the customer. Absent or null where none is. Ignored by the ERP but for a
   * business customer, where it is the AccountRef: only the id in it counts (R28).
   */
  readonly externalReference?: FieldValue;
}

/** A business customer, as far as messages about somebody else name it. */
export interface NamedCompany {
  /** `Party.key` */
  readonly key: string;
  readonly name: string;
}

/** The reading half of a system. It has no way to write (L2). */
export interface Source {
  readonly side: Side;
  /**
   * Reads every customer once, in pages, and answers how complete that was. A failed page throws an AppError.
   * `asOf` is fixed before the first page.
   */
  readAll(onPage: (page: ReadPage) => void, signal: AbortSignal): Promise<ReadSummary>;
  /** Reads these records again, whole. A key missing from the answer no longer exists. */
  readByKeys(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Party>>;
  /**
   * Exact look-up, one array per identity in the order given: every record that has that e-mail, phone or number.
   * Answers whole parties. Never a search index alone (L9).
   */
  findByIdentities(
    identities: readonly Identity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Party[])[]>;
  /**
   * Shopify: the company that each of these customers is a contact of, by the customer's gid; who is a contact nowhere is missing.
   * In the ERP contacts are no customers, and the answer is empty.
   */
  companiesOfPeople(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, NamedCompany>>;
  /** What all its readings have cost since it was connected. */
  spent(): Spent;
}

export type Spent = Pick<ReadSummary, 'requests' | 'points'>;

/** Which of these CustomerIDs the ERP has, whatever kind of customer has them. Capitals. */
export type TakenNumbers = (numbers: readonly string[], signal: AbortSignal) => Promise<ReadonlySet<string>>;

/** Reads only what changed, for previews between two full ones. */
export interface ChangeSource {
  /**
   * Reads every customer that changed since `since`, the `asOf` of an earlier complete reading: whole, in pages, each once.
   * `since` is taken with an overlap, so a record may come that did not change; the upper bound, again `asOf`, is fixed before
   * the first page. Deletions are not among it: only a full reading sees them (L4).
   */
  readChanged(since: string, onPage: (page: ReadPage) => void, signal: AbortSignal): Promise<ReadSummary>;
  /**
   * Reads every business customer. They are few, and none can be looked up by its business number or name. Absent where
   * the source cannot tell them apart.
   */
  readCompanies?(onPage: (page: ReadPage) => void, signal: AbortSignal): Promise<ReadSummary>;
}

/** Who placed an order, as far as the order tells. */
export interface OpenOrder {
  /** What people call it: `#1042`, `SO004321`. */
  readonly number: string;
  /**
   * `Party.key` or, in the ERP, `Party.number` of the customer or company; null for a guest's order, which has none.
   */
  readonly customer: { readonly key: string } | { readonly number: string } | null;
}

/** Reads open orders, for the customers that they need. Orders themselves are not synchronised. */
export interface OrderSource {
  /**
   * Every open order, each once; throws where not all could be read.
   * @throws AppError ORDERS_NOT_READABLE where the sign-in may not read them, with what is missing.
   */
  readOpenOrders(signal: AbortSignal): Promise<readonly OpenOrder[]>;
}

export interface LocationDraft {
  /** ERP LocationID, or null to let the ERP number it. Ignored by Shopify. */
  readonly key: string | null;
  readonly values: LocationValues;
  /** ERP LocationName. Ignored by Shopify. */
  readonly name: FieldValue;
  /** ERP ExtRefNbr; null leaves it. Ignored by Shopify. */
  readonly externalReference: FieldValue;
  readonly makeDefault: boolean;
  /** Of a business customer only. */
  readonly site?: SiteDraft;
}

/** What a new location of a business customer gets besides its address. */
export interface SiteDraft {
  readonly taxId: FieldValue;
  readonly taxExempt: boolean;
  /** Shopify only: key of the payment terms; null gives none. */
  readonly terms: FieldValue;
  /** Shopify only: null takes the location's address. */
  readonly billing: LocationValues | null;
}

export interface CustomerDraft {
  readonly values: Readonly<Record<CustomerField, FieldValue>>;
  /** ERP CustomerName. Ignored by Shopify. */
  readonly accountName: FieldValue;
  /** ERP CustomerID, or null to let the ERP number it. Ignored by Shopify. */
  readonly number: string | null;
  /** ERP: AccountRef. Shopify: the ERP's CustomerID, to be stored with the customer; null stores none. */
  readonly externalReference: FieldValue;
  /** ERP: the values of MAIN, which is created with the customer. Null leaves MAIN blank. Ignored by Shopify. */
  readonly main: LocationValues | null;
  /** Absent unless the profile maps them. */
  readonly extras?: CustomerExtrasDraft;
  /** ERP: what the profile's rules by country give; the class gives the rest. Ignored by Shopify. */
  readonly defaults?: GivenDefaults;
  /** Present exactly where a business customer is made: it comes with its first location and, where there is one, its main contact. */
  readonly business?: BusinessDraft;
}

export interface BusinessDraft {
  /** ERP: TermsID; null takes those of the class. Shopify has terms per location: null. */
  readonly terms: FieldValue;
  /** Name, external reference and site of the first location; its address is the draft's `main`. */
  readonly location: Pick<LocationDraft, 'name' | 'externalReference'> & { readonly site: SiteDraft };
  /** Made with the customer, without roles; null where none is, or where the person is a customer already (then it is a write of its own). */
  readonly mainContact: ContactDraft | null;
}

/** Only what is present is written. `null` clears. */
export interface CustomerPatch {
  readonly values: Readonly<Partial<Record<CustomerField, FieldValue>>>;
  /** ERP CustomerName, only when ruling R29 lets it follow. */
  readonly accountName?: FieldValue;
  /** As in a draft. */
  readonly externalReference?: FieldValue;
  /** Absent unless the profile maps them. */
  readonly extras?: CustomerExtrasPatch;
  /** ERP, business customers only: TermsID. */
  readonly terms?: FieldValue;
}

export interface LocationPatch {
  readonly values: Readonly<Partial<Record<LocationField, FieldValue>>>;
  readonly name?: FieldValue;
  readonly externalReference?: FieldValue;
  /** ERP: true sets a deactivated location active again (R10). */
  readonly activate?: boolean;
  /**
   * Of a business customer only. In Shopify the address, the rest of the location, its tax and its terms are requests of their
   * own: a patch holds one of these parts.
   */
  readonly site?: Partial<SiteDraft>;
}

/**
 * The writing half of a system. Each call is one logical write and answers the customer as the system now holds it,
 * as far as the system's answer tells (`party` is merged from what was known before and what was answered), so that the
 * result can be compared with the plan. Refusals throw an AppError: `SINK_REFUSED` family, with `fields`.
 * A call whose outcome cannot be known throws an AppError with code `OUTCOME_UNKNOWN`; it is settled by re-reading (L5).
 */
export interface Sink extends ContactSink, ExtrasSink {
  readonly side: Side;
  createCustomer(draft: CustomerDraft, signal: AbortSignal): Promise<Party>;
  updateCustomer(before: Party, patch: CustomerPatch, signal: AbortSignal): Promise<Party>;
  createLocation(before: Party, draft: LocationDraft, signal: AbortSignal): Promise<LocationResult>;
  updateLocation(before: Party, key: string, patch: LocationPatch, signal: AbortSignal): Promise<Party>;
  setDefaultLocation(before: Party, key: string, signal: AbortSignal): Promise<Party>;
  /** ERP: sets Inactive. Shopify: deletes the address. */
  removeLocation(before: Party, key: string, signal: AbortSignal): Promise<Party>;
  /** ERP: sets the customer Inactive. Shopify has no such state and refuses. */
  deactivateCustomer(before: Party, signal: AbortSignal): Promise<Party>;
  /** ERP: gives the customer back a status it had. Shopify has none and refuses. */
  activateCustomer(before: Party, status: PartyStatus, signal: AbortSignal): Promise<Party>;
  /** Refused with CUSTOMER_HAS_ORDERS (Shopify) or WRITE_REFUSED (ERP: used on documents) where it has to stay. */
  deleteCustomer(before: Party, signal: AbortSignal): Promise<void>;
  /** Shopify: as `removeLocation`. ERP: refused for the default location and where it is used on documents. */
  deleteLocation(before: Party, key: string, signal: AbortSignal): Promise<Party>;
}

/**
 * The writes of a sink that only business customers know. ERP: a contact and its roles are one request. Shopify: roles are
 * requests of their own, so a draft or patch holds none of them; they are set to what is named, whatever they were.
 */
export interface ContactSink {
  /** Shopify: makes the person's customer too, unless `personKey` names one that there is. */
  createContact(
    before: Party,
    draft: ContactDraft & { readonly personKey: string | null },
    signal: AbortSignal,
  ): Promise<ContactResult>;
  updateContact(before: Party, key: string, patch: ContactPatch, signal: AbortSignal): Promise<Party>;
  /** ERP: sets the contact inactive. Shopify: ends the person's part in the company; the customer stays. */
  removeContact(before: Party, key: string, signal: AbortSignal): Promise<Party>;
  setContactRoles(
    before: Party,
    key: string,
    roles: readonly RoleChange[],
    signal: AbortSignal,
  ): Promise<Party>;
  setMainContact(before: Party, key: string, signal: AbortSignal): Promise<Party>;
  /**
   * Shopify: deletes the customer that a contact was, once it is none any more; refused with CUSTOMER_HAS_ORDERS, and with
   * WRITE_REFUSED while the person acts for a company. The ERP, whose contacts are nobody else, refuses.
   */
  deletePerson(person: Person, signal: AbortSignal): Promise<void>;
}

export interface ContactResult {
  readonly party: Party;
  /** Key of the contact that was created. */
  readonly key: string;
}

/**
 * Writes of a sink that are sent only by themselves, and only of individuals. Each call is one logical write, so that a customer
 * that was created stands whatever becomes of its consent; each may be repeated without harm, and the customer, read again, tells
 * whether it was carried out (L5). The ERP refuses what is Shopify's.
 */
export interface ExtrasSink {
  /**
   * Shopify: metafields, all of them set or all of them emptied. ERP: attributes and custom fields. Other ones stay. Of the customer that
   * is answered, `attributes` hold what the system stored of these fields; one without a value is absent.
   */
  setFurther(before: Party, values: FurtherValues, signal: AbortSignal): Promise<Party>;
  /** Other tags stay. */
  addTags(before: Party, tags: readonly string[], signal: AbortSignal): Promise<Party>;
  removeTags(before: Party, tags: readonly string[], signal: AbortSignal): Promise<Party>;
  setEmailConsent(before: Party, consent: EmailConsent, signal: AbortSignal): Promise<Party>;
}

export interface LocationResult {
  readonly party: Party;
  /** Key of the location that was created. */
  readonly key: string;
}

// ---------------------------------------------------------------------------------------------- small ports

export interface Clock {
  /** ISO 8601 UTC */
  now(): string;
  /** Milliseconds that only rise, for durations. */
  elapsed(): number;
  /** Ends early, without a throw, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  next(prefix: string): string;
  sha256(text: string): string;
}

export interface Logger {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

export type ProgressStage =
  'connect' | 'readShopify' | 'readErp' | 'match' | 'suggest' | 'plan' | 'commit' | 'verify';

export interface Progress {
  readonly stage: ProgressStage;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  /** Rows that failed so far; commit only. */
  readonly failed: number;
  readonly secondsLeft: number | null;
}
