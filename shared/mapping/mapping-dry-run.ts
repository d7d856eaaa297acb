/** What a mapping would write for some records, side by side, with what would be refused. Nothing is written. Pure. */
import type { FieldName, Location, Party } from '../domain/party.ts';
import { compileMapping, type MappedField } from './field-mapping.ts';
import { fieldRules } from './field-rules.ts';
import { mappingRows, sidesOf, type Mapping } from './mapping-table.ts';
import { systemNames } from './note.ts';
import { countryCode } from './countries.ts';
import { mainLocation, type PartyField, type RawValue } from './party-fields.ts';
import { textOfValue } from './template-value.ts';
import { fieldsOf, parseTemplate } from './template.ts';
import { writtenValue } from './written-value.ts';

export interface DryRunCell {
  /** What the rule reads, in its order. */
  readonly sources: readonly { readonly label: string; readonly text: string }[];
  /** What would be written; empty is "no value". */
  readonly text: string;
  /** Why the other system would refuse it, or null. */
  readonly problem: string | null;
}

export interface DryRunRow {
  readonly target: PartyField;
  /** One for each record, in their order. */
  readonly cells: readonly DryRunCell[];
}

const isFieldName = (key: string): key is FieldName => Object.hasOwn(fieldRules, key);

/** Phones, countries and states are written in the form that the other system takes. */
function asWritten({ key }: PartyField, value: RawValue, { way }: Mapping, country: string | null): string {
  const name = key.replace(/^address\./u, '');
  const text = textOfValue(value);
  if (!isFieldName(name)) return text;
  return writtenValue(name, text === '' ? null : text, sidesOf[way].target, country) ?? '';
}

function refusal(
  { label, maximum, type }: PartyField,
  value: RawValue,
  text: string,
  system: string,
): string | null {
  const longest =
    Array.isArray(value) && type === 'list'
      ? Math.max(0, ...value.map((item: string) => item.length))
      : text.length;
  return maximum !== null && longest > maximum
    ? `${label} would have ${longest} characters; ${system} takes ${maximum}.`
    : null;
}

function sourcesOf({ rule, target }: MappedField, mapping: Mapping): readonly PartyField[] {
  const { fields } = mapping;
  const keys = (): readonly string[] => {
    if (rule.kind === 'field') return [rule.source];
    if (rule.kind === 'default') {
      return mappingRows(mapping).find((row) => row.target === target.key)?.sources ?? [];
    }
    const parsed = rule.kind === 'template' ? parseTemplate(rule.template) : null;
    return parsed?.ok === true ? [...new Set(fieldsOf(parsed.template).map(({ key }) => key))] : [];
  };
  return keys().flatMap((key) => fields.source.get(key) ?? []);
}

/** @throws Error for a mapping that has problems; see `mappingProblems`. */
export function dryRun(
  mapping: Mapping,
  parties: readonly Party[],
  homeCountry: string,
): readonly DryRunRow[] {
  const system = systemNames[sidesOf[mapping.way].target];
  const { customer, location: ofLocation } = compileMapping(mapping);
  return [...customer, ...ofLocation].map((field): DryRunRow => {
    const { target, valueOf } = field;
    const sources = sourcesOf(field, mapping);
    const cell = (party: Party, location: Location | null): DryRunCell => {
      const value = valueOf(party, location);
      const country = countryCode(location?.values.country ?? null) ?? homeCountry;
      const text = asWritten(target, value, mapping, country);
      return {
        sources: sources.map(({ label, read }) => ({ label, text: textOfValue(read(party, location)) })),
        text,
        problem: refusal(target, value, text, system),
      };
    };
    return { target, cells: parties.map((party) => cell(party, mainLocation(party))) };
  });
}
