import type { ShopifyClient } from './client.ts';
import { shopDetails } from './operations.gen.ts';

/** What the store calls itself, and what this app may do in it. */
export interface Shop {
  readonly name: string;
  /** `harbour-pine.myshopify.com` */
  readonly domain: string;
  /** ISO 4217 */
  readonly currency: string;
  /** ISO 3166-1 alpha-2; null where the store has no address. */
  readonly country: string | null;
  readonly plan: string;
  readonly scopes: readonly string[];
}

/** One request of 4 points. @throws AppError of the connection and sign-in families. */
export async function readShop(client: ShopifyClient, signal: AbortSignal): Promise<Shop> {
  const { shop, currentAppInstallation } = await client.send(shopDetails, {}, { signal });
  return {
    name: shop.name,
    domain: shop.myshopifyDomain,
    currency: shop.currencyCode,
    country: shop.shopAddress.countryCodeV2,
    plan: shop.plan.publicDisplayName,
    scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
