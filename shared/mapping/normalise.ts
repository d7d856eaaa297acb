/**
 * Comparable forms of what people type. Every normaliser is idempotent: normalise(normalise(x)) = normalise(x) (P14).
 * None of them is ever written to a system; `written-value.ts` says what is.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';

/** Zero-width characters that copy and paste leaves behind; people cannot see them, so they do not count. */
const invisible = /[\u200B\u2060\uFEFF]/gu;

/** Most texts: plain characters, single blanks, none at the ends. Nothing to do, and it is asked a million times. */
const tidy = /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/u;

/** NFC, no invisible characters, blanks (also non-breaking ones) collapsed to one, none at the ends. */
export function collapseBlanks(text: string): string {
  if (tidy.test(text)) return text;
  return text.normalize('NFC').replace(invisible, '').replace(/\s+/gu, ' ').trim();
}

/** As `collapseBlanks`, and the same for any case. */
export function normaliseText(text: string): string {
  return tidy.test(text) ? text.toLowerCase() : collapseBlanks(text).toLowerCase().normalize('NFC');
}

/** As `normaliseText`, and the same for any punctuation: `12 King St.` and `12 king st` are one address line. */
export function normaliseAddressText(text: string): string {
  return normaliseText(
    text
      .normalize('NFC')
      .replace(/['\u2019]/gu, '')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '),
  );
}

/** Trimmed, without blanks inside, in lower case: exactly how Shopify compares (domain facts 2.5). Null when blank. */
export function normaliseEmail(text: string | null): string | null {
  if (text === null) return null;
  const email = collapseBlanks(text).replaceAll(' ', '').toLowerCase().normalize('NFC');
  return email === '' ? null : email;
}

/** Upper case without blanks. A postcode is a text: `0800` (NT) and `0110` (NZ) keep their zeros. Null when blank. */
export function normalisePostcode(text: string | null): string | null {
  if (text === null) return null;
  const postcode = collapseBlanks(text).replaceAll(' ', '').toUpperCase().normalize('NFC');
  return postcode === '' ? null : postcode;
}

export interface PhoneReading {
  /** `+61412345678`; null when the text is not one valid number. */
  readonly e164: string | null;
  /** Digits after `x`, `ext`; Shopify has no place for them. */
  readonly extension: string | null;
  readonly valid: boolean;
}

const unreadable: PhoneReading = { e164: null, extension: null, valid: false };

/** A full read compares some 100,000 phones, most of them more than once; parsing one takes about 25 microseconds. */
const cache = new Map<string, PhoneReading>();
const cacheLimit = 250_000;

/**
 * Reads one phone number as people in Australia and New Zealand write it.
 *
 * `country` (ISO alpha-2) gives national numbers their prefix; null understands only international ones. Repairs
 * `+61 (0)2 …`, `0011 64 …` and `00 61 …`, the last where that makes the number valid. Gated on validity, not on
 * possibility: `0412 345 67` is possible and wrong. Two numbers in one field are unreadable: which one is meant?
 */
export function normalisePhone(text: string | null, country: string | null): PhoneReading {
  if (text === null) return unreadable;
  const key = `${country ?? ''}|${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const reading = readPhone(collapseBlanks(text), country);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, reading);
  // The other system usually holds the E.164 form: it is its own reading unless an extension was split off.
  if (reading.e164 !== null && reading.extension === null) {
    cache.set(`${country ?? ''}|${reading.e164}`, reading);
  }
  return reading;
}

function readPhone(text: string, country: string | null): PhoneReading {
  const direct = parse(text, country);
  if (direct?.isValid() === true) return readingOf(direct);
  const international = /^00\s*([1-9].*)$/u.exec(text)?.[1];
  if (international !== undefined) {
    const repaired = parse(`+${international}`, country);
    if (repaired?.isValid() === true) return readingOf(repaired);
  }
  return unreadable;
}

function parse(text: string, country: string | null): PhoneNumber | undefined {
  // `extract: false` refuses text around the number, and so a second number in the same field.
  return parsePhoneNumberFromString(
    text,
    // An unknown country is ignored by the library, which then reads international numbers only.
    country === null ? { extract: false } : { defaultCountry: country as CountryCode, extract: false },
  );
}

function readingOf(phone: PhoneNumber): PhoneReading {
  return { e164: phone.number, extension: phone.ext ?? null, valid: true };
}
