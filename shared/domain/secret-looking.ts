/**
 * What looks like a secret, in a file that must hold none. By its name, where no setting is called so, or by its value: Shopify's
 * tokens and secrets begin with known letters, and others have known shapes.
 */

/** A name that ends so, whatever stands between its words: `clientSecret`, `client_secret`, `ERP-Password`. */
const secretName =
  /(password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|credential|cookie|authorization|grant|session)s?$/;

const secretValues: readonly RegExp[] = [
  /\bshp[a-z]{2,3}_[0-9a-z]{6,}/i,
  // A JSON Web Token.
  /\beyJ[\w-]{6,}\.[\w-]{6,}/,
  /\b(bearer|basic) [\w+/=.-]{12,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  // User and password inside an address.
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
];

function isSecretName(name: string): boolean {
  // A name of several words with spaces is somebody's text, such as a tag.
  return !/\s/.test(name) && secretName.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

export type Path = readonly string[];

function* entriesOf(value: unknown, path: Path): Generator<readonly [Path, unknown]> {
  yield [path, value];
  if (value === null || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) yield* entriesOf(member, [...path, name]);
}

/** Where a text, or a name, looks like a secret by itself; null where none does. */
export function findSecretValue(value: unknown): Path | null {
  const isSecret = (text: unknown) =>
    typeof text === 'string' && secretValues.some((pattern) => pattern.test(text));
  for (const [path, each] of entriesOf(value, [])) {
    if (isSecret(each) || isSecret(path.at(-1))) return path;
  }
  return null;
}

/** Where something stands under a name that secrets have; null where nothing does. */
export function findSecretName(value: unknown): Path | null {
  const isSaid = (each: unknown) => (typeof each === 'string' && each !== '') || typeof each === 'number';
  for (const [path, each] of entriesOf(value, [])) {
    if (isSaid(each) && path.some(isSecretName)) return path;
  }
  return null;
}
