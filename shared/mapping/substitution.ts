/** Substitution lists: which values of the two systems stand for each other. Pure. */
import type { SubstitutionList } from '../domain/field-mapping.ts';
import { otherSide, type Side } from '../domain/party.ts';
import { normaliseText } from './normalise.ts';
import type { Problem } from './problem.ts';
import type { Lookup } from './template-functions.ts';

/** The counterpart that comes first in the list: one class may stand for several tags, and a tag for one class. */
function indexOf(list: SubstitutionList, from: Side): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const pair of list.pairs) {
    const key = normaliseText(pair[from]);
    if (!index.has(key)) index.set(key, pair[otherSide(from)]);
  }
  return index;
}

/** Of several values with commas between, such as tags, the first that has a counterpart. */
function counterpartOf(value: string, index: ReadonlyMap<string, string>): string | undefined {
  const whole = index.get(normaliseText(value));
  if (whole !== undefined || !value.includes(',')) return whole;
  for (const item of value.split(',')) {
    const counterpart = index.get(normaliseText(item));
    if (counterpart !== undefined) return counterpart;
  }
  return undefined;
}

/** Looks values of one side up in these lists, whatever their case. */
export function createLookup(lists: readonly SubstitutionList[], from: Side): Lookup {
  const byName = new Map(
    lists.map((list) => [
      normaliseText(list.name),
      { index: indexOf(list, from), otherwise: list.otherwise },
    ]),
  );
  return (value, name) => {
    const list = byName.get(name) ?? byName.get(normaliseText(name));
    if (list === undefined) return value;
    return counterpartOf(value, list.index) ?? (list.otherwise === 'keep' ? value : '');
  };
}

/** A value that stands on one side more than once, or null. */
function repeated(list: SubstitutionList, side: Side): string | null {
  const seen = new Set<string>();
  for (const pair of list.pairs) {
    const key = normaliseText(pair[side]);
    if (seen.has(key)) return pair[side];
    seen.add(key);
  }
  return null;
}

/** The value that keeps a list from being read both ways, with its side; null where every value has one counterpart. */
export function notInvertible(
  list: SubstitutionList,
): { readonly side: Side; readonly value: string } | null {
  for (const side of ['erp', 'shopify'] as const) {
    const value = repeated(list, side);
    if (value !== null) return { side, value };
  }
  return null;
}

export function findList(lists: readonly SubstitutionList[], name: string): SubstitutionList | undefined {
  const wanted = normaliseText(name);
  return lists.find((list) => normaliseText(list.name) === wanted);
}

/** What is wrong with the lists themselves; paths begin with the list's place. */
export function listProblems(lists: readonly SubstitutionList[]): readonly Problem[] {
  const names = new Set<string>();
  return lists.flatMap((list, index): readonly Problem[] => {
    const name = normaliseText(list.name);
    const isTaken = names.has(name);
    names.add(name);
    const pairs = new Set<string>();
    return [
      ...(isTaken
        ? [
            {
              path: `${index}.name`,
              message: `There are two lists called \u201C${list.name}\u201D. Rename one of them.`,
            },
          ]
        : []),
      ...list.pairs.flatMap((pair, place): readonly Problem[] => {
        const key = `${normaliseText(pair.erp)}\n${normaliseText(pair.shopify)}`;
        if (!pairs.has(key)) {
          pairs.add(key);
          return [];
        }
        return [
          {
            path: `${index}.pairs.${place}`,
            message: `${pair.erp} and ${pair.shopify} stand in \u201C${list.name}\u201D twice. Remove one of them.`,
          },
        ];
      }),
    ];
  });
}
