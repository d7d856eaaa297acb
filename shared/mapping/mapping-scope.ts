/**
 * What of a mapping a synchronisation carries out today. The rest is refused with its reason, and never left out in silence: in both
 * directions at once a value can only be passed on as it is, or not at all (ADR 19). What only one system has flows one way whatever the
 * direction, so any rule will do for it.
 */
import type { MappingRule, SubstitutionList } from '../domain/field-mapping.ts';
import { customerFields, locationFields } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { listsNamed, type MappingProblem } from './mapping-check.ts';
import {
  isOwnValue,
  isRequired,
  mappingTable,
  sidesOf,
  termsKey,
  type Mapping,
  type WhichMapping,
} from './mapping-table.ts';
import { normaliseText } from './normalise.ts';
import { systemNames } from './note.ts';
import { givenConsents, optInOfRow } from './opt-in.ts';
import { findList } from './substitution.ts';
import { parseTemplate } from './template.ts';

/** Keys of the fields that are reconciled. */
export const reconciledKeys: ReadonlySet<string> = new Set([
  ...customerFields,
  ...locationFields.map((field) => `address.${field}`),
]);

/** Shopify takes three states of consent; the others it sets by itself. */
function consentProblems(
  rule: MappingRule,
  lists: readonly SubstitutionList[],
  path: string,
): readonly MappingProblem[] {
  const given = (text: string): boolean =>
    givenConsents.some((state) => normaliseText(state) === normaliseText(text));
  const problem = (value: string, remedy: string): MappingProblem => ({
    path,
    message: `Consent cannot be set to \u201C${value}\u201D in Shopify: it takes Subscribed, Unsubscribed or Pending.${remedy}`,
  });
  if (rule.kind === 'constant') return given(rule.value) ? [] : [problem(rule.value, '')];
  const parsed = rule.kind === 'template' ? parseTemplate(rule.template) : null;
  if (parsed?.ok !== true) return [];
  return listsNamed(parsed.template).flatMap(({ name }) => {
    const list = name === null ? undefined : findList(lists, name);
    const wrong = list?.pairs.find(({ shopify }) => !given(shopify));
    return list === undefined || wrong === undefined
      ? []
      : [problem(wrong.shopify, ` Correct the list \u201C${list.name}\u201D.`)];
  });
}

/** Whether a synchronisation writes this field of the table today. */
export function isWritten(key: string, { way, entity = 'customer' }: WhichMapping): boolean {
  if (entity === 'company') return mappingTable.company[way].some(({ target }) => target === key);
  return isOneWay(key, { way, entity }) || reconciledKeys.has(key);
}

/** Whether a field of this table flows one way whatever the direction: the other system has none. */
function isOneWay(key: string, { way, entity = 'customer' }: WhichMapping): boolean {
  return entity === 'customer' && (key === 'accountName' || optInOfRow(way, key) !== null);
}

/** What can be chosen for a field that is written. */
export function kindsOf(
  key: string,
  which: WhichMapping,
  direction: Direction,
): readonly MappingRule['kind'][] {
  const unmapped = isRequired(key, which) ? [] : ['unmapped' as const];
  if (key === termsKey) return ['default', ...unmapped];
  if (direction === 'bidirectional' && !isOneWay(key, which)) return ['default', ...unmapped];
  const constant = isOwnValue(key, which) ? [] : ['constant' as const];
  return ['default', 'field', ...constant, 'template', ...unmapped];
}

export function scopeProblems(
  { way, entity = 'customer', rules, fields, lists }: Mapping,
  direction: Direction,
): readonly MappingProblem[] {
  const system = systemNames[sidesOf[way].target];
  return Object.entries(rules).flatMap(([key, rule]): readonly MappingProblem[] => {
    const label = fields.target.get(key)?.label;
    if (label === undefined || rule.kind === 'default') return [];
    if (entity === 'company' && key === termsKey && rule.kind !== 'unmapped') {
      const message = `Which ${label.toLowerCase()} mean the same is said by the table of payment terms of Company. Choose what the table says, or nothing.`;
      return [{ path: key, message }];
    }
    if (isOneWay(key, { way, entity })) {
      return optInOfRow(way, key) === 'emailConsent' ? consentProblems(rule, lists, key) : [];
    }
    if (!isWritten(key, { way, entity })) {
      if (rule.kind === 'unmapped') return [];
      return [{ path: key, message: `Accord does not write ${label} in ${system} yet. Remove the row.` }];
    }
    if (direction !== 'bidirectional' || rule.kind === 'unmapped') return [];
    return [
      {
        path: key,
        message: `With both directions, ${label} can be copied as it is or left unmapped. Choose one direction to map it in another way.`,
      },
    ];
  });
}
