/**
 * A text file that is whole at every instant: either the old text or the new one, whatever is pulled out when. The text
 * before the last is kept beside it as `.bak`.
 */
import * as nodeFiles from 'node:fs/promises';
import { dirname } from 'node:path';
import { storageError } from './storage-error.ts';

/** The part of node:fs/promises that is used; tests put faults into it. */
export type FileSystem = Pick<typeof nodeFiles, 'copyFile' | 'mkdir' | 'open' | 'readFile' | 'rename' | 'rm'>;

export const backupOf = (file: string): string => `${file}.bak`;

/** Only the owner reads and writes: settings name people's systems. */
const fileMode = 0o600;
const folderMode = 0o700;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The file's text; null when there is no such file. @throws AppError STORAGE_FAILED */
export async function readText(file: string, files: FileSystem = nodeFiles): Promise<string | null> {
  try {
    return await files.readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(file, error);
  }
}

async function flush(path: string, files: FileSystem): Promise<void> {
  const handle = await files.open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes renames in a folder durable. Windows cannot open folders and journals renames itself. */
async function flushFolder(folder: string, files: FileSystem): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await files.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepBackup(file: string, files: FileSystem): Promise<void> {
  const copy = `${backupOf(file)}.new`;
  try {
    await files.copyFile(file, copy);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await flush(copy, files);
  await files.rename(copy, backupOf(file));
}

/**
 * Replaces the file's text. When the promise settles the new text survives a power cut; when it rejects, the old text
 * and the old backup are untouched.
 * @throws AppError DISK_FULL, STORAGE_FAILED
 */
export async function writeText(file: string, text: string, files: FileSystem = nodeFiles): Promise<void> {
  const folder = dirname(file);
  const next = `${file}.new`;
  try {
    await files.mkdir(folder, { recursive: true, mode: folderMode });
    const handle = await files.open(next, 'w', fileMode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The backup comes after the new text is safe on disk: a full disk must not cost the backup either.
    await keepBackup(file, files);
    await files.rename(next, file);
    await flushFolder(folder, files);
  } catch (error) {
    await files.rm(next, { force: true }).catch(() => undefined);
    throw storageError(file, error);
  }
}

/** Moves a damaged file aside, bytes unchanged, and answers its new name. @throws AppError STORAGE_FAILED */
export async function setAside(file: string, now: Date, files: FileSystem = nodeFiles): Promise<string> {
  const kept = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    await files.rename(file, kept);
    await flushFolder(dirname(file), files);
    return kept;
  } catch (error) {
    throw storageError(file, error);
  }
}
