/** A mapping while it is edited: what is wrong with it, and what it would write for some records. Pure. */
import type { MappingRules, SubstitutionList } from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';
import type { MappingTrial, RuleProblem, RuleWay } from '../domain/rule-trial.ts';
import type { Direction } from '../domain/settings.ts';
import { mappingProblems } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { dryRun } from './mapping-dry-run.ts';
import { isWritten, scopeProblems } from './mapping-scope.ts';
import { sidesOf, type Mapping } from './mapping-table.ts';
import { partyFieldsOf } from './party-fields.ts';
import { listProblems } from './substitution.ts';

export interface MappingDraft {
  readonly way: RuleWay;
  readonly direction: Direction;
  readonly rules: MappingRules;
  /** Of the other direction. */
  readonly otherRules: MappingRules;
  readonly substitutions: readonly SubstitutionList[];
}

function mappingIn(way: RuleWay, rules: MappingRules, lists: readonly SubstitutionList[]): Mapping {
  const { source, target } = sidesOf[way];
  return { way, rules, lists, fields: { source: partyFieldsOf(source), target: partyFieldsOf(target) } };
}

function problemsOf({
  way,
  direction,
  rules,
  otherRules,
  substitutions,
}: MappingDraft): readonly RuleProblem[] {
  const mapping = mappingIn(way, rules, substitutions);
  const own = [...mappingProblems(mapping), ...scopeProblems(mapping, direction)];
  if (direction !== 'bidirectional') return own;
  const other = mappingIn(way === 'import' ? 'export' : 'import', otherRules, substitutions);
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
  const rows = dryRun(mappingIn(draft.way, usable, draft.substitutions), parties, homeCountry);
  return {
    problems,
    listProblems: listProblems(draft.substitutions),
    rows: rows
      .filter(({ target }) => !wrong.has(target.key) && isWritten(target.key))
      .map(({ target: { key, label }, cells }) => ({ target: key, label, cells })),
  };
}
