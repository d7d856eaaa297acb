/** One SQLite file with the durability the laws ask for (L5): write-ahead log, every commit synced to disk. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../shared/domain/app-error.ts';
import { isStorageFault, storageError } from './storage-error.ts';

export interface Database {
  /** A prepared statement, kept for the next use. */
  readonly sql: (text: string) => StatementSync;
  /** Runs `work` and names a failure of the file by the catalogue. */
  readonly read: <T>(work: () => T) => T;
  /** As `read`, all or nothing, and durable when it returns. */
  readonly write: <T>(work: () => T) => T;
  readonly close: () => void;
}

/** A step from one version of the tables to the next: SQL, or what SQL cannot say. */
export type Migration = string | ((connection: DatabaseSync, file: string) => void);

/** The write-ahead log is cut back to 16 MiB after a large plan was stored. */
const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_size_limit = 16777216;
`;

function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  if (process.platform !== 'win32') chmodSync(file, 0o600);
}

function migrate(file: string, connection: DatabaseSync, migrations: readonly Migration[]): void {
  const version = Number(connection.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) {
    throw new AppError('LEDGER_CORRUPT', {
      params: { file, reason: 'it was written by a newer version of Accord' },
    });
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    connection.exec('BEGIN IMMEDIATE');
    if (typeof step === 'string') connection.exec(step);
    else step(connection, file);
    connection.exec(`PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}

function connect(file: string, migrations: readonly Migration[]): DatabaseSync {
  prepareFile(file);
  const connection = new DatabaseSync(file);
  try {
    connection.exec(pragmas);
    migrate(file, connection, migrations);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** @throws AppError LEDGER_CORRUPT, DISK_FULL, STORAGE_FAILED; nothing is overwritten. */
export function openDatabase(file: string, migrations: readonly Migration[]): Database {
  const statements = new Map<string, StatementSync>();
  const read = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw isStorageFault(error) ? storageError(file, error) : error;
    }
  };
  const connection = read(() => connect(file, migrations));

  return {
    sql: (text) => {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const statement = connection.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    read,
    write: (work) =>
      read(() => {
        connection.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          connection.exec('COMMIT');
          return result;
        } catch (error) {
          if (connection.isTransaction) connection.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => {
      if (connection.isOpen) connection.close();
    },
  };
}

/** A text column of a row. */
export function textOf(row: Readonly<Record<string, unknown>>, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} holds no text`);
  return value;
}

/** A JSON column of a row; the ledger wrote it itself, so its shape is the type's. */
export function jsonOf<T>(row: Readonly<Record<string, unknown>>, column = 'json'): T {
  return JSON.parse(textOf(row, column)) as T;
}

/** A LIKE pattern (with `ESCAPE '\\'`) for a text anywhere; its own wildcards are meant as they stand. */
export function likePattern(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
}
