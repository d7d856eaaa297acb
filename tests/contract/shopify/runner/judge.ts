/** Whether an answer is the expected one. */
import { valueAt } from '../../placeholders.ts';
import { compareShape } from '../../shape.ts';
import type { Answer, ExpectedUserError, Request } from '../suite/case.ts';
import type { Received } from './client.ts';

interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: unknown;
}

interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

function bodyOf({ body }: Received): GraphqlBody {
  return typeof body === 'object' && body !== null ? (body as GraphqlBody) : {};
}

/** What differs from the expectation, one line each. */
export function judge(answer: Answer, received: Received): readonly string[] {
  if ('isBroken' in answer) return received.status === 0 ? [] : ['expected no readable answer, got one'];
  if (received.status === 0) return ['no answer came, or it broke off'];
  if ('status' in answer) return judgeResponse(answer, received);
  const { data, errors, extensions } = bodyOf(received);
  if ('extensions' in answer) return compareShape(answer.extensions, extensions, 'extensions');
  if ('error' in answer) {
    const { message, extensions: wanted, path } = answer.error;
    const shape = { message, extensions: wanted, ...(path ? { path } : {}) };
    return compareShape([shape], errors ?? [], 'errors');
  }
  if (errors !== undefined) return [`expected no top-level errors, got ${JSON.stringify(errors)}`];
  if (data === undefined)
    return [`expected data, got HTTP ${received.status}: ${JSON.stringify(received.body)}`];
  if ('data' in answer) return compareShape(answer.data, data, 'data');
  const [payload, ...others] = Object.values(data ?? {});
  if (others.length > 0) return ['userErrors are compared for a single root field only'];
  const found = (valueAt(payload, 'userErrors') ?? []) as readonly UserError[];
  return [
    ...judgeUserErrors(answer.userErrors, found),
    ...(answer.payload === undefined ? [] : compareShape(answer.payload, payload, 'payload')),
  ];
}

function judgeResponse(
  { status, body, headers, location }: Extract<Answer, { readonly status: number }>,
  received: Received,
): readonly string[] {
  if (received.status !== status)
    return [`expected HTTP ${status}, got ${received.status}: ${JSON.stringify(received.body)}`];
  return [
    ...(body === undefined ? [] : compareShape(body, received.body, 'body')),
    ...(headers === undefined ? [] : compareShape(headers, received.headers, 'headers')),
    ...(location === undefined ? [] : compareShape(location, locationOf(received), 'location')),
  ];
}

/** The parameters of the address that the answer sends a browser to. */
export function locationOf({ headers }: Received): Readonly<Record<string, string>> {
  const { location } = headers;
  return location === undefined ? {} : Object.fromEntries(new URL(location).searchParams);
}

function judgeUserErrors(
  expected: readonly ExpectedUserError[],
  found: readonly UserError[],
): readonly string[] {
  const left = [...found];
  const missing = expected.filter(([path, message, code]) => {
    const shape = {
      field: path === null ? null : path.split('.'),
      message,
      ...(code === undefined ? {} : { code }),
    };
    const index = left.findIndex((each) => compareShape(shape, each).length === 0);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  if (missing.length === 0 && left.length === 0) return [];
  const wanted = expected.map(([path, message, code]) => describeUserError(path, String(message), code));
  const got = found.map(({ field, message, code }) =>
    describeUserError(field?.join('.') ?? null, message, code),
  );
  return [`expected the userErrors ${wanted.join('; ') || 'none'}`, `got ${got.join('; ') || 'none'}`];
}

function describeUserError(path: string | null, message: string, code: string | null | undefined): string {
  return `${path ?? 'null'} "${message}"${code === undefined ? '' : ` ${code ?? 'null'}`}`;
}

/** What an answer must be when a step says nothing else: a success without userErrors. */
export function judgeSuccess(request: Request, received: Received): readonly string[] {
  if (!('document' in request))
    return received.status > 0 && received.status < 400
      ? []
      : [`expected a success, got HTTP ${received.status}: ${JSON.stringify(received.body)}`];
  const faults = judge({ data: {} }, received);
  if (faults.length > 0) return faults;
  const found = Object.values(bodyOf(received).data ?? {}).flatMap(
    (payload) => (valueAt(payload, 'userErrors') ?? []) as readonly UserError[],
  );
  return judgeUserErrors([], found);
}

/** What names are saved from: the data of an operation, the body of a control call, or everything of another response. */
export function savedFrom(request: Request, received: Received): unknown {
  if ('document' in request) return bodyOf(received).data;
  if ('control' in request) return received.body;
  return { ...received, location: locationOf(received) };
}
