/** Where the suite sends its requests, and what can be asked for there. */
import type { Need } from '../suite/case.ts';

/** The version of the Admin API that the facts are written for. */
export const pinnedVersion = '2026-10';

export interface Endpoint {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly clientCredentials?: { readonly clientId: string; readonly clientSecret: string };
  readonly authorizationApp?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
  };
}

/** An endpoint that answered, with what it offers. */
export interface ProbedEndpoint extends Endpoint {
  readonly offers: ReadonlySet<Need>;
}

/** Asks the endpoint who it is. @throws with a plain sentence when it cannot be used. */
export async function probe(endpoint: Endpoint): Promise<ProbedEndpoint> {
  const response = await fetch(`${endpoint.url}/admin/api/${pinnedVersion}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': endpoint.token },
    body: JSON.stringify({ query: '{ shop { entitlements { b2b { enabled } } } }' }),
  }).catch((error: unknown) => {
    throw new Error(`${endpoint.url} cannot be reached.`, { cause: error });
  });
  const answer = (await response.json().catch(() => undefined)) as ProbeAnswer | undefined;
  const shop = answer?.data?.shop;
  if (response.status === 401) throw new Error(`${endpoint.url} refuses the access token.`);
  if (!shop)
    throw new Error(
      `${endpoint.url} does not answer as a Shopify store: HTTP ${response.status}, ${JSON.stringify(answer?.errors ?? 'no JSON')}.`,
    );
  const offers = new Set<Need>();
  if (await isSimulator(endpoint.url)) offers.add('simulator');
  if (shop.entitlements.b2b.enabled) offers.add('b2b');
  if (endpoint.clientCredentials) offers.add('client credentials');
  if (endpoint.authorizationApp) offers.add('authorization app');
  return { ...endpoint, offers };
}

interface ProbeAnswer {
  readonly data?: {
    readonly shop?: { readonly entitlements: { readonly b2b: { readonly enabled: boolean } } };
  };
  readonly errors?: unknown;
}

/** Only what runs on this computer is asked for the simulator's control; a real store never is. */
async function isSimulator(url: string): Promise<boolean> {
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) return false;
  const response = await fetch(`${url}/_simulator/switches`);
  return response.ok && response.headers.get('content-type')?.includes('json') === true;
}
