/** How profiles, filters and templates name metafields, and how Shopify does. */

const prefix = 'metafield:';

/** `metafield:loyalty.level` */
export function furtherKeyOf({ namespace, key }: Readonly<Record<'namespace' | 'key', string>>): string {
  return `${prefix}${namespace}.${key}`;
}

/** `loyalty.level` */
export function pathOf({ key }: { readonly key: string }): string {
  return key.slice(prefix.length);
}
