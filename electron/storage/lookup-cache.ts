/**
 * The ERP's lists as they were last read, one file per profile. Only a cache: a file that is missing, damaged or of another company
 * is read anew from the ERP, and nothing is lost with it.
 */
import type { ErpConnection } from '../../shared/domain/settings.ts';
import type { Lookups } from '../../shared/ipc/contract.ts';
import { readText, writeText } from './durable-file.ts';

/** Rises with every change of what is kept. */
const cacheVersion = 1;

/** The company that lists belong to. */
export type LookupsOwner = Pick<ErpConnection, 'url' | 'tenant' | 'branch'>;

interface CacheFile extends LookupsOwner {
  readonly version: number;
  readonly lookups: Lookups;
}

function parse(text: string): CacheFile | null {
  try {
    const file = JSON.parse(text) as CacheFile;
    return file.version === cacheVersion ? file : null;
  } catch {
    return null;
  }
}

/** What is kept of the lists of this company; null where there is nothing. @throws AppError STORAGE_FAILED */
export async function readLookupCache(file: string, owner: LookupsOwner): Promise<Lookups | null> {
  const text = await readText(file);
  const kept = text === null ? null : parse(text);
  const isOwn = kept?.url === owner.url && kept.tenant === owner.tenant && kept.branch === owner.branch;
  return isOwn ? kept.lookups : null;
}

/** @throws AppError DISK_FULL, STORAGE_FAILED */
export async function writeLookupCache(file: string, owner: LookupsOwner, lookups: Lookups): Promise<void> {
  const { url, tenant, branch } = owner;
  await writeText(
    file,
    JSON.stringify({ version: cacheVersion, url, tenant, branch, lookups } satisfies CacheFile),
  );
}
