/** Asks the ERP's identity server for tokens (acumatica.md 7.2). */
import { z } from 'zod';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import { fullClientId } from '../../../shared/domain/erp-client-id.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import { exchange, parseJson, type HttpAnswer } from '../http.ts';
import { isWebPage, system } from './answer.ts';
import { seatRefusalOf } from './seat-refusal.ts';

/** A connected application of form SM303010, as the ERP wants it named. */
export interface Application {
  /** With its company: `5F0A…@HARBOUR`. */
  readonly clientId: string;
  /** Null for an application that has none and proves itself by PKCE. */
  readonly secret: string | null;
}

/** @throws AppError INPUT_INVALID */
export function applicationOf({ clientId, tenant }: ErpConnection, secret: string | null): Application {
  if (clientId !== null) return { clientId: fullClientId(clientId, tenant), secret };
  throw new AppError('INPUT_INVALID', {
    params: { reason: 'The client id of the connected application is missing.' },
  });
}

export interface TokenRequest {
  /** Address of the instance, without a slash at its end. */
  readonly base: string;
  readonly application: Application;
  readonly form: Readonly<Record<string, string>>;
  /** What `invalid_grant` means for this request. */
  readonly invalidGrant: ErrorCode;
  readonly signal: AbortSignal;
}

/** The answer of the identity server to a request for tokens. */
export interface TokenAnswer {
  readonly token: string;
  /** Milliseconds from now. */
  readonly lifetime: number;
  /** Null where the answer names none. */
  readonly scopes: readonly string[] | null;
  /** Null where the answer brings none. */
  readonly refreshToken: string | null;
}

const signInTimeout = 30_000;

/** Also where an answer leaves it out (acumatica.md 7.2). Seconds. */
const usualLifetime = 3_600;

const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().default(usualLifetime),
  refresh_token: z.string().min(1).optional(),
});

const refusalSchema = z.looseObject({ error: z.string() });

/** Members of the form that open something, alone or together. */
const secretMembers = ['code', 'code_verifier', 'refresh_token', 'password'] as const;

/** Refusals of the application itself, by RFC 6749 section 5.2; which of them the ERP sends when is not published. [VERIFY] */
export const applicationRefusals: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'ERP_CLIENT_REJECTED',
  unauthorized_client: 'ERP_FLOW_REFUSED',
  unsupported_response_type: 'ERP_FLOW_REFUSED',
  unsupported_grant_type: 'ERP_FLOW_REFUSED',
  invalid_scope: 'ERP_SCOPE_REFUSED',
};

function refusalCode(answer: HttpAnswer): string | null {
  try {
    return refusalSchema.parse(JSON.parse(answer.text)).error;
  } catch {
    return null;
  }
}

function failureOf(answer: HttpAnswer, { base, application, invalidGrant }: TokenRequest): AppError {
  const { host } = new URL(base);
  const { status } = answer;
  const noSeat = seatRefusalOf(answer, host);
  if (noSeat !== null) return noSeat;
  const refusal = refusalCode(answer);
  if (refusal !== null && status < 500) {
    const code = refusal === 'invalid_grant' ? invalidGrant : applicationRefusals[refusal];
    const params = { host, clientId: application.clientId };
    if (code !== undefined) return new AppError(code, { params, retry: 'afterSignIn' });
  }
  if (status < 500 && isWebPage(answer)) {
    return new AppError('ANSWER_NOT_JSON', { params: { system, host, kind: 'a web page' } });
  }
  const params = { system, host, status, message: refusal ?? 'sign-in' };
  return new AppError('SERVER_ERROR', { params, retry: status >= 500 || status === 429 ? 'later' : 'never' });
}

/**
 * @throws AppError ERP_CLIENT_REJECTED, ERP_FLOW_REFUSED, ERP_SCOPE_REFUSED, the request's `invalidGrant`, ERP_NO_SEAT, ERP_USER_SEATS,
 * SERVER_ERROR, ANSWER_NOT_JSON, ANSWER_UNEXPECTED; TransportError.
 */
export async function askForToken(request: TokenRequest): Promise<TokenAnswer> {
  const { base, application, form, signal } = request;
  const { host } = new URL(base);
  const secret = application.secret === null ? {} : { client_secret: application.secret };
  const answer = await exchange({
    system,
    method: 'POST',
    url: `${base}/identity/connect/token`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({ client_id: application.clientId, ...secret, ...form }).toString(),
    secrets: [application.secret ?? '', ...secretMembers.map((name) => form[name] ?? '')],
    timeout: signInTimeout,
    signal,
  });
  if (answer.status !== 200) throw failureOf(answer, request);
  const read = answerSchema.safeParse(parseJson(answer, system, host));
  if (!read.success) {
    throw new AppError('ANSWER_UNEXPECTED', { params: { system, host, detail: 'access_token' } });
  }
  const { access_token: token, scope, expires_in: seconds, refresh_token: refreshToken } = read.data;
  return {
    token,
    lifetime: seconds * 1000,
    scopes: scope === undefined ? null : scope.split(/\s+/).filter((each) => each !== ''),
    refreshToken: refreshToken ?? null,
  };
}
