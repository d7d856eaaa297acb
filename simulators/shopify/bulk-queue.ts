import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { timeStamp } from './records.ts';

export type BulkType = 'QUERY' | 'MUTATION';

export type BulkStatus =
  'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED' | 'EXPIRED';

/** A bulk operation as the API shows it. */
export interface BulkOperation {
  readonly typeName: 'BulkOperation';
  readonly number: number;
  readonly type: BulkType;
  /** The text of the query or mutation. */
  readonly query: string;
  readonly status: BulkStatus;
  readonly errorCode: string | null;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly objectCount: number;
  readonly rootObjectCount: number;
  readonly fileSize: number | null;
  readonly url: string | null;
  readonly partialDataUrl: string | null;
  /** Why it failed, when this simulator is to blame and not the shop. */
  readonly ownFault: GraphQLError | undefined;
}

/** One line of a result file, without its line end. */
export interface BulkLine {
  readonly text: string;
  /** Whether it belongs to the outermost list. */
  readonly isRoot: boolean;
}

/** What a bulk operation does when it runs. */
export interface BulkWork {
  readonly type: BulkType;
  readonly query: string;
  readonly lines: () => Iterable<BulkLine> | AsyncIterable<BulkLine>;
  /** A fault: it fails after so many lines. */
  readonly failsAfter: number | undefined;
}

interface Job {
  readonly number: number;
  readonly work: BulkWork;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Milliseconds it stays CREATED and then at least RUNNING, whatever is switched afterwards. */
  readonly tick: number;
  readonly secret: string;
  /** `running`: begun and not at its end; the others are final except that `done` waits for the clock. */
  phase: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  isCancelling: boolean;
  endedAt: number | undefined;
  failure: unknown;
  objects: number;
  roots: number;
  bytes: number;
}

interface QueueOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds that a new operation stays CREATED, and then at least stays RUNNING. */
  readonly tick: () => number;
  readonly nextNumber: () => number;
  /** Where the simulator answers, without a slash at the end. */
  readonly origin: () => string;
}

const resultLifetime = 7 * 86_400_000;
const chunkSize = 262_144;
const isOver = ({ phase }: Job): boolean => phase !== 'waiting' && phase !== 'running';

/** The bulk operations of the app in the shop. Results are written to files, line by line, and served from there. */
export class BulkQueue {
  readonly #options: QueueOptions;
  readonly #jobs = new Map<number, Job>();
  #folder: string | undefined;
  #isClosed = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** A folder of its own, there until the simulator is closed. */
  get folder(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'shopify-simulator-'));
    return this.#folder;
  }

  add(work: BulkWork): BulkOperation {
    const job: Job = {
      number: this.#options.nextNumber(),
      work,
      createdAt: this.#options.now(),
      tick: this.#options.tick(),
      secret: randomUUID(),
      phase: 'waiting',
      isCancelling: false,
      endedAt: undefined,
      failure: undefined,
      objects: 0,
      roots: 0,
      bytes: 0,
    };
    this.#jobs.set(job.number, job);
    return this.#show(job);
  }

  /** Begins what is due by the clock. To be called whenever somebody looks. */
  settle(): void {
    const { now } = this.#options;
    for (const job of this.#jobs.values()) {
      if (job.phase !== 'waiting') continue;
      if (job.isCancelling) this.#end(job, 'cancelled');
      else if (now() - job.createdAt >= job.tick) {
        job.phase = 'running';
        void this.#run(job);
      }
    }
  }

  get(number: number): BulkOperation | undefined {
    const job = this.#jobs.get(number);
    return job && this.#show(job);
  }

  all(): readonly BulkOperation[] {
    return [...this.#jobs.values()].map((job) => this.#show(job));
  }

  /** Asks a running operation to stop: it stops between two lines, and what it did until then is done. */
  cancel(number: number): BulkOperation | undefined {
    const job = this.#jobs.get(number);
    if (job && !isOver(job)) job.isCancelling = true;
    return job && this.#show(job);
  }

  /** The result file a download path points at, and whether its time is over. */
  result(
    path: string,
  ): { readonly path: string; readonly bytes: number; readonly isExpired: boolean } | undefined {
    const job = [...this.#jobs.values()].find((each) => resultPath(each) === path && isOver(each));
    if (!job) return undefined;
    return { path: this.#file(job), bytes: job.bytes, isExpired: this.#isExpired(job) };
  }

  close(): void {
    this.#isClosed = true;
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #file(job: Job): string {
    return join(this.folder, `bulk-${job.number}.jsonl`);
  }

  #isExpired(job: Job): boolean {
    return job.endedAt !== undefined && this.#options.now() - job.endedAt > resultLifetime;
  }

  #end(job: Job, phase: 'done' | 'cancelled' | 'failed'): void {
    job.phase = phase;
    job.endedAt = this.#options.now();
  }

  async #run(job: Job): Promise<void> {
    try {
      await this.#write(job);
      this.#end(job, job.isCancelling ? 'cancelled' : 'done');
    } catch (error) {
      job.failure = error;
      this.#end(job, 'failed');
    }
  }

  /** Writes the result file. Other work gets its turn after every chunk. */
  async #write(job: Job): Promise<void> {
    const file = await open(this.#file(job), 'w');
    let chunk = '';
    const flush = async (): Promise<void> => {
      job.bytes += (await file.write(chunk)).bytesWritten;
      chunk = '';
    };
    try {
      for await (const { text, isRoot } of job.work.lines()) {
        if (job.objects === job.work.failsAfter) throw new InjectedFailure();
        chunk += `${text}\n`;
        job.objects++;
        if (isRoot) job.roots++;
        if (chunk.length >= chunkSize) {
          await flush();
          await breathe();
        }
        if (job.isCancelling || this.#isClosed) break;
      }
    } finally {
      await flush();
      await file.close();
    }
  }

  #status(job: Job): BulkStatus {
    if (job.phase === 'cancelled') return 'CANCELED';
    if (job.phase === 'failed') return 'FAILED';
    const isDue = this.#options.now() - job.createdAt >= 2 * job.tick;
    if (job.phase === 'done' && isDue) return this.#isExpired(job) ? 'EXPIRED' : 'COMPLETED';
    if (job.isCancelling) return 'CANCELING';
    return job.phase === 'waiting' ? 'CREATED' : 'RUNNING';
  }

  #show(job: Job): BulkOperation {
    const status = this.#status(job);
    const url = job.bytes > 0 && isOver(job) ? `${this.#options.origin()}${resultPath(job)}` : null;
    const isEnded = status !== 'CREATED' && status !== 'RUNNING' && status !== 'CANCELING';
    const isDone = status === 'COMPLETED';
    return {
      typeName: 'BulkOperation',
      number: job.number,
      type: job.work.type,
      query: job.work.query,
      status,
      errorCode: status === 'FAILED' ? failureCode(job.failure) : null,
      createdAt: timeStamp(new Date(job.createdAt)),
      completedAt: isEnded && job.endedAt !== undefined ? timeStamp(new Date(job.endedAt)) : null,
      objectCount: job.objects,
      rootObjectCount: job.roots,
      fileSize: isDone && url !== null ? job.bytes : null,
      url: isDone ? url : null,
      partialDataUrl: (status === 'FAILED' || status === 'CANCELED') && !this.#isExpired(job) ? url : null,
      ownFault: ownFault(job.failure),
    };
  }
}

/** The failure that a fault asks for. */
class InjectedFailure extends Error {}

function resultPath({ number, secret }: Job): string {
  return `/bulk-results/${secret}/bulk-${number}.jsonl`;
}

function failureCode(failure: unknown): string {
  const isDenied = failure instanceof GraphQLError && failure.extensions['code'] === 'ACCESS_DENIED';
  return isDenied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
}

function ownFault(failure: unknown): GraphQLError | undefined {
  if (failure === undefined || failure instanceof InjectedFailure || failureCode(failure) === 'ACCESS_DENIED')
    return undefined;
  if (failure instanceof GraphQLError) return failure;
  return new GraphQLError('Something went wrong', {
    originalError:
      failure instanceof Error ? failure : new Error('A bulk operation failed.', { cause: failure }),
  });
}
