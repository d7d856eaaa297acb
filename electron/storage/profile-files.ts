/** What a profile keeps in its folder beside the ledger, for whoever is about to remove it. */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataPaths } from './paths.ts';
import { storageError } from './storage-error.ts';

export interface ProfileFiles {
  readonly reports: number;
  readonly hasLookups: boolean;
  /** A program that was killed left a session of the ERP open. */
  readonly hasOpenSession: boolean;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw storageError(folder, error);
  }
}

/** @throws AppError STORAGE_FAILED */
export async function profileFiles(paths: DataPaths, profileId: string): Promise<ProfileFiles> {
  const [names, reports] = await Promise.all([
    namesIn(paths.profileFolder(profileId)),
    namesIn(paths.reportsFolder(profileId)),
  ]);
  return {
    reports: reports.length,
    hasLookups: names.includes(basename(paths.lookupsFile(profileId))),
    hasOpenSession: names.includes(basename(paths.openSessionFile(profileId))),
  };
}
