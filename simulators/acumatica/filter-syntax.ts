import { exception } from './failure.ts';
import type { ServiceFailure } from './failure.ts';
import { parseTimeStamp } from './time-stamp.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** `kind` says what the literal may be compared with; a date-time's value is epoch milliseconds. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'dateTime' | 'guid';
  readonly value: string | number | boolean | null;
}

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly comparison: Comparison;
      readonly literal: Literal;
      readonly custom: boolean;
    }
  | {
      readonly kind: 'text';
      readonly function: 'substringof' | 'startswith' | 'endswith';
      readonly path: string;
      readonly text: string;
    };

const comparisons: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const mirrored: Readonly<Record<Comparison, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};
const tokenPattern =
  /\s*(?:(datetimeoffset|datetime|date|guid)'((?:[^']|'')*)'|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][\w./]*)|([(),=]))/y;

type Token =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sign'; readonly sign: string };

const zonePattern = /(Z|[+-]\d{2}:\d{2})$/;

/** How date-times of a filter are read. */
export interface FilterZone {
  /** Minutes east of UTC of date-times that carry no offset. */
  readonly offsetMinutes: number;
  /** False: an offset is overlooked and the local time alone compared. */
  readonly honoursOffset: boolean;
}

/** The failure of a `$filter` that cannot be understood. */
export function filterFailure(reason: string): ServiceFailure {
  return exception(500, `The $filter parameter is invalid: ${reason}`, 'Microsoft.Data.OData.ODataException');
}

function prefixedLiteral(prefix: string, text: string, zone: FilterZone): Literal {
  if (prefix === 'guid') {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
      throw filterFailure(`'${text}' is no guid`);
    return { kind: 'guid', value: text.toLowerCase() };
  }
  const local = zone.honoursOffset ? text : text.replace(zonePattern, '');
  const epoch = parseTimeStamp(local, zone.offsetMinutes);
  // A plus sign that was not percent-encoded arrives as a blank and fails here, as on the real service.
  if (epoch === undefined || (prefix === 'datetimeoffset' && !zonePattern.test(text)))
    throw filterFailure(`'${text}' is no ${prefix}`);
  return { kind: 'dateTime', value: epoch };
}

function tokenise(text: string, zone: FilterZone): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const position = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (match === null) throw filterFailure(`syntax error at position ${position}`);
    const [, prefix, prefixed, quoted, number, name, sign] = match;
    if (prefix !== undefined)
      tokens.push({
        kind: 'literal',
        literal: prefixedLiteral(prefix, (prefixed ?? '').replaceAll("''", "'"), zone),
      });
    else if (quoted !== undefined)
      tokens.push({ kind: 'literal', literal: { kind: 'string', value: quoted.replaceAll("''", "'") } });
    else if (number !== undefined)
      tokens.push({ kind: 'literal', literal: { kind: 'number', value: Number(number) } });
    else if (name === 'true' || name === 'false')
      tokens.push({ kind: 'literal', literal: { kind: 'boolean', value: name === 'true' } });
    else if (name === 'null') tokens.push({ kind: 'literal', literal: { kind: 'null', value: null } });
    else if (name !== undefined) tokens.push({ kind: 'name', name });
    else tokens.push({ kind: 'sign', sign: sign ?? '' });
  }
  return tokens;
}

/**
 * Parses a `$filter` (OData version 3 as the contract understands it): comparisons of a field with a literal,
 * `and`, `or`, `not`, brackets, `substringof('x',F)`, `startswith(F,'x')`, `endswith(F,'x')` and `cf.String(f='View.Field')`.
 * Throws a ServiceFailure (500) for anything else.
 */
export function parseFilter(text: string, zone: FilterZone): Expression {
  const tokens = tokenise(text, zone);
  let position = 0;
  const peekName = () => {
    const token = tokens[position];
    return token?.kind === 'name' ? token.name : undefined;
  };
  const takeSign = (sign: string): void => {
    const token = tokens[position];
    position += 1;
    if (token?.kind !== 'sign' || token.sign !== sign) throw filterFailure(`'${sign}' expected`);
  };
  const takeName = (): string => {
    const name = peekName();
    position += 1;
    if (name === undefined) throw filterFailure('a field name is expected');
    return name;
  };
  const takeLiteral = (): Literal => {
    const token = tokens[position];
    position += 1;
    if (token?.kind !== 'literal') throw filterFailure('a literal is expected');
    return token.literal;
  };
  const takeText = (): string => {
    const literal = takeLiteral();
    if (typeof literal.value !== 'string') throw filterFailure('a text literal is expected');
    return literal.value;
  };
  const takeComparison = (): Comparison => {
    const name = takeName();
    if (!comparisons.includes(name)) throw filterFailure(`unknown operator '${name}'`);
    return name as Comparison;
  };
  const textFunction = (name: 'substringof' | 'startswith' | 'endswith'): Expression => {
    position += 1;
    takeSign('(');
    let path: string;
    let searched: string;
    if (name === 'substringof') {
      searched = takeText();
      takeSign(',');
      path = takeName();
    } else {
      path = takeName();
      takeSign(',');
      searched = takeText();
    }
    takeSign(')');
    const call: Expression = { kind: 'text', function: name, path, text: searched };
    if (peekName() !== 'eq') return call;
    position += 1;
    return takeLiteral().value === true ? call : { kind: 'not', operand: call };
  };
  const customField = (): Expression => {
    position += 1;
    takeSign('(');
    takeName();
    takeSign('=');
    const path = takeText();
    takeSign(')');
    return { kind: 'compare', path, comparison: takeComparison(), literal: takeLiteral(), custom: true };
  };
  const primary = (): Expression => {
    const token = tokens[position];
    if (token?.kind === 'sign' && token.sign === '(') {
      position += 1;
      const inner = disjunction();
      takeSign(')');
      return inner;
    }
    if (token?.kind === 'literal') {
      const literal = takeLiteral();
      const comparison = takeComparison();
      return { kind: 'compare', path: takeName(), comparison: mirrored[comparison], literal, custom: false };
    }
    const name = peekName();
    if (name === 'not') {
      position += 1;
      return { kind: 'not', operand: primary() };
    }
    if (name === 'substringof' || name === 'startswith' || name === 'endswith') return textFunction(name);
    if (name?.startsWith('cf.')) return customField();
    return {
      kind: 'compare',
      path: takeName(),
      comparison: takeComparison(),
      literal: takeLiteral(),
      custom: false,
    };
  };
  const conjunction = (): Expression => {
    let left = primary();
    while (peekName() === 'and') {
      position += 1;
      left = { kind: 'and', left, right: primary() };
    }
    return left;
  };
  const disjunction = (): Expression => {
    let left = conjunction();
    while (peekName() === 'or') {
      position += 1;
      left = { kind: 'or', left, right: conjunction() };
    }
    return left;
  };
  const expression = disjunction();
  if (position < tokens.length) throw filterFailure('unexpected text at the end');
  return expression;
}
