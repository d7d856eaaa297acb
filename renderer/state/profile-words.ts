/** What a profile is connected to, in words: the wrong client is the worst mistake, so it is said wherever a profile is named. */
import type { Profile } from '../../shared/domain/settings.ts';

/** `Harbour & Pine · harbour-pine.myshopify.com`; without the store's name where the profile is called so. Where it is reached at another address, that stands there too: secrets go there. */
export function storeText({
  name: profileName,
  shopify,
  seen,
  demo,
}: Pick<Profile, 'name' | 'shopify' | 'seen' | 'demo'>): string {
  if (shopify === null) return 'Shopify: not connected';
  const isSaid = seen.shopName === null || seen.shopName === profileName;
  const name = isSaid ? shopify.domain : `${seen.shopName} · ${shopify.domain}`;
  return shopify.url === null || demo ? name : `${name} through ${shopify.url}`;
}

/** `MYOB Acumatica: HARBOUR / Sydney` */
export function companyText({ erp }: Pick<Profile, 'erp'>): string {
  if (erp === null) return 'MYOB Acumatica: not connected';
  return `MYOB Acumatica: ${erp.tenant}${erp.branch === null ? '' : ` / ${erp.branch}`}`;
}
