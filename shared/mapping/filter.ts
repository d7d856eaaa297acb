/** Evaluates filters. A filter becomes one function, made once, as it is asked of every record that is read. Pure. */
import {
  isGroup,
  type Filter,
  type FilterCondition,
  type FilterGroup,
  type FilterPart,
} from '../domain/filter.ts';
import type { Location, Party } from '../domain/party.ts';
import { assertNever } from '../domain/assert-never.ts';
import { filterProblems } from './filter-check.ts';
import { dayAfter, startOfDay } from './calendar.ts';
import { normaliseText } from './normalise.ts';
import { mainLocation, type PartyField, type PartyFields, type RawValue } from './party-fields.ts';

export interface FilterContext {
  readonly fields: PartyFields;
  /** IANA name of the zone in which a day begins. */
  readonly timeZone: string;
}

export type PartyTest = (party: Party) => boolean;

/** The location is found once for each record, whatever number of conditions ask it. */
type Test = (party: Party, location: Location | null) => boolean;

type ValueTest = (value: RawValue) => boolean;

function isBlank(value: RawValue): boolean {
  return (
    value === null ||
    (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0)
  );
}

const not =
  (test: ValueTest): ValueTest =>
  (value) =>
    !test(value);

/** A test of a comparable text, put to a text, or to each of a list until one passes. */
function textTest(comparable: (text: string) => string, test: (text: string) => boolean): ValueTest {
  return (value) => {
    if (typeof value === 'string') return value.trim() !== '' && test(comparable(value));
    return Array.isArray(value) && (value as readonly string[]).some((item) => test(comparable(item)));
  };
}

function textCondition(
  { operator, values }: FilterCondition,
  comparable: (text: string) => string,
): ValueTest {
  const [first = '', second = ''] = values.map((value) => comparable(String(value)));
  const test = (judge: (text: string) => boolean): ValueTest => textTest(comparable, judge);
  switch (operator) {
    case 'equals':
      return test((text) => text === first);
    case 'doesNotEqual':
      return not(test((text) => text === first));
    case 'isGreaterThan':
      return test((text) => text > first);
    case 'isGreaterThanOrEqualTo':
      return test((text) => text >= first);
    case 'isLessThan':
      return test((text) => text < first);
    case 'isLessThanOrEqualTo':
      return test((text) => text <= first);
    case 'isBetween':
      return test((text) => text >= first && text <= second);
    case 'contains':
      return test((text) => text.includes(first));
    case 'doesNotContain':
      return not(test((text) => text.includes(first)));
    case 'startsWith':
      return test((text) => text.startsWith(first));
    case 'endsWith':
      return test((text) => text.endsWith(first));
    case 'isEmpty':
      return isBlank;
    case 'isNotEmpty':
      return not(isBlank);
    default:
      return assertNever(operator);
  }
}

/** A tag is had or not: `contains` is about whole tags, as nobody who asks for VIP means NOT-VIP. */
function listCondition(condition: FilterCondition, comparable: (text: string) => string): ValueTest {
  const { operator } = condition;
  if (operator === 'contains') return textCondition({ ...condition, operator: 'equals' }, comparable);
  if (operator === 'doesNotContain')
    return textCondition({ ...condition, operator: 'doesNotEqual' }, comparable);
  return textCondition(condition, comparable);
}

/** `low` and `high` bound what equals the value: a number is a point, a date a whole day. `high` is not part of it with dates. */
interface Range {
  readonly low: number;
  readonly isBelowEnd: (value: number) => boolean;
}

function rangeCondition(
  condition: FilterCondition,
  rangeOf: (value: string | number | boolean) => Range,
  numberOf: (value: RawValue) => number,
): ValueTest {
  const { operator, values } = condition;
  const [first, second] = values.map(rangeOf);
  // Not a number fails every comparison, so a record without a value passes none but the negative ones.
  const test =
    (judge: (value: number) => boolean): ValueTest =>
    (value) =>
      judge(numberOf(value));
  const low = first?.low ?? Number.NaN;
  const isBelowEnd = first?.isBelowEnd ?? ((): boolean => false);
  switch (operator) {
    case 'equals':
      return test((value) => value >= low && isBelowEnd(value));
    case 'doesNotEqual':
      return not(test((value) => value >= low && isBelowEnd(value)));
    case 'isGreaterThan':
      return test((value) => value >= low && !isBelowEnd(value));
    case 'isGreaterThanOrEqualTo':
      return test((value) => value >= low);
    case 'isLessThan':
      return test((value) => value < low);
    case 'isLessThanOrEqualTo':
      return test((value) => isBelowEnd(value));
    case 'isBetween':
      return test((value) => value >= low && second?.isBelowEnd(value) === true);
    case 'isEmpty':
      return isBlank;
    case 'isNotEmpty':
      return not(isBlank);
    case 'contains':
    case 'doesNotContain':
    case 'startsWith':
    case 'endsWith':
      throw new Error(`A condition of texts was put to ${condition.field}`);
    default:
      return assertNever(operator);
  }
}

function numberRange(value: string | number | boolean): Range {
  const point = Number(value);
  return { low: point, isBelowEnd: (other) => other <= point };
}

function dayRange(value: string | number | boolean, timeZone: string): Range {
  const day = String(value);
  const end = startOfDay(dayAfter(day), timeZone);
  return { low: startOfDay(day, timeZone), isBelowEnd: (moment) => moment < end };
}

const asNumber = (value: RawValue): number => (typeof value === 'number' ? value : Number.NaN);
const asMoment = (value: RawValue): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

function yesNoCondition({ operator, values }: FilterCondition): ValueTest {
  const wanted = values[0] === true;
  switch (operator) {
    case 'equals':
      return (value) => value === wanted;
    case 'doesNotEqual':
      return (value) => value !== wanted;
    case 'isEmpty':
      return isBlank;
    default:
      return not(isBlank);
  }
}

function valueTest(condition: FilterCondition, field: PartyField, timeZone: string): ValueTest {
  const comparable = field.comparable ?? normaliseText;
  switch (field.type) {
    case 'text':
    case 'choice':
      return textCondition(condition, comparable);
    case 'list':
      return listCondition(condition, comparable);
    case 'number':
      return rangeCondition(condition, numberRange, asNumber);
    case 'date':
      return rangeCondition(condition, (value) => dayRange(value, timeZone), asMoment);
    case 'yesNo':
      return yesNoCondition(condition);
  }
}

function compileCondition(condition: FilterCondition, { fields, timeZone }: FilterContext): Test {
  const field = fields.get(condition.field);
  if (field === undefined) throw new Error(`There is no field ${condition.field}`);
  const test = valueTest(condition, field, timeZone);
  const { read } = field;
  return (party, location) => test(read(party, location));
}

/** Null for a group without any condition, which restricts nothing wherever it stands. */
function compileGroup({ join, parts }: FilterGroup, context: FilterContext): Test | null {
  const tests = parts.flatMap((part) => compilePart(part, context) ?? []);
  const [only] = tests;
  if (only === undefined) return null;
  if (tests.length === 1) return only;
  return join === 'and'
    ? (party, location) => tests.every((test) => test(party, location))
    : (party, location) => tests.some((test) => test(party, location));
}

function compilePart(part: FilterPart, context: FilterContext): Test | null {
  return isGroup(part) ? compileGroup(part, context) : compileCondition(part, context);
}

/**
 * The filter as one function. A record without a value passes what is said in the negative ("Class is not RETAIL"), as it does in the
 * ERP's own filters, and nothing else (acumatica.md 5).
 * @throws Error for a filter that has problems; see `filterProblems`.
 */
export function compileFilter({ where }: Filter, context: FilterContext): PartyTest {
  const [problem] = filterProblems(where, context.fields);
  if (problem !== undefined) throw new Error(`${problem.path}: ${problem.message}`);
  const test = compileGroup(where, context);
  return test === null ? () => true : (party) => test(party, mainLocation(party));
}
