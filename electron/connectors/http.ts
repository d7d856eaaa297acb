/**
 * One HTTP exchange, with every way it can fail told apart. Both connectors use it; it knows neither of them.
 * Reading a whole answer belongs to the exchange: an answer that is cut off is a failure, not a short text.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../shared/domain/error-catalogue.ts';
import { withoutRepeatedSecrets } from './repeated-secrets.ts';

export type SystemName = 'Shopify' | 'MYOB Acumatica';

export interface HttpRequest {
  readonly system: SystemName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Secrets in the body. They, and those in the headers, are taken out of the text of an error. */
  readonly secrets?: readonly string[];
  /** Milliseconds until the exchange counts as failed, answer included. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A failed exchange. `mayHaveLanded` is false only when the request certainly never reached the system (L5). */
export class TransportError extends AppError {
  readonly mayHaveLanded: boolean;

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, string | number>>,
    mayHaveLanded: boolean,
    cause: unknown,
  ) {
    super(code, { params, cause, retry: code === 'TLS_FAILED' ? 'never' : 'later' });
    this.name = 'TransportError';
    this.mayHaveLanded = mayHaveLanded;
  }
}

/** Node's codes for "no connection was ever made". */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Certificate and handshake failures, by Node's and OpenSSL's names. */
const tlsCode = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|EPROTO$)/;

/** The first `code` in a chain of causes; fetch wraps the system error once or twice. */
function systemCode(error: unknown): string | null {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    if (current instanceof AggregateError) {
      const inner = current.errors.map(systemCode).find((code) => code !== null);
      if (inner !== undefined) return inner;
    }
  }
  return null;
}

/** Refuses plain http except on the loopback address, where simulators and test servers live. */
export function requireSecureAddress(url: string): URL {
  let address: URL;
  try {
    address = new URL(url);
  } catch (cause) {
    throw new AppError('INPUT_INVALID', { params: { reason: `"${url}" is not an address` }, cause });
  }
  const isLoopback = address.hostname === '127.0.0.1' || address.hostname === '[::1]';
  if (address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback)) return address;
  throw new AppError('INSECURE_ADDRESS', { params: { host: address.host } });
}

/**
 * Sends one request and reads its whole answer, whatever the status.
 * @throws TransportError HOST_UNREACHABLE, TLS_FAILED, TIMED_OUT or ANSWER_MALFORMED (cut off); AppError STOPPED.
 */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  const { host } = requireSecureAddress(request.url);
  const timeout = AbortSignal.timeout(request.timeout);
  let answered = false;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: AbortSignal.any([request.signal, timeout]),
      redirect: 'manual',
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    answered = true;
    const { status, headers } = response;
    const text = await response.text();
    return {
      status,
      headers,
      text: status < 400 ? text : withoutRepeatedSecrets(text, request.headers, request.secrets ?? []),
    };
  } catch (cause) {
    throw failureOf(cause, request, { host, answered, timedOut: timeout.aborted });
  }
}

interface Circumstances {
  readonly host: string;
  /** Whether an answer had begun. */
  readonly answered: boolean;
  readonly timedOut: boolean;
}

function failureOf(
  cause: unknown,
  { system, timeout, signal }: Pick<HttpRequest, 'system' | 'timeout' | 'signal'>,
  { host, answered, timedOut }: Circumstances,
): AppError {
  const named = { system, host };
  if (signal.aborted) return new AppError('STOPPED', { cause });
  if (timedOut) {
    return new TransportError('TIMED_OUT', { ...named, seconds: Math.round(timeout / 1000) }, true, cause);
  }
  const code = systemCode(cause);
  if (code !== null && tlsCode.test(code)) {
    return new TransportError('TLS_FAILED', { ...named, reason: code }, false, cause);
  }
  if (answered) return new TransportError('ANSWER_MALFORMED', named, true, cause);
  return new TransportError('HOST_UNREACHABLE', named, code === null || !neverConnected.has(code), cause);
}

export interface Download {
  readonly system: SystemName;
  readonly url: string;
  /** Milliseconds without a byte until the download counts as failed. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a file line by line as it arrives, so that its size does not matter. Nothing that signs in is sent along: the file may
 * lie with another host.
 * @throws TransportError as `exchange` does; AppError STOPPED, DOWNLOAD_REFUSED with the status of the answer.
 */
export async function* downloadLines(download: Download): AsyncGenerator<string> {
  const { host } = requireSecureAddress(download.url);
  const silence = new AbortController();
  const watch = setTimeout(() => silence.abort(), download.timeout);
  let answered = false;
  try {
    const response = await fetch(download.url, {
      signal: AbortSignal.any([download.signal, silence.signal]),
    });
    answered = true;
    if (!response.ok || response.body === null) {
      const params = { system: download.system, host, status: response.status };
      throw new AppError('DOWNLOAD_REFUSED', { params, retry: 'later' });
    }
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      watch.refresh();
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw failureOf(cause, download, { host, answered, timedOut: silence.signal.aborted });
  } finally {
    clearTimeout(watch);
  }
}

/**
 * The answer's JSON.
 * @throws AppError ANSWER_NOT_JSON for a page or other text, ANSWER_MALFORMED for JSON that breaks off.
 */
export function parseJson(answer: HttpAnswer, system: SystemName, host: string): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    const start = answer.text.trimStart();
    if (start.startsWith('{') || start.startsWith('[')) {
      throw new AppError('ANSWER_MALFORMED', { params: { system, host }, retry: 'later', cause });
    }
    const kind = start.startsWith('<') ? 'a web page' : start === '' ? 'an empty answer' : 'plain text';
    throw new AppError('ANSWER_NOT_JSON', { params: { system, host, kind }, cause });
  }
}
