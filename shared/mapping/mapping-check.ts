/** What is wrong with a mapping, at which row, in sentences for a person. What two directions do to each other: `mapping-cycles.ts`. */
import type { MappingRule, SubstitutionList } from '../domain/field-mapping.ts';
import { fieldLabel } from './field-rules.ts';
import { isOwnValue, isRequired, mappingRows, sidesOf, type Mapping } from './mapping-table.ts';
import { normaliseText } from './normalise.ts';
import { systemNames } from './note.ts';
import { isOptIn, optInOfRow } from './opt-in.ts';
import {
  isChoice,
  lostFieldName,
  type PartyField,
  type PartyFields,
  type PartyFieldType,
} from './party-fields.ts';
import type { Problem } from './problem.ts';
import { findList } from './substitution.ts';
import { fieldsOf, parseTemplate, type Expression, type FunctionCall, type Template } from './template.ts';

/** `path` is the key of the row; `position`, where there is one, counts characters of its template from 0. */
export interface MappingProblem extends Problem {
  readonly position?: number;
}

const problem = (row: PartyField, message: string, position?: number): MappingProblem => ({
  path: row.key,
  message,
  ...(position === undefined ? {} : { position }),
});

const typeNames: Readonly<Record<PartyFieldType, string>> = {
  text: 'a text',
  number: 'a number',
  date: 'a date',
  yesNo: 'yes or no',
  choice: 'one of a few values',
  list: 'a list of texts',
};

/** Types whose values go into a field of this type without anything being lost or guessed. */
const acceptedTypes: Readonly<Record<PartyFieldType, readonly PartyFieldType[]>> = {
  text: ['text', 'number', 'date', 'yesNo', 'choice', 'list'],
  number: ['number'],
  date: ['date'],
  yesNo: ['yesNo'],
  choice: [],
  list: ['list', 'text', 'choice'],
};

function accepts(target: PartyField, source: PartyField): boolean {
  if (target.type !== 'choice') return acceptedTypes[target.type].includes(source.type);
  if (target.key === 'address.country') return source.key === 'address.country';
  return source.choices?.every(({ value }) => isChoice(target, value)) === true;
}

function tooLong(target: PartyField, text: string, side: 'erp' | 'shopify'): MappingProblem | null {
  const { label, maximum } = target;
  if (maximum === null || text.length <= maximum) return null;
  return problem(
    target,
    `This has ${text.length} characters; ${label} in ${systemNames[side]} takes ${maximum}. Shorten it.`,
  );
}

function isValueOf(target: PartyField, text: string): boolean {
  const word = normaliseText(text);
  switch (target.type) {
    case 'text':
    case 'list':
      return true;
    case 'yesNo':
      return word === 'yes' || word === 'no';
    case 'choice':
      return (
        isChoice(target, text.trim()) ||
        target.choices?.some(({ value, label }) =>
          [value, label].some((each) => normaliseText(each) === word),
        ) === true
      );
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'date':
      return false;
  }
}

function wrongValue(target: PartyField, text: string): string {
  const choices = target.choices?.map(({ label }) => label).join(', ');
  const offered = choices === undefined ? typeNames[target.type] : `one of: ${choices}`;
  return `${target.label} cannot be \u201C${text}\u201D: it takes ${offered}.`;
}

interface RowCheck {
  readonly target: PartyField;
  readonly mapping: Mapping;
}

function constantProblems({ target, mapping }: RowCheck, value: string): readonly MappingProblem[] {
  if (value.trim() === '') return [problem(target, 'Enter the value, or choose not to map the field.')];
  if (isOwnValue(target.key, mapping)) {
    return [
      problem(
        target,
        `Every customer would get the same ${target.label.toLowerCase()}. Choose a field instead.`,
      ),
    ];
  }
  if (!isValueOf(target, value)) return [problem(target, wrongValue(target, value))];
  const long = tooLong(target, value, sidesOf[mapping.way].target);
  return long === null ? [] : [long];
}

function callsIn(expression: Expression): readonly FunctionCall[] {
  return expression.kind === 'call' ? [expression, ...expression.operands.flatMap(callsIn)] : [];
}

/** Keys of the fields whose values a template looks up, with the name of the list, where it is a text in quotes. */
export function lookupsIn({
  parts,
}: Template): readonly { readonly keys: readonly string[]; readonly list: string }[] {
  return parts.flatMap(callsIn).flatMap(({ name, operands: [value, list] }) => {
    if (name !== 'lookup' || value === undefined || list?.kind !== 'text') return [];
    return [{ keys: fieldsOf({ parts: [value] }).map(({ key }) => key), list: list.text }];
  });
}

/** Lists that a template looks values up in; null where the list is not named by a text in quotes. */
export function listsNamed({
  parts,
}: Template): readonly { readonly name: string | null; readonly at: number }[] {
  return parts.flatMap(callsIn).flatMap(({ name, operands }) => {
    const list = operands[1];
    if (name !== 'lookup' || list === undefined) return [];
    return [{ name: list.kind === 'text' ? list.text : null, at: list.at }];
  });
}

/** The list of a template that is one look-up and nothing else: what comes out is then one of its values, or nothing. */
function onlyLookup({ parts }: Template, lists: readonly SubstitutionList[]): SubstitutionList | null {
  const [call] = parts;
  if (parts.length !== 1 || call?.kind !== 'call' || call.name !== 'lookup') return null;
  const list = call.operands[1];
  return list?.kind === 'text' ? (findList(lists, list.text) ?? null) : null;
}

function unknownField(key: string, system: string): string {
  return `The field \u201C${lostFieldName(key)}\u201D no longer exists in ${system}. Choose another field.`;
}

function templateTypeProblems({ target, mapping }: RowCheck, template: Template): readonly MappingProblem[] {
  const { source, target: side } = sidesOf[mapping.way];
  if (target.type === 'text' || target.type === 'list') {
    const text = template.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const long = tooLong(target, text.trim(), side);
    return long === null ? [] : [long];
  }
  const list = onlyLookup(template, mapping.lists);
  if (list === null) {
    return [
      problem(
        target,
        `A template makes a text, and ${target.label} takes ${typeNames[target.type]}. Use a look-up alone.`,
      ),
    ];
  }
  const wrong = list.pairs
    .map((pair) => pair[source === 'erp' ? 'shopify' : 'erp'])
    .find((value) => !isValueOf(target, value));
  if (wrong !== undefined)
    return [problem(target, `${wrongValue(target, wrong)} Correct the list \u201C${list.name}\u201D.`)];
  return list.otherwise === 'empty'
    ? []
    : [
        problem(
          target,
          `The list \u201C${list.name}\u201D keeps values that are not in it, and ${target.label} takes ${typeNames[target.type]}. Let it leave them empty.`,
        ),
      ];
}

function templateProblems(check: RowCheck, text: string): readonly MappingProblem[] {
  const { target, mapping } = check;
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    const { at, message } = parsed.error;
    return [problem(target, `Character ${at + 1}: ${message}`, at)];
  }
  const { template } = parsed;
  const system = systemNames[sidesOf[mapping.way].source];
  const fields = fieldsOf(template);
  const unknown = fields.flatMap(({ key, at }) =>
    mapping.fields.source.has(key) ? [] : [problem(target, unknownField(key, system), at)],
  );
  const lists = listsNamed(template).flatMap(({ name, at }) => {
    if (name === null) return [problem(target, 'The list of a look-up is named by a text in "quotes".', at)];
    if (findList(mapping.lists, name) !== undefined) return [];
    return [
      problem(
        target,
        `There is no substitution list called \u201C${name}\u201D. Add it, or choose another one.`,
        at,
      ),
    ];
  });
  if (unknown.length + lists.length > 0) return [...unknown, ...lists];
  if (fields.length === 0 && isOwnValue(target.key, mapping)) return constantProblems(check, text);
  return templateTypeProblems(check, template);
}

function sourceProblems({ target, mapping }: RowCheck, key: string): readonly MappingProblem[] {
  const system = systemNames[sidesOf[mapping.way].source];
  const source = mapping.fields.source.get(key);
  if (source === undefined) return [problem(target, unknownField(key, system))];
  if (accepts(target, source)) return [];
  return [
    problem(
      target,
      `${source.label} in ${system} is ${typeNames[source.type]}, and ${target.label} takes ${typeNames[target.type]}. Choose another field, or look its values up in a substitution list.`,
    ),
  ];
}

function ruleProblems(check: RowCheck, rule: MappingRule): readonly MappingProblem[] {
  const { target, mapping } = check;
  const side = sidesOf[mapping.way].target;
  switch (rule.kind) {
    case 'default':
      return [];
    case 'field':
      return sourceProblems(check, rule.source);
    case 'constant':
      return constantProblems(check, rule.value);
    case 'template':
      return templateProblems(check, rule.template);
    case 'unmapped':
      return isRequired(target.key, mapping)
        ? [problem(target, `${systemNames[side]} keeps no customer without ${target.label}. Map it.`)]
        : [];
  }
}

const identifying: readonly string[] = ['firstName', 'lastName', 'email', 'phone'];

function nobodyProblems({ rules, fields }: Mapping): readonly MappingProblem[] {
  const [first] = identifying;
  const target = fields.target.get(first ?? '');
  if (target === undefined || !identifying.every((key) => rules[key]?.kind === 'unmapped')) return [];
  return [problem(target, 'A customer needs a name, an e-mail or a phone. Map one of them.')];
}

/** Fields that a row of this direction can be written from, for the screen. */
export function sourcesFor(target: PartyField, sources: PartyFields): readonly PartyField[] {
  return [...sources.values()].filter((source) => accepts(target, source));
}

/** Everything that is wrong with one direction of a mapping; empty when it can be used. */
export function mappingProblems(mapping: Mapping): readonly MappingProblem[] {
  const { way, rules, fields } = mapping;
  const rows = new Set(mappingRows(mapping).map(({ target }) => target));
  const system = systemNames[sidesOf[way].target];
  const byRow = Object.entries(rules).flatMap(([key, rule]): readonly MappingProblem[] => {
    const target = fields.target.get(key);
    const isShopifys = way === 'import' && isOptIn(key) && optInOfRow(way, key) === null;
    const label = isShopifys ? fieldLabel(key) : null;
    if (label !== null) {
      const message = `Accord does not write ${label} in ${system}: it flows to Shopify only. Remove the row, and map it there.`;
      return [{ path: key, message }];
    }
    if (target === undefined || !rows.has(key)) {
      const name = target?.label ?? lostFieldName(key);
      const message =
        target === undefined
          ? `The field \u201C${name}\u201D no longer exists in ${system}. Remove the row.`
          : `Accord does not write ${name} in ${system}. Remove the row.`;
      return [{ path: key, message }];
    }
    return ruleProblems({ target, mapping }, rule);
  });
  return [...byRow, ...nobodyProblems(mapping)];
}
