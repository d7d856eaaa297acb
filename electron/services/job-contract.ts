/**
 * What the job process does: everything that talks to the two systems or to a ledger. The shell keeps window, vault and
 * settings, and hands over the profile and short-lived secrets with each request; the job stores neither.
 */
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { LearnedLicence, Profile } from '../../shared/domain/settings.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { PlanHeader, PlanStanding } from '../../shared/sync/plan.ts';
import type { Progress, RecordStatus, Run } from '../../shared/sync/ports.ts';
import type { RunStatus } from '../../shared/ipc/contract.ts';

export type Secrets = Readonly<Record<Side, string | null>>;

/** What sign-ins in the browser left behind, as it is kept in the vault. */
export type Grants = Readonly<Partial<Record<BrowserSide, string>>>;

export interface JobContext {
  readonly profile: Profile;
  /** Empty for requests that only read the ledger. */
  readonly secrets: Secrets;
  /** Absent where nobody signed in with the browser, and for requests that only read the ledger. */
  readonly grants?: Grants;
  /** The ERP session that was open when a job process was killed, to be given back; a secret. Absent as above. */
  readonly erpSession?: string | null;
}

export const jobMethods = [
  'connection.check',
  'lookups.get',
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
  'plan.commit',
  'undo.prepare',
  'undo.latest',
  'run.stop',
  'run.resume',
  'run.status',
  'history.runs',
  'history.run',
  'history.records',
  'history.retry',
  'report.write',
] as const satisfies readonly Method[];
export type JobMethod = (typeof jobMethods)[number];

/** Methods that reach the two systems and so need secrets. */
export const methodsWithSecrets: ReadonlySet<JobMethod> = new Set([
  'connection.check',
  'lookups.get',
  'numbering.preview',
  'plan.prepare',
  'plan.commit',
  'undo.prepare',
  'run.resume',
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
  /**
   * An ERP session was opened, or given back (null). For the shell alone (L8); settles once it is remembered, where that can be waited for.
   */
  readonly erpSession: (profileId: string, session: string | null) => Promise<void> | void;
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
