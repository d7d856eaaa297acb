/** Several texts in one, with commas between: tags. */
import { collapseBlanks, normaliseText } from './normalise.ts';

/** Without blank ones, and of those that differ only in case or blanks the first. */
export function distinctItems(texts: readonly string[]): readonly string[] {
  const items = new Map<string, string>();
  for (const text of texts) {
    const item = collapseBlanks(text);
    if (item !== '' && !items.has(normaliseText(item))) items.set(normaliseText(item), item);
  }
  return [...items.values()];
}

export function itemsIn(text: string | null): readonly string[] {
  return text === null ? [] : distinctItems(text.split(','));
}

export function joinItems(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.join(', ');
}

/** Those of `items` that are, or are not, among `others`, however they are spelt. */
export function itemsAmong(items: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(normaliseText));
  return items.filter((item) => known.has(normaliseText(item)));
}

export function itemsBeside(items: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(normaliseText));
  return items.filter((item) => !known.has(normaliseText(item)));
}
