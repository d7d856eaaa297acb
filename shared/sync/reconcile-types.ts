/** What the reconcile stage takes and gives. Pure data in, pure data out; the context answers questions about the rest. */
import type { CustomerValues, FieldValue, Party, PartyKind, PartySummary, Side } from '../domain/party.ts';
import type { Direction, Policies, Profile } from '../domain/settings.ts';
import { accountNameRule, unmappedFields, type MakeAccountName } from '../mapping/projection.ts';
import type { TermsPair } from '../mapping/terms.ts';
import type { Evidence, Note, PlanRow, PlanRowRecords } from './plan.ts';
import type { ContactTie } from './contact-choices.ts';
import type { LocationChoices, MoveWithState } from './location-choices.ts';
import type { Link } from './ledger-port.ts';

export interface ReconcileSettings {
  readonly direction: Direction;
  /** Decides with `policies.conflicts` `primary`, and which deletion R12 speaks of. */
  readonly primary: Side;
  /** False: no address is read, compared or copied (R27). */
  readonly withLocations: boolean;
  readonly policies: Policies;
  /** Country (ISO alpha-2) of national phone numbers without a country of their own. */
  readonly homeCountry: string;
  /** Keys of fields that do not flow in a direction; absent where all do. */
  readonly unmapped?: Readonly<Record<'import' | 'export', ReadonlySet<string>>>;
  /** The profile's rule for the name of a customer in the ERP; null or absent where it has none. */
  readonly makeAccountName?: MakeAccountName | null;
  /** Of business customers only: which terms mean the same, and whether they go to locations that differ from each other. */
  readonly terms?: { readonly pairs: readonly TermsPair[]; readonly always: boolean };
}

/** Questions about all other business customers, and about persons who act for them. */
export interface CompanyContext {
  /** A record of Shopify that carries this id of the ERP already. */
  externalIdOwner(of: 'company' | 'location', id: string, exceptKey: string | null): PartySummary | null;
  /** The customer of Shopify with this normalised e-mail, and whether it is only made by this plan. */
  customerWithEmail(email: string): KnownCustomer | null;
  /**
   * The customer of Shopify who has, or by this plan will have, this E.164 phone; `except` are the contact of the ERP that asks, and
   * the customer of Shopify that is written.
   */
  customerWithPhone(e164: string, except: Both<string | null>): PartySummary | null;
  /** A company of Shopify, other than `exceptKey`, of which the person with this normalised e-mail is a contact. */
  companyOfPerson(email: string, exceptKey: string | null): PartySummary | null;
  /** An older customer of the ERP that gives this person to a company of Shopify first. */
  claimantOfPerson(email: string, erp: Party): PartySummary | null;
  /** The company of that side that a contact of `party` went to, or came from (R26). */
  moveOf(party: Party, contactKey: string): ContactMove | null;
}

export interface KnownCustomer {
  readonly customer: PartySummary;
  /** True where this plan makes the customer: it is not there yet. */
  readonly isPlanned: boolean;
  /** Null where they are not known here. */
  readonly values: CustomerValues | null;
}

export interface ContactMove {
  readonly way: 'to' | 'from';
  readonly other: PartySummary;
  /** The system in which it moved. */
  readonly side: Side;
}

/** Questions about all other records. Answers must not depend on the order in which rows are reconciled. */
export interface ReconcileContext {
  /** Another record of that side with this normalised e-mail; `exceptKey` is the record being written, null for a new one. */
  emailOwner(side: Side, email: string, exceptKey: string | null): PartySummary | null;
  /** Another record of that side with this E.164 phone; of the ERP, one that the phone alone identifies (R7). */
  phoneOwner(side: Side, e164: string, exceptKey: string | null): PartySummary | null;
  /** Why a record takes no part, or null: outside the profile's filter, or, without link, by its status (R19, R34). */
  isFiltered(party: Party, isLinked: boolean): Note | null;
  /**
   * Whether that side was read to its end, every record or the records that were asked for with all their parts. Only then is what
   * is missing deleted (L4).
   */
  isComplete(side: Side, what: 'records' | 'parts'): boolean;
  /** CustomerID of the next customer created in the ERP; null lets the ERP number it. */
  nextNumber(): string | null;
  /** LocationID of the next further location; null lets the ERP number it. */
  nextLocationNumber(): string | null;
  /** `partyHash`, to see whether a record whose link ended was changed since. */
  contentHash(party: Party): string;
  /** Asked for business customers only. */
  readonly companies?: CompanyContext;
}

export interface ReconcileInput {
  /** At least one of the two is present. */
  readonly erp: Party | null;
  readonly shopify: Party | null;
  /** Can be an ended one where only one record is present. */
  readonly link: Link | null;
  readonly evidence: readonly Evidence[];
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
  /** What a person said about the locations; absent where nothing was said. */
  readonly locations?: LocationChoices<MoveWithState>;
  /** What a person said about the contacts; absent where nothing was said. */
  readonly contacts?: readonly ContactTie[];
}

export interface PlannedRow {
  readonly row: Omit<PlanRow, 'id' | 'beforeHash' | 'cost' | 'decision'>;
  readonly records: PlanRowRecords;
  /**
   * The link with agreed values that may move on without any remote write: both systems now hold the same, or a
   * location that was gone was dealt with. Null when there is nothing to move. `agreedAt` is the caller's to stamp.
   */
  readonly agreedRefresh: Link | null;
}

export function reconcileSettingsOf(profile: Profile, kind: PartyKind): ReconcileSettings {
  const { customer, company, policies, homeCountry } = profile;
  if (kind === 'individual') {
    const { direction, primary, withLocations } = customer;
    return {
      direction,
      primary,
      withLocations,
      policies,
      homeCountry,
      unmapped: unmappedFields(profile, 'customer'),
      makeAccountName: accountNameRule(profile),
    };
  }
  const { direction, primary, terms, alwaysExportTerms } = company;
  const rules = { pairs: terms, always: alwaysExportTerms };
  const unmapped = unmappedFields(profile, 'company');
  return { direction, primary, withLocations: true, policies, homeCountry, unmapped, terms: rules };
}

/** Whether the direction lets Accord write to a side. Import: to the ERP only. Export: to Shopify only. */
export function writesTo(direction: Direction, side: Side): boolean {
  return direction === 'bidirectional' || (direction === 'import') === (side === 'erp');
}

/** The side that a one-way direction copies from; null when both directions are open. */
export function sourceOf(direction: Direction): Side | null {
  if (direction === 'bidirectional') return null;
  return direction === 'import' ? 'shopify' : 'erp';
}

/** One value of each side. */
export type Both<T> = Readonly<Record<Side, T>>;

export type BothValues = Both<FieldValue>;
