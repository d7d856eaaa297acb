/**
 * A real gnome-keyring on a session bus of its own, in an empty home. Linux only; on other systems the keychain belongs to
 * the person at the desk.
 */
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'bash'];

/** What a test with a keyring lacks here; it is left out then, and that is said. */
export const missingForKeyring: readonly string[] =
  process.platform === 'linux' ? programs.filter((program) => !isInstalled(program)) : programs;
if (missingForKeyring.length > 0) {
  const hint = 'Not tested: the real keychain. On Debian: apt install gnome-keyring dbus';
  console.warn(`${hint} (missing: ${missingForKeyring.join(', ')})`);
}

/** How the keyring starts: with its password, or without. */
export const keyrings = {
  unlocked: 'printf password | gnome-keyring-daemon --unlock --components=secrets >&2',
  locked: 'gnome-keyring-daemon --start --components=secrets >&2',
} as const;

export interface KeyringHome {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** An empty home; what a keyring keeps in it is there again in the next session. */
export async function makeKeyringHome(): Promise<KeyringHome> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-keyring-'));
  for (const name of ['home', 'run']) await mkdir(join(folder, name), { mode: 0o700 });
  return {
    folder,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(folder, 'home'),
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
  };
}

/** Where the command's own process id stands while it runs, for a signal that is meant for it alone. */
export const processIdFile = ({ folder }: KeyringHome): string => join(folder, 'run', 'command.pid');

/** The command, with a keyring running beside it for as long as it takes. */
export function withKeyring(
  keyring: keyof typeof keyrings,
  command: readonly string[],
): readonly [string, readonly string[]] {
  const script = `${keyrings[keyring]}; echo $$ > "$XDG_RUNTIME_DIR/command.pid"; exec "$0" "$@"`;
  return ['dbus-run-session', ['--', 'bash', '-c', script, ...command]];
}
