/** What Accord remembers of a profile: links, records, runs with their journal, previews; and the port that keeps it. */
import type { ContactRole } from '../domain/contact.ts';
import type {
  CompanyField,
  CustomerField,
  Entity,
  LocationField,
  PartySummary,
  OptInField,
  Party,
  PartyKind,
  Side,
  SiteField,
} from '../domain/party.ts';
import type {
  AgreedValue,
  Decision,
  GuardOverride,
  PlanHeader,
  PlanRow,
  PlanRowRecords,
  PlanTotals,
  RowEnded,
  UndoBucket,
  UndoneRun,
  Verb,
} from './plan.ts';
import type { RowIdentities } from './row-identities.ts';
import type { FailureCause } from '../domain/failure-cause.ts';
import type { RecordChange } from '../domain/record-change.ts';

export interface LocationLink {
  readonly erpKey: string;
  readonly shopifyKey: string;
  readonly agreed: Readonly<Partial<Record<LocationField | SiteField, AgreedValue>>>;
  /**
   * `linked`, or `deleted`: one of the two is gone or inactive and that was dealt with; kept so that R10 can revive it
   * and no proposal comes twice. `apart`: a person gave the location no partner; the other key is empty.
   */
  readonly state: 'linked' | 'deleted' | 'apart';
}

/** What is remembered of a link that a person ended (R32). */
export interface LinkEnd {
  readonly at: string;
  /**
   * `partyHash` of the record that was left. While it has this content it is left alone (R24); once it was changed it may
   * be proposed again (R12). Null when a person brought it back: it is then planned like any record without partner.
   */
  readonly survivorHash: string | null;
  /**
   * Present where a person took two records apart that both exist: they are never matched with each other again by themselves.
   * `leftAlone`: each waits until it is linked to another record or a person wants it created. `own`: each is a customer like
   * any other.
   */
  readonly apart?: 'leftAlone' | 'own';
  readonly byHand?: ByHand;
}

/** Who linked two records by hand, or unlinked them, and in which run. */
export interface ByHand {
  readonly person: string;
  readonly runId: string;
}

/** Two contacts of a business customer that are the same person. `deleted` and `apart` as of a location. */
export interface ContactLink {
  readonly erpKey: string;
  readonly shopifyKey: string;
  readonly agreed: Readonly<Partial<Record<CustomerField, AgreedValue>>>;
  /** By the ERP's key of the location. */
  readonly agreedRoles: Readonly<Record<string, Readonly<Record<Side, ContactRole | null>>>>;
  readonly state: LocationLink['state'];
}

/** Two records that are the same customer, and what they last agreed on. */
export interface Link {
  readonly id: string;
  /** Absent for an individual. */
  readonly kind?: PartyKind;
  readonly erpKey: string;
  readonly erpNumber: string;
  readonly shopifyKey: string;
  readonly agreed: Readonly<Partial<Record<CustomerField | CompanyField | OptInField, AgreedValue>>>;
  readonly locations: readonly LocationLink[];
  /** Of a business customer only. */
  readonly contacts?: readonly ContactLink[];
  /** `Contact.key` of the main contacts when the two last agreed; of a business customer only. */
  readonly agreedMainContact?: Readonly<Record<Side, string | null>>;
  /** Location keys that were the default when the two last agreed. */
  readonly agreedDefault: Readonly<Record<Side, string | null>>;
  readonly createdAt: string;
  readonly agreedAt: string;
  /** Absent where a rule made the link. */
  readonly byHand?: ByHand;
  /** Absent while the link holds. One that ended matches nothing, and is kept so that no proposal comes twice. */
  readonly ended?: LinkEnd;
}

/** What a run did to the link of one row: as it found it and as it left it. Null where there was, or is, none. */
export interface LinkChange {
  readonly rowId: string;
  readonly before: Link | null;
  readonly after: Link | null;
}

/** The statuses users know from the built-in connector, and ours (design section 1). */
export const recordStatuses = [
  'prepared',
  'processed',
  'failed',
  'aborted',
  'skipped',
  'deleted',
  'filtered',
  'invalid',
  'conflict',
  'ambiguous',
  'stale',
] as const;
export type RecordStatus = (typeof recordStatuses)[number];

/** The lasting history of one customer: its status survives runs until it succeeds or a person dismisses it (L6). */
export interface SyncRecord {
  /** The plan row's id. */
  readonly id: string;
  readonly name: string;
  readonly erpNumber: string | null;
  readonly erpKey: string | null;
  readonly shopifyKey: string | null;
  readonly status: RecordStatus;
  readonly lastOperation: string;
  readonly cause: FailureCause | null;
  readonly attempts: number;
  readonly lastRunId: string | null;
  readonly updatedAt: string;
  /** What somebody changed since the preview that came too late; kept until the record is written or settled. */
  readonly changes?: readonly RecordChange[];
}

export type RunState = 'running' | 'stopped' | 'interrupted' | 'finished';

export interface RunCounts {
  readonly written: Readonly<Record<Side, number>>;
  readonly linked: number;
  readonly failed: number;
  readonly stale: number;
  /** Approved rows not reached yet. */
  readonly waiting: number;
}

/** A run that takes back another one. */
export interface UndoRun extends UndoneRun {
  /** Rows of the undone run that are taken back or stay. */
  readonly rows: number;
  /** Rows taken back so far; what is neither reversed, failed nor waiting was kept. */
  readonly reversed: number;
}

export interface Run {
  readonly id: string;
  readonly profileId: string;
  readonly planId: string;
  readonly planSha256: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly counts: RunCounts;
  /** "Try 3 first": only the first rows of each verb belong to the run; null means all. */
  readonly firstRowsPerVerb: number | null;
  /** Why it did not get to its end; null when it did, or when a person stopped it. */
  readonly cause: FailureCause | null;
  /** Hash of the two systems it wrote to; absent in runs of older versions. */
  readonly systems?: string;
  /** Serial of the links at its end; absent until then. */
  readonly linkSerial?: number;
  /** Absent in a run that commits a preview. */
  readonly undoes?: UndoRun;
  /** Made before Accord kept what links were like before a run, so it cannot be taken back. */
  readonly withoutLinkImages?: true;
  /** It did not come to its end, and what it had written is in the links all the same. */
  readonly isLinked?: true;
}

/** The kinds of write that a journal line can name. */
export const operationKinds = [
  'createCustomer',
  'updateCustomer',
  'createLocation',
  'updateLocation',
  'setDefaultLocation',
  'removeLocation',
  'deactivateCustomer',
  'activateCustomer',
  'deleteCustomer',
  'deleteLocation',
  'createContact',
  'updateContact',
  'removeContact',
  'setContactRoles',
  'setMainContact',
  'deletePerson',
  'addTags',
  'removeTags',
  'setEmailConsent',
  'setFurther',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** Written and synced to disk before a request is sent (L5). */
export interface Intent {
  readonly runId: string;
  readonly rowId: string;
  /** Position in the row's list of operations. */
  readonly step: number;
  readonly side: Side;
  readonly kind: OperationKind;
  /** Key of the customer written to; null when it is being created. */
  readonly key: string | null;
  /** What is sent, neutral (drafts and patches); no secret. */
  readonly payload: unknown;
  /** The customer before the write, for undo and for settling an unknown outcome. */
  readonly before: Party | null;
}

export type ResultStatus = 'done' | 'refused' | 'unknown';

export interface JournalResult {
  readonly seq: number;
  readonly status: ResultStatus;
  /** The customer after the write, as answered; null also once it was deleted. */
  readonly after: Party | null;
  /** Key of a created location. */
  readonly createdKey: string | null;
  readonly cause: FailureCause | null;
}

export interface JournalEntry extends Intent {
  readonly seq: number;
  readonly at: string;
  /** Null: the outcome is unknown. */
  readonly result: JournalResult | null;
}

/** What the journal says of a write, without its contents. */
export interface JournalWrite extends Pick<JournalEntry, 'seq' | 'rowId' | 'side'> {
  /** Null: the outcome is unknown. */
  readonly status: ResultStatus | null;
}

/** A row of a plan that a run has brought to its end. */
export interface EndedRow extends Pick<RowEnded, 'status'> {
  readonly rowId: string;
  readonly verb: Verb;
}

export interface RowQuery {
  readonly verbs?: readonly Verb[];
  /** Only rows that need a person and have no settling decision. */
  readonly needPerson?: boolean;
  /** Only rows with near matches. */
  readonly suggested?: boolean;
  /** Only rows that hold a record of this side without partner: alone, or among those of a question. */
  readonly unmatched?: Side;
  /** Substring of name, e-mail, phone or number, ignoring case. */
  readonly search?: string;
  readonly target?: Side;
  readonly entity?: Entity;
  /** Only rows of an undo that are in this bucket. */
  readonly bucket?: UndoBucket;
  readonly offset: number;
  readonly limit: number;
}

export interface RecordQuery {
  readonly statuses?: readonly RecordStatus[];
  readonly search?: string;
  readonly offset: number;
  readonly limit: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A decision and the records it was made on. */
export interface MadeDecision {
  readonly decision: Decision;
  readonly keys: Readonly<Record<Side, string | null>>;
  readonly beforeHash: Readonly<Record<Side, string | null>>;
}

/** A row of a plan with its records. */
export interface StoredRow {
  readonly row: PlanRow;
  readonly records: PlanRowRecords;
}

/** A row that a preview did not settle. */
export interface OpenRow {
  readonly rowId: string;
  /** `Party.key` of all its records. */
  readonly keys: Readonly<Record<Side, readonly string[]>>;
  /** Whether a run that carries it out settles it. */
  readonly closes: boolean;
}

/** Business customers as they were last read: what a preview knows of them that cannot read them. */
export interface KnownCompanies {
  /** `Party.key` in the ERP, which shows them as persons while its feature is off. */
  readonly erpKeys: readonly string[];
  readonly shopify: readonly (Pick<PartySummary, 'key' | 'number' | 'name'> & {
    /** `Contact.personKey` of its contacts. */
    readonly people: readonly string[];
  })[];
}

/**
 * How far the two systems were read, and what comes back whatever its stamp: no cursor passes a record that is neither done nor
 * listed here (L6).
 */
export interface ReadingState {
  /** `settingsHash` that the records were planned with. */
  readonly settingsHash: string;
  /** When the last full preview with a complete reading was made, ISO 8601 UTC. */
  readonly fullAt: string;
  /** The newest finished run when the last complete reading was planned: what later ones did to links comes back. */
  readonly lastRunId: string | null;
  /** `asOf` of the last complete reading. */
  readonly asOf: Readonly<Record<Side, string>>;
  /** Records that the last full reading found. */
  readonly counts: Readonly<Record<Side, number>>;
  /** Rows that were not settled; null where they are so many that everything is read again. */
  readonly open: readonly OpenRow[] | null;
  /** By row id: decisions on rows that the latest preview does not show, as it looked at some of the records only. */
  readonly decisions: readonly (readonly [rowId: string, made: MadeDecision])[];
  /** Absent until business customers were read once. */
  readonly companies?: KnownCompanies;
}

/** Everything Accord remembers about a profile. Asynchronous, so that a shared store for teams can follow. */
export interface Ledger {
  /** All, the ended ones too. */
  links(): Promise<readonly Link[]>;
  endedLinks(): Promise<readonly Link[]>;
  /** Those of these that exist, in no order. */
  linksByIds(ids: readonly string[]): Promise<readonly Link[]>;
  /** Rises with every change of a link. */
  linkSerial(): Promise<number>;
  saveLinks(links: readonly Link[]): Promise<void>;
  /**
   * Saves the links that a run changed, removes those without an `after`, and keeps both images, so that the run can be taken
   * back. Of several changes of one link in one run the first `before` and the last `after` count.
   */
  changeLinks(runId: string, changes: readonly LinkChange[]): Promise<void>;
  /** What a run did to links, in the order of their first change. */
  linkChanges(runId: string): Promise<readonly LinkChange[]>;

  savePlan(header: PlanHeader, rows: Iterable<StoredRow>): Promise<void>;
  plan(id: string): Promise<PlanHeader | null>;
  /** The newest preview; an undo is none. */
  latestPlan(): Promise<PlanHeader | null>;
  /** The newest preview for which both systems were read as a whole, and completely. It is kept until there is a newer one. */
  latestReading(): Promise<PlanHeader | null>;
  /** The newest undo of a run. */
  latestUndo(runId: string): Promise<PlanHeader | null>;
  planRows(planId: string, query: RowQuery): Promise<Page<PlanRow>>;
  planRow(planId: string, rowId: string): Promise<StoredRow | null>;
  /** Rows in plan order, in chunks, for the commit; without those that the run `exceptEndedIn` brought to their end. */
  eachPlanRow(
    planId: string,
    visit: (row: PlanRow, records: PlanRowRecords) => void | Promise<void>,
    exceptEndedIn?: string,
  ): Promise<void>;
  /** The records of all rows in plan order, in chunks, without the rows. */
  eachPlanRecords(planId: string, visit: (records: PlanRowRecords) => void | Promise<void>): Promise<void>;
  /** Rows that a run brought to their end, in no order. */
  endedRows(planId: string, runId: string): Promise<readonly EndedRow[]>;
  /** Of every row of a plan, in no order. */
  planIdentities(planId: string): Promise<readonly RowIdentities[]>;
  /** Puts entries in the place of one row and removes others with it; `header` is the plan's from now on. */
  replaceRow(
    header: PlanHeader,
    rowId: string,
    entries: Iterable<StoredRow>,
    others?: readonly string[],
  ): Promise<void>;
  /** Stores decisions (`null` takes one back) and the plan's totals as they are with them. */
  saveDecisions(
    planId: string,
    decisions: ReadonlyMap<string, Decision | null>,
    totals: PlanTotals,
  ): Promise<void>;
  /** Stores a person's word on a plan's guards with the plan. */
  saveGuardOverride(planId: string, override: GuardOverride): Promise<void>;
  /** Decisions of the latest preview by row id, with the records they were made on, to carry over to a new plan. */
  decisions(): Promise<ReadonlyMap<string, MadeDecision>>;

  /** Null before the first complete reading. */
  readingState(): Promise<ReadingState | null>;
  saveReadingState(state: ReadingState): Promise<void>;

  saveRun(run: Run): Promise<void>;
  run(id: string): Promise<Run | null>;
  /** Newest first. */
  runs(): Promise<readonly Run[]>;

  /** Durable when the promise settles (L5). Answers the sequence number. */
  appendIntent(intent: Intent): Promise<number>;
  appendResult(result: JournalResult): Promise<void>;
  journal(runId: string): Promise<readonly JournalEntry[]>;
  /** Every write of a run, in order. As for `journal`, all of its lines have to be whole; their contents are not read. */
  journalWrites(runId: string): Promise<readonly JournalWrite[]>;
  /** Some entries of a run that was found whole, in the order given. */
  journalEntries(seqs: readonly number[]): Promise<readonly JournalEntry[]>;
  /** As `journal`, one by one: a large run is not held in memory. */
  eachJournalEntry(runId: string, visit: (entry: JournalEntry) => void): Promise<void>;

  saveRecords(records: readonly SyncRecord[]): Promise<void>;
  /** Saves the records of rows that a run ended, and how they ended with the rows of its plan. */
  endRows(planId: string, records: readonly SyncRecord[]): Promise<void>;
  records(query: RecordQuery): Promise<Page<SyncRecord>>;
  recordsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, SyncRecord>>;
  recordCounts(): Promise<Readonly<Record<RecordStatus, number>>>;
}
