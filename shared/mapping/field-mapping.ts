/** What a mapping makes of records: one function for each field that is written, made once. Pure. */
import type { MappingRule } from '../domain/field-mapping.ts';
import type { Location, Party } from '../domain/party.ts';
import { mappingProblems } from './mapping-check.ts';
import { mappingRows, sidesOf, type DefaultMapping, type Mapping } from './mapping-table.ts';
import { accountNameOf } from './names.ts';
import { distinctItems, itemsIn } from './items.ts';
import { normaliseText } from './normalise.ts';
import { mainLocation, type PartyField, type PartyFields, type RawValue } from './party-fields.ts';
import { createLookup } from './substitution.ts';
import type { Lookup } from './template-functions.ts';
import { compileTemplate, textOfValue, type ReadValue } from './template-value.ts';
import { parseTemplate } from './template.ts';

/** One field that is written, and its value for a record of the source. */
export interface MappedField {
  readonly target: PartyField;
  readonly rule: MappingRule;
  readonly valueOf: ReadValue<RawValue>;
}

export interface CompiledMapping {
  /** Fields that are written, by whether they are the customer's or those of each location; unmapped ones are not among them. */
  readonly customer: readonly MappedField[];
  readonly location: readonly MappedField[];
  /** Keys of the target that are never written. */
  readonly unmapped: ReadonlySet<string>;
}

function itemsOf(value: RawValue): readonly string[] {
  return Array.isArray(value) ? distinctItems(value as readonly string[]) : itemsIn(textOfValue(value));
}

function choiceOf(value: RawValue, { choices, comparable }: PartyField): RawValue {
  const text = textOfValue(value).trim();
  if (text === '') return null;
  const wanted = normaliseText(text);
  const choice = choices?.find(
    (each) => normaliseText(each.value) === wanted || normaliseText(each.label) === wanted,
  );
  return choice?.value ?? (comparable === undefined ? null : comparable(text));
}

/** Brings a value to the type of the field it is written to; what cannot be is "no value". */
export function asTypeOf(target: PartyField, value: RawValue): RawValue {
  switch (target.type) {
    case 'text': {
      const text = textOfValue(value);
      return text.trim() === '' ? null : text;
    }
    case 'list': {
      const items = itemsOf(value);
      return items.length === 0 ? null : items;
    }
    case 'choice':
      return choiceOf(value, target);
    case 'yesNo': {
      if (typeof value === 'boolean') return value;
      const word = normaliseText(textOfValue(value));
      return word === 'yes' ? true : word === 'no' ? false : null;
    }
    case 'number':
      return typeof value === 'number' || value === null ? value : Number(textOfValue(value));
    case 'date':
      return value;
  }
}

function fieldNamed(fields: PartyFields, key: string): PartyField {
  const field = fields.get(key);
  if (field === undefined) throw new Error(`There is no field ${key}`);
  return field;
}

/** Null where nothing is written. A default that is one field as it is keeps the text as it stands (`written-value.ts` follows). */
function defaultValue(
  { target, sources, optIn }: DefaultMapping,
  source: PartyFields,
): ReadValue<RawValue> | null {
  if (optIn || sources.length === 0) return null;
  if (target === 'accountName' && !sources.includes(target)) return ({ values }) => accountNameOf(values);
  return fieldNamed(source, sources[0] ?? target).read;
}

function ruleValue(
  rule: MappingRule,
  row: DefaultMapping,
  source: PartyFields,
  lookup: Lookup,
): ReadValue<RawValue> | null {
  switch (rule.kind) {
    case 'default':
      return defaultValue(row, source);
    case 'field':
      return fieldNamed(source, rule.source).read;
    case 'constant': {
      const { value } = rule;
      return () => value;
    }
    case 'template': {
      const parsed = parseTemplate(rule.template);
      if (!parsed.ok) throw new Error(parsed.error.message);
      return compileTemplate(parsed.template, source, lookup);
    }
    case 'unmapped':
      return null;
  }
}

/** @throws Error for a mapping that has problems; see `mappingProblems`. */
export function compileMapping(mapping: Mapping): CompiledMapping {
  const { way, rules, lists, fields } = mapping;
  const [problem] = mappingProblems(mapping);
  if (problem !== undefined) throw new Error(`${problem.path}: ${problem.message}`);
  const lookup = createLookup(lists, sidesOf[way].source);
  const unmapped = new Set<string>();
  const mapped = mappingRows(mapping).flatMap((row): readonly MappedField[] => {
    const rule = rules[row.target] ?? ({ kind: 'default' } as const);
    const read = ruleValue(rule, row, fields.source, lookup);
    if (read === null) {
      unmapped.add(row.target);
      return [];
    }
    const target = fieldNamed(fields.target, row.target);
    const valueOf: ReadValue<RawValue> =
      rule.kind === 'default' ? read : (party, location) => asTypeOf(target, read(party, location));
    return [{ target, rule, valueOf }];
  });
  const fieldsOf = (of: PartyField['of']): readonly MappedField[] =>
    mapped.filter(({ target }) => target.of === of);
  return { customer: fieldsOf('customer'), location: fieldsOf('location'), unmapped };
}

function valuesOf(
  fields: readonly MappedField[],
  party: Party,
  location: Location | null,
): ReadonlyMap<string, RawValue> {
  const values = new Map<string, RawValue>();
  for (const { target, valueOf } of fields) values.set(target.key, valueOf(party, location));
  return values;
}

/** The written fields of a customer itself, by key. A rule that asks for a field of a location gets that of the default one. */
export function mapCustomer({ customer }: CompiledMapping, party: Party): ReadonlyMap<string, RawValue> {
  return valuesOf(customer, party, mainLocation(party));
}

/** The written fields of one of a customer's locations, by key. */
export function mapLocation(
  { location: fields }: CompiledMapping,
  party: Party,
  location: Location,
): ReadonlyMap<string, RawValue> {
  return valuesOf(fields, party, location);
}
