/** What a failing disk or database means to a person. */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html); extended codes carry them in the low byte. */
const sqliteFull = 13;
const sqliteReadOnly = 8;
const sqliteCorrupt: ReadonlySet<number> = new Set([11, 26]);

function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;
}

/** Whether an error speaks of a file or a database, or of what was read from one, and not of the program. */
export function isStorageFault(error: unknown): boolean {
  return sqliteCode(error) !== null || systemCode(error) !== null || error instanceof SyntaxError;
}

const fullDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * The AppError for a failure of file `file`: DISK_FULL, DISK_READ_ONLY, LEDGER_CORRUPT, or STORAGE_FAILED for every other reason
 * (no rights, a broken disk). An AppError passes through.
 */
export function storageError(file: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error);
  const result = sqliteCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (result === sqliteFull || (code !== null && fullDisk.has(code))) {
    return new AppError('DISK_FULL', { retry: 'later', cause: error });
  }
  if (result === sqliteReadOnly || code === 'EROFS') {
    return new AppError('DISK_READ_ONLY', { params: { file }, retry: 'later', cause: error });
  }
  // Text that is no longer JSON was written whole once.
  if ((result !== null && sqliteCorrupt.has(result)) || error instanceof SyntaxError) {
    return new AppError('LEDGER_CORRUPT', { params: { file, reason }, cause: error });
  }
  return new AppError('STORAGE_FAILED', { params: { file, reason }, retry: 'later', cause: error });
}
