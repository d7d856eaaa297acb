/** Asks a store for tokens. Every way of signing in except the pasted token ends here. */
import { z } from 'zod';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import { exchange, parseJson } from '../http.ts';
import { storeAddress } from './store-address.ts';

export interface TokenRequest {
  readonly connection: ShopifyConnection;
  readonly form: Readonly<Record<string, string>>;
  /** Refusals by the words they carry, whether in JSON or on a page; the first that fits counts. */
  readonly refusals: readonly (readonly [RegExp, ErrorCode])[];
  readonly signal: AbortSignal;
}

const signInTimeout = 30_000;

/** One expiring access token lives an hour, also where an answer leaves that out (domain facts 8). Seconds. */
const usualLifetime = 3_600;

const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().default(usualLifetime),
  refresh_token: z.string().min(1).optional(),
});

export interface TokenAnswer {
  readonly token: string;
  /** Milliseconds from now. */
  readonly lifetime: number;
  /** Null where the answer names none. */
  readonly scopes: readonly string[] | null;
  /** Null where the answer brings none. */
  readonly refreshToken: string | null;
}

/** Members of the form that open something, alone or together. */
const secretMembers = ['client_secret', 'code', 'code_verifier', 'refresh_token'] as const;

/**
 * @throws AppError of the connection and sign-in families: SHOPIFY_STORE_UNKNOWN, SERVER_ERROR, ANSWER_UNEXPECTED, one of
 * `refusals`, or SHOPIFY_CLIENT_REJECTED for a refusal that none of them knows.
 */
export async function askForToken({
  connection,
  form,
  refusals,
  signal,
}: TokenRequest): Promise<TokenAnswer> {
  const address = storeAddress(connection);
  const { host } = address;
  const answer = await exchange({
    system: 'Shopify',
    method: 'POST',
    url: new URL('/admin/oauth/access_token', address).href,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    secrets: secretMembers.flatMap((name) => form[name] ?? []),
    timeout: signInTimeout,
    signal,
  });
  if (answer.status === 200) {
    const read = answerSchema.safeParse(parseJson(answer, 'Shopify', host));
    if (!read.success) throw unexpectedAnswer(host, 'access_token');
    const { access_token: token, scope, expires_in: seconds, refresh_token: refreshToken } = read.data;
    return {
      token,
      lifetime: seconds * 1000,
      scopes: scope === undefined ? null : scope.split(/[\s,]+/).filter((each) => each !== ''),
      refreshToken: refreshToken ?? null,
    };
  }
  if (answer.status === 404) throw new AppError('SHOPIFY_STORE_UNKNOWN', { params: { host } });
  if (answer.status >= 500 || answer.status === 429) {
    const params = { system: 'Shopify', host, status: answer.status, message: 'sign-in' };
    throw new AppError('SERVER_ERROR', { params, retry: 'later' });
  }
  const refusal = refusals.find(([pattern]) => pattern.test(answer.text));
  throw new AppError(refusal?.[1] ?? 'SHOPIFY_CLIENT_REJECTED', { params: { host }, retry: 'afterSignIn' });
}

export function unexpectedAnswer(host: string, detail: string): AppError {
  return new AppError('ANSWER_UNEXPECTED', { params: { system: 'Shopify', host, detail } });
}
