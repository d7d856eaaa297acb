/** A filter while it is edited: conditions in groups, each found by the places on the way to it. Pure. */
import {
  isGroup,
  type FilterCondition,
  type FilterGroup,
  type FilterPart,
  type FilterValue,
} from '../../../shared/domain/filter.ts';
import type { FilterFieldChoice } from '../../../shared/domain/rule-trial.ts';

/** Places in groups, from the outermost one inwards. */
export type PartPath = readonly number[];

export const noConditions: FilterGroup = { join: 'and', parts: [] };

/** The group with one of its parts, at any depth, replaced; null takes it away. */
export function withPart(group: FilterGroup, path: PartPath, part: FilterPart | null): FilterGroup {
  const [place, ...deeper] = path;
  const parts = group.parts.flatMap((each, index): readonly FilterPart[] => {
    if (index !== place) return [each];
    if (deeper.length === 0) return part === null ? [] : [part];
    return isGroup(each) ? [withPart(each, deeper, part)] : [each];
  });
  return { ...group, parts };
}

/** The group with one more part at the end of the group at the path; an empty path is the outermost. */
export function withAdded(group: FilterGroup, path: PartPath, part: FilterPart): FilterGroup {
  const [place, ...deeper] = path;
  if (place === undefined) return { ...group, parts: [...group.parts, part] };
  return {
    ...group,
    parts: group.parts.map((each, index) =>
      index === place && isGroup(each) ? withAdded(each, deeper, part) : each,
    ),
  };
}

function emptyValues(count: 0 | 1 | 2): readonly FilterValue[] {
  return Array.from({ length: count }, () => '');
}

/** A condition on a field, to be filled in. */
export function conditionOn({ key, operators, type }: FilterFieldChoice): FilterCondition {
  const [first] = operators;
  if (first === undefined) throw new Error(`No condition can be put to ${key}`);
  return {
    field: key,
    operator: first.id,
    values: type === 'yesNo' ? [true] : emptyValues(first.values),
  };
}

/** Another operator keeps the values, as far as it takes as many. */
export function withOperator(
  condition: FilterCondition,
  { operators, type }: FilterFieldChoice,
  id: FilterCondition['operator'],
): FilterCondition {
  const wanted = operators.find((operator) => operator.id === id)?.values ?? 0;
  const blank = type === 'yesNo' ? true : '';
  return {
    ...condition,
    operator: id,
    values: Array.from({ length: wanted }, (_, index) => condition.values[index] ?? blank),
  };
}

/** What is typed for a field of numbers; text that is none stays, so that it can be corrected. */
export function typedNumber(text: string): FilterValue {
  return /^-?\d+(?:\.\d+)?$/u.test(text.trim()) ? Number(text) : text;
}

/** `parts.1.parts.0` */
export function pathText(path: PartPath): string {
  return path.map((place) => `parts.${place}`).join('.');
}

/** True where a value is still to be entered: nothing to complain of yet. */
export function isUnfinished(group: FilterGroup): boolean {
  return group.parts.some((part) =>
    isGroup(part) ? part.parts.length === 0 || isUnfinished(part) : part.values.includes(''),
  );
}
