/** A filter in plain English: "Class is RETAIL and Country is Australia or New Zealand". */
import {
  isGroup,
  type FilterCondition,
  type FilterGroup,
  type FilterOperator,
  type FilterPart,
  type FilterValue,
} from '../domain/filter.ts';
import {
  choiceLabel,
  lostFieldName,
  type PartyField,
  type PartyFields,
  type PartyFieldType,
} from './party-fields.ts';

type Words = Readonly<Record<FilterOperator, string>>;

const textWords: Words = {
  equals: 'is',
  doesNotEqual: 'is not',
  isGreaterThan: 'comes after',
  isGreaterThanOrEqualTo: 'is or comes after',
  isLessThan: 'comes before',
  isLessThanOrEqualTo: 'is or comes before',
  contains: 'contains',
  doesNotContain: 'does not contain',
  startsWith: 'starts with',
  endsWith: 'ends with',
  isBetween: 'is between',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
};

const numberWords: Words = {
  ...textWords,
  isGreaterThan: 'is more than',
  isGreaterThanOrEqualTo: 'is at least',
  isLessThan: 'is less than',
  isLessThanOrEqualTo: 'is at most',
};

const dateWords: Words = {
  ...textWords,
  isGreaterThan: 'is after',
  isGreaterThanOrEqualTo: 'is on or after',
  isLessThan: 'is before',
  isLessThanOrEqualTo: 'is on or before',
};

const listWords: Words = {
  ...textWords,
  contains: 'include',
  doesNotContain: 'do not include',
  startsWith: 'include one that starts with',
  endsWith: 'include one that ends with',
  isEmpty: 'are empty',
  isNotEmpty: 'are not empty',
};

/** What the operators are called, by the type of the field. */
export const operatorWords: Readonly<Record<PartyFieldType, Words>> = {
  text: textWords,
  number: numberWords,
  date: dateWords,
  yesNo: textWords,
  choice: textWords,
  list: listWords,
};

const simple = /^[\p{L}\p{N}._@%/+-]+$/u;

function valueText(value: FilterValue, field: PartyField | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = field === undefined ? String(value) : choiceLabel(field, String(value));
  return simple.test(text) || text !== String(value) ? text : `\u201C${text}\u201D`;
}

const labelOf = (key: string, field: PartyField | undefined): string => field?.label ?? lostFieldName(key);

function conditionText({ field: key, operator, values }: FilterCondition, fields: PartyFields): string {
  const field = fields.get(key);
  const words = operatorWords[field?.type ?? 'text'][operator];
  return [labelOf(key, field), words, values.map((value) => valueText(value, field)).join(' and ')]
    .filter((part) => part !== '')
    .join(' ');
}

/** "A", "A or B", "A, B or C" */
function orList(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`;
}

function isAlternative(part: FilterPart, of: FilterCondition): part is FilterCondition {
  return (
    !isGroup(part) && part.field === of.field && part.operator === of.operator && part.values.length === 1
  );
}

/** One condition with several values, where a group asks for any of them; else null. */
function alternatives({ join, parts }: FilterGroup, fields: PartyFields): string | null {
  const [first] = parts;
  if (join !== 'or' || first === undefined || isGroup(first)) return null;
  const same = parts.filter((part) => isAlternative(part, first));
  if (same.length < parts.length) return null;
  const field = fields.get(first.field);
  const values = orList(same.flatMap((part) => part.values.map((value) => valueText(value, field))));
  return `${labelOf(first.field, field)} ${operatorWords[field?.type ?? 'text'][first.operator]} ${values}`;
}

function partText(part: FilterPart, fields: PartyFields): string {
  if (!isGroup(part)) return conditionText(part, fields);
  const text = groupText(part, fields);
  return part.parts.length > 1 && alternatives(part, fields) === null ? `(${text})` : text;
}

function groupText(group: FilterGroup, fields: PartyFields): string {
  return (
    alternatives(group, fields) ?? group.parts.map((part) => partText(part, fields)).join(` ${group.join} `)
  );
}

/** Empty for a filter without conditions. */
export function describeFilter(where: FilterGroup, fields: PartyFields): string {
  return groupText(where, fields);
}
