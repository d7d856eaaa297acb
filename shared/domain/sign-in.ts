/** Signing in with the browser: where it comes back to, and what is asked for. The same for every system. */

/** Systems that a person can sign in to with the browser. */
export const browserSides = ['shopify', 'erp'] as const;
export type BrowserSide = (typeof browserSides)[number];

/**
 * Where the browser comes back to, on this computer only. Fixed, because a redirect address has to be registered
 * exactly; three, because another program may have the first. Below the ports that systems hand out by themselves
 * (Linux from 32768, Windows and macOS from 49152), and not next to each other, as programs take ports in rows.
 */
export const loopbackPorts = [28_471, 28_671, 28_871] as const;
export const loopbackPath = '/callback';

export function redirectAddress(port: number): string {
  return `http://127.0.0.1:${port}${loopbackPath}`;
}

/** The addresses to register with an app, each exactly as it stands here. */
export const redirectAddresses: readonly string[] = loopbackPorts.map(redirectAddress);

/** A permission of a Shopify app, and why Accord needs it, in a sentence for the store's owner. */
export interface ShopifyScope {
  readonly scope: string;
  readonly why: string;
}

/** Both cover customers, their addresses, and companies with their locations (domain facts 5). */
export const shopifyScopes: readonly ShopifyScope[] = [
  {
    scope: 'read_customers',
    why: 'Accord reads customers with their addresses, and companies, to compare them with MYOB.',
  },
  {
    scope: 'write_customers',
    why: 'Accord writes the changes that you approved in a preview, and nothing else.',
  },
];

/** What one thing that Accord can do wants besides; an app without it is as good for everything else. */
export const optionalShopifyScopes: readonly ShopifyScope[] = [
  {
    scope: 'read_orders',
    why: 'For previews of “The customers that orders need” only: Accord looks who placed the open orders.',
  },
];

/**
 * What Accord asks of the ERP: its web services, and a refresh token. With the two together all tokens of one sign-in share one API
 * session (acumatica.md 7.2).
 */
export const erpScopes = ['api', 'offline_access'] as const;
