/** Reads what Shopify answered to one request: data, an order to wait, or an error from the catalogue. */
import { z } from 'zod';
import { AppError, type AppErrorDetails } from '../../../shared/domain/app-error.ts';
import { parseJson, type HttpAnswer } from '../http.ts';
import type { ThrottleStatus } from './point-bucket.ts';
import { errorOf, understand } from './refusal.ts';

const graphqlErrorSchema = z.looseObject({
  message: z.string(),
  extensions: z
    .looseObject({
      code: z.string().optional(),
      cost: z.number().optional(),
      maxCost: z.number().optional(),
      requiredAccess: z.string().optional(),
      value: z.unknown().optional(),
      problems: z
        .array(
          z.looseObject({
            path: z.array(z.union([z.string(), z.number()])).optional(),
            explanation: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
type GraphqlError = z.infer<typeof graphqlErrorSchema>;

const envelopeSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(graphqlErrorSchema).optional(),
  extensions: z
    .looseObject({
      cost: z
        .looseObject({
          actualQueryCost: z.number().nullish(),
          throttleStatus: z.looseObject({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number().positive(),
          }),
        })
        .optional(),
    })
    .optional(),
});

export interface Charge {
  /** Points charged after the refund; null where the answer does not tell. */
  readonly points: number | null;
  readonly status: ThrottleStatus | null;
}

export type Reply =
  | { readonly kind: 'data'; readonly data: unknown; readonly charge: Charge }
  /** Nothing was done: the same may be sent again. `wait` in milliseconds where the answer names it. */
  | { readonly kind: 'throttled'; readonly wait: number | null; readonly charge: Charge }
  /** The token was not accepted; nothing was done. */
  | { readonly kind: 'unauthorised'; readonly error: AppError; readonly charge: Charge }
  /** `mayHaveLanded`: a mutation may have been carried out all the same (L5). */
  | {
      readonly kind: 'failed';
      readonly error: AppError;
      readonly mayHaveLanded: boolean;
      readonly charge: Charge;
    };

export interface AnswerContext {
  readonly host: string;
  /** The record concerned, for messages; an operation's name where there is none. */
  readonly record: string;
}

const system = 'Shopify';
const noCharge: Charge = { points: null, status: null };

export function readAnswer(answer: HttpAnswer, context: AnswerContext): Reply {
  return answer.status === 200 ? readEnvelope(answer, context) : readStatus(answer, context);
}

function readStatus({ status, headers, text }: HttpAnswer, { host }: AnswerContext): Reply {
  const failed = (error: AppError, mayHaveLanded = false): Reply => ({
    kind: 'failed',
    error,
    mayHaveLanded,
    charge: noCharge,
  });
  if (status === 401) {
    const error = new AppError('SHOPIFY_TOKEN_REJECTED', { params: { host }, retry: 'afterSignIn' });
    return { kind: 'unauthorised', error, charge: noCharge };
  }
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return { kind: 'throttled', wait: seconds > 0 ? seconds * 1000 : null, charge: noCharge };
  }
  if (status === 403) {
    return failed(
      new AppError('SHOPIFY_ACCESS_DENIED', { params: { what: host, message: plainText(text, status) } }),
    );
  }
  // 402 frozen, 423 locked, 404 unknown; a redirect leads to another store or to a page.
  if (status === 402 || status === 404 || status === 423 || (status >= 300 && status < 400)) {
    return failed(new AppError('SHOPIFY_STORE_UNKNOWN', { params: { host } }));
  }
  if (status >= 500) {
    const params = { system, host, status, message: plainText(text, status) };
    return failed(new AppError('SERVER_ERROR', { params, retry: 'later' }), true);
  }
  return failed(new AppError('SHOPIFY_QUERY_INVALID', { params: { message: plainText(text, status) } }));
}

/** A short reason from an error body, which may be JSON, text or a whole page. */
function plainText(text: string, status: number): string {
  if (text.trimStart().startsWith('<') || text.trim() === '') return `HTTP ${status}`;
  return text.trim().slice(0, 200);
}

function readEnvelope(answer: HttpAnswer, context: AnswerContext): Reply {
  let raw: unknown;
  try {
    raw = parseJson(answer, system, context.host);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'failed', error, mayHaveLanded: true, charge: noCharge };
  }
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) return unexpected(context);
  const { data, errors, extensions } = envelope.data;
  const charge: Charge = {
    points: extensions?.cost?.actualQueryCost ?? null,
    status: extensions?.cost?.throttleStatus ?? null,
  };
  const [first] = errors ?? [];
  if (first === undefined) {
    return data === undefined || data === null ? unexpected(context) : { kind: 'data', data, charge };
  }
  if (errors?.some((error) => error.extensions?.code === 'THROTTLED')) {
    return { kind: 'throttled', wait: null, charge: { ...charge, points: 0 } };
  }
  const isServerFault = first.extensions?.code === 'INTERNAL_SERVER_ERROR';
  // Data beside an error: the operation itself was carried out, only its answer has a hole.
  const hasData = Object.values(data ?? {}).some((value) => value !== null);
  return {
    kind: 'failed',
    error: readError(first, context),
    mayHaveLanded: isServerFault || hasData,
    charge,
  };
}

function unexpected({ host }: AnswerContext): Reply {
  const error = new AppError('ANSWER_UNEXPECTED', { params: { system, host, detail: 'data' } });
  return { kind: 'failed', error, mayHaveLanded: true, charge: noCharge };
}

/** Codes and texts: domain facts 6 and 12.7. */
function readError({ message, extensions = {} }: GraphqlError, { host, record }: AnswerContext): AppError {
  const invalid = new AppError('SHOPIFY_QUERY_INVALID', { params: { message } });
  switch (extensions.code) {
    case 'MAX_COST_EXCEEDED':
      return new AppError('SHOPIFY_QUERY_TOO_COSTLY', {
        params: { cost: extensions.cost ?? '?', maximum: extensions.maxCost ?? '?' },
      });
    case 'ACCESS_DENIED':
      return readDenial(message, extensions.requiredAccess ?? '');
    case 'RESOURCE_NOT_FOUND':
      return new AppError('RECORD_GONE', { params: { record, system } });
    case 'INTERNAL_SERVER_ERROR':
      return new AppError('SERVER_ERROR', { params: { system, host, status: 200, message }, retry: 'later' });
    case 'INVALID_VARIABLE': {
      // A value we took from a record, such as a country code that Shopify does not know: that record's trouble alone.
      const [problem] = extensions.problems ?? [];
      const explained = {
        field: problem?.path?.map(String) ?? [],
        message: problem?.explanation ?? message,
      };
      const refusal = understand(explained, { record, variables: extensions.value });
      return refusal.code === 'WRITE_REFUSED' ? invalid : errorOf([refusal]);
    }
    // Codes of single mutations, which say little without their text.
    case 'NOT_FOUND':
      return /definition of type 'id'/i.test(message)
        ? new AppError('CUSTOMER_ID_FIELD_MISSING', { params: { system } })
        : invalid;
    case 'INVALID': {
      const state = /Cannot specify (\w+) as a marketing state/i.exec(message)?.[1];
      if (state === undefined) return invalid;
      return new AppError('CONSENT_NOT_SETTABLE', { params: { system, record, value: state } });
    }
    default:
      return invalid;
  }
}

function readDenial(message: string, requiredAccess: string): AppError {
  const details: AppErrorDetails = { retry: 'never' };
  if (/not approved to|protected customer data/i.test(message)) {
    return new AppError('SHOPIFY_PERSONAL_DATA_HIDDEN', details);
  }
  const scopes = `${requiredAccess} ${message}`.match(/\b(?:read|write)_[a-z_]+\b/g) ?? [];
  if (scopes.length > 0) {
    return new AppError('SHOPIFY_SCOPE_MISSING', {
      ...details,
      params: { scopes: [...new Set(scopes)].join(', ') },
    });
  }
  const what = /Access denied for (\S+)/.exec(message)?.[1] ?? 'the request';
  return new AppError('SHOPIFY_ACCESS_DENIED', { ...details, params: { what, message } });
}
