/** Everything that the screens of filters and mappings offer, in words. Pure. */
import { deepestGroup } from '../domain/filter.ts';
import { entities, type Entity } from '../domain/party.ts';
import type {
  FilterFieldChoice,
  MappingRowChoice,
  MappingTableChoices,
  RuleChoices,
  RuleWay,
} from '../domain/rule-trial.ts';
import { noFurtherFields, type FurtherFields } from '../domain/further-field.ts';
import type { Direction } from '../domain/settings.ts';
import { allCountries } from './countries.ts';
import { operatorsOf, valueCount } from './filter-check.ts';
import { operatorWords } from './filter-sentence.ts';
import { sourcesFor } from './mapping-check.ts';
import { isWritten, kindsOf } from './mapping-scope.ts';
import {
  furtherTargets,
  mappingFields,
  mappingRows,
  sidesOf,
  type DefaultMapping,
  type Mapping,
  type WhichMapping,
} from './mapping-table.ts';
import { profileFieldsOf } from './further-fields.ts';
import type { PartyField } from './party-fields.ts';
import { templateFunctions } from './template-functions.ts';

const countries = allCountries();
const countryChoices = countries.map(({ id, label }) => ({ value: id, label }));

function filterFieldChoice({ key, label, type, choices }: PartyField): FilterFieldChoice {
  const isCountry = key === 'address.country' || key === 'countries';
  return {
    key,
    label,
    type,
    operators: operatorsOf[type].map((id) => ({
      id,
      words: operatorWords[type][id],
      values: valueCount(id),
    })),
    choices: isCountry ? countryChoices : (choices ?? null),
  };
}

/** What belongs to one profile of all that is offered. */
type OwnFields = { readonly furtherFields: FurtherFields };

function filterFields(own: OwnFields, entity: Entity, way: RuleWay): readonly FilterFieldChoice[] {
  return [...profileFieldsOf(own, sidesOf[way].source, entity).values()].map(filterFieldChoice);
}

const named = ({ key, label }: PartyField): { readonly key: string; readonly label: string } => ({
  key,
  label,
});

function rowChoice(
  { target: key, sources, says }: DefaultMapping,
  which: WhichMapping,
  fields: Mapping['fields'],
  direction: Direction,
): MappingRowChoice {
  const target = fields.target.get(key);
  if (target === undefined) throw new Error(`There is no field ${key}`);
  return {
    target: key,
    label: target.label,
    from: sources.map((source) => fields.source.get(source)?.label ?? source).join(', '),
    says,
    kinds: kindsOf(key, which, direction),
    sources: sourcesFor(target, fields.source).map(named),
  };
}

function tableChoices(
  own: OwnFields,
  which: Required<WhichMapping>,
  direction: Direction,
): MappingTableChoices {
  const fields = mappingFields(which, own);
  return {
    rows: mappingRows({ ...which, further: furtherTargets(which, own) })
      .filter((row) => isWritten(row.target, which))
      .map((row) => rowChoice(row, which, fields, direction)),
    templateFields: [...fields.source.values()].map(named),
  };
}

export function ruleChoices(
  directions: Readonly<Record<Entity, Direction>>,
  furtherFields: FurtherFields = noFurtherFields,
): RuleChoices {
  const own = { furtherFields };
  const mapping = Object.fromEntries(
    entities.map((entity) => {
      const choices = (way: RuleWay) => tableChoices(own, { entity, way }, directions[entity]);
      return [entity, { import: choices('import'), export: choices('export') }];
    }),
  ) as RuleChoices['mapping'];
  const filters = Object.fromEntries(
    entities.map((entity) => [
      entity,
      { import: filterFields(own, entity, 'import'), export: filterFields(own, entity, 'export') },
    ]),
  ) as RuleChoices['filters'];
  return {
    filters,
    mapping,
    functions: Object.values(templateFunctions).map(({ usage, says }) => ({ usage, says })),
    countries,
    deepestGroup,
  };
}
