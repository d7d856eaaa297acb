/** The one door between page and program: who asks, what, with which input; answers are data, never exceptions. */
import { AppError } from '../domain/app-error.ts';
import { wireErrorOf, type Reply } from './errors.ts';
import { inputSchemas, type Input, type Method, type Services } from './contract.ts';

export interface Caller {
  /** The sender frame's URL. */
  readonly url: string;
  /** True for the window's top frame only; embedded frames are never trusted. */
  readonly isTopFrame: boolean;
}

export interface GateOptions {
  readonly services: Services;
  readonly isTrusted: (caller: Caller) => boolean;
  /** Unexpected errors go to the log; the page sees only that something went wrong. */
  readonly onUnexpected: (method: string, error: unknown) => void;
}

export type Gate = (caller: Caller, method: unknown, input: unknown) => Promise<Reply<unknown>>;

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.hasOwn(inputSchemas, method);
}

async function dispatch<M extends Method>(services: Services, method: M, input: unknown): Promise<unknown> {
  const parsed = inputSchemas[method].safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const reason = issue === undefined ? 'unreadable input' : `${issue.path.join('.')}: ${issue.message}`;
    throw new AppError('INPUT_INVALID', { params: { reason } });
  }
  return services[method](parsed.data as Input<M>);
}

export function createGate({ services, isTrusted, onUnexpected }: GateOptions): Gate {
  return async (caller, method, input) => {
    try {
      if (!isTrusted(caller)) throw new AppError('NOT_TRUSTED');
      if (!isMethod(method)) throw new AppError('METHOD_UNKNOWN', { params: { method: String(method) } });
      return { ok: true, value: await dispatch(services, method, input) };
    } catch (error) {
      if (!(error instanceof AppError)) onUnexpected(String(method), error);
      return { ok: false, error: wireErrorOf(error) };
    }
  };
}
