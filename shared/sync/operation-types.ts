/** The writes of a row as data, and what is known when they are worked out. */
import type { EmailConsent } from '../domain/customer-extras.ts';
import type { DefaultRule } from '../domain/default-rules.ts';
import { formatExternalReference } from '../domain/ids.ts';
import type {
  Entity,
  FieldValue,
  FurtherValues,
  Location,
  Party,
  PartyStatus,
  Side,
} from '../domain/party.ts';
import type { Person } from '../domain/person.ts';
import type { CompanyEntity, Direction, Profile } from '../domain/settings.ts';
import { termsKey } from '../mapping/mapping-table.ts';
import { accountNameRule, type MakeAccountName } from '../mapping/projection.ts';
import { wholeRow, type Decision, type PlanRow, type PlanRowRecords } from './plan.ts';
import type { ContactDraft, ContactPatch, RoleChange } from './contact-ports.ts';
import type { CustomerDraft, CustomerPatch, LocationDraft, LocationPatch } from './ports.ts';

interface OperationOf<Kind extends string, Payload> {
  readonly side: Side;
  readonly kind: Kind;
  /**
   * The location that is written: its `LocationChange.id`, or in a customer that is made again the key of the location it
   * is copied from. Null for the customer itself, unless MAIN comes with it.
   */
  readonly locationId: string | null;
  /**
   * The contact that is written, as a location is: its `ContactChange.id`, or the key of the contact it is copied from. Of
   * `createCustomer` the one that comes with it. Absent elsewhere.
   */
  readonly contactId?: string;
  /** Keys in it may stand for what an earlier operation of the row makes (`key-to-be-made.ts`). */
  readonly payload: Payload;
  /** Carried out in the place of the operation before it, and only when that one was refused. */
  readonly onlyIfRefused?: true;
}

export type Operation =
  | OperationOf<'createCustomer', CustomerDraft>
  | OperationOf<'updateCustomer', CustomerPatch>
  | OperationOf<'createLocation', LocationDraft>
  | OperationOf<'updateLocation', { readonly key: string; readonly patch: LocationPatch }>
  | OperationOf<'setDefaultLocation', { readonly key: string }>
  | OperationOf<'removeLocation', { readonly key: string }>
  | OperationOf<'deactivateCustomer', null>
  | OperationOf<'activateCustomer', { readonly status: PartyStatus }>
  | OperationOf<'deleteCustomer', null>
  | OperationOf<'deleteLocation', { readonly key: string }>
  | OperationOf<'createContact', NewContact>
  | OperationOf<'updateContact', { readonly key: string; readonly patch: ContactPatch }>
  | OperationOf<'removeContact', { readonly key: string }>
  | OperationOf<'setContactRoles', { readonly key: string; readonly roles: readonly RoleChange[] }>
  | OperationOf<'setMainContact', { readonly key: string }>
  | OperationOf<'deletePerson', Person>
  | OperationOf<'addTags' | 'removeTags', { readonly tags: readonly string[] }>
  | OperationOf<'setEmailConsent', EmailConsent>
  /** Of Shopify all are set or all are emptied: those are two requests. */
  | OperationOf<'setFurther', { readonly values: FurtherValues }>;

/** `personKey`: gid of the Shopify customer that becomes the contact; null makes one. */
export type NewContact = ContactDraft & { readonly personKey: string | null };

export interface OperationSettings {
  readonly direction: Direction;
  /** R27 */
  readonly withLocations: boolean;
  readonly homeCountry: string;
  /** L11: proposals count as approved. */
  readonly approveDeactivations: boolean;
  /** Name in external references (R28); null writes none. */
  readonly storeName: string | null;
  /** The ERP's CustomerID goes along with what is written to a Shopify customer. */
  readonly storeErpId: boolean;
  /** For customers that are created in the ERP. */
  readonly defaultRules: readonly DefaultRule[];
  /** See `ReconcileSettings`. */
  readonly makeAccountName: MakeAccountName | null;
  /** What is settled for business customers on their own; the rest is the same for both. */
  readonly company: Pick<CompanyEntity, 'direction' | 'terms'>;
}

/** By which a new location in Shopify gets the ERP's terms: none where these are unmapped. */
function termsOfNewSites({ company, fieldMappings }: Profile): CompanyEntity['terms'] {
  return fieldMappings.company.export[termsKey]?.kind === 'unmapped' ? [] : company.terms;
}

export function operationSettingsOf(profile: Profile): OperationSettings {
  return {
    direction: profile.customer.direction,
    withLocations: profile.customer.withLocations,
    homeCountry: profile.homeCountry,
    approveDeactivations: profile.policies.approveDeactivations,
    storeName: profile.seen.erpStoreName ?? profile.seen.shopName,
    storeErpId: profile.shopify?.storeErpId ?? false,
    defaultRules: profile.defaultRules,
    makeAccountName: accountNameRule(profile),
    company: { direction: profile.company.direction, terms: termsOfNewSites(profile) },
  };
}

/** As they are for a row of this kind. A business customer always has its locations, and its ids in both systems. */
export function settingsFor(entity: Entity, settings: OperationSettings): OperationSettings {
  if (entity === 'customer') return settings;
  return { ...settings, direction: settings.company.direction, withLocations: true, storeErpId: true };
}

/**
 * What becomes of the link when a row is carried out. `separate`: a person took the two apart. `restore`: it is again as it
 * was before the run that is taken back.
 */
export type LinkEffect = 'save' | 'end' | 'separate' | 'restore';

/** What carrying out a row means. `operations` can be empty: then only the ledger changes. */
export interface RowWork {
  readonly operations: readonly Operation[];
  readonly linkEffect: LinkEffect;
}

/** What is known when values are worked out: the row, its records, and what was decided. */
export interface RowContext {
  readonly row: PlanRow;
  readonly records: PlanRowRecords;
  readonly decision: Decision | null;
  readonly settings: OperationSettings;
}

/** `<Shopify id> - <store name>`; null where there is no Shopify record or no name for the store (R28). */
export function referenceTo(gid: string | undefined, { storeName }: OperationSettings): FieldValue {
  return gid === undefined || storeName === null ? null : formatExternalReference(gid, storeName);
}

export function locationOf(party: Party | null, key: string | undefined): Location | undefined {
  return party?.locations.find((location) => location.key === key);
}

/** L11: by a person, one by one or for the whole row, or by the profile for all. */
export function isApproved({ decision, settings }: RowContext, proposal: string): boolean {
  const approved = decision?.approvedProposals ?? [];
  return settings.approveDeactivations || approved.includes(proposal) || approved.includes(wholeRow);
}
