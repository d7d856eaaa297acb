/** The Chromium that end-to-end tests and the stand-in host use: the system's own, never a downloaded one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = [
  process.env['ACCORD_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export function findBrowser(): string | null {
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** Installs Debian packages where this process may, and says the one command to run where it may not. */
function installDebianPackages(packages: readonly string[]): boolean {
  if (!isDebianRoot) return false;
  process.stderr.write(`Installing ${packages.join(', ')} with apt …\n`);
  const apt = (args: readonly string[]) =>
    spawnSync('apt-get', [...args], {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt(['update', '-qq']) && apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

/** @returns the browser's path, or null with a plain word on stderr about how to get one. */
export function ensureBrowser(): string | null {
  const found = findBrowser();
  if (found !== null) return found;
  if (installDebianPackages(['chromium', 'fonts-dejavu-core', 'fonts-liberation'])) return findBrowser();
  process.stderr.write(
    'No Chromium was found. Install it with: sudo apt-get install chromium   (or set ACCORD_CHROMIUM to its path)\n',
  );
  return null;
}

/** A real keychain for the vault's test: gnome-keyring on a private D-Bus. */
export function ensureKeyring(): boolean {
  if (process.platform !== 'linux') return true;
  const needed = ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-run-session'];
  const isThere = () => needed.every((path) => existsSync(path));
  if (isThere()) return true;
  if (installDebianPackages(['gnome-keyring', 'dbus', 'libsecret-1-0'])) return isThere();
  process.stderr.write(
    'The keychain test needs a keyring. Install it with: sudo apt-get install gnome-keyring dbus libsecret-1-0\n',
  );
  return false;
}
