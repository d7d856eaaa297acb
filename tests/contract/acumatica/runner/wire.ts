/** Between the plain values of a case and the wrapped ones of the contract. */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts of a record that have no wrapper. */
const bare = ['id', 'rowNumber', 'delete', 'error', 'files', 'custom', '_links'];

/** `{ City: 'Hobart' }` as the contract sends it: `{ City: { value: 'Hobart' } }`. */
export function wrapped(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(wrapped);
  if (!isObject(plain)) return { value: plain };
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, bare.includes(name) ? value : wrapped(value)]),
  );
}

/** The other way round; an empty wrapper is null. */
export function unwrapped(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(unwrapped);
  if (!isObject(node)) return node;
  const names = Object.keys(node);
  if (names.every((name) => name === 'value' || name === 'error')) return node['value'] ?? null;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, bare.includes(name) ? value : unwrapped(value)]),
  );
}

/** Every error text in an echoed record, by path; the record's own has the empty path. */
export function errorsIn(node: unknown, path = ''): Readonly<Record<string, string>> {
  if (Array.isArray(node)) {
    return Object.assign(
      {},
      ...node.map((item: unknown, index) => errorsIn(item, `${path}/${index}`)),
    ) as Record<string, string>;
  }
  if (!isObject(node)) return {};
  const own = typeof node['error'] === 'string' ? { [path]: node['error'] } : {};
  const nested = Object.entries(node).map(([name, value]) =>
    errorsIn(value, path === '' ? name : `${path}/${name}`),
  );
  return Object.assign({}, ...nested, own) as Record<string, string>;
}
