/** What the page's state holds and can do: five slices that make one store. */
import type { Scope } from '../../shared/domain/scope.ts';
import type {
  Input,
  AppInfo,
  CheckResult,
  DecisionInput,
  Output,
  PlanRowRecords,
  ProfileOverview,
  RunStatus,
} from '../../shared/ipc/contract.ts';
import type { WireError } from '../../shared/ipc/errors.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { Preferences, Profile } from '../../shared/domain/settings.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { PlanHeader, PlanRow } from '../../shared/sync/plan.ts';
import type { Progress, ProgressStage } from '../../shared/sync/ports.ts';
import type { Facet, PreviewFilter } from './facets.ts';
import type { TermsNames } from './company-sentences.ts';
import type { GridLine } from './row-window.ts';
import type { View } from './views.ts';

export interface SessionSlice {
  readonly view: View;
  /** Null until the program has answered. */
  readonly info: AppInfo | null;
  readonly profiles: readonly Profile[];
  /** The open profile; null before one exists. */
  readonly overview: ProfileOverview | null;
  /** What went wrong last and was not put away; shown above every screen. */
  readonly problem: WireError | null;
  /** Read out by screen readers as it changes. */
  readonly announcement: string;
  /** Results of the connection doctor in this session, for the open profile. */
  readonly checks: Readonly<Partial<Record<Side, CheckResult>>>;
  /** What a person is in the browser for, to approve; or null. */
  readonly signingIn: { readonly profileId: string; readonly side: BrowserSide } | null;
  /** The run whose detail the History step shows; null shows all runs. */
  readonly shownRun: string | null;

  readonly show: (view: View) => void;
  /** Opens a run's detail in the History step; null goes back to all runs. */
  readonly showRun: (runId: string | null) => void;
  readonly announce: (text: string) => void;
  readonly fail: (thrown: unknown) => void;
  readonly dismissProblem: () => void;
  readonly start: () => Promise<void>;
  readonly reloadProfiles: () => Promise<void>;
  readonly openProfile: (profileId: string, view?: View) => Promise<void>;
  /** Reads the open profile again, after anything that changed its counts. */
  readonly refreshOverview: () => Promise<void>;
  readonly setOverview: (overview: ProfileOverview) => void;
  /** Opens the system's page in the browser and waits. @returns true when the person approved. */
  readonly signIn: (profileId: string, side: BrowserSide) => Promise<boolean>;
  readonly cancelSignIn: () => Promise<void>;
  readonly setCheck: (result: CheckResult) => void;
  readonly closeProfile: () => void;
  readonly savePreferences: (preferences: Preferences) => Promise<void>;
}

export interface ActivitySlice {
  readonly status: RunStatus;
  /** Newest progress of every stage of the present activity: two systems are read at the same time. */
  readonly stages: Readonly<Partial<Record<ProgressStage, Progress>>>;

  readonly refreshStatus: () => Promise<void>;
  readonly setStatus: (status: RunStatus) => void;
  readonly setProgress: (progress: Progress) => void;
  readonly forgetActivity: () => void;
  /** Reads both systems and opens the new preview. */
  /** Everything unless a scope says otherwise. */
  readonly prepare: (scope?: Scope) => Promise<void>;
  /** Commits the preview on screen. `firstRowsPerVerb` null commits all that is approved. */
  readonly commit: (firstRowsPerVerb: number | null) => Promise<void>;
  readonly resume: (runId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface UndoSlice {
  /** The preview of an undo on screen; null when there is none. */
  readonly undo: PlanHeader | null;
  /** The run whose undo is being prepared. */
  readonly undoOf: string | null;
  /** Whether what is being written takes a run back. */
  readonly isUndoing: boolean;

  /** Reads what the run wrote and opens the preview of taking it back. */
  readonly prepareUndo: (runId: string) => Promise<void>;
  readonly forgetUndo: () => void;
  /** Takes a row of the undo in, or leaves it out. */
  readonly includeInUndo: (row: PlanRow, isIncluded: boolean) => Promise<void>;
  /** Carries out the undo on screen. */
  readonly commitUndo: () => Promise<void>;
}

export interface OpenedRow {
  readonly index: number;
  readonly rowId: string;
}

export interface PreviewSlice {
  readonly plan: PlanHeader | null;
  readonly filter: PreviewFilter;
  /** Rows of the filter; null until its first page has come. */
  readonly total: number | null;
  /** Pages of `pageSize` rows by page number. */
  readonly pages: ReadonlyMap<number, readonly PlanRow[]>;
  readonly opened: OpenedRow | null;
  /** Lines of the opened company's tree that are open, by `TreeLine.id`. */
  readonly expanded: ReadonlySet<string>;
  /** Where the keyboard is in the grid. */
  readonly cursor: GridLine;
  readonly records: { readonly rowId: string; readonly records: PlanRowRecords } | null;
  /** What the store calls its payment terms; empty until it was asked, and where it cannot be. */
  readonly termsNames: TermsNames;
  /** Choices made in the pane and not applied yet, by row id. They survive walking to other rows. */
  readonly drafts: ReadonlyMap<string, DecisionInput>;

  readonly setPlan: (plan: PlanHeader) => void;
  readonly readTermsNames: () => Promise<void>;
  /** Reads the plan on screen again, after a run of it. */
  readonly refreshPreview: () => Promise<void>;
  readonly forgetPreview: () => void;
  readonly setFacet: (facet: Facet) => void;
  readonly setFilter: (filter: PreviewFilter) => void;
  /** Reads the pages that cover these rows, where they are not there yet. */
  readonly ensureRows: (first: number, last: number) => void;
  readonly rowAt: (index: number) => PlanRow | null;
  readonly openRow: (index: number) => Promise<void>;
  readonly closeRow: () => void;
  /** Opens a line of the tree under the opened row, or closes it. */
  readonly expandNode: (id: string, isExpanded: boolean) => void;
  readonly setCursor: (cursor: GridLine) => void;
  readonly setDraft: (rowId: string, draft: DecisionInput | null) => void;
  /** Stores a decision; null takes it back. The row stays where it is. */
  readonly decide: (row: PlanRow, decision: DecisionInput | null) => Promise<void>;
  /** Links the row's record to one of the other side, or keeps it apart (`new`). The rows are planned again. */
  readonly link: (row: PlanRow, partner: string) => Promise<void>;
  /** Takes back what was said about partners and locations. */
  readonly forget: (row: PlanRow) => Promise<void>;
  readonly arrange: (
    row: PlanRow,
    said: Pick<Input<'plan.arrange'>, 'ties' | 'moves' | 'contactTies'>,
  ) => Promise<void>;
  /** Lets the halted preview be committed on the store's name; answers why it was refused, or null. */
  readonly overrideGuards: (typedName: string) => Promise<string | null>;
  readonly decideAll: (decision: Input<'plan.decideAll'>['decision']) => Promise<void>;
  /** Index of the next row (`step` 1) or the one before (-1) that waits for a person, or null. */
  readonly findWaiting: (from: number, step: 1 | -1) => Promise<number | null>;
}

export interface ReviewSlice {
  /** Previews from other computers, the newest first. */
  readonly reviews: readonly Review[];
  /** What came of taking a reviewer's decisions over into a preview; null where nothing was. */
  readonly taken: (Omit<NonNullable<Output<'plan.takeDecisions'>>, 'plan'> & { planId: string }) | null;

  readonly reloadReviews: () => Promise<void>;
  /** Asks for a file and shows what is in it. */
  readonly openReviewFile: () => Promise<void>;
  readonly openReview: (reviewId: string) => Promise<void>;
  /** Goes back to the profile that was open before. */
  readonly closeReview: () => Promise<void>;
  readonly removeReview: (reviewId: string) => Promise<void>;
  /** Asks for a place and saves the preview there; answers its name, null where none was chosen. */
  readonly exportPlan: (
    redacted: boolean,
  ) => Promise<{ readonly name: string | null; readonly problem: WireError | null }>;
  readonly takeDecisions: () => Promise<void>;
}

export type Store = SessionSlice & ActivitySlice & PreviewSlice & UndoSlice & ReviewSlice;
