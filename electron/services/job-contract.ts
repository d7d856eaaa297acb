/**
 * What the job process does: everything that talks to the two systems or to a ledger. The shell keeps window, vault and
 * settings, and hands over the profile and short-lived secrets with each request; the job stores neither.
 */
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { LearnedLicence, Profile } from '../../shared/domain/settings.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { HeldHeaders, SessionHeaders } from '../connectors/acumatica/session.ts';
import type { PlanHeader, PlanStanding } from '../../shared/sync/plan.ts';
import type { RecordStatus, Run } from '../../shared/sync/ledger-port.ts';
import type { Progress } from '../../shared/sync/ports.ts';
import type { RunStatus } from '../../shared/ipc/contract.ts';

export interface JobContext {
  readonly profile: Profile;
  /** Of the store; null for requests that only read the ledger. Those of the ERP stay with the shell, see `ErpSessions`. */
  readonly secrets: { readonly shopify: string | null };
  /** What a sign-in in the browser left behind, as it is kept in the vault. Absent where there was none. */
  readonly grants?: { readonly shopify?: string };
  /** Present where `profile` stands for a preview that came from a file, see `review-rules.ts`. */
  readonly review?: Review;
  /** The file that a person chose, for methods that read or write one. */
  readonly file?: string;
}

/**
 * The one session of the ERP that a profile has, kept by the shell, where the vault is (docs/adr/0011). Whatever works with the ERP has
 * a lease of it; the session ends with the last lease.
 */
export interface ErpSessions {
  /**
   * Waits a little where a session of the profile is just ending, here or in another copy of Accord.
   * @returns the lease. @throws AppError PROFILE_NOT_CONNECTED, SECRET_MISSING, SIGN_IN_NEEDED, KEYCHAIN_LOCKED, ERP_SESSION_ELSEWHERE.
   */
  lease(profileId: string): Promise<string>;
  /**
   * What requests to the instance carry; the session is opened where it is not open yet.
   * @param base where the instance was found, at or above the address of the connection.
   * @throws AppError of the sign-in families.
   */
  open(lease: string, base: string): Promise<HeldHeaders>;
  /** After `used` was refused. @throws as `open` does. */
  renew(lease: string, used: SessionHeaders): Promise<HeldHeaders>;
  /** Never throws; a second time does nothing. */
  release(lease: string): Promise<void>;
}

export const jobMethods = [
  'connection.check',
  'lookups.get',
  'lookups.terms',
  'fields.list',
  'numbering.preview',
  'plan.prepare',
  'plan.latest',
  'plan.rows',
  'plan.row',
  'plan.decide',
  'plan.decideAll',
  'plan.partners',
  'plan.link',
  'plan.forget',
  'plan.arrange',
  'plan.overrideGuards',
  'plan.export',
  'plan.takeDecisions',
  'review.open',
  'rules.choices',
  'rules.tryFilter',
  'rules.values',
  'rules.impact',
  'rules.tryMapping',
  'rules.tryDefaults',
  'rules.check',
  'plan.commit',
  'undo.prepare',
  'undo.latest',
  'run.stop',
  'run.resume',
  'run.status',
  'history.runs',
  'history.run',
  'history.records',
  'history.parts',
  'history.retry',
  'report.write',
] as const satisfies readonly Method[];
export type JobMethod = (typeof jobMethods)[number];

/** Methods that reach the two systems and so need secrets. */
export const methodsWithSecrets: ReadonlySet<JobMethod> = new Set([
  'connection.check',
  'lookups.get',
  'lookups.terms',
  'fields.list',
  'numbering.preview',
  'plan.prepare',
  'plan.commit',
  'undo.prepare',
  'run.resume',
  'rules.check',
]);

/** The ledger's part of a profile's overview. */
export interface LedgerOverview {
  readonly plan: PlanHeader | null;
  readonly planStanding: PlanStanding | null;
  readonly lastRun: Run | null;
  readonly recordCounts: Readonly<Record<RecordStatus, number>>;
}

export type JobServices = {
  readonly [M in JobMethod]: (input: Input<M>, context: JobContext) => Promise<Output<M>>;
};

export interface JobEvents {
  readonly progress: (profileId: string, progress: Progress) => void;
  readonly runChanged: (profileId: string, status: RunStatus) => void;
  /** A refresh token was replaced: the shell keeps the new one. For the shell alone, never for the page (L8). */
  readonly grantRenewed: (profileId: string, side: BrowserSide, grant: string) => void;
  /** Something new is known of the ERP's licence, to be kept with the profile. */
  readonly licenceLearned: (profileId: string, licence: LearnedLicence) => void;
}

/** The job as its owner sees it, in this process or another. */
export interface Job {
  call<M extends JobMethod>(method: M, input: Input<M>, context: JobContext): Promise<Output<M>>;
  overview(context: JobContext): Promise<LedgerOverview>;
  /** Forgets a profile: closes its ledger and removes its files. */
  remove(profileId: string): Promise<void>;
  /** Stops what goes on, releases the ERP session, closes ledgers. */
  close(): Promise<void>;
}
