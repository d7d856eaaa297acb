/**
 * Parts of an address that are no longer the instance but something inside it: a page, the log-in form, the part that keeps a
 * browser's session, the web services themselves.
 */
const partInside =
  /^(main|frames|pages|scripts|ui|entity|identity|odata|odatav4|rest|api|\(w\(.*|.*\.(aspx?|ashx|html?))$/i;

/** What people copy along with an address: quotes, brackets, the full stop of the sentence it stood in. */
const wrapping = /^[\s<("'„“”‘’]+|[\s>)"'„“”‘’.,;]+$/g;

/** Scheme, user, host, port, and what comes behind. */
const address =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/?#@]*@)?([\p{L}\d._-]+|\[[\da-f:.]+\])(:\d{1,5})?(?:\/([^?#]*))?(?:[?#].*)?$/iu;

/**
 * The address of a MYOB Acumatica instance as somebody typed or pasted it: with or without `https://`, with the page that
 * was open, with what the browser put behind it. Answers scheme, host and folders without a slash at the end
 * (`https://harbour.myobadvanced.com`, `https://erp.example.com.au/Harbour`), or null where it is no address.
 */
export function readInstanceAddress(typed: string): string | null {
  const match = address.exec(typed.replaceAll(wrapping, ''));
  if (match === null) return null;
  const [, scheme, user, host = '', port = '', path = ''] = match;
  // An e-mail address is none; a single word is what somebody calls the company. A real host of that kind comes with its scheme.
  if (scheme === undefined && (user !== undefined || !host.includes('.'))) return null;
  const parts = path.split('/').filter((part) => part !== '');
  const inside = parts.findIndex((part) => partInside.test(part));
  const origin = `${scheme ?? 'https'}://${host}${port}`.toLowerCase();
  return [origin, ...(inside === -1 ? parts : parts.slice(0, inside))].join('/');
}
