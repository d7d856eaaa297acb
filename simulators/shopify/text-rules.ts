import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';

/** Trimmed text; nothing is stored for blank text. */
export function cleanText(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

export function lengthError(
  path: string,
  label: string,
  text: string | null,
  maximum: number,
): readonly FieldError[] {
  return text !== null && text.length > maximum
    ? [fieldError(path, `${label} is too long (maximum is ${maximum} characters)`, 'TOO_LONG')]
    : [];
}

const html = /<[a-z/!][^>]*>?/i;
const url = /https?:\/\/|www\./i;
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

/** What no address field may contain. Of several faults the first is reported. */
export function forbiddenContentErrors(
  path: string,
  label: string,
  text: string | null,
): readonly FieldError[] {
  if (text === null) return [];
  if (html.test(text)) return [fieldError(path, `${label} cannot contain HTML tags`, 'INVALID')];
  if (url.test(text)) return [fieldError(path, `${label} cannot contain URL`, 'INVALID')];
  if (emoji.test(text)) return [fieldError(path, `${label} cannot contain emojis`, 'INVALID')];
  return [];
}

/** Spaces inside and outside are dropped; the writing is kept. */
export function cleanEmail(text: string | null | undefined): string | null {
  const compact = text?.replace(/\s+/g, '') ?? '';
  return compact === '' ? null : compact;
}

const emailPattern = /^[^\s@<>,;:"()[\]\\]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

export function isEmail(text: string): boolean {
  return emailPattern.test(text) && !text.includes('..');
}

/** Shopify's locales: a language, perhaps with a region or script. */
export function isLocale(text: string): boolean {
  return /^[a-z]{2,3}(?:-(?:[A-Z]{2}|[A-Z][a-z]{3}))?$/.test(text);
}

/**
 * Tags as they are kept: a comma inside a tag splits it, duplicates ignoring case are dropped (the first writing wins), sorted.
 */
export function normaliseTags(tags: readonly string[]): readonly string[] {
  const unique = new Map<string, string>();
  for (const tag of tags.flatMap((text) => text.split(','))) {
    const trimmed = tag.trim();
    const key = trimmed.toLowerCase();
    if (key !== '' && !unique.has(key)) unique.set(key, trimmed);
  }
  return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}

/** Errors of normalised tags. */
export function tagErrors(path: string, tags: readonly string[]): readonly FieldError[] {
  if (tags.length > 250) return [fieldError(path, 'Tags cannot be more than 250', 'TOO_LONG')];
  if (tags.some((tag) => tag.length > 255))
    return [fieldError(path, 'Tags is too long (maximum is 255 characters)', 'TOO_LONG')];
  return [];
}
