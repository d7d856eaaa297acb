/** Identifiers as the two systems and the built-in connector write them. */

/** `gid://shopify/Customer/123` -> `123`; an address gid's `?model_name=…` is not part of the id. */
export function legacyId(gid: string): string {
  const tail = gid.slice(gid.lastIndexOf('/') + 1);
  const query = tail.indexOf('?');
  return query === -1 ? tail : tail.slice(0, query);
}

export function customerGid(id: string): string {
  return `gid://shopify/Customer/${id}`;
}

export function companyGid(id: string): string {
  return `gid://shopify/Company/${id}`;
}

/**
 * The visible external reference of ERP customers and locations, `<Shopify id> - <store name>`: exactly the built-in
 * connector's form, so that both stay readable side by side (domain facts 3.1; R28 says which store name).
 */
export function formatExternalReference(gid: string, storeName: string): string {
  return `${legacyId(gid)} - ${storeName}`;
}

/** The Shopify id in an external reference, or null. Only the id counts: store names may hold spaces and hyphens (R28). */
export function parseExternalReference(text: string | null): string | null {
  if (text === null) return null;
  const separator = text.indexOf(' - ');
  const id = (separator === -1 ? text : text.slice(0, separator)).trim();
  return /^\d+$/.test(id) ? id : null;
}

const linkPrefix = 'link-';

/** Id of the link that a row makes: derived from the row, so that a run that is resumed finds the link it made. */
export function linkIdOf(rowId: string): string {
  return linkPrefix + rowId;
}

/** Id of the row, and of the lasting record, that a link belongs to. */
export function rowIdOfLink(linkId: string): string {
  return linkId.startsWith(linkPrefix) ? linkId.slice(linkPrefix.length) : linkId;
}
