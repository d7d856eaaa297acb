/**
 * ERP ids as Shopify's external IDs, and back. An ERP id may hold blanks and any other character; an external ID takes letters,
 * digits and some signs (domain facts 4.2). What it does not take is written as `%` and the two hexadecimal digits of each of
 * its UTF-8 bytes, as in a web address, and so is `%` itself: two ids never become one.
 */
export const maximumExternalIdLength = 64;

/** Every character but those that an external ID takes, and `%`. */
const others = /[^A-Za-z0-9!@#$^&*(){}[\]\\/?<>_\-~,.;:'`"]/gu;

/** Of any well-formed text; may be longer than Shopify takes. */
export function encodeExternalId(id: string): string {
  return id.replaceAll(others, (character) => encodeURIComponent(character));
}

/** The id behind an external ID. One that somebody entered by hand, and that we would write otherwise, is its own id. */
export function decodeExternalId(externalId: string): string {
  try {
    const id = decodeURIComponent(externalId);
    return encodeExternalId(id) === externalId ? id : externalId;
  } catch {
    return externalId;
  }
}

/** How the ERP's location is called among those of all companies: its own key is unique in its customer only. */
export function locationReference(customerNumber: string, locationKey: string): string {
  return `${customerNumber}-${locationKey}`;
}
