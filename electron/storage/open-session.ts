/**
 * That a session of the ERP is open, and where: written before it is opened, removed when it was given back. What is left of a
 * program that was killed tells the next one to give it back. It holds no secret, so that the keychain is asked only where something
 * was left.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { erpSignIns } from '../../shared/domain/settings.ts';
import { readText } from './durable-file.ts';
import { storageError } from './storage-error.ts';

const openSessionSchema = z.strictObject({
  /** Address of the instance, without a slash at its end. */
  base: z.string().min(1),
  signIn: z.enum(erpSignIns),
});
export type OpenSession = z.infer<typeof openSessionSchema>;

/** @throws AppError DISK_FULL, STORAGE_FAILED */
export async function writeOpenSession(file: string, session: OpenSession): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Whole or not at all, also for a program that is killed in between.
    await writeFile(`${file}.new`, JSON.stringify(session), { mode: 0o600 });
    await rename(`${file}.new`, file);
  } catch (error) {
    throw storageError(file, error);
  }
}

/** Null where none is open, or what stands there cannot be read. @throws AppError STORAGE_FAILED */
export async function readOpenSession(file: string): Promise<OpenSession | null> {
  const text = await readText(file);
  if (text === null) return null;
  try {
    return openSessionSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** @throws AppError STORAGE_FAILED */
export async function removeOpenSession(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw storageError(file, error);
  }
}
