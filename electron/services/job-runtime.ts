/** What the parts of the job work with. */
import type { Clock, Ids, Logger, Progress } from '../../shared/sync/ports.ts';
import type { SuggestMatches } from '../../shared/sync/sync.ts';
import type { DataPaths } from '../storage/paths.ts';
import type { ErpSeats } from './erp-seats.ts';
import type { ErpSessions, JobEvents } from './job-contract.ts';
import type { ProfileSession, ProfileSessions } from './profile-session.ts';
import type { TokenProviders } from './token-providers.ts';

export interface JobOptions {
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly events: JobEvents;
  /** Those that the shell keeps. */
  readonly erpSessions: ErpSessions;
  /** A thread of its own for the search for near matches; without it that search runs here. */
  readonly suggest?: SuggestMatches;
}

/** What the parts of the job share. */
export interface JobRuntime extends JobOptions {
  readonly sessions: ProfileSessions;
  readonly tokens: TokenProviders;
  readonly seats: ErpSeats;
  /** A progress listener for the session's activity: kept for whoever asks later, and announced. */
  readonly report: (session: ProfileSession) => (progress: Progress) => void;
}
