/** Runs the command line as people and scripts do: as a process of its own, with the secrets in its environment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoCompany } from '../../simulators/demo/world.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const accord = join(root, 'electron/cli/main.ts');

/** How a command ended, and everything it said. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a script gets with `--json`: the one document on stdout; text for people is on stderr. */
export interface Answered<Answer> extends Ended {
  readonly answer: Answer;
}

/** The answer of a command that was refused. */
export interface Refusal {
  readonly ok: false;
  readonly error: {
    readonly code: string;
    readonly title: string;
    readonly message: string;
    readonly fields: Readonly<Record<string, string>>;
  };
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

export interface CommandLine {
  readonly home: string;
  readonly environment: Environment;
  /** For people: no `--json`. */
  say(...args: readonly string[]): Promise<Ended>;
  /** For scripts: with `--json`. */
  ask<Answer = Refusal>(...args: readonly string[]): Promise<Answered<Answer>>;
  start(...args: readonly string[]): Running;
  /** The same place with other secrets or switches. */
  with(environment: Environment): CommandLine;
}

/** A folder for the time of one test file; everything a command writes goes below it, temporary files included. */
export interface Workplace {
  readonly folder: string;
  commandLine(homeName: string): CommandLine;
  remove(): Promise<void>;
}

export function collect(child: ChildProcess): Promise<Ended> {
  const heard = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (heard.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (heard.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, ...heard }));
  });
}

function documentOf<Answer>(args: readonly string[], ended: Ended): Answered<Answer> {
  try {
    return { ...ended, answer: JSON.parse(ended.stdout) as Answer };
  } catch (cause) {
    const said = `accord ${args.join(' ')} ended with ${ended.code}.\nstdout: ${ended.stdout}\nstderr: ${ended.stderr}`;
    throw new Error(said, { cause });
  }
}

function createCommandLine(home: string, environment: Environment): CommandLine {
  function start(...args: readonly string[]): Running {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', accord, '--home', home, '--secrets', 'memory', ...args],
      { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return { process: child, ended: collect(child) };
  }
  return {
    home,
    environment,
    start,
    say: (...args) => start(...args).ended,
    ask: async <Answer>(...args: readonly string[]) =>
      documentOf<Answer>(args, await start('--json', ...args).ended),
    with: (changed) => createCommandLine(home, { ...environment, ...changed }),
  };
}

export async function openWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-flow-'));
  const environment: Environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: folder,
    // Compiled code is kept from one command to the next, which halves the time each takes to start.
    NODE_COMPILE_CACHE: join(tmpdir(), 'accord-flow-compiled'),
    ACCORD_SHOPIFY_SECRET: demoCompany.accessToken,
    ACCORD_ERP_PASSWORD: demoCompany.password,
  };
  return {
    folder,
    commandLine: (homeName) => createCommandLine(join(folder, homeName), environment),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
