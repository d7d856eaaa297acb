/**
 * One writer per profile, and one session of the ERP, across processes. The lock is the operating system's own, held through SQLite, so that it ends
 * with the process that holds it: a killed program leaves nothing to clean up, and a reused process id cannot mislead.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/domain/app-error.ts';
import type { DataPaths } from './paths.ts';
import { storageError } from './storage-error.ts';

export interface ProfileLock {
  release(): Promise<void>;
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

interface Owner {
  readonly process: number;
  readonly since: string;
}

function ownerOf(database: DatabaseSync): Owner | null {
  const row = database.prepare('SELECT process, since FROM owner').get();
  return row === undefined ? null : { process: Number(row['process']), since: String(row['since']) };
}

/**
 * Takes the write lock and keeps it open: readers can still see who owns it. The owner is written in a transaction of
 * its own, so another process can slip in between; then it is asked again who owns the lock.
 */
function take(database: DatabaseSync, owner: Owner): void {
  for (;;) {
    database.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner (process INTEGER, since TEXT);');
    const current = ownerOf(database);
    if (current?.process === owner.process && current.since === owner.since) return;
    database.exec('DELETE FROM owner');
    database.prepare('INSERT INTO owner VALUES (?, ?)').run(owner.process, owner.since);
    database.exec('COMMIT');
  }
}

function ownerText(database: DatabaseSync): string {
  try {
    const owner = ownerOf(database);
    return owner === null ? 'unknown' : `${owner.process}, since ${owner.since}`;
  } catch {
    return 'unknown';
  }
}

/**
 * Locks a profile for this process until it is released or the process ends.
 * @throws AppError PROFILE_IN_USE naming the process that has it, STORAGE_FAILED, DISK_FULL.
 */
export async function lockProfile(paths: DataPaths, profileId: string): Promise<ProfileLock> {
  return lock(paths.lockFile(profileId), { profileId, code: 'PROFILE_IN_USE' });
}

/**
 * Locks the profile's session of the ERP in the same way: a profile takes one seat, whatever works with it.
 * @throws AppError ERP_SESSION_ELSEWHERE naming the process that has it, STORAGE_FAILED, DISK_FULL.
 */
export async function lockErpSession(paths: DataPaths, profileId: string): Promise<ProfileLock> {
  return lock(paths.erpLockFile(profileId), { profileId, code: 'ERP_SESSION_ELSEWHERE' });
}

interface Locked {
  readonly profileId: string;
  /** Of the error where another process has it. */
  readonly code: 'PROFILE_IN_USE' | 'ERP_SESSION_ELSEWHERE';
}

async function lock(file: string, { profileId, code }: Locked): Promise<ProfileLock> {
  let database: DatabaseSync;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file);
  } catch (error) {
    throw storageError(file, error);
  }
  try {
    take(database, { process: process.pid, since: new Date().toISOString() });
  } catch (error) {
    const owner = ownerText(database);
    database.close();
    if (!isBusy(error)) throw storageError(file, error);
    throw new AppError(code, {
      params: { process: owner, profile: profileId },
      retry: 'later',
      cause: error,
    });
  }
  return {
    release: async () => {
      if (database.isOpen) database.close();
    },
  };
}
