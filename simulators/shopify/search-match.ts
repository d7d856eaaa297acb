import type { SearchNode, SearchTerm } from './search-syntax.ts';

/** How each field of a search is compared. */
export type SearchFilters<T> = Readonly<Record<string, (record: T, term: SearchTerm) => boolean>>;

const tokenPattern = /[\p{L}\p{N}]+/gu;

function words(text: string | null): readonly string[] {
  return text?.toLowerCase().match(tokenPattern) ?? [];
}

/** Tokenised comparison: bare text needs each of its words somewhere, quoted text needs them in a row. `*` stands for any ending. */
export function textMatches(text: string | null, term: SearchTerm): boolean {
  const wanted = words(term.value);
  if (wanted.length === 0) return term.value === '*' && text !== null;
  const found = words(text);
  const isPrefix = term.value.endsWith('*');
  const sameWord = (word: string | undefined, index: number): boolean => {
    const want = wanted[index] ?? '';
    return (
      word !== undefined && (isPrefix && index === wanted.length - 1 ? word.startsWith(want) : word === want)
    );
  };
  if (!term.isQuoted) return wanted.every((_, index) => found.some((word) => sameWord(word, index)));
  return found.some((_, start) => wanted.every((_want, index) => sameWord(found[start + index], index)));
}

export function compare(found: number, term: SearchTerm, wanted: number, width = 0): boolean {
  switch (term.comparator) {
    case '=':
      return width === 0 ? found === wanted : found >= wanted && found < wanted + width;
    case '<':
      return found < wanted;
    case '<=':
      return found <= wanted;
    case '>':
      return found > wanted;
    case '>=':
      return found >= wanted;
  }
}

const day = 86_400_000;

/** A time compared as an instant; equality means the whole day, as Shopify describes it. */
export function timeMatches(found: string, term: SearchTerm): boolean {
  const wanted = Date.parse(term.value);
  if (Number.isNaN(wanted)) return false;
  const start = term.comparator === '=' ? Math.floor(wanted / day) * day : wanted;
  return compare(Date.parse(found), term, start, day);
}

export function numberMatches(found: number, term: SearchTerm): boolean {
  return compare(found, term, Number(term.value));
}

/** A search as a test of one record. `matchesText` is for terms without a field; a field nobody knows says nothing. */
export function textPredicate<T>(
  node: SearchNode,
  filters: SearchFilters<T>,
  matchesText: (record: T, term: SearchTerm) => boolean,
): (record: T) => boolean {
  const inner = (each: SearchNode): ((record: T) => boolean) => textPredicate(each, filters, matchesText);
  switch (node.kind) {
    case 'all': {
      const predicates = node.nodes.map(inner);
      return (record) => predicates.every((matches) => matches(record));
    }
    case 'any': {
      const predicates = node.nodes.map(inner);
      return (record) => predicates.some((matches) => matches(record));
    }
    case 'not': {
      const matches = inner(node.node);
      return (record) => !matches(record);
    }
    case 'term': {
      if (node.field === undefined) return (record) => matchesText(record, node);
      const filter = filters[node.field];
      return filter ? (record) => filter(record, node) : () => true;
    }
  }
}

/** The fields a search names. */
export function fieldsOf(node: SearchNode): readonly string[] {
  if (node.kind === 'term') return node.field === undefined ? [] : [node.field];
  return node.kind === 'not' ? fieldsOf(node.node) : node.nodes.flatMap(fieldsOf);
}
