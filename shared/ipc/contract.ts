/**
 * Everything the page (and the command line) can ask of the program, as data: one zod schema per input, one type per
 * answer. JSON only. Secrets go in, never out (L8).
 */
import { z } from 'zod';
import { defaultRulesSchema } from '../domain/default-rules.ts';
import { answeredFeaturesSchema } from '../domain/erp-features.ts';
import { fieldMappingsSchema, substitutionListsSchema } from '../domain/field-mapping.ts';
import { filtersSchema, savedFiltersSchema } from '../domain/filter.ts';
import { furtherFieldsSchema } from '../domain/further-field.ts';
import {
  companyEntitySchema,
  customerDefaultsSchema,
  customerEntitySchema,
  erpConnectionSchema,
  guardSettingsSchema,
  policiesSchema,
  preferencesSchema,
  profileColours,
  shopifyConnectionSchema,
  sideSchema,
  type Preferences,
  type Profile,
} from '../domain/settings.ts';
import type { CompanyGate } from '../domain/company-gate.ts';
import { idKinds } from '../domain/numbering.ts';
import { profileSettingsSchema, templateSettingsSchema } from '../domain/profile-file.ts';
import { entities, type PartySummary, type Side } from '../domain/party.ts';
import { fieldInputs, type FieldOutputs } from './fields-contract.ts';
import { ruleInputs, type RuleOutputs } from './rules-contract.ts';
import type { Review } from '../domain/review.ts';
import { scopeSchema } from '../domain/scope.ts';
import { browserSides, type BrowserSide } from '../domain/sign-in.ts';
import { deletionChoices, undoBuckets, verbs } from '../sync/plan.ts';
import type { FieldEvidence, PlanHeader, PlanRow, PlanRowRecords, PlanStanding } from '../sync/plan.ts';
import {
  recordStatuses,
  type OperationKind,
  type Page,
  type RecordStatus,
  type ResultStatus,
  type Run,
  type SyncRecord,
} from '../sync/ledger-port.ts';
import { type Progress } from '../sync/ports.ts';
import { type FailureCause } from '../domain/failure-cause.ts';

const profileId = z.strictObject({ profileId: z.string() });
const planId = z.strictObject({ profileId: z.string(), planId: z.string() });
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };

const rowFilter = z.strictObject({
  verbs: z.array(z.enum(verbs)).readonly().optional(),
  needPerson: z.boolean().optional(),
  suggested: z.boolean().optional(),
  search: z.string().max(200).optional(),
  target: sideSchema.optional(),
  entity: z.enum(entities).optional(),
  bucket: z.enum(undoBuckets).optional(),
});

export const decisionInputSchema = z.strictObject({
  include: z.boolean(),
  choices: z.record(z.string(), sideSchema).readonly(),
  undisputedOnly: z.boolean(),
  approvedProposals: z.array(z.string()).readonly(),
  partner: z.string().nullable(),
  deletion: z.enum(deletionChoices).nullable(),
  /** Linked rows: true ends the link. */
  unlink: z.boolean().optional(),
});
export type DecisionInput = z.infer<typeof decisionInputSchema>;

/** Name of each method and the schema of its input. */
export const inputSchemas = {
  'app.info': z.strictObject({}),
  'preferences.save': preferencesSchema,

  'profile.list': z.strictObject({}),
  'profile.create': z.strictObject({
    name: z.string().trim().min(1).max(80),
    colour: z.enum(profileColours),
    /** Absent: that of the template, else AU. */
    homeCountry: z.enum(['AU', 'NZ']).optional(),
    /** What a consultant sets for every client; without it nothing is chosen yet. */
    template: templateSettingsSchema.optional(),
  }),
  /**
   * Makes a profile with all settings of another one, such as one that came as a file. It has no secrets and no history, and
   * Company is off until somebody has looked at both systems.
   */
  'profile.import': z.strictObject({ settings: profileSettingsSchema }),
  /** Changes any settings, with the checks that each has on its screen. A connection that is null stays as it is. */
  'profile.set': z.strictObject({ profileId: z.string(), settings: profileSettingsSchema }),
  'profile.relabel': z.strictObject({
    profileId: z.string(),
    name: z.string().trim().min(1).max(80),
    colour: z.enum(profileColours),
    homeCountry: z.enum(['AU', 'NZ']),
  }),
  /** Puts a profile away, or brings it back. */
  'profile.archive': z.strictObject({ profileId: z.string(), archived: z.boolean() }),
  /** What would be removed with a profile. Refused where removing would be: while something goes on with it, here or elsewhere. */
  'profile.belongings': profileId,
  /** Starts both simulators in this program and makes a profile that is connected to them. */
  'profile.createDemo': z.strictObject({}),
  'profile.open': profileId,
  'profile.remove': z.strictObject({ profileId: z.string(), typedName: z.string() }),

  /** Stores connection settings; a secret that is null keeps the stored one. */
  'connection.saveShopify': z.strictObject({
    profileId: z.string(),
    connection: shopifyConnectionSchema,
    secret: z.string().min(1).nullable(),
  }),
  'connection.saveErp': z.strictObject({
    profileId: z.string(),
    connection: erpConnectionSchema,
    /** The user's password, where the way of signing in needs it. */
    secret: z.string().min(1).nullable(),
    /** Of the connected application, where it has one. */
    clientSecret: z.string().min(1).nullable().optional(),
  }),
  /**
   * Opens the system's own page in the browser and waits until a person has approved there. The page of Accord gets no
   * address and no token.
   */
  'connection.signIn': z.strictObject({ profileId: z.string(), side: z.enum(browserSides) }),
  'connection.cancelSignIn': profileId,
  /** A person's word on whether the store sells to companies, where the store does not tell. */
  'connection.answerBusinessCustomers': z.strictObject({ profileId: z.string(), enabled: z.boolean() }),
  /** What a person says of the ERP's features that the doctor could not tell. */
  'connection.answerErpFeatures': z.strictObject({ profileId: z.string(), features: answeredFeaturesSchema }),
  /** The connection doctor: small numbered steps, each with a result and a remedy. */
  'connection.check': z.strictObject({ profileId: z.string(), side: sideSchema }),
  'lookups.get': z.strictObject({ profileId: z.string(), refresh: z.boolean() }),
  /** What can be chosen on either side of the table of payment terms. */
  'lookups.terms': profileId,
  /** The next ids of a template, and which of them the ERP has already. */
  'numbering.preview': z.strictObject({
    profileId: z.string(),
    kind: z.enum(idKinds),
    template: z.string().max(100),
    next: z.number().int().min(0),
  }),
  'settings.save': z.strictObject({
    profileId: z.string(),
    customer: customerEntitySchema,
    /** Absent leaves the business customers as they are. */
    company: companyEntitySchema.optional(),
    defaults: customerDefaultsSchema,
    policies: policiesSchema,
    /** Absent leaves the thresholds as they are. */
    guards: guardSettingsSchema.optional(),
    /** Each absent leaves what the profile has. Refused with RULES_INVALID, a sentence for each place. */
    filters: filtersSchema.optional(),
    savedFilters: savedFiltersSchema.optional(),
    fieldMappings: fieldMappingsSchema.optional(),
    defaultRules: defaultRulesSchema.optional(),
    substitutions: substitutionListsSchema.optional(),
    furtherFields: furtherFieldsSchema.optional(),
  }),
  ...ruleInputs,
  ...fieldInputs,

  /** Starts preparing, everything unless a scope says otherwise; progress comes as events, the answer when the plan is stored. */
  'plan.prepare': z.strictObject({ ...profileId.shape, scope: scopeSchema.optional() }),
  'plan.latest': profileId,
  'plan.rows': z.strictObject({ ...planId.shape, filter: rowFilter, ...page }),
  'plan.row': z.strictObject({ ...planId.shape, rowId: z.string() }),
  'plan.decide': z.strictObject({
    ...planId.shape,
    decisions: z
      .array(z.strictObject({ rowId: z.string(), decision: decisionInputSchema.nullable() }))
      .max(500),
  }),
  /** One decision for all rows of a filter: include or leave out, or "this side wins" for their conflicts. */
  'plan.decideAll': z.strictObject({
    ...planId.shape,
    filter: rowFilter,
    decision: z.union([
      z.strictObject({ include: z.boolean() }),
      z.strictObject({ conflictsGoTo: sideSchema }),
      z.strictObject({ approveProposals: z.boolean() }),
    ]),
  }),
  /** Records of the other side that a row's record could be linked to by hand, the most alike first. */
  'plan.partners': z.strictObject({
    ...planId.shape,
    rowId: z.string(),
    /** The side of the records to find; for a row with both records the one to keep is the other. */
    side: sideSchema,
    search: z.string().max(200),
    limit: z.number().int().min(1).max(50),
  }),
  /** Links by hand; `new` keeps the row's record apart from all that look like it. */
  'plan.link': z.strictObject({ ...planId.shape, rowId: z.string(), partner: z.string() }),
  /** Takes back what was said about partners and locations of a row. */
  'plan.forget': z.strictObject({ ...planId.shape, rowId: z.string() }),
  /**
   * What locations of a row are one place, have no partner, or belong to another customer, and which contacts of a company are one
   * person or have no partner; replaces what was said before. Without `contactTies` what was said about contacts stays.
   */
  'plan.arrange': z.strictObject({
    ...planId.shape,
    rowId: z.string(),
    ties: z
      .array(z.strictObject({ erpKey: z.string().nullable(), shopifyKey: z.string().nullable() }))
      .max(500),
    contactTies: z
      .array(z.strictObject({ erpKey: z.string().nullable(), shopifyKey: z.string().nullable() }))
      .max(500)
      .optional(),
    moves: z.array(z.strictObject({ side: sideSchema, locationKey: z.string(), to: z.string() })).max(500),
  }),
  /** Lets this one halted plan be committed all the same: the store's name, typed by a person (PLAN_GUARDED otherwise). */
  'plan.overrideGuards': z.strictObject({
    ...planId.shape,
    sha256: z.string(),
    typedName: z.string().max(300),
  }),
  /** Saves the preview as a file that a person chooses: with personal data for a reviewer, or redacted for an e-mail. */
  'plan.export': z.strictObject({ ...planId.shape, redacted: z.boolean() }),
  /** Takes over the decisions of a reviewer from a file that a person chooses; only for the very same preview. */
  'plan.takeDecisions': planId,
  /** Opens a preview that was made on another computer, to be read and decided; its id then stands for a profile's. */
  'review.open': z.strictObject({}),
  'review.list': z.strictObject({}),
  'review.remove': z.strictObject({ reviewId: z.string() }),
  'plan.commit': z.strictObject({
    ...planId.shape,
    sha256: z.string(),
    /** "Try 3 first": only the first rows of each verb. */
    firstRowsPerVerb: z.number().int().min(1).max(100).nullable(),
  }),

  /**
   * Makes the preview of taking a run back, or chosen rows of it. It is a plan like any other: its rows are read and left out
   * with `plan.rows` and `plan.decide`, and it is carried out with `plan.commit`.
   */
  'undo.prepare': z.strictObject({
    profileId: z.string(),
    runId: z.string(),
    rowIds: z.array(z.string()).min(1).max(500).readonly().nullable(),
  }),
  /** The newest preview of taking that run back. */
  'undo.latest': z.strictObject({ profileId: z.string(), runId: z.string() }),

  'run.stop': profileId,
  'run.resume': z.strictObject({ profileId: z.string(), runId: z.string() }),
  'run.status': profileId,

  'history.runs': profileId,
  'history.run': z.strictObject({ profileId: z.string(), runId: z.string() }),
  'history.records': z.strictObject({
    profileId: z.string(),
    statuses: z.array(z.enum(recordStatuses)).readonly().optional(),
    search: z.string().max(200).optional(),
    ...page,
  }),
  /** What a run wrote of one record, part by part: which of a company exists where. */
  'history.parts': z.strictObject({ profileId: z.string(), runId: z.string(), recordId: z.string() }),
  /**
   * Sets failed and aborted records back to Prepared: by id, or all with the same cause. A record whose link was ended
   * comes back only by its id (R32).
   */
  'history.retry': z.strictObject({
    profileId: z.string(),
    recordIds: z.array(z.string()).readonly().optional(),
    causeCode: z.string().optional(),
  }),
  'report.write': z.strictObject({
    profileId: z.string(),
    runId: z.string(),
    format: z.enum(['json', 'csv', 'xlsx']),
  }),

  /** Opens a record's own page in the browser; the program builds the address, the page never names one. */
  open: z.strictObject({
    profileId: z.string(),
    kind: z.enum([
      'shopifyCustomer',
      'shopifyCompany',
      'erpCustomer',
      'shopifyAdmin',
      'shopifyDevDashboard',
      'erp',
      'erpApplications',
      'reportFolder',
    ]),
    id: z.string().nullable(),
  }),
} as const;

export type Method = keyof typeof inputSchemas;
export const methods = Object.keys(inputSchemas) as readonly Method[];
export type Input<M extends Method> = z.infer<(typeof inputSchemas)[M]>;

export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** One step of the connection doctor. */
export interface CheckStep {
  readonly id: string;
  readonly title: string;
  readonly status: CheckStatus;
  /** What was found, in words. */
  readonly found: string;
  /** What to do; null when nothing is to be done. */
  readonly remedy: string | null;
  readonly milliseconds: number;
}

export interface CheckResult {
  readonly side: Side;
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
  /** What the system calls itself, to be kept with the profile and shown back; empty when it could not be read. */
  readonly seen: Partial<Profile['seen']>;
}

export interface LookupValue {
  readonly id: string;
  readonly description: string;
}

/** A country of the ERP's own addresses, and the states that stand in them with it. */
export interface CountryInUse {
  readonly country: string;
  readonly states: readonly string[];
}

/** What customers carry where the ERP offers no list of it. */
export interface InUse {
  /** Credit terms. */
  readonly terms: readonly string[];
  readonly countries: readonly CountryInUse[];
  /** True where every customer and location was looked at, false where only the first customers were. */
  readonly complete: boolean;
}

/** Payment terms of the store, and whether they can stand in the profile's table. */
export interface StoreTerms {
  /** As `Profile.company.terms` names it. */
  readonly id: string;
  readonly name: string;
  /** Why it cannot be assigned to a location; null where it can. */
  readonly notAssignable: string | null;
}

/** Both columns of the table of payment terms. */
export interface TermsLists {
  readonly shopify: readonly StoreTerms[];
  /** Credit terms that customers of the ERP carry: it offers no list of them. */
  readonly erp: readonly string[];
  /** False where only the first customers of the ERP were looked at. */
  readonly erpComplete: boolean;
}

/** Lists of the ERP for the defaults; read once per profile and refreshed on demand. */
export interface Lookups {
  readonly customerClasses: readonly LookupValue[];
  readonly taxZones: readonly LookupValue[];
  readonly shipVia: readonly LookupValue[];
  readonly shippingTerms: readonly LookupValue[];
  /** Customers flagged as guest, and likely ones by name. */
  readonly guestCustomers: readonly LookupValue[];
  /** Null where the user may not read the list; the same holds for the two below. */
  readonly priceClasses: readonly LookupValue[] | null;
  readonly currencies: readonly LookupValue[] | null;
  readonly branches: readonly LookupValue[] | null;
  readonly inUse: InUse;
  readonly readAt: string;
}

/** `session`: in memory, until the program ends. `locked`: stored, but the keychain gives no answer. */
export type SecretState = 'stored' | 'session' | 'missing' | 'locked';
export interface NumberingPreview {
  /** The first free ids, in order. */
  readonly free: readonly string[];
  /** Ids before the last of those that are in use and passed over. */
  readonly taken: readonly string[];
  /** What a person should know before choosing this, in whole sentences. */
  readonly warnings: readonly string[];
}

export interface ProfileOverview {
  readonly profile: Profile;
  /** Present where this is somebody else's preview and `profile` only stands for it. */
  readonly review?: Review;
  readonly secrets: Readonly<Record<Side | 'erpClientSecret', SecretState>>;
  /** What sign-ins in the browser left behind; it counts only where the connection signs in that way. */
  readonly grants: Readonly<Record<BrowserSide, SecretState>>;
  /** Reasons why Customer cannot be activated yet, by settings field; empty when it can. */
  readonly missing: Readonly<Record<string, string>>;
  /** The same for Company, apart from the gate. */
  readonly missingForCompany: Readonly<Record<string, string>>;
  /** What business customers need to be switched on in the two systems, as far as is known. */
  readonly companyGate: CompanyGate;
  readonly plan: PlanHeader | null;
  /** Whether `plan` can be committed after the runs there were; null without one. */
  readonly planStanding: PlanStanding | null;
  readonly lastRun: Run | null;
  readonly recordCounts: Readonly<Record<RecordStatus, number>>;
}

/** All that goes with a profile, in whole sentences. */
export interface ProfileBelongings {
  readonly items: readonly string[];
}

export interface AppInfo {
  readonly version: string;
  /** `electron` or the stand-in host; shown in Help only. */
  readonly host: string;
  readonly keychain: 'available' | 'missing';
  readonly preferences: Preferences;
  /** Things the person has to know once, such as settings restored from their backup. */
  readonly notices: readonly string[];
}

/** A customer in the history. */
export interface HistoryRecord extends SyncRecord {
  /** It failed, was aborted, or its link was ended: a person may set it back to Prepared. */
  readonly canRetry: boolean;
  /** A company that a run has written to: `history.parts` says what of it. */
  readonly hasParts: boolean;
}

/** One write of a run: to a record itself, or to a location or contact of it. */
export interface WrittenPart {
  readonly side: Side;
  readonly kind: OperationKind;
  /** What people call the location or contact; empty for the record itself. */
  readonly part: string;
  /** Name and number of the record; null where it was to be made and is not known. */
  readonly record: string | null;
  readonly outcome: ResultStatus;
  /** Why it was refused, or that something else was stored than was sent. */
  readonly cause: FailureCause | null;
}

export interface RunDetail {
  readonly run: Run;
  readonly causes: readonly FailureGroup[];
  /** Runs that took this one back, or rows of it, the newest first. */
  readonly undoneBy: readonly Run[];
}

/** Failures of one cause, so that they can be mended together. */
export interface FailureGroup {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly count: number;
  readonly recordIds: readonly string[];
}

export interface RunStatus {
  readonly activity: 'idle' | 'preparing' | 'committing' | 'stopping';
  readonly run: Run | null;
  /** A run that was interrupted and can be resumed. */
  readonly resumable: Run | null;
  readonly progress: Progress | null;
}

/** What a person should know before linking a record by hand. */
export type PartnerWarning =
  'otherName' | 'otherEmail' | 'otherPhone' | 'inactive' | 'waitsForOthers' | 'keptApart' | 'leavesPartner';

/** A record that could be linked by hand. */
export interface PossiblePartner {
  readonly side: Side;
  readonly summary: PartySummary;
  readonly score: number;
  /** Field by field what speaks for it and against it. */
  readonly fields: readonly FieldEvidence[];
  readonly warnings: readonly PartnerWarning[];
}

export interface Outputs extends RuleOutputs, FieldOutputs {
  'app.info': AppInfo;
  'preferences.save': Preferences;
  'profile.list': readonly Profile[];
  'profile.create': Profile;
  'profile.import': Profile;
  'profile.set': ProfileOverview;
  'profile.relabel': Profile;
  'profile.archive': Profile;
  'profile.belongings': ProfileBelongings;
  'profile.createDemo': Profile;
  'profile.open': ProfileOverview;
  'profile.remove': { readonly removed: true };
  'connection.saveShopify': ProfileOverview;
  'connection.saveErp': ProfileOverview;
  'connection.signIn': ProfileOverview;
  'connection.cancelSignIn': { readonly cancelled: boolean };
  'connection.answerBusinessCustomers': ProfileOverview;
  'connection.answerErpFeatures': ProfileOverview;
  'connection.check': CheckResult;
  'lookups.get': Lookups;
  'lookups.terms': TermsLists;
  'numbering.preview': NumberingPreview;
  'settings.save': ProfileOverview;
  'plan.prepare': PlanHeader;
  'plan.latest': PlanHeader | null;
  'plan.rows': Page<PlanRow>;
  'plan.row': { readonly row: PlanRow; readonly records: PlanRowRecords };
  'plan.decide': PlanHeader;
  'plan.decideAll': PlanHeader;
  'plan.partners': { readonly items: readonly PossiblePartner[]; readonly more: boolean };
  'plan.link': PlanHeader;
  'plan.forget': PlanHeader;
  'plan.arrange': PlanHeader;
  'plan.overrideGuards': PlanHeader;
  /** The three that ask for a file answer null where none was chosen. */
  'plan.export': { readonly name: string; readonly rows: number } | null;
  'plan.takeDecisions': {
    readonly plan: PlanHeader;
    readonly taken: number;
    /** Decided here in the same way already. */
    readonly same: number;
    /** Rows that a run has dealt with, and choices about who belongs together. */
    readonly left: number;
  } | null;
  'review.open': Review | null;
  'review.list': readonly Review[];
  'review.remove': { readonly removed: true };
  'plan.commit': Run;
  'undo.prepare': PlanHeader;
  'undo.latest': PlanHeader | null;
  'run.stop': { readonly stopping: boolean };
  'run.resume': Run;
  'run.status': RunStatus;
  'history.runs': readonly Run[];
  'history.run': RunDetail;
  'history.records': Page<HistoryRecord>;
  /** In the order in which they were sent. */
  'history.parts': readonly WrittenPart[];
  'history.retry': { readonly reset: number };
  'report.write': { readonly name: string; readonly rows: number };
  open: { readonly opened: true };
}
export type Output<M extends Method> = Outputs[M];

/** What the program tells the page by itself. */
export interface Events {
  progress: { readonly profileId: string; readonly progress: Progress };
  runChanged: { readonly profileId: string; readonly status: RunStatus };
  profilesChanged: Readonly<Record<string, never>>;
}
export type EventName = keyof Events;

/** The services together implement this; main, the command line and the tests call it alike. */
export type Services = { readonly [M in Method]: (input: Input<M>) => Promise<Output<M>> };

export type { PlanHeader, PlanRow, PlanRowRecords, Progress, Review, Run, SyncRecord };
