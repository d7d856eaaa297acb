/**
 * ERP ids as Shopify's external IDs, and back. An ERP id may hold blanks and any other character; an external ID takes letters,
 * digits and some signs (domain facts 4.2). What it does not take is written as `%` and the two hexadecimal digits of each of
 * its UTF-8 bytes, as in a web address, and so is `%` itself: two ids never become one.
 */
import { AppError } from '../../../../shared/domain/app-error.ts';

export const maximumExternalIdLength = 64;

/** Every character but those that an external ID takes, and `%`. */
const others = /[^A-Za-z0-9!@#$^&*(){}[\]\\/?<>_\-~,.;:'`"]/gu;

function encodeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Of any well-formed text; may be longer than Shopify takes. */
export function encodeExternalId(id: string): string {
  return id.replaceAll(others, (character) =>
    Array.from(new TextEncoder().encode(character), encodeByte).join(''),
  );
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

/** The external ID to write. @throws AppError EXTERNAL_ID_TOO_LONG: cut short, it would be another record's. */
export function externalIdFor(id: string, record: string): string {
  const externalId = encodeExternalId(id);
  if (externalId.length <= maximumExternalIdLength) return externalId;
  throw new AppError('EXTERNAL_ID_TOO_LONG', {
    params: {
      system: 'Shopify',
      source: 'MYOB Acumatica',
      record,
      value: id,
      length: externalId.length,
      maximum: maximumExternalIdLength,
    },
    fields: { externalId: `${externalId.length} characters of at most ${maximumExternalIdLength}` },
  });
}
