/**
 * The plan: what a preview shows and the only thing a commit executes (L1, L12). Plain data, JSON throughout.
 */
import type { FailureCause } from '../domain/failure-cause.ts';
import type { CompanyPause } from '../domain/company-gate.ts';
import type { ContactRole } from '../domain/contact.ts';
import { otherSide } from '../domain/party.ts';
import type { Entity, FieldName, FieldValue, Party, PartySummary, Side } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { canBeOverridden, type GuardCode, type GuardResult } from '../domain/guard-catalogue.ts';
import type { Note } from '../domain/note-catalogue.ts';
import type { ContactTie } from './contact-choices.ts';
import type { LocationArrival, LocationMove, LocationTie } from './location-choices.ts';
import type { RecordChange } from '../domain/record-change.ts';
import type { PlanScope } from '../domain/scope.ts';
import type { Suggestion, SuggestionSummary } from '../domain/suggestion.ts';
import type { RowUndo } from './undo-part.ts';

export type { ContactTie, LocationArrival, LocationMove, LocationTie, Note, RecordChange, Suggestion };
export type { FieldEvidence } from '../domain/suggestion.ts';

export const planVersion = 1;

/**
 * What will happen to a row. Every record read is in exactly one row, and so under exactly one verb (L12).
 * `equal`: linked and in agreement. `delete`: its partner is gone; what to do is proposed. `skip`: outside the direction, or left by a person.
 * `reverse` and `keep` are the rows of an undo: what a run did to them is taken back, or stays.
 */
export const verbs = [
  'create',
  'update',
  'link',
  'deactivate',
  'delete',
  'conflict',
  'ambiguous',
  'invalid',
  'skip',
  'filtered',
  'equal',
  'reverse',
  'keep',
] as const;
export type Verb = (typeof verbs)[number];

/** Which system a row writes to. `both`: fields flow each way inside one row. `none`: nothing is written. */
export type WriteTarget = 'erp' | 'shopify' | 'both' | 'none';

/** What two systems held when they last agreed. They may differ on purpose (a phone left out by R5), so both are kept. */
export interface AgreedValue {
  readonly erp: FieldValue;
  readonly shopify: FieldValue;
}

/** How one field was judged. `keep` writes nothing; `conflict` waits for a choice. */
export type FieldAction = 'keep' | 'writeErp' | 'writeShopify' | 'conflict';

export interface FieldChange {
  readonly field: FieldName;
  /** Null when nothing was agreed before. */
  readonly base: AgreedValue | null;
  readonly erp: FieldValue;
  readonly shopify: FieldValue;
  readonly action: FieldAction;
  /** The value both will hold afterwards; null with `keep` of a difference and with an open conflict. */
  readonly result: FieldValue;
  readonly notes: readonly Note[];
}

/** Why two records were taken for the same one. */
export interface Evidence {
  readonly rule: 'link' | 'externalReference' | 'email' | 'phone' | 'taxId' | 'nameAndPostcode' | 'manual';
  /** The value that they share, comparable. */
  readonly value: string;
  /** What the two hold of it, as it is stored; absent where no values were compared. */
  readonly compared?: Readonly<Record<Side, FieldValue>>;
}

/** One possible partner of an ambiguous row. */
export interface Candidate {
  readonly side: Side;
  readonly summary: PartySummary;
  readonly evidence: readonly Evidence[];
}

/**
 * What happens to one location of a row. Deactivations and deletions are proposed: off until decided (L11). `untie`: a person
 * gave it no partner.
 */
export type LocationVerb =
  | 'create'
  | 'update'
  | 'link'
  | 'equal'
  | 'deactivate'
  | 'delete'
  | 'endLink'
  | 'untie'
  | 'conflict'
  | 'invalid'
  | 'leave';

export interface LocationSnapshot {
  readonly key: string;
  readonly label: string;
  readonly isDefault: boolean;
  readonly active: boolean;
  readonly inherits: boolean;
}

export interface LocationChange {
  /** Stable across preparations while the pair is the same. */
  readonly id: string;
  readonly verb: LocationVerb;
  readonly target: WriteTarget;
  readonly erp: LocationSnapshot | null;
  readonly shopify: LocationSnapshot | null;
  readonly fields: readonly FieldChange[];
  /** True for `deactivate` and `delete`: it happens only when a person (or the profile) says so. */
  readonly proposed: boolean;
  /** ERP LocationID for a created location; null lets the ERP number it. `MAIN` comes with its customer. */
  readonly newKey: string | null;
  readonly notes: readonly Note[];
}

export type ContactVerb = LocationVerb;

export interface ContactSnapshot {
  readonly key: string;
  readonly name: string;
  readonly email: FieldValue;
  readonly isMain: boolean;
  readonly active: boolean;
}

/** What a contact may do at one location, judged like a field; null is no role there. */
export interface RoleJudgement {
  /** `LocationChange.id` */
  readonly locationId: string;
  /** Null when nothing was agreed before. */
  readonly base: Readonly<Record<Side, ContactRole | null>> | null;
  readonly erp: ContactRole | null;
  readonly shopify: ContactRole | null;
  readonly action: FieldAction;
  /** What both will hold afterwards, unless `action` is `keep` or `conflict`. */
  readonly result: ContactRole | null;
  readonly notes: readonly Note[];
}

/** What happens to one contact of a business customer. */
export interface ContactChange {
  /** Stable across preparations while the pair is the same; never the id of a location. */
  readonly id: string;
  readonly verb: ContactVerb;
  readonly target: WriteTarget;
  readonly erp: ContactSnapshot | null;
  readonly shopify: ContactSnapshot | null;
  /** Fields of a customer: names, e-mail, phone. */
  readonly fields: readonly FieldChange[];
  /** Roles that differ or are written; one that is not listed is in agreement. */
  readonly roles: readonly RoleJudgement[];
  /** True for `deactivate` and `delete`: it happens only when a person (or the profile) says so. */
  readonly proposed: boolean;
  /** Gid of the Shopify customer that becomes the contact; null makes one. */
  readonly personKey: string | null;
  readonly notes: readonly Note[];
}

/** The main contact follows the side that changed it. */
export interface MainContactChange {
  readonly side: Side;
  /** `ContactChange.id` */
  readonly contactId: string;
}

/**
 * Both sides made another contact the main one since they agreed: what each chose, as `ContactChange.id`, until a person says whose
 * choice counts.
 */
export type MainContactConflict = Readonly<Record<Side, string>>;

/** The default location follows the side that changed it (R17). */
export interface DefaultChange {
  readonly side: Side;
  /** `LocationChange.id` of the location that becomes the default on `side`. */
  readonly locationId: string;
}

/**
 * Both sides chose another default since they agreed: what each chose, as `LocationChange.id`, until a person says whose choice
 * counts (ADR 18).
 */
export type DefaultConflict = Readonly<Record<Side, string>>;

/** Ways to settle a row whose partner is gone (R12, R32). */
export const deletionChoices = ['endLink', 'endLinkAndDeactivate', 'createAgain'] as const;
export type DeletionChoice = (typeof deletionChoices)[number];

/**
 * What a person decided for a row. Absent parts keep the plan's default: writes of clear rows are on, conflicts and
 * proposals are off.
 */
export interface Decision {
  /** False leaves the whole row alone in this commit. */
  readonly include: boolean;
  /** Per conflict (`email`, `<location id>/postcode`, `default` or `mainContact`): which side's value wins. */
  readonly choices: Readonly<Record<string, Side>>;
  /** R31: write the undisputed fields now and leave the conflicting ones as they are. */
  readonly undisputedOnly: boolean;
  /** Keys of the proposals (location ids, or `row`) that may be carried out. */
  readonly approvedProposals: readonly string[];
  /** Whom the row's record was linked to by hand: the partner's key, or `new` to keep it apart and create. */
  readonly partner: string | null;
  /** Keys of the records that it was kept apart from. Another one that turns up is a new question. */
  readonly apartFrom?: readonly string[];
  /** Keys of two each that were kept apart before; the first is a candidate of this row now, or in it beside somebody else. */
  readonly apartCandidates?: readonly (readonly [string, string])[];
  /** Linked rows: true ends the link. Both records stay as they are and are left alone from then on. */
  readonly unlink?: boolean | undefined;
  /** Locations of the row that were tied by hand; absent where there are none. */
  readonly ties?: readonly LocationTie[];
  /** Contacts of the row that were linked by hand, or have no partner; absent where there are none. */
  readonly contactTies?: readonly ContactTie[];
  /** Locations that belong to another customer. */
  readonly moves?: readonly LocationMove[];
  /** Locations of another customer that belong here. */
  readonly arrivals?: readonly LocationArrival[];
  readonly deletion: DeletionChoice | null;
  readonly decidedBy: 'person' | 'profile';
  /** Account name of the person on this computer, where a person chose partners or locations. */
  readonly person?: string;
}

export const noDecision: Decision = {
  include: true,
  choices: {},
  undisputedOnly: false,
  approvedProposals: [],
  partner: null,
  deletion: null,
  decidedBy: 'person',
};

/** Null for a decision that says no more than the plan's default. */
export function orNoDecision(decision: Decision): Decision | null {
  const { include, choices, undisputedOnly, approvedProposals, partner, unlink, deletion } = decision;
  const { ties = [], contactTies = [], moves = [], arrivals = [] } = decision;
  const { apartFrom = [], apartCandidates = [] } = decision;
  const said = [ties, contactTies, moves, arrivals, apartFrom, apartCandidates];
  const lists = [approvedProposals, Object.keys(choices), ...said];
  const saysNothing =
    include &&
    !undisputedOnly &&
    lists.every((list) => list.length === 0) &&
    partner === null &&
    unlink !== true &&
    deletion === null;
  return saysNothing ? null : decision;
}

/** ERP requests and Shopify points a row will need. */
export interface Cost {
  readonly erpRequests: number;
  readonly shopifyPoints: number;
}

/** How a row ended in a run of its plan. */
export interface RowEnded {
  readonly runId: string;
  /** `stale` was not written and may be tried again; the others are done with. */
  readonly status: 'processed' | 'deleted' | 'failed' | 'aborted' | 'stale';
  /** What was done in the end, in words: from answers, not from intentions (L12). */
  readonly operation: string;
  readonly cause: FailureCause | null;
  /** `stale` only: what somebody had changed since the preview. */
  readonly changes?: readonly RecordChange[];
}

export interface PlanRow {
  /** Derived from the identities of the row's records, so that a decision survives a re-prepare (design 4.5). */
  readonly id: string;
  readonly entity: Entity;
  readonly verb: Verb;
  readonly target: WriteTarget;
  readonly erp: PartySummary | null;
  readonly shopify: PartySummary | null;
  /** Link of the two records, where one exists; also one that was ended (R32). */
  readonly linkId: string | null;
  /** Links that end with this row, as it was linked by hand to another record; absent where there are none. */
  readonly replacedLinkIds?: readonly string[];
  readonly fields: readonly FieldChange[];
  readonly locations: readonly LocationChange[];
  readonly defaultChange: DefaultChange | null;
  /** Absent where the sides do not disagree about the default. */
  readonly defaultConflict?: DefaultConflict;
  /** Of a business customer only. */
  readonly contacts?: readonly ContactChange[];
  readonly mainContactChange?: MainContactChange;
  /** Absent where the sides do not disagree about the main contact. */
  readonly mainContactConflict?: MainContactConflict;
  readonly evidence: readonly Evidence[];
  readonly candidates: readonly Candidate[];
  /**
   * Near matches among the unmatched records of the other side, best first; never linked by themselves (L9). A row that was linked
   * by hand keeps those of both its records, in case that is taken back; `shownSuggestions` says which are of interest.
   */
  readonly suggestions?: readonly Suggestion[];
  readonly notes: readonly Note[];
  /** CustomerID a created ERP customer will get; null lets the ERP number it. */
  readonly newNumber: string | null;
  /** Content hashes of what was read; a row whose record no longer has them is stale (L3). Null where there is no record. */
  readonly beforeHash: Readonly<Record<Side, string | null>>;
  readonly cost: Cost;
  readonly decision: Decision | null;
  /** Absent until a run of the plan got to it. */
  readonly ended?: RowEnded;
  /** The row was stale before: what changed in its records since the preview that a run came too late for. */
  readonly changedSince?: readonly RecordChange[];
  /** Rows of an undo only. */
  readonly undo?: RowUndo;
}

/** The records behind a row, kept beside it for the detail pane, the commit and the before-images. */
export interface PlanRowRecords {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  /** The candidates' records of an ambiguous row, in the order of `PlanRow.candidates`; otherwise empty. */
  readonly candidates: readonly Party[];
}

export type VerbCounts = Readonly<Record<Verb, number>>;

/** Rows of business customers alone. */
export interface CompanyTotals {
  readonly byVerb: VerbCounts;
  readonly needPerson: number;
}

export interface PlanTotals {
  readonly byVerb: VerbCounts;
  /** Records in all rows, candidates included; equals what was read, side by side (L12). */
  readonly records: Readonly<Record<Side, number>>;
  /** Rows that would write to each system if committed now; a row can count in both, one that is done counts in none. */
  readonly writes: Readonly<Record<Side, number>>;
  readonly creates: Readonly<Record<Side, number>>;
  readonly updates: Readonly<Record<Side, number>>;
  /** Customers that would be deleted; an undo only. Counted among the updates too. */
  readonly deletes: Readonly<Record<Side, number>>;
  /** People whom an undo deletes in Shopify, beside those: they were made customers as contacts. Absent where there are none. */
  readonly people?: number;
  /** Rows that would change nothing but links. */
  readonly linkOnly: number;
  /** conflict + ambiguous + invalid rows that no decision has settled. */
  readonly needPerson: number;
  /** Proposed deactivations and deletions (rows and locations), decided or not. */
  readonly proposals: number;
  readonly locations: Readonly<Record<LocationVerb, number>>;
  /** Absent in plans without business customers. */
  readonly contacts?: Readonly<Record<ContactVerb, number>>;
  /** Absent in plans without business customers. */
  readonly companies?: CompanyTotals;
  readonly cost: Cost;
  /** Seconds a commit will take at the learned limits. */
  readonly estimatedSeconds: number;
}

export interface ReadBounds {
  /** True only when the side said that nothing is left (L4). */
  readonly complete: boolean;
  readonly count: number;
  readonly locationCount: number;
  /** Fixed before the first page was asked for, ISO 8601 UTC. */
  readonly asOf: string;
  readonly requests: number;
  /** Shopify points; 0 for the ERP. */
  readonly points: number;
}

/** Which run an undo takes back. */
export interface UndoneRun {
  readonly runId: string;
  readonly startedAt: string;
}

/**
 * Whether a plan can be committed as far as its runs are concerned. `tried`: a trial run wrote its first rows, the others can
 * follow. `unfinished`: a run of it did not get to its end and has to be resumed. `spent`: it was committed. `outdated`: links
 * or settings changed since.
 */
export type PlanStanding = 'fresh' | 'tried' | 'unfinished' | 'spent' | 'outdated';

/** A person's word that a halted plan may be committed all the same: this one, as it was shown, and no other. */
export interface GuardOverride {
  /** `PlanHeader.sha256` of what was shown. */
  readonly sha256: string;
  /** The guards that had halted it. */
  readonly guards: readonly GuardCode[];
  /** Who it was, as the computer knows them. */
  readonly by: string;
  /** ISO 8601 UTC */
  readonly at: string;
}

export interface PlanHeader {
  readonly planVersion: typeof planVersion;
  readonly id: string;
  readonly profileId: string;
  readonly createdAt: string;
  readonly direction: Direction;
  /** Direction of the business customers; absent where that entity is off. */
  readonly companyDirection?: Direction;
  /** Why business customers were left out of this preview; absent where they were not. */
  readonly companyPaused?: CompanyPause;
  readonly withLocations: boolean;
  readonly settingsHash: string;
  /** Serial of the ledger's links when the plan was made; a commit in between makes the plan old. */
  readonly linkSerial: number;
  /** What of the two systems was looked at; absent where everything was and nothing else was asked for. */
  readonly scope?: PlanScope;
  readonly read: Readonly<Record<Side, ReadBounds>>;
  readonly guards: readonly GuardResult[];
  /** What the search for near matches came to; null when it could not be made. Absent in plans from before there was one. */
  readonly suggestions?: SuggestionSummary | null;
  /** Absent while nobody overrode a guard; like a decision no part of the hash. */
  readonly guardOverride?: GuardOverride;
  readonly totals: PlanTotals;
  readonly rowCount: number;
  /** The run that this plan takes back; absent in a preview. */
  readonly undoes?: UndoneRun;
  /**
   * SHA-256 over header and rows, without decisions: what the screen shows is what the report names. Changes when a row is
   * replaced by others.
   */
  readonly sha256: string;
}

/** The near matches of a row that is still without a partner, but for those that a person has kept apart. */
export function shownSuggestions(
  row: Pick<PlanRow, 'erp' | 'shopify' | 'decision' | 'suggestions'>,
): readonly Suggestion[] {
  const { erp, shopify, decision, suggestions = [] } = row;
  if (erp !== null && shopify !== null) return [];
  const apartFrom = decision?.apartFrom ?? [];
  return suggestions.filter(({ summary }) => !apartFrom.includes(summary.key));
}

/** The guards that keep a plan from being committed: all that fired, without those a person overrode for it. */
export function haltingGuards(
  plan: Pick<PlanHeader, 'guards' | 'guardOverride' | 'sha256'>,
): readonly GuardResult[] {
  const { guards, guardOverride, sha256 } = plan;
  const overridden = guardOverride?.sha256 === sha256 ? guardOverride.guards : [];
  return guards.filter(({ code }) => !canBeOverridden(code) || !overridden.includes(code));
}

/** Key of a conflict inside a row: the bare field, or the field of one location. */
export function choiceKey(field: FieldName, locationId?: string): string {
  return locationId === undefined ? field : `${locationId}/${field}`;
}

/** Key of the conflict about the default location. */
export const defaultChoiceKey = 'default';

/** Key of the conflict about the main contact. */
export const mainContactChoiceKey = 'mainContact';

/** Key of a role of a contact in conflict. */
export function roleChoiceKey(contactId: string, locationId: string): string {
  return `${contactId}/role@${locationId}`;
}

/** Keys of everything in conflict on a row, its own fields first. */
export function conflictKeys(
  row: Pick<PlanRow, 'fields' | 'locations' | 'defaultConflict' | 'contacts' | 'mainContactConflict'>,
): string[] {
  const isConflict = (field: FieldChange): boolean => field.action === 'conflict';
  return [
    ...row.fields.filter(isConflict).map((field) => choiceKey(field.field)),
    ...row.locations.flatMap((location) =>
      location.fields.filter(isConflict).map((field) => choiceKey(field.field, location.id)),
    ),
    ...(row.defaultConflict === undefined ? [] : [defaultChoiceKey]),
    ...(row.mainContactConflict === undefined ? [] : [mainContactChoiceKey]),
    ...(row.contacts ?? []).flatMap(({ id, fields, roles }) => [
      ...fields.filter(isConflict).map(({ field }) => choiceKey(field, id)),
      ...roles
        .filter(({ action }) => action === 'conflict')
        .map(({ locationId }) => roleChoiceKey(id, locationId)),
    ]),
  ];
}

/** The default that moves with a decision; null where none does, or while a person is to say whose choice counts. */
export function defaultChangeOf(
  { defaultChange, defaultConflict }: Pick<PlanRow, 'defaultChange' | 'defaultConflict'>,
  decision: Pick<Decision, 'choices'> | null,
): DefaultChange | null {
  const winner = decision?.choices[defaultChoiceKey];
  if (defaultConflict === undefined || winner === undefined) return defaultChange;
  return { side: otherSide(winner), locationId: defaultConflict[winner] };
}

/** The main contact that moves with a decision; undefined where none does, or while a person is to say whose choice counts. */
export function mainContactChangeOf(
  { mainContactChange, mainContactConflict }: Pick<PlanRow, 'mainContactChange' | 'mainContactConflict'>,
  decision: Pick<Decision, 'choices'> | null,
): MainContactChange | undefined {
  const winner = decision?.choices[mainContactChoiceKey];
  if (mainContactConflict === undefined || winner === undefined) return mainContactChange;
  return { side: otherSide(winner), contactId: mainContactConflict[winner] };
}

/** Key of the proposal that is the whole row (`Decision.approvedProposals`). */
export const wholeRow = 'row';

/** Keys of everything proposed on a row: off until decided (L11). A row whose partner is gone is a proposal as a whole. */
export function proposalKeys(row: Pick<PlanRow, 'verb' | 'locations' | 'contacts'>): string[] {
  const children = [...row.locations, ...(row.contacts ?? [])]
    .filter(({ proposed }) => proposed)
    .map(({ id }) => id);
  return row.verb === 'delete' ? [wholeRow, ...children] : children;
}

/**
 * A decision with every proposal of the row approved. Where the partner is gone, what is proposed is to end the link and
 * nothing more (R32), so that is what approval means; a choice that was made before stays.
 */
export function withProposalsApproved<D extends Pick<Decision, 'approvedProposals' | 'deletion'>>(
  row: Pick<PlanRow, 'verb' | 'locations' | 'contacts'>,
  decision: D,
): D {
  const deletion = row.verb === 'delete' ? (decision.deletion ?? 'endLink') : decision.deletion;
  return { ...decision, approvedProposals: proposalKeys(row), deletion };
}

/** Whether a run of its plan is done with the row: it is not written again from the same plan. */
export function isDone({ ended }: Pick<PlanRow, 'ended'>): boolean {
  return ended !== undefined && ended.status !== 'stale';
}

/** Where a row of an undo is: in exactly one of these, before and after (L12). */
export const undoBuckets = ['toReverse', 'reversed', 'kept', 'errored'] as const;
export type UndoBucket = (typeof undoBuckets)[number];

/** Null for a row of a preview. */
export function undoBucketOf(row: Pick<PlanRow, 'verb' | 'ended' | 'decision'>): UndoBucket | null {
  const { verb, ended, decision } = row;
  if (verb === 'keep') return 'kept';
  if (verb !== 'reverse') return null;
  if (ended === undefined) return decision?.include === false ? 'kept' : 'toReverse';
  if (ended.status === 'stale') return 'kept';
  return ended.status === 'failed' || ended.status === 'aborted' ? 'errored' : 'reversed';
}

/** True while nobody has settled a row that Accord cannot settle by itself. Leaving it alone settles it too. */
export function waitsForPerson(
  row: Pick<
    PlanRow,
    'verb' | 'fields' | 'locations' | 'defaultConflict' | 'contacts' | 'mainContactConflict' | 'decision'
  >,
): boolean {
  const { verb, decision } = row;
  if (verb !== 'conflict' && verb !== 'ambiguous' && verb !== 'invalid') return false;
  if (decision === null) return true;
  if (!decision.include || decision.unlink === true) return false;
  if (verb === 'ambiguous') return decision.partner === null;
  if (verb === 'invalid') return true;
  return !decision.undisputedOnly && conflictKeys(row).some((key) => decision.choices[key] === undefined);
}
