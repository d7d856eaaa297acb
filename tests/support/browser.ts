/** A person's browser, as far as a sign-in needs one: it opens an address and follows where it is sent. */
import { createHmac } from 'node:crypto';

export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** @param change what somebody does to an address that the browser is sent to, before it goes there. */
export async function visit(address: string, change: (sentTo: URL) => void = () => {}): Promise<Visit> {
  let next = address;
  for (let step = 0; step < 5; step += 1) {
    const response = await fetch(next, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) {
      return { status: response.status, headers: response.headers, text: await response.text() };
    }
    const sentTo = new URL(location, next);
    change(sentTo);
    next = sentTo.href;
  }
  throw new Error(`The browser was sent on and on from ${address}.`);
}

/** Where the page at the address sends the browser; nobody goes there. */
export async function sentTo(address: string): Promise<URL> {
  const response = await fetch(address, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.status} ${await response.text()}`);
  return new URL(location);
}

/** The answer that a shop would send the browser back with, made by whoever knows the app's secret. */
export function signedAnswer(address: string, shop: string, clientSecret: string): string {
  const asked = new URL(address).searchParams;
  const answer = new URL(asked.get('redirect_uri') ?? '');
  const parameters = {
    code: 'code-of-nobody-7f3e',
    shop,
    state: asked.get('state') ?? '',
    timestamp: '1790000000',
  };
  // Alphabetical already.
  const text = new URLSearchParams(parameters).toString();
  const hmac = createHmac('sha256', clientSecret).update(text).digest('hex');
  answer.search = `${text}&hmac=${hmac}`;
  return answer.href;
}
