/**
 * Which fields the store and the company have of their own, as they were last listed: one file per profile and side. Only a cache: what
 * is missing, damaged or of another system is listed anew.
 */
import type { FurtherFieldList } from '../../shared/domain/further-field.ts';
import { readText, writeText } from './durable-file.ts';

/** Rises with every change of what is kept. */
const cacheVersion = 1;

interface CacheFile {
  readonly version: number;
  /** The store or company that they belong to. */
  readonly owner: string;
  readonly list: FurtherFieldList;
}

function parse(text: string): CacheFile | null {
  try {
    const file = JSON.parse(text) as CacheFile;
    return file.version === cacheVersion ? file : null;
  } catch {
    return null;
  }
}

/** Null where nothing is kept of this owner. @throws AppError STORAGE_FAILED */
export async function readFieldCache(file: string, owner: string): Promise<FurtherFieldList | null> {
  const text = await readText(file);
  const kept = text === null ? null : parse(text);
  return kept?.owner === owner ? kept.list : null;
}

/** @throws AppError DISK_FULL, STORAGE_FAILED */
export async function writeFieldCache(file: string, owner: string, list: FurtherFieldList): Promise<void> {
  await writeText(file, JSON.stringify({ version: cacheVersion, owner, list } satisfies CacheFile));
}
