/** What is worked out of a record once, before it is compared with many others. */
import { normaliseAddressText, normaliseEmail, normalisePostcode } from '../mapping/normalise.ts';
import { nameWords, soundOf } from '../mapping/name-sound.ts';
import type { Place, SuggestSubject } from './suggest-subject.ts';

export interface NameFeature {
  readonly text: string;
  readonly words: readonly string[];
  /** One per word. */
  readonly sounds: readonly string[];
}

export interface EmailFeature {
  readonly text: string;
  /** Before the @, without what follows a plus. */
  readonly mailbox: string;
  /** Of the mailbox, without dots and numbers. */
  readonly letters: string;
  readonly domain: string;
}

export interface PhoneFeature {
  readonly text: string;
  /** Without country code and leading zero. */
  readonly digits: string;
}

export interface PlaceFeature {
  readonly text: string;
  /** House number, or that of a post box; empty where there is none. */
  readonly number: string;
  /** Flat, unit, suite. */
  readonly unit: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
}

export interface Features {
  readonly key: string;
  readonly name: NameFeature | null;
  readonly email: EmailFeature | null;
  readonly phones: readonly PhoneFeature[];
  readonly places: readonly PlaceFeature[];
}

/** Titles and legal forms say nothing about who it is. */
const emptyWords: ReadonlySet<string> = new Set(
  'mr mrs ms miss mx dr prof sir dame pty ltd limited inc co the and'.split(' '),
);

function nameFeature(text: string): NameFeature | null {
  const all = nameWords(text);
  const telling = all.filter((word) => !emptyWords.has(word));
  const words = telling.length === 0 ? all : telling;
  return words.length === 0 ? null : { text, words, sounds: words.map(soundOf) };
}

function emailFeature(text: string): EmailFeature | null {
  const email = normaliseEmail(text);
  const at = email?.lastIndexOf('@') ?? -1;
  if (email === null || at < 1) return null;
  const [mailbox = ''] = email.slice(0, at).split('+');
  return { text, mailbox, letters: mailbox.replace(/[^a-z]+/gu, ''), domain: email.slice(at + 1) };
}

/**
 * Read by hand, as near numbers are often no valid ones. `61` and `64` are taken for country codes only after `+` or the
 * prefixes of international calls.
 */
function phoneFeature(text: string): PhoneFeature | null {
  const [number = ''] = text.split(/(?:ext|x|#)/iu);
  let digits = number.replace(/\D+/gu, '');
  if (/^\s*(?:\+|00)/u.test(number)) digits = digits.replace(/^(?:0011|00)?6[14]/u, '');
  digits = digits.replace(/^0+/u, '');
  return digits.length < 6 ? null : { text, digits };
}

const streetTypes: Readonly<Record<string, string>> = {
  street: 'st',
  road: 'rd',
  avenue: 'ave',
  av: 'ave',
  lane: 'ln',
  parade: 'pde',
  crescent: 'cres',
  cr: 'cres',
  court: 'ct',
  drive: 'dr',
  place: 'pl',
  terrace: 'tce',
  highway: 'hwy',
  close: 'cl',
  boulevard: 'blvd',
};
const unitWords = /^(?:unit|flat|apartment|apt|suite|shop|level|lot|u)$/u;
const boxWords = /\b(?:p ?o box|gpo box|private bag|po bag|locked bag)\b/u;

function placeFeature(place: Place): PlaceFeature | null {
  const text = [place.address1, place.address2].filter((line) => line !== null).join(', ');
  const postcode = normalisePostcode(place.postcode) ?? '';
  const city = normaliseAddressText(place.city ?? '').trim();
  // `4/12 King St` is unit 4 of number 12.
  const slashed = text.replace(/(\d+[a-z]?)\s*\/\s*(\d+)/giu, 'unit $1 $2');
  const box = boxWords.test(normaliseAddressText(slashed));
  const words = normaliseAddressText(slashed)
    .split(' ')
    .filter((word) => word !== '');
  let unit = '';
  let number = '';
  const street: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const following = words[at + 1] ?? '';
    if (unitWords.test(word) && /\d/u.test(following)) {
      unit = following;
      at += 1;
    } else if (number === '' && /^\d/u.test(word)) number = word;
    else if (/^[a-z]+$/u.test(word) || !/\d/u.test(word)) street.push(streetTypes[word] ?? word);
  }
  if (street.length === 0 && number === '') return null;
  return { text, number, unit, street: box ? 'po box' : street.join(' '), postcode, city };
}

function present<T>(value: T | null): value is T {
  return value !== null;
}

export function featuresOf(subject: SuggestSubject): Features {
  return {
    key: subject.key,
    name: subject.name === null ? null : nameFeature(subject.name),
    email: subject.email === null ? null : emailFeature(subject.email),
    phones: subject.phones.map(phoneFeature).filter(present),
    places: subject.places.map(placeFeature).filter(present),
  };
}
