/** One form for filters that mean the same, so that rewriting one without changing it does not change the hash of the settings. */
import { isGroup, type FilterCondition, type FilterGroup, type FilterPart } from '../domain/filter.ts';
import { collapseBlanks } from './normalise.ts';

function canonicalCondition({ field, operator, values }: FilterCondition): FilterCondition {
  return {
    field,
    operator,
    values: values.map((value) => (typeof value === 'string' ? collapseBlanks(value) : value)),
  };
}

const textOf = (part: FilterPart): string => JSON.stringify(part);

function byText(parts: readonly FilterPart[]): readonly FilterPart[] {
  const texts = new Map(parts.map((part) => [textOf(part), part]));
  return [...texts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
}

/** The parts that are left of a group: groups joined as it is are opened, those without a condition dropped, repetitions too. */
function canonicalParts({ join, parts }: FilterGroup): readonly FilterPart[] {
  const opened = parts.flatMap((part): readonly FilterPart[] => {
    if (!isGroup(part)) return [canonicalCondition(part)];
    const inner = canonicalGroup(part);
    return inner.parts.length <= 1 || inner.join === join ? inner.parts : [inner];
  });
  return byText(opened);
}

/** The order of conditions, brackets that change nothing, and how blanks are set are not part of the meaning. */
export function canonicalGroup(group: FilterGroup): FilterGroup {
  const parts = canonicalParts(group);
  const [only] = parts;
  // A single condition is joined to nothing, and a single group is the whole.
  if (parts.length > 1) return { join: group.join, parts };
  return only !== undefined && isGroup(only) ? only : { join: 'and', parts };
}
