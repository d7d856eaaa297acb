/** The filters, mappings and defaults of a profile: what is wrong with those that it uses, and what they come to. Pure. */
import { AppError } from '../domain/app-error.ts';
import type { Filter } from '../domain/filter.ts';
import type { Entity, Side } from '../domain/party.ts';
import type { Direction, Profile } from '../domain/settings.ts';
import { defaultRuleProblems, type OfferedValues } from './default-rules.ts';
import { filterProblems } from './filter-check.ts';
import { mappingProblems } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { scopeProblems } from './mapping-scope.ts';
import { furtherTargets, mappingFields, sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { profileFieldsOf } from './further-fields.ts';
import type { Problem } from './problem.ts';
import { listProblems } from './substitution.ts';

type RulesOfProfile = Pick<
  Profile,
  'customer' | 'company' | 'filters' | 'fieldMappings' | 'defaultRules' | 'substitutions' | 'furtherFields'
>;

/** The ways in which a profile writes. */
export function waysOf(direction: Direction): readonly MappingWay[] {
  return direction === 'bidirectional' ? ['import', 'export'] : [direction];
}

/** The filter that records of a side have to pass; null where nothing is copied from it, or all of it is. */
export function filterOf(profile: RulesOfProfile, entity: Entity, side: Side): Filter | null {
  const way = side === 'shopify' ? 'import' : 'export';
  return waysOf(profile[entity].direction).includes(way) ? profile.filters[entity][way] : null;
}

/** One direction of the profile's mapping of customers, or of business customers. */
export function mappingOf(profile: RulesOfProfile, way: MappingWay, entity: Entity = 'customer'): Mapping {
  const { fieldMappings, substitutions } = profile;
  return {
    way,
    entity,
    rules: fieldMappings[entity][way],
    lists: substitutions,
    fields: mappingFields({ way, entity }, profile),
    further: furtherTargets({ way, entity }, profile),
  };
}

const below = (path: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({
    path: problem.path === '' ? path : `${path}.${problem.path}`,
    message: problem.message,
  }));

function filterProblemsOf(profile: RulesOfProfile, entity: Entity): readonly Problem[] {
  return waysOf(profile[entity].direction).flatMap((way) => {
    const filter = profile.filters[entity][way];
    if (filter === null) return [];
    const fields = profileFieldsOf(profile, sidesOf[way].source, entity);
    return below(`filters.${entity}.${way}.where`, filterProblems(filter.where, fields));
  });
}

function mappingProblemsOf(profile: RulesOfProfile, entity: Entity): readonly Problem[] {
  const { direction } = profile[entity];
  const mapped = waysOf(direction).map((way) => mappingOf(profile, way, entity));
  const [importing, exporting] = mapped;
  return [
    ...mapped.flatMap((mapping) =>
      below(`fieldMappings.${entity}.${mapping.way}`, [
        ...mappingProblems(mapping),
        ...scopeProblems(mapping, direction),
      ]),
    ),
    ...(importing === undefined || exporting === undefined
      ? []
      : cycleProblems(importing, exporting).flatMap(({ way, ...problem }) =>
          below(`fieldMappings.${entity}.${way}`, [problem]),
        )),
  ];
}

/**
 * Everything that keeps the profile's rules from being used, by its place in the profile. What its entities and directions do not
 * use is not looked at. `offered` are the ERP's own lists, where they were read.
 */
export function ruleProblems(profile: RulesOfProfile, offered?: OfferedValues): readonly Problem[] {
  const { company, customer, defaultRules, substitutions } = profile;
  const imports = [customer, ...(company.active ? [company] : [])].some(
    ({ direction }) => direction !== 'export',
  );
  return [
    ...below('substitutions', listProblems(substitutions)),
    ...filterProblemsOf(profile, 'customer'),
    ...mappingProblemsOf(profile, 'customer'),
    ...(company.active
      ? [...filterProblemsOf(profile, 'company'), ...mappingProblemsOf(profile, 'company')]
      : []),
    ...(imports ? below('defaultRules', defaultRuleProblems(defaultRules, offered)) : []),
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
