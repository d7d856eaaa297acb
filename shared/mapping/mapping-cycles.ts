/**
 * What the two directions of a mapping do to each other. A value that goes over and comes back must come back as it was, or each run
 * would write again what the last one wrote (L7). So a field may feed itself only through a rule that can be read backwards.
 */
import type { MappingRule, SubstitutionList } from '../domain/field-mapping.ts';
import { otherSide, type Side } from '../domain/party.ts';
import type { MappingProblem } from './mapping-check.ts';
import { mappingRows, sidesOf, type DefaultMapping, type Mapping, type MappingWay } from './mapping-table.ts';
import { systemNames } from './note.ts';
import { optInOfRow } from './opt-in.ts';
import { findList, notInvertible } from './substitution.ts';
import { fieldsOf, parseTemplate, type Template } from './template.ts';

/** One row of either direction. */
interface Edge {
  readonly way: MappingWay;
  readonly target: string;
  readonly sources: readonly string[];
  readonly rule: MappingRule;
}

const templateOf = (text: string): Template => {
  const parsed = parseTemplate(text);
  return parsed.ok ? parsed.template : { parts: [] };
};

function edgeOf(way: MappingWay, row: DefaultMapping, rule: MappingRule): Edge {
  const edge = (sources: readonly string[]): Edge => ({ way, target: row.target, sources, rule });
  switch (rule.kind) {
    case 'default':
      return edge(row.sources);
    case 'field':
      return edge([rule.source]);
    case 'template':
      return edge([...new Set(fieldsOf(templateOf(rule.template)).map(({ key }) => key))]);
    case 'constant':
    case 'unmapped':
      return edge([]);
  }
}

function edgesOf(mapping: Mapping): readonly Edge[] {
  const { way, rules } = mapping;
  return mappingRows(mapping).map((row) => edgeOf(way, row, rules[row.target] ?? { kind: 'default' }));
}

/** How a rule makes its value of its one source: as it is, or by a list; null for anything that cannot be read backwards. */
function carriage(
  { rule }: Edge,
  lists: readonly SubstitutionList[],
): { readonly list: SubstitutionList | null } | null {
  if (rule.kind === 'default' || rule.kind === 'field') return { list: null };
  if (rule.kind !== 'template') return null;
  const { parts } = templateOf(rule.template);
  const [only] = parts;
  if (parts.length !== 1 || only === undefined) return null;
  if (only.kind === 'field') return { list: null };
  if (only.kind !== 'call' || only.name !== 'lookup') return null;
  const [value, name] = only.operands;
  if (value?.kind !== 'field' || name?.kind !== 'text') return null;
  const list = findList(lists, name.text);
  return list === undefined ? null : { list };
}

/** Written by the rule of one direction alone: two of them that feed each other would change places with each run. */
function isOptedInto({ way, target }: Edge): boolean {
  return optInOfRow(way, target) !== null;
}

function areInverse(one: Edge, other: Edge, lists: readonly SubstitutionList[]): boolean {
  if (isOptedInto(one) || isOptedInto(other)) return false;
  if (one.sources.length !== 1 || other.sources.length !== 1) return false;
  if (one.sources[0] !== other.target || other.sources[0] !== one.target) return false;
  const over = carriage(one, lists);
  const back = carriage(other, lists);
  if (over === null || back === null || over.list !== back.list) return false;
  return over.list === null || (over.list.otherwise === 'keep' && notInvertible(over.list) === null);
}

const node = (side: Side, key: string): string => `${side} ${key}`;

type Labels = (side: Side, key: string) => string;

/** Why this row cannot be read backwards, in words. */
function reasonOf(edge: Edge, lists: readonly SubstitutionList[]): string {
  const { rule } = edge;
  if (isOptedInto(edge)) return 'each of them is written in one direction only';
  if (rule.kind !== 'template') return 'the way back goes through another field';
  const list = carriage(edge, lists)?.list ?? null;
  if (list === null) return 'a template cannot be read backwards';
  const twice = notInvertible(list);
  if (twice !== null) {
    return `in the list \u201C${list.name}\u201D, ${twice.value} of ${systemNames[twice.side]} has more than one counterpart`;
  }
  return list.otherwise === 'empty'
    ? `the list \u201C${list.name}\u201D leaves what is not in it empty`
    : 'the way back goes through another field';
}

/** The rows that lead from a field of a system back to it, first row first; null where none do. */
function wayBack(start: Edge, edges: ReadonlyMap<string, Edge>): readonly Edge[] | null {
  const home = node(sidesOf[start.way].target, start.target);
  const seen = new Set<string>();
  const search = (edge: Edge, path: readonly Edge[]): readonly Edge[] | null => {
    const side = sidesOf[edge.way].source;
    for (const key of edge.sources) {
      const source = node(side, key);
      if (source === home) return path;
      const feeding = edges.get(source);
      if (feeding === undefined || seen.has(source)) continue;
      seen.add(source);
      const found = search(feeding, [...path, feeding]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(start, [start]);
}

function sentence(
  start: Edge,
  path: readonly Edge[],
  labels: Labels,
  lists: readonly SubstitutionList[],
): string {
  const named = (side: Side, key: string): string => `${labels(side, key)} in ${systemNames[side]}`;
  const chain = path.map(({ way, target }) => named(sidesOf[way].target, target));
  const { target: side } = sidesOf[start.way];
  const steps = [...chain, named(side, start.target)].join(', which is made from ');
  const culprit = path.find((edge) => edge.rule.kind === 'template') ?? start;
  return `${steps}: ${reasonOf(culprit, lists)}. Map it in one direction only, or leave one of the fields unmapped.`;
}

/**
 * Rows that feed themselves through a rule that cannot be read backwards, for a profile that writes both ways. Problems name the
 * row of a person's own rule, never a default one.
 */
export function cycleProblems(
  importing: Mapping,
  exporting: Mapping,
): readonly (MappingProblem & { readonly way: MappingWay })[] {
  const { lists } = importing;
  const labels: Labels = (side, key) =>
    (side === 'erp' ? importing : exporting).fields.target.get(key)?.label ?? key;
  const all = new Map(
    [...edgesOf(importing), ...edgesOf(exporting)].map((edge) => [
      node(sidesOf[edge.way].target, edge.target),
      edge,
    ]),
  );
  // What comes back as it went over is no circle; nothing else leads into such a pair.
  const edges = new Map(
    [...all].filter(([, edge]) => {
      const [source] = edge.sources;
      const back =
        source === undefined ? undefined : all.get(node(otherSide(sidesOf[edge.way].target), source));
      return back === undefined || !areInverse(edge, back, lists);
    }),
  );
  return [...edges.values()].flatMap((edge) => {
    if (edge.rule.kind === 'default') return [];
    const path = wayBack(edge, edges);
    return path === null
      ? []
      : [{ way: edge.way, path: edge.target, message: sentence(edge, path, labels, lists) }];
  });
}
