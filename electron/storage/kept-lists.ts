/**
 * Lists of a system that seldom change, as they were last read: a file of its own for each. Only a cache: what is missing, damaged, of
 * another system or cannot be read is read anew from the system, and nothing is lost with it.
 */
import { isAppError } from '../../shared/domain/app-error.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import { readText, writeText } from './durable-file.ts';

interface KeptFile<T> {
  readonly version: number;
  /** The system that the lists belong to, by whatever tells it from another one. */
  readonly owner: string;
  readonly lists: T;
}

export interface KeptLists<T> {
  /** Null where nothing is kept of this owner, or it cannot be read. */
  read(file: string, owner: string, logger: Logger): Promise<T | null>;
  /** Lists that could not be kept are still lists; they are read again next time. */
  write(file: string, owner: string, lists: T, logger: Logger): Promise<void>;
}

function parse<T>(text: string): Partial<KeptFile<T>> {
  try {
    return (JSON.parse(text) as Partial<KeptFile<T>> | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * @param name what they are, for the log
 * @param version rises with every change of what is kept
 */
export function createKeptLists<T>(name: string, version: number): KeptLists<T> {
  return {
    read: async (file, owner, logger) => {
      try {
        const text = await readText(file);
        const kept = text === null ? {} : parse<T>(text);
        return kept.version === version && kept.owner === owner ? (kept.lists ?? null) : null;
      } catch (error) {
        if (!isAppError(error)) throw error;
        logger.warn(`${name} could not be taken from where they are kept`, { code: error.code });
        return null;
      }
    },
    write: async (file, owner, lists, logger) => {
      try {
        await writeText(file, JSON.stringify({ version, owner, lists } satisfies KeptFile<T>));
      } catch (error) {
        if (!isAppError(error)) throw error;
        logger.warn(`${name} could not be kept`, { code: error.code });
      }
    },
  };
}
