/**
 * A server or a proxy may repeat what it was sent in the text of an error, and that text is shown and logged. So whatever
 * secret went out with a request is taken out of an answer that refuses it (L8). Answers with data are left as they are.
 */
const credentialHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-shopify-access-token']);

/** Shorter values, such as the attribute of a cookie, are no secret and would be taken out of innocent words. */
const shortest = 6;

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** As it was sent, and as it stands in JSON, in JSON inside of JSON, in an address, in a form. */
function spellings(secret: string): readonly string[] {
  const once = jsonEscaped(secret);
  const form = new URLSearchParams({ secret }).toString().slice('secret='.length);
  return [jsonEscaped(once), once, secret, encodeURIComponent(secret), form];
}

/** @param secrets those of the request's body. */
export function withoutRepeatedSecrets(
  text: string,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
): string {
  const inHeaders = Object.entries(headers)
    .filter(([name]) => credentialHeaders.has(name.toLowerCase()))
    // `Bearer <token>`; `<name>=<session>; <name>=<session>`
    .flatMap(([, value]) => [value, ...value.split(/[ ;=]+/)]);
  return [...secrets, ...inHeaders]
    .filter((secret) => secret.length >= shortest)
    .flatMap(spellings)
    .reduce((masked, spelling) => masked.replaceAll(spelling, '[secret]'), text);
}
