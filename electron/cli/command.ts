/** What a command gets, and how it is run. */
import type { Host } from '../host.ts';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-codes.ts';

export interface CommandContext {
  readonly host: Host;
  readonly console: Console;
}

/** What every command shares. A command answers its exit code. */
export type RunCommand = (work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;
