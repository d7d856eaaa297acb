/** One request and its answer, as they went over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where it broke off. */
  readonly text: string | null;
}

/** Where a request goes, below the instance's `/entity`. */
export interface Destination {
  readonly kind: 'discovery' | 'signIn' | 'signOut' | 'entity' | 'identity' | 'other';
  readonly endpoint: string;
  readonly version: string;
  readonly entity: string;
  readonly keys: readonly string[];
  readonly query: URLSearchParams;
}

const nowhere = { endpoint: '', version: '', entity: '', keys: [] };

export function destinationOf({ url }: RecordedRequest): Destination {
  const { pathname, searchParams: query } = new URL(url);
  if (/\/identity\//.test(pathname)) return { kind: 'identity', ...nowhere, query };
  const at = pathname.search(/\/entity(\/|$)/);
  if (at === -1) return { kind: 'other', ...nowhere, query };
  const [, ...parts] = pathname
    .slice(at + 1)
    .split('/')
    .map(decodeURIComponent);
  const [endpoint = '', version = '', entity = '', ...keys] = parts.filter((part) => part !== '');
  if (endpoint === '') return { kind: 'discovery', ...nowhere, query };
  if (endpoint === 'auth' && version === 'login') return { kind: 'signIn', ...nowhere, query };
  if (endpoint === 'auth' && version === 'logout') return { kind: 'signOut', ...nowhere, query };
  return { kind: 'entity', endpoint, version, entity, keys, query };
}
