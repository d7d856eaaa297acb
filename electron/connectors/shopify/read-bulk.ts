/**
 * Reads every customer of a large store with one bulk query: Shopify writes a file, which is read line by line as it arrives.
 * It costs some twenty points instead of one for every three customers, and no list ends at 25,000 (domain facts 7).
 *
 * Starting and cancelling it are mutations in GraphQL's terms and change nothing in the store (L2).
 */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { Clock, Logger } from '../../../shared/sync/ports.ts';
import { downloadLines } from '../http.ts';
import { joinLines } from './bulk-lines.ts';
import type { Call, ShopifyClient } from './client.ts';
import { customersPerPage } from './cost.ts';
import { bulkTextWith, bulkValuesOf } from './further-fields.ts';
import {
  bulkQueryCancel,
  bulkQueryRun,
  bulkQueryStatus,
  customersInBulk,
  type BulkQueryStatusQuery,
} from './operations.gen.ts';
import { parseWholeCustomer, requirePersonalData } from './parse.ts';
import { pause } from './point-bucket.ts';

/** Milliseconds between two looks at a running operation: soon at first, seldom later. */
const firstLook = 1000;
const longestLook = 10_000;
/** An operation that counts no further object for so long is given up. */
const longestStandstill = 10 * 60_000;
/** Milliseconds without a byte of the file. */
const downloadTimeout = 60_000;
const maximumDownloads = 4;

export interface BulkReading {
  readonly client: ShopifyClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** See `ReaderOptions`. */
  readonly further: readonly FurtherField[];
  /** Keys of customers read already: they do not come again. What is read is added. */
  readonly seen: Set<string>;
  readonly onParties: (parties: readonly Party[]) => void;
}

type BulkOperation = NonNullable<BulkQueryStatusQuery['bulkOperation']>;

/** Shopify would not or could not do it; the reason is for the log, because reading by pages is as good. */
class BulkUnavailable extends Error {}

/** Errors that say something about this way of reading only, not about the connection. */
const aboutBulkOnly: ReadonlySet<string> = new Set([
  'OUTCOME_UNKNOWN',
  'RECORD_GONE',
  'SHOPIFY_ACCESS_DENIED',
  'SHOPIFY_QUERY_INVALID',
  'SHOPIFY_SCOPE_MISSING',
]);

async function start({ client, further }: BulkReading, call: Call): Promise<string> {
  const variables = { query: bulkTextWith(customersInBulk, further) };
  const { bulkOperationRunQuery: payload } = await client.send(bulkQueryRun, variables, call);
  const refusals = payload?.userErrors.map(({ code, message }) => `${code ?? ''} ${message}`) ?? [];
  const id = payload?.bulkOperation?.id;
  if (id === undefined || refusals.length > 0) throw new BulkUnavailable(refusals.join(' ').trim());
  return id;
}

/** The operation once it is over, however it ended. */
async function waitForEnd({ client, clock }: BulkReading, id: string, call: Call): Promise<BulkOperation> {
  let movedAt = clock.elapsed();
  let counted = '0';
  for (let wait = firstLook; ; wait = Math.min(longestLook, wait * 1.5)) {
    await pause(clock, wait, call.signal);
    const { bulkOperation } = await client.send(bulkQueryStatus, { id }, call);
    if (bulkOperation === null) throw new BulkUnavailable('the operation is gone');
    const { status, objectCount } = bulkOperation;
    if (status !== 'CREATED' && status !== 'RUNNING' && status !== 'CANCELING') return bulkOperation;
    if (objectCount !== counted) movedAt = clock.elapsed();
    counted = objectCount;
    if (clock.elapsed() - movedAt > longestStandstill) throw new BulkUnavailable('it stands still');
  }
}

/** Best effort: an operation that nobody waits for takes one of the app's five places. */
async function cancel({ client, logger }: BulkReading, id: string): Promise<void> {
  try {
    await client.send(bulkQueryCancel, { id }, { signal: AbortSignal.timeout(5000) });
  } catch (error) {
    logger.warn('a bulk operation could not be cancelled', { error: String(error) });
  }
}

/** Everything in the file, to its end. Answers how many customers and lines there were. */
async function readFile(
  reading: BulkReading,
  url: string,
  call: Call,
): Promise<{ roots: number; objects: number }> {
  const { client, seen } = reading;
  const lines = downloadLines({ system: 'Shopify', url, timeout: downloadTimeout, signal: call.signal });
  let batch: Party[] = [];
  let roots = 0;
  let objects = 0;
  function handOn(): void {
    requirePersonalData(batch);
    reading.onParties(batch);
    // Seen only now: a customer of a batch that was never handed on has to come again.
    for (const { key } of batch) seen.add(key);
    batch = [];
  }
  for await (const { customer, addresses } of joinLines(lines, client.host)) {
    roots += 1;
    objects += 1 + addresses.length;
    // A download that is begun again brings what was handed on already.
    if (seen.has(customer.id)) continue;
    const metafields = { nodes: bulkValuesOf(customer) };
    batch.push(parseWholeCustomer({ ...customer, metafields }, addresses, reading.further));
    if (batch.length >= customersPerPage) handOn();
  }
  if (batch.length > 0) handOn();
  return { roots, objects };
}

/** A file that was cut off is fetched again; one whose address has expired gets a new one from the operation. */
async function fetchResult(
  reading: BulkReading,
  id: string,
  ended: BulkOperation,
  call: Call,
): Promise<boolean> {
  let operation = ended;
  for (let attempt = 1; ; attempt += 1) {
    // Without an address there were no customers.
    if (operation.url === null) return operation.rootObjectCount === '0';
    try {
      const { roots, objects } = await readFile(reading, operation.url, call);
      return String(roots) === operation.rootObjectCount && String(objects) === operation.objectCount;
    } catch (error) {
      if (!isAppError(error) || error.retry !== 'later' || attempt >= maximumDownloads) throw error;
      reading.logger.warn('the file of a bulk operation is fetched again', { attempt, code: error.code });
      await pause(reading.clock, firstLook * attempt, call.signal);
      const { bulkOperation } = await reading.client.send(bulkQueryStatus, { id }, call);
      if (bulkOperation === null) throw error;
      operation = bulkOperation;
    }
  }
}

/**
 * Answers whether the file held all that Shopify counted; null where no bulk query could be had, and nothing was read that
 * reading by pages would not pass over.
 * @throws AppError of the connection and sign-in families, SHOPIFY_PERSONAL_DATA_HIDDEN, STOPPED.
 */
export async function readInBulk(reading: BulkReading, call: Call): Promise<boolean | null> {
  let id: string | null = null;
  let isOver = false;
  try {
    id = await start(reading, call);
    const operation = await waitForEnd(reading, id, call);
    isOver = true;
    if (operation.status !== 'COMPLETED') {
      throw new BulkUnavailable(`${operation.status} ${operation.errorCode ?? ''}`.trim());
    }
    return await fetchResult(reading, id, operation, call);
  } catch (error) {
    const isUnavailable =
      error instanceof BulkUnavailable ||
      (isAppError(error) && aboutBulkOnly.has(error.code)) ||
      isRefusedFile(error);
    if (!isUnavailable) throw error;
    reading.logger.warn('no bulk query: customers are read by pages', { reason: error.message });
    return null;
  } finally {
    if (id !== null && !isOver) await cancel(reading, id);
  }
}

function isRefusedFile(error: unknown): error is AppError {
  return isAppError(error) && error.code === 'DOWNLOAD_REFUSED';
}
