/** A mapping while it is edited: what is wrong with it, and what it would write for some records. Pure. */
import { noFurtherFields, type FurtherFields } from '../domain/further-field.ts';
import type { MappingRules, SubstitutionList } from '../domain/field-mapping.ts';
import type { Entity, Party } from '../domain/party.ts';
import type { MappingTrial, RuleProblem, RuleWay } from '../domain/rule-trial.ts';
import type { Direction } from '../domain/settings.ts';
import { mappingProblems } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { dryRun } from './mapping-dry-run.ts';
import { isWritten, scopeProblems } from './mapping-scope.ts';
import { furtherTargets, mappingFields, type Mapping } from './mapping-table.ts';
import { listProblems } from './substitution.ts';

export interface MappingDraft {
  readonly entity: Entity;
  readonly way: RuleWay;
  readonly direction: Direction;
  readonly rules: MappingRules;
  /** Of the other direction. */
  readonly otherRules: MappingRules;
  readonly substitutions: readonly SubstitutionList[];
  /** Those of the profile, as it is saved; absent means none. */
  readonly furtherFields?: FurtherFields;
}

function mappingIn(
  { entity, substitutions: lists, furtherFields = noFurtherFields }: MappingDraft,
  way: RuleWay,
  rules: MappingRules,
): Mapping {
  const which = { way, entity };
  const own = { furtherFields };
  return { ...which, rules, lists, fields: mappingFields(which, own), further: furtherTargets(which, own) };
}

function problemsOf(draft: MappingDraft): readonly RuleProblem[] {
  const { way, direction, rules, otherRules } = draft;
  const mapping = mappingIn(draft, way, rules);
  const own = [...mappingProblems(mapping), ...scopeProblems(mapping, direction)];
  if (direction !== 'bidirectional') return own;
  const other = mappingIn(draft, way === 'import' ? 'export' : 'import', otherRules);
  const cycles = way === 'import' ? cycleProblems(mapping, other) : cycleProblems(other, mapping);
  return [...own, ...cycles.filter((problem) => problem.way === way)];
}

export function tryMapping(
  draft: MappingDraft,
  parties: readonly Party[],
  homeCountry: string,
): Pick<MappingTrial, 'problems' | 'listProblems' | 'rows'> {
  const problems = problemsOf(draft);
  const wrong = new Set(problems.map(({ path }) => path));
  const usable = Object.fromEntries(Object.entries(draft.rules).filter(([key]) => !wrong.has(key)));
  const rows = dryRun(mappingIn(draft, draft.way, usable), parties, homeCountry);
  return {
    problems,
    listProblems: listProblems(draft.substitutions),
    rows: rows
      .filter(({ target }) => !wrong.has(target.key) && isWritten(target.key, draft))
      .map(({ target: { key, label }, cells }) => ({ target: key, label, cells })),
  };
}
