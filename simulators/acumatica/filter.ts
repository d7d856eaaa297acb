import { detailAt, fieldAt, isShown, linkAt } from './entity-schema.ts';
import type { EntitySchema, FieldSpec, FieldType } from './entity-schema.ts';
import { filterFailure, parseFilter } from './filter-syntax.ts';
import type { Comparison, Expression, FilterZone, Literal } from './filter-syntax.ts';
import type { Features } from './options.ts';
import { normaliseKey } from './records.ts';
import type { Row, Scalar } from './records.ts';

/** The least and greatest value of the first key field that a matching record can have; both included, absent when open. */
export interface KeyRange {
  readonly least?: string;
  readonly greatest?: string;
}

export interface Filter {
  readonly test: (row: Row) => boolean;
  /** Lets a page of a key-set walk start at its first record instead of at the beginning. */
  readonly keyRange: KeyRange;
}

type Test = (row: Row) => boolean;
type Reader = (row: Row) => Scalar | undefined;

const literalKinds: Readonly<Record<FieldType, readonly Literal['kind'][]>> = {
  string: ['string', 'null'],
  boolean: ['boolean', 'null'],
  integer: ['number', 'null'],
  decimal: ['number', 'null'],
  dateTime: ['dateTime', 'null'],
  guid: ['guid', 'string', 'null'],
};

/** What an expression is compiled for. */
interface Target {
  readonly schema: EntitySchema;
  readonly level: number;
  readonly features: Features;
}

/** Finds the field behind `MainContact/Email`; details cannot be filtered on (acumatica.md 7.3). */
function resolve(
  { schema, level, features }: Target,
  path: string,
): { readonly field: FieldSpec; readonly read: Reader } {
  let at = schema;
  let reach: (row: Row) => Row | null = (row) => row;
  const names = path.split('/');
  for (const name of names.slice(0, -1)) {
    if (detailAt(at, name, level) !== undefined)
      throw filterFailure(`details cannot be used in a condition: ${path}`);
    const link = linkAt(at, name, level);
    if (link === undefined) throw filterFailure(`the ${name} field cannot be found in ${at.name}`);
    const before = reach;
    reach = (row) => {
      const reached = before(row);
      return reached === null ? null : link.read(reached);
    };
    at = link.schema;
  }
  const last = names.at(-1) ?? '';
  const field = fieldAt(at, last, level);
  if (field === undefined) throw filterFailure(`the ${last} field cannot be found in ${at.name}`);
  if (!isShown(field, features)) return { field, read: () => null };
  if (names.length === 1) return { field, read: (row) => field.read(row) };
  return {
    field,
    read: (row) => {
      const reached = reach(row);
      return reached === null ? null : field.read(reached);
    },
  };
}

/** Text compares without regard to case, like the ERP's database; a value that is not set matches only `eq null`. */
function compareTest(read: Reader, comparison: Comparison, expected: Literal['value']): Test {
  if (expected === null)
    return comparison === 'eq'
      ? (row) => (read(row) ?? null) === null
      : (row) => comparison === 'ne' && (read(row) ?? null) !== null;
  const wanted = typeof expected === 'string' ? expected.trimEnd().toUpperCase() : expected;
  const value = (row: Row): string | number | boolean | null => {
    const found = read(row);
    return typeof found === 'string' ? found.trimEnd().toUpperCase() : (found ?? null);
  };
  const present =
    (decide: (found: string | number | boolean) => boolean): Test =>
    (row) => {
      const found = value(row);
      return found !== null && decide(found);
    };
  switch (comparison) {
    case 'eq':
      return present((found) => found === wanted);
    case 'ne':
      return present((found) => found !== wanted);
    case 'gt':
      return present((found) => found > wanted);
    case 'ge':
      return present((found) => found >= wanted);
    case 'lt':
      return present((found) => found < wanted);
    case 'le':
      return present((found) => found <= wanted);
  }
}

function textTest(read: Reader, name: 'substringof' | 'startswith' | 'endswith', text: string): Test {
  const wanted = text.toUpperCase();
  return (row) => {
    const found = read(row);
    if (typeof found !== 'string') return false;
    const value = found.toUpperCase();
    if (name === 'substringof') return value.includes(wanted);
    return name === 'startswith' ? value.startsWith(wanted) : value.endsWith(wanted);
  };
}

function compile(expression: Expression, target: Target): Test {
  switch (expression.kind) {
    case 'and': {
      const left = compile(expression.left, target);
      const right = compile(expression.right, target);
      return (row) => left(row) && right(row);
    }
    case 'or': {
      const left = compile(expression.left, target);
      const right = compile(expression.right, target);
      return (row) => left(row) || right(row);
    }
    case 'not': {
      const operand = compile(expression.operand, target);
      return (row) => !operand(row);
    }
    case 'text': {
      const { field, read } = resolve(target, expression.path);
      if (field.type !== 'string') throw filterFailure(`${expression.path} is no text`);
      return textTest(read, expression.function, expression.text);
    }
    case 'compare': {
      if (expression.custom) {
        const [view = '', name = ''] = expression.path.split('.');
        return compareTest(
          (row) => row.custom?.[view]?.[name],
          expression.comparison,
          expression.literal.value,
        );
      }
      const { field, read } = resolve(target, expression.path);
      if (!literalKinds[field.type].includes(expression.literal.kind))
        throw filterFailure(`${expression.path} cannot be compared with a ${expression.literal.kind}`);
      return compareTest(read, expression.comparison, expression.literal.value);
    }
  }
}

const least = (values: readonly string[]) => values.reduce((one, other) => (one < other ? one : other));
const greatest = (values: readonly string[]) => values.reduce((one, other) => (one > other ? one : other));

function range(lower: string | undefined, upper: string | undefined): KeyRange {
  return {
    ...(lower === undefined ? {} : { least: lower }),
    ...(upper === undefined ? {} : { greatest: upper }),
  };
}

/** Sound, not tight: every matching record lies inside the answer. */
function keyRangeOf(expression: Expression, key: string): KeyRange {
  if (
    expression.kind === 'compare' &&
    expression.path === key &&
    typeof expression.literal.value === 'string'
  ) {
    const value = normaliseKey(expression.literal.value);
    switch (expression.comparison) {
      case 'eq':
        return { least: value, greatest: value };
      case 'gt':
      case 'ge':
        return { least: value };
      case 'lt':
      case 'le':
        return { greatest: value };
      case 'ne':
        return {};
    }
  }
  if (expression.kind !== 'and' && expression.kind !== 'or') return {};
  const left = keyRangeOf(expression.left, key);
  const right = keyRangeOf(expression.right, key);
  const lowers = [left.least, right.least].filter((value) => value !== undefined);
  const uppers = [left.greatest, right.greatest].filter((value) => value !== undefined);
  if (expression.kind === 'and')
    return range(
      lowers.length === 0 ? undefined : greatest(lowers),
      uppers.length === 0 ? undefined : least(uppers),
    );
  return range(
    lowers.length < 2 ? undefined : least(lowers),
    uppers.length < 2 ? undefined : greatest(uppers),
  );
}

/** Compiles a `$filter` for an entity; null or blank text matches everything. Throws a ServiceFailure (500). */
export function compileFilter(text: string | null, target: Target, zone: FilterZone): Filter {
  if (text === null || text.trim() === '') return { test: () => true, keyRange: {} };
  const expression = parseFilter(text, zone);
  return {
    test: compile(expression, target),
    keyRange: keyRangeOf(expression, target.schema.keys[0] ?? ''),
  };
}
