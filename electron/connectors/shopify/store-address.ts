import { AppError } from '../../../shared/domain/app-error.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import { requireSecureAddress } from '../http.ts';

/**
 * Where the store's API is reached. A token goes to a `.myshopify.com` host, or to an address that was set on purpose.
 * @throws AppError SHOPIFY_STORE_UNKNOWN, INSECURE_ADDRESS, INPUT_INVALID.
 */
export function storeAddress({ domain, url }: ShopifyConnection): URL {
  if (url !== null) return requireSecureAddress(url);
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i.test(domain)) {
    throw new AppError('SHOPIFY_STORE_UNKNOWN', { params: { host: domain } });
  }
  return new URL(`https://${domain.toLowerCase()}`);
}
