/** Shopify's search syntax as a tree. Terms beside each other are joined by AND. */
export type SearchNode =
  | { readonly kind: 'all'; readonly nodes: readonly SearchNode[] }
  | { readonly kind: 'any'; readonly nodes: readonly SearchNode[] }
  | { readonly kind: 'not'; readonly node: SearchNode }
  | SearchTerm;

export interface SearchTerm {
  readonly kind: 'term';
  /** Undefined for free text. */
  readonly field: string | undefined;
  readonly comparator: '=' | '<' | '<=' | '>' | '>=';
  readonly value: string;
  /** Quoted text is matched as a phrase, bare text by its words in any order. */
  readonly isQuoted: boolean;
}

interface Token {
  readonly text: string;
  readonly kind: '(' | ')' | 'OR' | 'AND' | 'NOT' | 'term';
}

/** Brackets, or a run of characters in which quotes protect blanks and brackets. */
const tokenPattern = /\s*(?:([()])|((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s()"'])+|["']))/gy;

function tokenise(query: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [, bracket, word] of query.matchAll(tokenPattern)) {
    const text = bracket ?? word ?? '';
    const isOperator = text === '(' || text === ')' || text === 'OR' || text === 'AND' || text === 'NOT';
    tokens.push({ text, kind: isOperator ? text : 'term' });
  }
  return tokens;
}

/** Reads a query. Shopify forgives bad syntax, and so does this: a bracket too many is skipped. */
export function parseSearch(query: string): SearchNode {
  const tokens = tokenise(query);
  let next = 0;

  const readAny = (): SearchNode => {
    const nodes = [readAll()];
    while (tokens[next]?.kind === 'OR') {
      next++;
      nodes.push(readAll());
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'any', nodes };
  };

  const readAll = (): SearchNode => {
    const nodes: SearchNode[] = [];
    for (let token = tokens[next]; token && token.kind !== ')' && token.kind !== 'OR'; token = tokens[next]) {
      const node = readOne(token);
      if (node) nodes.push(node);
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'all', nodes };
  };

  const readOne = (token: Token): SearchNode | undefined => {
    next++;
    switch (token.kind) {
      case 'term':
        return token.text.startsWith('-') && token.text.length > 1
          ? { kind: 'not', node: parseTerm(token.text.slice(1)) }
          : parseTerm(token.text);
      case 'NOT': {
        const following = tokens[next];
        const node = following && readOne(following);
        return node && { kind: 'not', node };
      }
      case '(': {
        const inside = readAny();
        if (tokens[next]?.kind === ')') next++;
        return inside;
      }
      case ')':
      case 'AND':
      case 'OR':
        return undefined;
    }
  };

  const nodes: SearchNode[] = [];
  while (next < tokens.length) {
    nodes.push(readAny());
    if (tokens[next]?.kind === ')') next++;
  }
  return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'all', nodes };
}

function parseTerm(text: string): SearchTerm {
  const [, field, comparator, rest] = /^([a-z_.]+):(<=|>=|<|>|=)?(.*)$/is.exec(text) ?? [];
  const raw = rest ?? text;
  const quoted = /^(["'])(.*)\1$/s.exec(raw);
  return {
    kind: 'term',
    field: field?.toLowerCase(),
    comparator: (comparator as SearchTerm['comparator'] | undefined) ?? '=',
    value: quoted ? (quoted[2] ?? '').replace(/\\(.)/g, '$1') : raw,
    isQuoted: quoted !== null,
  };
}
