/** One request to the contract, with everything that can become of it told apart: the only way to the ERP after sign-in. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { Clock, Logger } from '../../../shared/sync/ports.ts';
import { exchange, parseJson, TransportError, type HttpAnswer } from '../http.ts';
import { failureOf, isRecordMissing, isSignInPage, system } from './answer.ts';
import type { Pace } from './pace.ts';
import type { Session } from './session.ts';
import { isWireRecord, type WireRecord } from './wire.ts';

/**
 * Longer than the ten minutes a request may wait in the licence's queue before it is declined (acumatica.md 7.5): a write
 * given up earlier could still be carried out.
 */
const writeTimeout = 11 * 60_000;
const readTimeout = 2 * 60_000;

/** Waits before a declined request (429) is sent again; after the last the ERP is taken at its word. */
const declinedWaits = [5_000, 15_000, 30_000, 60_000, 60_000];
/** Waits before a read that failed on the way or in the server is repeated. */
const readRetryWaits = [1_000, 4_000];

/** A write that was sent is not interrupted by Stop: its outcome would be unknown. */
const neverAborted = new AbortController().signal;

/** Options of a request's address: `$filter`, `$select`, `$expand`, `$top`, `$skip`. */
export interface Query {
  readonly filter?: string;
  readonly select?: readonly string[];
  readonly expand?: readonly string[];
  readonly top?: number;
  readonly skip?: number;
}

export interface PutOptions {
  readonly expand: readonly string[];
  /** `insert`: refused when the record exists. `update`: refused when it does not. */
  readonly only: 'insert' | 'update' | null;
  /** What is written, for messages to people. */
  readonly record: string;
}

export interface Counters {
  readonly requests: number;
  /** Answered 429. */
  readonly declined: number;
}

export interface ErpClientOptions {
  /** Address of the endpoint, without a slash at its end. */
  readonly url: string;
  readonly session: Session;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface ErpRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly entity: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly record: string | null;
  readonly insertOnly: boolean;
}

/** The `?…` of an address; blanks and quotes encoded, commas and slashes left for their length. */
export function queryText(query: Query): string {
  const parts = [
    ['$filter', query.filter],
    ['$select', query.select?.join(',')],
    ['$expand', query.expand?.join(',')],
    ['$top', query.top],
    ['$skip', query.skip],
  ] as const;
  const texts = parts.flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [`${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%2F', '/')}`],
  );
  return texts.length === 0 ? '' : `?${texts.join('&')}`;
}

export class ErpClient {
  readonly #options: ErpClientOptions;
  readonly #host: string;
  #requests = 0;
  #declined = 0;

  constructor(options: ErpClientOptions) {
    this.#options = options;
    this.#host = new URL(options.url).host;
  }

  counters(): Counters {
    return { requests: this.#requests, declined: this.#declined };
  }

  /** Length of the address a query leads to, to keep it under what servers take. */
  addressLength(entity: string, query: Query): number {
    return `${this.#options.url}/${entity}${queryText(query)}`.length;
  }

  /** One record by its guid or keys; null when there is none. */
  async get(
    entity: string,
    keys: readonly string[],
    query: Query,
    signal: AbortSignal,
  ): Promise<WireRecord | null> {
    const path = keys.map(encodeURIComponent).join('/');
    const body = await this.#read(entity, `${entity}/${path}${queryText(query)}`, signal);
    if (body === null || isWireRecord(body)) return body;
    throw this.#unexpected(`a ${entity} record`);
  }

  /** A list. @throws AppError ERP_LIST_FAILED where the server cannot build its query and a simpler one may succeed. */
  async list(entity: string, query: Query, signal: AbortSignal): Promise<readonly WireRecord[]> {
    const body = await this.#read(entity, `${entity}${queryText(query)}`, signal);
    if (Array.isArray(body) && body.every(isWireRecord)) return body;
    throw this.#unexpected(`a list of ${entity}`);
  }

  /**
   * Writes one record and answers it as the server now holds it, with `expand`.
   * @throws AppError VALUE_REFUSED, WRITE_REFUSED, RECORD_GONE, RECORD_EXISTS, ERP_NO_RIGHTS when nothing was written;
   * OUTCOME_UNKNOWN when that is not known (L5).
   */
  async put(entity: string, body: WireRecord, put: PutOptions, signal: AbortSignal): Promise<WireRecord> {
    const precondition = { insert: { 'If-None-Match': '*' }, update: { 'If-Match': '*' } };
    const request: ErpRequest = {
      method: 'PUT',
      entity,
      url: `${this.#options.url}/${entity}${queryText({ expand: put.expand })}`,
      headers: { 'Content-Type': 'application/json', ...(put.only === null ? {} : precondition[put.only]) },
      body: JSON.stringify(body),
      record: put.record,
      insertOnly: put.only === 'insert',
    };
    let answer: HttpAnswer;
    try {
      answer = await this.#send(request, signal);
    } catch (error) {
      throw error instanceof TransportError && error.mayHaveLanded ? this.#unknown(put.record, error) : error;
    }
    if (answer.status === 200 || answer.status === 201) {
      let stored: unknown;
      try {
        stored = parseJson(answer, system, this.#host);
      } catch (error) {
        throw this.#unknown(put.record, error);
      }
      if (isWireRecord(stored)) return stored;
      throw this.#unknown(put.record, this.#unexpected(`a ${entity} record`));
    }
    const failure = this.#failure(answer, request);
    // A fault in mid-work (5xx, or a page of something in between) says nothing about whether the record was saved.
    const undecided: readonly string[] = ['SERVER_ERROR', 'ANSWER_NOT_JSON', 'ERP_LIST_FAILED'];
    throw undecided.includes(failure.code) ? this.#unknown(put.record, failure) : failure;
  }

  /**
   * Asks for one record, by its guid or keys, to be deleted, and answers what the server said; `delete-record.ts` judges it.
   * @throws AppError OUTCOME_UNKNOWN when no answer came to what may have been carried out (L5).
   */
  async delete(
    entity: string,
    keys: readonly string[],
    record: string,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const url = `${this.#options.url}/${entity}/${keys.map(encodeURIComponent).join('/')}`;
    try {
      return await this.#send(
        { method: 'DELETE', entity, url, headers: {}, record, insertOnly: false },
        signal,
      );
    } catch (error) {
      throw error instanceof TransportError && error.mayHaveLanded ? this.#unknown(record, error) : error;
    }
  }

  async #read(entity: string, path: string, signal: AbortSignal): Promise<unknown> {
    const request: ErpRequest = {
      method: 'GET',
      entity,
      url: `${this.#options.url}/${path}`,
      headers: {},
      record: null,
      insertOnly: false,
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.#send(request, signal);
        if (isRecordMissing(answer)) return null;
        if (answer.status !== 200) throw this.#failure(answer, request);
        return parseJson(answer, system, this.#host);
      } catch (error) {
        const wait = readRetryWaits[attempt];
        const mayPass =
          isAppError(error) &&
          ['HOST_UNREACHABLE', 'ANSWER_MALFORMED', 'SERVER_ERROR'].includes(error.code) &&
          error.retry === 'later';
        if (!mayPass || wait === undefined) throw error;
        await this.#options.clock.sleep(wait, signal);
      }
    }
  }

  /** Sends until there is an answer that is neither a lost session nor "too many requests". */
  async #send(request: ErpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { session, pace } = this.#options;
    let renewed = false;
    for (let declined = 0; ;) {
      const headers = session.headers();
      const answer = await this.#exchange(request, headers, signal);
      if (answer.status === 401 || isSignInPage(answer)) {
        // Nothing was carried out, so a write may be sent again as well.
        if (renewed) throw new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' });
        renewed = true;
        await session.renew(headers);
      } else if (answer.status === 429) {
        this.#declined += 1;
        const wait = declinedWaits[declined];
        if (wait === undefined) throw new AppError('ERP_REQUEST_LIMIT', { retry: 'later' });
        declined += 1;
        const asked = Number(answer.headers.get('retry-after')) * 1000;
        pace.decline(Math.min(120_000, asked > 0 ? asked : wait));
      } else {
        return answer;
      }
    }
  }

  async #exchange(
    request: ErpRequest,
    sessionHeaders: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const { pace, clock, logger } = this.#options;
    const { method, entity, url, body } = request;
    const isWrite = method !== 'GET';
    const leave = await pace.enter(signal);
    const start = clock.elapsed();
    let status: number | string = 'no answer';
    this.#requests += 1;
    try {
      const answer = await exchange({
        system,
        method,
        url,
        headers: { Accept: 'application/json', ...sessionHeaders, ...request.headers },
        ...(body === undefined ? {} : { body }),
        timeout: isWrite ? writeTimeout : readTimeout,
        signal: isWrite ? neverAborted : signal,
      });
      ({ status } = answer);
      return answer;
    } finally {
      leave();
      const milliseconds = Math.round(clock.elapsed() - start);
      if (isWrite) pace.observe(milliseconds);
      logger.info('MYOB Acumatica request', { method, entity, status, milliseconds });
    }
  }

  #failure(answer: HttpAnswer, { entity, record, insertOnly }: ErpRequest): AppError {
    return failureOf(answer, { host: this.#host, entity, record, insertOnly });
  }

  #unknown(record: string, cause: unknown): AppError {
    return new AppError('OUTCOME_UNKNOWN', { params: { record, system }, retry: 'later', cause });
  }

  #unexpected(detail: string): AppError {
    return new AppError('ANSWER_UNEXPECTED', { params: { system, host: this.#host, detail } });
  }
}
