import { startAcumaticaSimulator } from './index.ts';
import type { AcumaticaOptions, AcumaticaSimulator } from './index.ts';

interface TestAnswer {
  readonly status: number;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown;
}

/** A signed-in client that knows nothing but HTTP. */
export interface TestClient {
  readonly simulator: AcumaticaSimulator;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<TestAnswer>;
  readonly list: (path: string) => Promise<readonly Record<string, unknown>[]>;
  readonly put: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<TestAnswer>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Follows a path of names into an answer: `field(answer, 'MainContact', 'Email', 'value')`. */
export function field(node: unknown, ...names: readonly (string | number)[]): unknown {
  let reached = node;
  for (const name of names)
    reached =
      typeof reached === 'object' && reached !== null
        ? (reached as Record<string | number, unknown>)[name]
        : undefined;
  return reached;
}

/** Wraps plain values as the contract does: `{A: 1, B: {C: 2}}` becomes `{A: {value: 1}, B: {C: {value: 2}}}`. */
export function wrapped(plain: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? wrapped(value as Record<string, unknown>)
        : Array.isArray(value)
          ? value.map((line) => wrapped(line as Record<string, unknown>))
          : { value },
    ]),
  );
}

/** Signs in to a running simulator and answers the cookie, or the refusal. */
export async function signIn(
  simulator: AcumaticaSimulator,
  credentials: Readonly<Record<string, unknown>> = { name: 'accord', password: 'accord-demo' },
): Promise<TestAnswer & { readonly cookie: string }> {
  const response = await fetch(`${simulator.url}/entity/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const text = await response.text();
  const cookie = response.headers
    .getSetCookie()
    .map((part) => part.split(';')[0])
    .join('; ');
  return { status: response.status, text, json: parse(text), cookie };
}

/** Starts a simulator and signs in; paths are relative to `/entity/Default/24.200.001` unless they start with a slash. */
export async function startClient(
  options: Partial<AcumaticaOptions> = {},
  version = '24.200.001',
): Promise<TestClient> {
  const simulator = await startAcumaticaSimulator(options);
  const { cookie } = await signIn(simulator);
  const send: TestClient['send'] = async (method, path, body, headers = {}) => {
    const address = path.startsWith('/')
      ? `${simulator.url}${path}`
      : `${simulator.url}/entity/Default/${version}/${path}`;
    const response = await fetch(address, {
      method,
      headers: { Cookie: cookie, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: parse(text) };
  };
  return {
    simulator,
    send,
    list: async (path) => {
      const { status, text, json } = await send('GET', path);
      if (status !== 200 || !Array.isArray(json)) throw new Error(`GET ${path}: ${status} ${text}`);
      return json as Record<string, unknown>[];
    },
    put: (path, body, headers) => send('PUT', path, body, headers),
  };
}
