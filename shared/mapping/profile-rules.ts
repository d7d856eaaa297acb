/** The filters, mappings and defaults of a profile: what is wrong with those that it uses, and what they come to. Pure. */
import { AppError } from '../domain/app-error.ts';
import type { Filter } from '../domain/filter.ts';
import type { Side } from '../domain/party.ts';
import type { Direction, Profile } from '../domain/settings.ts';
import { defaultRuleProblems, type OfferedValues } from './default-rules.ts';
import { filterProblems } from './filter-check.ts';
import { mappingProblems } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { scopeProblems } from './mapping-scope.ts';
import { sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { partyFieldsOf } from './party-fields.ts';
import type { Problem } from './problem.ts';
import { listProblems } from './substitution.ts';

type RulesOfProfile = Pick<
  Profile,
  'customer' | 'filters' | 'fieldMappings' | 'defaultRules' | 'substitutions'
>;

/** The ways in which a profile writes. */
export function waysOf(direction: Direction): readonly MappingWay[] {
  return direction === 'bidirectional' ? ['import', 'export'] : [direction];
}

/** The filter that records of a side have to pass; null where nothing is copied from it, or all of it is. */
export function filterOf({ customer, filters }: RulesOfProfile, side: Side): Filter | null {
  const way = side === 'shopify' ? 'import' : 'export';
  return waysOf(customer.direction).includes(way) ? filters.customer[way] : null;
}

/** One direction of the profile's mapping of customers. */
export function mappingOf({ fieldMappings, substitutions }: RulesOfProfile, way: MappingWay): Mapping {
  const { source, target } = sidesOf[way];
  return {
    way,
    rules: fieldMappings.customer[way],
    lists: substitutions,
    fields: { source: partyFieldsOf(source), target: partyFieldsOf(target) },
  };
}

const below = (path: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({
    path: problem.path === '' ? path : `${path}.${problem.path}`,
    message: problem.message,
  }));

/**
 * Everything that keeps the profile's rules from being used, by its place in the profile. What its direction does not use is not
 * looked at. `offered` are the ERP's own lists, where they were read.
 */
export function ruleProblems(profile: RulesOfProfile, offered?: OfferedValues): readonly Problem[] {
  const { customer, filters, defaultRules, substitutions } = profile;
  const ways = waysOf(customer.direction);
  const mapped = ways.map((way) => mappingOf(profile, way));
  const [importing, exporting] = mapped;
  return [
    ...below('substitutions', listProblems(substitutions)),
    ...ways.flatMap((way) =>
      below(
        `filters.customer.${way}.where`,
        filterProblems(
          filters.customer[way]?.where ?? { join: 'and', parts: [] },
          partyFieldsOf(sidesOf[way].source),
        ),
      ),
    ),
    ...mapped.flatMap((mapping) =>
      below(`fieldMappings.customer.${mapping.way}`, [
        ...mappingProblems(mapping),
        ...scopeProblems(mapping, customer.direction),
      ]),
    ),
    ...(importing === undefined || exporting === undefined
      ? []
      : cycleProblems(importing, exporting).flatMap(({ way, ...problem }) =>
          below(`fieldMappings.customer.${way}`, [problem]),
        )),
    ...(ways.includes('import') ? below('defaultRules', defaultRuleProblems(defaultRules, offered)) : []),
  ];
}

/** @throws AppError RULES_INVALID naming what is wrong, with a sentence for each place. */
export function requireUsableRules(profile: RulesOfProfile): void {
  const problems = ruleProblems(profile);
  const [first] = problems;
  if (first === undefined) return;
  throw new AppError('RULES_INVALID', {
    params: { reason: first.message },
    fields: Object.fromEntries(problems.map(({ path, message }) => [path, message])),
  });
}
