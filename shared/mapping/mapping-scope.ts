/**
 * What of a mapping a synchronisation carries out today. The rest is refused with its reason, and never left out in silence: in both
 * directions at once a value can only be passed on as it is, or not at all (ADR 19). What only Shopify has flows one way whatever the
 * direction, so any rule will do for it.
 */
import type { MappingRule, SubstitutionList } from '../domain/field-mapping.ts';
import { customerFields, locationFields } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { listsNamed, type MappingProblem } from './mapping-check.ts';
import { ownValues, requiredTargets, sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { normaliseText } from './normalise.ts';
import { systemNames } from './note.ts';
import { givenConsents, isOptIn } from './opt-in.ts';
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
export function isWritten(key: string): boolean {
  return key === 'accountName' || isOptIn(key) || reconciledKeys.has(key);
}

/** What can be chosen for a field that is written. */
export function kindsOf(key: string, way: MappingWay, direction: Direction): readonly MappingRule['kind'][] {
  if (direction === 'bidirectional' && key !== 'accountName' && !isOptIn(key)) return ['default', 'unmapped'];
  return [
    'default',
    'field',
    ...(ownValues.includes(key) ? [] : ['constant' as const]),
    'template',
    ...(requiredTargets[way].includes(key) ? [] : ['unmapped' as const]),
  ];
}

export function scopeProblems(
  { way, rules, fields, lists }: Mapping,
  direction: Direction,
): readonly MappingProblem[] {
  const system = systemNames[sidesOf[way].target];
  return Object.entries(rules).flatMap(([key, rule]): readonly MappingProblem[] => {
    const label = fields.target.get(key)?.label;
    if (label === undefined || rule.kind === 'default') return [];
    if (key === 'accountName') return [];
    if (isOptIn(key)) return key === 'emailConsent' ? consentProblems(rule, lists, key) : [];
    if (!isWritten(key)) {
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
