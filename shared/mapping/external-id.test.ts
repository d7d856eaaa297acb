import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeExternalId, encodeExternalId } from './external-id.ts';

/** As the recorded refusal lists it (domain facts 12.3). */
const allowed = /^[A-Za-z0-9!@#$%^&*(){}[\]\\/?<>_\-~,.;:'`"]*$/;

/** Any text: ids as people make them, and every other character there is. */
const anyId = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.constantFrom('C', '0', '1', ' ', '-', '/', '%', '2', 'A', 'ä', '+', '|', '=') }),
);

describe('an ERP id as an external ID', () => {
  it('stays as it is where Shopify takes it', () => {
    expect(encodeExternalId('C000123')).toBe('C000123');
    expect(encodeExternalId('C000123/MAIN')).toBe('C000123/MAIN');
  });

  it('has blanks and other characters written out', () => {
    expect(encodeExternalId('ABC 01')).toBe('ABC%2001');
    expect(encodeExternalId('50%+Co|Ä')).toBe('50%25%2BCo%7C%C3%84');
  });

  it('holds only what Shopify takes, whatever the id', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(encodeExternalId(id)).toMatch(allowed);
      }),
    );
  });

  it('is read back as the same id', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(decodeExternalId(encodeExternalId(id))).toBe(id);
      }),
    );
  });

  it('is another one for every other id', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        expect(encodeExternalId(one) === encodeExternalId(other)).toBe(one === other);
      }),
    );
  });

  it('is read as it stands where somebody entered it by hand', () => {
    for (const entered of ['50%', 'A%zz', 'A%41', 'a%2fb', '%C3']) {
      expect(decodeExternalId(entered)).toBe(entered);
    }
  });
});
