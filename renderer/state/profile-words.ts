/** What a profile is connected to, in words: the wrong client is the worst mistake, so it is said wherever a profile is named. */
import type { Profile } from '../../shared/domain/settings.ts';

/** `Harbour & Pine · harbour-pine.myshopify.com`. Where it is reached at another address, that stands there too: secrets go there. */
export function storeText({ shopify, seen, demo }: Pick<Profile, 'shopify' | 'seen' | 'demo'>): string {
  if (shopify === null) return 'Shopify: not connected';
  const name = seen.shopName === null ? shopify.domain : `${seen.shopName} · ${shopify.domain}`;
  return shopify.url === null || demo ? name : `${name} through ${shopify.url}`;
}

/** `MYOB Acumatica: HARBOUR / Sydney` */
export function companyText({ erp }: Pick<Profile, 'erp'>): string {
  if (erp === null) return 'MYOB Acumatica: not connected';
  return `MYOB Acumatica: ${erp.tenant}${erp.branch === null ? '' : ` / ${erp.branch}`}`;
}
