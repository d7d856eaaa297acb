/**
 * Sends operations to one store: signed in, paced to its budget, and sent again where that can do no harm.
 *
 * A query may always be sent again. A mutation is sent again only when it certainly was not carried out (throttled, token
 * expired, never connected); when that is not certain, the caller is told OUTCOME_UNKNOWN and settles it by reading (L5).
 * For the same reason a stop does not cut off a mutation that is under way: STOPPED always means "was not sent".
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { Clock, Logger, ReadSummary } from '../../../shared/sync/ports.ts';
import { exchange, TransportError } from '../http.ts';
import { ServerClock } from '../server-clock.ts';
import { readAnswer, type Reply } from './answer.ts';
import type { TokenProvider } from './auth.ts';
import { shopifyApiVersion, type Operation } from './operation.ts';
import { pause, PointBucket, type Reservation, type ThrottleStatus } from './point-bucket.ts';
import { storeAddress } from './store-address.ts';

export interface ShopifyCounters {
  readonly requests: number;
  /** Points charged. */
  readonly points: number;
  /** Answers that told us to wait. */
  readonly throttled: number;
}

export interface Call {
  readonly signal: AbortSignal;
  /** How a message names the record that is written. */
  readonly record?: string;
}

export interface ShopifyClient {
  /** Host name and port, for messages. */
  readonly host: string;
  /** @throws AppError; see the head of this file. */
  send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    call: Call,
  ): Promise<Data>;
  readonly counters: () => ShopifyCounters;
  /** What the store's answers told of its clock. */
  readonly clockAhead: () => Pick<ReadSummary, 'clockAhead'>;
  /** The store's request budget as far as it is known. */
  readonly budget: () => ThrottleStatus;
}

export interface ShopifyClientOptions {
  readonly connection: ShopifyConnection;
  readonly tokens: TokenProvider;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends every wait and every query under way, whatever their own signal says. */
  readonly closed: AbortSignal;
  /** Milliseconds until a request counts as failed. */
  readonly timeout?: number;
}

/** What is logged of a request: never a header, never a value. */
interface RequestDetails {
  readonly operation: string;
  /** Null where no answer came. */
  status: number | null;
  points: number | null;
  milliseconds: number;
}

const defaultTimeout = 30_000;
/** A request that is throttled this often in a row gives up: about a minute and a half. */
const maximumThrottled = 12;
const maximumAttempts = 4;
const firstWait = 250;
const longestWait = 10_000;

/** Doubles with every attempt. Milliseconds. */
function backOff(attempt: number): number {
  return Math.min(longestWait, firstWait * 2 ** (attempt - 1));
}

/** @throws AppError SHOPIFY_STORE_UNKNOWN, INSECURE_ADDRESS, INPUT_INVALID for an address that cannot be used. */
export function createShopifyClient(options: ShopifyClientOptions): ShopifyClient {
  const { tokens, clock, logger } = options;
  const { host, href } = new URL(
    `/admin/api/${shopifyApiVersion}/graphql.json`,
    storeAddress(options.connection),
  );
  const bucket = new PointBucket(clock);
  const serverClock = new ServerClock(clock);
  const neverStopped = new AbortController().signal;
  let counters: ShopifyCounters = { requests: 0, points: 0, throttled: 0 };
  /** Set once the store has answered: before that, an unreachable host is more likely a wrong address. */
  let hasAnswered = false;

  async function attempt<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    token: string,
    call: Call,
  ): Promise<Reply> {
    const startedAt = clock.elapsed();
    const record = call.record ?? operation.name;
    const details: RequestDetails = {
      operation: operation.name,
      status: null,
      points: null,
      milliseconds: 0,
    };
    counters = { ...counters, requests: counters.requests + 1 };
    try {
      const answer = await serverClock.watch(() =>
        exchange({
          system: 'Shopify',
          method: 'POST',
          url: href,
          headers: {
            'Content-Type': 'application/json',
            Accept: 'application/json',
            'X-Shopify-Access-Token': token,
          },
          body: JSON.stringify({ query: operation.document, operationName: operation.name, variables }),
          timeout: options.timeout ?? defaultTimeout,
          signal: operation.kind === 'mutation' ? neverStopped : call.signal,
        }),
      );
      details.status = answer.status;
      hasAnswered = true;
      const reply = readAnswer(answer, { host, record });
      details.points = reply.charge.points;
      return reply;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const charge = { points: null, status: null };
      return { kind: 'failed', error, mayHaveLanded: error.mayHaveLanded, charge };
    } finally {
      details.milliseconds = Math.round(clock.elapsed() - startedAt);
      logger.info('Shopify request', { ...details });
    }
  }

  function settle(reservation: Reservation, reply: Reply): void {
    const { points, status } = reply.charge;
    bucket.settle(reservation, points, status);
    counters = {
      ...counters,
      points: counters.points + (points ?? (reply.kind === 'data' ? reservation.points : 0)),
      throttled: counters.throttled + (reply.kind === 'throttled' ? 1 : 0),
    };
  }

  async function sendOnce<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    call: Call,
  ): Promise<{ readonly token: string; readonly reply: Reply }> {
    const token = await tokens.getToken(call.signal);
    const reservation = await bucket.reserve(operation.cost(variables), call.signal);
    let reply: Reply | null = null;
    try {
      reply = await attempt(operation, variables, token, call);
      return { token, reply };
    } finally {
      if (reply === null) bucket.settle(reservation, null, null);
      else settle(reservation, reply);
    }
  }

  return {
    host,
    counters: () => counters,
    clockAhead: () => serverClock.told(),
    budget: () => bucket.status,
    send: async <Data, Variables>(
      operation: Operation<Data, Variables>,
      variables: Variables,
      { signal, ...named }: Call,
    ): Promise<Data> => {
      const call = { ...named, signal: AbortSignal.any([signal, options.closed]) };
      const isMutation = operation.kind === 'mutation';
      let throttled = 0;
      let failed = 0;
      let rejected = 0;
      for (;;) {
        const { token, reply } = await sendOnce(operation, variables, call);
        switch (reply.kind) {
          case 'data':
            return reply.data as Data;
          case 'throttled':
            throttled += 1;
            if (throttled >= maximumThrottled) throw new AppError('SHOPIFY_THROTTLED', { retry: 'later' });
            await pause(clock, Math.max(reply.wait ?? 0, backOff(throttled)), call.signal);
            break;
          case 'unauthorised':
            rejected += 1;
            if (!tokens.reject(token) || rejected > 1) throw reply.error;
            break;
          case 'failed':
            failed += 1;
            if (isMutation && reply.mayHaveLanded) {
              throw new AppError('OUTCOME_UNKNOWN', {
                params: { system: 'Shopify', record: call.record ?? operation.name },
                retry: 'later',
                cause: reply.error,
              });
            }
            if (reply.error.retry !== 'later' || failed >= maximumAttempts || !hasAnswered) throw reply.error;
            await pause(clock, backOff(failed + 1), call.signal);
            break;
        }
      }
    },
  };
}
