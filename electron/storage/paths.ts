/** Where Accord keeps its files: one folder per user, everything under it, so that removing it removes all. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface DataPaths {
  /** The folder that holds everything below. */
  readonly home: string;
  readonly settingsFile: string;
  /** Data of the demo's twins. */
  readonly demoFolder: string;
  /** One log per process of the program: `main`, `job`. */
  logFile(process: string): string;
  profileFolder(profileId: string): string;
  ledgerFile(profileId: string): string;
  lockFile(profileId: string): string;
  /** Locked by whoever has the profile's session of the ERP. */
  erpLockFile(profileId: string): string;
  /** Exists while a session of the ERP is open. */
  openSessionFile(profileId: string): string;
  /** The ERP's lists as they were last read. */
  lookupsFile(profileId: string): string;
  /** Which fields the store or the company has of its own, as they were last listed. */
  fieldsFile(profileId: string, side: 'erp' | 'shopify'): string;
  reportsFolder(profileId: string): string;
}

export interface Platform {
  readonly name: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's own folder. */
  readonly userFolder: string;
}

function thisPlatform(): Platform {
  return { name: process.platform, environment: process.env, userFolder: homedir() };
}

/** An empty variable counts as not set (XDG Base Directory Specification). */
function variable(platform: Platform, name: string): string | null {
  const value = platform.environment[name];
  return value === undefined || value === '' ? null : value;
}

function platformFolder(platform: Platform): string {
  switch (platform.name) {
    case 'darwin':
      return join(platform.userFolder, 'Library', 'Application Support', 'Accord');
    case 'win32':
      return join(variable(platform, 'APPDATA') ?? join(platform.userFolder, 'AppData', 'Roaming'), 'Accord');
    default:
      return join(
        variable(platform, 'XDG_DATA_HOME') ?? join(platform.userFolder, '.local', 'share'),
        'accord',
      );
  }
}

/** @param home folder given by the person (`--home`); null means the platform's own place. */
export function dataPaths(home: string | null, platform: Platform = thisPlatform()): DataPaths {
  const root = home === null ? platformFolder(platform) : resolve(home);
  const profileFolder = (profileId: string) => join(root, 'profiles', profileId);
  return {
    home: root,
    settingsFile: join(root, 'settings.json'),
    demoFolder: join(root, 'demo'),
    logFile: (process) => join(root, 'logs', `${process}.log`),
    profileFolder,
    ledgerFile: (profileId) => join(profileFolder(profileId), 'ledger.sqlite'),
    lockFile: (profileId) => join(profileFolder(profileId), 'lock.sqlite'),
    erpLockFile: (profileId) => join(profileFolder(profileId), 'erp-lock.sqlite'),
    openSessionFile: (profileId) => join(profileFolder(profileId), 'erp-session.json'),
    lookupsFile: (profileId) => join(profileFolder(profileId), 'lookups.json'),
    fieldsFile: (profileId, side) => join(profileFolder(profileId), `fields-${side}.json`),
    reportsFolder: (profileId) => join(profileFolder(profileId), 'reports'),
  };
}
