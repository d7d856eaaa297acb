/**
 * Plan files on disk: written whole or not at all, and read line by line. Neither needs more memory for a plan of 100,000 rows
 * than for one of ten, but for a hash per row.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import { settingsSchemaVersion } from '../../shared/domain/settings.ts';
import { contentHash, rowHash } from '../../shared/sync/hashes.ts';
import { planVersion } from '../../shared/sync/plan.ts';
import {
  endLine,
  headLine,
  isEndLine,
  parseLine,
  planFileFormat,
  planFileVersion,
  type PlanFileEnd,
  type PlanFileHead,
  type PlanFileRow,
} from '../../shared/sync/plan-file.ts';
import {
  planFileEndOf,
  planFileHeadOf,
  planFileKindSchema,
  planFileRowOf,
} from '../../shared/sync/plan-file-schema.ts';
import type { Ids } from '../../shared/sync/ports.ts';
import { storageError } from './storage-error.ts';

/** Personal data may be in it: only the owner reads it. */
const fileMode = 0o600;
const chunkBytes = 1 << 16;
/** Characters. A row with hundreds of locations has a tenth of this; without a limit any huge file would be read into memory. */
const longestLine = 32 << 20;
const start = `{"format":"${planFileFormat}",`;

const sha256 = (): Hash => createHash('sha256');

function notSaved(file: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const failure = storageError(file, error);
  if (failure.code === 'DISK_FULL') return failure;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('PLAN_FILE_NOT_SAVED', { params: { file: basename(file), reason }, cause: error });
}

/** Lines for a file that is being written, with the checksum of all of them. */
export interface PlanFileWriter {
  /** @param text a row as `rowLine` makes it. */
  row(text: string): Promise<void>;
}

/**
 * Writes a plan file beside its place and puts it there once it is whole; what was there before stays until then.
 * @param rows hands over the rows and answers the file's `contentSha256`.
 * @throws AppError PLAN_FILE_NOT_SAVED, DISK_FULL; whatever `rows` throws.
 */
export async function writePlanFile(
  file: string,
  head: PlanFileHead,
  rows: (writer: PlanFileWriter) => Promise<string | null>,
): Promise<void> {
  const next = `${file}.new`;
  try {
    const handle = await open(next, 'w', fileMode);
    try {
      const checksum = sha256();
      let waiting = '';
      const flush = async (): Promise<void> => {
        checksum.update(waiting);
        await handle.write(waiting);
        waiting = '';
      };
      const add = async (text: string): Promise<void> => {
        waiting += text;
        if (waiting.length >= chunkBytes) await flush();
      };
      let isFirst = true;
      await add(headLine(head));
      const contentSha256 = await rows({
        row: async (text) => {
          await add(isFirst ? text : `,\n${text}`);
          isFirst = false;
        },
      });
      await add(isFirst ? '' : '\n');
      await flush();
      await handle.write(endLine({ contentSha256, checksum: checksum.digest('hex') }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true }).catch(() => undefined);
    throw notSaved(file, error);
  }
}

interface Line {
  readonly number: number;
  readonly text: string;
  /** False for a last line without a line break. */
  readonly isWhole: boolean;
}

function* linesOf(descriptor: number, tooLong: () => AppError): Generator<Line, void> {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(chunkBytes);
  let rest = '';
  let number = 1;
  for (;;) {
    const length = readSync(descriptor, chunk);
    if (length === 0) break;
    const parts = (rest + decoder.write(chunk.subarray(0, length))).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { number: number++, text, isWhole: true };
    if (rest.length > longestLine) throw tooLong();
  }
  rest += decoder.end();
  if (rest !== '') yield { number, text: rest, isWhole: false };
}

/** A plan file that is being read. Its rows are handed out as they come: they count only once the last one was handed out. */
export interface OpenPlanFile {
  readonly head: PlanFileHead;
  /**
   * Every row in order. Throws at the end where the file does not hold what it says; whoever stores rows does so in one
   * transaction.
   */
  readonly rows: Generator<PlanFileRow, PlanFileEnd>;
  close(): void;
}

/**
 * Opens a plan file and reads what it is.
 * @throws AppError PLAN_FILE_UNREADABLE, PLAN_FILE_UNKNOWN, PLAN_FILE_NEWER, PLAN_FILE_TRUNCATED, PLAN_FILE_DAMAGED; `rows`
 * the last two.
 */
export function openPlanFile(file: string, ids: Ids): OpenPlanFile {
  const params = { file: basename(file) };
  const unreadable = (error: unknown): AppError => {
    const reason = error instanceof Error ? error.message : String(error);
    return new AppError('PLAN_FILE_UNREADABLE', { params: { ...params, reason }, cause: error });
  };
  const unknown = (): AppError => new AppError('PLAN_FILE_UNKNOWN', { params });
  const truncated = (): AppError => new AppError('PLAN_FILE_TRUNCATED', { params });
  const damaged = (line: number): AppError =>
    new AppError('PLAN_FILE_DAMAGED', { params: { ...params, line } });

  /** A line that is cut off was not changed by anybody: the rest of the file is missing. */
  function parsed<T>(line: Line, parse: (text: string) => unknown, shape: (data: unknown) => T): T {
    try {
      return shape(parse(line.text));
    } catch {
      throw line.isWhole ? damaged(line.number) : truncated();
    }
  }

  function* read(descriptor: number): Generator<Line, void> {
    try {
      yield* linesOf(descriptor, unknown);
    } catch (error) {
      throw isAppError(error) ? error : unreadable(error);
    }
  }

  function headOf(line: Line | undefined): PlanFileHead {
    if (line?.text.startsWith(start) !== true) throw unknown();
    const kind = parsed(line, parseLine.head, (data) => planFileKindSchema.parse(data));
    const isNewer =
      kind.version > planFileVersion ||
      kind.settingsVersion > settingsSchemaVersion ||
      kind.plan.planVersion > planVersion;
    if (isNewer) {
      throw new AppError('PLAN_FILE_NEWER', { params });
    }
    return parsed(line, parseLine.head, planFileHeadOf);
  }

  function checkEnd(
    line: Line,
    head: PlanFileHead,
    rowHashes: readonly string[],
    checksum: string,
  ): PlanFileEnd {
    const end = parsed(line, parseLine.end, planFileEndOf);
    const content = head.redacted ? null : contentHash(head.plan, rowHashes, ids);
    const isWhole = rowHashes.length === head.plan.rowCount;
    if (end.checksum !== checksum || end.contentSha256 !== content || !isWhole) throw damaged(line.number);
    return end;
  }

  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw unreadable(error);
  }
  const close = (): void => closeSync(descriptor);

  try {
    const lines = read(descriptor);
    const checksum = sha256();
    const first = lines.next().value ?? undefined;
    const head = headOf(first);
    checksum.update(`${first?.text ?? ''}\n`);
    const rows = function* (): Generator<PlanFileRow, PlanFileEnd> {
      const rowHashes: string[] = [];
      for (;;) {
        const line = lines.next().value ?? undefined;
        if (line === undefined) throw truncated();
        if (isEndLine(line.text)) {
          const end = checkEnd(line, head, rowHashes, checksum.digest('hex'));
          const more = lines.next().value ?? undefined;
          if (more !== undefined) throw damaged(more.number);
          return end;
        }
        checksum.update(`${line.text}\n`);
        const read = parsed(line, parseLine.row, planFileRowOf);
        rowHashes.push(rowHash(read.row, ids));
        yield read;
      }
    };
    return { head, rows: rows(), close };
  } catch (error) {
    close();
    throw error;
  }
}
