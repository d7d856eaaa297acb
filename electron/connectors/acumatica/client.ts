/** One request to the contract, with everything that can become of it told apart: the only way to the ERP after sign-in. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { Clock, Logger, ReadSummary } from '../../../shared/sync/ports.ts';
import { exchange, parseJson, TransportError, type HttpAnswer } from '../http.ts';
import { ServerClock } from '../server-clock.ts';
import { isRecordMissing, isSignInPage, system } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { Pace } from './pace.ts';
import { readFailureOf } from './read-failure.ts';
import { clockSkewOf, serverTime } from './server-time.ts';
import { seatRefusalOf } from './seat-refusal.ts';
import type { Session } from './session.ts';
import { isWireRecord, type WireRecord } from './wire.ts';
import { outcomeUnknown, writeFailureOf, type Precondition, type WriteFacts } from './write-failure.ts';

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

/** A precondition as a header. [VERIFY] that Customer and CustomerLocation heed both (acumatica.md 9.1). */
const preconditions: Readonly<Record<Precondition, Readonly<Record<string, string>>>> = {
  insert: { 'If-None-Match': '*' },
  update: { 'If-Match': '*' },
};

/** A write that was sent is not interrupted by Stop: its outcome would be unknown. */
const neverAborted = new AbortController().signal;

/** Options of a request's address: `$filter`, `$select`, `$expand`, `$custom`, `$top`, `$skip`. */
export interface Query {
  readonly filter?: string;
  readonly select?: readonly string[];
  readonly expand?: readonly string[];
  /** Fields outside the contract, as `View.Field`. */
  readonly custom?: readonly string[];
  readonly top?: number;
  readonly skip?: number;
}

export interface PutOptions {
  readonly expand: readonly string[];
  readonly custom?: readonly string[];
  readonly only: Precondition | null;
  /** What is written, for messages to people. */
  readonly record: string;
  /** As in `WriteFacts`. */
  readonly fieldAt?: WriteFacts['fieldAt'];
}

export interface Counters {
  readonly requests: number;
  /** Answered 429. */
  readonly declined: number;
}

export interface ErpClientOptions {
  readonly endpoint: Endpoint;
  readonly session: Session;
  /** The branch that each request names (PX-CbApiBranch), where the session is for none; null: the user's own. */
  readonly branch: string | null;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Milliseconds that the server's clock is ahead of ours, as found at discovery. */
  readonly clockSkew: number;
  readonly logger: Logger;
}

interface ErpRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly entity: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What it writes, by entity and precondition: writes of one kind take about as long as each other. Null for one that cannot change anything. */
  readonly writes: string | null;
}

/** The `?…` of an address; blanks and quotes encoded, commas and slashes left for their length. */
export function queryText(query: Query): string {
  const parts = [
    ['$filter', query.filter],
    ['$select', query.select?.join(',')],
    ['$expand', query.expand?.join(',')],
    ['$custom', query.custom?.join(',')],
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
  readonly #headers: Readonly<Record<string, string>>;
  readonly #serverClock: ServerClock;
  #clockSkew: number;
  #requests = 0;
  #declined = 0;

  constructor(options: ErpClientOptions) {
    this.#options = options;
    this.#host = new URL(options.endpoint.url).host;
    const { branch } = options;
    this.#headers = { Accept: 'application/json', ...(branch === null ? {} : { 'PX-CbApiBranch': branch }) };
    this.#clockSkew = options.clockSkew;
    this.#serverClock = new ServerClock(options.clock);
  }

  counters(): Counters {
    return { requests: this.#requests, declined: this.#declined };
  }

  /** The server's time by its own clock, never later than it is. ISO 8601 in UTC. */
  serverNow(): string {
    return serverTime(this.#options.clock, this.#clockSkew);
  }

  /** What the server's answers told of its clock. */
  clockAhead(): Pick<ReadSummary, 'clockAhead'> {
    return this.#serverClock.told();
  }

  /** Length of the address a query leads to, to keep it under what servers take. */
  addressLength(entity: string, query: Query): number {
    return `${this.#options.endpoint.url}/${entity}${queryText(query)}`.length;
  }

  /** One record by its guid or keys, or what is asked for in place of keys, `$adHocSchema`; null when there is none. */
  async get(
    entity: string,
    keys: readonly string[],
    query: Query,
    signal: AbortSignal,
  ): Promise<WireRecord | null> {
    const path = keys.map(encodeURIComponent).join('/');
    const body = await this.#read(entity, `/${path}${queryText(query)}`, signal);
    if (body === null || isWireRecord(body)) return body;
    throw this.#unexpected(`a ${entity} record`);
  }

  /**
   * A list.
   * @throws AppError ERP_LIST_FAILED where the server cannot build its query, and ERP_READ_FAILED where it fails otherwise: a
   * simpler question may succeed.
   */
  async list(entity: string, query: Query, signal: AbortSignal): Promise<readonly WireRecord[]> {
    const body = await this.#read(entity, queryText(query), signal);
    if (Array.isArray(body) && body.every(isWireRecord)) return body;
    throw this.#unexpected(`a list of ${entity}`);
  }

  /** Asks an inquiry form, whose answer comes only when it is put; nothing is written by that. */
  async inquire(entity: string, query: Query, signal: AbortSignal): Promise<WireRecord> {
    const body = await this.#read(entity, queryText(query), signal, 'PUT');
    if (isWireRecord(body)) return body;
    throw this.#unexpected(`the inquiry ${entity}`);
  }

  /**
   * Writes one record and answers it as the server now holds it, with `expand`.
   * @throws AppError VALUE_REFUSED, WRITE_REFUSED, RECORD_GONE, RECORD_EXISTS, ERP_NO_RIGHTS, ERP_ENTITY_MISSING when nothing was written;
   * OUTCOME_UNKNOWN when that is not known (L5).
   */
  async put(entity: string, body: WireRecord, put: PutOptions, signal: AbortSignal): Promise<WireRecord> {
    const request: ErpRequest = {
      method: 'PUT',
      entity,
      url: `${this.#options.endpoint.url}/${entity}${queryText({ expand: put.expand, custom: put.custom ?? [] })}`,
      headers: { 'Content-Type': 'application/json', ...(put.only === null ? {} : preconditions[put.only]) },
      body: JSON.stringify(body),
      writes: `${entity} ${put.only ?? 'insert'}`,
    };
    let answer: HttpAnswer;
    try {
      answer = await this.#send(request, signal);
    } catch (error) {
      throw error instanceof TransportError && error.mayHaveLanded
        ? outcomeUnknown(put.record, error)
        : error;
    }
    if (answer.status === 200 || answer.status === 201) {
      let stored: unknown;
      try {
        stored = parseJson(answer, system, this.#host);
      } catch (error) {
        throw outcomeUnknown(put.record, error);
      }
      if (isWireRecord(stored)) return stored;
      throw outcomeUnknown(put.record, this.#unexpected(`a ${entity} record`));
    }
    const { record, only, fieldAt } = put;
    throw this.writeFailure(answer, { entity, record, only, ...(fieldAt === undefined ? {} : { fieldAt }) });
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
    const path = keys.map(encodeURIComponent).join('/');
    const request: ErpRequest = {
      method: 'DELETE',
      entity,
      url: `${this.#options.endpoint.url}/${entity}/${path}`,
      headers: {},
      writes: `${entity} delete`,
    };
    try {
      return await this.#send(request, signal);
    } catch (error) {
      throw error instanceof TransportError && error.mayHaveLanded ? outcomeUnknown(record, error) : error;
    }
  }

  /** What it means when a write was not simply carried out. */
  writeFailure(answer: HttpAnswer, facts: Omit<WriteFacts, 'host' | 'endpoint'>): AppError {
    return writeFailureOf(answer, { host: this.#host, endpoint: this.#endpointName(), ...facts });
  }

  /** `path`: what comes behind the entity in the address. A record that does not exist is null; a list that does not is a failure. */
  async #read(
    entity: string,
    path: string,
    signal: AbortSignal,
    method: 'GET' | 'PUT' = 'GET',
  ): Promise<unknown> {
    const { endpoint, clock } = this.#options;
    const isList = !path.startsWith('/');
    const request: ErpRequest = {
      method,
      entity,
      url: `${endpoint.url}/${entity}${path}`,
      ...(method === 'PUT'
        ? { headers: { 'Content-Type': 'application/json' }, body: '{}' }
        : { headers: {} }),
      writes: null,
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.#send(request, signal);
        if (!isList && isRecordMissing(answer)) return null;
        if (answer.status !== 200) {
          throw readFailureOf(answer, { host: this.#host, endpoint: this.#endpointName(), entity, isList });
        }
        return parseJson(answer, system, this.#host);
      } catch (error) {
        const wait = readRetryWaits[attempt];
        const mayPass =
          isAppError(error) &&
          ['HOST_UNREACHABLE', 'ANSWER_MALFORMED', 'ERP_READ_FAILED'].includes(error.code) &&
          error.retry === 'later';
        if (!mayPass || wait === undefined) throw error;
        await clock.sleep(wait, signal);
      }
    }
  }

  /** Sends until there is an answer that is neither a lost session nor "too many requests". */
  async #send(request: ErpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { session, pace } = this.#options;
    let renewed = false;
    for (let declined = 0; ;) {
      const headers = await session.headers();
      const answer = await this.#exchange(request, headers, signal);
      // With tokens the first request takes the seat; before the others, as its words may lead to a page about signing in.
      const refusal = seatRefusalOf(answer, this.#host) ?? this.#branchRefusalOf(answer);
      if (refusal !== null) throw refusal;
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
    const { method, entity, url, body, writes } = request;
    const isWrite = writes !== null;
    const leave = await pace.enter(isWrite ? 'write' : 'read', signal);
    const start = clock.elapsed();
    let status: number | string = 'no answer';
    this.#requests += 1;
    try {
      const answer = await this.#serverClock.watch(() =>
        exchange({
          system,
          method,
          url,
          headers: { ...this.#headers, ...sessionHeaders, ...request.headers },
          ...(body === undefined ? {} : { body }),
          timeout: isWrite ? writeTimeout : readTimeout,
          signal: isWrite ? neverAborted : signal,
        }),
      );
      ({ status } = answer);
      this.#clockSkew = answer.headers.has('date') ? clockSkewOf(answer, clock) : this.#clockSkew;
      return answer;
    } finally {
      leave();
      const milliseconds = Math.round(clock.elapsed() - start);
      // A refusal comes sooner than the work would.
      if (writes !== null && (status === 200 || status === 204)) pace.observe(writes, milliseconds);
      logger.info('MYOB Acumatica request', { method, entity, status, milliseconds });
    }
  }

  /** A branch that is not there, of those that each request names. The words are the server's own. [VERIFY] */
  #branchRefusalOf(answer: HttpAnswer): AppError | null {
    const { branch } = this.#options;
    if (branch === null || answer.status < 500 || !/branch .* cannot be found/i.test(answer.text))
      return null;
    return new AppError('ERP_BRANCH_UNKNOWN', { params: { host: this.#host, branch } });
  }

  #endpointName(): string {
    const { name, version } = this.#options.endpoint;
    return `${name} ${version}`;
  }

  #unexpected(detail: string): AppError {
    return new AppError('ANSWER_UNEXPECTED', { params: { system, host: this.#host, detail } });
  }
}
