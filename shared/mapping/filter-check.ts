/** What is wrong with a filter, at which place, in sentences for a person. */
import {
  deepestGroup,
  isGroup,
  type FilterCondition,
  type FilterGroup,
  type FilterOperator,
  type FilterPart,
  type FilterValue,
} from '../domain/filter.ts';
import { isDay } from './calendar.ts';
import type { Problem } from './problem.ts';
import {
  isChoice,
  lostFieldName,
  type PartyField,
  type PartyFields,
  type PartyFieldType,
} from './party-fields.ts';

const presence: readonly FilterOperator[] = ['isEmpty', 'isNotEmpty'];
const equality: readonly FilterOperator[] = ['equals', 'doesNotEqual'];
const order: readonly FilterOperator[] = [
  'isGreaterThan',
  'isGreaterThanOrEqualTo',
  'isLessThan',
  'isLessThanOrEqualTo',
  'isBetween',
];
const parts: readonly FilterOperator[] = ['contains', 'doesNotContain', 'startsWith', 'endsWith'];

/** The operators that a person can choose for a field of a type, in the order in which they are offered. */
export const operatorsOf: Readonly<Record<PartyFieldType, readonly FilterOperator[]>> = {
  text: [...equality, ...parts, ...order, ...presence],
  number: [...equality, ...order, ...presence],
  date: [...equality, ...order, ...presence],
  yesNo: [...equality, ...presence],
  choice: [...equality, ...presence],
  list: [...parts, ...presence],
};

/** How many values an operator compares with. */
export function valueCount(operator: FilterOperator): 0 | 1 | 2 {
  if (presence.includes(operator)) return 0;
  return operator === 'isBetween' ? 2 : 1;
}

const wantedValues: Readonly<Record<PartyFieldType, string>> = {
  text: 'a text',
  number: 'a number',
  date: 'a date, such as 2026-03-01',
  yesNo: 'yes or no',
  choice: 'one of the values offered',
  list: 'a text',
};

function fits(value: FilterValue, field: PartyField): boolean {
  switch (field.type) {
    case 'text':
    case 'list':
      return typeof value === 'string' && value.trim() !== '';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'yesNo':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && isChoice(field, value);
  }
}

const at = (path: string, step: string | number): string => (path === '' ? String(step) : `${path}.${step}`);

/** In "is between", the first value must not lie behind the second. Texts are compared as they will be. */
function isOrdered([first, second]: readonly FilterValue[], { comparable }: PartyField): boolean {
  if (typeof first === 'string' && typeof second === 'string') {
    const form = comparable ?? ((text: string): string => text.trim().toLowerCase());
    return form(first) <= form(second);
  }
  return Number(first) <= Number(second);
}

function conditionProblems(
  condition: FilterCondition,
  fields: PartyFields,
  path: string,
): readonly Problem[] {
  const { operator, values } = condition;
  const field = fields.get(condition.field);
  if (field === undefined) {
    const name = lostFieldName(condition.field);
    return [
      {
        path: at(path, 'field'),
        message: `The field \u201C${name}\u201D no longer exists. Choose another field, or remove the condition.`,
      },
    ];
  }
  const { label, type } = field;
  if (!operatorsOf[type].includes(operator)) {
    return [
      {
        path: at(path, 'operator'),
        message: `This condition cannot be put to ${label}. Choose another one.`,
      },
    ];
  }
  const count = valueCount(operator);
  if (values.length !== count) {
    const wanted = count === 0 ? 'no value' : count === 1 ? 'one value' : 'two values, from and to';
    return [{ path: at(path, 'values'), message: `${label} needs ${wanted} here.` }];
  }
  const wrong = values.flatMap((value, index): readonly Problem[] =>
    fits(value, field)
      ? []
      : [
          {
            path: at(path, `values.${index}`),
            message: `${label} is compared with ${wantedValues[type]}. Enter one.`,
          },
        ],
  );
  if (wrong.length > 0 || operator !== 'isBetween' || isOrdered(values, field)) return wrong;
  return [
    { path: at(path, 'values'), message: `${label} lies between two values: enter the smaller one first.` },
  ];
}

function partProblems(
  part: FilterPart,
  fields: PartyFields,
  path: string,
  depth: number,
): readonly Problem[] {
  if (!isGroup(part)) return conditionProblems(part, fields, path);
  if (depth > deepestGroup) {
    return [
      {
        path,
        message: `Groups can be nested ${deepestGroup} deep. Move the conditions of this one further out.`,
      },
    ];
  }
  if (part.parts.length === 0) {
    return [{ path, message: 'This group has no condition. Add one, or remove the group.' }];
  }
  return part.parts.flatMap((each, index) =>
    partProblems(each, fields, at(path, `parts.${index}`), depth + 1),
  );
}

/** Everything that is wrong with a filter, by its place in the outermost group; empty when it can be used. A filter without any condition lets every record through. */
export function filterProblems(where: FilterGroup, fields: PartyFields): readonly Problem[] {
  return where.parts.flatMap((part, index) => partProblems(part, fields, `parts.${index}`, 1));
}
