/** What the parts of the job work with. */
import type { Clock, Ids, Logger, Progress } from '../../shared/sync/ports.ts';
import type { DataPaths } from '../storage/paths.ts';
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
}

/** What the parts of the job share. */
export interface JobRuntime extends JobOptions {
  readonly sessions: ProfileSessions;
  readonly tokens: TokenProviders;
  /** A progress listener for the session's activity: kept for whoever asks later, and announced. */
  readonly report: (session: ProfileSession) => (progress: Progress) => void;
}
